"""Which names stand on a map, in which order they find their places."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

import numpy as np
import shapely

from layers.drawn import DrawnLayer, DrawnPlace
from layers.indicator_layer import INDICATOR_PREFIX
from layers.park_words import park_name
from layers.press.class_marks import mark_of_places, with_mark
from layers.press.frames import PressFrame
from layers.press.label_spots import LabelWish
from layers.press.order import MapNames
from layers.press.shapes import SheetShapes, polygons_of
from layers.press.south_sea import NAMED_ISLANDS, NamedIsland, island_name
from layers.press.window import Box, MapWindow
from policy.rounding import rounded, written
from translations import Words

MOST_WITH_VALUES: Final = 24
"""Places in a frame whose figures still have room below their names."""

SMALL_PT2: Final = 160.0
TINY_PT2: Final = 24.0
"""A province smaller than that on a map of China (Hong Kong, Macao) is named at the end of a line, or not at all."""

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
                must=shape.area >= TINY_PT2,
                lined=shape.area < TINY_PT2,
            )
            for key, shape in shapes.provinces.items()
            if names.provinces.get(key)
        ]
    look = {place.place_id: place for place in drawn.places}
    marks = mark_of_places(drawn)
    # What an indicator demands is no number without its comparator: the colour and the legend say it whole.
    has_figures = drawn.unit_symbol is not None and not drawn.layer_id.startswith(INDICATOR_PREFIX)
    signed = is_signed(drawn)
    with_values = has_figures and len(frame.focus) <= MOST_WITH_VALUES
    wishes = []
    for place_id in frame.focus:
        if place_id not in shapes.places or place_id not in names.places:
            continue
        chosen = place_id == frame.chosen
        mark = marks.get(place_id, "")
        value = value_line(look.get(place_id), drawn.decimals, signed=signed) if with_values else ()
        lines = with_mark((names.places[place_id], *value), mark)
        shape = shapes.places[place_id]
        if shapes.counties:
            shape = without(shape, shapes.counties.values())
        wishes.append(
            _wish(
                place_id,
                lines,
                shape,
                size * NAME_SIZES.get(frame.kind, 1.0) * (1.2 if chosen else 1.0),
                rank=_place_rank(place_id, shape, chosen),
                must=chosen or len(frame.focus) <= MOST_WITH_VALUES,
            )
        )
    return wishes


def without(shape: Any, others: Iterable[Any]) -> Any:
    """What is left of a shape beside others; all of it where nothing would be left."""
    rest = polygons_of(shapely.difference(shape, shapely.union_all(list(others))))
    return shape if rest.is_empty else rest


def is_signed(drawn: DrawnLayer) -> bool:
    """Whether the figures of a layer go both ways, so that those above zero have a sign too, as on the web map."""
    return any(place.value is not None and rounded(place.value, drawn.decimals) < 0 for place in drawn.places)


def value_line(place: DrawnPlace | None, decimals: int, *, signed: bool = False) -> tuple[str, ...]:
    """The figure of a place as the web map says it; nothing where there is none, and no sign before zero."""
    if place is None or place.value is None:
        return ()
    return (written(place.value, decimals, signed=signed),)


def county_wishes(
    shapes: SheetShapes, names_of: Mapping[str, str], words: Words, size: float
) -> list[LabelWish]:
    """Names of the counties that a frame draws.

    Parameters
    ----------
    names_of
        Chinese name of each county.
    """
    return [
        _wish(county_id, (park_name(words, names_of[county_id]),), shape, size, rank=-1e8, must=True)
        for county_id, shape in sorted(shapes.counties.items())
    ]


def inset_wishes(window: MapWindow, words: Words, size: float) -> list[LabelWish]:
    """Names of the islands in the inset."""
    return [
        _island(window, number, words, size) for number, island in enumerate(NAMED_ISLANDS) if island.in_inset
    ]


def island_wishes_on(window: MapWindow, words: Words, size: float, *, with_inset: bool) -> list[LabelWish]:
    """Names of the islands that a map of less than China shows and its inset does not, though none must be named."""
    return [
        replace(_island(window, number, words, size), must=False)
        for number, island in enumerate(NAMED_ISLANDS)
        if not (with_inset and island.in_inset) and is_on(window, island)
    ]


def is_on(window: MapWindow, island: NamedIsland) -> bool:
    """Whether an island lies on a map."""
    x, y = window.point(island.lon, island.lat)
    return window.box.holds(Box(x, y, x, y))


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


def _wish(
    key: str, lines: tuple[str, ...], shape: Any, size: float, *, rank: float, must: bool,
    lined: bool = False,
) -> LabelWish:  # fmt: skip
    x, y = label_point(shape)
    return LabelWish(key, lines, x, y, size, shape, rank, must, far=True, lined=lined)


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
