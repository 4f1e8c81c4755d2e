"""The common frame: style, search from every screen, language, and what the address got wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from geo.lookup import UnknownPlaceError
from pages.shared import cached
from pages.shared.atlas_component import place_search
from pages.shared.html import alert, element, text
from pages.shared.links import HOME, href, names_of
from pages.shared.selection import address_for, open_city
from pages.shared.session_language import switch_language
from pages.shared.session_overlay import does_unheard, overlay_banner, session_was_lost
from pages.shared.unknown_name import unknown_name_html
from policy.atlas import Atlas
from translations import Message, Words

STYLE = Path(__file__).with_name("style.css")


def page_frame(atlas: Atlas, words: Words, screens: dict[str, Any], faults: list[Message]) -> None:
    """Draw what every screen has above its own content."""
    st.html(STYLE)
    _ = words.gettext
    if session_was_lost():
        st.toast(
            _("连接曾中断，本页已重新打开；如曾提供表格，请重新提供。"),
            duration="long",
        )
    bar = st.container(horizontal=True, vertical_alignment="center", key="bar")
    home = _("回到地图")
    name, motto = _("蓝天图志"), _("空气质量持续改善行动计划：目标、依据与差距")
    bar.html(
        element(
            "p",
            element("a", element("b", text(name)), href=href(HOME, words), title=home),
            " ",
            element("span", text(motto)),
            class_="brand",
        ),
        width="stretch",
    )
    with bar.container(key="search_box", width=380):
        event = place_search(cached.static_files().index_url, words, atlas.register.places, key="search")
    other = "English" if words.lang == "zh" else "中文"
    does_unheard(bar.button(other, on_click=switch_language, key="language"), switch_language)
    for fault in faults:
        st.html(alert(words.render(fault)))
    if atlas.tables.local_figures:
        st.html(local_banner(atlas, words))
    overlay_banner(words, screens)
    if event.open:
        open_city(screens["city"], words.lang, event.open)
    if event.ask:
        answer(atlas, words, screens, event.ask)


def local_banner(atlas: Atlas, words: Words) -> str:
    """Say on every screen that figures of this installation's own stand among the atlas's."""
    told = words.gettext(
        "本站含本机导入的 {count} 个实测值，替换了随软件发布的同一数值；来源见“数据与方法”。",
        count=atlas.tables.local_figures,
    )
    return element("p", text(told), class_="overlay-banner", role="status")


def answer(atlas: Atlas, words: Words, screens: dict[str, Any], asked: str) -> None:
    """Open what was typed, or say what is near it."""
    province_id = province_called(atlas, asked)
    if province_id is not None:
        st.switch_page(screens["map"], query_params=address_for(words.lang, province=province_id))
    try:
        place_id = names_of(atlas).find(asked)
    except UnknownPlaceError as error:
        st.html(unknown_name_html(atlas, words, asked, error))
    else:
        open_city(screens["city"], words.lang, place_id)


def province_called(atlas: Atlas, asked: str) -> str | None:
    """The province with this name, when no place has it: a reader who types 河南 wants its places on the map."""
    text_asked = asked.strip().casefold()
    for province in atlas.register.provinces.values():
        names = (province.name_zh, province.short_name_zh, province.name_en.casefold())
        if text_asked in names and f"{province.province_id[:2]}0000" not in atlas.register.places:
            return province.province_id
    return None
