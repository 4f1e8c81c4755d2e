"""A piece of the country on a small sheet: shapes projected to pixels, thinned there once, and names that fit.

Shapes in EPSG:4326 are drawn in a local equirectangular projection scaled by the cosine of the middle latitude,
which is true enough over some hundred kilometres.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from math import cos, radians
from typing import Any, Final

import numpy as np
import shapely

WIDTH: Final = 480.0
HIGHEST: Final = 600.0
LOWEST: Final = 300.0
"""Pixels: a sheet is as high as its shapes ask for, between the two."""
THINNING: Final = 0.9
"""Square root of the area in square pixels below which a corner goes: `shapely.coverage_simplify`."""
SMALLEST_PART: Final = 1.2
"""Square pixels; smaller islets are left out."""
TENTHS: Final = 10
ROOM: Final = 0.04
"""Share of the span left free around the shapes."""
FONT_SIZE: Final = 12.0


@dataclass(frozen=True)
class Frame:
    """A sheet: the degrees it shows and its size in pixels."""

    west: float
    south: float
    east: float
    north: float
    height: float

    @property
    def box(self) -> shapely.Geometry:
        """What it shows, in degrees, a little over its edges, so that cut edges lie outside."""
        over = 0.03 * (self.east - self.west)
        return shapely.box(self.west - over, self.south - over, self.east + over, self.north + over)

    def pixels(self, corners: np.ndarray) -> np.ndarray:
        """Degrees (n, 2) to pixels (n, 2), y down."""
        across = (corners[:, 0] - self.west) / (self.east - self.west) * WIDTH
        down = (self.north - corners[:, 1]) / (self.north - self.south) * self.height
        return np.column_stack([across, down])


def frame_around(bounds: Sequence[float], least_span: float = 0.0) -> Frame:
    """A sheet around bounds in degrees (west, south, east, north), at least `least_span` degrees high."""
    west, south, east, north = (float(edge) for edge in bounds)
    room = ROOM * max(east - west, north - south)
    grow = max(0.0, least_span - (north - south)) / 2 + room
    west, south, east, north = west - grow, south - grow, east + grow, north + grow
    squeeze = cos(radians((south + north) / 2))
    height = WIDTH * (north - south) / ((east - west) * squeeze)
    if height > HIGHEST:
        wider = (north - south) * WIDTH / (HIGHEST * squeeze) - (east - west)
        west, east, height = west - wider / 2, east + wider / 2, HIGHEST
    if height < LOWEST:
        taller = LOWEST * (east - west) * squeeze / WIDTH - (north - south)
        south, north, height = south - taller / 2, north + taller / 2, LOWEST
    return Frame(west, south, east, north, round(height, 1))


def on_sheet(frame: Frame, shapes: np.ndarray) -> np.ndarray:
    """Project a coverage to pixels and thin it as one, so that neighbours keep their common edge."""
    return shapely.coverage_simplify(shapely.transform(shapes, frame.pixels), THINNING)


def within_sheet(frame: Frame, shape: shapely.Geometry) -> shapely.Geometry:
    """The part of a shape in pixels that the sheet shows, with a rim so that cut edges cannot be seen."""
    return shapely.clip_by_rect(shape, -8.0, -8.0, WIDTH + 8.0, frame.height + 8.0)


def path_data(shape: shapely.Geometry) -> str:
    """The rings of a shape in pixels as the `d` of a path in tenths of a pixel, islets left out.

    Steps from corner to corner in whole tenths are a third of the length of coordinates.
    """
    parts = []
    for polygon in shapely.get_parts(shape):
        if polygon.geom_type != "Polygon" or polygon.area < SMALLEST_PART:
            continue
        parts += [ring_steps(np.asarray(ring.coords)) for ring in (polygon.exterior, *polygon.interiors)]
    return "".join(parts)


def ring_steps(corners: np.ndarray, parts: int = TENTHS, *, closed: bool = True) -> str:
    """A ring, or a line, of corners in pixels (n, 2) as steps of a `parts`-th pixel; empty when nothing is left."""
    placed = np.rint((corners[:-1] if closed else corners) * parts).astype(int)
    steps = [step for step in np.diff(placed, axis=0).tolist() if step != [0, 0]]
    if len(steps) <= closed:
        return ""
    said = "".join(f"{x:+d}{y:+d}" for x, y in steps)
    return f"M{placed[0][0]} {placed[0][1]}l{said.replace('+', ' ')}{'z' if closed else ''}"


@dataclass
class Names:
    """Names on a sheet; one that would lie on another is left out."""

    frame: Frame
    taken: list[tuple[float, float, float, float]] = field(default_factory=list)
    written: list[str] = field(default_factory=list)

    def write(self, name: str, at: shapely.Geometry, **style: Any) -> bool:
        """Write a name in the middle of a point in pixels, where there is room; say whether there was."""
        x, y = at.x, at.y
        wide = sum(FONT_SIZE if ord(sign) > 0x2E80 else FONT_SIZE * 0.56 for sign in name) / 2 + 2
        high = FONT_SIZE / 2 + 2
        box = (x - wide, y - high, x + wide, y + high)
        inside = box[0] >= 0 and box[1] >= 0 and box[2] <= WIDTH and box[3] <= self.frame.height
        clash = any(
            box[0] < one[2] and one[0] < box[2] and box[1] < one[3] and one[1] < box[3] for one in self.taken
        )
        if clash or not inside:
            return False
        self.taken.append(box)
        said = " ".join(f'{key.replace("_", "-")}="{escape(str(value))}"' for key, value in style.items())
        self.written.append(f'<text x="{x:.1f}" y="{y:.1f}" {said}>{escape(name)}</text>')
        return True
