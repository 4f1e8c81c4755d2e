"""The straight way from the base year's mean to the 2025 target, and where a place stands beside it.

No document asks for a straight way: it is a ruler of ours, drawn as such, and never a verdict.
"""

from __future__ import annotations

from dataclasses import dataclass

from policy.change import BASE_YEAR
from policy.effective import TARGET_YEAR, EffectiveTarget, effective_target
from policy.observed import best_observation, is_sufficient
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


def required_path(register: Register, place_id: str) -> RequiredPath | None:
    """The way of a place; None without a sufficient 2020, without a target, or where 2020 was at the target already."""
    if register.places[place_id].outside_plan:
        return None
    base = best_observation(register, place_id, BASE_YEAR)
    target = effective_target(register, place_id)
    if base is None or not is_sufficient(base) or target is None or target.figure.value is None:
        return None
    if base.value <= target.figure.value:
        return None
    return RequiredPath(base, target, target.figure.value)


def behind_path(register: Register, place_id: str, year: int) -> float | None:
    """Observed minus the point of the way, µg/m³, positive is behind; None where either is missing."""
    path = required_path(register, place_id)
    observed = best_observation(register, place_id, year)
    if path is None or observed is None or not is_sufficient(observed):
        return None
    return round(observed.value - path.at(year), 2)
