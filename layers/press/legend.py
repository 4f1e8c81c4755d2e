"""The legend: classes with their counts, keys of missing data, what a heavy border says."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from layers.drawn import DrawnLayer, LegendEntry
from layers.press.furniture import draw_key
from layers.press.map_drawing import MARKED_LINE
from layers.press.paint import Painter
from layers.press.typesetting import INK, LINE_HEIGHT, MUTED, Typesetter
from layers.press.window import Box
from translations import Words

KEY_WIDTH, KEY_HEIGHT = 2.1, 1.15
"""Of the size of the text."""

SIZES = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7)


@dataclass(frozen=True)
class LegendLine:
    """A line: `entry` is None for the heavy border."""

    entry: LegendEntry | None
    text: tuple[str, ...]
    count: str


@dataclass
class Legend:
    """A legend measured and ready to be drawn.

    Parameters
    ----------
    width
        Points of one column.
    """

    typesetter: Typesetter
    size: float
    width: float
    heading: str
    counts_heading: str
    columns: list[list[LegendLine]]
    note: list[str]

    @property
    def height(self) -> float:
        """Points."""
        rows = max((self._column_height(column) for column in self.columns), default=0.0)
        return self._heading_height() + rows + len(self.note) * self.size * 0.9 * LINE_HEIGHT

    def draw(self, painter: Painter, left: float, top: float, gap: float) -> Box:
        """Draw it downwards from `top`; give its rectangle."""
        typesetter, size = self.typesetter, self.size
        right = left + len(self.columns) * self.width + (len(self.columns) - 1) * gap
        typesetter.put(self.heading, left, top - size, size, colour=INK, gid="legend")
        lowest = top - self._heading_height()
        for number, column in enumerate(self.columns):
            start = left + number * (self.width + gap)
            typesetter.put(
                self.counts_heading, start + self.width, top - size, size * 0.86, colour=MUTED, align="right",
                gid=f"legend-counts-{number + 1}",
            )  # fmt: skip
            y = top - self._heading_height()
            for line in column:
                y = self._draw_line(painter, line, start, y)
            lowest = min(lowest, y)
        lowest = typesetter.put_lines(self.note, left, lowest, size * 0.9, colour=MUTED, gid="legend-note")
        return Box(left, lowest, right, top)

    def _heading_height(self) -> float:
        return self.size * 1.9

    def _column_height(self, column: Sequence[LegendLine]) -> float:
        return sum(self._line_height(line) for line in column)

    def _line_height(self, line: LegendLine) -> float:
        return len(line.text) * self.size * 1.28 + self.size * 0.42

    def _draw_line(self, painter: Painter, line: LegendLine, left: float, top: float) -> float:
        size = self.size
        key = Box(left, top - size * KEY_HEIGHT, left + size * KEY_WIDTH, top)
        if line.entry is not None:
            draw_key(painter, line.entry, key)
        else:
            painter.rectangle(
                key.grown(-0.5),
                gid="key-marked",
                colour="white",
                edgecolor=MARKED_LINE,
                linewidth=1.2,
                zorder=5.0,
            )
        code = line.entry.code if line.entry else "marked"
        baseline = top - size * 0.96
        for number, text in enumerate(line.text):
            self.typesetter.put(
                text, left + size * (KEY_WIDTH + 0.7), baseline - number * size * 1.28, size,
                gid=f"legend-{code}-{number + 1}",
            )  # fmt: skip
        self.typesetter.put(
            line.count,
            left + self.width,
            baseline,
            size,
            colour=MUTED,
            align="right",
            gid=f"legend-{code}-count",
        )
        return top - self._line_height(line)


def fitting_legend(
    typesetter: Typesetter, drawn: DrawnLayer, focus: Collection[str], words: Words,
    *, size: float, most: float, width: float, columns: int,
) -> Legend:  # fmt: skip
    """Measure a legend, in smaller letters where it would be higher than `most` points."""
    for smaller in SIZES:
        legend = measured_legend(
            typesetter, drawn, focus, words, size=size * smaller, width=width, columns=columns
        )
        if legend.height <= most:
            break
    return legend


def measured_legend(
    typesetter: Typesetter,
    drawn: DrawnLayer,
    focus: Collection[str],
    words: Words,
    *,
    size: float,
    width: float,
    columns: int,
) -> Legend:
    """Measure the legend of a layer; counts are of the places in focus.

    Parameters
    ----------
    width
        Points of one column.
    columns
        1, or 2: classes on the left, missing data and the border on the right.
    """
    codes = [place.code for place in drawn.places if place.place_id in focus]
    room = width - size * (KEY_WIDTH + 0.7) - typesetter.width("0000", size)

    def line(entry: LegendEntry) -> LegendLine:
        count = codes.count(entry.code)
        text = tuple(typesetter.wrap(typesetter.clean(entry.label), size, room, 3))
        return LegendLine(entry, text, str(count))

    classes = [line(entry) for entry in drawn.legend if not entry.hatch]
    missing = [line(entry) for entry in drawn.legend if entry.hatch]
    if drawn.marked_label:
        marked = tuple(typesetter.wrap(typesetter.clean(drawn.marked_label), size, room + size * 2, 3))
        missing.append(LegendLine(None, marked, ""))
    symbol = drawn.unit_symbol if any(entry.label[:1] in "≤<" for entry in drawn.legend) else None
    heading = words.gettext("图例（{unit_symbol}）", unit_symbol=symbol) if symbol else words.gettext("图例")
    whole = width * columns
    note = (
        typesetter.wrap(typesetter.clean(drawn.legend_note), size * 0.9, whole, 2)
        if drawn.legend_note
        else []
    )
    return Legend(
        typesetter, size, width, typesetter.clean(heading), words.gettext("地点数"),
        [classes, missing] if columns == 2 else [[*classes, *missing]], note,
    )  # fmt: skip
