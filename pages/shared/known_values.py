"""What a box holds is one of its choices: anything else, such as a label of the other language, is never used."""

from __future__ import annotations

from collections.abc import Container

import streamlit as st


def bring_back(key: str, offered: Container[object], before: object) -> None:
    """Let a box say what it said before where it holds none of its choices; before the box is drawn.

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
