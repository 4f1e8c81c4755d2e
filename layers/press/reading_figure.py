"""What a drawn figure really shows: its artists by gid, where they lie and whether they can be seen.

The map rules look at this and not at what was meant to be drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.text import Text

from layers.press.window import Box

ON_COLOURS: Final = ("mark-", "key-mark-")
"""Letters that stand on colours, where they may be white."""

WHITE: Final = (1.0, 1.0, 1.0)
SMALLEST_LINE_PT: Final = 0.05


@dataclass(frozen=True)
class SeenText:
    """A line of text as drawn."""

    gid: str
    text: str
    box: Box
    visible: bool
    size: float
    artist: Text


class SeenPatch:
    """A path as drawn, in points of the sheet."""

    def __init__(self, gid: str, patch: Any) -> None:
        self.gid = gid
        self.artist = patch
        self._path = patch.get_path()
        self.has_fill = patch.get_fill() and patch.get_facecolor()[3] > 0
        self.has_line = patch.get_linewidth() > SMALLEST_LINE_PT and patch.get_edgecolor()[3] > 0
        self.colour = to_rgba(patch.get_facecolor())

    @property
    def visible(self) -> bool:
        """Whether anything of it is drawn, apart from white on white."""
        if not self.artist.get_visible() or not len(self._path.vertices):
            return False
        return bool(self.has_line or (self.has_fill and self.colour[:3] != WHITE))

    @cached_property
    def box(self) -> Box:
        """The rectangle around it, cut to what its clip path leaves."""
        extent = self._path.get_extents()
        box = Box(extent.x0, extent.y0, extent.x1, extent.y1)
        clip = self.clip
        if clip is None:
            return box
        west, south, east, north = clip.bounds
        return Box(max(box.left, west), max(box.bottom, south), min(box.right, east), min(box.top, north))

    @cached_property
    def clip(self) -> Any | None:
        """The shape outside of which nothing of it is drawn; None when it is not clipped."""
        found = self.artist.get_clip_path()
        if found is None:
            box = self.artist.get_clip_box()
            if box is None:
                return None
            scale = 72.0 / self.artist.figure.dpi
            return shapely.box(box.x0 * scale, box.y0 * scale, box.x1 * scale, box.y1 * scale)
        path, transform = found.get_transformed_path_and_affine()
        if path is None:
            return None
        return polygons_of_path(transform.transform_path(path), 72.0 / self.artist.figure.dpi)

    @cached_property
    def polygons(self) -> Any:
        """Its filled areas."""
        return polygons_of_path(self._path)

    @cached_property
    def lines(self) -> Any:
        """Its lines."""
        return shapely.MultiLineString(
            [part for part in self._path.to_polygons(closed_only=False) if len(part) > 1]
        )


def polygons_of_path(path: Any, scale: float = 1.0) -> Any:
    """The filled areas of a path: rings that run left are filled, rings that run right are holes in them."""
    rings = [shapely.Polygon(part * scale) for part in path.to_polygons(closed_only=True) if len(part) > 3]
    # Corners are rounded to a hundredth of a point, which may lay one on another.
    outer = [areas_of(ring) for ring in rings if ring.exterior.is_ccw]
    holes = shapely.union_all([areas_of(ring) for ring in rings if not ring.exterior.is_ccw])
    if holes.is_empty:
        return shapely.union_all(outer)
    within = [shapely.contains(holes, shapely.point_on_surface(ring)) for ring in outer]
    land = shapely.union_all([ring for ring, inside in zip(outer, within, strict=True) if not inside])
    islands = shapely.union_all([ring for ring, inside in zip(outer, within, strict=True) if inside])
    return shapely.union(shapely.difference(land, holes), islands)


def areas_of(ring: shapely.Polygon) -> Any:
    """The areas of a ring that may touch itself, without the lines that have none."""
    if ring.is_valid:
        return ring
    parts = shapely.get_parts(shapely.get_parts(shapely.make_valid(ring)))
    return shapely.union_all([part for part in parts if part.geom_type == "Polygon"])


@dataclass(frozen=True)
class SeenFigure:
    """A figure as drawn: its artists but for the sheet itself, and those that can be read, by gid."""

    artists: tuple[Any, ...]
    texts: dict[str, SeenText]
    patches: dict[str, SeenPatch]

    def with_prefix(self, prefix: str) -> list[SeenPatch]:
        """Paths whose gid begins so."""
        return [patch for gid, patch in self.patches.items() if gid.startswith(prefix)]

    def text_of(self, prefix: str) -> str:
        """All visible text whose gid begins so, in the order of drawing."""
        return " ".join(
            text.text for gid, text in self.texts.items() if gid.startswith(prefix) and text.visible
        )


def seen(figure: Figure) -> SeenFigure:
    """Read a figure whose unit is the point. Artists without a gid get a number, and so does whoever takes another's."""
    canvas = FigureCanvasAgg(figure)
    renderer = canvas.get_renderer()
    texts: dict[str, SeenText] = {}
    patches: dict[str, SeenPatch] = {}
    artists = tuple(artist for artist in figure.get_children() if artist is not figure.patch)
    for number, artist in enumerate(artists):
        gid = artist.get_gid() or f"nameless-{number}"
        if gid in texts or gid in patches:
            gid = f"again-{number}"
        if isinstance(artist, Text):
            texts[gid] = _seen_text(gid, artist, renderer, 72.0 / figure.dpi)
        elif isinstance(artist, PathPatch):
            patches[gid] = SeenPatch(gid, artist)
    return SeenFigure(artists, texts, patches)


def _seen_text(gid: str, artist: Text, renderer: Any, scale: float) -> SeenText:
    extent = artist.get_window_extent(renderer)
    box = Box(extent.x0 * scale, extent.y0 * scale, extent.x1 * scale, extent.y1 * scale)
    shown = artist.get_visible() and to_rgba(artist.get_color())[3] > 0 and artist.get_alpha() != 0
    is_white = to_rgba(artist.get_color())[:3] == WHITE and not gid.startswith(ON_COLOURS)
    readable = bool(shown and not is_white and artist.get_text().strip())
    return SeenText(gid, artist.get_text(), box, readable, float(artist.get_fontsize()), artist)
