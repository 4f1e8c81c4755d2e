"""The city screen without a place, or with one that does not exist: what there is to choose from."""

from __future__ import annotations

from geo.lookup import AmbiguousPlaceError, UnknownPlaceError
from pages.shared.html import element, link, text
from pages.shared.links import href
from pages.shared.unknown_name import known_html
from policy.atlas import Atlas
from translations import Words


def invitation_html(atlas: Atlas, words: Words) -> str:
    """What to do when no place is asked for: the places of the key regions by province."""
    _ = words.gettext
    sections = []
    by_province: dict[str, list[str]] = {}
    for place_id, place in atlas.register.places.items():
        by_province.setdefault(place.province.province_id, []).append(place_id)
    for province_id, ids in by_province.items():
        province = atlas.register.provinces[province_id]
        names = [place_link(atlas, words, place_id) for place_id in ids]
        sections.append(
            element(
                "section",
                element("h3", text(words.pick(province.name_zh, province.name_en))),
                element("p", " ".join(names)),
            )
        )
    return element(
        "div",
        element("h1", text(_("选择一个城市"))),
        element("p", text(_("在上方输入名称、拼音或代码，或从下面的省份中选择。"))),
        element("div", *sections, class_="directory"),
    )


def unknown_html(atlas: Atlas, words: Words, asked: str, error: UnknownPlaceError) -> str:
    """A sentence for a name of no place, with near ones as links, or of several, with all of them."""
    _ = words.gettext
    heading, before_near = _("没有找到“{asked}”", asked=asked[:40]), _("相近的地点：")
    if isinstance(error, AmbiguousPlaceError):
        heading, before_near = _("“{asked}”可指多个地点", asked=asked[:40]), _("请选择：")
    parts = [element("h1", text(heading)), known_html(atlas, words, asked)]
    near = [place_id for place_id in error.near if place_id in atlas.register.places]
    if near:
        links = " ".join(place_link(atlas, words, place_id) for place_id in near)
        parts.append(element("p", text(before_near), links))
    parts.append(
        element(
            "p",
            text(_("可以输入中文名、拼音、英文名或六位代码。")),
            link(_("查看全部城市"), href("city", words)),
        )
    )
    return element("div", *parts, class_="directory")


def place_link(atlas: Atlas, words: Words, place_id: str) -> str:
    """A link to the page of a place."""
    place = atlas.register.places[place_id]
    return link(words.pick(place.short_name_zh, place.name_en), href("city", words, place=place_id))
