"""The one place for a reader's own figures: kept in the session alone, shown on every screen, gone with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import streamlit as st

from importing.faults import ImportFault
from pages.shared.atlas_component import link_in_session
from pages.shared.html import element, link, text
from pages.shared.links import HOME, href
from policy.atlas import Atlas
from policy.overlay import Overlay, overlaid
from translations import Words

KEPT = "session_overlay"
KEPT_LEFT_OUT = "session_overlay_left_out"
KEPT_ATLAS = "session_overlay_atlas"
SEEN = "session_seen"
TOOK_OVER = "session_took_over"
NAMES_SESSION = 3
"""Parts of the browser's greeting when it names a session: protocol, token, session."""
READ, FAULTS = "session_overlay_read", "session_overlay_faults"


@dataclass(frozen=True)
class LeftOut:
    """What of a table is not among the figures: rows of no place, lines above the heading, columns not understood."""

    skipped: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()


def atlas_of_session(atlas: Atlas) -> Atlas:
    """The atlas with this session's overlay, where there is one."""
    overlay = current_overlay()
    if overlay is None:
        return atlas
    made_for, mine = st.session_state.get(KEPT_ATLAS, (None, None))
    if mine is None or made_for != (atlas.tables.version, overlay.version):
        mine = overlaid(atlas, overlay)
        st.session_state[KEPT_ATLAS] = ((atlas.tables.version, overlay.version), mine)
    return mine


def current_overlay() -> Overlay | None:
    """What is laid over the atlas in this session."""
    return st.session_state.get(KEPT)


def session_was_lost() -> bool:
    """Whether the browser comes back to a session that is gone, with all that was handed in; told once.

    It names its former session when it connects again. Streamlit gives it that one while this process still has it, else
    a new one without a word: after another replica took over, or after a minute without network.
    """
    lost = comes_from_lost_session()
    st.session_state[SEEN] = True
    st.session_state[TOOK_OVER] = lost
    return lost


def comes_from_lost_session() -> bool:
    """Whether the frame of the first run is not yet drawn, and the browser names a session that is gone."""
    named = st.context.headers.get("Sec-WebSocket-Protocol", "").split(",")
    return SEEN not in st.session_state and len(named) >= NAMES_SESSION and bool(named[-1].strip())


def takes_over() -> bool:
    """Whether this is the first run of a session after one that was lost, as `session_was_lost` found."""
    return bool(st.session_state.get(TOOK_OVER))


def does_unheard(pressed: bool, act: Callable[..., object], *asked: object) -> None:
    """Do what a press asks for that found its session gone: the new session did not know the button's callback yet.

    Parameters
    ----------
    pressed
        What the button says, in any run: where the callback ran, nothing is done twice.
    act, asked
        The button's callback, and what it is called with. The run begins again after it.
    """
    if pressed and takes_over():
        act(*asked)
        st.rerun()


def keep_overlay(overlay: Overlay, left_out: LeftOut) -> None:
    """Lay figures over the atlas until the session ends or they are taken off."""
    st.session_state[KEPT] = overlay
    st.session_state[KEPT_LEFT_OUT] = left_out


def kept_left_out() -> LeftOut:
    """What of the table that is laid over is not among the figures."""
    left_out: LeftOut = st.session_state.get(KEPT_LEFT_OUT, LeftOut())
    return left_out


def drop_overlay() -> None:
    """Take them off."""
    for key in (KEPT, KEPT_ATLAS, KEPT_LEFT_OUT):
        st.session_state.pop(key, None)


def newly_chosen(file_id: str, way: tuple[str, bool]) -> bool:
    """Whether a file was just chosen, or is to be read another way; not after it was taken off.

    Parameters
    ----------
    file_id
        Of the file.
    way
        The basis of its figures, and whether rows of no place are left out.
    """
    before = st.session_state.get(READ)
    st.session_state[READ] = (file_id, way)
    if before is None or before[0] != file_id:
        return True
    return before[1] != way and (current_overlay() is not None or bool(kept_faults()))


def keep_faults(faults: Sequence[ImportFault]) -> None:
    """Remember what was wrong with the last table."""
    st.session_state[FAULTS] = list(faults)


def kept_faults() -> list[ImportFault]:
    """What was wrong with the last table."""
    faults: list[ImportFault] = st.session_state.get(FAULTS, [])
    return faults


def overlay_banner(words: Words, screens: Mapping[str, Any]) -> None:
    """Say on every screen that figures of the reader's own are shown, with a button that takes them off.

    Links stay inside the session meanwhile: a page loaded anew would have lost the figures.
    """
    overlay = current_overlay()
    if overlay is None:
        return
    follow_in_session(screens)
    _ = words.gettext
    row = st.container(horizontal=True, vertical_alignment="center", key="overlay_banner")
    told = _(
        "正在叠加您的表格 {name}：{count} 个数值替换了站内数据，只在本次会话有效，未经核实。",
        name=overlay.name,
        count=len(overlay.rows),
    )
    row.html(
        element(
            "p", text(told), link(_("查看"), href("overlay", words)), class_="overlay-banner", role="status"
        ),
        width="stretch",
    )
    row.button(_("移除叠加"), on_click=drop_overlay, key="drop_overlay")


def follow_in_session(screens: Mapping[str, Any]) -> None:
    """Open what a link names, where a link was pressed."""
    with st.container(key="links_in_session"):
        pressed = link_in_session("links_in_session_of_page")
    if not pressed:
        return
    name, _, query = pressed.partition("?")
    screen = screens.get(name or HOME)
    if screen is not None:
        st.switch_page(screen, query_params=dict(parse_qsl(query)))
