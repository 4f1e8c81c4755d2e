"""The main map of a sheet: land, outlines, insets, scale bar and names, in that order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import shapely

from geo.geometry import Geometry
from layers.drawn import DrawnLayer
from layers.press.arranging import Arrangement, Sheet
from layers.press.class_marks import draw_class_marks
from layers.press.context_labels import city_wishes, context_owners, province_wishes
from layers.press.free_corner import free_corner, spot_beside
from layers.press.furniture import draw_scale_bar, measured_bar
from layers.press.insets import FRAME_LINE, draw_locator, draw_south_sea, inset_box, needs_south_sea
from layers.press.labels import ROOMY, LabelPlacer
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
    county_wishes,
    focus_wishes,
    inset_wishes,
    island_wishes_on,
    main_island_wishes,
    named_island_room,
)
from layers.press.order import MapNames, PressFigure
from layers.press.shapes import SheetShapes, sheet_shapes
from layers.press.south_sea import SANSHA, beyond_lines, sea_lines_of, within_lines

TAIWAN: Final = "710000"
EASTWARD: Final = ((1.0, 0.0), (1.0, -1.0), (1.0, 1.0))
FOCUS_LINE_OF_PLACE: Final = 0.6
LEAST_FOCUS_LINE: Final = 0.55
"""Points of the line around a place and its neighbours: no heavier than a coast, for nothing explains it."""

CLEARANCE, CITY_CLEARANCE = 0.2, 0.3
"""Room around names that those of the provinces around and then those of cities keep free, in sizes of the text."""

CARD_FOREIGN: Final = 0.2
"""Share of a name that may lie on the land of others on a card, whose names are large beside its places."""

BAR_SHARES: Final = (0.2, 0.12, 0.07)
"""Of the width of the map, the best first: a shorter bar finds room where a longer one does not."""


def draw_map(
    sheet: Sheet,
    made: PressFigure,
    geometry: Geometry,
    names: MapNames,
    drawn: DrawnLayer,
    arranged: Arrangement,
) -> None:
    """Draw the main map, its insets, its scale bar and its names."""
    window, frame, scale = made.window, made.frame, sheet.size.scale
    shapes = sheet_shapes(geometry, window, counties=frame.counties)
    style = MapStyle(
        place_line=0.2 * scale, province_line=0.7 * scale, outline=0.55 * scale, sea_line=1.2 * scale
    )
    place_of = geometry.counties["place_id"]
    in_part = {
        one: [county for county in shapes.counties if place_of[county] == one] for one in frame.partial
    }
    draw_land(sheet.painter, shapes, drawn, frame.focus, window.box, style, in_part)
    _outlines(sheet, made, shapes, drawn)
    lines = sea_lines_on(window, sea_lines_of(geometry))
    if needs_south_sea(geometry, frame, window):
        obstacles = shapely.union(shapes.land(frame.focus), named_island_room(window, sheet.text))
        legend = [box for name, box in made.boxes.items() if name == "legend"]
        room = inset_box(arranged.inset_room, obstacles, legend, sheet.text)
        made.boxes["inset"] = room
        made.inset = draw_south_sea(
            sheet.painter, sheet.typesetter, geometry, drawn, frame, room, sheet.words, scale,
            names.places.get(SANSHA, ""),
        )  # fmt: skip
    elif frame.kind != "china":
        made.locator = draw_locator(sheet.painter, geometry, frame, arranged.locator_room, scale)
    if made.locator is not None:
        made.boxes["locator"] = made.locator.box
    draw_sea_lines(sheet.painter, lines, window.box, style, hidden=made.boxes.get("inset"))
    keep_off = [shapely.buffer(line, sheet.text * 0.4, quad_segs=2) for line in lines]
    if frame.chosen == SANSHA:
        placer = LabelPlacer(
            sheet.typesetter, window.box, shapes.places, barred=list(keep_off), home=within_lines(lines)
        )
        placed = placer.place(inset_wishes(window, sheet.words, sheet.text), "island-label")
        sheet.painter.rectangle(
            window.box,
            gid="map-frame",
            colour="none",
            edgecolor=FRAME_LINE,
            linewidth=0.6 * scale,
            zorder=4.5,
        )
        _scale_bar(sheet, made, shapes, arranged, [*keep_off, *(box.shape for box in placed.values())])
        return
    _scale_bar(sheet, made, shapes, arranged, keep_off)
    _labels(sheet, made, shapes, geometry, names, drawn, keep_off)


def coloured_shapes(made: PressFigure, shapes: SheetShapes) -> dict[str, Any]:
    """What is coloured on the map: places in focus, of some of them the counties alone; by id."""
    frame = made.frame
    whole = [one for one in frame.focus if one not in frame.partial and one in shapes.places]
    return {one: shapes.places[one] for one in whole} | shapes.counties


def _outlines(sheet: Sheet, made: PressFigure, shapes: SheetShapes, drawn: DrawnLayer) -> None:
    """Lines around what is coloured, what the layer marks, and what the frame is about."""
    frame, scale, box = made.frame, sheet.size.scale, made.window.box
    marked = {place.place_id for place in drawn.places if place.note_code in drawn.marked_notes}
    draw_outlines(
        sheet.painter,
        [shapes.places[one] for one in frame.focus if one in marked and one in shapes.places],
        box,
        colour=MARKED_LINE,
        width=(0.6 if frame.kind == "china" else 1.0) * scale,
        gid="marked",
    )
    if frame.kind != "china":
        width = max(FOCUS_LINE_OF_PLACE * scale, LEAST_FOCUS_LINE) if frame.chosen else 0.9 * scale
        focus_outline(sheet.painter, list(coloured_shapes(made, shapes).values()), box, width)
    heavy = [shapes.counties[one] for one in frame.counties if one in shapes.counties]
    if frame.chosen in shapes.places:
        heavy.append(shapes.places[frame.chosen])
    draw_outlines(
        sheet.painter, heavy, box, colour=CHOSEN_LINE,
        width=(0.5 if frame.chosen == SANSHA else 1.6) * scale, gid="chosen",
    )  # fmt: skip


def _scale_bar(
    sheet: Sheet, made: PressFigure, shapes: SheetShapes, arranged: Arrangement, keep_off: Sequence[Any]
) -> None:
    """The longest bar that finds room on the map; else one beside the map, where there is room for it."""
    size, pad = sheet.text * 0.84, sheet.text * 0.9
    bars = [measured_bar(sheet.typesetter, made.window, size, sheet.words, share) for share in BAR_SHARES]
    spots = ((bar, free_corner(made, shapes, (bar.width, bar.height), pad, keep_off)) for bar in bars)
    found = next(((bar, spot) for bar, spot in spots if spot is not None), None)
    if found is None:
        others = list(made.boxes.values())
        found = next(
            (
                (bar, spot)
                for bar in bars
                if (spot := spot_beside(arranged.locator_room, (bar.width, bar.height), others, pad * 0.4))
            ),
            (bars[-1], (made.window.box.left + pad, made.window.box.bottom + pad)),
        )
    bar, (left, bottom) = found
    made.boxes["scale-bar"] = draw_scale_bar(sheet.painter, sheet.typesetter, bar, left, bottom)


def _labels(
    sheet: Sheet,
    made: PressFigure,
    shapes: SheetShapes,
    geometry: Geometry,
    names: MapNames,
    drawn: DrawnLayer,
    keep_off: Sequence[Any],
) -> None:
    frame, window, text = made.frame, made.window, sheet.text
    taken = [box.grown(1.0) for name, box in made.boxes.items() if name in ("inset", "scale-bar", "legend")]
    is_china = frame.kind == "china"
    land = shapes.provinces if is_china else shapes.places | shapes.counties
    # The names on a map of China are those of provinces: none may hide most of one.
    coloured = shapes.provinces if is_china else coloured_shapes(made, shapes)
    counties = geometry.counties["place_id"]
    owners = {one: [str(counties[one])] for one in shapes.counties}
    placer = LabelPlacer(
        sheet.typesetter, window.box, land, taken, list(keep_off), coloured=coloured, owners=owners,
        most_foreign=CARD_FOREIGN if sheet.size.is_card and not is_china else 1.0,
        roomy=1.0 if is_china else ROOMY,
        strict=sheet.size.is_card and not is_china and not frame.chosen,
    )  # fmt: skip
    is_tight = is_china and sheet.words.lang != "zh" and (sheet.size.is_card or not sheet.size.is_landscape)
    if is_china:
        spots = draw_island_dots(sheet.painter, window, sheet.size.scale)
        placer.barred = [*spots, *keep_off, *shapes.provinces.values()]
        placer.place(main_island_wishes(window, sheet.words, text * 0.66), "island-label")
        past = [] if is_tight else [beyond_lines(keep_off, shapes.provinces[TAIWAN], window.box)]
        placer.barred = [*spots, *keep_off, *past]
    else:
        draw_island_dots(sheet.painter, window, sheet.size.scale)
        wishes = island_wishes_on(window, sheet.words, text * 0.9, with_inset=made.inset is not None)
        placer.place(wishes, "island-label")
    if shapes.counties:
        names_of = geometry.counties["county_zh"]
        placer.place(county_wishes(shapes, names_of, sheet.words, text), "county-label")
        placer.draw_leaders(sheet.painter, sheet.size.scale)
    wishes = focus_wishes(frame, shapes, names, drawn, text)
    if is_china and sheet.size.is_card and sheet.words.lang != "zh":
        # Names of the others are longer than the provinces are wide on a map as small as this.
        wishes = [wish for wish in wishes if wish.key == TAIWAN]
    if is_tight:
        # Map and letters leave no room within the lines: the name stands past them, level with the island.
        wishes = [replace(wish, sides=EASTWARD) if wish.key == TAIWAN else wish for wish in wishes]
    named = placer.place(wishes, "label")
    placer.draw_leaders(sheet.painter, sheet.size.scale)
    if not is_china:
        focus_land = shapely.union_all(list(coloured.values()))
        shapely.prepare(focus_land)
        around = LabelPlacer(
            sheet.typesetter, window.box, land, [box.grown(text * CLEARANCE) for box in placer.taken],
            [*placer.barred, focus_land], owners=context_owners(frame, shapes),
        )  # fmt: skip
        around.place(province_wishes(frame, shapes, names, window.box, text), "context-label")
        around.draw_leaders(sheet.painter, sheet.size.scale)
        around.taken = [box.grown(text * CITY_CLEARANCE) for box in around.taken]
        around.place(city_wishes(frame, shapes, names, window.box, text), "label")
        placer.taken = around.taken
    unnamed = set(frame.focus) - set(named) - set(frame.partial)
    draw_class_marks(sheet.typesetter, window.box, shapes, drawn, unnamed, placer.taken, text)
