"""A mistake in a whole file, or one that others follow from, is one sentence."""

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from data.checks import check_tables
from data.schema import DATA_FOLDER, table_schemas

TABLES = ("documents", "measures", "observations", "scopes")
WITH_DOCUMENT = [
    name
    for name, schema in table_schemas().items()
    if "document_id" in schema.field_names and name != "documents"
]

Rows = list[list[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of our tables."""
    for path in DATA_FOLDER.glob("*.csv"):
        shutil.copy(path, tmp_path)
    return tmp_path


def sentence(folder: Path) -> str:
    """The one sentence that the check says."""
    [fault] = check_tables(folder)
    return fault.sentence()


def rewrite(path: Path, change: Callable[[Rows], object], separator: str = ",") -> None:
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8"), newline="")))
    change(rows)
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator="\n").writerows(rows)
    path.write_bytes(text.getvalue().encode())


FORMS: dict[str, tuple[Callable[[str], bytes], str]] = {
    "GBK": (lambda text: text.encode("gb18030"), "no UTF-8: byte 0x"),
    "UTF-16": (lambda text: text.encode("utf-16"), "a file in UTF-16"),
    "UTF-16 without mark": (lambda text: text.encode("utf-16-le"), "NUL bytes here and in "),
    "CR": (lambda text: text.replace("\n", "\r").encode(), "lines that end with CR alone"),
    "NUL": (lambda text: text.replace(",", "\0,").encode(), "NUL bytes here and in "),
    "no text": (
        lambda _: b"PK\x03\x04\xff\xfe\n\xff\x80\n" * 40,
        "no UTF-8: byte 0xff at 5, and 79 more rows",
    ),
}


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("form", FORMS)
def test_a_file_in_another_form_is_one_sentence(form: str, table: str, folder: Path) -> None:
    write, expected = FORMS[form]
    path = folder / f"{table}.csv"
    path.write_bytes(write(path.read_text("utf-8")))
    assert expected in sentence(folder)


@pytest.mark.parametrize("separator", [";", "\t", "|"])
@pytest.mark.parametrize("table", TABLES)
def test_another_separator_is_one_sentence(table: str, separator: str, folder: Path) -> None:
    rewrite(folder / f"{table}.csv", lambda _: None, separator)
    shown = "tabs" if separator == "\t" else separator
    assert sentence(folder) == (
        f"{table}.csv, row 1: found a heading separated by {shown}, expected columns separated by commas."
    )


@pytest.mark.parametrize("table", TABLES)
def test_rows_upside_down_are_one_sentence(table: str, folder: Path) -> None:
    def upside_down(rows: Rows) -> None:
        rows[1:] = reversed(rows[1:])

    path = folder / f"{table}.csv"
    rewrite(path, upside_down)
    count = len(list(csv.reader(io.StringIO(path.read_text("utf-8"), newline="")))) - 2
    assert f"row 3: found {count} rows out of order, this one first" in sentence(folder)


@pytest.mark.parametrize("table", sorted(table_schemas()))
def test_a_row_that_is_there_twice_is_one_sentence(table: str, folder: Path) -> None:
    rewrite(folder / f"{table}.csv", lambda rows: rows.append(list(rows[1])))
    assert "expected a key used once, by row 2." in sentence(folder)


@pytest.mark.parametrize("table", WITH_DOCUMENT)
def test_an_unknown_document_blames_nothing_else(table: str, folder: Path) -> None:
    def spoil(rows: Rows) -> None:
        rows[-1][rows[0].index("document_id")] = "aa-no-such"

    rewrite(folder / f"{table}.csv", spoil)
    assert "column document_id: found “aa-no-such”" in sentence(folder)


def test_a_clause_in_another_form_is_told_once_of_a_verdict(folder: Path) -> None:
    def spoil(rows: Rows) -> None:
        [row] = [row for row in rows if row[:2] == ["airport_ground_power", "shanxi-2024"]]
        row[2] = "第14条"

    rewrite(folder / "cascades.csv", spoil)
    assert "column clause: found “第14条”" in sentence(folder)
