"""Composes a sheet: words beside the map on a lying sheet, above and below it on an upright one."""

from __future__ import annotations

from dataclasses import replace

from matplotlib.figure import Figure
from matplotlib.transforms import Affine2D

from geo.geometry import Geometry
from layers.drawn import DrawnLayer
from layers.press.arranging import Sheet, arranged, measured_words
from layers.press.class_marks import leave_out_unreadable
from layers.press.drawing_settings import drawing
from layers.press.fonts import face, missing_notice
from layers.press.frame_extent import frame_bounds, land_across
from layers.press.frames import PressFrame
from layers.press.main_map import draw_map
from layers.press.order import MapNames, PressFigure, PressOrder
from layers.press.paint import Painter
from layers.press.sheet_words import draw_foot, measured_foot
from layers.press.sizes import CARD_MAP_TEXT, POINTS_PER_INCH, sheet_size
from layers.press.typesetting import Typesetter
from layers.press.window import Box, fit_window
from translations import words_for


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
    margin, right = size.margin, size.width - size.margin
    foot, notices = measured_foot(typesetter, drawn, frame, order, words, sheet=size, width=right - margin)
    boxes = draw_foot(painter, typesetter, foot, margin, right, margin * 0.8)
    area = Box(
        margin,
        boxes["foot"].top + size.text * (0.9 if size.is_card else 1.6),
        right,
        size.height - margin * 0.85,
    )
    head, legend, more = measured_words(typesetter, drawn, frame, order, words, sheet=size, area=area)
    sheet = Sheet(size, figure, painter, typesetter, words, legend, head)
    where = arranged(sheet, area, frame)
    boxes |= where.boxes
    window = fit_window(
        crs,
        bounds,
        where.map_box,
        across=land_across(frame, where.across),
        up=where.up,
        margin=size.text * 0.5,
    )
    made = PressFigure(
        figure, frame, order, Box(0.0, 0.0, size.width, size.height), window, boxes=boxes,
        notices=[*notices, *more],
    )  # fmt: skip
    if size.is_card:
        sheet.size = replace(size, text=CARD_MAP_TEXT)
    draw_map(sheet, made, geometry, names, drawn, where)
    typesetter.finish()
    leave_out_unreadable(figure)
    notice = missing_notice(sorted(typesetter.missing))
    made.notices += [notice] if notice else []
    return made
