"""Rules for maps: borders run where they were built, and every place lies where it belongs.

Source: 《公开地图内容表示规范》 (自然资规〔2023〕2号): the outline of the country and its provinces.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.coverage import TOLERANCES
from layers.press.finding import Finding, Looked, verdict
from layers.press.land_raster import land_on
from layers.press.map_drawing import STROKED_PT2
from layers.press.shapes import TOLERANCE_PT
from layers.press.typesetting import HALO_WIDTH
from layers.press.window import Box, MapWindow
from translations import N_, Message

SAMPLES: Final = 1500
BORDER_DARK: Final = 195
"""The brightest channel of a border, out of 255, is no more."""

BORDER_SHARE: Final = 0.97
"""Of the samples, how many must lie on a border; what is built and what is drawn are simplified apart."""

ASTRAY_PT: Final = 1.0
ASTRAY_SHARE: Final = 0.05
"""Of the corners of drawn borders, how many may lie where none was built: along islets too small for the picture."""

DRAWN: Final = ("outline", "place-borders", "province-borders", "focus-outline", "chosen", "marked")


def borders(looked: Looked) -> list[Finding]:
    """The outline and the borders of the provinces can be seen where they were built, and no place lies elsewhere."""
    faults = list(_stray_places(looked, looked.made.window, ""))
    faults += _border_faults(looked, looked.made.window)
    faults += _stray_borders(looked, looked.made.window, "")
    if looked.made.inset is not None and looked.wants_inset:
        faults += _stray_places(looked, looked.made.inset, "inset-")
        faults += _border_faults(looked, looked.made.inset)
        faults += _stray_borders(looked, looked.made.inset, "inset-")
    return verdict("borders", faults, N_("国界、省界和各地点的位置正确。"))


def _border_faults(looked: Looked, window: MapWindow) -> Iterator[Message]:
    points = border_points(looked, window)
    reach = int(np.ceil((TOLERANCE_PT + apart_pt(window) * 0.5) * looked.picture.scale)) + 1
    if len(points) >= 20:
        seen = looked.picture.darkest_near(points, reach) <= BORDER_DARK
        if seen.mean() < BORDER_SHARE:
            yield N_("国界或省界在图上看不清楚，或者位置不对。")


def border_points(looked: Looked, window: MapWindow) -> NDArray[np.float64]:
    """Corners of the built borders of the provinces that a map shows and no text covers, in points, (n, 2)."""
    parts = shapely.get_parts(window.to_sheet(looked.geometry.provinces.geometry.to_numpy()))
    rings = shapely.get_exterior_ring(parts[shapely.area(parts) > 4 * STROKED_PT2])
    points = shapely.get_coordinates(rings)
    room = window.box.grown(-2.0)
    inside = ((points > [room.left, room.bottom]) & (points < [room.right, room.top])).all(axis=1)
    points = points[inside][:: max(int(inside.sum()) // SAMPLES, 1)]
    return points[~_covered(looked, window, points)]


def _covered(looked: Looked, window: MapWindow, points: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which points lie under a text with its halo, or under the inset."""
    boxes = [text.box.grown(HALO_WIDTH * text.size + 0.5) for text in looked.seen.texts.values()]
    inset = looked.made.inset
    boxes += [inset.box] if inset is not None and window is not inset else []
    covered = np.zeros(len(points), dtype=bool)
    for box in boxes:
        low, high = [box.left, box.bottom], [box.right, box.top]
        covered |= ((points >= low) & (points <= high)).all(axis=1)
    return covered


def _stray_places(looked: Looked, window: MapWindow, prefix: str) -> Iterator[Message]:
    """Places drawn beyond where they were built, or not built at all."""
    built = shapely.bounds(looked.places_in(window))
    numbers = {str(key): number for number, key in enumerate(looked.geometry.places.index)}
    slack = ASTRAY_PT + apart_pt(window)
    for gid, patch in looked.seen.patches.items():
        place_id = gid.removeprefix(f"{prefix}place-")
        if place_id == gid or not place_id.isdigit() or not len(patch.artist.get_path().vertices):
            continue
        number = numbers.get(place_id)
        if number is None or not Box(*built[number]).holds(_reach(patch.artist), slack):
            yield N_("地点 {place_id} 画在了别处。", place_id=place_id)


def _stray_borders(looked: Looked, window: MapWindow, prefix: str) -> Iterator[Message]:
    """Lines drawn through the land or the sea, where no border was built."""
    land = land_on(looked, window)
    for name in DRAWN:
        patch = looked.seen.patches.get(f"{prefix}{name}")
        corners = patch.artist.get_path().vertices if patch is not None else np.zeros((0, 2))
        room = window.box.grown(-1.0)
        inside = ((corners > [room.left, room.bottom]) & (corners < [room.right, room.top])).all(axis=1)
        astray = land.deep[looked.picture.pixel(corners[inside])] & ~_along_counties(
            looked, window, corners[inside]
        )
        if len(astray) and astray.mean() > ASTRAY_SHARE:
            yield N_("“{name}”画在了没有边界的地方。", name=f"{prefix}{name}")


def _along_counties(looked: Looked, window: MapWindow, points: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which points lie on the border of a county that the frame draws."""
    counties = list(looked.made.frame.counties)
    if not counties:
        return np.zeros(len(points), dtype=bool)
    placed = window.to_sheet(looked.geometry.counties.geometry.loc[counties].to_numpy())
    edges = shapely.union_all(shapely.boundary(placed))
    return np.asarray(shapely.distance(edges, shapely.points(points)) <= ASTRAY_PT + apart_pt(window))


def _reach(artist: Any) -> Box:
    corners = artist.get_path().vertices
    return Box(*corners.min(axis=0), *corners.max(axis=0))


def apart_pt(window: MapWindow) -> float:
    """How far the borders as built, which are simplified, may lie from those drawn from full ones, in points."""
    return 1.5 * max(TOLERANCES) / window.metres_per_point
