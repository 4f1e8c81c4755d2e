"""Download buttons; the bytes are made when a button is pressed."""

from __future__ import annotations

import json
from collections.abc import Collection
from functools import partial

import streamlit as st

from layers.drawn import DrawnLayer
from layers.export_table import layer_csv, place_csv
from policy.atlas import Atlas
from policy.observed import observed_years
from policy.place_record import place_record
from translations import Words


def layer_downloads(
    atlas: Atlas, words: Words, drawn: DrawnLayer, visible: Collection[str], version: str
) -> None:
    """The figures of the map as CSV."""
    year = drawn.year or observed_years(atlas.register)[-1]
    st.download_button(
        words.gettext("下载表格（CSV）"),
        partial(layer_csv, atlas.register, drawn, visible, year, words),
        file_name=f"blue-sky-atlas-{drawn.layer_id}-{year}-{version}.csv",
        mime="text/csv",
        key="layer_csv",
        on_click="ignore",
    )


def place_downloads(atlas: Atlas, words: Words, place_id: str) -> None:
    """A place's record as JSON and its years as CSV."""
    left, right, _rest = st.columns([1, 1, 3])
    left.download_button(
        words.gettext("下载记录（JSON）"),
        partial(record_bytes, atlas, place_id, words.lang),
        file_name=f"{place_id}.json",
        mime="application/json",
        key="place_json",
        on_click="ignore",
        width="stretch",
    )
    right.download_button(
        words.gettext("下载实测值（CSV）"),
        partial(place_csv, atlas.register, place_id, words),
        file_name=f"{place_id}.csv",
        mime="text/csv",
        key="place_csv",
        on_click="ignore",
        width="stretch",
    )


def record_bytes(atlas: Atlas, place_id: str, lang: str) -> bytes:
    """The JSON record of a place, UTF-8."""
    return json.dumps(place_record(atlas, place_id, lang=lang), ensure_ascii=False, indent=2).encode()
