"""The shapes of a sheet: as fine as its size asks for and no finer, in points, neighbours sharing their edges."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.geometry import COUNTIES_FILE, Geometry
from layers.press.window import MapWindow, Shapes

TOLERANCE_PT: Final = 0.28
"""How far a drawn border may lie from the true one, in points: a tenth of a millimetre."""

COARSE_METRES: Final = 450.0
"""Where the tolerance on the ground is coarser, the shapes of the places will do; else the counties are taken."""

SPECK_PT2: Final = 0.02
"""Parts that would cover less of the sheet are left out, unless they are all there is of a place."""


@dataclass(frozen=True)
class SheetShapes:
    """Shapes in points of the sheet.

    Attributes
    ----------
    places, provinces
        By id; what lies beyond the window is cut off.
    place_province
        Province of each place.
    counties
        Those that were asked for, by id.
    """

    places: dict[str, Any]
    provinces: dict[str, Any]
    place_province: dict[str, str]
    counties: dict[str, Any] = field(default_factory=dict)

    def land(self, ids: Collection[str]) -> Any:
        """The places of these ids as one shape, to half a point: what else is on the sheet keeps off it."""
        whole = merged([self.places[place_id] for place_id in ids if place_id in self.places])
        return shapely.simplify(whole, 0.5)


def sheet_shapes(
    geometry: Geometry,
    window: MapWindow,
    tolerance: float = TOLERANCE_PT,
    counties: Collection[str] = (),
) -> SheetShapes:
    """Shapes of the places seen through a window.

    Parameters
    ----------
    tolerance
        Points.
    counties
        Ids of counties wanted as well.
    """
    province_of = geometry.places["province_id"]
    seen = places_seen(geometry, window)
    if tolerance * window.metres_per_point > COARSE_METRES and not counties:
        raw = geometry.places.loc[seen, ["geometry"]].assign(place_id=seen)
    else:
        raw = full_counties(geometry, seen)
    pieces = simplified(window.to_sheet(raw.geometry.to_numpy()), tolerance)
    frame = window.box.grown(4.0)
    pieces = shapely.clip_by_rect(pieces, frame.left, frame.bottom, frame.right, frame.top)
    places = united(pieces, raw["place_id"].to_numpy())
    ids = list(places)
    provinces = united(np.array([places[one] for one in ids], dtype=object), province_of.loc[ids].to_numpy())
    return SheetShapes(
        {key: without_specks(shape) for key, shape in places.items()},
        {key: without_specks(shape) for key, shape in provinces.items()},
        {key: str(province_of[key]) for key in ids},
        {str(key): piece for key, piece in zip(raw.index, pieces, strict=True) if key in counties},
    )


def places_seen(geometry: Geometry, window: MapWindow) -> list[str]:
    """Ids of the places whose rectangle in degrees meets the window, ascending."""
    outline = window.degrees_shown()
    shapes = geometry.places.geometry
    boxes = shapely.box(*shapes.bounds.to_numpy().T)
    return [str(key) for key in shapes.index[shapely.intersects(boxes, outline)]]


def full_counties(geometry: Geometry, place_ids: Collection[str]) -> gpd.GeoDataFrame:
    """Counties of places in full, EPSG:4326: `place_id` and `geometry`. Only they are read."""
    wanted = [("place_id", "in", list(place_ids))]
    return gpd.read_parquet(geometry.folder / COUNTIES_FILE, columns=["place_id", "geometry"], filters=wanted)


def simplified(shapes: Shapes, tolerance: float) -> Shapes:
    """Simplify a coverage; its neighbours keep sharing their edges."""
    made: Shapes = shapely.coverage_simplify(shapes, tolerance)
    return made


def united(shapes: Shapes, keys: Any) -> dict[str, Any]:
    """Dissolve a coverage by key; empty shapes are left out."""
    groups = pd.Series(np.arange(len(shapes))).groupby(pd.Series(keys), sort=True).indices
    made = {}
    for key, rows in groups.items():
        parts = [shape for shape in shapes[rows] if not shape.is_empty]
        if parts:
            made[str(key)] = parts[0] if len(parts) == 1 else polygons_of(merged(parts))
    return made


def merged(shapes: Sequence[Any]) -> Any:
    """One shape of several that share their edges.

    Edges that were cut at the window may no longer agree to the last digit: then they are laid over one another.
    """
    try:
        return shapely.coverage_union_all(shapes)
    except shapely.errors.GEOSException:
        return shapely.union_all(shapely.make_valid(list(shapes)))


def polygons_of(shape: Any) -> Any:
    """The polygons of a shape alone."""
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    return shapely.MultiPolygon(parts)


def without_specks(shape: Any) -> Any:
    """A shape without the parts too small to be seen; the largest part always stays."""
    parts = shapely.get_parts(shape)
    areas = shapely.area(parts)
    kept = parts[(areas >= SPECK_PT2) | (areas == areas.max())]
    return shapely.MultiPolygon([part for part in kept if part.geom_type == "Polygon"])


def without_pinholes(polygon: Any, smallest: float) -> Any:
    """A polygon without the holes that are smaller than `smallest` square points: a line around one is a blot."""
    holes = [ring for ring in polygon.interiors if shapely.Polygon(ring).area >= smallest]
    return shapely.Polygon(polygon.exterior, holes)
