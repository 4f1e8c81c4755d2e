"""The one place for `st.cache_*`: read-only things that all sessions share."""

from __future__ import annotations

import streamlit as st

from layers.catalogue import build_layer
from layers.chosen_map import chosen_map_svg
from layers.comparison_table import ComparisonTable, comparison_table
from layers.definition import ChoroplethLayer
from layers.drawn import DrawnLayer, draw
from layers.indicator_layer import IndicatorSummary, indicator_summary
from layers.measure_layer import measure_layer
from layers.press.workshop import Workshop
from layers.static_files import StaticFiles
from pages.shared.opening import AtlasOpening
from policy.atlas import Atlas
from policy.effective import TARGET_YEAR
from policy.overlay import is_overlaid
from translations import words_for


@st.cache_resource(show_spinner=False)
def atlas_opening() -> AtlasOpening:
    """The process's one opening of tables and geometry."""
    return AtlasOpening()


@st.cache_resource(show_spinner=False)
def workshop() -> Workshop:
    """Where files for print are drawn, for all sessions; it keeps the files made last, up to a number of bytes."""
    return Workshop()


def layer(atlas: Atlas, layer_id: str, year: int) -> ChoroplethLayer:
    """A layer of a year; one with figures of a reader's own is made anew and kept nowhere."""
    if is_overlaid(atlas):
        return build_layer(atlas.register, layer_id, year)
    return shared_layer(atlas, atlas.tables.version, layer_id, year)


def drawn_layer(atlas: Atlas, layer_id: str, year: int, lang: str) -> DrawnLayer:
    """A layer drawn in a language, all places counted."""
    if is_overlaid(atlas):
        return draw(atlas.register, layer(atlas, layer_id, year), words_for(lang))
    return shared_drawn_layer(atlas, atlas.tables.version, layer_id, year, lang)


@st.cache_resource(show_spinner=False, max_entries=64)
def shared_layer(_atlas: Atlas, data_version: str, layer_id: str, year: int) -> ChoroplethLayer:  # noqa: ARG001
    """A layer of a year; `data_version` is the key, the atlas is not hashed."""
    return build_layer(_atlas.register, layer_id, year)


@st.cache_resource(show_spinner=False, max_entries=128)
def shared_drawn_layer(_atlas: Atlas, data_version: str, layer_id: str, year: int, lang: str) -> DrawnLayer:
    """A layer drawn in a language."""
    return draw(_atlas.register, shared_layer(_atlas, data_version, layer_id, year), words_for(lang))


@st.cache_resource(show_spinner=False, max_entries=256)
def summary_of_indicator(_atlas: Atlas, data_version: str, key: str) -> IndicatorSummary:  # noqa: ARG001
    """How many places an indicator binds, and from which rung."""
    return indicator_summary(_atlas.register, key)


@st.cache_resource(show_spinner=False, max_entries=256)
def drawn_measure(_atlas: Atlas, data_version: str, measure_id: str, lang: str) -> DrawnLayer:  # noqa: ARG001
    """The map of whom a measure binds, drawn in a language."""
    words = words_for(lang)
    measure = _atlas.register.measures[measure_id]
    return draw(_atlas.register, measure_layer(_atlas, measure, words), words)


def comparison(atlas: Atlas, place_ids: tuple[str, ...], lang: str) -> ComparisonTable:
    """Places side by side; with figures of a reader's own it is made anew and kept nowhere."""
    if is_overlaid(atlas):
        return comparison_table(atlas, place_ids, words_for(lang))
    return shared_comparison(atlas, atlas.tables.version, place_ids, lang)


@st.cache_resource(show_spinner=False, max_entries=48)
def shared_comparison(
    _atlas: Atlas,
    data_version: str,  # noqa: ARG001
    place_ids: tuple[str, ...],
    lang: str,
) -> ComparisonTable:
    """Places side by side, in a language."""
    return comparison_table(_atlas, place_ids, words_for(lang))


def comparison_map(atlas: Atlas, place_ids: tuple[str, ...], lang: str) -> str:
    """The small common map of a comparison as SVG."""
    if is_overlaid(atlas):
        verdicts = layer(atlas, "attainment", TARGET_YEAR)
        return chosen_map_svg(atlas, words_for(lang), verdicts, place_ids)
    return shared_comparison_map(atlas, atlas.tables.version, place_ids, lang)


@st.cache_resource(show_spinner=False, max_entries=48)
def shared_comparison_map(_atlas: Atlas, data_version: str, place_ids: tuple[str, ...], lang: str) -> str:
    """The same, kept."""
    verdicts = shared_layer(_atlas, data_version, "attainment", TARGET_YEAR)
    return chosen_map_svg(_atlas, words_for(lang), verdicts, place_ids)


def static_files() -> StaticFiles:
    """Addresses of what the browser fetches once."""
    return atlas_opening().static_files
