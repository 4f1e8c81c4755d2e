"""Rows of the tables in data/, as text.

Read with the csv module, not through `data.tables`, so that the reader cannot hide a fault.
"""

import csv
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "data"
FULL_TEXTS = {"state-council-2023-24", "shanxi-2024", "pingdingshan-2024"}


def rows(table):
    """All rows of a table, each a dictionary of texts."""
    with (FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def only(found):
    """The one row there is."""
    assert len(found) == 1, f"one row wanted, {len(found)} found: {found}"
    return found[0]
