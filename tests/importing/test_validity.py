"""HJ 663-2013, section 6, with GB 3095-2012, table 4."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importing.validity import annual_means, daily_mean, days_in, days_wanted, is_hourly_value


def year_without(year, lost):
    first = date(year, 1, 1)
    days = [first + timedelta(days=number) for number in range(days_in(year))]
    return {("140100", day): 30.0 for day in days if day not in lost}


def only(days):
    (mean,) = annual_means(days)
    return mean


def test_whole_leap_year():
    mean = only(year_without(2024, set()))
    assert (mean.value, mean.days_with_data, mean.is_valid) == (30.0, 366, True)


@pytest.mark.parametrize(("hours", "is_valid"), [(19, False), (20, True), (24, True), (0, False)])
def test_a_day_needs_twenty_hours(hours, is_valid):
    assert (daily_mean(10.0 * hours, hours) == 10.0) is is_valid


@pytest.mark.parametrize(("lost", "is_valid"), [(41, True), (42, False)])
def test_a_year_needs_324_days(lost, is_valid):
    # 365 - 41 = 324, four days a month at most, three in February
    spread = [
        date(2025, month, day) for day in (1, 2, 3, 4) for month in range(1, 13) if (month, day) != (2, 4)
    ]
    long_months = [day for day in spread if day.month in (1, 3, 5, 7, 8, 10, 12)]
    short_months = [day for day in spread if day not in long_months and day.day < 4]
    mean = only(year_without(2025, set((long_months + short_months)[:lost])))
    assert mean.days_with_data == 365 - lost
    assert mean.has_too_few_days is not is_valid


@pytest.mark.parametrize(
    ("month", "lost", "is_valid"),
    [(1, 4, True), (1, 5, False), (4, 3, True), (4, 4, False), (2, 3, True), (2, 4, False)],
)
def test_a_month_needs_27_days_and_february_25(month, lost, is_valid):
    mean = only(year_without(2025, {date(2025, month, day) for day in range(1, lost + 1)}))
    assert mean.is_valid is is_valid
    assert mean.short_months == (() if is_valid else (month,))


def test_leap_february_has_a_day_to_lose():
    assert only(year_without(2024, {date(2024, 2, day) for day in range(1, 5)})).is_valid


@pytest.mark.parametrize("value", [-0.1, -999.0, 2000.1, 99999.0, float("nan"), float("inf")])
def test_what_is_no_hourly_value(value):
    assert not is_hourly_value(value)


@pytest.mark.parametrize("value", [0.0, 35.0, 2000.0])
def test_what_is_an_hourly_value(value):
    assert is_hourly_value(value)


@given(st.dictionaries(st.dates(date(2023, 1, 1), date(2025, 12, 31)), st.floats(0, 2000)), st.randoms())
def test_means_lie_between_the_days_and_do_not_depend_on_order(days, chance):
    of_place = {("140100", day): value for day, value in days.items()}
    shuffled = list(of_place.items())
    random.Random(chance.random()).shuffle(shuffled)
    means = annual_means(of_place)
    assert means == annual_means(dict(shuffled))
    assert sum(mean.days_with_data for mean in means) == len(days)
    for mean in means:
        values = [value for day, value in days.items() if day.year == mean.year]
        assert min(values) - 1e-9 <= mean.value <= max(values) + 1e-9
        counts = [sum(day.year == mean.year and day.month == month for day in days) for month in range(1, 13)]
        wanted = all(count >= days_wanted(month) for month, count in enumerate(counts, 1))
        assert mean.is_valid is (len(values) >= 324 and wanted)
