"""Where head, legend, map and small maps stand on a sheet: words beside the map when it lies, above and below when it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from matplotlib.figure import Figure

from layers.drawn import DrawnLayer
from layers.press.frames import PressFrame
from layers.press.legend import Legend
from layers.press.legend_rows import COLUMN_GAP, fitting_legend
from layers.press.order import PressOrder
from layers.press.paint import Painter
from layers.press.sheet_words import TIGHTEST, HeadLine, draw_head, head_height, head_lines
from layers.press.sizes import SheetSize
from layers.press.typesetting import Typesetter
from layers.press.window import Box
from translations import Message, Words

STACKED_SHARE: Final = 0.42
"""Of the height of a standing sheet, that its legend may take."""

STANDING_HEAD: Final = 0.23
"""Of the height of a standing sheet, that its head may take."""

STANDING_COLUMNS: Final = 0.62
"""Of the width of a standing sheet, that the two columns of its legend take."""

CARD_ACROSS: Final = 0.7
"""Where the land lies on the map of a card: room on its left lets the inset be large enough to be read."""

EASY_LEGEND: Final = 0.8
"""Size of a legend beside common text, below which the head is set tighter first: the note is cut before its keys."""

CARD_TRIALS: Final = ((0, 1), (0, 2), (2, 1), (3, 1))
TRIALS: Final = ((0, 1), (1, 1), (2, 1), (3, 1))
"""How tight the head is set and in how many columns the legend: the first that goes beside the map."""


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

    @property
    def text(self) -> float:
        """Points of common text."""
        return self.size.text


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


def measured_words(
    typesetter: Typesetter, drawn: DrawnLayer, frame: PressFrame, order: PressOrder, words: Words,
    *, sheet: SheetSize, area: Box,
) -> tuple[list[HeadLine], Legend, list[Message]]:  # fmt: skip
    """Measure head and legend for the area between the margins and the foot.

    A card whose classes leave no room for the finding sets them in two columns; where even that is too much, it leaves
    the finding out: its legend has the same counts.
    """
    landscape = sheet.is_landscape
    column = area.width * sheet.column if landscape else area.width

    def measured(*, tight: int, columns: int) -> tuple[list[HeadLine], Legend, list[Message], bool]:
        head, notices = head_lines(
            typesetter, drawn, frame, order, words, sheet=sheet, width=column,
            title_lines=4 if landscape and not sheet.is_card else 3 if sheet.is_card else 2, tight=tight,
        )  # fmt: skip
        most = area.height - head_height(head) - sheet.text * (0.4 if sheet.is_card else 2)
        inner = column if landscape else area.width * STANDING_COLUMNS
        legend = fitting_legend(
            typesetter, drawn, frame, words, size=sheet.text, sheet=sheet,
            most=most if landscape else area.height * STACKED_SHARE,
            width=(inner - (columns - 1) * COLUMN_GAP * sheet.text) / columns, columns=columns,
        )  # fmt: skip
        fits = legend.height <= most
        least = 0.99 if sheet.is_card else EASY_LEGEND
        return head, legend, notices, fits and legend.size >= sheet.text * least

    if not landscape:
        for tight in range(TIGHTEST + 1):
            head, legend, notices, _easy = measured(tight=tight, columns=2)
            if head_height(head) <= area.height * STANDING_HEAD:
                break
        return head, legend, notices
    for tight, columns in CARD_TRIALS if sheet.is_card else TRIALS:
        head, legend, notices, easy = measured(tight=tight, columns=columns)
        if easy and (columns == 1 or legend.is_plain):
            break
    return head, legend, notices


def arranged(sheet: Sheet, area: Box, frame: PressFrame) -> Arrangement:
    """Set head and legend, and say where the map goes."""
    if sheet.size.is_landscape:
        return beside(sheet, area, area.width * sheet.size.column)
    return stacked(sheet, area, frame)


def beside(sheet: Sheet, area: Box, column: float) -> Arrangement:
    """Words in a column on the left, map on the right over the whole height."""
    below = draw_head(sheet.typesetter, sheet.head, area.left, area.top)
    legend = sheet.legend.draw(sheet.painter, area.left, below - sheet.text * 0.6, sheet.text * 2)
    gap = sheet.text * 2.2
    boxes = {"head": Box(area.left, below, area.left + column, area.top), "legend": legend}
    room = Box(area.left, area.bottom, area.left + column, legend.bottom - sheet.text * 1.2)
    map_box = Box(area.left + column + gap, area.bottom, area.right, area.top)
    across = CARD_ACROSS if sheet.size.is_card else 0.06
    return Arrangement(map_box, boxes, room, map_box, across=across, up=0.8)


def stacked(sheet: Sheet, area: Box, frame: PressFrame) -> Arrangement:
    """Head above, map in the middle, legend below on the left; the map of China reaches down beside the legend."""
    below = draw_head(sheet.typesetter, sheet.head, area.left, area.top)
    top = area.bottom + sheet.legend.height
    legend = sheet.legend.draw(sheet.painter, area.left, top, sheet.text * COLUMN_GAP)
    boxes = {"head": Box(area.left, below, area.right, area.top), "legend": legend}
    room = Box(legend.right + sheet.text * 2.4, area.bottom, area.right, top)
    if frame.kind == "china":
        land_box = Box(area.left, top + sheet.text, area.right, below - sheet.text * 0.4)
        return Arrangement(land_box, boxes, room, replace(land_box, bottom=area.bottom), up=1.0)
    map_box = Box(area.left, top + sheet.text * 1.6, area.right, below - sheet.text * 0.8)
    return Arrangement(map_box, boxes, room, map_box)
