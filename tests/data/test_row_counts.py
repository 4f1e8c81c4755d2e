"""A table that lost rows is well-formed still: the datapackage says how many there should be."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from data.checks import check_tables
from data.row_counts import counted_rows
from data.schema import DATA_FOLDER, SCHEMA_FILE, table_schemas
from scripts import count_rows


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of data/ with its datapackage."""
    for path in (*DATA_FOLDER.glob("*.csv"), SCHEMA_FILE):
        shutil.copyfile(path, tmp_path / path.name)
    return tmp_path


def sentences(folder: Path) -> list[str]:
    return [fault.sentence() for fault in check_tables(folder)]


def test_every_table_is_counted():
    counted = counted_rows(SCHEMA_FILE)
    assert set(counted) == set(table_schemas())
    assert counted["places"] == 375


@pytest.mark.parametrize(
    "lose",
    [lambda lines: lines[:-1], lambda lines: lines[:40], lambda lines: lines[:7] + lines[8:]],
    ids=["the last row", "all but the beginning", "one in the middle"],
)
def test_a_table_cut_at_the_end_of_a_line_is_a_fault(folder: Path, lose: Callable[[list[str]], list[str]]):
    """Nothing refers to an observation: the rest of the table is without fault."""
    path = folder / "observations.csv"
    whole = path.read_text("utf-8").splitlines(keepends=True)
    left = lose(whole)
    path.write_text("".join(left), encoding="utf-8")
    (sentence,) = sentences(folder)
    assert sentence.startswith(
        f"observations.csv: found {len(left) - 1} rows, expected {len(whole) - 1}; after"
    )
    assert sentence.endswith("run python scripts/count_rows.py.")


def test_a_row_too_many_is_a_fault_too(folder: Path):
    path = folder / "observations.csv"
    row = path.read_text("utf-8").splitlines()[-1].replace("2025", "2026", 1)
    with path.open("a", encoding="utf-8") as table:
        table.write(row + "\n")
    expected = f"expected {counted_rows(SCHEMA_FILE)['observations']}; after"
    assert any(expected in sentence for sentence in sentences(folder))


def test_a_table_nobody_counted_is_a_fault(folder: Path):
    package = folder / SCHEMA_FILE.name
    text = json.loads(package.read_text("utf-8"))
    del text["resources"][0]["rows"]
    package.write_text(json.dumps(text), encoding="utf-8")
    (sentence,) = sentences(folder)
    assert sentence.startswith("documents.csv: found ")
    assert "expected its number of rows in datapackage.json" in sentence


def test_a_draft_without_a_datapackage_is_not_counted(folder: Path):
    (folder / SCHEMA_FILE.name).unlink()
    path = folder / "observations.csv"
    path.write_text("".join(path.read_text("utf-8").splitlines(keepends=True)[:-1]), encoding="utf-8")
    assert sentences(folder) == []


def test_counting_anew_is_all_that_a_change_on_purpose_needs(
    folder: Path, capsys: pytest.CaptureFixture[str]
):
    package, path = folder / SCHEMA_FILE.name, folder / "observations.csv"
    before = package.read_text("utf-8")
    path.write_text("".join(path.read_text("utf-8").splitlines(keepends=True)[:-1]), encoding="utf-8")
    assert count_rows.main(package, folder) == 0
    number = counted_rows(SCHEMA_FILE)["observations"]
    assert capsys.readouterr().out == f"observations.csv: {number} → {number - 1} rows\n"
    assert sentences(folder) == []
    assert package.read_text("utf-8") == before.replace(f'"rows": {number}', f'"rows": {number - 1}')
    path.unlink()
    assert count_rows.main(package, folder) == 1
    assert "observations.csv is missing" in capsys.readouterr().err
