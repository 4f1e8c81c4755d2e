"""The page of a place: verdict, chart, ladder, indicators, measures, deadlines, targets, neighbours, downloads."""

from __future__ import annotations

import streamlit as st

from geo.lookup import UnknownPlaceError
from layers.reference_levels import way_note
from layers.status_words import why_no_chart
from pages.city_parts.chart import chart_sources_html, history_chart
from pages.city_parts.directory import invitation_html, unknown_html
from pages.city_parts.header import header_html
from pages.city_parts.indicators import indicators_html
from pages.city_parts.ladder_choice import show_ladder
from pages.city_parts.locator import locator_html
from pages.city_parts.measures import measures_html
from pages.city_parts.missing import missing_html
from pages.city_parts.neighbours import neighbours_html
from pages.city_parts.target_tables import observations_html, other_targets_html, outside_chain_html
from pages.city_parts.timeline import timeline_html
from pages.shared import clock
from pages.shared.downloads import place_downloads
from pages.shared.html import element, text
from pages.shared.links import names_of
from pages.shared.selection import asked_place
from pages.shared.session_language import current_words
from pages.shared.waiting import atlas_or_wait
from policy.atlas import Atlas
from translations import Words


def show() -> None:
    """Draw the screen for `?place=`: a code or any name of a place."""
    words, _faults = current_words()
    atlas = atlas_or_wait(words)
    asked = asked_place()
    if not asked:
        st.html(invitation_html(atlas, words))
        return
    try:
        place_id = names_of(atlas).find(asked)
    except UnknownPlaceError as error:
        st.html(unknown_html(atlas, words, asked, error))
        return
    show_place(atlas, words, place_id)


def show_place(atlas: Atlas, words: Words, place_id: str) -> None:
    """Draw a place that exists."""
    _ = words.gettext
    place = atlas.register.places[place_id]
    st.set_page_config(page_title=f"{words.pick(place.name_zh, place.name_en)} · {_('蓝天图志')}")
    st.html(header_html(atlas, words, place_id))
    chart, locator = st.columns([3, 2], gap="large")
    with chart:
        show_history(atlas, words, place_id)
    with locator:
        st.html(element("h2", text(_("位置"))) + locator_html(atlas, words, place_id))
    years, neighbours = st.columns(2, gap="large")
    table = observations_html(atlas, words, place_id)
    if table:
        years.html(element("h2", text(_("历年 PM2.5 年均浓度"))) + table)
    neighbours.html(element("h2", text(_("相邻地点"))) + neighbours_html(atlas, words, place_id))
    show_ladder(atlas, words, place_id)
    show_parts(indicators_html(atlas, words, place_id), measures_html(atlas, words, place_id))
    show_parts(timeline_html(atlas, words, place_id, clock.today()))
    rest = (other_targets_html, outside_chain_html, missing_html)
    show_parts(*(part(atlas, words, place_id) for part in rest))
    place_downloads(atlas, words, place_id)


def show_parts(*parts: str) -> None:
    """Parts of the page that have something to say."""
    if any(parts):
        st.html("".join(parts))


def show_history(atlas: Atlas, words: Words, place_id: str) -> None:
    """The years observed as a chart, or why there are none."""
    _ = words.gettext
    st.html(element("h2", text(_("PM2.5 实测与目标"))))
    drawing = history_chart(atlas, words, place_id)
    if drawing is None:
        st.info(why_no_chart(words, atlas.register.places[place_id]))
        return
    st.altair_chart(drawing, width="stretch", theme=None)
    st.html(chart_sources_html(atlas, words, place_id))
    note = way_note(atlas, words, place_id)
    if note:
        st.html(element("p", text(note), class_="quiet"))
