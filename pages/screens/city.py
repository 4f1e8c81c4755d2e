"""The page of a place: verdict, chart, ladder, targets, neighbours, sources, downloads."""

from __future__ import annotations

import streamlit as st

from geo.lookup import AmbiguousPlaceError, UnknownPlaceError
from pages.city_parts.chart import history_chart
from pages.city_parts.header import header_html
from pages.city_parts.ladder import ladder_html
from pages.city_parts.locator import locator_html
from pages.city_parts.missing import missing_html
from pages.city_parts.neighbours import neighbours_html
from pages.city_parts.target_tables import observations_html, other_targets_html, outside_chain_html
from pages.shared.downloads import place_downloads
from pages.shared.html import element, link, text
from pages.shared.links import href, names_of
from pages.shared.selection import asked_place, current_words
from pages.shared.waiting import atlas_or_wait
from policy.atlas import Atlas
from translations import Words


def show() -> None:
    """Draw the screen for `?place=`: a code or any name of a place."""
    words, _faults = current_words()
    atlas = atlas_or_wait(words)
    asked = asked_place()
    if not asked:
        st.html(invitation_html(atlas, words))
        return
    try:
        place_id = names_of(atlas).find(asked)
    except UnknownPlaceError as error:
        st.html(unknown_html(atlas, words, asked, error))
        return
    show_place(atlas, words, place_id)


def show_place(atlas: Atlas, words: Words, place_id: str) -> None:
    """Draw a place that exists."""
    _ = words.gettext
    place = atlas.register.places[place_id]
    st.set_page_config(page_title=f"{words.pick(place.name_zh, place.name_en)} · {_('蓝天图志')}")
    st.html(header_html(atlas, words, place_id))
    chart, locator = st.columns([3, 2], gap="large")
    with chart:
        show_history(atlas, words, place_id)
    with locator:
        st.html(element("h2", text(_("位置"))) + locator_html(atlas, words, place_id))
    years, neighbours = st.columns(2, gap="large")
    table = observations_html(atlas, words, place_id)
    if table:
        years.html(element("h2", text(_("历年 PM2.5 年均浓度"))) + table)
    neighbours.html(element("h2", text(_("相邻地点"))) + neighbours_html(atlas, words, place_id))
    sections = (ladder_html, other_targets_html, outside_chain_html, missing_html)
    st.html("".join(section(atlas, words, place_id) for section in sections))
    place_downloads(atlas, words, place_id)


def show_history(atlas: Atlas, words: Words, place_id: str) -> None:
    """The years observed as a chart, or why there are none."""
    _ = words.gettext
    st.html(element("h2", text(_("PM2.5 实测与目标"))))
    drawing = history_chart(atlas, words, place_id)
    if drawing is None:
        st.info(_("没有这个地点的实测值；不以上级城市的数值代替。"))
        return
    st.altair_chart(drawing, width="stretch", theme=None)


def invitation_html(atlas: Atlas, words: Words) -> str:
    """What to do when no place is asked for: the places of the key regions by province."""
    _ = words.gettext
    sections = []
    by_province: dict[str, list[str]] = {}
    for place_id, place in atlas.register.places.items():
        by_province.setdefault(place.province.province_id, []).append(place_id)
    for province_id, ids in by_province.items():
        province = atlas.register.provinces[province_id]
        names = [place_link(atlas, words, place_id) for place_id in ids]
        sections.append(
            element(
                "section",
                element("h3", text(words.pick(province.name_zh, province.name_en))),
                element("p", " ".join(names)),
            )
        )
    return element(
        "div",
        element("h1", text(_("选择一个城市"))),
        element("p", text(_("在上方输入名称、拼音或代码，或从下面的省份中选择。"))),
        element("div", *sections, class_="directory"),
    )


def unknown_html(atlas: Atlas, words: Words, asked: str, error: UnknownPlaceError) -> str:
    """A sentence for a name of no place, with near ones as links, or of several, with all of them."""
    _ = words.gettext
    heading, before_near = _("没有找到“{asked}”", asked=asked[:40]), _("相近的地点：")
    if isinstance(error, AmbiguousPlaceError):
        heading, before_near = _("“{asked}”可指多个地点", asked=asked[:40]), _("请选择：")
    parts = [element("h1", text(heading))]
    near = [place_id for place_id in error.near if place_id in atlas.register.places]
    if near:
        links = " ".join(place_link(atlas, words, place_id) for place_id in near)
        parts.append(element("p", text(before_near), links))
    parts.append(
        element(
            "p",
            text(_("可以输入中文名、拼音、英文名或六位代码。")),
            link(_("查看全部城市"), href("city", words)),
        )
    )
    return element("div", *parts, class_="directory")


def place_link(atlas: Atlas, words: Words, place_id: str) -> str:
    """A link to the page of a place."""
    place = atlas.register.places[place_id]
    return link(words.pick(place.short_name_zh, place.name_en), href("city", words, place=place_id))
