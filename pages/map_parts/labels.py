"""Words of the map component that depend on the screen around it."""

from __future__ import annotations

from translations import Words


def map_labels(words: Words) -> dict[str, str]:
    """Names of buttons, headings and messages of the map."""
    _ = words.gettext
    return {
        "open": _("打开城市页"),
    }
