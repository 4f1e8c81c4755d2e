"""A comparison as CSV and as an Excel workbook: one row a place and fact, with document, clause, basis and year."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from layers.comparison_cells import FactCell, FactRow, plain_citation, status_words
from layers.comparison_table import ComparisonTable, cited_in, group_title
from layers.drawn import document_citation
from layers.export_measures import Cells, add_sheet
from layers.export_table import csv_bytes
from policy.atlas import Atlas
from policy.comparison import Column
from policy.deadlines import last_day_of
from policy.overlay import is_overlaid
from translations import Words


def comparison_csv(atlas: Atlas, table: ComparisonTable, only: bool = False) -> bytes:
    """Tidy: one row a place and fact; with `only` no row that is the same everywhere."""
    headings, rows = tidy_rows(atlas, table, only)
    return csv_bytes(headings, rows)


def comparison_xlsx(
    atlas: Atlas, table: ComparisonTable, made_on: date, address: str, only: bool = False
) -> bytes:
    """A workbook of three sheets: side by side, one row a place and fact with numbers as numbers, and sources.

    Parameters
    ----------
    made_on
        The day it is made.
    address
        Address of the comparison in the dashboard.
    only
        Whether rows that are the same everywhere are left out, as the switch of the screen does.
    """
    _ = table.words.gettext
    book = Workbook(write_only=True)
    add_sheet(book, _("对照"), *wide_rows(atlas, table, only), freeze="C2")
    add_sheet(book, _("明细"), *tidy_rows(atlas, table, only))
    add_sheet(book, _("来源"), *source_rows(atlas, table, made_on, address, only))
    for sheet in book.worksheets:
        lay_out_for_paper(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def lay_out_for_paper(sheet: Any) -> None:
    """A4 on its side, as wide as the sheet, the first row on every page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def wide_rows(atlas: Atlas, table: ComparisonTable, only: bool = False) -> tuple[list[str], list[Cells]]:
    """Facts as rows, places as columns; a plain amount stays a number."""
    words = table.words
    _ = words.gettext
    headings = [
        _("组别"),
        _("事项"),
        *(name_of(column, words) for column in table.found.columns),
        _("有无差异"),
    ]
    standing = status_words(words)
    rows: list[Cells] = []
    for row in table.shown(only):
        is_amounts = row.group == "observed" or row.key == "margin"
        cells = [
            cell.number if is_amounts and cell.number is not None else whole_text(cell, words)
            for cell in row.cells
        ]
        rows.append([group_title(atlas.register, row.group, words), row.name, *cells, standing[row.status]])
    return headings, rows


def whole_text(cell: FactCell, words: Words) -> str:
    """What a cell of the screen says, in one line."""
    parts = [cell.shown, cell.note, cell.mark]
    return words.gettext("；").join(part for part in parts if part)


def tidy_rows(atlas: Atlas, table: ComparisonTable, only: bool = False) -> tuple[list[str], list[Cells]]:
    """One row a place and fact; a deadline as the text states it, and its last day as a date."""
    words = table.words
    _ = words.gettext
    headings = [
        _("组别"), _("事项"), _("键"), _("代码"), _("地点"), _("省份"), _("内容"), _("数值"), _("单位"), _("年份"),
        _("基准年"), _("期限"), _("期限末日"), _("口径"), _("约束力"), _("对本地"), _("附注"), _("与基准地点相比"),
        _("文件与条款"), _("说明"),
    ]  # fmt: skip
    rows: list[Cells] = []
    for row in table.shown(only):
        for column, cell in zip(table.found.columns, row.cells, strict=True):
            rows.append(
                [group_title(atlas.register, row.group, words), *tidy_cells(atlas, row, column, cell, words)]
            )
    return headings, rows


def tidy_cells(atlas: Atlas, row: FactRow, column: Column, cell: FactCell, words: Words) -> Cells:
    """One fact of one place."""
    province = column.place.province
    documents = atlas.register.documents
    cited = [plain_citation(documents[one.document_id], one.clause, words) for one in cell.cited]
    return [
        row.name,
        row.key,
        column.place.place_id,
        name_of(column, words),
        words.pick(province.name_zh, province.name_en),
        cell.shown,
        cell.number,
        cell.unit_symbol,
        cell.year,
        cell.base_year,
        cell.deadline,
        last_day_of(cell.deadline) if cell.deadline else None,
        cell.basis,
        cell.strength,
        standing_text(cell, words),
        cell.note,
        cell.mark,
        words.gettext("；").join(cited),
        words.gettext("；").join(f"{name}：{value}" for name, value in cell.lines),
    ]


def standing_text(cell: FactCell, words: Words) -> str:
    """How a figure stands for the place, where that is a question."""
    _ = words.gettext
    names = {
        "place": _("直接写明本地"),
        "class": _("写明本类城市"),
        "indicative": _("整体要求，本地参考"),
        "whole": _("全部适用"),
        "part": _("部分适用"),
        "derived": _("推算适用"),
        "undetermined": _("无法确定是否适用"),
        "none": _("不适用"),
    }
    return names.get(cell.standing, "")


def name_of(column: Column, words: Words) -> str:
    """The full name of a place."""
    return words.pick(column.place.name_zh, column.place.name_en)


def source_rows(
    atlas: Atlas, table: ComparisonTable, made_on: date, address: str, only: bool = False
) -> tuple[list[str], list[Cells]]:
    """Every document and data source cited, with its clauses, and what else one must know."""
    words = table.words
    _ = words.gettext
    rows: list[Cells] = []
    for document_id, clauses in cited_in(table.shown(only)).items():
        document = atlas.register.documents[document_id]
        rows.append(
            [
                document_citation(document, None, words),
                words.pick(document.issuer_zh or "", document.issuer_en),
                day_of(document.issued_on),
                words.join(clauses),
                document.official_url,
            ]
        )
    columns = [_("文件或数据来源"), _("发布机构"), _("印发日期"), _("引用的条款"), _("官方网址")]
    remarks: list[Cells] = [[text] for text in remarks_of(atlas, table, address, only)]
    return columns, [*rows, *remarks, [_("制作日期（北京时间）"), None, made_on, None, None]]


def remarks_of(atlas: Atlas, table: ComparisonTable, address: str, only: bool) -> list[str]:
    """Basis, rules, version and address."""
    words = table.words
    _ = words.gettext
    first = name_of(table.found.columns[0], words)
    remarks = [
        _("口径：官方均值优先，其次为实况；实况由第三方汇总，未扣除沙尘，±3 以内不作判定。"),
        _(
            "各列与第一个地点（{first}）相比；“更严、更宽”只来自上下级文件的逐条对照，两个数值不单独比较。",
            first=first,
        ),
        _("摘要为自行概括，不是文件原文；没有读全的文件，没有列出不等于没有规定。"),
        _("数据版本 {version}", version=atlas.tables.version),
        _("本表地址：{address}", address=address),
    ]
    if only:
        remarks.insert(
            0,
            _("“只看差异”开着：没有列出相同的 {count} 行。", count=len(table.rows) - len(table.shown(True))),
        )
    if is_overlaid(atlas):
        remarks.insert(0, _("含本次会话叠加的数值，未经核实。"))
    return remarks


def day_of(text: str | None) -> date | str | None:
    """A full date as a date; a month or a year as printed."""
    if text is None or len(text) != len("2024-01-01"):
        return text
    return date.fromisoformat(text)
