"""Indicators as they stand for a place: every rung that sets the same kind of quantity, with the curated verdicts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from policy.reach import CERTAIN, Reach, reach_of
from policy.records import Comparison, Indicator
from policy.register import Register
from policy.scope import scope_by_id

SCOPE_ORDER: Final = ("nation", "province", "class", "key_region", "geography", "county", "place")
"""Kinds of scope, the widest first: within one document the narrower rule is the one that binds."""


@dataclass(frozen=True)
class BindingIndicator:
    """An indicator that reaches a place, and how its document stands against those above it.

    Attributes
    ----------
    comparisons
        The curated verdicts on its document for this kind of quantity, the one against the nation first.
    """

    indicator: Indicator
    reach: Reach
    comparisons: tuple[Comparison, ...] = ()

    @property
    def is_certain(self) -> bool:
        """Whether it reaches the place, or a part of it, for certain."""
        return self.reach.kind in CERTAIN

    @property
    def comparison(self) -> Comparison | None:
        """The verdict against the highest document that speaks."""
        return next(iter(self.comparisons), None)


def binding_indicators(
    register: Register, place_id: str, comparable_key: str | None = None
) -> tuple[BindingIndicator, ...]:
    """Every indicator of the chain, or of one key, whose scope reaches a place or may, by key, nation first."""
    return reaching_indicators(register, place_id, comparable_key, in_chain=True)


def indicators_outside_chain(register: Register, place_id: str) -> tuple[BindingIndicator, ...]:
    """Those of documents that bind nothing here by the chain: readings, county plans, earlier and related plans."""
    return reaching_indicators(register, place_id, None, in_chain=False)


def reaching_indicators(
    register: Register, place_id: str, comparable_key: str | None, in_chain: bool
) -> tuple[BindingIndicator, ...]:
    """Indicators of documents inside or outside the chain whose scope reaches a place or may."""
    rows = []
    for indicator in register.indicators.values():
        if comparable_key not in (None, indicator.comparable_key):
            continue
        if register.documents[indicator.document_id].in_chain != in_chain:
            continue
        reach = reach_of(register, indicator.scope_id, place_id)
        if reach.kind != "none":
            verdicts = register.comparisons_of[indicator.comparable_key, indicator.document_id]
            rows.append(BindingIndicator(indicator, reach, tuple(verdicts)))
    return tuple(sorted(rows, key=lambda row: (row.indicator.comparable_key, *rank(register, row))))


def rank(register: Register, row: BindingIndicator) -> tuple[int, str]:
    """Nation before province before city."""
    return register.level_of(row.indicator.document_id), row.indicator.indicator_id


def ladder_of_key(register: Register, place_id: str, comparable_key: str) -> tuple[BindingIndicator, ...]:
    """The rungs of one kind of quantity for a place."""
    return binding_indicators(register, place_id, comparable_key)


def most_specific(register: Register, rows: tuple[BindingIndicator, ...]) -> BindingIndicator | None:
    """The rung nearest to the place that reaches it for certain.

    What binds the whole place goes before what binds a part of it; then the lower document, what
    holds without a qualifier, what it states before what is derived, its narrower scope, its later date.
    """
    certain = [row for row in rows if row.reach.kind in CERTAIN]
    return max(certain, key=lambda row: nearness(register, row)) if certain else None


def nearness(register: Register, row: BindingIndicator) -> tuple[bool, int, bool, int, int, str, str]:
    """How near a rung is to the place; larger is nearer."""
    indicator = row.indicator
    return (
        row.reach.kind != "part",
        register.level_of(indicator.document_id),
        indicator.qualifier_zh is None,
        -CERTAIN.index(row.reach.kind),
        SCOPE_ORDER.index(scope_by_id(register, indicator.scope_id).kind),
        indicator.deadline or "",
        indicator.indicator_id,
    )
