"""Distance from points to the nearest of many lines, on the ellipsoid, exact to metres."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray

from geo.projections import GEOD, LAMBERT_CHINA, LONLAT

Floats = NDArray[np.float64]
Positions = NDArray[np.intp]

CANDIDATE_SLACK: Final = 1.03
"""Pieces of line up to this much farther than the nearest in `LAMBERT_CHINA` are measured as well."""

PIECE_SEGMENTS: Final = 16
"""Lines are searched in pieces of so many segments: few enough to be near, enough to keep the tree small."""

CHUNK_POINTS: Final = 1_000


@dataclass(frozen=True)
class Nearest:
    """The nearest line of each point: `row`, its position, -1 where there is none, and `km`, then NaN."""

    km: Floats
    row: Positions


class LineDistance:
    """Distances to lines on the WGS 84 ellipsoid.

    A conformal projection finds the pieces that may be nearest. The nearest spot of each of their segments is found
    in a plane about the point, and the distance to the best of them on the ellipsoid.

    Parameters
    ----------
    lines
        LineStrings or MultiLineStrings in EPSG:4326, inside China or near it.
    """

    def __init__(self, lines: NDArray[Any]) -> None:
        parts, row = shapely.get_parts(lines, return_index=True)
        corners, part = shapely.get_coordinates(parts, return_index=True)
        here = np.flatnonzero(part[:-1] == part[1:])
        self._start, self._end = corners[here], corners[here + 1]
        self._row = row[part[here]]
        length = np.bincount(part[here], minlength=len(parts))
        place_in_line = np.arange(len(here)) - np.repeat(np.cumsum(length) - length, length)
        self._first = np.flatnonzero(place_in_line % PIECE_SEGMENTS == 0)
        self._count = np.diff(np.append(self._first, len(here)))
        # A piece is its segments one after the other: corners start[first] … start[last], end[last].
        piece = np.repeat(np.arange(len(self._first)), self._count)
        last = self._first + self._count - 1
        order = np.argsort(np.concatenate([piece, piece[last]]), kind="stable")
        flat = np.column_stack(_to_lambert(*np.concatenate([self._start, self._end[last]]).T))
        owners = np.concatenate([piece, piece[last]])[order]
        self._tree = shapely.STRtree(shapely.linestrings(flat[order], indices=owners))

    def nearest(self, lon: Floats, lat: Floats) -> Nearest:
        """Measure from points in degrees (EPSG:4326), shape (n,)."""
        km, row = np.full(len(lon), np.nan), np.full(len(lon), -1, dtype=np.intp)
        if len(self._row):
            for begin in range(0, len(lon), CHUNK_POINTS):
                chunk = slice(begin, begin + CHUNK_POINTS)
                km[chunk], row[chunk] = self._nearest(lon[chunk], lat[chunk])
        return Nearest(km, row)

    def _nearest(self, lon: Floats, lat: Floats) -> tuple[Floats, Positions]:
        points = shapely.points(*_to_lambert(lon, lat))
        (asked, _), metres = self._tree.query_nearest(points, all_matches=False, return_distance=True)
        reach = np.empty(len(lon))
        reach[asked] = metres * CANDIDATE_SLACK + 1.0
        point, piece = self._tree.query(points, predicate="dwithin", distance=reach)
        count = self._count[piece]
        step = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        point, segment = np.repeat(point, count), np.repeat(self._first[piece], count) + step
        spot, metres = _nearest_spots(lon[point], lat[point], self._start[segment], self._end[segment])
        order = np.lexsort((segment, metres, point))
        best = order[np.unique(point[order], return_index=True)[1]]
        exact = GEOD.inv(lon, lat, spot[best, 0], spot[best, 1])[2]
        return np.asarray(exact) / 1000, self._row[segment[best]]


def _nearest_spots(lon: Floats, lat: Floats, start: Floats, end: Floats) -> tuple[Floats, Floats]:
    """Nearest spot of segment i to point i, and its distance in m, in a plane scaled as midway between them."""
    sine = np.sin(np.radians((lat + (start[:, 1] + end[:, 1]) / 2) / 2))
    squeezed = 1 - GEOD.es * sine * sine
    across = GEOD.a / np.sqrt(squeezed) * np.sqrt(1 - sine * sine)
    along = GEOD.a * (1 - GEOD.es) / (squeezed * np.sqrt(squeezed))
    scale = np.radians(np.column_stack([across, along]))
    towards = (start - np.column_stack([lon, lat])) * scale
    step = (end - start) * scale
    squared = np.maximum((step * step).sum(axis=1), 1e-12)
    share = np.clip(-(towards * step).sum(axis=1) / squared, 0, 1)[:, None]
    return start + share * (end - start), np.hypot(*(towards + share * step).T)


def _to_lambert(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    x, y = _lambert().transform(lon, lat)
    return x, y


@cache
def _lambert() -> pyproj.Transformer:
    """Made once, since that takes milliseconds; threads may share it."""
    return pyproj.Transformer.from_crs(LONLAT, LAMBERT_CHINA, always_xy=True)
