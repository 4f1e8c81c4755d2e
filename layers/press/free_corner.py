"""Where on a map something may be laid: over no island, over no land in focus, over no line of the sea."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import shapely

from layers.press.labels import standing_alone
from layers.press.order import PressFigure
from layers.press.shapes import SheetShapes
from layers.press.window import Box

ROWS, COLUMNS = 15, 25
OVER_A_BORDER: Final = 0.7
"""What lying half on land and half on the sea costs, beside 1 for the way up the map."""


def free_corner(
    made: PressFigure,
    shapes: SheetShapes,
    size: tuple[float, float],
    pad: float,
    keep_off: Sequence[Any] = (),
) -> tuple[float, float] | None:
    """Lower left corner of the best spot for a box, from the lower left of the map on; None where there is none.

    Parameters
    ----------
    size
        Width and height of the box.
    pad
        Points that it keeps from the edge of the map; half of it from all else.
    keep_off
        Shapes that it may not cover, besides islands and the land in focus.
    """
    room, (width, height) = made.window.box.grown(-pad), size
    if width > room.width or height > room.height:
        return None
    parts = shapely.get_parts(list(shapes.places.values()))
    others = [other.shape for name, other in made.boxes.items() if name in ("legend", "inset", "locator")]
    barred = shapely.STRtree(
        [
            *shapely.get_parts(shapes.land(made.frame.focus)),
            *parts[standing_alone(parts)],
            *others,
            *keep_off,
        ]
    )
    land = shapely.STRtree(parts)
    best, cost = None, float("inf")
    for up in np.linspace(0.0, 1.0, ROWS):
        for across in np.linspace(0.0, 1.0, COLUMNS):
            price = float(up + across * 0.6)
            left = room.left + across * (room.width - width)
            bottom = room.bottom + up * (room.height - height)
            spot = Box(left, bottom, left + width, bottom + height).grown(pad * 0.5).shape
            if price >= cost or len(barred.query(spot, predicate="intersects")):
                continue
            price += OVER_A_BORDER * (len(land.query(spot, predicate="intersects")) > 1)
            if price < cost:
                best, cost = (left, bottom), price
    return best


def spot_beside(
    room: Box, size: tuple[float, float], others: Sequence[Box], gap: float
) -> tuple[float, float] | None:
    """Lower left corner for a box in a room beside the map, clear of what else stands there."""
    width, height = size
    for left in (room.left, room.right - width):
        for bottom in (room.top - height, room.bottom):
            box = Box(left, bottom, left + width, bottom + height)
            if room.holds(box, 0.1) and not any(box.grown(gap).meets(other) for other in others):
                return left, bottom
    return None
