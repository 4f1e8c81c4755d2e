"""Means of the key regions by definition: against a computation of their own, from the tables as text."""

import csv
from dataclasses import replace

import pytest

from data.tables import DATA_FOLDER
from policy.region_means import (
    BASES,
    RegionMean,
    definitions_of,
    published_of_two_definitions,
    region_change,
    region_mean,
    region_target,
    region_years,
    requirements_of,
)
from policy.register import Register
from tests.policy.made_up import changed_register, real_register, without_rows

JJJ, DELTA, FENWEI = "jing-jin-ji-and-surroundings", "yangtze-river-delta", "fenwei-plain"
REGIONS = (JJJ, DELTA, FENWEI)
DEFINITIONS = {
    JJJ: [("2+26城市", 28), ("2+36城市", 38)],
    DELTA: [("41个城市", 41), ("31个城市", 31)],
    FENWEI: [("11个城市", 11), ("13个城市", 13)],
}


def table(name: str) -> list[dict[str, str]]:
    with (DATA_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def members(scope_id: str, name: str) -> set[str]:
    """The cities of a definition, from the tables."""
    former = {
        row["place_id"]
        for row in table("former_members")
        if (row["scope_id"], row["definition_zh"]) == (scope_id, name)
    }
    kinds = {row["place_id"]: row["kind"] for row in table("places")}
    return former or {
        row["member_id"]
        for row in table("scope_members")
        if row["scope_id"] == scope_id
        and kinds[row["member_id"]] in ("prefecture_level_city", "municipality")
    }


def mean_of(register: Register, scope_id: str, name: str, basis: str, year: int) -> RegionMean:
    (definition,) = [one for one in definitions_of(register, scope_id) if one.name_zh == name]
    return region_mean(register, definition, basis, year)  # type: ignore[arg-type]


@pytest.mark.parametrize("scope_id", REGIONS)
def test_definitions_are_the_former_and_the_present_list(scope_id: str) -> None:
    found = definitions_of(real_register(), scope_id)
    assert [(one.name_zh, len(one.city_ids)) for one in found] == DEFINITIONS[scope_id]
    assert [one.is_present for one in found] == [False, True]
    assert found[1].document_id == "state-council-2023-24"
    assert real_register().documents[found[0].document_id].relation == "predates"


def test_the_published_means_do_not_count_carve_outs_and_counties() -> None:
    left_out = {scope_id: definitions_of(real_register(), scope_id)[1].not_counted for scope_id in REGIONS}
    assert left_out == {
        JJJ: ("130181", "130682", "133100", "419001"),
        DELTA: (),
        FENWEI: ("610403", "610581"),
    }


@pytest.mark.parametrize("year", range(2020, 2026))
@pytest.mark.parametrize(
    ("scope_id", "name"), [(one, name) for one in REGIONS for name, _n in DEFINITIONS[one]]
)
def test_a_mean_is_that_of_the_tables(scope_id: str, name: str, year: int) -> None:
    cities = members(scope_id, name)
    values = [
        float(row["value"])
        for row in table("observations")
        if row["place_id"] in cities
        and (row["year"], row["basis"]) == (str(year), "realtime")
        and int(row["days_with_data"]) >= 324
    ]
    found = mean_of(real_register(), scope_id, name, "realtime", year)
    assert len(found.rows) == len(values)
    if len(values) < len(cities):
        assert found.value is None
    else:
        assert found.value == pytest.approx(sum(values) / len(values), abs=0.05)


def test_2023_has_too_few_days_in_every_region() -> None:
    for scope_id in REGIONS:
        for definition in definitions_of(real_register(), scope_id):
            found = region_mean(real_register(), definition, "realtime", 2023)
            assert found.value is None
            assert len(found.rows) < len(definition.city_ids)


def test_one_city_without_its_days_takes_the_mean_away() -> None:
    register = changed_register(
        observations=[
            {"place_id": "610500", "year": 2025, "value": 40.0, "basis": "realtime", "days_with_data": 323}
        ]
    )
    found = mean_of(register, FENWEI, "13个城市", "realtime", 2025)
    assert (found.value, len(found.rows)) == (None, 12)


def test_fenwei_of_2025_is_higher_in_real_time_than_officially() -> None:
    assert mean_of(real_register(), FENWEI, "13个城市", "realtime", 2025).value == pytest.approx(
        36.3, abs=0.05
    )
    assert mean_of(real_register(), FENWEI, "13个城市", "official", 2025).value == 33.7


def test_an_official_mean_belongs_to_its_definition() -> None:
    held = {
        (scope_id, definition.name_zh, year): found.value
        for scope_id in REGIONS
        for definition in definitions_of(real_register(), scope_id)
        for year in region_years(real_register(), scope_id)
        if (found := region_mean(real_register(), definition, "official", year)).value is not None
    }
    assert held == {
        (row["scope_id"], row["definition_zh"], int(row["year"])): float(row["value"])
        for row in table("region_observations")
        if row["scope_id"] in REGIONS
    }


def test_a_change_is_of_one_definition_and_basis_or_none() -> None:
    for scope_id in REGIONS:
        for definition in definitions_of(real_register(), scope_id):
            for basis in BASES:
                found = region_change(real_register(), definition, basis)
                assert found.base.definition == found.latest.definition == definition
                assert found.base.basis == found.latest.basis == basis
                if basis == "official":
                    assert (found.amount, found.percent) == (None, None)
                else:
                    assert found.latest.value is not None
                    assert found.base.value is not None
                    difference = found.latest.value - found.base.value
                    assert found.amount == pytest.approx(difference, abs=1e-8)


def test_published_means_of_two_definitions_are_told_apart() -> None:
    pair = published_of_two_definitions(real_register(), JJJ)
    assert pair is not None
    assert [(row.definition_zh, row.value) for row in pair] == [("2+26城市", 51.0), ("2+36城市", 37.3)]
    assert published_of_two_definitions(real_register(), FENWEI) is not None
    assert published_of_two_definitions(real_register(), DELTA) is None


@pytest.mark.parametrize(("scope_id", "share"), [(JJJ, 20), (FENWEI, 15)])
def test_a_fall_is_taken_of_each_base_by_itself(scope_id: str, share: float) -> None:
    rows = requirements_of(real_register(), scope_id)
    assert rows[0].base.definition.is_present
    for row in rows:
        assert row.base.definition == row.latest.definition
        assert row.base.basis == row.latest.basis
        assert (row.base.year, row.latest.year) == (2020, 2025)
        if row.base.value is None:
            assert (row.figure, row.margin) == (None, None)
        else:
            assert row.figure == pytest.approx(row.base.value * (1 - share / 100), abs=1e-8)
        if row.margin is not None and row.figure is not None and row.latest.value is not None:
            assert row.margin == pytest.approx(row.latest.value - row.figure, abs=1e-8)
    # The official means of 2020 and 2025 are of two definitions: nothing is taken of them.
    assert [row.margin for row in rows if row.base.basis == "official"] == [None, None]


def test_verdicts_of_the_regions() -> None:
    found = {
        scope_id: (
            requirements_of(real_register(), scope_id)[0].figure,
            requirements_of(real_register(), scope_id)[0].status,
        )
        for scope_id in REGIONS
    }
    assert {scope_id: status for scope_id, (_, status) in found.items()} == {
        JJJ: "undetermined", DELTA: "undetermined", FENWEI: "met"
    }  # fmt: skip
    assert {scope_id: figure for scope_id, (figure, _) in found.items()} == pytest.approx(
        {JJJ: 40.8, DELTA: 35, FENWEI: 40.8}, abs=0.05
    )


def test_a_region_without_a_target_requires_nothing() -> None:
    register = without_rows("targets", "scope_id", FENWEI)
    assert region_target(register, FENWEI) is None
    assert requirements_of(register, FENWEI) == ()


def test_a_present_list_without_a_published_mean_is_named_by_its_number() -> None:
    register = without_rows("region_observations", "definition_zh", "13个城市")
    assert definitions_of(register, FENWEI)[1].name_zh == "13个城市"
    named = replace(definitions_of(register, FENWEI)[1])
    assert region_mean(register, named, "official", 2025).value is None
