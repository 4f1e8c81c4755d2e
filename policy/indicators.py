"""Indicators as they stand for a place: every rung that sets the same kind of quantity, with the curated verdicts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from policy.reach import CERTAIN, REACH_OF_RANK, Reach, Spot, narrowed, reach_of_indicator
from policy.records import Comparison, Indicator
from policy.register import Register
from policy.remembering import remembered
from policy.scope import scope_by_id

BETWEEN_CLAUSES: Final = "、"
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
    register: Register, place_id: str, comparable_key: str | None = None, spot: Spot | None = None
) -> tuple[BindingIndicator, ...]:
    """Every indicator of the chain, or of one key, whose scope reaches a place (or a point in it) or may, by key."""
    if spot is not None:
        return reaching_indicators(register, place_id, comparable_key, in_chain=True, spot=spot)
    rows = all_binding(register, place_id)
    if comparable_key is None:
        return rows
    return tuple(row for row in rows if row.indicator.comparable_key == comparable_key)


@remembered
def all_binding(register: Register, place_id: str) -> tuple[BindingIndicator, ...]:
    """Every indicator of the chain whose scope reaches a place or may, by key."""
    return reaching_indicators(register, place_id, None, in_chain=True)


def indicators_outside_chain(register: Register, place_id: str) -> tuple[BindingIndicator, ...]:
    """Those of documents that bind nothing here by the chain: readings, county plans, earlier and related plans."""
    return reaching_indicators(register, place_id, None, in_chain=False)


def reaching_indicators(
    register: Register,
    place_id: str,
    comparable_key: str | None,
    in_chain: bool,
    spot: Spot | None = None,
) -> tuple[BindingIndicator, ...]:
    """Indicators of documents inside or outside the chain whose scope reaches a place or may."""
    rows = []
    for indicator in register.indicators.values():
        if comparable_key not in (None, indicator.comparable_key):
            continue
        if register.documents[indicator.document_id].in_chain != in_chain:
            continue
        reach = narrowed(
            reach_of_indicator(register, indicator, place_id, spot),
            indicator.qualifier_zh,
            indicator.qualifier_en,
        )
        if reach.kind != "none":
            verdicts = comparisons_at(register, place_id, indicator.comparable_key, indicator.document_id)
            own = tuple(row for row in verdicts if indicator.clause in clauses_of(row))
            rows.append(BindingIndicator(indicator, reach, own))
    return tuple(sorted(rows, key=lambda row: (row.indicator.comparable_key, *rank(register, row))))


def set_for_other_rank(
    register: Register, place_id: str, comparable_key: str
) -> tuple[BindingIndicator, ...]:
    """Indicators of the chain set for an area the place is in, but only for 地级及以上城市, of which it is none."""
    above = REACH_OF_RANK["no"]
    return tuple(
        BindingIndicator(indicator, above)
        for indicator in register.indicators.values()
        if indicator.comparable_key == comparable_key
        and register.documents[indicator.document_id].in_chain
        and reach_of_indicator(register, indicator, place_id) == above
    )


def comparisons_at(
    register: Register, place_id: str, comparable_key: str, document_id: str
) -> tuple[Comparison, ...]:
    """The curated verdicts on a document as they hold for a place, the one against the nation first.

    A document above that sets the quantity for others, but not here, is nothing to be equal or looser than: such a
    verdict falls away, and only *stricter because it binds more places* stays. Where both speak, that one is replaced.
    A verdict on clauses of the lower document that are all about other places falls away too.
    """
    found = []
    for row in register.comparisons_of[comparable_key, document_id]:
        if not is_about_here(register, place_id, row):
            continue
        if not speaks_here(register, place_id, comparable_key, row.upper_document_id):
            if row.verdict_in_upper_scope:
                found.append(row)
        elif row.verdict_in_upper_scope:
            found.append(replace(row, verdict=row.verdict_in_upper_scope))
        else:
            found.append(row)
    # What is on a clause for the whole place goes before what is on one for a part of it.
    found.sort(
        key=lambda row: (register.level_of(row.upper_document_id), is_on_a_part(register, place_id, row))
    )
    return tuple(found)


def clauses_of(row: Comparison) -> list[str]:
    """The clauses of the lower document that a verdict is on."""
    return (row.clause or "").split(BETWEEN_CLAUSES)


def is_about_here(register: Register, place_id: str, verdict: Comparison) -> bool:
    """Whether a verdict is on a clause that reaches the place, or may; one on no figure of the document is."""
    kinds = reaches_judged(register, place_id, verdict)
    return not kinds or kinds != {"none"}


def is_on_a_part(register: Register, place_id: str, verdict: Comparison) -> bool:
    """Whether a verdict is on clauses for a part of the place alone."""
    return reaches_judged(register, place_id, verdict) <= {"part", "none"}


def reaches_judged(register: Register, place_id: str, verdict: Comparison) -> set[str]:
    """How the scopes of the figures that a verdict is on reach a place."""
    return {
        reach_of_indicator(register, row, place_id).kind
        for row in register.indicators_of[verdict.comparable_key, verdict.document_id]
        if row.clause in clauses_of(verdict)
    }


def speaks_here(register: Register, place_id: str, comparable_key: str, document_id: str) -> bool:
    """Whether a document sets the quantity for the place, or may; also when it sets none at all."""
    said = register.indicators_of[comparable_key, document_id]
    return not said or any(reach_of_indicator(register, row, place_id).kind != "none" for row in said)


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
        row.reach.kind != "part" or indicator.qualifier_zh is not None,
        register.level_of(indicator.document_id),
        indicator.qualifier_zh is None,
        -CERTAIN.index(row.reach.kind),
        SCOPE_ORDER.index(scope_by_id(register, indicator.scope_id).kind),
        indicator.deadline or "",
        indicator.indicator_id,
    )
