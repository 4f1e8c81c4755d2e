"""What rows a legend has, and how large it may be: every class of the layer is in it, those of no place in a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from layers.drawn import DrawnLayer, LegendEntry
from layers.press.captions import unit_of_classes
from layers.press.frames import PressFrame
from layers.press.legend import CARD_LEADING, KEY_WIDTH, LEADING, SMALL_KEY, Legend, LegendLine, Outline
from layers.press.map_drawing import CHOSEN_LINE, MARKED_LINE, PROVINCE_LINE
from layers.press.sizes import SheetSize
from layers.press.subject import is_scale
from layers.press.typesetting import Typesetter
from translations import Words

LARGER_SIZES: Final = (1.32, 1.24, 1.16, 1.08)
SIZES: Final = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64)
EASY_SHARE: Final = 0.7
"""Of the room there is, that a legend in larger letters may fill where the rest is the locator's."""

COLUMN_GAP: Final = 2.0
"""Of the size of the text, at the least."""

FEW_ROWS: Final = 3
CARD_FOLDED: Final = 0.86
"""Size of the folded rows of a card beside its text."""

FOLDED, LEAST_FOLDED_PT = 0.86, 5.0
"""Size of the folded rows of other sheets beside the rest, as long as they keep so many points."""

BAR_ROOM: Final = 4.0
"""Of the size of the text: bars shorter than that at most tell nothing."""


def fitting_legend(
    typesetter: Typesetter, drawn: DrawnLayer, frame: PressFrame, words: Words,
    *, size: float, most: float, width: float, columns: int, sheet: SheetSize,
) -> Legend:  # fmt: skip
    """Measure a legend: larger where there is much room, smaller where it would be higher than `most` points."""
    may_grow = sheet.is_landscape and not sheet.is_card
    easy = most if frame.kind == "china" else most * EASY_SHARE
    sizes = [(factor, easy) for factor in LARGER_SIZES] if may_grow else []
    for factor, limit in [*sizes, *((factor, most) for factor in SIZES)]:
        legend = measured_legend(
            typesetter, drawn, frame, words, size=size * factor, width=width, columns=columns, sheet=sheet
        )
        if legend.height <= limit:
            break
    return legend


