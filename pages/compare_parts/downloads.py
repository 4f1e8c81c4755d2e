"""What leaves a comparison: its address, a table, a workbook, and paper."""

from __future__ import annotations

from functools import partial

import streamlit as st

from layers.comparison_table import ComparisonTable
from layers.export_comparison import comparison_csv, comparison_xlsx
from pages.shared import clock
from pages.shared.html import element, text
from pages.shared.selection import current_address
from policy.atlas import Atlas

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show_downloads(atlas: Atlas, table: ComparisonTable, only: bool) -> None:
    """Buttons for CSV and Excel; the bytes are made when one is pressed. The address to copy; how to print."""
    words = table.words
    _ = words.gettext
    name = f"blue-sky-atlas-compare-{'-'.join(table.found.place_ids)}-{atlas.tables.version}"
    address = plain_address()
    with st.container(key="compare_downloads"):
        row = st.container(horizontal=True, vertical_alignment="center")
        row.download_button(
            _("下载表格（CSV）"),
            partial(comparison_csv, atlas, table, only),
            file_name=f"{name}.csv",
            mime="text/csv",
            key="compare_csv",
            on_click="ignore",
        )
        row.download_button(
            _("下载工作簿（Excel）"),
            partial(comparison_xlsx, atlas, table, clock.today(), address, only),
            file_name=f"{name}.xlsx",
            mime=XLSX,
            key="compare_xlsx",
            on_click="ignore",
        )
        if only:
            told = _("“只看差异”开着：两种文件都不含相同的行，有差异的和不能比的都在。")
            st.html(element("p", text(told), class_="quiet"))
        st.code(address, language=None, wrap_lines=True)
        st.html(
            element(
                "p",
                text(_("复制上面的地址即可分享；用浏览器的打印功能得到 A4 横向的打印稿，来源附在最后。")),
                class_="quiet",
            )
        )


def plain_address() -> str:
    """The address with its commas as they are."""
    return current_address().replace("%2C", ",")


def colophon_html(atlas: Atlas, table: ComparisonTable) -> str:
    """What a printed page must say besides: date, version, address."""
    words = table.words
    _ = words.gettext
    lines = [
        _(
            "制作日期 {date}（北京时间）；数据版本 {version}",
            date=clock.today().isoformat(),
            version=atlas.tables.version,
        ),
        _("本表地址：{address}", address=plain_address()),
        _("蓝天图志：摘要为自行概括，不是文件原文；以文件原文为准。"),
    ]
    return element("section", *(element("p", text(line)) for line in lines), class_="colophon")
