"""Composes a sheet: words beside the map on a lying sheet, above and below it on an upright one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from matplotlib.figure import Figure
from matplotlib.transforms import Affine2D

from geo.geometry import Geometry
from layers.drawn import DrawnLayer
from layers.press.drawing_settings import drawing
from layers.press.fonts import face, missing_notice
from layers.press.frame_extent import frame_bounds, land_across
from layers.press.frames import PressFrame
from layers.press.legend import Legend, fitting_legend
from layers.press.main_map import draw_map
from layers.press.order import MapNames, PressFigure, PressOrder
from layers.press.paint import Painter
from layers.press.sheet_words import HeadLine, draw_foot, draw_head, head_height, head_lines, measured_foot
from layers.press.sizes import POINTS_PER_INCH, SheetSize, sheet_size
from layers.press.typesetting import Typesetter
from layers.press.window import Box, fit_window
from translations import Words, words_for

MARGIN: Final = 3.0
"""Of the size of the text."""


@dataclass
class Sheet:
    """A sheet while it is being composed."""

    size: SheetSize
    figure: Figure
    painter: Painter
    typesetter: Typesetter
    words: Words
    legend: Legend
    head: list[HeadLine]
    large: float

    @property
    def text(self) -> float:
        """Points of common text."""
        return self.size.text

    @property
    def margin(self) -> float:
        """Points."""
        return MARGIN * self.text


def press_figure(
    geometry: Geometry, names: MapNames, drawn: DrawnLayer, frame: PressFrame, order: PressOrder
) -> PressFigure:
    """Draw a layer in a frame.

    Parameters
    ----------
    drawn
        The layer in the language of the order.

    Raises
    ------
    layers.press.fonts.FontMissingError
        When the font is not installed.
    """
    with drawing():
        return _composed(geometry, names, drawn, frame, order)


def _composed(
    geometry: Geometry, names: MapNames, drawn: DrawnLayer, frame: PressFrame, order: PressOrder
) -> PressFigure:
    crs, bounds = frame_bounds(geometry, frame)
    size = sheet_size(order.size, (bounds[2] - bounds[0]) / (bounds[3] - bounds[1]))
    figure = Figure(
        figsize=(size.width / POINTS_PER_INCH, size.height / POINTS_PER_INCH),
        facecolor="white",
        dpi=POINTS_PER_INCH,
    )
    transform = Affine2D().scale(1 / POINTS_PER_INCH) + figure.dpi_scale_trans
    typesetter = Typesetter(figure, transform, face())
    painter = Painter(figure, transform)
    words = words_for(order.lang)
    margin, right = MARGIN * size.text, size.width - MARGIN * size.text
    foot, notices = measured_foot(
        typesetter, drawn, frame, order, words, size=size.text * 0.84, width=right - margin
    )
    boxes = draw_foot(painter, typesetter, foot, margin, right, margin * 0.8)
    area = Box(margin, boxes["foot"].top + size.text * 1.6, right, size.height - margin * 0.85)
    column = area.width * 0.262 if size.is_landscape else area.width
    large = size.text * 2.6
    head, more = head_lines(
        typesetter, drawn, frame, order, words,
        size=size.text, width=column, title_lines=4 if size.is_landscape else 2, large=large,
    )  # fmt: skip
    most = area.height - head_height(head) - size.text * 2 if size.is_landscape else area.height * 0.42
    legend = fitting_legend(
        typesetter, drawn, frame.focus, words, size=size.text, most=most,
        width=column if size.is_landscape else area.width * 0.3, columns=1 if size.is_landscape else 2,
    )  # fmt: skip
    sheet = Sheet(size, figure, painter, typesetter, words, legend, head, large)
    arranged = beside(sheet, area, column) if size.is_landscape else stacked(sheet, area, frame)
    boxes |= arranged.boxes
    window = fit_window(
        crs,
        bounds,
        arranged.map_box,
        across=land_across(frame, arranged.across),
        up=arranged.up,
        margin=size.text * 0.5,
    )
    made = PressFigure(
        figure, frame, order, Box(0.0, 0.0, size.width, size.height), window, boxes=boxes,
        notices=[*notices, *more],
    )  # fmt: skip
    draw_map(sheet, made, geometry, names, drawn, arranged)
    typesetter.finish()
    notice = missing_notice(sorted(typesetter.missing))
    made.notices += [notice] if notice else []
    return made


@dataclass(frozen=True)
class Arrangement:
    """Where the map lies, and where a locator and the inset may stand.

    Attributes
    ----------
    across, up
        Where in the box of the map the land lies when there is room left.
    """

    map_box: Box
    boxes: dict[str, Box]
    locator_room: Box
    inset_room: Box
    across: float = 0.5
    up: float = 0.5


def beside(sheet: Sheet, area: Box, column: float) -> Arrangement:
    """Words in a column on the left, map on the right over the whole height."""
    below = draw_head(sheet.typesetter, sheet.head, area.left, area.top)
    legend = sheet.legend.draw(sheet.painter, area.left, below - sheet.text * 0.6, sheet.text * 2)
    gap = sheet.text * 2.2
    boxes = {"head": Box(area.left, below, area.left + column, area.top), "legend": legend}
    room = Box(area.left, area.bottom, area.left + column, legend.bottom - sheet.text * 1.2)
    map_box = Box(area.left + column + gap, area.bottom, area.right, area.top)
    return Arrangement(map_box, boxes, room, map_box, across=0.06, up=0.8)


def stacked(sheet: Sheet, area: Box, frame: PressFrame) -> Arrangement:
    """Head above, map in the middle, legend below on the left; the map of China reaches down beside the legend."""
    below = draw_head(sheet.typesetter, sheet.head, area.left, area.top)
    top = area.bottom + sheet.legend.height
    legend = sheet.legend.draw(sheet.painter, area.left, top, sheet.text * 2.4)
    boxes = {"head": Box(area.left, below, area.right, area.top), "legend": legend}
    room = Box(legend.right + sheet.text * 2.4, area.bottom, area.right, top)
    if frame.kind == "china":
        land_box = Box(area.left, top + sheet.text, area.right, below - sheet.text * 0.4)
        return Arrangement(land_box, boxes, room, replace(land_box, bottom=area.bottom), up=1.0)
    map_box = Box(area.left, top + sheet.text * 1.6, area.right, below - sheet.text * 0.8)
    return Arrangement(map_box, boxes, room, map_box)
