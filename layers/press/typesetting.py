"""Lines of text on a sheet: measured, broken as Chinese and English are broken, set in one font at the end.

No text is ever read as markup or mathematics.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import shapely
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D

from layers.press.fonts import ASCENT, DESCENT, UNITS_PER_EM, Face, drawable, sheet_font
from layers.press.window import Box

INK: Final = "#17212b"
MUTED: Final = "#566471"
ACCENT: Final = "#0b6aa8"
LINE_HEIGHT: Final = 1.42
HALO_WIDTH: Final = 0.22
"""Of the size of the text."""

HALO_CLOSING: Final = 0.6
"""Of the size of the text: gaps up to twice as wide are closed, such as the one above a decimal point."""

HALO_ALPHA: Final = 0.92

NOT_FIRST: Final = frozenset("，。、；：？！）》」』】〕”’％%…·,.;:?!)]}—–")
"""Characters that do not begin a line (GB/T 15834)."""

NOT_LAST: Final = frozenset("（《「『【〔“‘([{")
CUT: Final = "…"
COUNTED: Final = frozenset("个年月日条项天地")
WHOLE: Final = re.compile(
    r"(?:[+−±]?[0-9][0-9.,]* )?(?:微克/立方米|µg/m³)|[\u4e00-\u9fff]{0,4}〔[0-9]{4}〕[0-9]+号|第[0-9]+[项条]"
)
"""What stays on one line: a figure with its unit, the number of a document, a clause."""

NUMBER: Final = re.compile(r"[+−]?[0-9.,]+ ")


@dataclass
class Typesetter:
    """Puts text on a figure. Call `finish` once, when all text is there.

    Parameters
    ----------
    transform
        Points of the sheet to the figure.
    """

    figure: Figure
    transform: Any
    face: Face
    missing: set[str] = field(default_factory=set)
    _placed: list[tuple[Any, bool]] = field(default_factory=list)

    def clean(self, text: str) -> str:
        """Text as it can be drawn; what had to be replaced is remembered in `missing`."""
        cleaned, missing = drawable(text, self.face)
        self.missing.update(missing)
        return cleaned

    def width(self, text: str, size: float) -> float:
        """Width of a line in points."""
        return self.face.width(text, size)

    def box(self, text: str, x: float, y: float, size: float, align: str = "left") -> Box:
        """The rectangle of a line whose baseline begins, ends or is centred at a point."""
        width = self.width(text, size)
        left = x - {"left": 0.0, "center": 0.5, "right": 1.0}[align] * width
        return Box(left, y - DESCENT / UNITS_PER_EM * size, left + width, y + ASCENT / UNITS_PER_EM * size)

    def put(
        self,
        text: str,
        x: float,
        y: float,
        size: float,
        *,
        colour: str = INK,
        align: str = "left",
        gid: str | None = None,
        halo: bool = False,
        zorder: float = 6.0,
    ) -> Box:
        """Set one line with its baseline at `y`; give its rectangle."""
        made = Text(
            x, y, text, fontsize=size, color=colour, ha=align, va="baseline",
            transform=self.transform, parse_math=False, zorder=zorder,
        )  # fmt: skip
        made.set_gid(gid)
        self.figure.add_artist(made)
        self._placed.append((made, halo))
        return self.box(text, x, y, size, align)

    def put_lines(
        self, lines: Sequence[str], x: float, top: float, size: float, *, gid: str | None = None, **style: Any
    ) -> float:
        """Set lines downwards from `top`; give the height left below the last."""
        step = size * LINE_HEIGHT
        for number, line in enumerate(lines):
            baseline = top - number * step - size * (0.5 * (LINE_HEIGHT - 1) + ASCENT / UNITS_PER_EM)
            self.put(line, x, baseline, size, gid=f"{gid}-{number + 1}" if gid else None, **style)
        return top - len(lines) * step

    def wrap(self, text: str, size: float, width: float, most: int | None = None) -> list[str]:
        """Break text into lines no wider than `width` points; what is beyond `most` lines is cut with an ellipsis."""
        lines = list(self._lines(text, size, width))
        if most is None or len(lines) <= most:
            return lines
        last = lines[most - 1].rstrip()
        while last and self.width(last + CUT, size) > width:
            last = last[:-1]
        return [*lines[: most - 1], last + CUT]

    def balanced(self, text: str, size: float, width: float, most: int | None = None) -> list[str]:
        """Break text as `wrap` does, into lines of much the same length, so that none ends in a single character."""
        lines = self.wrap(text, size, width, most)
        if len(lines) < 2:
            return lines
        low, high = width * 0.5, width
        for _step in range(8):
            middle = (low + high) / 2
            if len(self.wrap(text, size, middle)) > len(lines):
                low = middle
            else:
                high = middle
        return self.wrap(text, size, high, most)

    def finish(self) -> None:
        """Give every text the sheet's own font and draw the halos under them."""
        path = sheet_font("".join(text.get_text() for text, _halo in self._placed))
        for text, halo in self._placed:
            text.set_fontproperties(FontProperties(fname=str(path), size=text.get_fontsize()))
            if halo:
                self._draw_halo(text)

    def _draw_halo(self, text: Any) -> None:
        x, y = text.get_position()
        size = text.get_fontsize()
        left = self.box(text.get_text(), x, y, size, text.get_horizontalalignment()).left
        straight = TextPath((0, 0), text.get_text(), size=size, prop=text.get_fontproperties(), usetex=False)
        ground = closed_around(straight, HALO_WIDTH * size, HALO_CLOSING * size)
        outline = ground.transformed(Affine2D().translate(left, y))
        halo = PathPatch(
            outline, facecolor="white", edgecolor="none", linewidth=0.0, alpha=HALO_ALPHA,
            transform=self.transform, zorder=text.get_zorder() - 0.5,
        )  # fmt: skip
        halo.set_gid(f"halo-{text.get_gid()}" if text.get_gid() else None)
        self.figure.add_artist(halo)

    def _lines(self, text: str, size: float, width: float) -> Iterator[str]:
        line = ""
        for piece in pieces(text):
            if self.width((line + piece).rstrip(), size) <= width:
                line += piece
                continue
            if line.strip():
                yield line.rstrip()
            line = piece.lstrip()
            while self.width(line.rstrip(), size) > width and len(line) > 1:
                fitting = self._fitting(line, size, width)
                yield line[:fitting]
                line = line[fitting:]
        if line.strip():
            yield line.rstrip()

    def _fitting(self, word: str, size: float, width: float) -> int:
        """How many characters of a word that is too long fit a line; at least one."""
        used, count = 0.0, 0
        for character in word:
            used += self.width(character, size)
            if used > width and count:
                break
            count += 1
        while 1 < count < len(word) and (word[count] in NOT_FIRST or word[count - 1] in NOT_LAST):
            count -= 1
        return count


