"""Deadlines of a place: exactly as stated, in order of time, told apart by whether they have passed."""

from datetime import date

import pytest

from policy.deadlines import deadlines_of, last_day_of, undetermined_deadlines
from policy.indicators import BindingIndicator, binding_indicators
from tests.policy.made_up import real_register
from tests.policy.names import place_id_of


def deadlines(name: str):
    return deadlines_of(real_register(), place_id_of(real_register(), name))


def ids(name: str) -> set[str]:
    return {
        row.row.indicator.indicator_id if isinstance(row.row, BindingIndicator) else row.row.target.target_id
        for row in deadlines(name)
    }


@pytest.mark.parametrize(
    ("stated", "last"),
    [
        ("2024-06", date(2024, 6, 30)),
        ("2024-02", date(2024, 2, 29)),
        ("2025-12", date(2025, 12, 31)),
        ("2025", date(2025, 12, 31)),
    ],
)
def test_a_deadline_ends_with_its_last_day(stated: str, last: date) -> None:
    assert last_day_of(stated) == last


def test_a_deadline_has_passed_the_day_after() -> None:
    [first] = [row for row in deadlines("平顶山") if row.stated == "2024-06"]
    assert not first.has_passed(date(2024, 6, 30))
    assert first.has_passed(date(2024, 7, 1))


@pytest.mark.parametrize("name", ["太原", "平顶山", "大同", "杭州", "西安"])
def test_they_are_all_dated_rows_that_reach_the_place_and_no_others(name: str) -> None:
    tables = real_register().tables
    dated = set(tables.indicators[tables.indicators["deadline"].notna()]["indicator_id"])
    reaching = {
        row.indicator.indicator_id: row.reach.kind
        for row in binding_indicators(real_register(), place_id_of(real_register(), name))
    }
    targets = set(tables.targets["target_id"])
    certain = {row for row in dated & set(reaching) if reaching[row] != "undetermined"}
    assert ids(name) - targets == certain
    assert undetermined_deadlines(real_register(), place_id_of(real_register(), name)) == len(
        dated & set(reaching)
    ) - len(certain)


def test_target_years_are_deadlines_too() -> None:
    assert {"shanxi-2024-140100-pm25-annual-mean-2025"} <= ids("太原")
    assert {row.stated for row in deadlines("太原")} == {
        "2024-10",
        "2024",
        "2025-12",
        "2025",
        "2027",
    }


def test_earliest_first_and_of_one_day_the_month_before_the_year() -> None:
    stated = list(dict.fromkeys(row.stated for row in deadlines("平顶山")))
    assert stated == ["2024-06", "2024-10", "2024-12", "2025-09", "2025-12", "2025"]
    days = [row.last_day for row in deadlines("平顶山")]
    assert days == sorted(days)


def test_a_date_that_no_clause_states_is_no_deadline() -> None:
    assert "state-council-2023-24-straw-use-rate" not in ids("太原")
    assert "pingdingshan-2024-straw-use-rate" in ids("平顶山")


def test_the_bearing_is_that_of_the_row() -> None:
    found = {
        row.row.target.target_id if not isinstance(row.row, BindingIndicator) else "": row.bearing
        for row in deadlines("太原")
    }
    assert found["shanxi-2024-140100-pm25-annual-mean-2025"] == "place"
    assert {row.bearing for row in deadlines("晋中")} >= {"part", "whole", "each"}


@pytest.mark.parametrize("name", ["香港", "澳门", "台湾省"])
def test_outside_the_plan_nothing_is_due(name: str) -> None:
    assert deadlines(name) == ()
