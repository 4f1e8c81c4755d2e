"""The straight way from the base year's mean to the 2025 target, and where a place stands beside it.

No document asks for a straight way: it is a ruler of ours, drawn as such, and never a verdict.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from policy.change import BASE_YEAR, BASES
from policy.effective import TARGET_YEAR, EffectiveTarget, effective_target
from policy.observed import is_sufficient
from policy.records import Observation
from policy.register import Register


@dataclass(frozen=True)
class RequiredPath:
    """From the observed mean of 2020 to the effective target of 2025, µg/m³."""

    base: Observation
    target: EffectiveTarget
    figure: float

    def at(self, year: int) -> float:
        """The point of the straight line in a year, to 0.01 µg/m³; after 2025 the target itself."""
        share = min((year - BASE_YEAR) / (TARGET_YEAR - BASE_YEAR), 1.0)
        return round(self.base.value + (self.figure - self.base.value) * share, 2)


def required_path(register: Register, place_id: str, basis: str | None = None) -> RequiredPath | None:
    """The way of a place; None without a sufficient 2020, without a target, or where 2020 was at the target already.

    Parameters
    ----------
    basis
        Of the mean of 2020; None for the one that most years of the place are known on.
    """
    if register.places[place_id].outside_plan:
        return None
    known = Counter(row.basis for row in register.observations_of_place[place_id] if is_sufficient(row))
    of_2020 = {row.basis: row for row in observations_in(register, place_id, BASE_YEAR)}
    wanted = [basis] if basis else [name for name, _count in known.most_common()]
    base = next((of_2020[name] for name in wanted if name in of_2020), None)
    target = effective_target(register, place_id)
    if base is None or target is None or target.figure.value is None:
        return None
    if base.value <= target.figure.value:
        return None
    return RequiredPath(base, target, target.figure.value)


def observations_in(register: Register, place_id: str, year: int) -> list[Observation]:
    """The sufficient means of a year, official first."""
    rows = [
        row for row in register.observations_of_place[place_id] if row.year == year and is_sufficient(row)
    ]
    return sorted(rows, key=lambda row: BASES.index(row.basis))


def beside_path(register: Register, place_id: str, year: int) -> tuple[RequiredPath, Observation] | None:
    """The way and the mean of a year on one basis, official before real-time; None where no basis has both."""
    for row in observations_in(register, place_id, year):
        path = required_path(register, place_id, row.basis)
        if path is not None:
            return path, row
    return None


def behind_path(register: Register, place_id: str, year: int) -> float | None:
    """Observed minus the point of the way, µg/m³, positive is behind; None where no basis has both."""
    found = beside_path(register, place_id, year)
    return None if found is None else round(found[1].value - found[0].at(year), 2)
