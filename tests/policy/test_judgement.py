"""Any limit on any year: what is within, who flips, and what real-time data cannot decide."""

from collections import Counter

import pytest

from policy.judgement import flips, judged, yardstick_name, yardsticks
from policy.standards import limit_for_year
from tests.policy.made_up import changed_register, real_register
from translations import words_for

TAIYUAN, HONG_KONG, XINJI, HUZHOU = "140100", "810000", "130181", "330500"


def observed(place_id: str, value: float, basis: str = "realtime", days: int = 365) -> dict[str, object]:
    source = "realtime-quotsoft" if basis == "realtime" else "official-nation-2025"
    return {
        "place_id": place_id, "year": 2025, "value": value, "basis": basis, "days_with_data": days,
        "source_id": source, "clause": "made up",
    }  # fmt: skip


def test_every_annual_limit_of_the_table_is_a_yardstick() -> None:
    found = {key: limit.limit for key, limit in yardsticks(real_register()).items()}
    assert found == {
        "gb-3095-2012": 35.0,
        "gb-3095-2026-2030": 30.0,
        "gb-3095-2026": 25.0,
        "who-IT-1": 35.0,
        "who-IT-2": 25.0,
        "who-IT-3": 15.0,
        "who-IT-4": 10.0,
        "who-guideline": 5.0,
    }


def test_a_yardstick_is_named_with_its_years_and_figure() -> None:
    names = {
        key: words_for("zh").render(yardstick_name(limit))
        for key, limit in yardsticks(real_register()).items()
    }
    assert names["gb-3095-2026-2030"] == "GB 3095—2026 二级，至 2030 年（30）"
    assert names["gb-3095-2026"] == "GB 3095—2026 二级，2031 年起（25）"
    assert names["who-guideline"] == "世卫组织 2021准则值（5）"
    assert len(set(names.values())) == len(names)


@pytest.mark.parametrize(
    ("value", "basis", "days", "status", "margin"),
    [
        (26.9, "realtime", 365, "within", -3.1),
        (27.0, "realtime", 365, "undetermined", -3.0),
        (30.0, "realtime", 365, "undetermined", 0.0),
        (33.0, "realtime", 365, "undetermined", 3.0),
        (33.1, "realtime", 365, "above", 3.1),
        (30.0, "official", 365, "within", 0.0),
        (30.1, "official", 365, "above", 0.1),
        (50.0, "realtime", 323, "insufficient_data", None),
        (50.0, "realtime", 324, "above", 20.0),
    ],
)
def test_a_mean_at_the_limit_is_within_it_and_real_time_decides_nothing_near_it(
    value: float, basis: str, days: int, status: str, margin: float | None
) -> None:
    register = changed_register(observations=[observed(XINJI, value, basis, days)])
    limit = yardsticks(register)["gb-3095-2026-2030"]
    found = judged(register, XINJI, 2025, limit)
    assert (found.status, found.margin) == (status, margin)


def test_a_place_without_a_figure_or_outside_the_plan_is_not_judged() -> None:
    limit = yardsticks(real_register())["gb-3095-2012"]
    assert judged(real_register(), XINJI, 2025, limit).status == "no_observation"
    assert judged(real_register(), HONG_KONG, 2025, limit).status == "outside_plan"


@pytest.mark.parametrize("key", list(yardsticks(real_register())))
@pytest.mark.parametrize("year", [2020, 2023, 2025])
def test_the_flips_are_the_places_whose_status_differs(key: str, year: int) -> None:
    register = real_register()
    limit, in_force = yardsticks(register)[key], limit_for_year(register, year)
    found = flips(register, year, limit)
    expected = {
        place_id
        for place_id in register.places
        if judged(register, place_id, year, limit).status != judged(register, place_id, year, in_force).status
    }
    assert {flip.place_id for flip in found} == expected
    if limit.limit == in_force.limit:
        assert found == ()
    kinds = Counter((flip.before.status, flip.after.status) for flip in found)
    # A stricter limit never makes a verdict better.
    order = ["within", "undetermined", "above"]
    assert all(order.index(before) < order.index(after) for before, after in kinds)


def test_the_standard_of_a_year_is_the_one_in_force_at_its_end() -> None:
    assert [limit_for_year(real_register(), year).limit for year in (2025, 2026, 2030, 2031)] == [
        35,
        30,
        30,
        25,
    ]
