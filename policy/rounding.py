"""Decimals, cut once at the end: half a last digit goes away from zero (41.055 → 41.06, −9.85 → −9.9)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

MINUS: Final = "−"
EXACT_DECIMALS: Final = 9
"""What is kept of a figure worked out: enough for every screen, without the noise of binary fractions."""


def exact(value: float) -> float:
    """A figure worked out, as it is carried on: not rounded but for the noise."""
    return round(value, EXACT_DECIMALS)


def rounded(value: float, decimals: int) -> float:
    """A figure as it is shown; the only place where its decimals are cut. Never −0.0."""
    cut = Decimal(repr(exact(value))).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return float(cut) + 0.0


def written(value: float, decimals: int, *, signed: bool = False) -> str:
    """A figure as text with all its decimals and a true minus; above zero with a plus where `signed`, zero without."""
    number = rounded(value, decimals)
    sign = MINUS if number < 0 else "+" if signed and number > 0 else ""
    return f"{sign}{abs(number):.{decimals}f}"


def signed(value: float) -> str:
    """A difference with its sign and a true minus, as many decimals as it has."""
    return f"{value + 0.0:+g}".replace("-", MINUS)
