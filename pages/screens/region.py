"""The page of a key region or geography: finding, map, members, who is behind, means, target, charts, what names it."""

from __future__ import annotations

import streamlit as st

from layers.press.frames import framed_scopes
from layers.region_standings import standings_of
from layers.region_words import region_name
from pages.region_parts.area_map import area_map_html
from pages.region_parts.behind import behind_html
from pages.region_parts.charts import charts_html
from pages.region_parts.directory import invitation_html, unknown_html
from pages.region_parts.distribution import distribution_html
from pages.region_parts.finding import header_html
from pages.region_parts.geography import geography_header_html
from pages.region_parts.means import means_html
from pages.region_parts.members import members_html
from pages.region_parts.mentions import mentions_html
from pages.region_parts.province_members import province_members_html, strip_members_html
from pages.region_parts.ranking import ranking_html
from pages.region_parts.target import target_html
from pages.shared.downloads import export_link_html
from pages.shared.html import element
from pages.shared.selection import asked_scope
from pages.shared.session_language import current_words
from pages.shared.waiting import atlas_or_wait
from policy.areas import area_called, places_of_area
from policy.atlas import Atlas
from policy.scope import members_of_key_regions
from translations import Words


def show() -> None:
    """Draw the screen for `?scope=`: the id of a key region or geography; without one the index of all."""
    words, _faults = current_words()
    atlas = atlas_or_wait(words)
    asked = asked_scope()
    if not asked:
        st.html(invitation_html(atlas, words))
        return
    scope_id = area_called(atlas.register, asked)
    if scope_id is None:
        st.html(unknown_html(atlas, words, asked))
        return
    st.set_page_config(page_title=f"{region_name(atlas, words, scope_id)} · {words.gettext('蓝天图志')}")
    if scope_id in members_of_key_regions(atlas.register):
        show_region(atlas, words, scope_id)
    else:
        show_geography(atlas, words, scope_id)


def show_region(atlas: Atlas, words: Words, scope_id: str) -> None:
    """Draw a key region."""
    standings = standings_of(atlas, members_of_key_regions(atlas.register)[scope_id])
    st.html(header_html(atlas, words, scope_id) + export_link_html(words, scope_id))
    beside(area_map_html(atlas, words, scope_id), behind_html(words, standings))
    st.html(distribution_html(atlas.register, words, standings))
    st.html(means_html(atlas, words, scope_id) + target_html(atlas, words, scope_id))
    st.html(province_members_html(atlas, words, scope_id) + members_html(atlas, words, scope_id))
    st.html(mentions_html(atlas, words, scope_id))
    st.html(charts_html(atlas, words, standings))
    st.html(ranking_html(atlas, words, standings))


def show_geography(atlas: Atlas, words: Words, scope_id: str) -> None:
    """Draw a named area that is no key region: what is named of it, and what is said of it."""
    members = places_of_area(atlas.register, scope_id)
    can_be_framed = any(scope.scope_id == scope_id for scope in framed_scopes(atlas.register))
    way = export_link_html(words, scope_id) if can_be_framed else ""
    st.html(geography_header_html(atlas, words, scope_id) + way)
    if members:
        standings = standings_of(atlas, members)
        beside(
            area_map_html(atlas, words, scope_id),
            province_members_html(atlas, words, scope_id) + behind_html(words, standings),
        )
    else:
        strip = strip_members_html(atlas, words, scope_id)
        if strip:
            st.html(strip)
    st.html(mentions_html(atlas, words, scope_id))


def beside(picture: str, rest: str) -> None:
    """A picture with what is said of it beside it, below it on a narrow screen."""
    st.html(element("div", picture, element("div", rest), class_="beside"))
