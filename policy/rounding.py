"""Decimals, cut once at the end: half a last digit goes away from zero (41.055 → 41.06, −9.85 → −9.9)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

EXACT_DECIMALS: Final = 9
"""What is kept of a figure worked out: enough for every screen, without the noise of binary fractions."""


def exact(value: float) -> float:
    """A figure worked out, as it is carried on: not rounded but for the noise."""
    return round(value, EXACT_DECIMALS)


def rounded(value: float, decimals: int) -> float:
    """A figure as it is shown; the only place where its decimals are cut."""
    cut = Decimal(repr(exact(value))).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return float(cut)
