"""The page of a key region: finding, means by definition, its target, its cities as small charts, ranking, members."""

from __future__ import annotations

import streamlit as st

from pages.region_parts.charts import charts_html
from pages.region_parts.directory import invitation_html, unknown_html
from pages.region_parts.finding import header_html
from pages.region_parts.means import means_html
from pages.region_parts.members import members_html
from pages.region_parts.ranking import ranking_html
from pages.region_parts.standings import standings_of
from pages.region_parts.target import target_html
from pages.shared.selection import asked_scope, current_words
from pages.shared.waiting import atlas_or_wait
from policy.atlas import Atlas
from policy.scope import members_of_key_regions
from translations import Words


def show() -> None:
    """Draw the screen for `?scope=`: the id of a key region."""
    words, _faults = current_words()
    atlas = atlas_or_wait(words)
    asked = asked_scope()
    if not asked:
        st.html(invitation_html(atlas, words))
    elif asked in members_of_key_regions(atlas.register):
        show_region(atlas, words, asked)
    else:
        st.html(unknown_html(atlas, words, asked))


def show_region(atlas: Atlas, words: Words, scope_id: str) -> None:
    """Draw a key region."""
    scope = atlas.register.listed_scopes[scope_id]
    st.set_page_config(page_title=f"{words.pick(scope.name_zh, scope.name_en)} · {words.gettext('蓝天图志')}")
    standings = standings_of(atlas, scope_id)
    st.html(header_html(atlas, words, scope_id))
    st.html(means_html(atlas, words, scope_id) + target_html(atlas, words, scope_id))
    st.html(charts_html(atlas, words, standings))
    st.html(ranking_html(atlas, words, standings))
    st.html(members_html(atlas, words, scope_id))
