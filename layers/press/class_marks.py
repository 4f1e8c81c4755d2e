"""Marks of classes on the map: letters and signs that tell a class in grey and to every eye."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

import numpy as np
import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from layers.drawn import DrawnLayer
from layers.press.furniture import SIGNS, contrasting
from layers.press.shapes import SheetShapes
from layers.press.sight import picture_of, reading
from layers.press.sizes import POINTS_PER_INCH
from layers.press.typesetting import HALO_WIDTH, Typesetter
from layers.press.window import Box

SIZE: Final = 0.6
SIGN_SIZE: Final = 1.15
"""Of the size of common text: letters, and the two signs, whose glyphs are small."""

NEEDED: Final = 0.47
"""Radius of the circle that a mark wants, beside its size."""

CAP_HEIGHT: Final = 0.73


def mark_of_places(drawn: DrawnLayer) -> dict[str, str]:
    """The mark of each place that has one."""
    marks = {entry.code: entry.mark for entry in drawn.legend if entry.mark}
    return {place.place_id: marks[place.code] for place in drawn.places if place.code in marks}


def with_mark(lines: tuple[str, ...], mark: str) -> tuple[str, ...]:
    """The lines of a name with the mark of its class: before the figure, else after the name.

    A figure has its sign already.
    """
    if not mark or (mark in SIGNS and len(lines) > 1):
        return lines
    name, *value = lines
    return (name, f"{mark} {value[0]}") if value else (f"{name} {mark}",)


def draw_class_marks(
    typesetter: Typesetter, clip: Box, shapes: SheetShapes, drawn: DrawnLayer, place_ids: Collection[str],
    taken: Sequence[Box], size: float,
) -> None:  # fmt: skip
    """Set the marks of these places where they are wide enough, clear of what is laid on the map.

    Parameters
    ----------
    place_ids
        Those in focus whose names do not carry the mark.
    size
        Points of common text.
    """
    marks = mark_of_places(drawn)
    colours = {place.place_id: place.colour for place in drawn.places}
    set_already: list[Box] = []
    taken = [box.grown(HALO_WIDTH * size) for box in taken]
    tree = shapely.STRtree([box.shape for box in taken])
    for place_id in sorted(set(place_ids) & set(marks) & set(shapes.places)):
        mark = marks[place_id]
        high, wanted = (SIGN_SIZE, 0.45 * SIZE) if mark in SIGNS else (SIZE, NEEDED * SIZE)
        high, wanted = high * size, wanted * size
        spot = roomiest(
            shapes.places[place_id], [taken[hit].shape for hit in tree.query(shapes.places[place_id])]
        )
        if spot is None or spot[2] < wanted:
            continue
        x, y = spot[0], spot[1] - high * CAP_HEIGHT / 2
        box = typesetter.box(mark, x, y, high, "center")
        if clip.holds(box) and not any(box.meets(other) for other in set_already):
            set_already.append(box)
            typesetter.put(
                mark, x, y, high, align="center",
                colour=contrasting(colours[place_id]), gid=f"mark-{place_id}", zorder=7.0,
            )  # fmt: skip


def leave_out_unreadable(figure: Figure) -> None:
    """Take away the marks on the map that could not be read: a border, a hatch or a halo runs through them.

    Call within `drawing()`, when every text has its font. What decides is what the rule for readable text looks at.
    """
    texts = [artist for artist in figure.get_children() if isinstance(artist, Text)]
    marks = [text for text in texts if str(text.get_gid()).startswith("mark-")]
    if not marks:
        return
    picture = picture_of(figure, texts)
    renderer, scale = FigureCanvasAgg(figure).get_renderer(), POINTS_PER_INCH / figure.dpi
    for mark in marks:
        extent = mark.get_window_extent(renderer)
        box = Box(extent.x0 * scale, extent.y0 * scale, extent.x1 * scale, extent.y1 * scale)
        if not reading(picture, box, mark.get_color()).is_clear():
            mark.remove()


def roomiest(shape: shapely.Geometry, taken: Sequence[shapely.Geometry]) -> tuple[float, float, float] | None:
    """Middle and radius of the largest circle in the largest free part of a shape."""
    free = shapely.difference(shape, shapely.union_all(taken)) if taken else shape
    parts = [part for part in shapely.get_parts(free) if part.geom_type == "Polygon" and part.area > 0]
    if not parts:
        return None
    largest = parts[int(np.argmax(shapely.area(parts)))]
    line = shapely.maximum_inscribed_circle(largest, tolerance=0.15)
    (x, y), edge = shapely.get_coordinates(line)[[0, -1]]
    return float(x), float(y), float(np.hypot(edge[0] - x, edge[1] - y))
