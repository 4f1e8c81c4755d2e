"""Deadlines that reach a place, in order of time, told apart by whether they have passed."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from policy.cascade import Standing, Statement, all_statements
from policy.indicator_ladder import Bearing, bearing_of
from policy.indicators import BindingIndicator, binding_indicators
from policy.reach import CERTAIN
from policy.register import Register

BEARING_OF_STANDING: Final[dict[Standing, Bearing]] = {
    "place": "place",
    "class": "each",
    "indicative": "whole",
}


@dataclass(frozen=True)
class Deadline:
    """A date by which an indicator or a target is to be met.

    Attributes
    ----------
    stated
        As the clause states it: `YYYY` or `YYYY-MM`.
    last_day
        The last day of that month or year.
    bearing
        How what is due bears on the place.
    """

    row: BindingIndicator | Statement
    stated: str
    last_day: date
    bearing: Bearing

    @property
    def order(self) -> tuple[date, bool, str]:
        """Earliest first; of one day the month before the year, by id."""
        row = self.row
        name = row.indicator.indicator_id if isinstance(row, BindingIndicator) else row.target.target_id
        return self.last_day, len(self.stated) == len("2025"), name

    def has_passed(self, today: date) -> bool:
        """Whether the day lies behind."""
        return self.last_day < today


def deadlines_of(register: Register, place_id: str) -> tuple[Deadline, ...]:
    """Every dated indicator and target that reaches a place for certain, earliest first."""
    found = [
        dated(row, row.indicator.deadline, bearing_of(register, row))
        for row in binding_indicators(register, place_id)
        if row.indicator.deadline and row.reach.kind in CERTAIN
    ]
    found += [
        dated(row, str(row.target.target_year), BEARING_OF_STANDING[row.standing])
        for row in all_statements(register, place_id)
        if row.target.target_year and row.among == "yes"
    ]
    return tuple(sorted(found, key=lambda item: item.order))


def settled_day(register: Register, today: str) -> str:
    """The day since which no deadline of any document has passed, so that what is told of them stays as it is.

    Parameters
    ----------
    today
        ISO date; it is given back where no deadline has passed yet.
    """
    stated = {row.deadline for row in register.indicators.values() if row.deadline}
    stated |= {
        str(row.target_year) for rows in register.targets_of_scope.values() for row in rows if row.target_year
    }
    days = {last_day_of(text) for text in stated}
    past = [day for day in days if day < date.fromisoformat(today)]
    return (max(past) + timedelta(days=1)).isoformat() if past else today


def undetermined_deadlines(register: Register, place_id: str) -> int:
    """How many dated indicators and targets there are of which nobody can tell whether they reach the place."""
    indicators = sum(
        bool(row.indicator.deadline) and row.reach.kind not in CERTAIN
        for row in binding_indicators(register, place_id)
    )
    return indicators + sum(
        bool(row.target.target_year) and row.among == "unknown" for row in all_statements(register, place_id)
    )


def dated(row: BindingIndicator | Statement, stated: str, bearing: Bearing) -> Deadline:
    """A row with its deadline as a day."""
    return Deadline(row, stated, last_day_of(stated), bearing)


def last_day_of(text: str) -> date:
    """The last day of `YYYY` or `YYYY-MM`."""
    year, _, month = text.partition("-")
    if not month:
        return date(int(year), 12, 31)
    return date(int(year), int(month), calendar.monthrange(int(year), int(month))[1])
