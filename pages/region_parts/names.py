"""What regions, their definitions and their places are called."""

from __future__ import annotations

from pages.shared.html import link
from pages.shared.links import href
from policy.records import Place
from translations import Words


def place_link(words: Words, place: Place) -> str:
    """A link to the page of a place."""
    return link(words.pick(place.short_name_zh, place.name_en), href("city", words, place=place.place_id))
