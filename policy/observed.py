"""The observed annual mean to rest on: official before real-time, a year needs 324 daily means (HJ 663)."""

from __future__ import annotations

from typing import Final

from policy.records import Observation
from policy.register import Register

DAYS_NEEDED: Final = 324
"""Daily means that an annual mean rests on at least: HJ 663-2013, validity of annual statistics."""

REALTIME_MARGIN: Final = 3.0
"""µg/m³ within which a real-time mean decides nothing: on the 16 city-years with both, it is off by up to 1.9,
and by more where dust days count."""


def best_observation(register: Register, place_id: str, year: int) -> Observation | None:
    """The figure of a place and year: the official one where both exist; None when there is none."""
    of_year = [row for row in register.observations_of_place[place_id] if row.year == year]
    official = [row for row in of_year if row.basis == "official"]
    return next(iter(official or of_year), None)


def best_observations(register: Register, place_id: str) -> list[Observation]:
    """One figure a year, ascending."""
    years = sorted({row.year for row in register.observations_of_place[place_id]})
    found = [best_observation(register, place_id, year) for year in years]
    return [row for row in found if row is not None]


def observed_years(register: Register) -> list[int]:
    """Years with any observation, ascending."""
    return sorted({row.year for rows in register.observations_of_place.values() for row in rows})


def is_sufficient(observation: Observation) -> bool:
    """Whether the year has enough days; an official figure without a count stands."""
    return observation.days_with_data is None or observation.days_with_data >= DAYS_NEEDED
