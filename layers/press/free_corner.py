"""Where on a map something may be laid: over no island, over as little land in focus as can be."""

from __future__ import annotations

import numpy as np
import shapely

from layers.press.labels import standing_alone
from layers.press.order import PressFigure
from layers.press.shapes import SheetShapes
from layers.press.window import Box

AN_ISLAND = 10.0
"""What covering an island costs, beside 4 for lying on land in focus altogether."""


def free_corner(
    made: PressFigure, shapes: SheetShapes, width: float, height: float, pad: float
) -> tuple[float, float]:
    """Lower left corner of the best spot for a box, from the lower left of the map on."""
    box = made.window.box.grown(-pad)
    land = shapes.land(made.frame.focus)
    parts = shapely.get_parts(list(shapes.places.values()))
    islands = shapely.STRtree(parts[standing_alone(parts)])
    others = [other for name, other in made.boxes.items() if name in ("legend", "inset", "locator")]
    best, cost = (box.left, box.bottom), float("inf")
    for up in np.linspace(0.0, 1.0, 11):
        for across in np.linspace(0.0, 1.0, 17):
            left = box.left + across * (box.width - width)
            bottom = box.bottom + up * (box.height - height)
            spot = Box(left, bottom, left + width, bottom + height).grown(pad * 0.5)
            if any(spot.meets(other) for other in others):
                continue
            price = shapely.intersection(land, spot.shape).area / (width * height) * 4 + up + across * 0.6
            price += AN_ISLAND * (len(islands.query(spot.shape, predicate="intersects")) > 0)
            if price < cost:
                best, cost = (left, bottom), price
    return best
