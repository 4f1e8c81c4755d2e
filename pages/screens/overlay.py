"""One's own annual means laid over the atlas for a session: the form, what is wrong with a table, what it changes."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from importing.faults import ImportFault
from importing.place_finder import PlaceFinder
from importing.upload import read_upload
from pages.shared.html import alert, element, table, text
from pages.shared.selection import current_words
from pages.shared.session_overlay import (
    current_overlay,
    drop_overlay,
    keep_faults,
    keep_overlay,
    kept_faults,
    newly_chosen,
)
from pages.shared.waiting import atlas_or_wait
from policy.atlas import Atlas
from policy.overlay import Basis, Overlay, OverlayRow
from translations import Words

FAULTS_SHOWN = 50
ROWS_SHOWN = 30
LONGEST_NAME = 60
EXAMPLE = "地点,年份,PM2.5,有效天数\n太原市,2025,38.5,362\n410400,2025,44.1,360\n"


def show() -> None:
    """Draw the screen."""
    words, _faults = current_words()
    atlas = atlas_or_wait(words)
    st.html(introduction(words))
    basis = basis_choice(words)
    _ = words.gettext
    uploaded = st.file_uploader(
        _("选择年均值表格（CSV 或 XLSX，不超过 10 MB）"), type=["csv", "txt", "xlsx"], key="overlay_file"
    )
    st.download_button(
        _("下载表格样例"),
        EXAMPLE.encode("utf-8-sig"),
        file_name="example.csv",
        mime="text/csv",
        on_click="ignore",
    )
    if uploaded is None:
        keep_faults([])
    elif newly_chosen(uploaded.file_id, basis):
        take(atlas, uploaded.name, uploaded.getvalue(), basis)
    for line in fault_lines(words, kept_faults()):
        st.html(line)
    show_overlay(atlas, words)


def introduction(words: Words) -> str:
    """What the screen does, and does not, with a table."""
    _ = words.gettext
    return element(
        "header",
        element("h1", text(_("把自己的年均值叠加到地图上"))),
        element(
            "p",
            text(
                _(
                    "一行一个地点和年份，或一列一个年份；中英文列名、地点名称或代码都可以。表格只在本次会话的内存里，"
                    "不写入磁盘，也不会给别人看到；关闭页面即消失。叠加的数值替换同一地点、同一年份的站内数据，各页和下载都会注明。"
                )
            ),
        ),
        class_="finding",
    )


def basis_choice(words: Words) -> Basis:
    """What the figures are, where the table does not say."""
    _ = words.gettext
    names: dict[Basis, str] = {
        "realtime": _("实况（未扣除沙尘，±3 以内不作判定）"),
        "official": _("官方考核口径"),
    }
    chosen: Basis = st.radio(
        _("表格没有写明口径时，按"),
        list(names),
        key="overlay_basis",
        format_func=names.__getitem__,
        horizontal=True,
    )
    return chosen


def take(atlas: Atlas, name: str, content: bytes, basis: Basis) -> None:
    """Read a table; lay it over the atlas when nothing is wrong with it, else keep what was there."""
    name = name[:LONGEST_NAME]
    finder = PlaceFinder(atlas.tables.places, lambda: atlas.geometry.counties["county_zh"])
    found = read_upload(name, content, finder, basis)
    keep_faults(found.faults)
    if found.faults:
        return
    rows = tuple(
        OverlayRow(row.place_id, row.year, row.value, row.basis, row.days_with_data)  # type: ignore[arg-type]
        for row in found.rows
    )
    keep_overlay(Overlay(name, rows))
    st.rerun()


def fault_lines(words: Words, faults: Sequence[ImportFault]) -> list[str]:
    """Every fault in a sentence; of very many, the first ones and a count."""
    _ = words.gettext
    if not faults:
        return []
    heading = _("表格没有采用，共 {count} 处问题；原来的数据不变：", count=len(faults))
    lines = [element("p", text(heading))]
    lines += [alert(fault.sentence(words)) for fault in faults[:FAULTS_SHOWN]]
    if len(faults) > FAULTS_SHOWN:
        lines.append(element("p", text(_("其余 {count} 处未列出。", count=len(faults) - FAULTS_SHOWN))))
    return lines


def show_overlay(atlas: Atlas, words: Words) -> None:
    """What is laid over the atlas now."""
    overlay = current_overlay()
    _ = words.gettext
    if overlay is None:
        st.info(_("现在没有叠加任何表格。"))
        return
    places = atlas.register.places
    rows = [
        [
            text(words.pick(places[row.place_id].name_zh, places[row.place_id].name_en)),
            text(row.year),
            text(f"{row.value:g}"),
            text(row.days_with_data or _("未写明")),
        ]
        for row in overlay.rows[:ROWS_SHOWN]
    ]
    title = _("已叠加 {name}：{count} 个数值", name=overlay.name, count=len(overlay.rows))
    headings = [_("地点"), _("年份"), "PM2.5 µg/m³", _("有效天数")]
    st.html(element("section", element("h2", text(title)), table(headings, rows, title)))
    if len(overlay.rows) > ROWS_SHOWN:
        st.caption(_("只列出前 {count} 行。", count=ROWS_SHOWN))
    st.button(_("移除叠加，恢复站内数据"), on_click=drop_overlay, key="drop_overlay_here")
