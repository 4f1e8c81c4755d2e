"""Names on the map that do not lie over one another, over another's island, or over what else is on the sheet."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import shapely

from layers.press.label_spots import (
    LabelWish,
    attempts,
    candidates,
    far_candidates,
    leader,
    lines_cross,
    scales,
)
from layers.press.paint import path_of_lines
from layers.press.typesetting import INK, Typesetter
from layers.press.window import Box

CLEARANCE_PT: Final = 1.2
ROW: Final = 1.22
"""Height of a line of a label beside its size."""

DISTANCE_COST: Final = 0.16
FOREIGN_COST: Final = 1.4
AWAY_COST: Final = 3.0
MOST_FOREIGN: Final = 0.7
"""Share of its box above which a name would be taken for that of the land it lies on."""

MOST_FOREIGN_WITHIN: Final = 0.08
"""The same of a name that may stand on its own land only."""

MOST_HIDDEN, MOST_HIDDEN_OF_OTHERS = 0.5, 0.15
"""Share of a place in focus that a name may hide: of its own, and of another's."""

ROOMY: Final = 1.6
"""A place that is not that much larger than its name counts as another's: the name would be all that is seen."""

LEADER_INTO: Final = 0.3
"""How far a line reaches into what it names, in sizes of the name."""

ISLAND_CLEARANCE_PT: Final = 0.5
"""Room between the name of an island and any land."""

MOST_OFF: Final = 0.8
"""Of the size of a name: how far off what it names it may stand without a line."""

LINED_CLEARANCE_PT: Final = 2.0
"""The same of a name at the end of a line that must stand there."""

