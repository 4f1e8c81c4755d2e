"""The national map: the finding, the map with its table, key figures and sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from layers.catalogue import family_of, is_of_policy
from layers.drawn import recounted
from layers.filtering import visible_places
from pages.map_parts.controls import choices_of, draw_controls, take_over_controls
from pages.map_parts.findings import key_counts_html, key_regions_html, map_finding
from pages.shared import cached, clock
from pages.shared.atlas_component import atlas_map
from pages.shared.downloads import layer_downloads
from pages.shared.export_state import open_export
from pages.shared.html import alert
from pages.shared.map_message import map_data
from pages.shared.selection import (
    current_address,
    ensure_widgets,
    keep_view,
    open_city,
    read_view,
    view_of_widgets,
)
from pages.shared.session_language import current_words
from pages.shared.session_overlay import takes_over
from pages.shared.sources import boundary_html, layer_sources_html
from pages.shared.waiting import atlas_or_wait
from policy.overlay import is_overlaid


def show(screens: Mapping[str, Any]) -> None:
    """Draw the screen; `screens` are the `st.Page`s that places and images open on."""
    words, _ = current_words()
    atlas = atlas_or_wait(words)
    choices = choices_of(atlas)
    taken_over = takes_over()
    view, faults = read_view(choices, fills=not taken_over)
    for fault in faults:
        st.html(alert(words.render(fault)))
    if taken_over:
        view = take_over_controls(atlas, words, choices, view)
    else:
        ensure_widgets(view, choices)
        view = view_of_widgets(view)
        with st.sidebar:
            draw_controls(atlas, words, choices, view)

    register = atlas.register
    layer = cached.layer(atlas, view.layer, view.year)
    visible = visible_places(register, layer, view.wanted, view.year)
    drawn = cached.drawn_layer(atlas, view.layer, view.year, words.lang)
    if not view.wanted.is_empty:
        drawn = recounted(drawn, visible)
    if is_overlaid(atlas):
        drawn = replace(
            drawn, subtitle=words.gettext("{subtitle}；含本次会话叠加的数据", subtitle=drawn.subtitle)
        )
    st.html(map_finding(atlas, words, view, len(visible)))
    event = atlas_map(map_data(atlas, words, view, drawn, visible), register.places, key="atlas")
    if event.select is not None and event.select != (view.place or ""):
        view = replace(view, place=event.select or None)
        keep_view(view, words.lang)
        st.rerun()
    keep_view(view, words.lang)
    if event.open:
        open_city(screens["city"], words.lang, event.open)
    if event.export:
        open_export(screens["export"], words.lang, view, clock.today())
    if not is_of_policy(view.layer) and family_of(view.layer) is None:
        st.html(key_counts_html(atlas, words, view.year))
    st.html(key_regions_html(atlas, words))
    if layer_downloads(atlas, words, drawn, visible, view.wanted.area, current_address()):
        open_export(screens["export"], words.lang, view, clock.today())
    st.html(layer_sources_html(atlas, words, view.layer, view.year))
    st.html(boundary_html(atlas, words))
