"""The places of a region by how far they are from their figure for 2025: what charts and ranking show in one order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from policy.atlas import Atlas
from policy.attainment import Attainment, attainment_of, basis_name
from policy.observed import best_observations
from policy.path import RequiredPath, required_path
from policy.records import Observation, Place
from translations import Words


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


def mixes_bases(verdict: Attainment) -> bool:
    """Whether the mean is of one basis and the base year behind the figure of the other (decisions 15 and 27)."""
    if verdict.margin is None or verdict.observation is None or verdict.target is None:
        return False
    base = verdict.target.figure.base
    return base is not None and base.basis != verdict.observation.basis


def mixed_words(words: Words, verdict: Attainment) -> str:
    """Which bases a difference is between."""
    base = verdict.target.figure.base if verdict.target else None
    if base is None or verdict.observation is None:
        return ""
    return words.gettext(
        "{year} 年为{observed}，折算的基准为{base_year} 年{base}：口径不同，差距只供参考",
        year=verdict.year,
        observed=basis_name(verdict.observation.basis),
        base_year=base.year,
        base=basis_name(base.basis),
    )
