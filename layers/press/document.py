"""A sheet's map as an interactive document: one HTML file that asks for nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from layers.colophon import Colophon
from layers.drawn import draw
from layers.place_index import place_index
from layers.press.order import NOTE_LENGTH, TITLE_LENGTH
from layers.press.outside import requests_outside
from layers.press.request import one_line
from layers.web_map import map_document
from policy.atlas import Atlas
from translations import words_for

if TYPE_CHECKING:
    from layers.press.export import PressJob


def html_bytes(atlas: Atlas, job: PressJob) -> bytes:
    """The layer as an interactive document of one file, which opens on the frame with its places in focus.

    Raises
    ------
    RuntimeError
        When the document would ask for anything outside: the policy of the page must forbid it.
    """
    colophon = Colophon(
        made_on=job.order.made_on,
        data_version=job.order.data_version,
        address=job.order.address,
        approval_number=job.order.approval_number,
        title=cut(one_line(job.order.title), TITLE_LENGTH),
        note=cut(one_line(job.order.note), NOTE_LENGTH),
        shown=job.frame.title(words_for(job.order.lang)),
        finding=job.order.finding,
    )
    on_screen = draw(atlas.register, job.layer, words_for(job.order.lang))
    document = map_document(
        replace(on_screen, title=job.drawn.title),
        lang=job.order.lang,
        topology=atlas.geometry.topology,
        index=place_index(atlas),
        colophon=colophon,
        visible=job.frame.focus,
        selected=job.frame.chosen,
        area="" if job.frame.kind == "china" else job.frame.frame_id,
    )
    outside = requests_outside(document)
    if outside:
        raise RuntimeError(f"the document asks for {', '.join(outside)}")
    return document.encode()


def cut(text: str, length: int) -> str:
    """At most so many characters, the last of them a mark that there were more."""
    return text if len(text) <= length else text[: length - 1] + "…"
