"""The map itself: places in the colours of the layer, hatches, borders, sea lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import shapely

from layers.drawn import DrawnLayer, DrawnPlace
from layers.press.paint import FADED, HATCH_GROUND, Painter, path_of, path_of_lines
from layers.press.shapes import SheetShapes, merged, without_pinholes
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


OUTLINED_PT2: Final = 40.0
"""Parts that cover less have no heavy line around them, unless they are all there is."""


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
    in_part: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """Colour the places and draw the borders between them.

    Parameters
    ----------
    in_part
        Places in focus of which only these counties are coloured.
    """
    draw_places(painter, shapes, drawn, focus, clip, style, in_part)
    _draw_borders(painter, shapes, clip, style)


def draw_places(
    painter: Painter,
    shapes: SheetShapes,
    drawn: DrawnLayer,
    focus: Collection[str],
    clip: Box,
    style: MapStyle,
    in_part: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """Colour every place of the focus as the layer says, the others in a pale grey."""
    look = {place.place_id: place for place in drawn.places}
    hatched: dict[str, list[Any]] = defaultdict(list)
    in_part = in_part or {}

    def fill(gid: str, shape: Any, place: DrawnPlace | None, zorder: float) -> None:
        colour = FADED if place is None else HATCH_GROUND if place.hatch else place.colour
        if place is not None and place.hatch:
            hatched[place.hatch].append(shape)
        painter.fill(
            path_of(shape), colour, gid=f"{style.prefix}{gid}", clip=clip,
            edgecolor=colour, linewidth=0.12, zorder=zorder,
        )  # fmt: skip

    for place_id, shape in shapes.places.items():
        whole = place_id in focus and place_id not in in_part
        fill(f"place-{place_id}", shape, look.get(place_id) if whole else None, 2.0)
        for county_id in in_part.get(place_id, ()):
            fill(f"county-{county_id}", shapes.counties[county_id], look.get(place_id), 2.1)
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
    large = [
        without_pinholes(part, STROKED_PT2)
        for shape in shapes
        for part in shapely.get_parts(shape)
        if part.area > STROKED_PT2
    ]
    merged = shapely.line_merge(shapely.union_all(shapely.boundary(large)))
    return path_of_lines([shapely.get_coordinates(line) for line in shapely.get_parts(merged)])


def _rings(polygon: Any) -> list[Any]:
    whole = without_pinholes(polygon, STROKED_PT2)
    return [shapely.get_coordinates(ring) for ring in (whole.exterior, *whole.interiors)]


def _draw_dots(painter: Painter, shapes: SheetShapes, clip: Box, style: MapStyle) -> None:
    for place_id, shape in shapes.places.items():
        for number, (x, y) in enumerate(dots(shape)):
            spot = shapely.Point(x, y).buffer(style.dot, quad_segs=3)
            gid = f"{style.prefix}islet-{place_id}-{number}"
            painter.fill(path_of(spot), PROVINCE_LINE, gid=gid, clip=clip, zorder=3.5)


def draw_island_dots(painter: Painter, window: MapWindow, scale: float) -> list[Any]:
    """A dot for each island that the main map of China must name, however small; give the room around each.

    On a map of less than China, for those that lie on it.
    """
    spots = []
    for number, island in enumerate(NAMED_ISLANDS):
        x, y = window.point(island.lon, island.lat)
        if not island.in_inset and window.box.holds(Box(x, y, x, y)):
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


def draw_outlines(painter: Painter, shapes: Sequence[Any], clip: Box, **style: Any) -> None:
    """A heavier line around each of these shapes."""
    parts = [polygon for shape in shapes for polygon in shapely.get_parts(shape)]
    if not parts:
        return
    # A heavy line around an islet or a splinter would be all that is seen of it, unless there is nothing else.
    largest = max(polygon.area for polygon in parts)
    smallest = OUTLINED_PT2 if largest > OUTLINED_PT2 * 4 else 0.0
    rings = [ring for polygon in parts if polygon.area >= smallest for ring in _rings(polygon)]
    painter.stroke(
        path_of_lines(rings), style["colour"], style["width"], gid=style["gid"], clip=clip, zorder=3.8
    )


def focus_outline(painter: Painter, coloured: Sequence[Any], clip: Box, width: float) -> None:
    """A line around all that is coloured."""
    if not coloured:
        return
    rings = [
        ring
        for polygon in shapely.get_parts(merged(coloured))
        if polygon.area > OUTLINED_PT2
        for ring in _rings(polygon)
    ]
    painter.stroke(path_of_lines(rings), PROVINCE_LINE, width, gid="focus-outline", clip=clip, zorder=3.7)


def sea_lines_on(window: MapWindow, lines: Any) -> list[Any]:
    """The parts of the sea lines, in points."""
    placed = window.to_sheet(shapely.get_parts(lines))
    return list(placed)
