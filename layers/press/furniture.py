"""What stands on a sheet besides map and words: scale bar, stamp, QR code, keys of the legend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import segno
import shapely
from segno.encoder import DataOverflowError

from layers.drawn import LegendEntry
from layers.press.paint import HATCH_GROUND, Painter, path_of
from layers.press.subject import MINUS
from layers.press.typesetting import INK, MUTED, Typesetter
from layers.press.window import Box, MapWindow
from translations import Words

SIGNS: Final = ("+", MINUS)
STAMP_COLOUR: Final = "#a3341f"
ROUND_LENGTHS: Final = (1.0, 2.0, 5.0)
TEXT_ABOVE_PT, TEXT_ABOVE = 2.6, 0.46
"""Baseline of the words above the foot of the bar, in points and sizes of the text: their halo ends above the bar."""

TRUE_THROUGHOUT_M: Final = 1_600_000
"""Up to this extent an equidistant map about its middle is nowhere more than three thousandths off."""

QUIET_MODULES: Final = 4
"""ISO/IEC 18004: the margin of a QR code, in modules."""

SMALLEST_MODULE_PT: Final = 1.5
"""Half a millimetre on paper, three pixels on a screen picture: cameras read it off both."""


GRID_PT: Final = 0.5
"""A pixel of a picture at 144 dots an inch."""


@dataclass(frozen=True)
class ScaleBar:
    """A bar measured and ready to be drawn; lengths in points.

    Attributes
    ----------
    length
        Of the bar.
    width, height
        Of bar and words together.
    """

    text: str
    size: float
    length: float
    width: float
    height: float


def measured_bar(
    typesetter: Typesetter, window: MapWindow, size: float, words: Words, share: float = 0.2
) -> ScaleBar:
    """The bar of the round number of kilometres nearest below a share of the window's width.

    It is true at the middle of the map, which is said where it makes a difference.
    """
    metres = window.ground_metres_per_point()
    most = metres * window.box.width * share / 1000
    power = 10 ** np.floor(np.log10(most))
    km = float(max(step * power for step in ROUND_LENGTHS if step * power <= most))
    wide = metres * max(window.box.width, window.box.height) > TRUE_THROUGHOUT_M
    text = (
        words.gettext("{km} 公里（图中心处）", km=f"{km:g}")
        if wide
        else words.gettext("{km} 公里", km=f"{km:g}")
    )
    length = km * 1000 / metres
    return ScaleBar(
        text,
        size,
        length,
        max(length, typesetter.width(text, size)),
        TEXT_ABOVE_PT + size * (TEXT_ABOVE + 1.2),
    )


def draw_scale_bar(
    painter: Painter, typesetter: Typesetter, bar: ScaleBar, left: float, bottom: float
) -> Box:
    """Draw a bar, its words above it; give the box of both."""
    half = Box(left, bottom, left + bar.length / 2, bottom + 2.0)
    rest = Box(left + bar.length / 2, bottom, left + bar.length, bottom + 2.0)
    painter.rectangle(half, gid="scale-bar-1", colour=INK, edgecolor=INK, linewidth=0.4, zorder=5.0)
    painter.rectangle(rest, gid="scale-bar-2", colour="white", edgecolor=INK, linewidth=0.4, zorder=5.0)
    text = typesetter.put(
        bar.text,
        left,
        bottom + TEXT_ABOVE_PT + bar.size * TEXT_ABOVE,
        bar.size,
        colour=MUTED,
        gid="scale-bar-text",
        halo=True,
    )
    return Box(left, bottom, max(text.right, left + bar.length), text.top)


def draw_stamp(
    painter: Painter,
    typesetter: Typesetter,
    text: str,
    left: float,
    bottom: float,
    size: float,
    *,
    is_draft: bool,
) -> Box:
    """The approval number, or the framed word that there is none."""
    colour = STAMP_COLOUR if is_draft else INK
    pad = size * 0.55 if is_draft else 0.0
    # Viewers of an SVG set the words in a font of their own, which may be wider.
    aside = size * 0.9 if is_draft else 0.0
    words = typesetter.put(text, left + aside, bottom + pad + size * 0.14, size, colour=colour, gid="stamp")
    box = Box(left, bottom, words.right + aside, bottom + size + 2 * pad)
    if is_draft:
        painter.rectangle(box, gid="stamp-frame", colour="none", edgecolor=colour, linewidth=0.8, zorder=6.0)
    return box


def qr_modules(address: str) -> Any | None:
    """The code as rows of true and false, without its margin; None when the address is too long for one."""
    try:
        code = segno.make(address, error="m", micro=False, boost_error=True)
    except DataOverflowError:
        return None
    return np.array([[bool(module) for module in row] for row in code.matrix])


def draw_qr(painter: Painter, modules: Any, box: Box) -> None:
    """Draw the code with its margin into a square."""
    count = len(modules)
    step = box.width / (count + 2 * QUIET_MODULES)
    painter.rectangle(box, gid="qr-ground", colour="white", zorder=5.0)
    squares = [
        shapely.box(
            box.left + (QUIET_MODULES + column) * step,
            box.top - (QUIET_MODULES + row + 1) * step,
            box.left + (QUIET_MODULES + column + 1) * step,
            box.top - (QUIET_MODULES + row) * step,
        )
        for row in range(count)
        for column in range(count)
        if modules[row][column]
    ]
    painter.fill(path_of(shapely.union_all(squares)), "black", gid="qr", zorder=5.1)


def qr_size(modules: Any, wanted: float) -> float:
    """Points of a side: as wanted or more, modules whole half points wide, which are whole pixels at 144 dots an inch."""
    count = len(modules) + 2 * QUIET_MODULES
    return count * max(SMALLEST_MODULE_PT, np.ceil(wanted / count / GRID_PT) * GRID_PT)


def contrasting(colour: str) -> str:
    """White or ink, whichever is read more easily on a colour (`#rrggbb`)."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return "#ffffff" if 0.213 * red**2.2 + 0.715 * green**2.2 + 0.072 * blue**2.2 < 0.2 else INK


def draw_key(painter: Painter, typesetter: Typesetter, entry: LegendEntry, box: Box) -> None:
    """A key of the legend: the colour of the class with its mark, or its hatch."""
    colour = HATCH_GROUND if entry.hatch else entry.colour
    gid = f"key-{entry.code}"
    painter.rectangle(box, gid=gid, colour=colour, zorder=5.0)
    if entry.hatch:
        painter.hatch(entry.hatch, box.shape, gid=f"{gid}-hatch", zorder=5.1)
    painter.rectangle(box, gid=f"{gid}-frame", colour="none", edgecolor="#75838f", linewidth=0.35, zorder=5.2)
    if entry.mark:
        size = box.height * (1.1 if entry.mark in SIGNS else 0.86)
        typesetter.put(
            entry.mark, (box.left + box.right) / 2, box.bottom + (box.height - size * 0.72) / 2, size,
            colour=contrasting(entry.colour), align="center", gid=f"key-mark-{entry.code}",
        )  # fmt: skip
