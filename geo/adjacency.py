"""Which places share an edge, and how long it is. Measured on the unsimplified shapes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.projections import GEOD


@dataclass(frozen=True)
class SharedSegments:
    """The straight pieces that two polygons of a coverage have in common.

    Parameters
    ----------
    start, end
        Corners, shape (n, 2), in the CRS of the shapes.
    first, second
        Positions of the two polygons, shape (n,), `first` < `second`.
    """

    start: NDArray[np.float64]
    end: NDArray[np.float64]
    first: NDArray[np.intp]
    second: NDArray[np.intp]


def shared_segments(shapes: NDArray[Any]) -> SharedSegments:
    """Find the pieces that occur in two polygons.

    In a coverage neighbours have the very same corners, so equal coordinates are all there is to look for. Coast
    and outer border occur once and are left out; so are polygons that touch in a point only.

    Parameters
    ----------
    shapes
        Polygons or MultiPolygons of a valid coverage.
    """
    parts, shape_of_part = shapely.get_parts(shapes, return_index=True)
    rings, part_of_ring = shapely.get_rings(parts, return_index=True)
    corners, ring_of_corner = shapely.get_coordinates(rings, return_index=True)
    owner = shape_of_part[part_of_ring[ring_of_corner]]
    here = np.flatnonzero(ring_of_corner[:-1] == ring_of_corner[1:])
    # Complex numbers sort by longitude, then latitude: one key for a corner.
    keys = np.ascontiguousarray(corners).view(np.complex128).ravel()
    number = np.unique(keys, return_inverse=True)[1].astype(np.int64)
    low = np.minimum(number[here], number[here + 1])
    high = np.maximum(number[here], number[here + 1])
    segment = low * len(keys) + high
    order = np.argsort(segment, kind="stable")
    twice = np.flatnonzero(segment[order][:-1] == segment[order][1:])
    one, other = here[order[twice]], here[order[twice + 1]]
    pair = np.sort(np.column_stack([owner[one], owner[other]]), axis=1)
    apart = pair[:, 0] != pair[:, 1]
    return SharedSegments(corners[one][apart], corners[one + 1][apart], pair[apart, 0], pair[apart, 1])


def place_borders(counties: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Draw the line between every two places that share an edge.

    Parameters
    ----------
    counties
        EPSG:4326, unsimplified, with `place_id` and `province_id`; a valid coverage.

    Returns
    -------
    GeoDataFrame
        EPSG:4326, one row per pair, sorted: `place_id` < `neighbour_id`, `province_id` and
        `neighbour_province_id`, `shared_km` (km on the WGS 84 ellipsoid) and the line (MultiLineString).
    """
    found = shared_segments(counties.geometry.to_numpy())
    place_ids = counties["place_id"].to_numpy(dtype=str)
    between = place_ids[found.first] != place_ids[found.second]
    ends = np.sort(
        np.column_stack([place_ids[found.first[between]], place_ids[found.second[between]]]), axis=1
    )
    start, end = found.start[between], found.end[between]
    metres = GEOD.inv(start[:, 0], start[:, 1], end[:, 0], end[:, 1])[2]
    lines = shapely.linestrings(np.stack([start, end], axis=1))
    table = pd.DataFrame(
        {"place_id": ends[:, 0], "neighbour_id": ends[:, 1], "km": metres / 1000, "line": lines}
    )
    grouped = table.groupby(["place_id", "neighbour_id"], sort=True)
    borders = grouped["km"].sum().rename("shared_km").reset_index()
    merged = [_merged(pieces.to_numpy()) for _, pieces in grouped["line"]]
    province_of_place = counties.groupby("place_id")["province_id"].first()
    borders.insert(2, "province_id", borders["place_id"].map(province_of_place))
    borders.insert(3, "neighbour_province_id", borders["neighbour_id"].map(province_of_place))
    return gpd.GeoDataFrame(borders, geometry=merged, crs=counties.crs)


def adjacency(borders: gpd.GeoDataFrame) -> pd.DataFrame:
    """List neighbours in both directions.

    Parameters
    ----------
    borders
        From `place_borders`.

    Returns
    -------
    DataFrame
        `place_id`, `neighbour_id`, `shared_km` (km); sorted by both ids; each pair stands twice.
    """
    there = pd.DataFrame(borders[["place_id", "neighbour_id", "shared_km"]])
    back = there.rename(columns={"place_id": "neighbour_id", "neighbour_id": "place_id"})
    both = pd.concat([there, back[there.columns]])
    return both.sort_values(["place_id", "neighbour_id"], ignore_index=True)


def _merged(pieces: NDArray[Any]) -> shapely.MultiLineString:
    line = shapely.line_merge(shapely.multilinestrings(pieces))
    return shapely.MultiLineString(shapely.get_parts(line).tolist())
