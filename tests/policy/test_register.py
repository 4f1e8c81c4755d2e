"""The tables as typed records."""

from dataclasses import FrozenInstanceError, fields
from datetime import date

import pytest

from policy.records import (
    Comparison,
    Document,
    FormerInclusion,
    FormerMember,
    Indicator,
    Limit,
    Measure,
    Membership,
    Observation,
    Province,
    RegionObservation,
    Scope,
    Target,
)
from policy.register import COLUMN_OF_FIELD
from policy.scope import UnknownScopeError, members_of_key_regions, scope_by_id
from policy.standards import NoStandardError, annual_limits, limit_for_year, national_limit
from tests.policy.made_up import changed_register, real_register, real_tables

RECORD_OF_TABLE = {
    "provinces": Province,
    "documents": Document,
    "scopes": Scope,
    "scope_members": Membership,
    "former_members": FormerMember,
    "former_inclusions": FormerInclusion,
    "region_observations": RegionObservation,
    "targets": Target,
    "observations": Observation,
    "standards": Limit,
    "measures": Measure,
    "indicators": Indicator,
    "cascades": Comparison,
}
LEFT_OUT = {
    "documents": set(),
    "observations": {"metric", "unit_symbol"},
    "region_observations": {"metric", "unit_symbol"},
    "provinces": {"document_id", "clause"},
    "standards": {"unit_symbol"},
}
"""Columns that no rule reads."""


@pytest.mark.parametrize("table", sorted(RECORD_OF_TABLE))
def test_every_column_has_its_field(table: str) -> None:
    kind = RECORD_OF_TABLE[table]
    renamed = {
        name: columns[kind.__name__] for name, columns in COLUMN_OF_FIELD.items() if kind.__name__ in columns
    }
    columns = {renamed.get(item.name, item.name) for item in fields(kind)}
    assert columns | LEFT_OUT.get(table, set()) == set(getattr(real_tables(), table).columns)


def test_no_row_is_lost_and_empty_cells_are_none() -> None:
    register, tables = real_register(), real_tables()
    assert len(register.places) == len(tables.places) == 375
    assert sum(map(len, register.targets_of_scope.values())) == len(tables.targets)
    assert sum(map(len, register.members_of_scope.values())) == len(tables.scope_members)
    assert sum(map(len, register.observations_of_place.values())) == len(tables.observations)
    assert len(register.measures) == len(tables.measures)
    assert len(register.indicators) == len(tables.indicators)
    assert sum(map(len, register.comparisons_of.values())) == len(tables.cascades)
    attain = register.targets_of_scope["yangtze-river-delta"][0]
    assert attain.value is None
    assert attain.unit_symbol is None
    assert attain.target_year == 2025
    assert isinstance(attain.target_year, int)


def test_places_know_their_province_and_their_names() -> None:
    xiongan = real_register().places["133100"]
    assert (xiongan.province.name_zh, xiongan.parent_place_id, xiongan.kind) == (
        "河北省",
        "130600",
        "carve_out",
    )
    assert real_register().places["320500"].aliases == ("Soochow",)
    assert real_register().places["110000"].is_municipality
    assert list(real_register().places) == sorted(real_register().places)


def test_the_class_column_is_the_level_of_a_limit() -> None:
    levels = {(limit.standard_id, limit.level) for limit in real_register().limits}
    assert ("gb-3095-2012", "II") in levels
    assert ("who-aqg-2021", "guideline") in levels


def test_records_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        real_register().places["110000"].name_zh = "x"  # type: ignore[misc]


def test_a_missing_key_is_an_empty_list_and_is_not_kept() -> None:
    register = changed_register()
    assert register.targets_of_scope["place-999999"] == []
    assert register.observations_of_place["999999"] == []


def test_the_key_regions_are_42_31_and_15_places_and_share_none() -> None:
    members = members_of_key_regions(real_register())
    assert {scope_id: len(places) for scope_id, places in members.items()} == {
        "jing-jin-ji-and-surroundings": 42,
        "yangtze-river-delta": 31,
        "fenwei-plain": 15,
    }
    assert len({place for places in members.values() for place in places}) == 88


@pytest.mark.parametrize(
    ("scope_id", "kind", "name"),
    [
        ("fenwei-plain", "key_region", "汾渭平原"),
        ("province-140000", "province", "山西省"),
        ("place-140100", "place", "太原市"),
        ("county-320583", "county", "320583"),
    ],
)
def test_scopes_are_found_by_id(scope_id: str, kind: str, name: str) -> None:
    scope = scope_by_id(real_register(), scope_id)
    assert (scope.kind, scope.name_zh) == (kind, name)


@pytest.mark.parametrize(
    "scope_id", ["", "fenwei", "province-999999", "place-999999", "county-1", "nation-1"]
)
def test_an_unknown_scope_raises(scope_id: str) -> None:
    with pytest.raises(UnknownScopeError):
        scope_by_id(real_register(), scope_id)


@pytest.mark.parametrize(("year", "limit"), [(2020, 35), (2025, 35), (2026, 30), (2030, 30), (2031, 25)])
def test_a_year_is_judged_by_the_standard_at_its_end(year: int, limit: float) -> None:
    assert limit_for_year(real_register(), year).limit == limit


def test_a_day_before_any_standard_raises() -> None:
    with pytest.raises(NoStandardError):
        national_limit(real_register(), date(2015, 12, 31))


def test_limits_to_look_under_are_class_ii_then_who_from_loose_to_strict() -> None:
    found = [(limit.standard_id[:2], limit.limit) for limit in annual_limits(real_register())]
    assert found == [
        ("gb", 35),
        ("gb", 30),
        ("gb", 25),
        ("wh", 35),
        ("wh", 25),
        ("wh", 15),
        ("wh", 10),
        ("wh", 5),
    ]
