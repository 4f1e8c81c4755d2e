import itertools
import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.public_load.arithmetic import due_times, is_beyond_knee, knee, percentile, slope


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=60), st.floats(0.01, 1))
def test_percentile_is_the_smallest_number_that_the_share_does_not_exceed(
    numbers: list[int], share: float
) -> None:
    found = percentile(numbers, share)
    assert found in numbers
    assert sum(one <= found for one in numbers) >= share * len(numbers) - 1e-9
    lower = [one for one in numbers if one < found]
    assert not lower or sum(one <= max(lower) for one in numbers) < share * len(numbers)


def test_percentiles_of_a_hundred() -> None:
    numbers = list(range(100, 0, -1))
    assert [percentile(numbers, share) for share in (0, 0.5, 0.95, 0.99, 1)] == [1, 50, 95, 99, 100]
    assert math.isnan(percentile([], 0.5))


def test_a_timetable_begins_anywhere_in_a_period_and_keeps_the_mean_pace() -> None:
    firsts, paces = [], []
    for seed in range(200):
        times = list(itertools.islice(due_times(100.0, 10.0, 0.5, random.Random(seed)), 50))
        firsts.append(times[0])
        pauses = [later - sooner for sooner, later in itertools.pairwise(times)]
        assert min(pauses) >= 5 - 1e-9
        assert max(pauses) <= 15 + 1e-9
        paces.append(sum(pauses) / len(pauses))
    assert 100 <= min(firsts) < 101
    assert 109 < max(firsts) <= 110
    assert sum(paces) / len(paces) == pytest.approx(10, abs=0.2)


def test_the_slope_of_a_line_is_found_without_error() -> None:
    hours = [number / 240 for number in range(120)]
    found = slope(hours, [500 + 7 * hour for hour in hours])
    assert found.per_x == pytest.approx(7)
    assert found.error == pytest.approx(0, abs=1e-6)


def test_noise_about_a_flat_line_is_told_as_error_and_spread() -> None:
    dice = random.Random(3)
    hours = [number / 240 for number in range(120)]
    found = slope(hours, [500 + dice.gauss(0, 4) for _ in hours])
    assert found.spread == pytest.approx(4, rel=0.2)
    # Standard error of the slope: spread over the root of the sum of squares of x about its mean.
    squares = sum((hour - sum(hours) / len(hours)) ** 2 for hour in hours)
    assert found.error == pytest.approx(found.spread / math.sqrt(squares))
    assert abs(found.per_x) < 3 * found.error


def test_a_slope_needs_points_at_different_times() -> None:
    for x in ([1.0, 2.0], [1.0, 1.0, 1.0]):
        with pytest.raises(ValueError, match="points"):
            slope(x, x)


@pytest.mark.parametrize(
    ("p95", "answered", "beyond"),
    [(0.4, 1.0, False), (2.0, 0.95, False), (2.1, 1.0, True), (0.4, 0.9, True), (math.nan, 1.0, True)],
)
def test_rule_of_the_knee(p95: float, answered: float, beyond: bool) -> None:
    assert is_beyond_knee(p95, answered) is beyond


@pytest.mark.parametrize(
    ("cells", "between"),
    [
        ([(50, 0.1), (200, 0.2), (500, 0.9)], (200, 500)),
        ([(50, 0.1), (200, 0.5)], (200, None)),
        ([(50, 0.6)], (None, 50)),
        # A cell that keeps the aim beyond one that does not is luck.
        ([(500, 0.3), (50, 0.1), (200, 0.6)], (50, 200)),
        ([(50, 0.1), (200, math.nan)], (50, 200)),
    ],
)
def test_the_aim_is_lost_between_two_cells(
    cells: list[tuple[int, float]], between: tuple[int | None, int | None]
) -> None:
    assert knee(cells) == between
