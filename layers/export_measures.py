"""The measures that a reader's filters leave, as CSV and as an Excel workbook, each row with its document and clause."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from data.formula_cells import FORMULA_STARTS
from layers.drawn import document_citation
from layers.export_table import csv_bytes
from layers.indicator_words import reach_names, sector_names
from layers.measure_figures import deadline_of, figure_line, figure_name, figure_text, figures_by_clause
from layers.measure_index import department_names, department_text, scope_names
from layers.target_words import strength_name
from policy.atlas import Atlas
from policy.measures import reach_of_measure
from policy.records import Indicator, Measure
from policy.register import Register
from translations import Words

# Characters that a workbook cannot hold (XML 1.0, 2.2).
_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_HEAD: Final = PatternFill("solid", fgColor="E6F1F9")
_WIDEST: Final = 60
_NARROWEST: Final = 8

Cells = list[object]


def measures_csv(
    atlas: Atlas, measures: Sequence[Measure], words: Words, place_id: str | None = None
) -> bytes:
    """One row a measure, its figures in one cell; with `place_id` also how each binds that place."""
    headings, rows = measure_rows(atlas, measures, words, place_id)
    return csv_bytes(headings, rows)


def measures_xlsx(
    atlas: Atlas,
    measures: Sequence[Measure],
    words: Words,
    made_on: str,
    address: str,
    place_id: str | None = None,
) -> bytes:
    """A workbook of three sheets: measures, their figures with numbers as numbers, and sources.

    Parameters
    ----------
    made_on
        ISO date.
    address
        Address of the list in the dashboard.
    """
    _ = words.gettext
    book = Workbook(write_only=True)
    add_sheet(book, _("措施"), *measure_rows(atlas, measures, words, place_id))
    add_sheet(book, _("指标"), *figure_rows(atlas, measures, words))
    add_sheet(book, _("来源"), *source_rows(atlas, measures, words, made_on, address))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def measure_rows(
    atlas: Atlas, measures: Sequence[Measure], words: Words, place_id: str | None
) -> tuple[list[str], list[Cells]]:
    """Headings and rows of the measures."""
    _ = words.gettext
    register = atlas.register
    figures = figures_by_clause(register)
    departments = departments_in_words(register, words)
    sectors = sector_names(words)
    headings = [
        _("代码"), _("文件"), _("文号"), _("条款"), _("领域"), _("标题"), _("摘要"), _("适用范围"), _("另有规定"), _("限于"),
        _("牵头"), _("部门"), _("指标数"), _("指标"), _("说明"),
    ]  # fmt: skip
    if place_id is not None:
        place = register.places[place_id]
        headings.append(_("对{place}", place=words.pick(place.name_zh, place.name_en)))
    rows: list[Cells] = []
    for row in measures:
        document = register.documents[row.document_id]
        said = figures.get((row.document_id, row.clause), [])
        cells: Cells = [
            row.measure_id,
            words.pick(document.title_zh, document.title_en),
            document.number_zh,
            row.clause,
            sectors[row.sector],
            words.pick(row.title_zh, row.title_en),
            words.pick(row.summary_zh, row.summary_en),
            scope_names(atlas, row.scope_id)[words.lang],
            words.join([scope_names(atlas, scope_id)[words.lang] for scope_id in row.singled_out]),
            words.pick(row.qualifier_zh or "", row.qualifier_en),
            departments(row, row.lead_departments),
            departments(row, row.responsible_departments),
            len(said),
            _("；").join(figure_line(figure, words) for figure in said),
            words.pick(row.note_zh or "", row.note_en),
        ]
        if place_id is not None:
            kind = reach_of_measure(register, row, place_id).kind
            cells.append(reach_names(words).get(kind, _("不适用")))
        rows.append(cells)
    return headings, rows


def departments_in_words(register: Register, words: Words) -> Callable[[Measure, Sequence[str]], str]:
    """Write departments that a measure prints by their full names, each once."""
    full_names = department_names(register)

    def in_words(measure: Measure, printed: Sequence[str]) -> str:
        names = dict.fromkeys(full_names[measure.document_id, name] for name in printed)
        return words.join([department_text(register, words, name) for name in names])

    return in_words


def figure_rows(atlas: Atlas, measures: Sequence[Measure], words: Words) -> tuple[list[str], list[Cells]]:
    """Headings and rows of the figures; values stay numbers, a deadline of a month stays text."""
    _ = words.gettext
    figures = figures_by_clause(atlas.register)
    headings = [
        _("代码"), _("条款"), _("标题"), _("指标"), _("要求"), _("数值"), _("数值上限"), _("单位"), _("基准年"), _("期限"),
        _("约束力"), _("适用范围"), _("针对"), _("原文用语"), _("说明"),
    ]  # fmt: skip
    rows: list[Cells] = []
    for measure in measures:
        for figure in figures.get((measure.document_id, measure.clause), []):
            own = figure if isinstance(figure, Indicator) else None
            rows.append(
                [
                    measure.measure_id,
                    measure.clause,
                    words.pick(measure.title_zh, measure.title_en),
                    figure_name(figure, words),
                    figure_text(figure, words),
                    figure.value,
                    own and own.value_to,
                    figure.unit_symbol,
                    figure.base_year,
                    whole_year(deadline_of(figure, words)),
                    strength_name(words, figure.strength),
                    scope_names(atlas, figure.scope_id)[words.lang],
                    words.pick(figure.subject_zh or "", figure.subject_en),
                    figure.comparator_zh,
                    words.pick(figure.note_zh or "", figure.note_en),
                ]
            )
    return headings, rows


def whole_year(deadline: str) -> int | str:
    """A year as a number; a month or a plan period as text."""
    return int(deadline) if deadline.isdigit() else deadline


def source_rows(
    atlas: Atlas, measures: Sequence[Measure], words: Words, made_on: str, address: str
) -> tuple[list[str], list[Cells]]:
    """Which documents the rows come from, and what else one must know of them."""
    _ = words.gettext
    documents = [
        atlas.register.documents[name] for name in dict.fromkeys(row.document_id for row in measures)
    ]
    rows: list[Cells] = [
        [
            document_citation(row, None, words),
            words.pick(row.issuer_zh or "", row.issuer_en),
            row.issued_on,
            row.official_url,
        ]
        for row in documents
    ]
    remarks = [
        _("标题、摘要和指标说明为自行概括，不是文件原文；以文件原文为准。"),
        _("指标包括目标表中同一条款的目标。"),
        _("制作日期 {date}；数据版本 {version}", date=made_on, version=atlas.tables.version),
        _("本表地址：{address}", address=address),
    ]
    return [_("文件与条款"), _("发布机构"), _("印发日期"), _("官方网址")], rows + [
        [remark] for remark in remarks
    ]


def add_sheet(
    book: Workbook, title: str, headings: Sequence[str], rows: Sequence[Cells], freeze: str = "A2"
) -> None:
    """Write a sheet whose first row stays in sight and filters; texts never become formulas."""
    sheet = book.create_sheet(title)
    for number, width in enumerate(widths(headings, rows), 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = freeze
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{len(rows) + 1}"
    sheet.append([heading_cell(sheet, text) for text in headings])
    for row in rows:
        sheet.append([plain_cell(sheet, value) for value in row])


def widths(headings: Sequence[str], rows: Sequence[Cells]) -> list[float]:
    """Column widths in characters: a Chinese one counts twice, long texts wrap."""
    columns = [
        [headings[place], *(row[place] for row in rows if len(row) > 1)] for place in range(len(headings))
    ]
    longest = [max(len(str(cell or "").encode("gbk", "replace")) for cell in column) for column in columns]
    return [float(min(max(length + 2, _NARROWEST), _WIDEST)) for length in longest]


def heading_cell(sheet: Any, text: str) -> WriteOnlyCell:
    """A cell of the first row."""
    cell = WriteOnlyCell(sheet, text)
    cell.font, cell.fill = Font(bold=True), _HEAD
    return cell


def plain_cell(sheet: Any, value: object) -> WriteOnlyCell:
    """A number as a number; a text as a text, also one that begins like a formula."""
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value)
    cell = WriteOnlyCell(sheet, _NOT_IN_XML.sub("", value))
    cell.data_type = "s"
    if value.startswith(FORMULA_STARTS):
        cell.quotePrefix = True
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell
