"""Decimals are cut once, at the end, half away from zero."""

import pytest

from policy.rounding import exact, rounded, signed, written


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


@pytest.mark.parametrize(
    ("value", "signed_text", "plain_text"),
    [
        (-1.45, "−1.5", "−1.5"),
        (5.85, "+5.9", "5.9"),
        (-0.04, "0.0", "0.0"),
        (0.04, "0.0", "0.0"),
        (-0.05, "−0.1", "−0.1"),
        (-11, "−11.0", "−11.0"),
    ],
)
def test_a_figure_is_written_with_a_true_minus_and_zero_without_sign(
    value: float, signed_text: str, plain_text: str
) -> None:
    assert written(value, 1, signed=True) == signed_text
    assert written(value, 1) == plain_text


def test_zero_has_no_sign() -> None:
    assert str(rounded(-0.04, 1)) == "0.0"
    assert signed(-0.0) == "+0"
    assert signed(-1.45) == "−1.45"
