"""The map as other sites show it in a frame (`?embed=true`): map, legend, sources, and a link to the whole."""

from __future__ import annotations

import os
from dataclasses import replace

import streamlit as st

from layers.approval_number import approval_number
from layers.colophon import stamp_text
from layers.drawn import DrawnLayer, draw
from layers.filtering import visible_places
from layers.frame_sources import sources_behind
from layers.map_words import boundary_line
from layers.press.frames import CHINA, frame_of
from pages.map_parts.controls import choices_of
from pages.shared import cached
from pages.shared.address import MapView, map_params, read_map_view
from pages.shared.atlas_component import atlas_map, packed_map
from pages.shared.export_state import frame_of_map
from pages.shared.frame import STYLE, local_banner
from pages.shared.html import alert, element, text
from pages.shared.links import href
from pages.shared.map_message import map_message
from pages.shared.selection import select_in_address
from pages.shared.session_language import current_words
from pages.shared.waiting import atlas_or_wait
from policy.atlas import Atlas
from translations import Words

EMBEDDED_STYLE = STYLE.with_name("embedded.css")


def is_embedded() -> bool:
    """Whether the page is shown without its surroundings."""
    return bool(st.context.is_embedded)


def show() -> None:
    """Draw the map that the address names; nothing in it leads away from the frame."""
    words, _faults = current_words()
    atlas = atlas_or_wait(words)
    st.html(STYLE)
    st.html(EMBEDDED_STYLE)
    view, faults = read_map_view(st.query_params.to_dict(), choices_of(atlas))
    for fault in faults:
        st.html(alert(words.render(fault)))
    if atlas.tables.local_figures:
        st.html(local_banner(atlas, words))
    register = atlas.register
    layer = cached.layer(atlas, view.layer, view.year)
    visible = visible_places(register, layer, view.wanted, view.year)
    layer = replace(layer, sources=sources_behind(register, layer, visible))
    drawn = draw(register, layer, words, visible)
    payload = map_message(atlas, words, view, drawn, visible)
    number = approval_number(os.environ.get("MAP_APPROVAL_NUMBER"))
    payload |= {
        "embedded": True,
        "title": words.render(layer.press_title or layer.title),
        "kicker": area_name(atlas, words, view),
        "sources": short_sources(atlas, words, drawn),
        "stamp": stamp_text(number, words),
    }
    event = atlas_map(packed_map(payload), register.places, key="embedded_atlas")
    if event.select is not None and event.select != (view.place or ""):
        select_in_address(event.select)
        st.rerun()
    whole = href("map", words, **{name: value for name, value in map_params(view, "zh").items() if value})
    label = words.gettext("在蓝天图志中打开")
    st.html(
        element(
            "p",
            element("a", text(label), href=whole, target="_blank", rel="noopener"),
            class_="embedded-foot",
        )
    )


def area_name(atlas: Atlas, words: Words, view: MapView) -> str:
    """The one region or province that the address frames, and its places; empty for the country."""
    frame = frame_of_map(replace(view, place=None))
    return frame_of(atlas, frame).title(words) if frame != CHINA else ""


def short_sources(atlas: Atlas, words: Words, drawn: DrawnLayer) -> list[str]:
    """The first source, how many there are, and whose boundaries are drawn: a small frame has room for no more."""
    document = atlas.register.documents[drawn.sources[0].document_id]
    first = words.gettext("《{title}》", title=words.pick(document.title_zh, document.title_en))
    count = len(drawn.sources)
    told = words.gettext("来源：{names}。", names=first)
    if count > 1:
        told = words.gettext("来源：{names}等 {count} 项。", names=first, count=count)
    return [told, boundary_line(words)]
