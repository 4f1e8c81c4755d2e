"""The map of China as inline SVG: places as links in the colours of a layer, and the South China Sea in an inset.

Albers on the main map, Mercator in the inset, as on the sheets for print (自然资规〔2023〕2号): the prescribed extent,
Taiwan among the provinces, the ten lines, the named islands. Shapes are written once for all layers, in quarters of a
pixel; a layer only says which class a place is in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Final

import numpy as np
import shapely

from geo.geometry import Geometry
from geo.projections import ALBERS_CHINA
from layers.drawn import DrawnLayer, DrawnPlace
from layers.map_frame import ring_steps
from layers.press.frame_extent import frame_bounds
from layers.press.frames import PressFrame
from layers.press.shapes import SheetShapes, sheet_shapes
from layers.press.south_sea import (
    NAMED_ISLANDS,
    NamedIsland,
    inset_ratio,
    inset_window,
    is_in_south_sea_only,
    island_name,
    sea_lines_of,
)
from layers.press.window import Box, MapWindow, fit_window
from policy.atlas import Atlas
from policy.rounding import rounded, written
from publishing.hatches import fill_of, hatches
from translations import Words

WIDTH: Final = 820.0
HEIGHT: Final = 620.0
INSET_HEIGHT: Final = 190.0
TOLERANCE: Final = 1.25
"""Square root of the area in square pixels below which a corner goes."""
PARTS: Final = 4
"""A pixel has so many steps of the grid that corners are put on."""
SMALLEST: Final = 1.0
"""Square pixels; smaller parts are left out, unless they are all there is of a place."""
SPOT: Final = 0.9
"""Radius in pixels of an island that would not be seen otherwise."""
SEA: Final = "south-sea"
"""Id of the inset, which is drawn a second time on narrow screens."""
SIDES: Final = {"东沙群岛": (0, -1), "曾母暗沙": (-1, 1)}
"""Where a name stands that its best side would put on one of the lines, at the size it has here."""
BELOW: Final = {"黄岩岛": 1.3}
"""How far below its island the foot of a name stands, in its own size, where the name beside it needs the room."""
Link = Callable[[str], str]
"""The address of a place's page by its id."""


@dataclass(frozen=True)
class IslandMark:
    """An island in pixels, and on which side its name stands: -1, 0 or 1 across and up."""

    island: NamedIsland
    x: float
    y: float
    across: int
    up: int


@dataclass(frozen=True)
class NationShapes:
    """The country as SVG paths, in quarters of a pixel.

    Attributes
    ----------
    places, inset
        `d` of each place on the main map and in the inset; a place that lies in the other alone has none.
    borders, inset_borders
        `d` of the borders of the provinces and of the coast.
    sea_lines, inset_sea_lines
        `d` of the ten lines.
    islands, inset_islands
        Where the islands are that must be named.
    """

    places: dict[str, str]
    borders: str
    sea_lines: str
    islands: tuple[IslandMark, ...]
    inset: dict[str, str]
    inset_borders: str
    inset_sea_lines: str
    inset_islands: tuple[IslandMark, ...]
    inset_box: Box


def nation_shapes(geometry: Geometry, place_ids: Sequence[str]) -> NationShapes:
    """Project, simplify and write the shapes; half a second, once a process."""
    frame = PressFrame("china", "china", "全国", "China", tuple(place_ids))
    crs, bounds = frame_bounds(geometry, frame)
    main = fit_window(crs or ALBERS_CHINA, bounds, Box(0, 0, WIDTH, HEIGHT), margin=6.0, up=0.0)
    # The lower left corner: nothing of the country lies there, and at the right the inset would lie over islands.
    box = Box(4, HEIGHT - 4 - INSET_HEIGHT, 4 + INSET_HEIGHT * inset_ratio(), HEIGHT - 4)
    # The sheet is measured upwards, the picture downwards.
    inset = inset_window(Box(box.left, HEIGHT - box.top, box.right, HEIGHT - box.bottom))
    drawn, small = sheet_shapes(geometry, main, TOLERANCE), sheet_shapes(geometry, inset, TOLERANCE / 2)
    return NationShapes(
        places=paths_of(drawn, geometry),
        borders=borders_of(drawn),
        sea_lines=lines_path(main.to_sheet(shapely.get_parts(sea_lines_of(geometry))), north_of(main)),
        islands=islands_in(main, inside=False),
        inset=paths_of(small, None),
        inset_borders=borders_of(small),
        inset_sea_lines=lines_path(
            inset.to_sheet(shapely.get_parts(sea_lines_of(geometry))), inset.box.shape
        ),
        inset_islands=islands_in(inset, inside=True),
        inset_box=box,
    )


