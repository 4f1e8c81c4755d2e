"""Counts over the places of the key regions: what the opening sentence and the key figures say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from policy.attainment import AttainmentStatus, Lack, attainment_of
from policy.register import Register

NOT_JUDGED: tuple[AttainmentStatus, ...] = (
    "insufficient_data",
    "no_observation",
    "no_target",
    "outside_plan",
)


@dataclass(frozen=True)
class Summary:
    """Verdicts of a set of places in a year.

    Attributes
    ----------
    stated, indicative
        Counts by status, against a figure that a document prints for the place (or its class), and against one that
        is worked out or indicative.
    lacks
        Counts of those without a verdict by the reason.
    """

    year: int
    places: int
    stated: Counter[AttainmentStatus]
    indicative: Counter[AttainmentStatus]
    lacks: Counter[Lack]

    def count(self, *statuses: AttainmentStatus) -> int:
        """Places with one of these statuses, whatever the target's standing."""
        return sum(self.stated[status] + self.indicative[status] for status in statuses)

    @property
    def not_judged(self) -> int:
        """Places that cannot be judged for want of data or target, or in the base year of their figure."""
        return self.count(*NOT_JUDGED)


def summary_of(register: Register, place_ids: Collection[str], year: int) -> Summary:
    """Count the verdicts of these places in a year."""
    stated: Counter[AttainmentStatus] = Counter()
    indicative: Counter[AttainmentStatus] = Counter()
    lacks: Counter[Lack] = Counter()
    for place_id in place_ids:
        verdict = attainment_of(register, place_id, year)
        is_printed = verdict.target is not None and not verdict.is_indicative
        (stated if is_printed else indicative)[verdict.status] += 1
        if verdict.lack is not None:
            lacks[verdict.lack] += 1
    return Summary(year, len(place_ids), stated, indicative, lacks)
