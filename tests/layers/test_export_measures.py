"""The measures as CSV and as a workbook: what is listed, numbers as numbers, nothing that a spreadsheet would run."""

import csv
import io
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from geo.store import Geometry
from layers.export_measures import add_sheet, measures_csv, measures_xlsx
from layers.measure_figures import figures_by_clause
from policy.atlas import Atlas
from policy.records import Measure
from tests.policy.made_up import changed_register
from translations import words_for

MADE_ON = "2026-11-22"
ADDRESS = "https://atlas.example/measures?q=锅炉"


@pytest.fixture(scope="module")
def atlas(tables: Any, built_geometry: Geometry) -> Atlas:
    return Atlas(tables, built_geometry)


def some(atlas: Atlas) -> list[Measure]:
    return [atlas.register.measures[name] for name in ("state-council-2023-24-11", "shanxi-2024-24")]


def book_of(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_csv_has_a_row_for_each_measure_in_the_order_of_the_list(atlas: Atlas, lang: str) -> None:
    content = measures_csv(atlas, some(atlas), words_for(lang))
    headings, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert [row[0] for row in rows] == ["state-council-2023-24-11", "shanxi-2024-24"]
    assert {len(row) for row in rows} == {len(headings)}
    assert content.startswith("\ufeff".encode())


def test_csv_says_how_each_binds_the_place_of_the_filter(atlas: Atlas) -> None:
    content = measures_csv(atlas, some(atlas), words_for("zh"), "140700").decode("utf-8-sig")
    headings, *rows = csv.reader(io.StringIO(content, newline=""))
    assert headings[-1] == "对晋中市"
    assert [row[-1] for row in rows] == ["部分适用", "部分适用"]


def test_workbook_has_measures_figures_and_sources(atlas: Atlas) -> None:
    book = book_of(measures_xlsx(atlas, some(atlas), words_for("zh"), MADE_ON, ADDRESS))
    assert book.sheetnames == ["措施", "指标", "来源"]
    assert all(sheet.freeze_panes == "A2" and sheet.auto_filter.ref for sheet in book)
    assert book["措施"].max_row == 3
    figures = figures_by_clause(atlas.register)
    expected = sum(len(figures.get((row.document_id, row.clause), [])) for row in some(atlas))
    assert book["指标"].max_row == 1 + expected
    sources = " ".join(str(cell.value) for row in book["来源"] for cell in row)
    assert "国发〔2023〕24号" in sources
    assert MADE_ON in sources
    assert ADDRESS in sources
    assert atlas.tables.version in sources


def test_numbers_and_years_are_numbers(atlas: Atlas) -> None:
    sheet = book_of(measures_xlsx(atlas, some(atlas), words_for("zh"), MADE_ON, ADDRESS))["指标"]
    headings = [cell.value for cell in sheet[1]]
    values = [row[headings.index("数值")].value for row in sheet.iter_rows(min_row=2)]
    assert 35 in values
    assert all(value is None or isinstance(value, int | float) for value in values)
    deadlines = {row[headings.index("期限")].value for row in sheet.iter_rows(min_row=2)}
    assert 2025 in deadlines
    assert "2024-10" in deadlines, "a month stays as it was stated"


def test_all_measures_fit(atlas: Atlas) -> None:
    measures = list(atlas.register.measures.values())
    book = book_of(measures_xlsx(atlas, measures, words_for("en"), MADE_ON, ADDRESS))
    assert book.worksheets[0].max_row == 1 + len(measures)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", "a\x00b", "\x1b[0m"])
def test_no_text_becomes_a_formula_or_spoils_the_file(text: str) -> None:
    book = Workbook(write_only=True)
    add_sheet(book, "甲", ["乙"], [[text]])
    stream = io.BytesIO()
    book.save(stream)
    cell = book_of(stream.getvalue())["甲"]["A2"]
    assert cell.data_type == "s"
    assert cell.value.replace("\x00", "").strip() in text.replace("\x00", "").replace("\x1b", "").strip()


def test_a_made_up_formula_in_the_tables_stays_text(built_geometry: Geometry) -> None:
    register = changed_register(
        measures=[
            {
                "measure_id": "shanxi-2024-9",
                "document_id": "shanxi-2024",
                "clause": "9",
                "sector": "energy",
                "title_zh": "=HYPERLINK(1)",
                "title_en": "=HYPERLINK(1)",
                "summary_zh": "@甲",
                "summary_en": "@one",
                "scope_id": "province-140000",
            }
        ]
    )
    made_up = Atlas(register.tables, built_geometry)
    measures = [register.measures["shanxi-2024-9"]]
    assert "'=HYPERLINK(1)" in measures_csv(made_up, measures, words_for("zh")).decode()
    sheet = book_of(measures_xlsx(made_up, measures, words_for("zh"), MADE_ON, ADDRESS))["措施"]
    cells = [cell for cell in sheet[2] if isinstance(cell.value, str) and "HYPERLINK" in cell.value]
    assert [cell.data_type for cell in cells] == ["s"]


@pytest.mark.parametrize(
    ("lang", "heading", "expected"),
    [
        ("zh", "牵头", "省生态环境厅"),
        ("en", "Lead", "Department of Ecology and Environment (province) 省生态环境厅"),
    ],
)
def test_departments_are_named_in_the_language_with_the_chinese_beside(
    atlas: Atlas, lang: str, heading: str, expected: str
) -> None:
    measures = [atlas.register.measures["shanxi-2024-26"]]
    content = measures_csv(atlas, measures, words_for(lang)).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(content, newline=""))
    by_name = {name.lower(): cell for name, cell in row.items()}
    assert by_name[heading.lower()] == expected
    sheet = book_of(measures_xlsx(atlas, measures, words_for(lang), MADE_ON, ADDRESS)).worksheets[0]
    assert expected in [cell.value for cell in sheet[2]]


def test_a_department_printed_twice_is_named_once(atlas: Atlas) -> None:
    register = changed_register(
        measures=[
            {
                "measure_id": "pingdingshan-2024-99",
                "document_id": "pingdingshan-2024",
                "clause": "九（九）",
                "sector": "energy",
                "title_zh": "甲",
                "title_en": "One",
                "summary_zh": "乙",
                "summary_en": "Two",
                "scope_id": "place-410400",
                "responsible_departments": "市生态环境局|生态环境局",
            }
        ]
    )
    made_up = Atlas(register.tables, atlas.geometry)
    content = measures_csv(made_up, [register.measures["pingdingshan-2024-99"]], words_for("zh"))
    assert content.decode().count("生态环境局") == 1
