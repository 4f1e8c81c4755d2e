"""The filters combine as a reader expects: checked against the tables row by row."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.catalogue import build_layer
from layers.definition import ChoroplethLayer
from layers.filtering import NO_REGION, PlaceFilter, visible_places
from policy.attainment import STATUSES, attainment_of
from tests.policy.made_up import real_register, real_tables

REGIONS = ("jing-jin-ji-and-surroundings", "yangtze-river-delta", "fenwei-plain", NO_REGION)
PROVINCES = ("110000", "140000", "320000", "410000", "650000", "710000")
BOUNDS = st.none() | st.sampled_from([-20.0, -3.0, 0.0, 5.0, 24.1, 30.0, 35.0, 35.1, 200.0])


@cache
def layer_of(layer_id: str, year: int) -> ChoroplethLayer:
    return build_layer(real_register(), layer_id, year)


@cache
def region_of_place() -> dict[str, str]:
    """The key region of each place that has one, from the rows of the tables."""
    members = real_tables().scope_members
    rows = members[members["scope_id"].isin(REGIONS)]
    return dict(zip(rows["member_id"], rows["scope_id"], strict=True))


@cache
def rows_of_places() -> list[dict[str, str]]:
    return real_tables().places.fillna("").to_dict("records")


@cache
def status_of(place_id: str, year: int) -> str:
    return attainment_of(real_register(), place_id, year).status


def passes(row: dict[str, str], layer: ChoroplethLayer, wanted: PlaceFilter, year: int) -> bool:
    """One place against every filter, one after the other."""
    place_id = row["place_id"]
    outside_plan = place_id in ("710000", "810000", "820000")
    if wanted.regions and (outside_plan or region_of_place().get(place_id, NO_REGION) not in wanted.regions):
        return False
    if wanted.provinces and row["province_id"] not in wanted.provinces:
        return False
    if wanted.statuses and status_of(place_id, year) not in wanted.statuses:
        return False
    value = layer.cells[place_id].value
    if wanted.low is not None and not (value is not None and value >= wanted.low):
        return False
    if wanted.high is not None and not (value is not None and value <= wanted.high):
        return False
    names = [row["name_zh"], row["name_en"], place_id, *row["aliases"].split("|")]
    return wanted.name.strip().lower() in "\n".join(names).lower()


def some(choices: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(choices), unique=True, max_size=3).map(tuple)


@settings(deadline=None)
@given(
    wanted=st.builds(
        PlaceFilter,
        regions=some(REGIONS),
        provinces=some(PROVINCES),
        statuses=some(STATUSES),
        low=BOUNDS,
        high=BOUNDS,
        name=st.sampled_from(["", " ", "州", "Tai", "YUAN", "1401", "soochow", "区", "没有这个地方"]),
    ),
    layer_id=st.sampled_from(["observed", "gap", "key_region"]),
    year=st.sampled_from([2020, 2023, 2025]),
)
def test_filters_leave_what_a_row_by_row_check_leaves(wanted: PlaceFilter, layer_id: str, year: int) -> None:
    layer = layer_of(layer_id, year)
    expected = {row["place_id"] for row in rows_of_places() if passes(row, layer, wanted, year)}
    assert visible_places(real_register(), layer, wanted, year) == expected


def visible(year: int = 2025, **wanted: object) -> frozenset[str]:
    return visible_places(real_register(), layer_of("observed", year), PlaceFilter(**wanted), year)  # type: ignore[arg-type]


def test_without_filters_everything_is_visible() -> None:
    assert PlaceFilter().is_empty
    assert not PlaceFilter(low=0.0).is_empty
    assert len(visible()) == 375


@pytest.mark.parametrize(("region", "count"), zip(REGIONS, (42, 31, 15, 284), strict=True))
def test_a_region_leaves_its_places(region: str, count: int) -> None:
    assert len(visible(regions=(region,))) == count


def test_choices_of_one_filter_are_alternatives_and_filters_add_up() -> None:
    assert len(visible(regions=REGIONS[:3])) == 88
    assert visible(regions=("fenwei-plain",), provinces=("140000",)) == {
        "140100",
        "140300",
        "140400",
        "140500",
        "140700",
        "140800",
        "141000",
        "141100",
    }
    assert visible(regions=("fenwei-plain",), provinces=("320000",)) == frozenset()


def test_bounds_are_inclusive_and_leave_out_places_without_a_value() -> None:
    assert visible(low=24.1, high=24.1, provinces=("140000",)) == {"140200"}
    assert "130181" not in visible(low=0.0)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("太原", {"140100"}), ("TAIYUAN", {"140100"}), (" 140100 ", {"140100"}), ("香港", {"810000"})],
)
def test_a_name_is_any_part_of_any_name(name: str, expected: set[str]) -> None:
    assert visible(name=name) == expected


def test_only_filters_of_area_say_where() -> None:
    assert PlaceFilter(statuses=("met",), low=1.0, high=2.0).area == ""
    areas = [
        PlaceFilter(regions=("fenwei-plain",)).area,
        PlaceFilter(provinces=("140000",)).area,
        PlaceFilter(name="140000").area,
        PlaceFilter(regions=("fenwei-plain",), provinces=("140000",), statuses=("met",)).area,
    ]
    assert len(set(areas)) == len(areas)
    assert all(areas)
