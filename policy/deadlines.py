"""Deadlines that reach a place, in order of time, told apart by whether they have passed."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

from policy.indicators import BindingIndicator, binding_indicators
from policy.register import Register


@dataclass(frozen=True)
class Deadline:
    """A date by which an indicator is to be met: the last day of the month or year that the clause names."""

    row: BindingIndicator
    last_day: date

    def has_passed(self, today: date) -> bool:
        """Whether the day lies behind."""
        return self.last_day < today


def deadlines_of(register: Register, place_id: str) -> tuple[Deadline, ...]:
    """Every dated indicator that reaches a place for certain, earliest first."""
    found = [
        Deadline(row, last_day_of(row.indicator.deadline))
        for row in binding_indicators(register, place_id)
        if row.indicator.deadline and row.reach.kind in ("whole", "part", "derived")
    ]
    return tuple(sorted(found, key=lambda item: (item.last_day, item.row.indicator.indicator_id)))


def last_day_of(text: str) -> date:
    """The last day of `YYYY` or `YYYY-MM`."""
    year, _, month = text.partition("-")
    if not month:
        return date(int(year), 12, 31)
    return date(int(year), int(month), calendar.monthrange(int(year), int(month))[1])
