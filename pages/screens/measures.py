"""The measures: every clause of the documents, searched and filtered, one opened with the map of whom it binds."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.measure_parts.finding import measures_finding
from pages.measure_parts.message import choices_of_measures, file_message, list_message
from pages.shared.atlas_component import measure_list
from pages.shared.html import alert
from pages.shared.selection import (
    address_for,
    current_address,
    current_words,
    measure_request,
    read_measures,
)
from pages.shared.waiting import atlas_or_wait

LIST = "measures"


def show(city_screen: Any) -> None:
    """Draw the screen; `city_screen` is the `st.Page` that a place opens on."""
    words, _faults = current_words()
    atlas = atlas_or_wait(words)
    request = measure_request(LIST)
    view, faults = read_measures(choices_of_measures(atlas, words), request.address, words.lang)
    for fault in faults:
        st.html(alert(words.render(fault)))
    st.html(measures_finding(atlas, words))
    file = file_message(atlas, words, request.download, current_address()) if request.download else None
    event = measure_list(list_message(atlas, words, view, request.turn, file), key=LIST)
    if event.open:
        st.switch_page(city_screen, query_params=address_for(words.lang, place=event.open))
