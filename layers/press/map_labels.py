"""Which names stand on a map, in which order they find their places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any, Final

import numpy as np
import shapely

from layers.drawn import DrawnLayer, DrawnPlace
from layers.indicator_layer import INDICATOR_PREFIX
from layers.press.class_marks import mark_of_places, with_mark
from layers.press.frames import PressFrame
from layers.press.labels import LabelWish
from layers.press.order import MapNames
from layers.press.paint import polygons_within
from layers.press.shapes import SheetShapes
from layers.press.south_sea import NAMED_ISLANDS, island_name
from layers.press.window import Box, MapWindow
from layers.web_map import rounded
from translations import Words

MOST_WITH_VALUES: Final = 24
"""Places in a frame whose figures still have room below their names."""

SMALL_PT2: Final = 160.0
CONTEXT_PT2: Final = 2500.0
NAME_SIZES: Final = {"place": 1.35, "province": 1.15, "area": 1.0}
EMPTY: Final = shapely.Polygon()


def focus_wishes(
    frame: PressFrame, shapes: SheetShapes, names: MapNames, drawn: DrawnLayer, size: float
) -> list[LabelWish]:
    """Names of the provinces on a map of China, else of the places in focus, with their figures where there is room."""
    if frame.kind == "china":
        return [
            _wish(
                key,
                (names.provinces.get(key, ""),),
                shape,
                size * 0.92,
                rank=_province_rank(shape),
                must=True,
            )
            for key, shape in shapes.provinces.items()
            if names.provinces.get(key)
        ]
    look = {place.place_id: place for place in drawn.places}
    marks = mark_of_places(drawn)
    # What an indicator demands is no number without its comparator: the colour and the legend say it whole.
    has_figures = drawn.unit_symbol is not None and not drawn.layer_id.startswith(INDICATOR_PREFIX)
    with_values = has_figures and len(frame.focus) <= MOST_WITH_VALUES
    signed = any(place.value is not None and place.value < 0 for place in drawn.places)
    wishes = []
    for place_id in frame.focus:
        if place_id not in shapes.places or place_id not in names.places:
            continue
        chosen = place_id == frame.chosen
        mark = marks.get(place_id, "")
        value = value_line(look.get(place_id), drawn.decimals, signed=signed) if with_values else ()
        lines = with_mark((names.places[place_id], *value), mark)
        shape = shapes.places[place_id]
        wishes.append(
            _wish(
                place_id,
                lines,
                shape,
                size * NAME_SIZES.get(frame.kind, 1.0) * (1.2 if chosen else 1.0),
                rank=_place_rank(place_id, shape, chosen),
                must=chosen,
            )
        )
    return wishes


def context_wishes(
    frame: PressFrame, shapes: SheetShapes, names: MapNames, box: Box, size: float
) -> list[LabelWish]:
    """Names of the provinces around the focus, where enough of them is seen; paler than those in focus."""
    focus = set(frame.focus)
    around: dict[str, list[Any]] = defaultdict(list)
    for place_id, shape in shapes.places.items():
        if place_id not in focus:
            around[shapes.place_province[place_id]].append(shape)
    wishes = []
    for province_id, parts in sorted(around.items()):
        seen = polygons_within(shapely.union_all(parts), box.grown(-size))
        if seen.area < CONTEXT_PT2 or province_id not in names.provinces:
            continue
        x, y = label_point(seen)
        wishes.append(
            LabelWish(
                province_id,
                (names.provinces[province_id],),
                x,
                y,
                size * 0.95,
                seen,
                -seen.area,
                colour="#7b8894",
            )
        )
    return wishes


def value_line(place: DrawnPlace | None, decimals: int, *, signed: bool = False) -> tuple[str, ...]:
    """The figure of a place as the web map says it; nothing where there is none.

    Parameters
    ----------
    signed
        Whether figures above zero carry their sign.
    """
    if place is None or place.value is None:
        return ()
    value = rounded(place.value, decimals) or 0.0
    text = f"{value:.{decimals}f}".replace("-", "−")
    return (f"+{text}" if signed and value > 0 else text,)


def inset_wishes(window: MapWindow, words: Words, size: float) -> list[LabelWish]:
    """Names of the islands in the inset."""
    return [
        _island(window, number, words, size) for number, island in enumerate(NAMED_ISLANDS) if island.in_inset
    ]


def main_island_wishes(window: MapWindow, words: Words, size: float) -> list[LabelWish]:
    """Names of the islands that must stand on the main map of China."""
    return [
        _island(window, number, words, size)
        for number, island in enumerate(NAMED_ISLANDS)
        if not island.in_inset
    ]


def named_island_room(window: MapWindow, size: float) -> Any:
    """Where the main map's named islands and their names stand: what else is laid on the map keeps off."""
    spots = [window.point(island.lon, island.lat) for island in NAMED_ISLANDS if not island.in_inset]
    return shapely.union_all([shapely.box(x - size, y - size, x + size * 4.2, y + size) for x, y in spots])


def island_keys() -> Collection[str]:
    """Keys of the labels of all islands that must be named."""
    return [f"{number}" for number in range(len(NAMED_ISLANDS))]


def _island(window: MapWindow, number: int, words: Words, size: float) -> LabelWish:
    island = NAMED_ISLANDS[number]
    x, y = window.point(island.lon, island.lat)
    return LabelWish(
        str(number),
        (island_name(island, words),),
        x,
        y,
        size,
        EMPTY,
        float(number),
        must=True,
        sides=island.sides,
    )


def _wish(key: str, lines: tuple[str, ...], shape: Any, size: float, *, rank: float, must: bool) -> LabelWish:
    x, y = label_point(shape)
    return LabelWish(key, lines, x, y, size, shape, rank, must)


def label_point(shape: Any) -> tuple[float, float]:
    """Middle of the largest circle in the largest part of a shape."""
    parts = shapely.get_parts(shape)
    largest = parts[int(np.argmax(shapely.area(parts)))]
    circle = shapely.maximum_inscribed_circle(largest, tolerance=0.5)
    x, y = circle.coords[0]
    return float(x), float(y)


def _province_rank(shape: Any) -> float:
    """Small provinces have the least choice and go first; then the largest."""
    return shape.area if shape.area < SMALL_PT2 else 1e9 - shape.area


def _place_rank(place_id: str, shape: Any, chosen: bool) -> float:
    """The chosen place, then capitals and municipalities (GB/T 2260: …0100, …0000), then the larger."""
    if chosen:
        return -1e9
    return -shape.area - (1e6 if place_id[2:] in ("0100", "0000") else 0.0)
