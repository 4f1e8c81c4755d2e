"""Whether what two places are asked of one kind of quantity may be ordered, and why not where it may not.

Two numbers alone are never compared: see docs/decisions.md, "When two places' figures may be ordered".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from policy.comparison_totals import BETWEEN_CLAUSES, is_below_unshared_total
from policy.indicator_ladder import Bearing, bearing_of
from policy.indicators import BindingIndicator, binding_indicators, most_specific
from policy.reach import CERTAIN, reach_of_indicator
from policy.records import Comparison, Indicator
from policy.register import Register
from policy.unread import Unread, chain_documents, unread_down_to

PairKind = Literal[
    "reference",
    "same",
    "neither",
    "doubtful_alike",
    "reach_differs",
    "stricter",
    "looser",
    "below_total",
    "above_total",
    "equal",
    "no_number",
    "different_definition",
    "number_equal",
    "number_higher",
    "number_lower",
    "not_read",
    "undetermined",
    "outside_scope",
    "absent",
    "only_here",
]
Aspect = Literal[
    "comparator", "unit", "base_year", "deadline", "subject", "qualifier", "applies_to", "strength", "number"
]

UNKNOWN: Final = ("not_read", "undetermined")
"""Of these nobody can say whether the two places differ."""
NO_DIFFERENCE: Final = ("reference", "same", "neither", "doubtful_alike", "equal")
MIRRORED: Final[dict[str, PairKind]] = {
    "stricter": "looser",
    "looser": "stricter",
    "below_total": "above_total",
}
ORDERED_BY_NUMBER: Final = (
    "<",
    "<=",
    ">",
    ">=",
    "=",
    "reach",
    "about",
    "decrease_by",
    "decrease_by_about",
    "decrease_by_at_least",
    "increase_by",
    "increase_by_about",
    "increase_by_at_least",
)
"""Comparators whose value is an amount to get to; a size that is barred or a frequency is no amount."""
THRESHOLD_COMPARATORS: Final = ("ban", "ban_use", "phase_out")
BOUNDS: Final = ("及以下", "以下", "及以上", "以上", "超过")
"""The longer first: 及以下 holds 以下."""


@dataclass(frozen=True)
class Asked:
    """What one place is asked of a kind of quantity: the nearest rung that reaches it for certain, or nothing.

    Attributes
    ----------
    binding
        None where no rung reaches the place for certain.
    bearing
        How it bears on the place: named, each of a class, in part, or the area as a whole (indicative here).
    doubtful
        Rungs of which nobody can tell whether they reach it.
    besides
        What the same document asks besides, at other dates or for parts.
    """

    place_id: str
    binding: BindingIndicator | None
    bearing: Bearing | None = None
    doubtful: tuple[BindingIndicator, ...] = ()
    besides: tuple[BindingIndicator, ...] = ()


@dataclass(frozen=True)
class Pair:
    """How a place stands against the reference place for one kind of quantity.

    Attributes
    ----------
    kind
        Read as "this place, against the reference": `stricter`, `number_lower` … Only `stricter`, `looser`, `equal`
        and `no_number` come from a curated verdict, and `below_total` from one on a total that was not shared out.
        `not_read` is never an order, whatever the numbers.
        shared out. `not_read` is never an order, whatever the numbers.
    differs
        What of the two definitions is not the same.
    comparison
        The curated verdict on the two documents, where there is one.
    unread
        The document that would have to be read before anything could be said.
    """

    kind: PairKind
    differs: tuple[Aspect, ...] = ()
    comparison: Comparison | None = None
    unread: Unread | None = None

    @property
    def is_difference(self) -> bool:
        """Whether the two places are asked something else, as far as was read."""
        return self.kind not in (*NO_DIFFERENCE, *UNKNOWN)


def asked_at(register: Register, place_id: str, rows: tuple[BindingIndicator, ...]) -> Asked:
    """Choose what a place is asked among the rungs that reach it, or may."""
    nearest = most_specific(register, rows)
    doubtful = tuple(row for row in rows if not row.is_certain)
    if nearest is None:
        return Asked(place_id, None, None, doubtful)
    besides = tuple(
        row
        for row in rows
        if row is not nearest
        and row.is_certain
        and row.indicator.document_id == nearest.indicator.document_id
    )
    return Asked(place_id, nearest, bearing_of(register, nearest), doubtful, besides)


def asked_of_key(register: Register, place_id: str, comparable_key: str) -> Asked:
    """What a place is asked of one kind of quantity."""
    return asked_at(register, place_id, binding_indicators(register, place_id, comparable_key))


def pair_of(register: Register, reference: Asked, other: Asked) -> Pair:
    """Compare a place with the reference place; only what the two texts allow."""
    if reference.binding is None or other.binding is None:
        return pair_with_nothing(register, reference, other)
    mine, theirs = other.binding.indicator, reference.binding.indicator
    if mine.indicator_id == theirs.indicator_id:
        return Pair("same" if other.bearing == reference.bearing else "reach_differs")
    curated = curated_verdict(register, reference, other)
    unread = unread_between(register, reference, other)
    if unread is not None:
        return Pair("not_read", (), curated and curated[1], unread)
    if curated is not None:
        return Pair(curated[0], (), curated[1])
    return pair_by_definition(mine, theirs)


def pair_with_nothing(register: Register, reference: Asked, other: Asked) -> Pair:
    """One of the two is asked nothing for certain: silence counts only where the document was read."""
    if reference.binding is None and other.binding is None:
        return pair_of_nothing(reference, other)
    speaking, silent = (reference, other) if other.binding is None else (other, reference)
    if silent.doubtful:
        return Pair("undetermined")
    if register.places[silent.place_id].outside_plan:
        return Pair("outside_scope" if silent is other else "only_here")
    assert speaking.binding is not None
    document_id = speaking.binding.indicator.document_id
    unread = unread_down_to(register, silent.place_id, max(register.level_of(document_id), 1))
    if unread is not None:
        return Pair("not_read", (), None, unread)
    if silent is reference:
        return Pair("only_here")
    in_chain = document_id in chain_documents(register, silent.place_id)
    return Pair("outside_scope" if in_chain else "absent")


def pair_of_nothing(reference: Asked, other: Asked) -> Pair:
    """Neither is asked anything for certain; of which nobody can tell for either, that is so alike."""
    if not reference.doubtful and not other.doubtful:
        return Pair("neither")
    sides = [{row.indicator.indicator_id for row in one.doubtful} for one in (reference, other)]
    return Pair("doubtful_alike" if sides[0] == sides[1] else "undetermined")


def unread_between(register: Register, reference: Asked, other: Asked) -> Unread | None:
    """Where one place is spoken to from a lower rung: the document of the other at that rung, if it was not read."""
    assert reference.binding is not None
    assert other.binding is not None
    mine = register.level_of(other.binding.indicator.document_id)
    theirs = register.level_of(reference.binding.indicator.document_id)
    if mine == theirs:
        return None
    spoken_to_from_above = reference if theirs < mine else other
    return unread_down_to(register, spoken_to_from_above.place_id, max(mine, theirs))


def curated_verdict(register: Register, reference: Asked, other: Asked) -> tuple[PairKind, Comparison] | None:
    """The curated verdict on the two rows, seen from the other place; None where none was given on these rows.

    A verdict is on a lower document against the rule above it that holds in the lower one's own area. It is used for
    two places only where the upper row reaches the lower place too, or where the verdict tells the two cases apart and
    the upper document has one row of the kind.
    """
    for lower, upper, is_mirrored in ((other, reference, False), (reference, other, True)):
        verdict = verdict_on(register, lower, upper)
        if verdict is not None:
            kind, row = verdict
            return (MIRRORED.get(kind, kind) if is_mirrored else kind), row
    return None


def verdict_on(register: Register, lower: Asked, upper: Asked) -> tuple[PairKind, Comparison] | None:
    """The curated verdict of one place's row against another place's row of a document above it."""
    assert lower.binding is not None
    assert upper.binding is not None
    below, above = lower.binding.indicator, upper.binding.indicator
    for row in register.comparisons_of[below.comparable_key, below.document_id]:
        if row.upper_document_id != above.document_id or not is_about(row, below, above):
            continue
        if reach_of_indicator(register, above, lower.place_id).kind in CERTAIN:
            if row.verdict_in_upper_scope is None and is_below_unshared_total(register, row):
                return "below_total", row
            return row.verdict_in_upper_scope or row.verdict, row  # type: ignore[return-value]
        if row.verdict_in_upper_scope and is_only_row(register, above):
            return row.verdict_in_upper_scope, row  # type: ignore[return-value]
    return None


def is_about(row: Comparison, below: Indicator, above: Indicator) -> bool:
    """Whether a curated verdict is on these two clauses."""
    return below.clause in (row.clause or "").split(BETWEEN_CLAUSES) and above.clause in (
        row.upper_clause or ""
    ).split(BETWEEN_CLAUSES)


def is_only_row(register: Register, indicator: Indicator) -> bool:
    """Whether its document sets the kind of quantity in one row."""
    alike = [
        row
        for row in register.indicators.values()
        if (row.comparable_key, row.document_id) == (indicator.comparable_key, indicator.document_id)
    ]
    return len(alike) == 1


def pair_by_definition(mine: Indicator, theirs: Indicator) -> Pair:
    """Order two rows by their numbers only where all that defines the number is the same."""
    differs = definition_differences(mine, theirs)
    words: tuple[Aspect, ...] = ("strength",) if mine.strength != theirs.strength else ()
    if differs:
        numbers: tuple[Aspect, ...] = ("number",) if mine.value != theirs.value else ()
        return Pair("different_definition", (*differs, *numbers, *words))
    if (mine.value, mine.value_to) == (theirs.value, theirs.value_to):
        return Pair("number_equal" if words else "equal", words)
    is_amount = mine.comparator in ORDERED_BY_NUMBER and None not in (mine.value, theirs.value)
    if not is_amount or mine.value_to is not None or theirs.value_to is not None:
        return Pair("different_definition", ("number", *words))
    assert mine.value is not None
    assert theirs.value is not None
    return Pair("number_higher" if mine.value > theirs.value else "number_lower", words)


def definition_differences(mine: Indicator, theirs: Indicator) -> tuple[Aspect, ...]:
    """What of two definitions differs: sign, unit, base year, deadline, whom or what it is a share of, part, whole."""
    sides: tuple[tuple[Aspect, object, object], ...] = (
        ("comparator", sign_of(mine), sign_of(theirs)),
        ("unit", mine.unit_symbol, theirs.unit_symbol),
        ("base_year", mine.base_year, theirs.base_year),
        ("deadline", mine.deadline, theirs.deadline),
        ("subject", mine.subject_zh, theirs.subject_zh),
        ("qualifier", mine.qualifier_zh, theirs.qualifier_zh),
        ("applies_to", mine.applies_to, theirs.applies_to),
    )
    return tuple(aspect for aspect, one, other in sides if one != other)


def sign_of(indicator: Indicator) -> tuple[str, str]:
    """The sign, and of a size that is barred which side it bars: 35 及以下 is not 35 以下."""
    printed = indicator.comparator_zh or ""
    is_threshold = indicator.comparator in THRESHOLD_COMPARATORS and indicator.value is not None
    side = next((word for word in BOUNDS if word in printed), "") if is_threshold else ""
    return indicator.comparator, side
