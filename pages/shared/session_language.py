"""The language of a reader: the one in the address, or of the screen they come from where an address names none."""

from __future__ import annotations

from collections.abc import Container

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.shared.address import read_language, repeated
from pages.shared.compare_address import PLACES
from pages.shared.session_overlay import comes_from_lost_session
from translations import LANGUAGES, Message, Words, words_for

LANGUAGE = "session_language"
DRAWN_SCREEN = "session_drawn_screen"
COOKIE = "atlas_lang"
"""The browser's own note of what it shows, written by the search box; read for a session that was lost."""


def current_words() -> tuple[Words, list[Message]]:
    """The words of the address's language."""
    lang, faults = read_language(st.query_params)
    return words_for(lang), faults


def repeated_parameters() -> list[Message]:
    """Which parameters of the address count once only; places to compare are listed in either way."""
    params = {name: st.query_params.get_all(name) for name in st.query_params if name != PLACES}
    return repeated(params)


def follow_language() -> None:
    """Keep the language where an address names none: the menu of the screens leads to bare addresses.

    Whoever goes back to a bare address wants what was there: Chinese.
    """
    state = st.session_state
    if "lang" not in st.query_params and not goes_through_history():
        before = state.get(LANGUAGE)
        if before is None and comes_from_lost_session():
            before = st.context.cookies.get(COOKIE)
        if before in LANGUAGES[1:]:
            st.query_params["lang"] = before
    now = read_language(st.query_params)[0]
    if now != state.get(LANGUAGE, now) and is_same_screen():
        hold_choices()
    state[LANGUAGE] = now
    state[DRAWN_SCREEN] = asked_screen()


def is_same_screen() -> bool:
    """Whether this run draws the screen that the one before drew; of another screen the browser knows no choices."""
    return bool(st.session_state.get(DRAWN_SCREEN) == asked_screen())


def asked_screen() -> str | None:
    """What Streamlit calls the screen that the browser asks for."""
    context = get_script_run_ctx()
    return context.page_script_hash if context is not None else None


def goes_through_history() -> bool:
    """Whether the reader pressed Back or Forward."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def switch_language() -> None:
    """Go to the other language, everything else in the address kept."""
    lang, _ = read_language(st.query_params)
    hold_choices()
    if lang == "zh":
        st.query_params["lang"] = "en"
    else:
        st.query_params.pop("lang", None)
    st.session_state[LANGUAGE] = "en" if lang == "zh" else "zh"


def hold_choices() -> None:
    """Set what the reader chose once more, before the words change.

    The browser names a choice by its words. In the other language nothing has these words: the choice would be lost,
    or shown under its former name. A value that is set here is told to the browser in the new words.

    The words may change by the button, by Back or by an address: what was said in the former ones is read by them, until
    the boxes are drawn anew.
    """
    for key, value in st.session_state.items():
        if isinstance(key, str) and isinstance(value, str | list):
            st.session_state[key] = value


def bring_back(key: str, offered: Container[object], before: object) -> None:
    """Let a box say what it said before where it holds none of its choices; before the box is drawn.

    A label of the other language, which a browser may still say, is none.

    Parameters
    ----------
    key
        Of the box; one that is not there, or has nothing chosen, stays so.
    offered
        The ids that can be chosen. Of a box with several choices those that are none are dropped.
    before
        The id that it said last.
    """
    held = st.session_state.get(key)
    if isinstance(held, list):
        known = [one for one in held if one in offered]
        if len(known) < len(held):
            st.session_state[key] = known
    elif held is not None and held not in offered:
        st.session_state[key] = before
