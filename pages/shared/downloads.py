"""Download buttons; the bytes are made when a button is pressed."""

from __future__ import annotations

import json
import os
from collections.abc import Collection
from functools import partial

import streamlit as st

from layers.approval_number import approval_number
from layers.colophon import Colophon
from layers.drawn import DrawnLayer
from layers.export_layer import csv_of_layer
from layers.export_table import place_csv
from layers.place_index import place_index
from layers.web_map import map_document
from pages.shared import clock
from pages.shared.html import element, link
from pages.shared.links import href
from policy.atlas import Atlas
from policy.observed import observed_years
from policy.place_record import place_record
from translations import Words


def layer_downloads(
    atlas: Atlas, words: Words, drawn: DrawnLayer, visible: Collection[str], area: str, address: str
) -> bool:
    """The figures of the map as CSV, and the map itself as one interactive HTML file.

    Parameters
    ----------
    visible, area
        The places that the filters leave, and what the filters of area say: the document opens on these.

    Returns
    -------
    bool
        Whether the map as an image was asked for. A button, for it is the same for every view: a link would be sent
        again with each.
    """
    year = drawn.year or observed_years(atlas.register)[-1]
    name = f"blue-sky-atlas-{drawn.layer_id}-{year}-{atlas.tables.version}"
    row = st.container(horizontal=True)
    row.download_button(
        words.gettext("下载表格（CSV）"),
        partial(csv_of_layer, atlas.register, drawn, visible, year, words),
        file_name=f"{name}.csv",
        mime="text/csv",
        key="layer_csv",
        on_click="ignore",
    )
    row.download_button(
        words.gettext("下载可交互地图（HTML）"),
        partial(map_bytes, atlas, drawn, visible, area, words.lang, address),
        file_name=f"{name}.html",
        mime="text/html",
        key="layer_html",
        on_click="ignore",
    )
    return row.button(
        words.gettext("导出为图片"),
        key="to_export",
        help=words.gettext("PNG、PDF、SVG、可交互网页或整套文件，可以付印"),
    )


def map_bytes(
    atlas: Atlas, drawn: DrawnLayer, visible: Collection[str], area: str, lang: str, address: str
) -> bytes:
    """The map as an HTML document that asks for nothing, UTF-8; a draft unless MAP_APPROVAL_NUMBER is set."""
    colophon = Colophon(
        made_on=clock.today().isoformat(),
        data_version=atlas.tables.version,
        address=address,
        approval_number=approval_number(os.environ.get("MAP_APPROVAL_NUMBER")),
    )
    return map_document(
        drawn,
        lang=lang,
        topology=atlas.geometry.topology,
        index=place_index(atlas),
        colophon=colophon,
        visible=visible,
        area=area,
    ).encode()


def place_downloads(atlas: Atlas, words: Words, place_id: str) -> None:
    """A place's record as JSON and its years as CSV."""
    left, right, rest = st.columns([1, 1, 3], vertical_alignment="center")
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
    rest.html(export_link_html(words, place_id))


def export_link_html(words: Words, frame: str) -> str:
    """A link to the images of a place or area, by the id of its frame."""
    return element("p", link(words.gettext("导出为图片"), href("export", words, frame=frame)))


def record_bytes(atlas: Atlas, place_id: str, lang: str) -> bytes:
    """The JSON record of a place, UTF-8."""
    return json.dumps(place_record(atlas, place_id, lang=lang), ensure_ascii=False, indent=2).encode()
