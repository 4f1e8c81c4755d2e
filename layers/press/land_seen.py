"""The land on a map as drawn: its parts, whose they are, and which of them are islands."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.press.finding import Looked
from layers.press.labels import standing_alone
from layers.press.window import Box

TRACE_PT2: Final = 0.5
TOUCHING_PT: Final = 0.1
LARGE_PT2: Final = 20.0
"""Parts of the land at least so large may belong to an island of several places."""

TEXT_SLACK_PT: Final = 0.8
"""Boxes of text are higher than what is printed: that much of each side may lie over land."""


class LandSeen:
    """The land on the main map, or in the inset when the prefix of its gids is given."""

    def __init__(self, looked: Looked, prefix: str) -> None:
        focus = set(looked.made.frame.focus)
        begins = len(f"{prefix}place-")
        patches = [
            patch
            for patch in looked.seen.with_prefix(f"{prefix}place-")
            if patch.gid[begins:].isdigit() and patch.visible
        ]
        self._owners = [
            patch.gid[begins:] for patch in patches for _part in shapely.get_parts(patch.polygons)
        ]
        self._parts = np.array(
            [part for patch in patches for part in shapely.get_parts(patch.polygons)], dtype=object
        )
        self._in_focus = [owner in focus for owner in self._owners]
        self._tree = shapely.STRtree(self._parts)
        islands = set(standing_alone(list(self._parts)))
        self._is_island = [number in islands for number in range(len(self._parts))]
        self._large = self._large_islands()

    def covered_by(self, laid: Any) -> bool:
        """Whether a box lies over an island, or over more than a trace of the land in focus."""
        area = 0.0
        for hit in self._tree.query(laid, predicate="intersects"):
            if self._is_island[hit]:
                return True
            if self._in_focus[hit]:
                area += shapely.intersection(self._parts[hit], laid).area
        return area > TRACE_PT2

    def foreign_islands(self, own: str, box: Box) -> bool:
        """Whether a text lies over an island of another place or province than `own`, the first digits of its id."""
        hits = self._tree.query(box.shape, predicate="intersects")
        if any(self._is_island[hit] and not self._owners[hit].startswith(own) for hit in hits):
            return True
        printed = box.grown(-TEXT_SLACK_PT).shape
        return any(
            not any(owner.startswith(own) for owner in owners)
            and shapely.area(shapely.intersection(island, printed)).sum() > TRACE_PT2
            for island, owners in self._large
        )

    def _large_islands(self) -> list[tuple[Any, set[str]]]:
        """Islands of any size, of one place or several, and whose they are: all land but the largest, which is no island."""
        large = [number for number, part in enumerate(self._parts) if part.area >= LARGE_PT2]
        if not large:
            return []
        parts = self._parts[large]
        group = groups_of(
            shapely.STRtree(parts).query(parts, predicate="dwithin", distance=TOUCHING_PT), len(parts)
        )
        sizes = np.bincount(group, weights=shapely.area(parts))
        return [
            (parts[group == number], {self._owners[large[hit]] for hit in hits})
            for number in np.unique(group)
            if number != sizes.argmax() and len(hits := np.flatnonzero(group == number))
        ]


def groups_of(pairs: NDArray[np.intp], count: int) -> NDArray[np.intp]:
    """Number of the group of each of `count` things, of which those of a pair, (2, n), belong together."""
    group = np.arange(count)
    while True:
        lowest = group.copy()
        np.minimum.at(lowest, pairs[0], group[pairs[1]])
        if (lowest == group).all():
            return group
        group = lowest
