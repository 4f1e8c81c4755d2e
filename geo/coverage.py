"""A coverage: polygons that share their edges exactly, without gaps and overlaps. Checked, and drawn coarser.

Simplification happens once, at the level of counties and of their single polygons, so that places and provinces,
which are unions of counties, share edges by construction.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import shapely
from numpy.typing import NDArray

from geo.errors import CoverageFaultError
from geo.projections import ALBERS_CHINA, LONLAT

TOLERANCES: Final = (200.0, 300.0, 450.0, 700.0, 1100.0)
"""The ladder, in metres: corners that span a triangle smaller than tolerance² are dropped, step by step."""

AREA_STOP: Final = 0.0085
"""A place whose area would change by more stays as it was at the last step."""

AREA_LIMIT: Final = 0.01
"""A finished place may differ by this share of its area at most."""

Shapes = NDArray[Any]


def coverage_faults(shapes: gpd.GeoSeries) -> gpd.GeoDataFrame:
    """Find where shapes are no coverage.

    Parameters
    ----------
    shapes
        Polygons of any CRS, indexed by id.

    Returns
    -------
    GeoDataFrame
        `kind` (empty, invalid, mismatch), `id`, and `geometry`: the edges that overlap or do not match, the spot
        where a polygon is invalid, or nothing. Without rows when all is well.
    """
    values = shapes.to_numpy()
    bare = shapely.is_missing(values) | shapely.is_empty(values)
    invalid = ~bare & ~shapely.is_valid(values)
    edges = shapely.coverage_invalid_edges(np.where(bare, shapely.Polygon(), values))
    mismatch = ~shapely.is_empty(edges)
    rows = [("empty", name, None) for name in shapes.index[bare]]
    rows += [("invalid", name, shape.boundary) for name, shape in shapes[invalid].items()]
    rows += [
        ("mismatch", name, edge) for name, edge in zip(shapes.index[mismatch], edges[mismatch], strict=True)
    ]
    kinds, names, geometry = zip(*rows, strict=True) if rows else ((), (), ())
    return gpd.GeoDataFrame({"kind": list(kinds), "id": list(names)}, geometry=list(geometry), crs=shapes.crs)


def new_holes(before: gpd.GeoSeries, after: gpd.GeoSeries) -> gpd.GeoDataFrame:
    """Find gaps that have opened between polygons of a coverage.

    Parameters
    ----------
    before, after
        The same coverage before and after, in one CRS.

    Returns
    -------
    GeoDataFrame
        As from `coverage_faults`, `kind` gap: holes of the union afterwards that touch no hole from before.
    """
    old = shapely.STRtree(_holes(before))
    holes = _holes(after)
    known = np.unique(old.query(holes, predicate="intersects")[0])
    opened = np.delete(holes, known)
    ids = [", ".join(after.index[after.intersects(hole)]) for hole in opened]
    return gpd.GeoDataFrame({"kind": "gap", "id": ids}, geometry=list(opened), crs=after.crs)


def area_faults(before: pd.Series, after: pd.Series) -> list[str]:
    """Name what is lost or has changed its area by more than `AREA_LIMIT`; areas by id, one unit for both."""
    lost = sorted(set(before.index) - set(after[after > 0].index))
    change = (after.reindex(before.index) / before - 1).abs()
    return [f"{name} 缺失" for name in lost] + [
        f"{name} 面积变化 {share:.1%}"
        for name, share in change.items()
        if share > AREA_LIMIT and name not in lost
    ]


def require_sound(faults: Sequence[gpd.GeoDataFrame], sentences: Sequence[str], file: Path) -> None:
    """Stop when there is any fault.

    Parameters
    ----------
    faults
        Frames from `coverage_faults` and `new_holes`.
    sentences
        Faults that have no place on the map.
    file
        GeoJSON to write the located faults to (EPSG:4326), for QGIS.

    Raises
    ------
    CoverageFaultError
        Naming all faults.
    """
    found = pd.concat([frame.to_crs(LONLAT) for frame in faults], ignore_index=True)
    named = [f"{row.kind} {row.id}" for row in found.itertuples()]
    if not named and not sentences:
        return
    located = found[found.geometry.notna()]
    if len(located):
        file.parent.mkdir(parents=True, exist_ok=True)
        located.to_file(file, driver="GeoJSON", engine="pyogrio")
    raise CoverageFaultError([*named, *sentences], file if len(located) else None)


def simplify_counties(
    counties: gpd.GeoDataFrame,
    tolerances: Sequence[float] = TOLERANCES,
    on_step: Callable[[float], None] = lambda _: None,
) -> gpd.GeoDataFrame:
    """Simplify a coverage of counties, keeping it a coverage and keeping the area of every place.

    The tolerance grows step by step. A place that would lose or gain more than `AREA_STOP` of its area at a step
    (islets, small enclaves) stays as it was at the step before, and so do the edges it shares: its polygons are
    cut into triangles between their own corners, and a corner where several polygons meet is never dropped.

    Parameters
    ----------
    counties
        EPSG:4326, index `county_id`, with `place_id`; a valid coverage.
    tolerances
        Ascending, in metres in `ALBERS_CHINA`.
    on_step
        Told after each step about how much is done, 0 to 1.

    Returns
    -------
    GeoDataFrame
        EPSG:4326: pieces of counties (Polygon) with `county_id`, `place_id` and `tolerance_m`, the last tolerance
        its place took part in. Unite them with `unite`.
    """
    flat = counties.geometry.to_crs(ALBERS_CHINA).to_numpy()
    parts, owner = shapely.get_parts(flat, return_index=True)
    places, place_of_county = np.unique(counties["place_id"].to_numpy(dtype=str), return_inverse=True)
    pieces = _Pieces(
        parts, owner, place_of_county[owner], np.zeros(len(places)), np.zeros(len(places), dtype=bool)
    )
    areas = pieces.areas()
    for number, tolerance in enumerate(tolerances, 1):
        pieces = _climb(pieces, tolerance, areas, check_degrees=number == len(tolerances))
        # Each step has about half the corners of the one before to go through.
        on_step(1 - 0.5**number)
    return gpd.GeoDataFrame(
        {
            "county_id": counties.index.to_numpy()[pieces.county],
            "place_id": places[pieces.place],
            "tolerance_m": pieces.tolerance[pieces.place],
        },
        geometry=_degrees(pieces.shapes),
        crs=LONLAT,
    )


def unite(pieces: gpd.GeoDataFrame, by: str) -> gpd.GeoSeries:
    """Unite the polygons of a coverage that have the same value of column `by`; index ascending."""
    united = pieces[[by, "geometry"]].dissolve(by=by, method="coverage").geometry
    return united.set_axis(united.index.astype(str)).sort_index()


@dataclass(frozen=True)
class _Pieces:
    """Polygons in `ALBERS_CHINA`, each with the positions of its county and of its place.

    By place: `tolerance` is the last one it took part in; once `settled`, it is in triangles and takes no further part.
    """

    shapes: Shapes
    county: NDArray[np.intp]
    place: NDArray[np.intp]
    tolerance: NDArray[np.float64]
    settled: NDArray[np.bool_]

    def areas(self) -> NDArray[np.float64]:
        """Area by place, in m²."""
        return np.bincount(self.place, shapely.area(self.shapes), len(self.tolerance)).astype(np.float64)

    def settle(self, places: NDArray[np.bool_]) -> _Pieces:
        """The same area with the polygons of some places cut into triangles between their corners."""
        chosen = places[self.place]
        cut = shapely.constrained_delaunay_triangles(self.shapes[chosen])
        triangles, position = shapely.get_parts(cut, return_index=True)
        return _Pieces(
            np.concatenate([self.shapes[~chosen], triangles]),
            np.concatenate([self.county[~chosen], self.county[chosen][position]]),
            np.concatenate([self.place[~chosen], self.place[chosen][position]]),
            self.tolerance,
            self.settled | places,
        )


def _climb(pieces: _Pieces, tolerance: float, areas: NDArray[np.float64], *, check_degrees: bool) -> _Pieces:
    """Simplify one step further, settling the places that would not bear it."""
    while True:
        simplified = replace(pieces, shapes=shapely.coverage_simplify(pieces.shapes, tolerance))
        worn = np.abs(simplified.areas() / areas - 1) > AREA_STOP
        if check_degrees:
            worn |= _crossing_places(simplified)
        worn &= ~pieces.settled
        if not worn.any():
            return replace(simplified, tolerance=np.where(pieces.settled, pieces.tolerance, tolerance))
        pieces = pieces.settle(worn)


def _crossing_places(pieces: _Pieces) -> NDArray[np.bool_]:
    """Places with edges that cross others once straight lines in metres are straight lines in degrees."""
    edges = shapely.coverage_invalid_edges(_degrees(pieces.shapes))
    crossing = np.zeros(len(pieces.settled), dtype=bool)
    crossing[pieces.place[~shapely.is_empty(edges)]] = True
    return crossing


def _degrees(shapes: Shapes) -> Shapes:
    to_degrees = pyproj.Transformer.from_crs(ALBERS_CHINA, LONLAT, always_xy=True)
    degrees: Shapes = shapely.transform(shapes, to_degrees.transform, interleaved=False)
    return degrees


def _holes(shapes: gpd.GeoSeries) -> Shapes:
    united = shapely.get_parts(shapely.coverage_union_all(shapes.to_numpy()))
    rings = [
        shapely.Polygon(shapely.get_interior_ring(part, position))
        for part in united
        for position in range(shapely.get_num_interior_rings(part))
    ]
    return np.array(rings, dtype=object)
