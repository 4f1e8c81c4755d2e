"""The places of a region by how far they are from their figure for 2025: what charts and ranking show in one order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from policy.atlas import Atlas
from policy.attainment import Attainment, attainment_of
from policy.observed import best_observations
from policy.path import RequiredPath, required_path
from policy.records import Observation, Place


@dataclass(frozen=True)
class Standing:
    """A place of the region: its years, its verdict of 2025 and the straight way to its figure."""

    place: Place
    years: tuple[Observation, ...]
    verdict: Attainment
    path: RequiredPath | None


def standings_of(atlas: Atlas, place_ids: Iterable[str]) -> list[Standing]:
    """Every place of a region, the furthest above its figure first, those that cannot be placed last."""
    register = atlas.register
    found = [
        Standing(
            register.places[place_id],
            tuple(best_observations(register, place_id)),
            attainment_of(register, place_id),
            required_path(register, place_id),
        )
        for place_id in place_ids
    ]
    return sorted(found, key=lambda one: (one.verdict.margin is None, -(one.verdict.margin or 0.0)))
