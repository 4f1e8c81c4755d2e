"""`python -m commands.compare_places`: the comparison without a browser."""

import csv
import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from commands.compare_places import main


def test_it_prints_the_comparison_as_json(built_geometry: object, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["太原", "410400"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["places"] == ["140100", "410400"]
    rows = {(row["group"], row["key"]): row for row in record["rows"]}
    assert [cell["number"] for cell in rows["target", "target"]["cells"]] == [38, 41]
    straw = rows["indicator.area_sources", "straw_use_rate"]["cells"][1]
    assert (straw["number"], straw["against_first"]) == (93, "not_read")
    assert straw["cited"] == [{"document_id": "pingdingshan-2024", "clause": "五（三）"}]


def test_it_writes_table_and_workbook(built_geometry: object, tmp_path: Path) -> None:
    table, book = tmp_path / "table.csv", tmp_path / "table.xlsx"
    assert main(["太原", "晋中", "--format", "csv", "--lang", "en", "--out", str(table)]) == 0
    rows = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8-sig"))))
    assert {row["Code"] for row in rows} == {"140100", "140700"}
    assert main(["太原", "晋中", "--format", "xlsx", "--out", str(book)]) == 0
    assert len(load_workbook(book).sheetnames) == 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["太原", "太元"], "太元"),
        (["太原"], "2 到 6"),
        (["太原", "taiyuan"], "不同的地点"),
        (["太原", "晋中", "--format", "xlsx"], "--out"),
    ],
)
def test_what_it_cannot_do_is_said_in_a_sentence(
    built_geometry: object, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main(arguments) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert said in told.err


@pytest.mark.parametrize("name", ["table.csv", "table", "folder.json"])
def test_the_file_must_fit_what_is_written(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str
) -> None:
    (tmp_path / "folder.json").mkdir()
    assert main(["太原", "晋中", "--format", "json", "--out", str(tmp_path / name)]) == 2
    assert "--out" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["folder.json"]
