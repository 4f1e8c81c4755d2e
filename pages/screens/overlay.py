"""One's own annual means laid over the atlas for a session: the form, what is wrong with a table, what it changes."""

from __future__ import annotations

import streamlit as st

from importing.place_finder import PlaceFinder
from importing.upload import read_upload
from pages.overlay_parts.laid_over import fault_lines, left_out_html, next_steps_html, rows_html
from pages.shared.html import element, text
from pages.shared.session_language import current_words
from pages.shared.session_overlay import (
    LeftOut,
    current_overlay,
    drop_overlay,
    keep_faults,
    keep_overlay,
    kept_faults,
    kept_left_out,
    newly_chosen,
)
from pages.shared.waiting import atlas_or_wait
from policy.atlas import Atlas
from policy.overlay import Basis, Overlay, OverlayRow
from translations import Words

LONGEST_NAME = 60
EXAMPLE = "地点,年份,PM2.5,有效天数\n太原市,2025,38.5,362\n410400,2025,44.1,360\n"


def show() -> None:
    """Draw the screen."""
    words, _faults = current_words()
    atlas = atlas_or_wait(words)
    st.html(introduction(words))
    basis = basis_choice(words)
    _ = words.gettext
    skip_unknown = st.checkbox(
        _("跳过不认识的地点"),
        key="overlay_skip",
        help=_("县、合计、平均等不是图志地点的行不采用，并在下面列出"),
    )
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
    elif newly_chosen(uploaded.file_id, (basis, skip_unknown)):
        take(atlas, uploaded.name, uploaded.getvalue(), basis, skip_unknown=skip_unknown)
    for line in fault_lines(words, kept_faults()):
        st.html(line)
    show_overlay(atlas, words)


def show_overlay(atlas: Atlas, words: Words) -> None:
    """What is laid over the atlas now, what was left out of the table, and where to look next."""
    overlay = current_overlay()
    _ = words.gettext
    if overlay is None:
        st.info(_("现在没有叠加任何表格。"))
        return
    st.html(next_steps_html(atlas, words, overlay) + left_out_html(words, kept_left_out()))
    st.html(rows_html(atlas, words, overlay))
    st.button(_("移除叠加，恢复站内数据"), on_click=drop_overlay, key="drop_overlay_here")


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


def take(atlas: Atlas, name: str, content: bytes, basis: Basis, *, skip_unknown: bool) -> None:
    """Read a table; lay it over the atlas when nothing is wrong with it, else keep what was there."""
    name = name[:LONGEST_NAME]
    finder = PlaceFinder(atlas.tables.places, lambda: atlas.geometry.counties["county_zh"])
    found = read_upload(name, content, finder, basis, skip_unknown=skip_unknown)
    keep_faults(found.faults)
    if found.faults:
        return
    rows = tuple(
        OverlayRow(row.place_id, row.year, row.value, row.basis, row.days_with_data)  # type: ignore[arg-type]
        for row in found.rows
    )
    left_out = LeftOut(tuple(found.skipped), tuple(found.titles), tuple(found.ignored))
    keep_overlay(Overlay(name, rows), left_out)
    st.rerun()