def north_of(window: MapWindow) -> Any:
    """The part of the main map that the lines of the South China Sea may be drawn in: what the inset does not hold."""
    _x, south = window.point(118.0, 20.9)
    return shapely.box(0, south, WIDTH, HEIGHT)


def paths_of(shapes: SheetShapes, geometry: Geometry | None) -> dict[str, str]:
    """`d` by place; on the main map without what lies in the inset alone."""
    made = {}
    for place_id, shape in shapes.places.items():
        if geometry is not None and is_in_south_sea_only(geometry.places.geometry.at[place_id]):
            continue
        made[place_id] = polygons_path(shape)
    return {place_id: path for place_id, path in made.items() if path}


def polygons_path(shape: Any) -> str:
    """Rings in quarters of a pixel from the upper left corner; the largest part stays however small."""
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon" and not part.is_empty]
    largest = max((part.area for part in parts), default=0.0)
    kept = [part for part in parts if part.area >= min(SMALLEST, largest)]
    return "".join(
        ring_steps(downwards(ring), PARTS) for part in kept for ring in (part.exterior, *part.interiors)
    )


def downwards(line: Any) -> Any:
    """Corners of a line or ring, y counted downwards, in pixels."""
    corners = np.array(line.coords)
    return np.column_stack([corners[:, 0], HEIGHT - corners[:, 1]])


def borders_of(shapes: SheetShapes) -> str:
    """Borders of provinces and coast, once each, without those of islets."""
    large = [
        part for shape in shapes.provinces.values() for part in shapely.get_parts(shape) if part.area > 6.0
    ]
    lines = shapely.line_merge(shapely.union_all(shapely.boundary(large)))
    return "".join(ring_steps(downwards(line), PARTS, closed=False) for line in shapely.get_parts(lines))


def lines_path(lines: Any, window: Any) -> str:
    """Lines cut to a window."""
    kept = [part for line in lines for part in shapely.get_parts(shapely.intersection(line, window))]
    return "".join(
        ring_steps(downwards(line), PARTS, closed=False) for line in kept if line.geom_type == "LineString"
    )


def islands_in(window: MapWindow, *, inside: bool) -> tuple[IslandMark, ...]:
    """Where the islands to be named lie: those of the inset, or those of the main map."""
    found = []
    for island in NAMED_ISLANDS:
        if island.in_inset == inside:
            x, y = window.point(island.lon, island.lat)
            side = SIDES.get(island.name_zh, island.sides[0])
            found.append(IslandMark(island, round(x, 1), round(HEIGHT - y, 1), *side))
    return tuple(found)


def nation_svg(
    atlas: Atlas, words: Words, shapes: NationShapes, drawn: DrawnLayer, link: Link, name: str
) -> str:
    """Draw a layer: each place opens its page and says its class when pointed at.

    Parameters
    ----------
    name
        What the picture shows, for those who hear it.
    """
    main = coloured(atlas, words, drawn, shapes.places, link)
    box, title = shapes.inset_box, words.gettext("南海诸岛")
    inset = coloured(atlas, words, drawn, shapes.inset, None)
    small = [island_mark(words, mark) for mark in shapes.inset_islands]
    large = [island_mark(words, mark) for mark in shapes.islands]
    frame = f'x="{box.left:.1f}" y="{box.bottom:.1f}" width="{box.width:.1f}" height="{box.height:.1f}"'
    return (
        f'<svg class="nation" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" role="group" aria-label="{escape(name)}" '
        f'xmlns="http://www.w3.org/2000/svg"><defs>{hatches(drawn)}'
        f'<clipPath id="sea"><rect {frame}/></clipPath></defs>'
        f'<g transform="scale({1 / PARTS:g})" stroke-linejoin="round">{main}'
        f'<path class="border" d="{shapes.borders}"/><path class="sea-line" d="{shapes.sea_lines}"/></g>'
        f'<g class="island">{"".join(large)}</g>'
        f'<g class="in-map"><g id="{SEA}"><rect class="inset" {frame}/><g clip-path="url(#sea)">'
        f'<g transform="scale({1 / PARTS:g})">{inset}'
        f'<path class="border" d="{shapes.inset_borders}"/>'
        f'<path class="sea-line" d="{shapes.inset_sea_lines}"/></g><g class="island">{"".join(small)}</g></g>'
        f'<text class="inset-name" x="{box.right - 6:.1f}" y="{box.top - 7:.1f}">{escape(title)}</text>'
        f"</g></g></svg>{sea_svg(box, title)}"
    )


