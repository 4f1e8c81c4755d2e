"""Where a name might stand: on what it names, beside it, or further off at the end of a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import shapely

STEPS: Final = ((0.0, 0.0), (0.0, 0.7), (0.0, -0.7), (0.5, 0.0), (-0.5, 0.0), (0.0, 1.4), (0.0, -1.4))
BESIDE: Final = (
    (1.0, 0.0),
    (-1.0, 0.0),
    (0.0, 1.0),
    (0.0, -1.0),
    (1.0, 1.0),
    (1.0, -1.0),
    (-1.0, 1.0),
    (-1.0, -1.0),
)
NEAR: Final = (0.0, 0.6, 1.4)
"""How far beside, in half heights of the name."""

ISLAND_NEAR: Final = (0.0, 0.6, 1.4, 2.6, 4.0, 6.0)
"""The same for the name of a group of islands, which lies around its point: as many of these as its `reach`."""

FAR: Final = (6.0, 11.0, 17.0, 24.0, 33.0)
"""Length of a line to a name, in points at `FAR_SIZE`."""

FAR_SIZE: Final = 8.6
FAR_DIRECTIONS: Final = 16
SMALLER, SMALLEST = 0.86, 0.74
VALUE_SCALE: Final = 0.86
LEAST_SIZE: Final = 6.6
"""Points of a name beside or on a place, below which a larger one at the end of a line is read more easily."""


@dataclass(frozen=True)
class LabelWish:
    """A name that wants a place.

    Attributes
    ----------
    lines
        The name, and below it what else is said, smaller.
    x, y
        The middle of what is named, in points.
    own
        The shape that is named; an empty one for a point.
    rank
        Names of lower rank are placed first.
    must
        Whether it is worth reporting when there is no room.
    sides
        Where beside its point the name may stand, the best first; empty for anywhere, and on it.
    reach
        How many of the distances `ISLAND_NEAR` are tried on these sides.
    far
        Whether it may stand further off, at the end of a line.
    within
        Whether it may stand on its own shape only.
    lined
        Whether it stands at the end of a line, or not at all: what it names is too small to be told otherwise.
    """

    key: str
    lines: tuple[str, ...]
    x: float
    y: float
    size: float
    own: Any
    rank: float
    must: bool = False
    colour: str = "#17212b"
    sides: tuple[tuple[float, float], ...] = ()
    reach: int = len(ISLAND_NEAR)
    far: bool = False
    within: bool = False
    lined: bool = False

    @property
    def anchor(self) -> Any:
        """What a line to the name begins at."""
        return shapely.Point(self.x, self.y) if self.own.is_empty else self.own


def scales() -> tuple[float, float]:
    """Sizes of the lines of a label beside its first."""
    return 1.0, VALUE_SCALE


def attempts(wish: LabelWish) -> Iterator[tuple[LabelWish, bool]]:
    """In which forms a name tries to find room, the best first, each with whether it stands at the end of a line."""
    if wish.lined:
        yield wish, True
        yield replace(wish, size=wish.size * SMALLER), True
        return
    yield wish, False
    if not wish.far:
        return
    smaller, smallest = (replace(wish, size=wish.size * scale) for scale in (SMALLER, SMALLEST))
    yield smaller, False
    if wish.size * SMALLEST >= LEAST_SIZE:
        yield smallest, False
    yield smaller, True
    if len(wish.lines) > 1:
        alone = replace(smaller, lines=wish.lines[:1])
        yield alone, False
        yield alone, True


def candidates(wish: LabelWish, half_width: float, half_height: float) -> list[tuple[float, float, float]]:
    """On what is named and beside it: offsets from its point, and how far that is in heights of the name."""
    found = []
    if not wish.sides:
        found += [(across * half_width, up * 2 * half_height, abs(across) + abs(up)) for across, up in STEPS]
    if wish.within:
        return found
    west, south, east, north = shapely.bounds(wish.own) if not wish.own.is_empty else (wish.x, wish.y) * 2
    for order, (across, up) in enumerate(wish.sides or BESIDE):
        for extra in ISLAND_NEAR[: wish.reach] if wish.sides else NEAR:
            dx = across * (half_width + 2.0 + extra * half_height)
            dy = up * (half_height + 2.0 + extra * half_height)
            # Beside the whole shape where it is small, beside its middle where it is large.
            dx += min(max(east - wish.x, 0.0), half_width) * (across > 0)
            dx -= min(max(wish.x - west, 0.0), half_width) * (across < 0)
            dy += min(max(north - wish.y, 0.0), half_height) * (up > 0)
            dy -= min(max(wish.y - south, 0.0), half_height) * (up < 0)
            preference = 0.7 * order if wish.sides else 0.4 * (abs(across) + abs(up) - 1)
            found.append((dx, dy, 2.2 + extra + preference))
    return found


def far_candidates(
    wish: LabelWish, half_width: float, half_height: float
) -> list[tuple[float, float, float]]:
    """Further off, all around: offsets from its point, and how far that is in heights of the name."""
    west, south, east, north = shapely.bounds(wish.own) if not wish.own.is_empty else (wish.x, wish.y) * 2
    found = []
    for angle in np.arange(FAR_DIRECTIONS) * (2 * np.pi / FAR_DIRECTIONS):
        across, up = float(np.cos(angle)), float(np.sin(angle))
        reach_x = min((east - wish.x) if across > 0 else (wish.x - west), half_width * 2.5)
        reach_y = min((north - wish.y) if up > 0 else (wish.y - south), half_width * 2.5)
        for length in FAR:
            gap = length * wish.size / FAR_SIZE
            dx = across * (gap + reach_x) + _sign(across) * half_width
            dy = up * (gap + reach_y) + _sign(up) * half_height
            found.append((dx, dy, 2.0 + gap / half_height))
    return found


def _sign(value: float) -> float:
    return 0.0 if abs(value) < 0.2 else 1.0 if value > 0 else -1.0


def leader(wish: LabelWish, box: Any, into: float) -> Any:
    """The line from a name to what it names, ending a little within it.

    Parameters
    ----------
    box
        The rectangle of the name.
    into
        Points that the line reaches into the shape.
    """
    line = shapely.shortest_line(box, wish.anchor)
    start, end = shapely.get_coordinates(line)
    towards = np.array([wish.x, wish.y]) - end
    length = float(np.hypot(*towards))
    if length > 0:
        end = end + towards * min(into / length, 1.0)
    return shapely.LineString([start, end])


def lines_cross(line: Any, others: Sequence[Any]) -> bool:
    """Whether a line meets any of these shapes."""
    return any(shapely.intersects(line, other) for other in others)
