"""Whose land each pixel of a sheet is, worked out from the built shapes alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import shapely
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.path import Path
from matplotlib.transforms import Affine2D
from numpy.typing import NDArray

from geo.coverage import TOLERANCES
from layers.press.finding import Looked
from layers.press.shapes import COARSE_METRES, TOLERANCE_PT
from layers.press.sizes import POINTS_PER_INCH
from layers.press.window import Box, MapWindow, Shapes

Owners = NDArray[np.int16]
BORDER_PX: Final = 2
"""Pixels beside a border that its line may cover."""


def owners(shapes: Shapes, box: Box, size: tuple[int, int], scale: float) -> Owners:
    """Number of the shape that each pixel within a box lies in, counted from 1; 0 where there is none.

    Parameters
    ----------
    shapes
        Polygons in points of the sheet.
    size
        Rows and columns of the picture.
    scale
        Pixels a point.
    """
    renderer = RendererAgg(size[1], size[0], POINTS_PER_INCH)
    gc = renderer.new_gc()
    gc.set_antialiased(False)
    gc.set_linewidth(0.0)
    placed = Affine2D().scale(scale)
    near = shapely.intersects(shapely.box(*shapely.bounds(shapes).T), box.shape)
    for number, path in paths_of(shapes, near):
        code = number + 1
        renderer.draw_path(gc, path, placed, ((code & 255) / 255, (code >> 8) / 255, 1.0))
    rows = slice(max(int(np.ceil(size[0] - box.top * scale)), 0), int(size[0] - box.bottom * scale))
    columns = slice(max(int(np.ceil(box.left * scale)), 0), int(box.right * scale))
    drawn = np.asarray(renderer.buffer_rgba())[rows, columns]
    found = np.zeros(size, dtype=np.int16)
    found[rows, columns] = drawn[..., 0] + drawn[..., 1].astype(np.int16) * 256
    found[rows, columns][drawn[..., 3] == 0] = 0
    return found


def paths_of(shapes: Shapes, wanted: NDArray[np.bool_]) -> list[tuple[int, Path]]:
    """Paths of those shapes that are wanted, with their numbers; holes run the other way round."""
    numbers = np.flatnonzero(wanted)
    parts, of_shape = shapely.get_parts(shapely.orient_polygons(shapes[numbers]), return_index=True)
    rings, of_part = shapely.get_rings(parts, return_index=True)
    corners, of_ring = shapely.get_coordinates(rings, return_index=True)
    codes = np.full(len(corners), Path.LINETO, dtype=np.uint8)
    turns = np.flatnonzero(np.diff(of_ring)) + 1
    codes[np.concatenate([[0], turns]).astype(int)] = Path.MOVETO
    codes[np.concatenate([turns - 1, [len(corners) - 1]]).astype(int)] = Path.CLOSEPOLY
    owner = of_shape[of_part[of_ring]]
    edges = np.searchsorted(owner, np.arange(len(numbers) + 1))
    return [
        (int(number), Path(corners[first:last], codes[first:last]))
        for number, first, last in zip(numbers, edges[:-1], edges[1:], strict=True)
        if last > first
    ]


@dataclass(frozen=True)
class Land:
    """Whose each pixel of a map is, and which lie away from every border.

    Attributes
    ----------
    whose
        (rows, columns): number of the place in the order of `geometry.places`, counted from 1; 0 for sea and abroad.
    deep
        (rows, columns): whether all around, as far as a border may be drawn from where it was built, is alike.
    """

    whose: Owners
    deep: NDArray[np.bool_]


def land_on(looked: Looked, window: MapWindow) -> Land:
    """The land of a map; worked out once for all rules."""
    if window not in looked.kept:
        picture = looked.picture
        size = (len(picture.rgb), picture.rgb.shape[1])
        found = owners(looked.places_in(window), window.box, size, picture.scale)
        looked.kept[window] = Land(found, deep_within(found, margin_px(looked, window)))
    land: Land = looked.kept[window]
    return land


def margin_px(looked: Looked, window: MapWindow) -> int:
    """How far borders as drawn may lie from those of the places as built, with their lines, in pixels."""
    is_coarse = TOLERANCE_PT * window.metres_per_point > COARSE_METRES
    apart = TOLERANCE_PT if is_coarse else TOLERANCE_PT + max(TOLERANCES) / window.metres_per_point
    return BORDER_PX + int(np.ceil(apart * looked.picture.scale))


def deep_within(found: Owners, margin: int) -> NDArray[np.bool_]:
    """Pixels whose neighbours, up to `margin` pixels away, belong to the same shape, or like them to none."""
    level = _alike(found, margin, 1)
    return level & _alike(np.where(level, found, -1), margin, 0)


def _alike(found: Any, margin: int, axis: int) -> NDArray[np.bool_]:
    """Whether all pixels up to `margin` before and behind along an axis are the same; never so at the very edge."""
    found = np.moveaxis(found, axis, 1)
    changes = np.zeros(found.shape, dtype=np.int16)
    np.cumsum(found[:, 1:] != found[:, :-1], axis=1, out=changes[:, 1:])
    alike = np.zeros(found.shape, dtype=bool)
    if found.shape[1] > 2 * margin:
        alike[:, margin : found.shape[1] - margin] = (
            changes[:, 2 * margin :] == changes[:, : changes.shape[1] - 2 * margin]
        )
    return np.moveaxis(alike, 1, axis)