def sea_svg(box: Box, title: str) -> str:
    """The inset again as a drawing of its own: on a phone it stands below the map, where its names can be read."""
    view = f"{box.left - 1:.1f} {box.bottom - 1:.1f} {box.width + 2:.1f} {box.height + 2:.1f}"
    return (
        f'<svg class="nation sea" viewBox="{view}" role="img" aria-label="{escape(title)}" '
        f'xmlns="http://www.w3.org/2000/svg"><use href="#{SEA}"/></svg>'
    )


def coloured(atlas: Atlas, words: Words, drawn: DrawnLayer, paths: dict[str, str], link: Link | None) -> str:
    """Places by class, so that a colour is written once."""
    groups: dict[tuple[bool, str], list[str]] = defaultdict(list)
    labels = {entry.code: entry.label for entry in drawn.legend}
    signed = is_signed(drawn)
    for place in drawn.places:
        path = paths.get(place.place_id)
        if not path:
            continue
        is_marked = place.note_code in drawn.marked_notes
        shape = f'<path d="{path}"/>'
        if link is not None:
            known = atlas.register.places[place.place_id]
            found = parted(value_text(drawn, place, signed=signed), labels[place.code])
            said = f"{words.pick(known.name_zh, known.name_en)} {found}"
            shape = (
                f'<a href="{escape(link(place.place_id))}" tabindex="-1">'
                f'<path d="{path}"><title>{escape(said)}</title></path></a>'
            )
        groups[is_marked, fill_of(place)].append(shape)
    # Marked places come last, so that no neighbour lies over their border.
    mark = {True: ' class="marked"', False: ""}
    return "".join(
        f'<g fill="{fill}"{mark[is_marked]}>{"".join(shapes)}</g>'
        for (is_marked, fill), shapes in sorted(groups.items(), key=lambda group: group[0][0])
    )


def value_text(drawn: DrawnLayer, place: DrawnPlace, *, signed: bool) -> str:
    """The value with its unit; one of a layer of differences with its sign; nothing where there is none."""
    if place.value is None:
        return ""
    number = written(place.value, drawn.decimals, signed=signed)
    return f"{number} {drawn.unit_symbol}" if drawn.unit_symbol else number


def is_signed(drawn: DrawnLayer) -> bool:
    """Whether the values of a layer are differences: some lie below zero."""
    return any(place.value is not None and rounded(place.value, drawn.decimals) < 0 for place in drawn.places)


def parted(*parts: str) -> str:
    """What is said of a place, with points between."""
    return " · ".join(part for part in parts if part)


def island_mark(words: Words, mark: IslandMark) -> str:
    """A dot and the name of an island or group beside it."""
    anchor = {-1: "end", 0: "middle", 1: "start"}[mark.across]
    x, y = mark.x + 3 * mark.across, mark.y - (4 if mark.up > 0 else mark.up)
    # In its own size, which is another on a phone: a name below its island must not stand on the dot.
    down = {-1: BELOW.get(mark.island.name_zh, 0.95), 0: 0.35, 1: 0}[mark.up]
    return (
        f'<circle cx="{mark.x:g}" cy="{mark.y:g}" r="{SPOT:g}"/>'
        f'<text x="{x:g}" y="{y:.1f}" dy="{down}em" text-anchor="{anchor}">{escape(island_name(mark.island, words))}</text>'
    )
