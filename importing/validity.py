"""From hourly values to daily means to an annual mean, and when each is valid.

HJ 663-2013, section 6 (数据统计要求): a mean counts only where the minimum of GB 3095-2012, 6.4 and table 4
(污染物浓度数据有效性的最低要求) is kept. For PM2.5: a daily mean rests on at least 20 hourly means; an annual mean on
at least 324 daily means a year and 27 a month, 25 in February. The daily mean is the arithmetic mean of the valid
hours of a calendar day, the annual mean that of the valid days of a calendar year (HJ 663-2013, appendix A).
"""

from __future__ import annotations

import calendar
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from policy.observed import DAYS_NEEDED

HOURS_OF_A_DAY: Final = 20
"""Hourly means that a daily mean of PM2.5 rests on at least: GB 3095-2012, table 4, 24-hour mean."""

DAYS_OF_A_MONTH: Final = 27
DAYS_OF_FEBRUARY: Final = 25
"""Daily means a month that an annual mean rests on at least: GB 3095-2012, table 4, annual mean."""

HIGHEST_HOUR: Final = 2000.0
"""µg/m³ above which an hourly mean is taken for a fault of the instrument. The monitors of the network measure up to
1 000 µg/m³; dust storms in the Tarim basin go beyond that, means of twice that are not known. The sentinels met in
files (9999, 99999) lie far above."""


@dataclass(frozen=True)
class AnnualMean:
    """The mean of the valid days of a place and year.

    Parameters
    ----------
    place_id
        Six-digit code.
    year
        Calendar year, Beijing time.
    value
        µg/m³, not rounded.
    days_with_data
        Valid days that it rests on.
    short_months
        Months (1 to 12) with fewer valid days than the minimum.
    """

    place_id: str
    year: int
    value: float
    days_with_data: int
    short_months: tuple[int, ...]

    @property
    def is_valid(self) -> bool:
        """Whether HJ 663-2013 admits it as an annual mean."""
        return not self.has_too_few_days and not self.short_months

    @property
    def has_too_few_days(self) -> bool:
        """Whether the year as a whole has fewer than 324 valid days."""
        return self.days_with_data < DAYS_NEEDED


def is_hourly_value(value: float, highest: float = HIGHEST_HOUR) -> bool:
    """Whether a figure can be an hourly mean of PM2.5, in µg/m³: finite, not negative, not absurd."""
    return math.isfinite(value) and 0 <= value <= highest


def days_wanted(month: int) -> int:
    """Valid days that a month needs at least."""
    return DAYS_OF_FEBRUARY if month == 2 else DAYS_OF_A_MONTH


def daily_mean(total: float, hours: int) -> float | None:
    """The mean of a day, None when too few hours are valid.

    Parameters
    ----------
    total
        Sum of the valid hourly means, µg/m³.
    hours
        How many there are.
    """
    return total / hours if hours >= HOURS_OF_A_DAY else None


def annual_means(days: Mapping[tuple[str, date], float]) -> list[AnnualMean]:
    """The annual means of all places and years, valid or not, in order of place and year.

    Parameters
    ----------
    days
        Daily means that are valid, µg/m³, by place and day. The result does not depend on their order.
    """
    of_year: dict[tuple[str, int], list[tuple[int, float]]] = {}
    for (place_id, day), value in days.items():
        of_year.setdefault((place_id, day.year), []).append((day.month, value))
    return [_annual_mean(place_id, year, rows) for (place_id, year), rows in sorted(of_year.items())]


def _annual_mean(place_id: str, year: int, rows: Iterable[tuple[int, float]]) -> AnnualMean:
    listed = list(rows)
    count_of = [0] * 13
    for month, _value in listed:
        count_of[month] += 1
    short = tuple(month for month in range(1, 13) if count_of[month] < days_wanted(month))
    # fsum is exact, so that the same days give the same mean in whatever order they come
    value = math.fsum(value for _month, value in listed) / len(listed)
    return AnnualMean(place_id, year, value, len(listed), short)


def days_in(year: int) -> int:
    """Days of a calendar year."""
    return 365 + calendar.isleap(year)
