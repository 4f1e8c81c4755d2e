"""Rules on which verdicts there must be: one for each key that a document shares with one above it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from data.faults import TableFault
from data.indicator_rules import LEVELS, doubtful_keys
from data.raw_table import RawTables, Row
from data.reference_rules import IMPLICIT_SCOPE


def shared_keys_have_a_verdict(raw: RawTables) -> Iterator[TableFault]:
    """A document of the chain held in full is set against those above it on every key that both set.

    Above it are the nation's documents of the chain and, for a city, its province's. Of a document that is not held in
    full not every key is known.
    """
    if not raw.tables["cascades"].whole:
        return
    chain = {
        row.cells["document_id"]: row for row in raw.rows("documents") if row.cells["relation"] == "chain"
    }
    judged = {
        tuple(row.cells[column] for column in ("comparable_key", "document_id", "upper_document_id"))
        for row in raw.rows("cascades")
    }
    doubtful = doubtful_keys(raw)
    first: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in raw.rows("indicators"):
        first[row.cells["document_id"]].setdefault(row.cells["comparable_key"], row)
    for document_id, document in chain.items():
        if document.cells["completeness"] != "full_text":
            continue
        for upper in (other for other in chain.values() if is_above(other, document)):
            upper_id = upper.cells["document_id"]
            for key in first[document_id].keys() & first[upper_id].keys() - doubtful:
                if (key, document_id, upper_id) not in judged:
                    expected = f"a key with a verdict of {document_id} against {upper_id} in cascades.csv"
                    yield raw.cell_fault("indicators", first[document_id][key], "comparable_key", expected)


def is_above(upper: Row, lower: Row) -> bool:
    """Whether a document of the chain stands above another one: the nation's, or that of the province it lies in."""
    levels = [row.cells["level"] for row in (upper, lower)]
    if not set(levels) <= set(LEVELS) or LEVELS.index(levels[0]) >= LEVELS.index(levels[1]):
        return False
    if levels[0] == "nation":
        return True
    return levels[0] == "province" and _province(upper) is not None and _province(upper) == _province(lower)


def _province(document: Row) -> str | None:
    """The first two digits of the code that the document is about."""
    found = IMPLICIT_SCOPE.fullmatch(document.cells["scope_id"])
    return found[2][:2] if found else None


VERDICT_RULES: Final = (shared_keys_have_a_verdict,)
