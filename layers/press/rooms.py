"""Whether there is room for a locator on a sheet, from what stands on it: the rules do not ask who laid it out."""

from __future__ import annotations

from typing import Final

from layers.press.finding import Looked
from layers.press.insets import LOCATOR_SMALLEST, locator_ratio
from layers.press.window import Box

CLEARLY: Final = 1.25
"""How much larger than the smallest locator the room must be, for a locator to be missed."""


def wants_locator(looked: Looked) -> bool:
    """Whether a map that is not of China, and has no inset, has clearly room for a locator in what the legend leaves."""
    if looked.is_china or looked.wants_inset:
        return False
    room = locator_room(looked)
    return room is not None and min(room.width, room.height * locator_ratio()) > LOCATOR_SMALLEST * CLEARLY


def locator_room(looked: Looked) -> Box | None:
    """The empty part of the sheet below the legend, or on an upright sheet beside it; None without a legend."""
    texts = looked.seen.texts.items()
    legend = [text.box for gid, text in texts if gid.startswith("legend")]
    feet = [text.box.top for gid, text in texts if gid.startswith("foot-")]
    if not legend or not feet:
        return None
    sheet, window = looked.made.sheet, looked.made.window.box
    edge = min(box.left for box in legend)
    bottom = max(feet) + edge * 0.6
    top, right = max(box.top for box in legend), max(box.right for box in legend)
    if sheet.width > 1.2 * sheet.height:
        low = min(box.bottom for box in legend)
        return Box(edge, bottom, min(right, window.left), low - edge * 0.5)
    return Box(right + edge, bottom, sheet.right - edge, top)
