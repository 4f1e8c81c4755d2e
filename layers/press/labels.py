"""Names on the map that do not lie over one another, over another's island, or over what else is on the sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import shapely

from layers.press.typesetting import Typesetter
from layers.press.window import Box

CLEARANCE_PT: Final = 1.2
ROW: Final = 1.22
"""Height of a line of a label beside its size."""

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
DISTANCE_COST: Final = 0.16
FOREIGN_COST: Final = 1.4
MOST_FOREIGN: Final = 0.9
"""Share of its box above which a name would be taken for that of the land it lies on."""

TOUCHING_PT: Final = 0.05
ISLAND_PT2: Final = 60.0
"""A part of the land smaller than this is an island that no other's name may cover."""


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


@dataclass
class LabelPlacer:
    """Places names one after the other.

    Parameters
    ----------
    bounds
        Where names may stand.
    land
        All shapes a name may cover in part, by key of their owner.
    taken
        Boxes that are not to be covered at all.
    """

    typesetter: Typesetter
    bounds: Box
    land: dict[str, Any]
    taken: list[Box] = field(default_factory=list)
    barred: list[Any] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._keys = list(self.land)
        self._tree = shapely.STRtree([self.land[key] for key in self._keys])
        parts = [(key, part) for key, shape in self.land.items() for part in shapely.get_parts(shape)]
        alone = standing_alone([part for _key, part in parts])
        self._islands = [parts[number] for number in alone]
        self._island_tree = shapely.STRtree([part for _key, part in self._islands])

    def place(self, wishes: Sequence[LabelWish], gid: str) -> dict[str, Box]:
        """Set what finds room; give the boxes by key."""
        placed = self.plan(wishes)
        self.draw(wishes, placed, gid)
        return placed

    def plan(self, wishes: Sequence[LabelWish]) -> dict[str, Box]:
        """Find room for names without setting them."""
        placed: dict[str, Box] = {}
        for wish in sorted(wishes, key=lambda wish: (wish.rank, wish.key)):
            found = self._best(wish, list(placed.values()))
            if found is not None:
                placed[wish.key] = found
        return placed

    def draw(self, wishes: Sequence[LabelWish], placed: Mapping[str, Box], gid: str) -> None:
        """Set the names that found room; those that had to and did not are remembered in `left_out`."""
        for wish in wishes:
            if wish.key in placed:
                self.taken.append(placed[wish.key])
                self._draw(wish, placed[wish.key], f"{gid}-{wish.key}")
            elif wish.must:
                self.left_out.append(wish.lines[0])

    def _best(self, wish: LabelWish, others: list[Box]) -> Box | None:
        best, cost = None, float("inf")
        for dx, dy, distance in candidates(wish, *self._extent(wish)):
            box = self._box(wish, dx, dy)
            if any(box.meets(other) for other in others) or not self._is_free(wish, box):
                continue
            foreign = self._foreign_share(wish, box)
            if foreign > MOST_FOREIGN and not wish.must:
                continue
            price = distance * DISTANCE_COST + FOREIGN_COST * foreign
            if price < cost:
                best, cost = box, price
        return best

    def _extent(self, wish: LabelWish) -> tuple[float, float]:
        box = self._box(wish, 0.0, 0.0)
        return box.width / 2, box.height / 2

    def _box(self, wish: LabelWish, dx: float, dy: float) -> Box:
        widths = [
            self.typesetter.width(line, wish.size * scale)
            for line, scale in zip(wish.lines, scales(), strict=False)
        ]
        height = sum(wish.size * scale * ROW for _line, scale in zip(wish.lines, scales(), strict=False))
        half = max(widths) / 2 + CLEARANCE_PT
        x, y = wish.x + dx, wish.y + dy
        return Box(x - half, y - height / 2, x + half, y + height / 2)

    def _is_free(self, wish: LabelWish, box: Box) -> bool:
        if not self.bounds.holds(box) or any(box.meets(other) for other in self.taken):
            return False
        if any(shapely.intersects(shape, box.shape) for shape in self.barred):
            return False
        hits = self._island_tree.query(box.shape, predicate="intersects")
        return all(self._islands[hit][0] == wish.key for hit in hits)

    def _foreign_share(self, wish: LabelWish, box: Box) -> float:
        """Share of the box that lies over the land of others."""
        shape = box.shape
        hits = [hit for hit in self._tree.query(shape, predicate="intersects") if self._keys[hit] != wish.key]
        return sum(shapely.intersection(self.land[self._keys[hit]], shape).area for hit in hits) / shape.area

    def _draw(self, wish: LabelWish, box: Box, gid: str) -> None:
        top = box.top
        for number, (line, scale) in enumerate(zip(wish.lines, scales(), strict=False)):
            size = wish.size * scale
            baseline = top - size * 0.95
            top -= size * ROW
            middle = (box.left + box.right) / 2
            self.typesetter.put(
                line, middle, baseline, size, align="center", halo=True, colour=wish.colour,
                gid=gid if number == 0 else f"{gid}-value", zorder=8.0,
            )  # fmt: skip


def standing_alone(parts: Sequence[Any]) -> list[int]:
    """Numbers of the parts of the land that are islands: small, and touching no part that is large."""
    tree = shapely.STRtree(parts)
    small = [number for number, part in enumerate(parts) if part.area < ISLAND_PT2]
    return [
        number
        for number in small
        if all(
            parts[hit].area < ISLAND_PT2
            for hit in tree.query(parts[number].buffer(TOUCHING_PT, quad_segs=1), predicate="intersects")
        )
    ]


def scales() -> tuple[float, float]:
    """Sizes of the lines of a label beside its first."""
    return 1.0, 0.86


def candidates(wish: LabelWish, half_width: float, half_height: float) -> list[tuple[float, float, float]]:
    """Where a name might stand: offsets from its point, and how far that is in heights of the name."""
    found = []
    if not wish.sides:
        found += [(across * half_width, up * 2 * half_height, abs(across) + abs(up)) for across, up in STEPS]
    west, south, east, north = shapely.bounds(wish.own) if not wish.own.is_empty else (wish.x, wish.y) * 2
    for order, (across, up) in enumerate(wish.sides or BESIDE):
        for extra in (0.0, 0.6, 1.4):
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
