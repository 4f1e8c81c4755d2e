"""Which clauses of a lower document the verdicts on it are on, all rows of cascades.csv together."""

from __future__ import annotations

from collections import defaultdict

from data.raw_table import RawTables, Row


def judged_pair(row: Row) -> tuple[str, ...]:
    """What a verdict is on: key, lower and upper document."""
    return tuple(row.cells[column] for column in ("comparable_key", "document_id", "upper_document_id"))


def judged_clauses(raw: RawTables) -> dict[tuple[str, ...], set[str]]:
    """The clauses of the lower document that the verdicts on one key and pair of documents are on."""
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in raw.rows("cascades"):
        found[judged_pair(row)].update(row.cells["clause"].split("、"))
    return found
