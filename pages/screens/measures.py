"""The measures: every clause of the documents, searched and filtered, one opened with the map of whom it binds."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.measure_parts.finding import measures_finding
from pages.measure_parts.message import choices_of_measures, file_message, list_message
from pages.shared.atlas_component import measure_list
from pages.shared.html import alert
from pages.shared.selection import address_for, current_address, measure_request, read_measures
from pages.shared.session_language import current_words
from pages.shared.waiting import atlas_or_wait

LIST = "measures"


def show(city_screen: Any) -> None:
    """Draw the screen; `city_screen` is the `st.Page` that a place opens on."""
    words, _faults = current_words()
    atlas = atlas_or_wait(words)
    choices = choices_of_measures(atlas, words)
    request = measure_request(LIST, choices)
    view, faults = read_measures(choices, request.address, words.lang)
    for fault in faults:
        st.html(alert(words.render(fault)))
    st.html(measures_finding(atlas, words))
    file = file_message(atlas, words, request.file, current_address()) if request.file else None
    asked = measure_list(list_message(atlas, words, view, request.turn, file), choices.places, key=LIST)
    if asked:
        st.switch_page(city_screen, query_params=address_for(words.lang, place=asked))