def closed_around(letters: Path, width: float, closing: float) -> Path:
    """One ground under the letters of a line, without holes and gaps that would be read as parts of them.

    Parameters
    ----------
    letters
        Outlines in points.
    width
        Points that it reaches beyond them.
    closing
        Points: half the width of the widest gap that is closed.
    """
    corners = (np.asarray(ring) for ring in letters.to_polygons(closed_only=True))
    rings = [shapely.Polygon(ring) for ring in corners if len(ring) > 3]
    wide = shapely.buffer(shapely.union_all(shapely.buffer(rings, 0.0)), width + closing, quad_segs=6)
    ground = shapely.buffer(wide, -closing, quad_segs=6)
    return Path.make_compound_path(
        *(Path(shapely.get_coordinates(part.exterior), closed=True) for part in shapely.get_parts(ground))
    )


def pieces(text: str) -> Iterator[str]:
    """Parts of a text between which a line may be broken: words, and single Chinese characters."""
    piece = ""
    kept = {at for found in WHOLE.finditer(text) for at in range(found.start() + 1, found.end())}
    for at, character in enumerate(text):
        if piece and at not in kept and may_break(piece[-1], character) and not is_counted(piece, character):
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def is_counted(before: str, after: str) -> bool:
    """Whether a number and what it counts meet: 42 个 stays on one line."""
    return after in COUNTED and NUMBER.fullmatch(before) is not None


def may_break(before: str, after: str) -> bool:
    """Whether a line may end between two characters."""
    if after in NOT_FIRST or before in NOT_LAST or after == " ":
        return False
    return before == " " or is_wide(before) or is_wide(after) or (before in "/?&=" and after.isalnum())


def is_wide(character: str) -> bool:
    """Whether a character is set like a Chinese one."""
    return character >= "\u2e80"
