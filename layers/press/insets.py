"""The two small maps: the islands of the South China Sea, and where in the country the frame lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from typing import Any, Final

import numpy as np
import shapely

from geo.geometry import Geometry
from geo.projections import ALBERS_CHINA
from layers.drawn import DrawnLayer
from layers.press.frames import PressFrame
from layers.press.label_spots import LabelWish
from layers.press.labels import LabelPlacer
from layers.press.map_drawing import (
    OUTLINE,
    MapStyle,
    draw_land,
    draw_sea_lines,
    sea_lines_on,
)
from layers.press.map_labels import EMPTY, inset_wishes
from layers.press.paint import Painter, path_of
from layers.press.shapes import merged, sheet_shapes, without_specks
from layers.press.south_sea import SANSHA, inset_ratio, inset_window, sea_lines_of, within_lines
from layers.press.typesetting import ACCENT, Typesetter
from layers.press.window import Box, MapWindow, fit_window, projected_bounds
from translations import Words

HAINAN: Final = "460000"
FRAME_LINE: Final = "#5d6e7d"
LARGEST_SHARE: Final = 0.48
"""Of the height of the map."""

GOOD_SHARE: Final = 0.24
SMALLEST_SHARE: Final = 0.16
NAME_SIZES: Final = (1.0, 0.92, 0.85, 0.78, 0.72, 0.66)
INSET_CLEARANCE: Final = 0.2
"""Room between a name in the inset and a line of the sea, in sizes of the name."""

MAINLAND_PT2: Final = 1.5
"""Places that cover more of the inset are land that no island's name is laid on."""

REACHES: Final = (3, 6)
"""Smaller letters close to the islands come before larger ones further off (`LabelWish.reach`)."""

SANSHA_SEAT: Final = (112.34, 16.83)
"""永兴岛, where the place is administered; degrees."""

LOCATOR_LARGEST: Final = 150.0
LOCATOR_SMALLEST: Final = 60.0


def needs_south_sea(geometry: Geometry, frame: PressFrame, window: MapWindow) -> bool:
    """Whether 南海诸岛 must stand beside the map: on maps of China, and where the whole of Hainan is shown."""
    if frame.kind == "china":
        return True
    if frame.chosen == SANSHA or HAINAN not in geometry.provinces.index:
        return False
    parts = shapely.get_parts(geometry.provinces.geometry[HAINAN])
    island = parts[int(np.argmax(shapely.area(parts)))]
    return bool(window.degrees_shown().contains(island))


def inset_box(room: Box, land: Any, others: Sequence[Box], text: float) -> Box:
    """The largest box of the inset's form in a corner of the map that covers no land in focus and nothing else.

    Parameters
    ----------
    room
        The map, in points.
    text
        Points of common text: the clearance.
    """
    spread = shapely.buffer(land, text * 0.7, quad_segs=2)
    ratio = inset_ratio()
    for corner, smallest in (
        (0, GOOD_SHARE),
        (1, GOOD_SHARE),
        (0, SMALLEST_SHARE),
        (1, SMALLEST_SHARE),
        (2, 0.1),
        (3, 0.1),
    ):
        for share in np.arange(LARGEST_SHARE, smallest, -0.01):
            height = room.height * float(share)
            box = _corners(room, height * ratio, height)[corner]
            if not any(box.meets(other) for other in others) and not shapely.intersects(spread, box.shape):
                return box
    height = room.height * SMALLEST_SHARE
    return _corners(room, height * ratio, height)[0]


def _corners(room: Box, width: float, height: float) -> list[Box]:
    return [
        Box(room.right - width, room.bottom, room.right, room.bottom + height),
        Box(room.left, room.bottom, room.left + width, room.bottom + height),
        Box(room.right - width, room.top - height, room.right, room.top),
        Box(room.left, room.top - height, room.left + width, room.top),
    ]


