"""The map itself: places in the colours of the layer, hatches, borders, sea lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final

import shapely

from layers.drawn import DrawnLayer
from layers.press.paint import FADED, HATCH_GROUND, Painter, path_of, path_of_lines
from layers.press.shapes import SheetShapes, merged
from layers.press.south_sea import NAMED_ISLANDS, dots
from layers.press.window import Box, MapWindow

PLACE_LINE: Final = "#75838f"
PROVINCE_LINE: Final = "#4a5b69"
OUTLINE: Final = "#5d6e7d"
SEA_LINE: Final = "#4d5e6c"
MARKED_LINE: Final = "#0b3d63"
CHOSEN_LINE: Final = "#17212b"
STROKED_PT2: Final = 0.8
"""Parts of the land that cover less are drawn without a line, which would smear the coast."""


@dataclass(frozen=True)
class MapStyle:
    """Line widths in points, and what the gids of this map begin with."""

    prefix: str = ""
    place_line: float = 0.22
    province_line: float = 0.55
    outline: float = 0.5
    sea_line: float = 1.1
    dot: float = 0.0


def draw_land(
    painter: Painter,
    shapes: SheetShapes,
    drawn: DrawnLayer,
    focus: Collection[str],
    clip: Box,
    style: MapStyle,
) -> None:
    """Colour the places and draw the borders between them."""
    draw_places(painter, shapes, drawn, focus, clip, style)
    _draw_borders(painter, shapes, clip, style)


def draw_places(
    painter: Painter,
    shapes: SheetShapes,
    drawn: DrawnLayer,
    focus: Collection[str],
    clip: Box,
    style: MapStyle,
) -> None:
    """Colour every place of the focus as the layer says, the others in a pale grey."""
    look = {place.place_id: place for place in drawn.places}
    hatched: dict[str, list[Any]] = defaultdict(list)
    for place_id, shape in shapes.places.items():
        place = look.get(place_id)
        in_focus = place is not None and place_id in focus
        colour = FADED if place is None or not in_focus else HATCH_GROUND if place.hatch else place.colour
        if place is not None and in_focus and place.hatch:
            hatched[place.hatch].append(shape)
        painter.fill(
            path_of(shape), colour, gid=f"{style.prefix}place-{place_id}", clip=clip,
            edgecolor=colour, linewidth=0.12, zorder=2.0,
        )  # fmt: skip
    for kind, parts in sorted(hatched.items()):
        gid = f"{style.prefix}hatch-{kind}"
        painter.hatch(kind, shapely.union_all(parts), gid=gid, zorder=2.5, clip=clip)


def _draw_borders(painter: Painter, shapes: SheetShapes, clip: Box, style: MapStyle) -> None:
    inner = _inner_lines(list(shapes.places.values()))
    painter.stroke(
        inner, PLACE_LINE, style.place_line, gid=f"{style.prefix}place-borders", clip=clip, zorder=3.0
    )
    provinces = _inner_lines(list(shapes.provinces.values()))
    painter.stroke(
        provinces, PROVINCE_LINE, style.province_line, gid=f"{style.prefix}province-borders", clip=clip,
        zorder=3.2,
    )  # fmt: skip
    land = merged(list(shapes.provinces.values()))
    coast = [
        ring for polygon in shapely.get_parts(land) if polygon.area > STROKED_PT2 for ring in _rings(polygon)
    ]
    painter.stroke(
        path_of_lines(coast), OUTLINE, style.outline, gid=f"{style.prefix}outline", clip=clip, zorder=3.4
    )
    if style.dot:
        _draw_dots(painter, shapes, clip, style)


def _inner_lines(shapes: Sequence[Any]) -> Any:
    """Every border between the shapes, and their outer edge, once each."""
    large = [part for shape in shapes for part in shapely.get_parts(shape) if part.area > STROKED_PT2]
    merged = shapely.line_merge(shapely.union_all(shapely.boundary(large)))
    return path_of_lines([shapely.get_coordinates(line) for line in shapely.get_parts(merged)])


def _rings(polygon: Any) -> list[Any]:
    return [shapely.get_coordinates(ring) for ring in (polygon.exterior, *polygon.interiors)]


def _draw_dots(painter: Painter, shapes: SheetShapes, clip: Box, style: MapStyle) -> None:
    for place_id, shape in shapes.places.items():
        for number, (x, y) in enumerate(dots(shape)):
            spot = shapely.Point(x, y).buffer(style.dot, quad_segs=3)
            gid = f"{style.prefix}islet-{place_id}-{number}"
            painter.fill(path_of(spot), PROVINCE_LINE, gid=gid, clip=clip, zorder=3.5)


def draw_island_dots(painter: Painter, window: MapWindow, scale: float) -> list[Any]:
    """A dot for each island that the main map of China must name, however small; give the room around each."""
    spots = []
    for number, island in enumerate(NAMED_ISLANDS):
        if not island.in_inset:
            x, y = window.point(island.lon, island.lat)
            spot = shapely.Point(x, y).buffer(0.6 * scale, quad_segs=4)
            painter.fill(path_of(spot), PROVINCE_LINE, gid=f"islet-named-{number}", zorder=3.5)
            spots.append(shapely.box(x - 1.2, y - 1.2, x + 1.2, y + 1.2))
    return spots


def draw_sea_lines(
    painter: Painter, lines: Sequence[Any], clip: Box, style: MapStyle, hidden: Box | None = None
) -> int:
    """Draw each of the lines that lies wholly in the box and not under another; give how many were drawn.

    Parameters
    ----------
    lines
        In points; every part is an artist of its own.
    """
    count = 0
    for number, line in enumerate(lines, start=1):
        west, south, east, north = shapely.bounds(line)
        reach = Box(west, south, east, north)
        if not clip.holds(reach) or (hidden is not None and hidden.meets(reach)):
            continue
        painter.stroke(
            path_of_lines([shapely.get_coordinates(line)]), SEA_LINE, style.sea_line,
            gid=f"{style.prefix}sea-line-{number}", zorder=3.6, capstyle="butt",
        )  # fmt: skip
        count += 1
    return count


def draw_outlines(
    painter: Painter, shapes: SheetShapes, ids: Collection[str], clip: Box, **style: Any
) -> None:
    """A heavier line around each of these places."""
    wanted = [shapes.places[place_id] for place_id in sorted(ids) if place_id in shapes.places]
    if not wanted:
        return
    rings = [ring for shape in wanted for polygon in shapely.get_parts(shape) for ring in _rings(polygon)]
    painter.stroke(
        path_of_lines(rings), style["colour"], style["width"], gid=style["gid"], clip=clip, zorder=3.8
    )


def focus_outline(
    painter: Painter, shapes: SheetShapes, focus: Collection[str], clip: Box, width: float
) -> None:
    """A line around the whole focus."""
    parts = [shapes.places[place_id] for place_id in sorted(focus) if place_id in shapes.places]
    if not parts:
        return
    union = merged(parts)
    rings = [
        ring for polygon in shapely.get_parts(union) if polygon.area > STROKED_PT2 for ring in _rings(polygon)
    ]
    painter.stroke(path_of_lines(rings), PROVINCE_LINE, width, gid="focus-outline", clip=clip, zorder=3.7)


def sea_lines_on(window: MapWindow, lines: Any) -> list[Any]:
    """The parts of the sea lines, in points."""
    placed = window.to_sheet(shapely.get_parts(lines))
    return list(placed)
