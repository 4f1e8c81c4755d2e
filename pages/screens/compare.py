"""Two to six places side by side: finding, map and chart, facts, indicators, clauses, sources, and what leaves it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from geo.lookup import UnknownPlaceError
from layers.comparison_table import ComparisonTable
from pages import compare_parts
from pages.compare_parts.asked import faults_html, too_few_html
from pages.compare_parts.chart import comparison_chart
from pages.compare_parts.controls import show_controls
from pages.compare_parts.downloads import colophon_html, show_downloads
from pages.compare_parts.header import header_html, legend_html
from pages.compare_parts.measures import measures_html
from pages.compare_parts.picture import map_html
from pages.compare_parts.tables import facts_html, indicators_html, sources_html, unknown_html
from pages.shared import cached
from pages.shared.compare_address import CompareView
from pages.shared.html import element, text
from pages.shared.links import names_of
from pages.shared.selection import asked_place, keep_comparison, read_comparison
from pages.shared.session_language import current_words
from pages.shared.unknown_name import unknown_name_html
from pages.shared.waiting import atlas_or_wait
from policy.atlas import Atlas
from policy.comparison import FEWEST_PLACES, with_neighbours
from translations import Words

STYLE = Path(compare_parts.__file__).with_name("compare.css")


def show() -> None:
    """Draw the screen for `?places=` (two to six codes or names) or `?place=` (one, with its neighbours)."""
    words, _faults = current_words()
    atlas = atlas_or_wait(words)
    st.html(STYLE)
    view = read_comparison(names_of(atlas))
    if not view.place_ids and not view.unknown and asked_place():
        view = start_from(atlas, words, asked_place(), view)
    said = faults_html(atlas, words, view)
    if said:
        st.html(said)
    if len(view.place_ids) < FEWEST_PLACES:
        st.html(too_few_html(atlas, words, view))
        show_controls(atlas, words, view.place_ids, view.only)
        return
    show_comparison(atlas, words, view)


def start_from(atlas: Atlas, words: Words, asked: str, view: CompareView) -> CompareView:
    """A place and its nearest neighbours; the address then says them all."""
    try:
        place_id = names_of(atlas).find(asked)
    except UnknownPlaceError as error:
        st.html(unknown_name_html(atlas, words, asked, error))
        return view
    place_ids = with_neighbours(atlas, place_id)
    if len(place_ids) >= FEWEST_PLACES:
        keep_comparison(place_ids, view.only, words.lang)
    return CompareView(place_ids, only=view.only, bad_only=view.bad_only)


def show_comparison(atlas: Atlas, words: Words, view: CompareView) -> None:
    """Draw the comparison of places that exist."""
    table = cached.comparison(atlas, view.place_ids, words.lang)
    names = [words.pick(column.place.short_name_zh, column.place.name_en) for column in table.found.columns]
    st.set_page_config(page_title=f"{words.join(names)} · {words.gettext('比较')}")
    st.html(header_html(table, view.only))
    show_controls(atlas, words, view.place_ids, view.only)
    show_pictures(atlas, table)
    st.html(legend_html(words, table.indicators) + facts_html(atlas, table, view.only))
    st.html(indicators_html(atlas, table, view.only) + measures_html(atlas, table, view.only))
    rest = unknown_html(atlas, table, view.only)
    st.html(rest + sources_html(atlas, table) + colophon_html(atlas, table))
    show_downloads(atlas, table, view.only)


def show_pictures(atlas: Atlas, table: ComparisonTable) -> None:
    """The chart beside the common map."""
    words = table.words
    _ = words.gettext
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.html(element("h2", text(_("PM2.5 年均浓度与 2025 年目标"))))
        drawing = comparison_chart(table)
        if drawing is None:
            st.info(_("没有这些地点的实测值。"))
        else:
            st.altair_chart(drawing, width="stretch", theme=None)
            note = _("右侧短横为 2025 年目标，≈ 为折算或指示值；空心点数据不足，不连线。纵轴不从 0 开始。")
            st.html(element("p", text(note), class_="quiet"))
    with right:
        st.html(element("h2", text(_("位置与判定"))) + map_html(atlas, table))
