"""A small locator map: the place and its neighbours, coloured by verdict, with a key."""

from __future__ import annotations

from layers.locator import locator_svg
from layers.press.south_sea import SANSHA
from layers.region_map import places_svg, verdict_fills
from pages.shared import cached
from pages.shared.area_picture import picture_html
from policy.atlas import Atlas
from policy.effective import TARGET_YEAR
from policy.place_record import neighbour_entries
from translations import Words


def locator_html(atlas: Atlas, words: Words, place_id: str) -> str:
    """The locator with its key and caption."""
    _ = words.gettext
    shown = [place_id, *(entry["place_id"] for entry in neighbour_entries(atlas, place_id))]
    verdicts = cached.layer(atlas, "attainment", TARGET_YEAR)
    place = atlas.register.places[place_id]
    name = words.pick(place.name_zh, place.name_en)
    title = _("{name}及相邻地点", name=name)
    # Nothing but islands, each too small for a hatch: they are drawn as outlines.
    if place_id == SANSHA:
        drawing = locator_svg(atlas, words, verdicts, place_id, shown[1:])
    else:
        drawing = places_svg(atlas, words, shown, verdict_fills(verdicts, shown), title, chosen=place_id)
    codes = {verdicts.cells[one].code for one in shown}
    key = [
        (item.colour, words.render(item.label), item.hatch is not None)
        for item in verdicts.classes
        if item.code in codes
    ]
    caption = _("颜色为 {year} 年均值与目标、折算值或指示值相比", year=TARGET_YEAR)
    return picture_html(words, drawing, title, key, caption)
