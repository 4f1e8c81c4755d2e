"""A comparison as CSV and workbook: one row a place and fact, numbers as numbers, dates as dates, every source named."""

import csv
import io
from dataclasses import replace
from datetime import date, datetime

import pytest
from openpyxl import Workbook, load_workbook

from layers.comparison_cells import FactCell, FactRow
from layers.comparison_table import ComparisonTable, comparison_table
from layers.export_comparison import comparison_csv, comparison_xlsx, day_of
from policy.atlas import Atlas
from policy.overlay import OVERLAY_SOURCE, Overlay, OverlayRow, overlaid
from tests.policy.made_up import fake_atlas
from translations import words_for

MADE_ON = date(2026, 11, 22)
ADDRESS = "http://localhost/compare?places=140100,140700,410400"
PLACES = ("140100", "140700", "410400")


@pytest.fixture(scope="module")
def table() -> ComparisonTable:
    return comparison_table(fake_atlas(), PLACES, words_for("zh"))


def rows_of(atlas: Atlas, table: ComparisonTable) -> list[dict[str, str]]:
    text = comparison_csv(atlas, table).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def book_of(table: ComparisonTable, atlas: Atlas | None = None) -> Workbook:
    return load_workbook(io.BytesIO(comparison_xlsx(atlas or fake_atlas(), table, MADE_ON, ADDRESS)))


def test_one_row_a_place_and_fact(table: ComparisonTable) -> None:
    rows = rows_of(fake_atlas(), table)
    assert len(rows) == 3 * len(table.rows)
    assert len({(row["组别"], row["键"], row["代码"]) for row in rows}) == len(rows)


def test_a_target_has_its_figure_document_clause_and_strength(table: ComparisonTable) -> None:
    found = {row["代码"]: row for row in rows_of(fake_atlas(), table) if row["键"] == "target"}
    assert [(row["内容"], row["数值"], row["单位"], row["约束力"]) for row in found.values()] == [
        ("低于 38 µg/m³", "38.0", "µg/m³", "力争"),
        ("低于 35 µg/m³", "35.0", "µg/m³", "力争"),
        ("低于 41 µg/m³", "41.0", "µg/m³", ""),
    ]
    assert [row["文件与条款"].rpartition(" ")[2] for row in found.values()] == ["26", "26", "一（二）"]


def test_an_observation_has_year_basis_and_source(table: ComparisonTable) -> None:
    row = next(
        row for row in rows_of(fake_atlas(), table) if (row["键"], row["代码"]) == ("observed_2025", "140100")
    )
    assert (row["数值"], row["年份"], row["口径"]) == ("36.4", "2025", "实况")
    assert row["文件与条款"]


def test_the_workbook_has_numbers_dates_widths_and_heads_that_stay(table: ComparisonTable) -> None:
    book = book_of(table)
    assert book.sheetnames == ["对照", "明细", "来源"]
    assert [sheet.freeze_panes for sheet in book] == ["C2", "A2", "A2"]
    assert all(sheet.column_dimensions["A"].width >= 8 for sheet in book)
    tidy = book["明细"]
    heads = [cell.value for cell in tidy[1]]
    rows = [dict(zip(heads, (cell.value for cell in row), strict=True)) for row in tidy.iter_rows(min_row=2)]
    margin = next(row for row in rows if (row["键"], row["代码"]) == ("margin", "140100"))
    assert margin["数值"] == pytest.approx(-1.6)
    due = next(row for row in rows if row["期限"] == "2024-10")
    assert due["期限末日"].date() == date(2024, 10, 31)
    wide = {row[1].value: row for row in book["对照"].iter_rows(min_row=2)}
    assert wide["2025 年实测"][2].value == 36.4


def test_the_three_standings_of_the_wide_sheet_agree_with_the_rows(table: ComparisonTable) -> None:
    names = {"differs": "有差异", "unknown": "不能比", "same": "相同"}
    told = [row[-1].value for row in book_of(table)["对照"].iter_rows(min_row=2)]
    assert told == [names[row.status] for row in table.rows]
    found = [row.status for row in table.found.indicators]
    assert [row.status for row in table.indicators] == found
    assert set(found) == set(names)


