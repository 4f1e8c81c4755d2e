"""The arithmetic of the measurements: percentiles, due times, slopes and where the knee is."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

AIM_SECONDS = 0.5
"""What 95 of 100 changes shall stay under."""
BEYOND_KNEE_SECONDS = 2.0
"""A cell whose p95 is above this is beyond the knee: with more sessions there is only a longer queue to see."""
ENOUGH_SHARE = 0.95
"""A cell that answers less than this share of what was due is beyond the knee too."""


def percentile(numbers: Sequence[float], share: float) -> float:
    """The smallest number that at least `share` of all do not exceed (nearest rank); nan for none.

    Parameters
    ----------
    share
        From 0 to 1.
    """
    if not numbers:
        return math.nan
    ordered = sorted(numbers)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def due_times(begin: float, period: float, jitter: float, dice: random.Random) -> Iterator[float]:
    """When a session changes something: first anywhere in a period, then each period more or less.

    The times do not depend on how fast the answers are.

    Parameters
    ----------
    begin
        Seconds on any clock.
    period
        Mean seconds between two.
    jitter
        Share of the period by which a pause may be longer or shorter, under 1.
    """
    due = begin + period * dice.random()
    while True:
        yield due
        due += period * (1 + jitter * dice.uniform(-1, 1))


@dataclass(frozen=True)
class Slope:
    """A straight line through points by least squares.

    Attributes
    ----------
    per_x
        Its rise per one of x.
    error
        Standard error of the rise, as if the points were independent: neighbouring samples are not, so the true one
        is larger.
    spread
        Standard deviation of the points about the line.
    """

    per_x: float
    error: float
    spread: float


def slope(x: Sequence[float], y: Sequence[float]) -> Slope:
    """Fit a straight line.

    Raises
    ------
    ValueError
        With fewer than three points, or all at the same x.
    """
    if len(x) != len(y) or len(x) < 3:
        raise ValueError("a slope needs three points or more")
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    squares = sum((one - mean_x) ** 2 for one in x)
    if squares == 0:
        raise ValueError("all points lie at the same x")
    rise = sum((one - mean_x) * (other - mean_y) for one, other in zip(x, y, strict=True)) / squares
    left = sum((other - mean_y - rise * (one - mean_x)) ** 2 for one, other in zip(x, y, strict=True))
    variance = left / (len(x) - 2)
    return Slope(rise, math.sqrt(variance / squares), math.sqrt(variance))


def is_beyond_knee(p95_seconds: float, answered_share: float) -> bool:
    """Whether more sessions would only lengthen the queue, so that larger cells are not measured."""
    return not (p95_seconds <= BEYOND_KNEE_SECONDS and answered_share >= ENOUGH_SHARE)


def knee(cells: Sequence[tuple[int, float]]) -> tuple[int | None, int | None]:
    """Between which numbers of sessions the aim is lost.

    Parameters
    ----------
    cells
        Sessions and p95 in seconds.

    Returns
    -------
    tuple
        The most sessions up to which every cell kept the aim (None when not even the fewest did), and the fewest that
        did not (None when all did).
    """
    kept = None
    for sessions, p95 in sorted(cells):
        if not p95 <= AIM_SECONDS:
            return kept, sessions
        kept = sessions
    return kept, None
