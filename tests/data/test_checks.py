"""Every rule on the tables, each by a folder that breaks it; `faults.txt` there is what the check says."""

import csv
import io
import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from frictionless import Package
from hypothesis import given, settings
from hypothesis import strategies as st

from data.checks import ALL_RULES, check_tables, main
from data.faults import FOUND_LENGTH, TableFault, fault_lines
from data.raw_table import RawTables, read_raw_table
from data.schema import DATA_FOLDER, SCHEMA_FILE, table_schemas

HERE = Path(__file__).parent
VALID = HERE / "valid"
BROKEN = sorted(folder.name for folder in (HERE / "broken").iterdir())
VALID_CELLS = {
    path.stem: list(csv.reader(path.read_text(encoding="utf-8").splitlines())) for path in VALID.glob("*.csv")
}
REFERRED_TO = {
    ("documents", "completeness"),
    ("documents", "kind"),
    ("documents", "level"),
    ("indicators", "clause"),
    ("indicators", "comparable_key"),
    ("indicators", "document_id"),
    ("indicators", "name_en"),
    ("indicators", "name_zh"),
    ("indicators", "unit_symbol"),
    ("indicators", "value"),
    ("measures", "clause"),
    ("measures", "document_id"),
    ("measures", "responsible_departments"),
    ("places", "name_zh"),
    ("places", "short_name_zh"),
    ("places", "name_en"),
    ("places", "aliases"),
    ("scopes", "kind"),
}
"""Columns, besides keys, that a rule on another row reads: there a change can be a fault of that row."""

BrokenTables = Callable[[str], Path]


def sentences(folder: Path) -> list[str]:
    return [fault.sentence() for fault in check_tables(folder)]


def test_valid_toy_tables_have_no_fault(valid_folder: Path):
    assert sentences(valid_folder) == []


def test_our_tables_have_no_fault():
    assert sentences(DATA_FOLDER) == []


def test_our_tables_are_a_valid_data_package():
    """The standard's own reader, from the files, without our rules."""
    report = Package(SCHEMA_FILE).validate()
    assert report.flatten(["message"]) == []


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_said(name: str, broken_tables: BrokenTables):
    expected = (HERE / "broken" / name / "faults.txt").read_text(encoding="utf-8").splitlines()
    assert sentences(broken_tables(name)) == expected


def test_every_rule_has_a_broken_folder(broken_tables: BrokenTables):
    silent = {rule.__name__: rule for rule in ALL_RULES}
    for name in BROKEN:
        folder = broken_tables(name)
        said = (HERE / "broken" / name / "faults.txt").read_text(encoding="utf-8").splitlines()
        tables = {table: read_raw_table(folder, schema)[0] for table, schema in table_schemas().items()}
        raw = RawTables(folder, tables)
        for rule in list(silent.values()):
            if any(fault.sentence() in said for fault in rule(raw)):
                del silent[rule.__name__]
    assert not silent


def test_all_faults_come_in_one_run(broken_tables: BrokenTables):
    faults = check_tables(broken_tables("many_faults_at_once"))
    assert {fault.file for fault in faults} == {"observations.csv", "places.csv", "provinces.csv"}
    assert len(faults) == 8
    assert faults == sorted(faults, key=lambda fault: (fault.file, fault.row or 0, fault.column or ""))


def test_five_bad_rows_are_five_faults_in_one_run(broken_tables: BrokenTables):
    """A bad clause, an unknown scope, a full-width digit, no source, two units: one fault each."""
    faults = check_tables(broken_tables("five_faults_in_the_indicators"))
    assert [(fault.file, fault.column) for fault in faults] == [
        ("indicators.csv", column) for column in ("clause", "scope_id", "value", "document_id", "unit_symbol")
    ]


def test_a_broken_register_does_not_blame_every_row(tmp_path: Path):
    """Where a table cannot be read whole, what refers to it is not called wrong."""
    shutil.copytree(VALID, tmp_path, dirs_exist_ok=True)
    documents = tmp_path / "documents.csv"
    documents.write_bytes(documents.read_bytes()[:700])
    assert {fault.file for fault in check_tables(tmp_path)} == {"documents.csv"}