def measured_legend(
    typesetter: Typesetter, drawn: DrawnLayer, frame: PressFrame, words: Words,
    *, size: float, width: float, columns: int, sheet: SheetSize,
) -> Legend:  # fmt: skip
    """Measure the legend of a layer; counts are of the places in focus.

    Parameters
    ----------
    width
        Points of one column.
    columns
        1, or 2: classes on the left; missing data, classes of no place and outlines on the right.
    sheet
        A card has missing data among the folded rows, and neither headings nor the note.
    """
    focus = set(frame.focus)
    counts = Counter(place.code for place in drawn.places if place.place_id in focus)
    classes = [entry for entry in drawn.legend if not entry.hatch]
    shown = inner_steps(classes, counts) if is_scale(drawn) else [one for one in classes if counts[one.code]]
    missing = [entry for entry in drawn.legend if entry.hatch and counts[entry.code]]
    most = max((counts[entry.code] for entry in shown), default=0)
    indent, numbers = size * (KEY_WIDTH + 0.7), typesetter.width("0000", size)
    widest = max((typesetter.width(entry.label, size) for entry in shown), default=0.0)
    bar_left = indent + widest + size
    has_bars = (
        len(shown) > 1
        and not (sheet.is_card and columns > 1)
        and width - bar_left - numbers >= size * BAR_ROOM
    )

    def line(entry: LegendEntry, *, bar: bool = False) -> LegendLine:
        text = typesetter.wrap(typesetter.clean(entry.label), size, width - indent - numbers, 3)
        share = counts[entry.code] / most if bar and has_bars and most else 0.0
        return LegendLine(entry, tuple(text), str(counts[entry.code]), share)

    left, right = [line(entry, bar=True) for entry in shown], [line(entry) for entry in missing]
    rows = {entry.code for entry in (*shown, *missing)}
    small = [(entry, "0") for entry in drawn.legend if entry.code not in rows]
    if sheet.is_card:
        small = [*((line.key, line.count) for line in right if isinstance(line.key, LegendEntry)), *small]
        right = []
    smaller = CARD_FOLDED if sheet.is_card else max(FOLDED, min(LEAST_FOLDED_PT / size, 1.0))
    whole = width * columns + size * COLUMN_GAP * (columns - 1)
    folded = [
        *folded_rows(typesetter, small, size * smaller, whole),
        *folded_rows(
            typesetter,
            [(one, "") for one in outlines_of(drawn, frame, words, sheet.scale)],
            size * smaller,
            whole,
        ),
    ]
    symbol = unit_of_classes(drawn)
    heading = words.gettext("图例（{unit_symbol}）", unit_symbol=symbol) if symbol else words.gettext("图例")
    note = typesetter.wrap(typesetter.clean(drawn.legend_note), size * 0.9, width * columns, 2)
    if columns == 2 and not right and len(left) > FEW_ROWS:
        left, right = left[: -(-len(left) // 2)], left[-(-len(left) // 2) :]
    if sheet.is_card:
        heading, note = heading if symbol else "", []
    return Legend(
        typesetter, size, width, typesetter.clean(heading), "" if sheet.is_card else words.gettext("地点数"),
        [left, right] if columns == 2 else [[*left, *right]], folded, note, bar_left, smaller,
        CARD_LEADING if sheet.is_card else LEADING,
    )  # fmt: skip


def inner_steps(classes: Sequence[LegendEntry], counts: Counter[str]) -> list[LegendEntry]:
    """The steps of a scale from the first to the last that has a place: those of none in between keep it whole."""
    used = [number for number, entry in enumerate(classes) if counts[entry.code]]
    return list(classes[used[0] : used[-1] + 1]) if used else []


def outlines_of(drawn: DrawnLayer, frame: PressFrame, words: Words, scale: float) -> list[Outline]:
    """The lines on the map that need a word: what a heavy border says, the chosen place, the frame's edge."""
    focus = set(frame.focus)
    found = []
    if any(place.note_code in drawn.marked_notes for place in drawn.places if place.place_id in focus):
        found.append(Outline("marked", drawn.marked_label, MARKED_LINE, 1.2))
    name = words.pick(frame.name_zh, frame.name_en)
    if frame.chosen:
        text = words.gettext("最粗的线：{name}", name=name)
        found.append(Outline("chosen", text, CHOSEN_LINE, 1.6 * min(scale, 1.0)))
    elif frame.kind != "china":
        if frame.counties:
            text = words.gettext("粗黑线：园区所在县（市）")
            found.append(Outline("chosen", text, CHOSEN_LINE, 1.6 * min(scale, 1.0)))
            edge = words.gettext("外框：点名的市和这些县（市），不是{name}的范围", name=name)
        elif frame.named_only:
            edge = words.gettext(
                "外框：点名的{places}，不是{name}的范围", places=frame.whole_names(words), name=name
            )
        else:
            edge = words.gettext("外框：{name}", name=name)
        found.append(Outline("edge", edge, PROVINCE_LINE, 0.9 * min(scale, 1.0)))
    return [one for one in found if one.text]


def folded_rows(
    typesetter: Typesetter, keys: Sequence[tuple[LegendEntry | Outline, str]], size: float, width: float
) -> list[list[LegendLine]]:
    """Lay short rows with their counts beside one another, as many as go into the width."""
    rows: list[list[LegendLine]] = []
    used = width
    indent, gap = size * (SMALL_KEY + 0.5), size * 1.3
    for key, count in keys:
        label = key.text if isinstance(key, Outline) else key.label
        tail = typesetter.width(count, size) + size * 0.7 if count else 0.0
        text = tuple(typesetter.wrap(typesetter.clean(label), size, width - indent - tail, 3))
        wide = indent + max(typesetter.width(line, size) for line in text) + tail
        if used + gap + wide > width or len(text) > 1:
            rows.append([])
            used = -gap
        rows[-1].append(LegendLine(key, text, count))
        used = width if len(text) > 1 else used + gap + wide
    return rows
