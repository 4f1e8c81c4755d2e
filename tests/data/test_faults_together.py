"""Rows wrong in different ways at once: one fault for each, all in one run, none that only follows from another."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

from data.checks import check_tables
from data.tables import DATA_FOLDER

NATION = "state-council-2023-24"
WRONG_INDICATORS = (
    ("clause", "（四十）"),
    ("scope_id", "moon"),
    ("value", "８０"),
    ("unit_symbol", "% t"),
    ("document_id", ""),
)
WRONG_MEASURES = (("clause", "第99条"), ("scope_id", "nowhere"), ("document_id", ""))


def test_one_fault_for_each_wrong_row(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    for file in [*DATA_FOLDER.glob("*.csv"), DATA_FOLDER / "datapackage.json"]:
        shutil.copy(file, folder)
    spoil(
        folder / "indicators.csv", WRONG_INDICATORS, lambda row: row["document_id"] == NATION and row["value"]
    )
    spoil(folder / "measures.csv", WRONG_MEASURES, lambda row: row["document_id"] == NATION)
    faults = check_tables(folder)
    assert [(fault.file, fault.column, fault.found) for fault in faults] == [
        *(("indicators.csv", column, value) for column, value in WRONG_INDICATORS),
        *(("measures.csv", column, value) for column, value in WRONG_MEASURES),
    ]


def spoil(
    path: Path, wrong: tuple[tuple[str, str], ...], applies: Callable[[dict[str, str]], object]
) -> None:
    """Write one wrong cell into each of the first rows that apply."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row, (column, value) in zip([row for row in rows if applies(row)], wrong, strict=False):
        row[column] = value
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
