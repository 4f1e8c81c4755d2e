"""What the eye sees: the finished sheet as pixels, and how well ink stands out on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Text
from numpy.typing import NDArray

from layers.press.sizes import POINTS_PER_INCH
from layers.press.window import Box

Pixels = NDArray[np.uint8]
PIXELS_PER_POINT: Final = 2.0
MOST_PIXELS: Final = 2_200_000
LUMA: Final = np.array([0.299, 0.587, 0.114])
GLYPH: Final = 0.5
"""Share of a pixel that a glyph must cover for the pixel to belong to it."""

READABLE: Final = 0.8
"""Share of the pixels of a text that must be printed."""

LEAST_CONTRAST: Final = 3.0
"""With what lies behind a text (WCAG 2.2)."""


@dataclass(frozen=True)
class Picture:
    """A sheet rendered once.

    Attributes
    ----------
    rgb
        (rows, columns, 3), the first row on top.
    ink
        (rows, columns): share of each pixel that letters alone would cover, 0 to 255.
    scale
        Pixels a point.
    """

    rgb: Pixels
    ink: Pixels
    scale: float

    def pixel(self, points: NDArray[np.float64]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Rows and columns of points of the sheet, (n, 2); what lies off the sheet falls on its edge."""
        rows = np.floor(len(self.rgb) - points[:, 1] * self.scale).astype(np.intp)
        columns = np.floor(points[:, 0] * self.scale).astype(np.intp)
        return rows.clip(0, len(self.rgb) - 1), columns.clip(0, self.rgb.shape[1] - 1)

    def cut(self, box: Box) -> tuple[slice, slice]:
        """Rows and columns of the pixels that lie within a box, in part at least."""
        height, width = self.rgb.shape[:2]
        top, bottom = height - box.top * self.scale, height - box.bottom * self.scale
        rows = slice(max(int(top), 0), min(int(np.ceil(bottom)), height))
        columns = slice(max(int(box.left * self.scale), 0), min(int(np.ceil(box.right * self.scale)), width))
        return rows, columns

    def darkest_near(self, points: NDArray[np.float64], reach: int = 1) -> NDArray[np.uint8]:
        """The darkest brightest channel within `reach` pixels of each point, (n,)."""
        rows, columns = self.pixel(points)
        steps = range(-reach, reach + 1)
        height, width = self.rgb.shape[:2]
        found = [
            self.rgb[(rows + down).clip(0, height - 1), (columns + across).clip(0, width - 1)].max(axis=1)
            for down in steps
            for across in steps
        ]
        return np.min(found, axis=0)


def picture_of(figure: Figure, texts: list[Text]) -> Picture:
    """Render a figure at a modest resolution, and its letters once more alone. Call within `drawing()`."""
    width, height = figure.get_size_inches() * POINTS_PER_INCH
    scale = min(PIXELS_PER_POINT, float(np.sqrt(MOST_PIXELS / (width * height))))
    before = figure.dpi
    figure.set_dpi(POINTS_PER_INCH * scale)
    try:
        rgb = rendered(figure)
        letters = RendererAgg(rgb.shape[1], rgb.shape[0], figure.dpi)
        for text in texts:
            text.draw(letters)
        ink = np.array(letters.buffer_rgba())[..., 3]
    finally:
        figure.set_dpi(before)
    return Picture(rgb, ink, scale)


def rendered(figure: Figure) -> Pixels:
    """A figure as pixels."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return np.ascontiguousarray(np.asarray(canvas.buffer_rgba())[..., :3])


@dataclass(frozen=True)
class Reading:
    """How well a text can be read: share of its pixels that are there, contrast with what is behind (WCAG 2.2)."""

    share: float
    contrast: float

    def is_clear(self, least: float = LEAST_CONTRAST) -> bool:
        """Whether enough of the letters is there, in at least this contrast."""
        return self.share >= READABLE and self.contrast >= least


def reading(picture: Picture, box: Box, colour: Any) -> Reading:
    """Look for the letters of a text where they must be.

    Parameters
    ----------
    box
        The text alone, in points.
    colour
        What it was to be printed in.
    """
    rows, columns = picture.cut(box.grown(1.0))
    ink = picture.ink[rows, columns].astype(float) / 255
    rgb = picture.rgb[rows, columns].astype(float)
    glyph = ink > GLYPH
    ground = _beside(glyph) & (ink < 0.02)
    if glyph.sum() < 4 or not ground.any():
        return Reading(0.0, 1.0)
    behind = np.median(rgb[ground], axis=0)
    weight = ink[glyph]
    printed = behind + (weight[:, None] * (rgb[glyph] - behind)).sum(axis=0) / (weight**2).sum()
    drop = (behind - np.array(to_rgb(colour)) * 255) @ LUMA
    # Letters may be lighter than what is behind them.
    apart = (behind - rgb[glyph]) @ LUMA * (1.0 if drop >= 0 else -1.0)
    there = apart >= 0.5 * weight * max(abs(drop), 1.0)
    return Reading(float(there.mean()), contrast(behind / 255, printed.clip(0, 255) / 255))


def _beside(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Pixels at most two from those of a mask."""
    grown = mask
    for axis in (0, 1):
        wide = grown.copy()
        for step in (1, 2):
            ahead = [slice(None)] * 2
            back = [slice(None)] * 2
            ahead[axis], back[axis] = slice(step, None), slice(None, -step)
            wide[tuple(ahead)] |= grown[tuple(back)]
            wide[tuple(back)] |= grown[tuple(ahead)]
        grown = wide
    return grown


def contrast(one: Any, other: Any) -> float:
    """Contrast of two colours, red, green and blue from 0 to 1 (WCAG 2.2): 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Any) -> float:
    values = np.asarray(colour, dtype=float)[:3]
    linear = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])
