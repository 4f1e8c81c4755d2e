"""How far a sheet reaches: what must lie on its main map, and in which projection."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely

from geo.coverage import TOLERANCES
from geo.geometry import Geometry
from geo.projections import ALBERS_CHINA, local_equidistant
from layers.press.frames import PressFrame
from layers.press.shapes import full_counties
from layers.press.sizes import FIXED_SIZES, sheet_size
from layers.press.south_sea import SANSHA, is_in_south_sea_only, main_map_shapes, sea_lines_of
from layers.press.window import Shapes, projected_bounds

COARSE_M: Final = 1.5 * max(TOLERANCES)
"""How far the full shapes may reach beyond the simplified ones."""

FEW_PLACES: Final = 12
"""Up to which a frame is measured by the shapes in full."""

HAINAN, TAIWAN = "province-460000", "710000"
NORTH_OF_CHIWEI: Final = (124.57, 26.15)
"""Degrees: so that 赤尾屿, too small to be seen, and its name lie on a map of Taiwan."""

PRESCRIBED_POINTS: Final = ((71.4, 37.2), (135.1, 48.4), (123.3, 53.6), (124.6, 26.0))
"""Degrees that a map of China must reach (自然资规〔2023〕2号): the Panj where it runs north, where the Heilongjiang meets
the Wusuli, the northernmost Heilongjiang; and 赤尾屿."""


def frame_bounds(geometry: Geometry, frame: PressFrame) -> tuple[str, tuple[float, float, float, float]]:
    """Projection of a frame, and bounds in its metres of what it must show."""
    if frame.kind == "china":
        points = [shapely.Point(lon, lat) for lon, lat in PRESCRIBED_POINTS]
        shapes = np.append(main_map_shapes(geometry), points)
        return ALBERS_CHINA, projected_bounds(ALBERS_CHINA, shapes)
    on_main_map = [place_id for place_id in frame.focus if place_id != SANSHA] or list(frame.focus)
    measured, slack = _measured_shapes(geometry, on_main_map)
    parts = shapely.get_parts(measured)
    north = np.array([part for part in parts if not is_in_south_sea_only(part)], dtype=object)
    shapes = parts if on_main_map == [SANSHA] or not len(north) else north
    if on_main_map == [SANSHA]:
        shapes = np.append(shapes, shapely.get_parts(sea_lines_of(geometry)))
    if TAIWAN in frame.focus:
        shapes = np.append(shapes, shapely.Point(NORTH_OF_CHIWEI))
    west, south, east, top = shapely.total_bounds(shapes)
    crs = local_equidistant(float(west + east) / 2, float(south + top) / 2)
    west, south, east, top = projected_bounds(crs, shapes)
    return crs, (west - slack, south - slack, east + slack, top + slack)


def _measured_shapes(geometry: Geometry, place_ids: Sequence[str]) -> tuple[Shapes, float]:
    """Shapes by which a frame is measured, and by how many metres the sheet's own may reach beyond them.

    Where the frame is small, the simplified shapes would leave out islets that the sheet draws.
    """
    if len(place_ids) > FEW_PLACES:
        return geometry.places.geometry.loc[list(place_ids)].to_numpy(), COARSE_M
    return shapely.convex_hull(shapely.get_parts(full_counties(geometry, place_ids).geometry.to_numpy())), 0.0


def land_across(frame: PressFrame, with_inset: float) -> float:
    """Where across its box the land lies when there is room left: aside where an inset is wanted, else in the middle."""
    return with_inset if frame.kind == "china" or frame.frame_id == HAINAN else 0.5


def sheet_ratio(geometry: Geometry, frame: PressFrame, size: str) -> float:
    """Width of a sheet divided by its height, before it is drawn."""
    if size in FIXED_SIZES:
        sheet = FIXED_SIZES[size]
    else:
        _crs, (west, south, east, north) = frame_bounds(geometry, frame)
        sheet = sheet_size(size, (east - west) / (north - south))
    return sheet.width / sheet.height
