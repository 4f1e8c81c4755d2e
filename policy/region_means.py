"""Annual means of a key region over the cities of one definition, beside the published ones.

The plan of 2023 changed who is in the key regions (国发〔2023〕24号 （二）): 2+26 cities became 2+36, 41 became 31,
11 became 13. A mean belongs to its definition and its basis; nothing here compares across either.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from data.reference_rules import cities_counted
from policy.attainment import reaches
from policy.change import BASE_YEAR
from policy.effective import TARGET_YEAR
from policy.figure import FALL_COMPARATORS, fall_arithmetic, figure_of_attainment
from policy.observed import REALTIME_MARGIN, is_sufficient, observed_years
from policy.prefecture_level import BELOW_PREFECTURE
from policy.records import Observation, RegionObservation, Target
from policy.register import Register
from policy.rounding import exact
from translations import N_, Message

Basis = Literal["realtime", "official"]
BASES: Final[tuple[Basis, ...]] = ("realtime", "official")
NOT_COUNTED: Final = BELOW_PREFECTURE
"""Kinds of places that the list of （二） names and the published means do not count: 2+36 are 38 of 42 places."""

RegionStatus = Literal["met", "not_met", "undetermined", "no_observation"]


@dataclass(frozen=True)
class RegionDefinition:
    """The cities that a mean of a key region is over.

    Attributes
    ----------
    name_zh
        As the published means name it, 2+36城市; where none is published, by its number, 31个城市.
    city_ids, not_counted
        Places counted, and places of the list that are not (carve-outs and county-level units).
    document_id, clause
        What lists them.
    is_present
        Whether it is the list of （二）, or the one before the plan.
    """

    scope_id: str
    name_zh: str
    city_ids: tuple[str, ...]
    not_counted: tuple[str, ...]
    document_id: str
    clause: str
    is_present: bool


@dataclass(frozen=True)
class RegionMean:
    """A mean of one definition, year and basis, µg/m³.

    Attributes
    ----------
    value
        Real-time: the simple mean over the cities, not rounded; None unless every city has a sufficient year. Official: as
        published; None where none is held.
    rows
        Real-time: the sufficient years it rests on.
    published
        Official: the row of region_observations.csv.
    """

    definition: RegionDefinition
    basis: Basis
    year: int
    value: float | None
    rows: tuple[Observation, ...] = ()
    published: RegionObservation | None = None


@dataclass(frozen=True)
class RegionChange:
    """A change since 2020 within one definition and basis, µg/m³ and %, not rounded; None where a year is missing."""

    base: RegionMean
    latest: RegionMean
    amount: float | None
    percent: float | None


@dataclass(frozen=True)
class Requirement:
    """What the region as a whole must reach in 2025 by its target, on one base.

    Attributes
    ----------
    figure
        µg/m³, not rounded; None without a base.
    margin
        Mean of 2025 minus figure, same definition and basis; None where either is missing.
    """

    target: Target
    base: RegionMean
    latest: RegionMean
    figure: float | None
    arithmetic: Message
    margin: float | None
    status: RegionStatus


def definitions_of(register: Register, scope_id: str) -> tuple[RegionDefinition, ...]:
    """The definitions of a key region, the one before the plan first, the present one last."""
    by_name: dict[str, list[str]] = {}
    for row in register.former_members_of_scope[scope_id]:
        by_name.setdefault(row.definition_zh, []).append(row.place_id)
    source = {row.definition_zh: row for row in register.former_members_of_scope[scope_id]}
    former = [
        RegionDefinition(
            scope_id, name, tuple(sorted(ids)), (), source[name].document_id, source[name].clause, False
        )
        for name, ids in by_name.items()
    ]
    return (*former, present_definition(register, scope_id))


def present_definition(register: Register, scope_id: str) -> RegionDefinition:
    """The cities of the list of （二）, counted as the published means count them: without carve-outs and counties."""
    scope = register.listed_scopes[scope_id]
    listed = sorted(
        row.member_id for row in register.members_of_scope[scope_id] if row.member_kind == "place"
    )
    cities = tuple(one for one in listed if register.places[one].kind not in NOT_COUNTED)
    earlier = {row.definition_zh for row in register.former_members_of_scope[scope_id]}
    published = {row.definition_zh for row in register.region_observations_of_scope[scope_id]} - earlier
    names = [name for name in sorted(published) if cities_counted(name) == len(cities)]
    return RegionDefinition(
        scope_id=scope_id,
        name_zh=names[0] if names else f"{len(cities)}个城市",
        city_ids=cities,
        not_counted=tuple(one for one in listed if one not in cities),
        document_id=scope.document_id or "",
        clause=scope.clause or "",
        is_present=True,
    )


def region_mean(register: Register, definition: RegionDefinition, basis: Basis, year: int) -> RegionMean:
    """The mean of a definition, a basis and a year."""
    if basis == "official":
        found = [
            row
            for row in register.region_observations_of_scope[definition.scope_id]
            if (row.definition_zh, row.year) == (definition.name_zh, year)
        ]
        published = found[0] if found else None
        return RegionMean(definition, basis, year, published.value if published else None, (), published)
    rows = tuple(
        row
        for place_id in definition.city_ids
        for row in register.observations_of_place[place_id]
        if (row.basis, row.year) == ("realtime", year) and is_sufficient(row)
    )
    is_whole = bool(rows) and len(rows) == len(definition.city_ids)
    value = exact(sum(row.value for row in rows) / len(rows)) if is_whole else None
    return RegionMean(definition, basis, year, value, rows)


def region_years(register: Register, scope_id: str) -> list[int]:
    """Years with a figure of the region or its cities, from the base year on."""
    published = {row.year for row in register.region_observations_of_scope[scope_id]}
    return [year for year in sorted(published.union(observed_years(register))) if year >= BASE_YEAR]


def region_change(
    register: Register, definition: RegionDefinition, basis: Basis, year: int = TARGET_YEAR
) -> RegionChange:
    """Compare a year with 2020, both of one definition and basis."""
    base = region_mean(register, definition, basis, BASE_YEAR)
    latest = region_mean(register, definition, basis, year)
    if base.value is None or latest.value is None:
        return RegionChange(base, latest, None, None)
    amount = exact(latest.value - base.value)
    return RegionChange(base, latest, amount, exact(100 * amount / base.value))


def published_of_two_definitions(
    register: Register, scope_id: str, year: int = TARGET_YEAR
) -> tuple[RegionObservation, RegionObservation] | None:
    """The published means of 2020 and of a year where they are of two definitions: a pair that must not be compared."""
    of_year = {row.year: row for row in register.region_observations_of_scope[scope_id]}
    base, latest = of_year.get(BASE_YEAR), of_year.get(year)
    if base is None or latest is None or base.definition_zh == latest.definition_zh:
        return None
    return base, latest


def region_target(register: Register, scope_id: str) -> Target | None:
    """The PM2.5 target of the plan for a key region as a whole; None when it sets none."""
    found = [
        row
        for row in register.targets_of_scope[scope_id]
        if row.metric == "pm25_annual_mean"
        and row.target_year == TARGET_YEAR
        and register.documents[row.document_id].in_chain
    ]
    return found[0] if found else None


def requirements_of(register: Register, scope_id: str) -> tuple[Requirement, ...]:
    """What the target means on each definition and basis, the present definition first.

    国发〔2023〕24号 （三）: a fall in per cent of 2020 (20 京津冀, 15 汾渭), 总体达标 (长三角). The plan prints no base
    in µg/m³, so each figure is indicative and names the base it stands on.
    """
    target = region_target(register, scope_id)
    if target is None:
        return ()
    definitions = sorted(definitions_of(register, scope_id), key=lambda one: not one.is_present)
    return tuple(
        requirement(register, target, definition, basis) for definition in definitions for basis in BASES
    )


def requirement(
    register: Register, target: Target, definition: RegionDefinition, basis: Basis
) -> Requirement:
    """What the target means on one base, and where the mean of 2025 stands on that base."""
    change = region_change(register, definition, basis)
    figure, arithmetic = required_figure(register, target, change.base)
    latest = change.latest.value
    if figure is None or latest is None:
        return Requirement(target, change.base, change.latest, figure, arithmetic, None, "no_observation")
    margin = exact(latest - figure)
    status: RegionStatus = "met" if reaches(latest, figure, target.comparator) else "not_met"
    if basis == "realtime" and abs(margin) <= REALTIME_MARGIN:
        status = "undetermined"
    return Requirement(target, change.base, change.latest, figure, arithmetic, margin, status)


def required_figure(register: Register, target: Target, base: RegionMean) -> tuple[float | None, Message]:
    """The figure in µg/m³ and how it was worked out, or why it could not be."""
    if target.comparator == "attain":
        attained = figure_of_attainment(register, target)
        return attained.value, attained.arithmetic
    if target.comparator not in FALL_COMPARATORS or target.value is None or target.base_year != base.year:
        return None, N_("条款没有写明基准年")
    if base.value is None:
        return None, N_("没有 {year} 年这一口径的均值，无法折算", year=base.year)
    figure = exact(base.value * (1 - target.value / 100))
    return figure, fall_arithmetic(base.value, target.value, figure)
