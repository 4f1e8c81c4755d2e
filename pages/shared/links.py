"""Names and addresses: places by any name, links between screens."""

from __future__ import annotations

from urllib.parse import urlencode

from geo.lookup import PlaceNames
from policy.atlas import Atlas
from translations import Words

HOME = "map"
"""The screen that the root of the site shows."""


def names_of(atlas: Atlas) -> PlaceNames:
    """The index of all names of places."""
    return atlas.register.place_names


def href(screen: str, words: Words, **params: str) -> str:
    """Address of a screen, relative to the one shown, the language kept."""
    kept = params | ({"lang": words.lang} if words.lang != "zh" else {})
    address = "./" if screen == HOME else screen
    return f"{address}?{urlencode(kept)}" if kept else address
