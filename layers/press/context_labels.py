"""Names of what lies around the focus, in grey: provinces, then cities where there is room."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Any, Final

import shapely

from layers.press.frames import PressFrame
from layers.press.label_spots import LabelWish
from layers.press.map_labels import label_point
from layers.press.order import MapNames
from layers.press.paint import polygons_within
from layers.press.shapes import SheetShapes
from layers.press.window import Box

PROVINCE_INK: Final = "#55636f"
CITY_INK: Final = "#73808d"
LEAST_PT2: Final = 420.0
"""Land of a province that must be seen for its name to be put there."""

SPECIAL_REGIONS: Final = ("810000", "820000")
"""Hong Kong and Macau are named even where they are small: at the end of a line."""

LEAST_CITY_PT2: Final = 260.0


def context_owners(frame: PressFrame, shapes: SheetShapes) -> dict[str, list[str]]:
    """Places outside the focus by their province: its name may lie on any of them."""
    focus = set(frame.focus)
    around = defaultdict(list)
    for place_id in shapes.places:
        if place_id not in focus:
            around[shapes.place_province[place_id]].append(place_id)
    return {province_id: sorted(ids) for province_id, ids in sorted(around.items())}


def province_wishes(
    frame: PressFrame, shapes: SheetShapes, names: MapNames, box: Box, size: float
) -> list[LabelWish]:
    """Names of the provinces around, where enough of them is seen."""
    wishes = []
    for province_id, ids in context_owners(frame, shapes).items():
        land = shapely.union_all([shapes.places[place_id] for place_id in ids])
        seen = polygons_within(land, box.grown(-size))
        name = names.provinces.get(province_id)
        if name and province_id in SPECIAL_REGIONS and len(ids) == 1 and seen.area > 0.9 * land.area:
            wish = _wish(province_id, name, seen, size, PROVINCE_INK)
            wishes.append(replace(wish, within=False, far=True))
        elif name and seen.area >= LEAST_PT2:
            wishes.append(_wish(province_id, name, seen, size * 1.1, PROVINCE_INK))
    return wishes


def city_wishes(
    frame: PressFrame, shapes: SheetShapes, names: MapNames, box: Box, size: float
) -> list[LabelWish]:
    """Names of the places around, where they fit on what is seen of them."""
    wishes = []
    for place_id, shape in sorted(shapes.places.items()):
        # A province of one place has its name already.
        if place_id in frame.focus or place_id not in names.places or place_id.endswith("0000"):
            continue
        seen = polygons_within(shape, box.grown(-size * 0.6))
        if seen.area >= LEAST_CITY_PT2:
            wishes.append(_wish(place_id, names.places[place_id], seen, size * 0.84, CITY_INK))
    return wishes


def _wish(key: str, name: str, seen: Any, size: float, colour: str) -> LabelWish:
    x, y = label_point(seen)
    return LabelWish(key, (name,), x, y, size, seen, -seen.area, colour=colour, within=True)