TOUCHING_PT: Final = 0.05
ISLAND_PT2: Final = 60.0
"""A part of the land smaller than this is an island that no other's name may cover."""


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
    barred
        Shapes that are not to be covered at all.
    coloured
        Shapes whose fill must stay to be seen, by key of their owner: those in focus.
    home
        Shape that names stand in where they can.
    owners
        Keys of `land` and `coloured` that belong to a name besides its own key.
    most_foreign
        Share of its box that a name may have over the land of others.
    roomy
        How much larger than its name a place must be for half of it to be hidden by it.
    strict
        Whether even a name that must be there is left out where it would hide too much or stand on another's land.
    """

    typesetter: Typesetter
    bounds: Box
    land: dict[str, Any]
    taken: list[Box] = field(default_factory=list)
    barred: list[Any] = field(default_factory=list)
    coloured: dict[str, Any] = field(default_factory=dict)
    owners: Mapping[str, Collection[str]] = field(default_factory=dict)
    home: Any = None
    most_foreign: float = 1.0
    strict: bool = False
    roomy: float = ROOMY
    left_out: list[str] = field(default_factory=list)
    leaders: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._keys = list(self.land)
        self._tree = shapely.STRtree([self.land[key] for key in self._keys])
        parts = [(key, part) for key, shape in self.land.items() for part in shapely.get_parts(shape)]
        alone = standing_alone([part for _key, part in parts])
        self._islands = [parts[number] for number in alone]
        self._island_tree = shapely.STRtree([part for _key, part in self._islands])
        self._focus = list(self.coloured)
        self._focus_tree = shapely.STRtree([self.coloured[key] for key in self._focus])
        self._set_as: dict[str, LabelWish] = {}

    def place(self, wishes: Sequence[LabelWish], gid: str) -> dict[str, Box]:
        """Set what finds room; give the boxes by key."""
        placed = self.plan(wishes)
        self.draw(wishes, placed, gid)
        return placed

    def plan(self, wishes: Sequence[LabelWish]) -> dict[str, Box]:
        """Find room for names without setting them."""
        placed: dict[str, Box] = {}
        self.leaders, self._set_as = {}, {}
        for wish in sorted(wishes, key=lambda wish: (wish.rank, wish.key)):
            found = self._found(wish, list(placed.values()))
            if found is not None:
                placed[wish.key] = found
        return placed

    def draw(self, wishes: Sequence[LabelWish], placed: Mapping[str, Box], gid: str) -> None:
        """Set the names that found room; those that had to and did not are remembered in `left_out`."""
        for wish in wishes:
            if wish.key in placed:
                self.taken.append(placed[wish.key])
                self._draw(self._set_as.get(wish.key, wish), placed[wish.key], f"{gid}-{wish.key}")
            elif wish.must:
                self.left_out.append(wish.lines[0])
        self.barred = [*self.barred, *self.leaders.values()]

    def draw_leaders(self, painter: Any, scale: float) -> None:
        """Draw the lines from names to what they name, on a paler and wider line."""
        for key, line in sorted(self.leaders.items()):
            path = path_of_lines([shapely.get_coordinates(line)])
            painter.stroke(path, "white", 1.7 * scale, gid=f"leader-ground-{key}", zorder=7.0, alpha=0.8)
            painter.stroke(path, INK, 0.5 * scale, gid=f"leader-{key}", zorder=7.1)

    def _found(self, wish: LabelWish, others: list[Box]) -> Box | None:
        """The best box in the first form of a name that finds any; what must be there may hide more."""
        for tried, is_far in attempts(wish):
            found = self._best(tried, others, is_far=is_far)
            if found is not None:
                self._set_as[wish.key] = tried
                if is_far:
                    self.leaders[wish.key] = leader(tried, found.shape, tried.size * LEADER_INTO)
                return found
        if not wish.must or self.strict:
            return None
        self._set_as[wish.key] = wish
        return self._best(wish, others, is_far=False, strict=False)

    def _best(self, wish: LabelWish, others: list[Box], *, is_far: bool, strict: bool = True) -> Box | None:
        best, cost = None, float("inf")
        offsets = far_candidates if is_far else candidates
        for dx, dy, distance in offsets(wish, *self._extent(wish)):
            box = self._box(wish, dx, dy)
            if distance * DISTANCE_COST >= cost or any(box.meets(other) for other in others):
                continue
            if not self._is_free(wish, box) or (strict and self._hides(wish, box)):
                continue
            if not is_far and wish.far and shapely.distance(wish.anchor, box.shape) > wish.size * MOST_OFF:
                continue
            foreign = self._foreign_share(wish, box)
            if strict and not is_far and foreign > min(_most_foreign(wish), self.most_foreign):
                continue
            if is_far and (self._is_on_others(wish, box) or self._is_crossed(wish, box, others)):
                continue
            price = distance * DISTANCE_COST + FOREIGN_COST * foreign + self._away_cost(box)
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
        shape = box.shape
        if any(shapely.intersects(barred, shape) for barred in self.barred):
            return False
        if any(shapely.intersects(line, shape) for line in self.leaders.values()):
            return False
        if wish.sides:
            return not len(self._tree.query(box.grown(ISLAND_CLEARANCE_PT).shape, predicate="intersects"))
        room = box.grown(LINED_CLEARANCE_PT).shape if wish.lined else shape
        hits = self._island_tree.query(room, predicate="intersects")
        return all(self._is_own(wish, self._islands[hit][0]) for hit in hits)

    def _is_own(self, wish: LabelWish, key: str) -> bool:
        return key == wish.key or key in self.owners.get(wish.key, ())

    def _hides(self, wish: LabelWish, box: Box) -> bool:
        """Whether so much of a place in focus would be covered that its colour is hard to see."""
        shape = box.shape
        for hit in self._focus_tree.query(shape, predicate="intersects"):
            place = self.coloured[self._focus[hit]]
            is_own = self._is_own(wish, self._focus[hit]) and place.area > shape.area * self.roomy
            most = MOST_HIDDEN if is_own else MOST_HIDDEN_OF_OTHERS
            if place.area * most < shape.area and (
                shapely.intersection(place, shape).area > place.area * most
            ):
                return True
        return False

    def _is_crossed(self, wish: LabelWish, box: Box, others: Sequence[Box]) -> bool:
        """Whether the line to a name would run through another name, another line or what else is on the map."""
        line = leader(wish, box.shape, wish.size * LEADER_INTO)
        boxes = [other.shape for other in (*others, *self.taken)]
        return lines_cross(line, [*boxes, *self.leaders.values(), *self.barred])

    def _is_on_others(self, wish: LabelWish, box: Box) -> bool:
        """Whether more of a box than may be lies over what others have coloured."""
        shape = box.shape
        covered = [
            shapely.intersection(self.coloured[self._focus[hit]], shape).area
            for hit in self._focus_tree.query(shape, predicate="intersects")
            if not self._is_own(wish, self._focus[hit])
        ]
        return sum(covered) > self.most_foreign * shape.area

    def _foreign_share(self, wish: LabelWish, box: Box) -> float:
        """Share of the box that lies over the land of others."""
        shape = box.shape
        hits = [
            hit
            for hit in self._tree.query(shape, predicate="intersects")
            if not self._is_own(wish, self._keys[hit])
        ]
        return sum(shapely.intersection(self.land[self._keys[hit]], shape).area for hit in hits) / shape.area

    def _away_cost(self, box: Box) -> float:
        """What standing outside the shape that names belong in costs."""
        if self.home is None:
            return 0.0
        return AWAY_COST * (1 - shapely.intersection(self.home, box.shape).area / box.shape.area)

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


def _most_foreign(wish: LabelWish) -> float:
    """Share of its box that may lie over the land of others."""
    if wish.within:
        return MOST_FOREIGN_WITHIN
    return 1.0 if wish.sides else MOST_FOREIGN


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
