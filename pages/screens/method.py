"""Data and method: documents, sources, rules and versions, generated from the tables and the manifest."""

from __future__ import annotations

import streamlit as st

from pages.method_parts.register import (
    documents_html,
    one_document_html,
    tables_html,
    unknown_document_html,
)
from pages.method_parts.rules import rules_html
from pages.method_parts.static_site import site_link_html
from pages.shared.selection import asked_document
from pages.shared.session_language import current_words
from pages.shared.waiting import atlas_or_wait


def show() -> None:
    """Draw the screen; `?document=` opens one document first."""
    words, _faults = current_words()
    atlas = atlas_or_wait(words)
    asked = asked_document()
    if asked is not None:
        found = asked in atlas.register.documents
        st.html(one_document_html(atlas, words, asked) if found else unknown_document_html(words, asked))
    st.html(rules_html(atlas, words))
    if site := site_link_html(words):
        st.html(site)
    st.html(documents_html(atlas, words))
    st.html(tables_html(atlas, words))
