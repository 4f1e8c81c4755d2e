"""What applies here: a point on the map, a coordinate or a name, and tables of points."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import streamlit as st

from geo.datum import DATUMS, to_wgs84
from geo.errors import CoordinateError
from geo.point_lookup import PointAnswer, locate
from layers.web_map import atlas_payload
from pages import point_parts
from pages.city_parts.missing import links_html
from pages.map_parts.labels import map_labels
from pages.point_parts.answer import cards_html, finding_html, invitation_html, picture_html
from pages.point_parts.asked import DECIMALS, Asked, examples_html, read_asked
from pages.point_parts.batch import datum_names, show_batch
from pages.point_parts.binding import indicators_html, measures_html
from pages.shared import cached
from pages.shared.atlas_component import atlas_map, packed_map
from pages.shared.html import alert
from pages.shared.session_language import current_words
from pages.shared.session_overlay import does_unheard
from pages.shared.session_points import AT, DATUM, asked_point, degrees_text, keep_point, write_point
from pages.shared.sources import boundary_html
from pages.shared.waiting import atlas_or_wait
from policy.atlas import Atlas
from policy.effective import TARGET_YEAR
from policy.point_record import point_record
from policy.point_spot import SpotAnswer, spot_answer, spot_key
from translations import Words

LAYER = "key_region"
STYLE = Path(point_parts.__file__).with_name("point.css")


def show() -> None:
    """Draw the screen for `?at=…&datum=…`."""
    words, _faults = current_words()
    atlas = atlas_or_wait(words)
    st.html(STYLE)
    asked, datum, faults = asked_point()
    for fault in faults:
        st.html(alert(words.render(fault)))
    read = read_asked(atlas, words, asked, datum) if asked else None
    answer = found_at(atlas, read) if isinstance(read, Asked) else None
    key = spot_key(atlas.register, answer) if answer else None
    bound = spot_answer(atlas.register, key) if key else None
    if isinstance(read, Asked) and answer:
        st.html(finding_html(atlas, words, answer, bound, read.remark))
    else:
        st.html(invitation_html(words) + (read if isinstance(read, str) else ""))
    said = boxes(words)
    does_unheard(said != (asked, datum), keep_point)
    left, right = st.columns([3, 2], gap="large")
    with left:
        point_map(atlas, words, read if isinstance(read, Asked) else None)
    if isinstance(read, Asked) and answer and bound:
        lon, lat = (float(number) for number in to_wgs84(read.lon, read.lat, read.datum))
        right.html(picture_html(atlas, words, answer, lon, lat) + cards_html(atlas, words, answer))
        show_binding(atlas, words, answer, bound)
    else:
        right.html(examples_html(words))
    show_batch(words)
    st.html(boundary_html(atlas, words))


def found_at(atlas: Atlas, asked: Asked) -> PointAnswer | None:
    """What is at a position; None when it is no position."""
    try:
        return locate(atlas.geometry, asked.lon, asked.lat, asked.datum)
    except CoordinateError:
        return None


def boxes(words: Words) -> tuple[str, str]:
    """A coordinate or a name, and the datum of coordinates; returns what they say."""
    _ = words.gettext
    row = st.container(horizontal=True, vertical_alignment="bottom", key="locate_boxes")
    typed = row.text_input(
        _("坐标或名称"),
        key=AT,
        on_change=keep_point,
        placeholder=_("112.549,37.870 · 112°32′56″E 37°52′12″N · 平遥县"),
    )
    datum = row.selectbox(
        _("坐标系"),
        DATUMS,
        format_func=datum_names(words).__getitem__,
        key=DATUM,
        on_change=keep_point,
        width=320,
    )
    return typed.strip(), datum or DATUMS[0]


def point_map(atlas: Atlas, words: Words, asked: Asked | None) -> None:
    """The map of the key regions; a press anywhere asks for that point."""
    files = cached.static_files()
    point = None
    if asked is not None:
        lon, lat = to_wgs84(asked.lon, asked.lat, asked.datum)
        point = (round(float(lon), DECIMALS), round(float(lat), DECIMALS))
    payload = atlas_payload(
        cached.drawn_layer(atlas, LAYER, TARGET_YEAR, words.lang),
        geometry_url=files.geometry_url,
        index_url=files.index_url,
        lang=words.lang,
        labels=map_labels(words),
        picks=True,
        point=point,
    )
    event = atlas_map(packed_map(payload), atlas.register.places, key="locate_map")
    if event.point is not None and event.point != point:
        write_point(degrees_text(*event.point), "wgs84")
        st.rerun()


def show_binding(atlas: Atlas, words: Words, answer: PointAnswer, bound: SpotAnswer) -> None:
    """What binds at the point, what was not read, and the record as a file."""
    st.html(measures_html(atlas, words, bound) + indicators_html(atlas, words, bound))
    missing = links_html(words, bound.missing)
    if missing:
        st.html(missing)
    st.download_button(
        words.gettext("下载记录（JSON）"),
        partial(record_bytes, atlas, answer, words.lang),
        file_name=f"point-{degrees_text(answer.lon, answer.lat)}.json",
        mime="application/json",
        key="point_json",
        on_click="ignore",
    )


def record_bytes(atlas: Atlas, answer: PointAnswer, lang: str) -> bytes:
    """The JSON record of the point, UTF-8."""
    return json.dumps(point_record(atlas, answer, lang), ensure_ascii=False, indent=2).encode()