def test_the_switch_leaves_out_what_is_the_same_and_the_workbook_says_so(table: ComparisonTable) -> None:
    content = comparison_xlsx(fake_atlas(), table, MADE_ON, ADDRESS, only=True)
    book = load_workbook(io.BytesIO(content))
    told = {row[-1].value for row in book["对照"].iter_rows(min_row=2)}
    assert told == {"有差异", "不能比"}
    same = sum(row.status == "same" for row in table.rows)
    assert any(f"没有列出相同的 {same} 行" in str(cell.value) for cell in book["来源"]["A"])


def test_every_sheet_prints_on_its_side_with_its_head_on_each_page(table: ComparisonTable) -> None:
    for sheet in book_of(table):
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_title_rows == "$1:$1"


def test_a_clause_cited_alone_and_with_another_is_listed_once() -> None:
    table = comparison_table(fake_atlas(), ("140100", "140700", "141100"), words_for("zh"))
    assert table.cited["shanxi-2024"].count("24") == 1
    assert "24、25" not in table.cited["shanxi-2024"]


@pytest.mark.parametrize(("lang", "name"), [("zh", "太原市清徐县"), ("en", "Qingxu (Taiyuan)")])
def test_a_county_that_a_clause_names_is_named_as_in_the_list_of_measures(lang: str, name: str) -> None:
    table = comparison_table(fake_atlas(), ("140100", "140700", "141100"), words_for(lang))
    row = next(row for row in table.clauses if row.key == "shanxi-2024-25")
    assert name in row.cells[0].note
    assert name in comparison_csv(fake_atlas(), table).decode("utf-8-sig")
    for cell in row.cells:
        assert "140121" not in cell.note


def test_the_sources_sheet_names_every_document_that_a_row_cites(table: ComparisonTable) -> None:
    sheet = book_of(table)["来源"]
    told = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    cited = {one.document_id for row in table.rows for cell in row.cells for one in cell.cited}
    for document_id in cited:
        assert fake_atlas().register.documents[document_id].title_zh in told
    assert ADDRESS in told
    assert "口径：" in told
    dates = [
        cell.value.date() for row in sheet.iter_rows() for cell in row if isinstance(cell.value, datetime)
    ]
    assert date(2023, 11, 30) in dates
    assert date(2026, 11, 22) in dates


def test_text_that_looks_like_a_formula_stays_text(table: ComparisonTable) -> None:
    cell = FactCell('=HYPERLINK("http://x")', "+1")
    row = FactRow("place", "made_up", "@name", (cell,) * 3, "same")
    made = replace(table, facts=(row,))
    sheet = book_of(made)["对照"]
    assert [found.data_type for found in sheet[2][:3]] == ["s", "s", "s"]
    said = rows_of(fake_atlas(), made)[0]
    assert (said["内容"][:2], said["附注"], said["事项"]) == ("'=", "'+1", "'@name")


def test_figures_of_a_session_are_named_as_such() -> None:
    mine = overlaid(fake_atlas(), Overlay("own.csv", (OverlayRow("140100", 2025, 30.0, "official", 365),)))
    table = comparison_table(mine, PLACES, words_for("zh"))
    row = next(row for row in rows_of(mine, table) if (row["键"], row["代码"]) == ("observed_2025", "140100"))
    assert (row["数值"], row["口径"]) == ("30.0", "官方")
    assert "own.csv" in row["文件与条款"]
    assert any(
        one.document_id == OVERLAY_SOURCE
        for found in table.facts
        for cell in found.cells
        for one in cell.cited
    )
    told = [cell.value for cell in book_of(table, mine)["来源"]["A"]]
    assert any("未经核实" in str(value) for value in told)


def test_english_has_no_chinese_headings() -> None:
    table = comparison_table(fake_atlas(), PLACES, words_for("en"))
    text = comparison_csv(fake_atlas(), table).decode("utf-8-sig").splitlines()[0]
    assert text.isascii()


def test_only_a_whole_day_becomes_a_date() -> None:
    assert day_of("2023-11-30") == date(2023, 11, 30)
    assert [day_of(text) for text in ("2024", "2024-05", None)] == ["2024", "2024-05", None]
