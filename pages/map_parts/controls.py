"""The control column of the national map: layer, year and the filters that combine."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import streamlit as st

from layers.catalogue import has_years, layer_ids
from layers.filtering import NO_REGION, PlaceFilter
from pages.map_parts.layer_choice import draw_layer_choice
from pages.shared.address import Choices, MapView
from pages.shared.kept import kept
from pages.shared.markdown import as_label
from pages.shared.selection import begin_again, clear_filters, view_of_widgets
from pages.shared.session_overlay import does_unheard
from pages.shared.status_words import status_names
from policy.atlas import Atlas
from policy.attainment import STATUSES
from policy.observed import observed_years
from policy.register import Register
from policy.remembering import remembered
from policy.scope import members_of_key_regions
from translations import Words


def choices_of(atlas: Atlas) -> Choices:
    """What the controls offer, and so what an address may say."""
    return choices_in(atlas.register)


@remembered
def choices_in(register: Register) -> Choices:
    """What the tables have to choose from."""
    return Choices(
        layers=tuple(layer_ids(register)),
        years=tuple(observed_years(register)),
        regions=(*members_of_key_regions(register), NO_REGION),
        provinces=tuple(register.provinces),
        statuses=STATUSES,
        places=tuple(register.places),
    )


def draw_controls(atlas: Atlas, words: Words, choices: Choices, view: MapView) -> tuple[int | None, bool]:
    """Draw the widgets; their values are read by `selection.view_of_widgets`.

    Returns
    -------
    tuple of int or None, bool
        The year; None where neither the session nor the browser has any values for the widgets. And whether the
        filters were just cleared.
    """
    _ = words.gettext
    draw_layer_choice(atlas, words)
    year: int | None = st.segmented_control(
        _("年份"),
        choices.years,
        key="year",
        required=True,
        disabled=not has_years(view.layer),
        help=_("只有实测、差距和达标图层随年份变化"),
    )
    st.subheader(_("筛选"))
    region_names = names_of_regions(atlas, words)
    st.pills(
        _("重点区域"),
        choices.regions,
        key="region",
        selection_mode="multi",
        format_func=lambda region: as_label(region_names[region]),
    )
    statuses = status_names(words)
    st.pills(
        _("达标情况"),
        choices.statuses,
        key="status",
        selection_mode="multi",
        format_func=statuses.__getitem__,
    )
    province_names = {
        row.province_id: words.pick(row.short_name_zh, row.name_en)
        for row in atlas.register.provinces.values()
    }
    st.multiselect(
        _("省份"),
        choices.provinces,
        key="province",
        format_func=province_names.__getitem__,
        placeholder=_("全部"),
    )
    # Elements of some size travel as references: with their help these are cheaper than without.
    limits = st.container(horizontal=True)
    limits.number_input(_("数值不小于"), key="min", value=None, step=1.0, format="%g")
    limits.number_input(_("数值不大于"), key="max", value=None, step=1.0, format="%g")
    st.text_input(_("名称包含"), key="q", max_chars=40)
    cleared = st.button(
        _("清除全部筛选"),
        key="clear",
        on_click=clear_filters,
        disabled=view.wanted == PlaceFilter(),
        help=_("清除区域、省份、数值和名称等筛选；图层、年份和地点不变"),
        width="stretch",
    )
    return year, cleared


def take_over_controls(atlas: Atlas, words: Words, choices: Choices, view: MapView) -> MapView:
    """Draw the widgets as the browser has them, for a session that takes over from a lost one; return what they say.

    The browser tells them with the press that found the session gone: the address is older than that press.
    Where it has none of them, the address of `view` holds after another run.
    """
    with st.sidebar:
        year, cleared = draw_controls(atlas, words, choices, view)
    if year is None:
        st.rerun()
    told = view_of_widgets(view)
    does_unheard(cleared, begin_again, replace(told, wanted=PlaceFilter()), words.lang)
    return told


@kept(most=8)
def names_of_regions(atlas: Atlas, words: Words) -> dict[str, str]:
    """Region names with their number of places."""
    members = members_of_key_regions(atlas.register)
    counts = Counter({scope_id: len(ids) for scope_id, ids in members.items()})
    scopes = atlas.register.listed_scopes
    names = {
        scope_id: f"{words.pick(scopes[scope_id].name_zh, scopes[scope_id].name_en)} {counts[scope_id]}"
        for scope_id in members
    }
    outside = sum(place.outside_plan for place in atlas.register.places.values())
    rest = len(atlas.register.places) - counts.total() - outside
    return names | {NO_REGION: words.gettext("不在重点区域 {count}", count=rest)}