def draw_south_sea(
    painter: Painter, typesetter: Typesetter, geometry: Geometry, drawn: DrawnLayer, frame: PressFrame,
    box: Box, words: Words, scale: float, sansha: str,
) -> MapWindow:  # fmt: skip
    """Draw the inset with its ten lines, its islands and their names.

    Parameters
    ----------
    sansha
        Name of the place that is in the inset alone: written there on a sheet of less than China that counts it.
    """
    window = inset_window(box)
    painter.rectangle(box, gid="inset-ground", colour="white", zorder=1.5)
    shapes = sheet_shapes(geometry, window)
    style = MapStyle("inset-", 0.15 * scale, 0.35 * scale, 0.4 * scale, 1.1 * scale, dot=0.42 * scale)
    draw_land(painter, shapes, drawn, frame.focus, box, style)
    lines = sea_lines_on(window, sea_lines_of(geometry))
    draw_sea_lines(painter, lines, box, style)
    painter.rectangle(
        box, gid="inset-frame", colour="none", edgecolor=FRAME_LINE, linewidth=0.6 * scale, zorder=4.5
    )
    size = box.height * 0.043
    lines_of_title = typesetter.wrap(words.gettext("南海诸岛"), size * 1.2, box.width * 0.46)
    bottom = box.bottom + size * 0.5
    for number, line in enumerate(reversed(lines_of_title)):
        baseline = bottom + size * 0.25 + number * size * 1.4
        typesetter.put(
            line, box.right - size * 0.6, baseline, size * 1.2, align="right", gid=f"inset-title-{number}"
        )
    heading = Box(
        box.right - box.width * 0.46, box.bottom, box.right, bottom + len(lines_of_title) * size * 1.4
    )
    spread = size * INSET_CLEARANCE
    mainland = [shape for key, shape in shapes.places.items() if shape.area > MAINLAND_PT2 and key != SANSHA]
    barred = [shapely.buffer(line, spread, quad_segs=2) for line in lines]
    barred.append(shapely.union_all(mainland))
    is_counted = frame.kind != "china" and SANSHA in frame.focus
    placer = LabelPlacer(
        typesetter, box.grown(-0.6), shapes.places, [heading], barred, home=within_lines(lines)
    )
    for reach, smaller in product(REACHES, NAME_SIZES):
        wishes = [replace(wish, reach=reach) for wish in inset_wishes(window, words, size * smaller)]
        placed = placer.plan(wishes)
        if len(placed) == len(wishes):
            break
    placer.draw(wishes, placed, "island-label")
    if is_counted:
        placer.place([_sansha_wish(window, size, sansha)], "label")
    return window


def _sansha_wish(window: MapWindow, size: float, text: str) -> LabelWish:
    """The name of the place that is in the inset alone: beside its islands where there is room, else not at all."""
    x, y = window.point(*SANSHA_SEAT)
    return LabelWish(
        SANSHA, (text,), x, y, size, EMPTY, 0.0, sides=((-1, 0), (-1, -1), (1, 1), (-1, 1), (1, 0))
    )


def locator_ratio() -> float:
    """Width of the locator divided by its height."""
    west, south, east, north = projected_bounds(ALBERS_CHINA, _whole_extent())
    return (east - west) / (north - south)


def draw_locator(
    painter: Painter, geometry: Geometry, frame: PressFrame, room: Box, scale: float
) -> MapWindow | None:
    """Draw the whole country, sea lines included, with the frame's places marked; None where there is no room."""
    width = min(room.width, room.height * locator_ratio(), LOCATOR_LARGEST * scale)
    if width < LOCATOR_SMALLEST:
        return None
    height = width / locator_ratio()
    left = room.left if room.width > 2 * width or room.height > room.width else room.right - width
    box = Box(left, room.bottom, left + width, room.bottom + height)
    window = fit_window(ALBERS_CHINA, projected_bounds(ALBERS_CHINA, _whole_extent()), box)
    provinces = window.to_sheet(geometry.provinces.geometry.to_numpy())
    places = geometry.places.geometry
    focus = window.to_sheet(places.loc[list(frame.focus)].to_numpy())
    land = shapely.coverage_simplify(provinces, 0.35)
    for province_id, shape in zip(geometry.provinces.index, land, strict=True):
        painter.fill(
            path_of(without_specks(shape)), "#e7ebef", gid=f"locator-province-{province_id}",
            edgecolor="white", linewidth=0.2 * scale, zorder=2.0,
        )  # fmt: skip
    whole = shapely.simplify(merged(list(provinces)), 0.3)
    painter.stroke(path_of(without_specks(whole)), OUTLINE, 0.35 * scale, gid="locator-outline", zorder=2.4)
    marked = shapely.simplify(merged(list(focus)), 0.2)
    painter.fill(
        path_of(marked), ACCENT, gid="locator-focus", edgecolor=ACCENT, linewidth=0.6 * scale, zorder=2.2
    )
    lines = sea_lines_on(window, sea_lines_of(geometry))
    draw_sea_lines(painter, lines, box, MapStyle("locator-", sea_line=0.7 * scale))
    return window


def _whole_extent() -> Any:
    """Corners of the whole extent in degrees: from the Panj to the Wusuli and from 曾母暗沙 to the Heilongjiang."""
    points = ((71.4, 37.2), (135.2, 48.4), (123.3, 53.7), (109.5, 3.0), (112.8, 3.0), (124.7, 26.0))
    return np.array([shapely.Point(lon, lat) for lon, lat in points])
