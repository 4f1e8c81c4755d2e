"""A name that no place has: that it is an area's or a county's, with the way there, and which places are near."""

from __future__ import annotations

from geo.lookup import AmbiguousPlaceError, UnknownPlaceError
from layers.county_words import counties_called, county_sentence
from layers.park_words import park_name
from pages.shared.html import alert, element, link, text
from pages.shared.links import href
from policy.areas import area_called
from policy.atlas import Atlas
from translations import Words


def unknown_name_html(atlas: Atlas, words: Words, asked: str, error: UnknownPlaceError) -> str:
    """What was typed, and links to what was meant, perhaps."""
    return said_html(atlas, words, asked, error) + near_links(atlas, words, asked, error)


def said_html(atlas: Atlas, words: Words, asked: str, error: UnknownPlaceError) -> str:
    """One sentence or two: whose name it is, or that nobody has it and which places are near."""
    known = known_html(atlas, words, asked)
    if known and not isinstance(error, AmbiguousPlaceError):
        return known
    return alert(not_found_sentence(atlas, words, asked, error)) + known


def known_html(atlas: Atlas, words: Words, asked: str) -> str:
    """That the name is an area's, which has a page, or a county's, whose city has one; empty for neither."""
    scope_id = area_called(atlas.register, asked)
    if scope_id is not None:
        scope = atlas.register.listed_scopes[scope_id]
        area = link(words.pick(scope.name_zh, scope.name_en), href("region", words, scope=scope_id))
        # The parts of the sentence are HTML already, the sentence itself is ours.
        said = words.gettext("“{asked}”是区域名称，见区域页：{area}。", asked=text(asked[:40]), area=area)
    else:
        names, place_ids = counties_called(atlas, asked)
        cities = [place_link(atlas, words, place_id) for place_id in place_ids]
        said = county_sentence(words, [text(park_name(words, name)) for name in names], cities)
    return element("p", said, role="alert", class_="alert") if said else ""


def not_found_sentence(atlas: Atlas, words: Words, asked: str, error: UnknownPlaceError) -> str:
    """One sentence: what was typed, and which places are near, or are all called that."""
    places = atlas.register.places
    near = [
        words.pick(places[place_id].name_zh, places[place_id].name_en)
        for place_id in error.near
        if place_id in places
    ]
    if isinstance(error, AmbiguousPlaceError):
        return words.gettext("“{asked}”可指多个地点：{near}", asked=asked[:40], near=words.join(near))
    if near:
        return words.gettext("没有找到“{asked}”。相近的有：{near}", asked=asked[:40], near=words.join(near))
    return words.gettext("没有找到“{asked}”，请输入城市名称、拼音或六位代码。", asked=asked[:40])


def near_links(atlas: Atlas, words: Words, asked: str, error: UnknownPlaceError) -> str:
    """Links to the places with a name near it; behind a sentence that does not list them, what they are."""
    links = [place_link(atlas, words, one) for one in error.near if one in atlas.register.places]
    if not links:
        return ""
    before = text(words.gettext("相近的地点：")) if known_html(atlas, words, asked) else ""
    return element("p", before, " ".join(links), class_="near")


def place_link(atlas: Atlas, words: Words, place_id: str) -> str:
    """A link to the page of a place."""
    place = atlas.register.places[place_id]
    return link(words.pick(place.name_zh, place.name_en), href("city", words, place=place_id))
