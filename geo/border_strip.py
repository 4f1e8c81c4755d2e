"""The strip of 20 km on both sides of the land borders between provinces.

The width is that of 国发〔2023〕24号 (省界两侧 20 公里). A border is a line that two provinces share, rivers and
lakes included; coast and the state border are none. The limits of 香港 and 澳门 are no provincial borders: nothing of
the plan applies behind them. Whether a *point* is in the strip is decided by its distance on the ellipsoid
(`geo.point_index`), not by the polygons made here, which are for drawing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import shapely
from numpy.typing import NDArray

from geo.projections import ALBERS_CHINA, LONLAT, local_equidistant

STRIP_KM: Final = 20.0
SPECIAL_REGIONS: Final = ("810000", "820000")
"""香港 and 澳门."""

CELL_DEGREES: Final = 4.0
"""Borders are widened cell by cell, each in a projection of its own: no part is over 300 km from its centre."""

LINE_TOLERANCE_M: Final = 50.0
"""For drawing alone, borders are thinned to this before they are widened."""

CHUNK_CORNERS: Final = 12
"""Lines are widened a few corners at a time and then united: five times faster than a long winding line at once."""


def provincial_borders(borders: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Keep the borders between two provinces.

    Parameters
    ----------
    borders
        From `adjacency.place_borders`.
    """
    provinces = borders[["province_id", "neighbour_province_id"]]
    special = provinces.isin(SPECIAL_REGIONS).any(axis=1)
    return borders[(borders["province_id"] != borders["neighbour_province_id"]) & ~special]


def widened_borders(borders: gpd.GeoDataFrame) -> gpd.GeoSeries:
    """Widen the borders of each province, to both sides.

    Parameters
    ----------
    borders
        From `adjacency.place_borders`, EPSG:4326.

    Returns
    -------
    GeoSeries
        EPSG:4326, index `province_id` of every province that has such a border; right to about 100 m.
    """
    lines = provincial_borders(borders)
    sides = ["province_id", "neighbour_province_id"]
    wide: dict[str, list[Any]] = {}
    for pair, members in lines.groupby(sides).groups.items():
        shape = widened(lines.geometry[members])
        for province_id in pair:
            wide.setdefault(province_id, []).append(shape)
    ids = sorted(wide)
    shapes = [shapely.union_all(wide[province_id]) for province_id in ids]
    return gpd.GeoSeries(shapes, index=pd.Index(ids, name="province_id", dtype=str), crs=borders.crs)


def clipped_strip(wide: gpd.GeoSeries, provinces: gpd.GeoSeries) -> gpd.GeoDataFrame:
    """Cut each province's part of the strip out of its widened borders.

    Parameters
    ----------
    wide
        From `widened_borders`.
    provinces
        Shapes to cut with, EPSG:4326, by province id; the simplified ones, so that edges agree.

    Returns
    -------
    GeoDataFrame
        EPSG:4326: index `province_id`, `geometry` (MultiPolygon).
    """
    cut = shapely.intersection(wide.to_numpy(), provinces.reindex(wide.index).to_numpy())
    shapes = [shapely.MultiPolygon(polygons_of(shape).tolist()) for shape in cut]
    return gpd.GeoDataFrame(geometry=shapes, index=wide.index, crs=wide.crs)


def widened(lines: gpd.GeoSeries, width_km: float = STRIP_KM) -> Any:
    """Widen lines to both sides.

    Parameters
    ----------
    lines
        EPSG:4326.
    width_km
        Distance from the line, in km.

    Returns
    -------
    Polygon or MultiPolygon
        EPSG:4326.
    """
    return shapely.union_all([_widened_cell(*cell, width_km) for cell in _cells(lines)])


def strip_share(strip: gpd.GeoDataFrame, places: gpd.GeoDataFrame) -> pd.Series:
    """Share of each place's area that is in the strip, 0 to 1.

    Parameters
    ----------
    strip
        From `clipped_strip`.
    places
        EPSG:4326, index `place_id`, with `province_id`; the shapes the strip was cut with.
    """
    flat = places.geometry.to_crs(ALBERS_CHINA)
    strip_of_place = strip.geometry.to_crs(ALBERS_CHINA).reindex(places["province_id"]).to_numpy()
    inside = np.nan_to_num(shapely.area(shapely.intersection(flat.to_numpy(), strip_of_place)))
    return pd.Series(np.clip(inside / flat.area.to_numpy(), 0, 1), index=places.index, name="strip_share")


def polygons_of(shape: Any) -> NDArray[Any]:
    """The polygons among the parts of a geometry."""
    parts = shapely.get_parts(shape)
    found: NDArray[Any] = parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]
    return found


def _cells(lines: gpd.GeoSeries) -> Iterator[tuple[float, float, Any]]:
    """Straight pieces of the lines by cell: longitude and latitude of its centre, and the pieces."""
    corners, line = shapely.get_coordinates(shapely.get_parts(lines.to_numpy()), return_index=True)
    here = np.flatnonzero(line[:-1] == line[1:])
    start, end = corners[here], corners[here + 1]
    cell = np.floor((start + end) / 2 / CELL_DEGREES).astype(int)
    order = np.lexsort((cell[:, 1], cell[:, 0]))
    changes = np.flatnonzero(np.any(np.diff(cell[order], axis=0) != 0, axis=1)) + 1
    for members in np.split(order, changes):
        centre = (cell[members[0]] + 0.5) * CELL_DEGREES
        pieces = shapely.linestrings(np.stack([start[members], end[members]], axis=1))
        yield float(centre[0]), float(centre[1]), shapely.line_merge(shapely.multilinestrings(pieces))


def _widened_cell(lon: float, lat: float, lines: Any, width_km: float) -> Any:
    there = pyproj.Transformer.from_crs(LONLAT, local_equidistant(lon, lat), always_xy=True)
    flat = shapely.transform(lines, there.transform, interleaved=False)
    thin = shapely.simplify(flat, LINE_TOLERANCE_M)
    wide = shapely.union_all(shapely.buffer(_chunks(thin), width_km * 1000, quad_segs=16))

    def back(x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[Any, Any]:
        return there.transform(x, y, direction="INVERSE")

    return shapely.transform(wide, back, interleaved=False)


def _chunks(lines: Any) -> NDArray[Any]:
    """Cut lines into short ones that touch end to end."""
    chunks = []
    for line in shapely.get_parts(lines):
        corners = shapely.get_coordinates(line)
        starts = range(0, len(corners) - 1, CHUNK_CORNERS)
        chunks += [shapely.LineString(corners[start : start + CHUNK_CORNERS + 1]) for start in starts]
    return np.array(chunks, dtype=object)
