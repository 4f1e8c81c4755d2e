"""Shapes as vector paths, and the hatches of missing data as plain lines that any drawing program can edit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import shapely
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from layers.press.window import Box

HATCH_GROUND: Final = "#f7f9fa"
HATCH_INK: Final = "#9aa7b3"
FADED: Final = "#eef1f4"
TILE_PT: Final = 4.6
HATCH_WIDTH: Final = 0.5


@dataclass(frozen=True)
class Strokes:
    """Parallel lines of a pattern; lengths in tiles.

    Attributes
    ----------
    direction
        `rising`, `falling`, `level` or `upright`.
    spacing
        Between lines.
    shift
        Of the first line from the grid.
    dash
        Length drawn and length left out; None for a whole line.
    stagger
        How far every second line is moved along itself.
    width
        Points.
    dots
        Dashes of no length with round ends.
    """

    direction: str
    spacing: float = 1.0
    shift: float = 0.5
    dash: tuple[float, float] | None = None
    stagger: float = 0.0
    width: float = 0.5
    dots: bool = False


HATCHES: Final[dict[str, tuple[Strokes, ...]]] = {
    "no_target": (Strokes("level", 0.5, 0.25, (0.0, 1.0), stagger=0.5, width=1.1, dots=True),),
    "no_observation": (Strokes("rising"),),
    "insufficient_data": (Strokes("level", dash=(0.6, 0.4)),),
    "undetermined": (Strokes("falling"),),
    "not_read": (Strokes("upright", dash=(0.6, 0.4)),),
    "bases_differ": (Strokes("rising"), Strokes("falling")),
    "no_path": (
        Strokes("level", shift=0.25, dash=(0.5, 0.5)),
        Strokes("upright", shift=0.25, dash=(0.5, 0.5)),
    ),
    "silent": (Strokes("level", 1.3, dash=(0.0, 1.3), width=1.4, dots=True),),
    "outside_plan": (Strokes("level"), Strokes("upright")),
}
"""As on the web map (layers/client/paint.js)."""


def path_of(shape: Any) -> Path:
    """Polygons as one path; holes run the other way round, so that they stay empty under either filling rule."""
    rings: list[Any] = []
    for polygon in shapely.get_parts(shapely.orient_polygons(shape)):
        rings += [polygon.exterior, *polygon.interiors]
    return path_of_lines([shapely.get_coordinates(ring) for ring in rings], closed=True)


def path_of_lines(lines: Iterable[Any], *, closed: bool = False) -> Path:
    """Lines of coordinates as one path."""
    vertices, codes = [np.zeros((0, 2))], [np.zeros(0, dtype=np.uint8)]
    for line in lines:
        code = np.full(len(line), Path.LINETO, dtype=np.uint8)
        code[0] = Path.MOVETO
        if closed:
            code[-1] = Path.CLOSEPOLY
        vertices.append(np.round(np.asarray(line), 2))
        codes.append(code)
    return Path(np.concatenate(vertices), np.concatenate(codes))


class Painter:
    """Draws on one figure in points of the sheet.

    Parameters
    ----------
    transform
        Points of the sheet to the figure.
    """

    def __init__(self, figure: Figure, transform: Any) -> None:
        self.figure = figure
        self.transform = transform

    def fill(self, path: Path, colour: str, *, gid: str, clip: Box | None = None, **style: Any) -> PathPatch:
        """A filled path."""
        return self._add(
            PathPatch(path, facecolor=colour, **({"edgecolor": "none", "linewidth": 0.0} | style)), gid, clip
        )

    def stroke(
        self, path: Path, colour: str, width: float, *, gid: str, clip: Box | None = None, **style: Any
    ) -> PathPatch:
        """A path that is a line only."""
        return self._add(
            PathPatch(
                path, facecolor="none", edgecolor=colour, linewidth=width,
                **({"joinstyle": "round", "capstyle": "round"} | style),
            ),
            gid,
            clip,
        )  # fmt: skip

    def rectangle(self, box: Box, *, gid: str, **style: Any) -> PathPatch:
        """A box."""
        return self.fill(path_of(box.shape), style.pop("colour", "white"), gid=gid, **style)

    def hatch(self, kind: str, shape: Any, *, gid: str, zorder: float, clip: Box | None = None) -> None:
        """Lay the pattern of a kind of missing data over a shape."""
        if shape.is_empty:
            return
        inside = path_of(shape if clip is None else polygons_within(shape, clip))
        west, south, east, north = shapely.bounds(shape)
        if clip is not None:
            west, south = max(west, clip.left), max(south, clip.bottom)
            east, north = min(east, clip.right), min(north, clip.top)
        for number, strokes in enumerate(HATCHES[kind]):
            patch = PathPatch(
                path_of_lines(pattern_lines(strokes, west, south, east, north)),
                facecolor="none", edgecolor=HATCH_INK, linewidth=strokes.width, linestyle=line_style(strokes),
                capstyle="round" if strokes.dots else "butt", transform=self.transform, zorder=zorder,
            )  # fmt: skip
            patch.set_clip_path(inside, self.transform)
            patch.set_gid(f"{gid}-{number}")
            self.figure.add_artist(patch)

    def _add(self, patch: PathPatch, gid: str, clip: Box | None) -> PathPatch:
        patch.set_transform(self.transform)
        patch.set_gid(gid)
        if clip is not None:
            patch.set_clip_path(
                Rectangle((clip.left, clip.bottom), clip.width, clip.height, transform=self.transform)
            )
        self.figure.add_artist(patch)
        return patch


def polygons_within(shape: Any, box: Box) -> Any:
    """A shape cut to a box, its polygons only."""
    cut = shapely.clip_by_rect(shape, box.left, box.bottom, box.right, box.top)
    return shapely.MultiPolygon([part for part in shapely.get_parts(cut) if part.geom_type == "Polygon"])


def line_style(strokes: Strokes) -> Any:
    """The dashes as matplotlib counts them, in widths of the line."""
    if strokes.dash is None:
        return "solid"
    return 0, tuple(max(part, 0.0002) * TILE_PT / strokes.width for part in strokes.dash)


def pattern_lines(
    strokes: Strokes, west: float, south: float, east: float, north: float
) -> list[Sequence[tuple[float, float]]]:
    """Lines of a pattern over a rectangle, on a grid that is the same everywhere on the sheet."""
    step = TILE_PT * strokes.spacing
    if strokes.direction in ("rising", "falling"):
        sign = 1 if strokes.direction == "rising" else -1
        # The line through (c, 0): x = c + sign * y.
        low = min(west - sign * south, west - sign * north)
        right = max(east - sign * south, east - sign * north)
        first = np.floor(low / step) * step
        return [((c + sign * south, south), (c + sign * north, north)) for c in np.arange(first, right, step)]
    tile = TILE_PT * (sum(strokes.dash) if strokes.dash else 1.0)
    if strokes.direction == "upright":
        first, south = np.floor(west / step) * step, np.floor(south / tile) * tile
        return [((x, south), (x, north)) for x in np.arange(first + strokes.shift * TILE_PT, east, step)]
    first, west = np.floor(south / (2 * step)) * 2 * step, np.floor(west / tile) * tile - tile
    rows = np.arange(first + strokes.shift * TILE_PT, north, step)
    aside = strokes.stagger * TILE_PT
    return [((west + aside * (number % 2), y), (east, y)) for number, y in enumerate(rows)]
