"""Rectangles on the sheet, and windows through which a part of the Earth is seen in one.

The sheet is measured in points (1/72 inch) from its lower left corner, upwards.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer

from geo.projections import GEOD, LONLAT

Shapes = NDArray[Any]
"""Shapely geometries."""

MOST_TRANSFORMERS: Final = 16


_MADE: Final = threading.local()


def transformer(crs: str) -> Transformer:
    """Degrees to metres of a projection; one for each thread, for making one takes ten milliseconds."""
    made: dict[str, Transformer] = _MADE.__dict__.setdefault("by_crs", {})
    if crs not in made:
        if len(made) >= MOST_TRANSFORMERS:
            made.clear()
        made[crs] = Transformer.from_crs(LONLAT, crs, always_xy=True)
    return made[crs]


@dataclass(frozen=True)
class Box:
    """A rectangle on the sheet, in points."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Points."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Points."""
        return self.top - self.bottom

    @property
    def shape(self) -> shapely.Polygon:
        """As a polygon."""
        return shapely.box(self.left, self.bottom, self.right, self.top)

    def grown(self, by: float) -> Box:
        """Larger by `by` points on each side; smaller when negative."""
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)

    def meets(self, other: Box) -> bool:
        """Whether the two share an area."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )

    def holds(self, other: Box, slack: float = 0.0) -> bool:
        """Whether the other lies within this one, give or take `slack` points."""
        return (
            other.left >= self.left - slack
            and other.right <= self.right + slack
            and other.bottom >= self.bottom - slack
            and other.top <= self.top + slack
        )


@dataclass(frozen=True)
class MapWindow:
    """How a projection lies on the sheet.

    Attributes
    ----------
    crs
        PROJ string of the projection, in metres.
    box
        Where on the sheet.
    west, south
        Metres of the projection at the lower left corner of the box.
    metres_per_point
        The scale.
    """

    crs: str
    box: Box
    west: float
    south: float
    metres_per_point: float

    def to_sheet(self, shapes: Shapes) -> Shapes:
        """Shapes in EPSG:4326 degrees to points on the sheet."""
        transform = transformer(self.crs).transform
        return shapely.transform(shapes, lambda degrees: self._placed(np.column_stack(transform(*degrees.T))))

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """A position in degrees to points on the sheet."""
        placed = shapely.get_coordinates(self.to_sheet(np.array([shapely.Point(lon, lat)])))[0]
        return float(placed[0]), float(placed[1])

    def lonlat(self, x: float, y: float) -> tuple[float, float]:
        """A point of the sheet to degrees."""
        return self._degrees(np.array([[x, y]]))[0]

    def ground_metres_per_point(self) -> float:
        """Metres on the ellipsoid that a point of width stands for, at the middle of the box."""
        x, y = (self.box.left + self.box.right) / 2, (self.box.bottom + self.box.top) / 2
        half = self.box.width / 20
        _there, _back, metres = GEOD.inv(*self.lonlat(x - half, y), *self.lonlat(x + half, y))
        return float(metres) / (2 * half)

    def degrees_shown(self) -> shapely.Polygon:
        """The window's outline in degrees, with corners in between."""
        outline = shapely.segmentize(self.box.shape.exterior, self.box.width / 12)
        return shapely.Polygon(self._degrees(shapely.get_coordinates(outline)))

    def _degrees(self, points: NDArray[np.float64]) -> list[tuple[float, float]]:
        metres = (points - [self.box.left, self.box.bottom]) * self.metres_per_point + [self.west, self.south]
        lon, lat = transformer(self.crs).transform(metres[:, 0], metres[:, 1], direction="INVERSE")
        return list(zip(lon.tolist(), lat.tolist(), strict=True))

    def _placed(self, metres: NDArray[np.float64]) -> NDArray[np.float64]:
        corner = np.array([self.west, self.south])
        return (metres - corner) / self.metres_per_point + np.array([self.box.left, self.box.bottom])


def fit_window(
    crs: str,
    bounds: Sequence[float],
    box: Box,
    *,
    across: float = 0.5,
    up: float = 0.5,
    margin: float = 0.0,
) -> MapWindow:
    """Lay bounds into a box as large as they go.

    Parameters
    ----------
    bounds
        West, south, east, north in metres of the projection.
    across, up
        Where the bounds lie when there is room left: 0 at the left or bottom, 1 at the right or top.
    margin
        Points kept free on each side.
    """
    west, south, east, north = bounds
    inner = box.grown(-margin)
    scale = max((east - west) / inner.width, (north - south) / inner.height)
    room_x, room_y = box.width * scale - (east - west), box.height * scale - (north - south)
    edge = margin * scale
    return MapWindow(
        crs,
        box,
        west - edge - (room_x - 2 * edge) * across,
        south - edge - (room_y - 2 * edge) * up,
        scale,
    )


def projected_bounds(crs: str, shapes: Shapes) -> tuple[float, float, float, float]:
    """Bounds in metres of the projection of shapes in degrees."""
    transform = transformer(crs).transform
    west, south, east, north = shapely.total_bounds(
        shapely.transform(shapes, lambda degrees: np.column_stack(transform(*degrees.T)))
    )
    return float(west), float(south), float(east), float(north)
