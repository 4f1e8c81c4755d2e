"""Standards by date: GB 3095-2012, GB 3095-2026 and the WHO guideline of 2021 (standards.csv)."""

from __future__ import annotations

from datetime import date

from policy.records import Limit
from policy.register import Register

NATIONAL_STANDARDS = ("gb-3095-2012", "gb-3095-2026")
CITY_CLASS = "II"
"""Class II areas of GB 3095: where people live, so the class a city is judged by."""


class NoStandardError(LookupError):
    """No national standard was in force on a date."""


def national_limit(
    register: Register, on: date, averaging: str = "annual", level: str = CITY_CLASS, pollutant: str = "pm25"
) -> Limit:
    """The limit of GB 3095 in force on a day, µg/m³.

    Raises
    ------
    NoStandardError
        When the tables hold none for that day.
    """
    day = on.isoformat()
    for limit in register.limits:
        if (
            limit.standard_id in NATIONAL_STANDARDS
            and (limit.pollutant, limit.averaging, limit.level) == (pollutant, averaging, level)
            and limit.valid_from <= day
            and (limit.valid_to is None or day <= limit.valid_to)
        ):
            return limit
    raise NoStandardError(f"{pollutant} {averaging} {level} {day}")


def limit_for_year(register: Register, year: int) -> Limit:
    """The annual class II limit that judges a whole year: the one in force at its end."""
    return national_limit(register, date(year, 12, 31))


def annual_limits(register: Register) -> list[Limit]:
    """Every annual PM2.5 limit a value can be looked at under, national class II first, then WHO."""
    national = [
        limit
        for limit in register.limits
        if limit.standard_id in NATIONAL_STANDARDS
        and limit.level == CITY_CLASS
        and limit.averaging == "annual"
        and limit.pollutant == "pm25"
    ]
    who = [
        limit
        for limit in register.limits
        if limit.standard_id not in NATIONAL_STANDARDS
        and limit.averaging == "annual"
        and limit.pollutant == "pm25"
    ]
    return national + sorted(who, key=lambda limit: -limit.limit)
