"""Sheets one can ask for, and how fine a picture may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

POINTS_PER_INCH: Final = 72.0
SCREEN_DPI: Final = 144
PRINT_DPI: Final = 300
DPI_RANGE: Final = (50, 600)
CARD_DPI: Final = 108
"""Makes the card 1200 by 630 pixels, as pages that show a link's picture ask for."""

MOST_PIXELS: Final = 45_000_000
"""A picture of that size takes some 180 MB while it is drawn; A3 fits at 450 dpi."""


@dataclass(frozen=True)
class SheetSize:
    """A sheet: width and height in points (1/72 inch), and the size of its smallest common text in points.

    Attributes
    ----------
    is_card
        For a link's picture, seen at half its size: large letters, few words, no QR code.
    """

    width: float
    height: float
    text: float
    is_card: bool = False

    @property
    def title(self) -> float:
        """Points of the title."""
        return self.text * (2.1 if self.is_card else 2.6)

    @property
    def foot(self) -> float:
        """Points of the foot."""
        return self.text * (1.0 if self.is_card else 0.84)

    @property
    def margin(self) -> float:
        """Points around everything."""
        return self.text * (1.5 if self.is_card else 3.0)

    @property
    def column(self) -> float:
        """Share of the width that the words take beside the map."""
        return 0.45 if self.is_card else 0.262

    @property
    def is_landscape(self) -> bool:
        """Whether the words stand beside the map instead of above and below it."""
        return self.width > 1.2 * self.height

    @property
    def scale(self) -> float:
        """How large everything is compared with the wide sheet."""
        return self.text / WIDE_TEXT


WIDE_TEXT: Final = 8.6
CARD_TEXT: Final = 13.4
"""Twenty pixels of the 1200 that a card is wide."""

CARD_MAP_TEXT: Final = 9.6
"""Of names on its map."""

FIXED_SIZES: Final = {
    "wide": SheetSize(960.0, 540.0, WIDE_TEXT),
    "square": SheetSize(720.0, 720.0, 8.6),
    "portrait": SheetSize(576.0, 720.0, 7.8),
    "card": SheetSize(800.0, 420.0, CARD_TEXT, is_card=True),
}
PAPER_SIZES: Final = {"a4": (595.276, 841.89, 7.4), "a3": (841.89, 1190.551, 9.6)}
"""ISO 216 in points; upright or lying as the frame asks for."""

SIZES: Final = (*FIXED_SIZES, *PAPER_SIZES)


def sheet_size(name: str, frame_ratio: float) -> SheetSize:
    """The sheet of a name.

    Parameters
    ----------
    name
        One of `SIZES`.
    frame_ratio
        Width of what is mapped divided by its height: paper lies when it is wider than high.
    """
    if name in FIXED_SIZES:
        return FIXED_SIZES[name]
    short, long, text = PAPER_SIZES[name]
    return SheetSize(long, short, text) if frame_ratio > 1.0 else SheetSize(short, long, text)


def screen_dpi(name: str) -> int:
    """How fine a picture for screens is unless somebody says: the card is 1200 by 630 pixels."""
    return CARD_DPI if name == "card" else SCREEN_DPI


def dpi_fault(size: str, dpi: int) -> bool:
    """Whether a picture of that many dots an inch is refused: out of range, or too many pixels for the sheet."""
    if not DPI_RANGE[0] <= dpi <= DPI_RANGE[1]:
        return True
    sheet = sheet_size(size, 2.0)
    return sheet.width * sheet.height * (dpi / POINTS_PER_INCH) ** 2 > MOST_PIXELS


def highest_dpi(size: str) -> int:
    """The finest picture of a sheet."""
    return max(dpi for dpi in range(DPI_RANGE[0], DPI_RANGE[1] + 1) if not dpi_fault(size, dpi))