@pytest.mark.parametrize("kept", [0, 1, 40, 90, 120, 150, 200, 230])
def test_a_file_cut_anywhere_is_a_fault(tmp_path: Path, kept: int):
    shutil.copytree(VALID, tmp_path, dirs_exist_ok=True)
    table = tmp_path / "standards.csv"
    assert len(table.read_bytes()) > kept
    table.write_bytes(table.read_bytes()[:kept])
    assert {fault.file for fault in check_tables(tmp_path)} == {"standards.csv"}


def test_long_and_hidden_text_is_shown_short():
    fault = TableFault("a.csv", 2, "note_zh", "\u200b" + "长" * 500, "less")
    assert len(fault.found) == FOUND_LENGTH
    assert fault.found.startswith("\\u200b长")


def test_hidden_characters_of_what_is_expected_are_shown_too():
    fault = TableFault("a.csv", 2, "indicator_id", "x", "an id that begins with plan-\0\u200b")
    assert fault.expected == "an id that begins with plan-\\u0000\\u200b"


def test_the_same_fault_in_many_rows_is_one_line():
    faults = [
        TableFault("a.csv", row, "source_id", "x", "a document_id of documents.csv") for row in range(2, 40)
    ]
    (line,) = fault_lines(faults)
    assert line == (
        "a.csv, rows 2, 3, 4, 5, 6 and 33 more, column source_id: "
        "found “x”, expected a document_id of documents.csv."
    )


def written(rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


cells = st.tuples(st.sampled_from(sorted(VALID_CELLS)), st.integers(0), st.integers(0))
known_cells = st.sampled_from(sorted({cell for rows in VALID_CELLS.values() for row in rows for cell in row}))
junk = st.one_of(st.text(st.characters(exclude_categories=["Cs"])), known_cells)


@settings(max_examples=60, deadline=None)
@given(cells, junk)
def test_one_changed_cell_is_valid_or_a_fault_of_its_row(cell: tuple[str, int, int], text: str):
    table, row, column = cell
    rows = [list(line) for line in VALID_CELLS[table]]
    row = 1 + row % (len(rows) - 1)
    column %= len(rows[0])
    rows[row][column] = text
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(VALID, folder, dirs_exist_ok=True)
        Path(folder, f"{table}.csv").write_text(written(rows), encoding="utf-8", newline="\n")
        faults = check_tables(Path(folder))
    schema = table_schemas()[table]
    name = schema.field_names[column]
    if name in schema.primary_key or (table, name) in REFERRED_TO:
        return
    assert not faults or (f"{table}.csv", row + 1) in {(fault.file, fault.row) for fault in faults}


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(VALID_CELLS)), st.integers(0), st.binary(max_size=8))
def test_changed_bytes_never_end_in_a_traceback(table: str, position: int, patch: bytes):
    content = (VALID / f"{table}.csv").read_bytes()
    position %= len(content)
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(VALID, folder, dirs_exist_ok=True)
        Path(folder, f"{table}.csv").write_bytes(
            content[:position] + patch + content[position + len(patch) :]
        )
        for fault in check_tables(Path(folder)):
            assert fault.sentence().isprintable()


def test_command_prints_faults_and_says_so(broken_tables: BrokenTables, capsys: pytest.CaptureFixture):
    assert main(["--folder", str(broken_tables("full_width_digits"))]) == 1
    assert capsys.readouterr().out == (
        "observations.csv, row 2, column value: found “３８.3”, expected a number alone, in plain digits.\n"
        "1 fault in 17 tables\n"
    )


def test_command_prints_json(broken_tables: BrokenTables, capsys: pytest.CaptureFixture):
    assert main(["--json", "--folder", str(broken_tables("value_missing"))]) == 1
    (fault,) = json.loads(capsys.readouterr().out)
    assert fault == {
        "file": "targets.csv",
        "row": 6,
        "column": "value",
        "found": "",
        "expected": "a value, for the comparator is <",
    }


def test_command_is_content_with_valid_tables(valid_folder: Path, capsys: pytest.CaptureFixture):
    assert main(["--folder", str(valid_folder)]) == 0
    assert capsys.readouterr().out == "0 faults in 17 tables\n"


def test_command_wants_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture):
    with pytest.raises(SystemExit) as exit_of:
        main(["--folder", str(tmp_path / "nowhere")])
    assert exit_of.value.code == 2
    assert "no such folder" in capsys.readouterr().err
