"""What the address of the comparison got wrong, each in one sentence, and what there is to choose from."""

from __future__ import annotations

from geo.lookup import UnknownPlaceError
from layers.county_words import counties_called
from pages.shared.address import shortened
from pages.shared.compare_address import DIFFERENCES, CompareView, compare_params
from pages.shared.html import alert, element, link, text
from pages.shared.links import href
from pages.shared.unknown_name import said_html
from policy.atlas import Atlas
from policy.comparison import MOST_PLACES, with_neighbours
from translations import Words

EXAMPLES = ("140100", "410400", "110000", "320100", "610100")
"""太原, 平顶山, 北京, 南京, 西安: each with its neighbours."""


def name_of(atlas: Atlas, words: Words, place_id: str) -> str:
    """The full name of a place."""
    place = atlas.register.places[place_id]
    return words.pick(place.name_zh, place.name_en)


def faults_html(atlas: Atlas, words: Words, view: CompareView) -> str:
    """Every fault of the address in a sentence of its own, with the places that were meant, perhaps."""
    _ = words.gettext
    nowhere = [shortened(asked) for asked, error in view.unknown if not error.near]
    said = []
    if len(nowhere) > 1:
        said.append(alert(_("没有这些地点：{names}。", names=words.join(nowhere))))
    said += [
        said_html(atlas, words, asked, error) + meant_html(atlas, words, view, asked, error)
        for asked, error in view.unknown
        if error.near or len(nowhere) == 1
    ]
    if view.doubles:
        names = words.join([name_of(atlas, words, one) for one in view.doubles])
        said.append(alert(_("{names}写了不止一次，只显示一列。", names=names)))
    if view.left_out:
        names = words.join([name_of(atlas, words, one) for one in view.left_out])
        said.append(alert(_("最多比较 {most} 个地点，没有列入：{names}。", most=MOST_PLACES, names=names)))
    if view.bad_only:
        said.append(
            alert(
                _(
                    "地址中的 {name}={value} 无法识别，应为{wanted}；已按默认显示。",
                    name="only",
                    value=shortened(view.bad_only),
                    wanted=DIFFERENCES,
                )
            )
        )
    return "".join(said)


def meant_html(atlas: Atlas, words: Words, view: CompareView, asked: str, error: UnknownPlaceError) -> str:
    """Links that take a place into the comparison that was meant, perhaps."""
    _names, cities = counties_called(atlas, asked)
    meant = dict.fromkeys([*cities, *error.near])
    near = [one for one in meant if one in atlas.register.places and one not in view.place_ids]
    if not near or len(view.place_ids) >= MOST_PLACES:
        return ""
    links = [
        link(
            words.gettext("加入{name}", name=name_of(atlas, words, one)),
            href("compare", words, **compare_params((*view.place_ids, one), view.only, "zh")),
        )
        for one in near
    ]
    return element("p", " ".join(links), class_="near")


def too_few_html(atlas: Atlas, words: Words, view: CompareView) -> str:
    """What to do with one place or none: its neighbours, or examples."""
    _ = words.gettext
    parts = [element("h1", text(_("选择两到六个地点比较")))]
    if view.place_ids:
        place_id = view.place_ids[0]
        parts.append(alert(_("比较至少要两个地点，现在只有{name}。", name=name_of(atlas, words, place_id))))
        around = with_neighbours(atlas, place_id)
        if len(around) > 1:
            parts.append(element("p", comparison_link(atlas, words, around)))
        else:
            parts.append(element("p", text(_("没有陆上相邻的地点。"))))
    examples = [comparison_link(atlas, words, with_neighbours(atlas, one)) for one in EXAMPLES]
    parts.append(element("p", text(_("在下面的框里添加地点，或从一个地点和它的相邻地点开始："))))
    parts.append(element("ul", *(element("li", one) for one in examples)))
    return element("div", *parts, class_="directory")


def comparison_link(atlas: Atlas, words: Words, place_ids: tuple[str, ...]) -> str:
    """A link to a comparison that names its places."""
    places = atlas.register.places
    names = [words.pick(places[one].short_name_zh, places[one].name_en) for one in place_ids]
    return link(words.join(names), href("compare", words, **compare_params(place_ids, False, "zh")))
