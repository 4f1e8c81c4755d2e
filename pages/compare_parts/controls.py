"""Adding, removing and ordering the places of a comparison, and the switch that hides what is the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from pages.shared.compare_address import moved
from pages.shared.html import element, text
from pages.shared.markdown import as_label
from pages.shared.selection import (
    ADDED_PLACE,
    ONLY_DIFFERENCES,
    add_chosen_place,
    fill_only_differences,
    keep_comparison,
    keep_only_differences,
)
from pages.shared.session_overlay import does_unheard, takes_over
from policy.atlas import Atlas
from policy.comparison import MOST_PLACES
from policy.place_record import neighbour_entries
from translations import Words

OFFERED = 6
"""Neighbours offered at once, the longest border first."""


def short_name(atlas: Atlas, words: Words, place_id: str) -> str:
    """The short name of a place."""
    place = atlas.register.places[place_id]
    return words.pick(place.short_name_zh, place.name_en)


def show_controls(atlas: Atlas, words: Words, place_ids: Sequence[str], only: bool) -> None:
    """The places with their buttons, a box with all names, neighbours in one press, and the switch."""
    _ = words.gettext
    with st.container(key="compare_controls"):
        if place_ids:
            show_places(atlas, words, place_ids, only)
        row = st.container(horizontal=True, vertical_alignment="bottom")
        if len(place_ids) < MOST_PLACES:
            show_box(row, atlas, words, place_ids, only)
        else:
            told = _("已有 {most} 个地点，这是上限；移除一个后可再添加。", most=MOST_PLACES)
            row.html(element("p", text(told), class_="quiet"), width="content")
        show_neighbours(row, atlas, words, place_ids, only)
        if len(place_ids) > 1:
            if not takes_over():
                fill_only_differences(only)
            said = row.toggle(
                _("只看差异"),
                key=ONLY_DIFFERENCES,
                on_change=keep_only_differences,
                args=(tuple(place_ids), words.lang),
            )
            does_unheard(said != only, keep_comparison, place_ids, said, words.lang)


def show_places(atlas: Atlas, words: Words, place_ids: Sequence[str], only: bool) -> None:
    """Each place with buttons that move or remove it."""
    _ = words.gettext
    row = st.container(horizontal=True, vertical_alignment="center", key="compare_places")
    for number, place_id in enumerate(place_ids, 1):
        name = short_name(atlas, words, place_id)
        label = as_label(name)
        box = row.container(
            horizontal=True, vertical_alignment="center", gap=None, width="content", key=f"column_{place_id}"
        )
        box.html(element("b", text(f"{number} {name}")), width="content")
        actions = [
            ("←", _("把{name}左移", name=label), moved(place_ids, place_id, -1)),
            ("→", _("把{name}右移", name=label), moved(place_ids, place_id, 1)),
            ("✕", _("移除{name}", name=label), tuple(one for one in place_ids if one != place_id)),
        ]
        for sign, told, after in actions:
            # The words are there for those who hear the page; the style shows the sign alone.
            asked = (after, only, words.lang)
            pressed = box.button(
                f"{sign} {told}",
                help=told,
                key=f"{sign}{place_id}",
                type="tertiary",
                disabled=after == tuple(place_ids),
                on_click=keep_comparison,
                args=asked,
            )
            does_unheard(pressed, keep_comparison, *asked)


def show_box(
    row: st.delta_generator.DeltaGenerator, atlas: Atlas, words: Words, place_ids: Sequence[str], only: bool
) -> None:
    """A box with the names of all places; what is typed is looked for in Chinese, English and codes."""
    _ = words.gettext
    places = atlas.register.places

    def shown(place_id: str) -> str:
        place = places[place_id]
        return f"{place.name_zh} {place.name_en} {place_id}"

    chosen = row.selectbox(
        _("添加地点"),
        list(places),
        index=None,
        key=ADDED_PLACE,
        format_func=shown,
        placeholder=_("输入名称、拼音或代码"),
        on_change=add_chosen_place,
        args=(tuple(place_ids), only, words.lang),
        width=300,
    )
    if chosen is not None and chosen not in place_ids:
        does_unheard(True, keep_comparison, [*place_ids, chosen], only, words.lang)


def offered(atlas: Atlas, place_ids: Sequence[str]) -> list[dict[str, Any]]:
    """Neighbours of the first place, the longest border first; one across a border of provinces is always among them."""
    entries = [
        entry for entry in neighbour_entries(atlas, place_ids[0]) if entry["place_id"] not in place_ids
    ]
    near, far = entries[:OFFERED], entries[OFFERED:]
    across = [entry for entry in far if not entry["same_province"]]
    if across and all(entry["same_province"] for entry in near):
        return [*near[:-1], across[0]]
    return near


def show_neighbours(
    row: st.delta_generator.DeltaGenerator, atlas: Atlas, words: Words, place_ids: Sequence[str], only: bool
) -> None:
    """The neighbours of the first place that are not shown yet, each added with one press."""
    _ = words.gettext
    if not place_ids or len(place_ids) >= MOST_PLACES:
        return
    for entry in offered(atlas, place_ids):
        place_id = entry["place_id"]
        name = short_name(atlas, words, place_id)
        if not entry["same_province"]:
            province = atlas.register.places[place_id].province
            name = _(
                "{name}（跨省界：{province}）",
                name=name,
                province=words.pick(province.short_name_zh, province.name_en),
            )
        asked = ((*place_ids, place_id), only, words.lang)
        pressed = row.button(
            f"＋ {as_label(name)}",
            key=f"add_{place_id}",
            help=_("与首列地点共同边界 {km:g} 公里", km=entry["shared_km"]),
            on_click=keep_comparison,
            args=asked,
        )
        does_unheard(pressed, keep_comparison, *asked)
