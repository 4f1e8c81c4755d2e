"""The legend as it is set: classes with their counts as bars, several small rows to a line, outlines."""

from __future__ import annotations

from dataclasses import dataclass

from layers.drawn import LegendEntry
from layers.press.furniture import draw_key
from layers.press.paint import Painter
from layers.press.typesetting import INK, LINE_HEIGHT, MUTED, Typesetter
from layers.press.window import Box

KEY_WIDTH, KEY_HEIGHT = 2.1, 1.15
SMALL_KEY = 1.5
"""Of the size of the text."""

LEADING, CARD_LEADING = 0.42, 0.28
"""Room between rows, of the size of the text."""


@dataclass(frozen=True)
class Outline:
    """A line on the map that the legend explains; width in points."""

    code: str
    text: str
    colour: str
    width: float


@dataclass(frozen=True)
class LegendLine:
    """A row: what it is the key of, its words, its number of places; `bar` is the share of the largest count."""

    key: LegendEntry | Outline
    text: tuple[str, ...]
    count: str
    bar: float = 0.0


@dataclass
class Legend:
    """A legend measured and ready to be drawn.

    Attributes
    ----------
    width
        Points of one column.
    columns
        Rows of classes, and of missing data in the second column when there are two.
    folded
        Rows of what needs no row of its own, several to a line: classes of no place, outlines.
    """

    typesetter: Typesetter
    size: float
    width: float
    heading: str
    counts_heading: str
    columns: list[list[LegendLine]]
    folded: list[list[LegendLine]]
    note: list[str]
    bar_left: float = 0.0
    folded_size: float = 1.0
    leading: float = LEADING

    @property
    def height(self) -> float:
        """Points."""
        rows = max(sum(self._line_height(line) for line in column) for column in self.columns)
        rows += self._folded_height()
        return self._heading_height() + rows + len(self.note) * self.size * 0.9 * LINE_HEIGHT

    @property
    def is_plain(self) -> bool:
        """Whether no row needs a second line."""
        return all(len(line.text) == 1 for column in self.columns for line in column)

    def draw(self, painter: Painter, left: float, top: float, gap: float) -> Box:
        """Draw it downwards from `top`; give its rectangle."""
        typesetter, size = self.typesetter, self.size
        right = left + len(self.columns) * self.width + (len(self.columns) - 1) * gap
        if self.heading:
            typesetter.put(self.heading, left, top - size, size, colour=INK, gid="legend")
        lowest = top - self._heading_height()
        for number, column in enumerate(self.columns):
            start = left + number * (self.width + gap)
            if column and self.counts_heading:
                typesetter.put(
                    self.counts_heading, start + self.width, top - size, size * 0.86, colour=MUTED, align="right",
                    gid=f"legend-counts-{number + 1}",
                )  # fmt: skip
            y = top - self._heading_height()
            for line in column:
                y = self._draw_line(painter, line, start, y)
            lowest = min(lowest, y)
        lowest = self._draw_folded(painter, left, lowest)
        lowest = typesetter.put_lines(self.note, left, lowest, size * 0.9, colour=MUTED, gid="legend-note")
        return Box(left, lowest, right, top)

    def _heading_height(self) -> float:
        return self.size * (1.9 if self.heading else 0.3)

    def _line_height(self, line: LegendLine) -> float:
        return len(line.text) * self.size * 1.28 + self.size * self.leading

    def _folded_height(self) -> float:
        rows = sum(max(self._line_height(line) for line in row) for row in self.folded) * self.folded_size
        return rows + (self.size * 0.35 if rows else 0.0)

    def _draw_line(self, painter: Painter, line: LegendLine, left: float, top: float) -> float:
        size = self.size
        self._draw_key(painter, line.key, Box(left, top - size * KEY_HEIGHT, left + size * KEY_WIDTH, top))
        baseline = top - size * 0.96
        for number, text in enumerate(line.text):
            self.typesetter.put(
                text, left + size * (KEY_WIDTH + 0.7), baseline - number * size * 1.28, size,
                gid=f"legend-{line.key.code}-{number + 1}",
            )  # fmt: skip
        self.typesetter.put(
            line.count, left + self.width, baseline, size, colour=INK if line.bar else MUTED, align="right",
            gid=f"legend-{line.key.code}-count",
        )  # fmt: skip
        if line.bar and self.bar_left:
            room = self.width - self.bar_left - self.typesetter.width("0000", size)
            bar = Box(
                left + self.bar_left, top - size * 0.92, left + self.bar_left + room * line.bar, top - size * 0.26
            )  # fmt: skip
            painter.rectangle(bar, gid=f"legend-bar-{line.key.code}", colour="#c3ccd4", zorder=5.0)
        return top - self._line_height(line)

    def _draw_folded(self, painter: Painter, left: float, top: float) -> float:
        size, y = self.size * self.folded_size, top - (self.size * 0.35 if self.folded else 0.0)
        for row in self.folded:
            x = left
            for line in row:
                key = Box(x, y - size * 1.08, x + size * SMALL_KEY, y - size * 0.1)
                self._draw_key(painter, line.key, key)
                after = x + size * (SMALL_KEY + 0.5)
                baseline = y - size * 0.96
                for number, text in enumerate(line.text):
                    box = self.typesetter.put(
                        text, after, baseline - number * size * 1.28, size, colour=MUTED,
                        gid=f"legend-{line.key.code}-{number + 1}",
                    )  # fmt: skip
                    right = box.right
                if line.count:
                    last = baseline - (len(line.text) - 1) * size * 1.28
                    box = self.typesetter.put(
                        line.count, right + size * 0.7, last, size, colour=INK,
                        gid=f"legend-{line.key.code}-count",
                    )  # fmt: skip
                    right = box.right
                x = right + size * 1.3
            y -= max(self._line_height(line) for line in row) * self.folded_size
        return y

    def _draw_key(self, painter: Painter, key: LegendEntry | Outline, box: Box) -> None:
        if isinstance(key, LegendEntry):
            draw_key(painter, self.typesetter, key, box)
            return
        painter.rectangle(
            box.grown(-0.8), gid=f"key-{key.code}", colour="white", edgecolor=key.colour, linewidth=key.width,
            zorder=5.0,
        )  # fmt: skip
