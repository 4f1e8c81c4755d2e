"""Decimals are cut once, at the end, half away from zero."""

import pytest

from policy.rounding import exact, rounded


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (41.055, 1, 41.1),
        (41.05, 1, 41.1),
        (-9.85, 1, -9.9),
        (-9.8545, 1, -9.9),
        (0.25, 1, 0.3),
        (2.5, 0, 3.0),
        (48.3 * (1 - 15 / 100), 2, 41.06),
        (36.2769, 1, 36.3),
    ],
)
def test_half_goes_away_from_zero(value: float, decimals: int, shown: float) -> None:
    assert rounded(value, decimals) == shown


def test_what_is_carried_on_is_not_rounded() -> None:
    assert exact(48.3 * 0.85) == 41.055
    assert exact(1 / 3) == pytest.approx(1 / 3, abs=1e-9)
