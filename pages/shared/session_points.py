"""The point that the address asks for and its boxes, and the table of points that a session has under way."""

from __future__ import annotations

from typing import Any

import streamlit as st

from geo.datum import DATUMS, Datum
from pages.shared.address import LONGEST_VALUE, listed, wrong
from pages.shared.session_language import bring_back
from pages.shared.session_overlay import takes_over
from translations import N_, Message

AT, DATUM = "locate_at", "locate_datum"
WRITTEN = "locate_written"
BATCH = "locate_batch"


def asked_point() -> tuple[str, Datum, list[Message]]:
    """The text and datum of `?at=…&datum=…`; what cannot be read is reported, and the boxes show what is read."""
    params = {name: st.query_params.get(name, "") for name in ("at", "datum")}
    faults: list[Message] = []
    text = params["at"].strip()
    if len(text) > LONGEST_VALUE:
        faults.append(wrong("at", text, N_("不超过 {most} 个字", most=LONGEST_VALUE)))
        text = ""
    datum: Datum = "wgs84"
    if params["datum"] in DATUMS:
        datum = params["datum"]
    elif params["datum"]:
        faults.append(wrong("datum", params["datum"], N_("{ids} 之一", ids=listed(DATUMS))))
    if takes_over():
        return text, datum, faults
    if st.session_state.get(WRITTEN) != (text, datum) or AT not in st.session_state:
        st.session_state[AT], st.session_state[DATUM] = text, datum
        st.session_state[WRITTEN] = (text, datum)
    return text, datum, faults


def keep_point() -> None:
    """Write what the boxes say into the address."""
    bring_back(DATUM, DATUMS, "wgs84")
    write_point(st.session_state[AT].strip()[:LONGEST_VALUE], st.session_state[DATUM] or "wgs84")


def write_point(text: str, datum: Datum) -> None:
    """Write a point into the address, as short as can be; the boxes follow."""
    for name, value in (("at", text), ("datum", "" if datum == "wgs84" else datum)):
        if value:
            st.query_params[name] = value
        else:
            st.query_params.pop(name, None)


def degrees_text(*degrees: float) -> str:
    """Degrees as they stand in an address: to a millionth, without zeros at the end."""
    return ",".join(f"{value:.6f}".rstrip("0").rstrip(".") for value in degrees)


def current_batch() -> Any:
    """The table under way or answered; None when there is none."""
    return st.session_state.get(BATCH)


def keep_batch(batch: Any) -> None:
    """Remember a table under way."""
    st.session_state[BATCH] = batch


def drop_batch() -> None:
    """Forget the table, and stop answering it."""
    batch = st.session_state.pop(BATCH, None)
    if batch is not None:
        batch.cancel()
