"""How far a place's annual mean has moved since the plan's base year, on one basis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from policy.observed import is_sufficient
from policy.records import Observation
from policy.register import Register
from policy.rounding import rounded

BASE_YEAR: Final = 2020
"""The base year of 国发〔2023〕24号 （一）（二）."""

ChangeStatus = Literal["known", "no_observation", "insufficient_data", "bases_differ", "outside_plan"]
BASES: Final = ("official", "realtime")


@dataclass(frozen=True)
class Change:
    """The change from the base year to a year.

    Attributes
    ----------
    amount
        µg/m³, positive is a rise.
    percent
        Of the base year's mean.
    lacking
        Of the two years, those without any mean.
    """

    status: ChangeStatus
    amount: float | None = None
    percent: float | None = None
    base: Observation | None = None
    latest: Observation | None = None
    lacking: tuple[int, ...] = ()


def change_since_base(register: Register, place_id: str, year: int) -> Change:
    """Compare a year with 2020 on one basis: official where both years have it, else real-time.

    An official mean is never compared with a real-time one; a short year is not compared at all.
    """
    if register.places[place_id].outside_plan:
        return Change("outside_plan")
    by_basis = {
        (row.basis, row.year): row
        for row in register.observations_of_place[place_id]
        if row.year in (BASE_YEAR, year)
    }
    pairs = [
        (by_basis[basis, BASE_YEAR], by_basis[basis, year])
        for basis in BASES
        if {(basis, BASE_YEAR), (basis, year)} <= by_basis.keys()
    ]
    if not pairs:
        years = {row_year for _basis, row_year in by_basis}
        lacking = tuple(sorted({BASE_YEAR, year} - years))
        return Change("no_observation" if lacking else "bases_differ", lacking=lacking)
    for base, latest in pairs:
        if is_sufficient(base) and is_sufficient(latest):
            amount = round(latest.value - base.value, 2)
            return Change("known", amount, rounded(100 * amount / base.value, 1), base, latest)
    return Change("insufficient_data", None, None, *pairs[0])
