"""Totals of a whole area that were not shared out: a number below one is lower, not looser."""

from __future__ import annotations

from policy.records import Comparison, Indicator
from policy.register import Register

BETWEEN_CLAUSES = "、"
"""Between several clauses that a curated verdict is about."""


def is_below_unshared_total(register: Register, row: Comparison) -> bool:
    """Whether a verdict `looser` rests only on a number below the total of a wider area.

    The total is no figure of any one place in it, so that nothing is looser; the number alone is lower.
    """
    if row.verdict != "looser":
        return False
    below = rows_of(register, row.comparable_key, row.document_id, row.clause)
    above = rows_of(register, row.comparable_key, row.upper_document_id, row.upper_clause)
    return any(
        one.applies_to == "whole"
        and None not in (one.value, other.value)
        and (other.value or 0.0) < (one.value or 0.0)
        for one in above
        for other in below
    )


def rows_of(register: Register, key: str, document_id: str, clauses: str | None) -> list[Indicator]:
    """The rows of a kind of quantity that some clauses of a document set."""
    named = (clauses or "").split(BETWEEN_CLAUSES)
    return [
        row
        for row in register.indicators.values()
        if (row.comparable_key, row.document_id) == (key, document_id) and row.clause in named
    ]
