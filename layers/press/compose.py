"""Composes a sheet: words beside the map on a lying sheet, above and below it on an upright one."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import shapely
from matplotlib.figure import Figure
from matplotlib.transforms import Affine2D

from geo.geometry import Geometry
from layers.drawn import DrawnLayer
from layers.press.arranging import Arrangement, Sheet, arranged, measured_words
from layers.press.class_marks import draw_class_marks
from layers.press.drawing_settings import drawing
from layers.press.fonts import face, missing_notice
from layers.press.frame_extent import frame_bounds
from layers.press.frames import PressFrame
from layers.press.free_corner import free_corner
from layers.press.furniture import draw_scale_bar, scale_bar_box
from layers.press.insets import draw_locator, draw_south_sea, inset_box, needs_south_sea
from layers.press.labels import LabelPlacer
from layers.press.map_drawing import (
    CHOSEN_LINE,
    MARKED_LINE,
    MapStyle,
    draw_island_dots,
    draw_land,
    draw_outlines,
    draw_sea_lines,
    focus_outline,
    sea_lines_on,
)
from layers.press.map_labels import (
    context_wishes,
    focus_wishes,
    inset_wishes,
    main_island_wishes,
    named_island_room,
)
from layers.press.order import MapNames, PressFigure, PressOrder
from layers.press.paint import Painter
from layers.press.shapes import SheetShapes, sheet_shapes
from layers.press.sheet_words import draw_foot, measured_foot
from layers.press.sizes import CARD_MAP_TEXT, POINTS_PER_INCH, sheet_size
from layers.press.south_sea import SANSHA, sea_lines_of
from layers.press.typesetting import Typesetter
from layers.press.window import Box, fit_window
from translations import words_for

TAIWAN: Final = "710000"


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
    window = fit_window(crs, bounds, where.map_box, across=where.across, up=where.up, margin=size.text * 0.5)
    made = PressFigure(
        figure, frame, order, Box(0.0, 0.0, size.width, size.height), window, boxes=boxes,
        notices=[*notices, *more],
    )  # fmt: skip
    if size.is_card:
        sheet.size = replace(size, text=CARD_MAP_TEXT)
    draw_map(sheet, made, geometry, names, drawn, where)
    typesetter.finish()
    notice = missing_notice(sorted(typesetter.missing))
    made.notices += [notice] if notice else []
    return made


def draw_map(
    sheet: Sheet,
    made: PressFigure,
    geometry: Geometry,
    names: MapNames,
    drawn: DrawnLayer,
    where: Arrangement,
) -> None:
    """Draw the main map, its insets, its scale bar and its names."""
    window, frame, scale = made.window, made.frame, sheet.size.scale
    shapes = sheet_shapes(geometry, window)
    style = MapStyle(
        place_line=0.2 * scale, province_line=0.55 * scale, outline=0.55 * scale, sea_line=1.2 * scale
    )
    draw_land(sheet.painter, shapes, drawn, frame.focus, window.box, style)
    marked = {place.place_id for place in drawn.places if place.note_code in drawn.marked_notes}
    draw_outlines(
        sheet.painter, shapes, marked & set(frame.focus), window.box,
        colour=MARKED_LINE, width=(0.6 if frame.kind == "china" else 1.0) * scale, gid="marked",
    )  # fmt: skip
    if frame.kind != "china":
        focus_outline(sheet.painter, shapes, frame.focus, window.box, 0.9 * scale)
    if frame.chosen:
        draw_outlines(
            sheet.painter,
            shapes,
            [frame.chosen],
            window.box,
            colour=CHOSEN_LINE,
            width=(0.5 if frame.chosen == SANSHA else 1.6) * scale,
            gid="chosen",
        )
    lines = sea_lines_on(window, sea_lines_of(geometry))
    if needs_south_sea(geometry, frame, window):
        obstacles = shapely.union(shapes.land(frame.focus), named_island_room(window, sheet.text))
        room = inset_box(
            where.inset_room,
            obstacles,
            [box for name, box in made.boxes.items() if name == "legend"],
            sheet.text,
        )
        made.boxes["inset"] = room
        made.inset = draw_south_sea(
            sheet.painter, sheet.typesetter, geometry, drawn, frame, room, sheet.words, scale
        )
    elif frame.kind != "china":
        made.locator = draw_locator(sheet.painter, geometry, frame, where.locator_room, scale)
    if made.locator is not None:
        made.boxes["locator"] = made.locator.box
    draw_sea_lines(sheet.painter, lines, window.box, style, hidden=made.boxes.get("inset"))
    _scale_bar(sheet, made, shapes)
    _labels(sheet, made, shapes, geometry, names, drawn)


def _scale_bar(sheet: Sheet, made: PressFigure, shapes: SheetShapes) -> None:
    size = sheet.text * 0.84
    width, height = scale_bar_box(made.window, size)
    width = max(width, size * 12)
    spot = free_corner(made, shapes, width, height, sheet.text * 0.9)
    box = draw_scale_bar(sheet.painter, sheet.typesetter, made.window, spot[0], spot[1], size, sheet.words)
    made.boxes["scale-bar"] = box


def _labels(
    sheet: Sheet,
    made: PressFigure,
    shapes: SheetShapes,
    geometry: Geometry,
    names: MapNames,
    drawn: DrawnLayer,
) -> None:
    frame, window = made.frame, made.window
    if frame.chosen == SANSHA:
        placer = LabelPlacer(sheet.typesetter, window.box, shapes.places, [made.boxes["scale-bar"]])
        placer.barred = sea_lines_on(window, sea_lines_of(geometry))
        placer.place(inset_wishes(window, sheet.words, sheet.text), "island-label")
        return
    taken = [box.grown(1.0) for name, box in made.boxes.items() if name in ("inset", "scale-bar", "legend")]
    land = shapes.provinces if frame.kind == "china" else shapes.places
    placer = LabelPlacer(sheet.typesetter, window.box, land, taken)
    if frame.kind == "china":
        spots = draw_island_dots(sheet.painter, window, sheet.size.scale)
        placer.barred = [*spots, *shapes.provinces.values()]
        placer.place(main_island_wishes(window, sheet.words, sheet.text * 0.66), "island-label")
        placer.barred = spots
    wishes = focus_wishes(frame, shapes, names, drawn, sheet.text)
    if sheet.size.is_card and frame.kind == "china" and sheet.words.lang != "zh":
        # Names of the others are longer than the provinces are wide on a map as small as this.
        wishes = [wish for wish in wishes if wish.key == TAIWAN]
        placer.barred = [*placer.barred, *sea_lines_on(window, sea_lines_of(geometry))]
    named = placer.place(wishes, "label")
    if frame.kind != "china":
        placer.place(context_wishes(frame, shapes, names, window.box, sheet.text), "context-label")
    draw_class_marks(
        sheet.typesetter, window.box, shapes, drawn, set(frame.focus) - set(named), placer.taken, sheet.text
    )
