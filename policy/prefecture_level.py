"""Whether a place is among 地级及以上城市: one answer for classes, targets, indicators and ladders."""

from __future__ import annotations

from typing import Final, Literal

from policy.records import Indicator, Place, Target
from policy.register import Register

Among = Literal["yes", "unknown", "no"]

BELOW_PREFECTURE: Final = ("county_level_unit", "carve_out")
"""Kinds of places below the rank: 仙桃市, 定州市."""
PREFECTURE_LEVEL: Final = "地级"
"""How a text names them: 地级及以上城市, 地级城市."""


def among_prefecture_level(register: Register, place_id: str) -> Among:
    """Whether a place is one of the 地级及以上城市.

    Autonomous prefectures, prefectures and leagues are: the official national means are of 337 and, since 2021, 339 of
    them, and municipalities and prefecture-level cities alone are 297. Of a county-level unit whose own mean the national
    network publishes (石河子, 五家渠) no document says; what is carved out of a city is none.
    """
    place = register.places[place_id]
    if place.kind not in BELOW_PREFECTURE:
        return "yes"
    has_own_mean = place.kind == "county_level_unit" and bool(register.observations_of_place[place_id])
    return "unknown" if has_own_mean else "no"


def among_its_subjects(register: Register, row: Target | Indicator, place_id: str) -> Among:
    """Whether a place is among those a figure names by that rank; one that names no rank means every place it reaches."""
    if PREFECTURE_LEVEL not in (row.subject_zh or ""):
        return "yes"
    return among_prefecture_level(register, place_id)


def is_city(place: Place) -> bool:
    """直辖市和设区的市 by the letter: not a prefecture, league or county-level city."""
    return place.is_municipality or place.is_city_with_districts
