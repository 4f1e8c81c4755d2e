"""Who joined, left or moved in 2023: the list of （二） against the one before."""

from __future__ import annotations

from collections.abc import Sequence

from layers.membership_layer import MEMBERSHIP_LAYER
from layers.membership_words import change_rows
from layers.region_words import definition_name
from pages.region_parts.behind import moved_compared_html
from pages.region_parts.names import place_link
from pages.shared.html import element, link, text
from pages.shared.links import href
from pages.shared.sources import document_link
from policy.atlas import Atlas
from policy.membership import membership_changes
from policy.region_means import definitions_of
from translations import Words


def members_html(atlas: Atlas, words: Words, scope_id: str) -> str:
    """What changed, place by place, with both lists."""
    _ = words.gettext
    changes = membership_changes(atlas.register, scope_id)
    items = [
        element(
            "li",
            element("b", text(_("{name}（{count}）", name=name, count=len(ids)))),
            element("p", " ".join(place_link(words, atlas.register.places[one]) for one in ids)),
        )
        for name, ids in change_rows(atlas, words, changes)
    ]
    lists = [
        text(_("{name}：", name=definition_name(words, one.name_zh)))
        + document_link(atlas.register.documents[one.document_id], one.clause, words)
        for one in definitions_of(atlas.register, scope_id)
    ]
    lists += inclusions_html(atlas, words, changes.named_apart)
    return element(
        "section",
        element("h2", text(_("2023 年名单的变化"))),
        element("ul", *items, class_="moves changes"),
        moved_compared_html(atlas, words, [one for one, _other in (*changes.moved_in, *changes.moved_out)]),
        element("p", link(_("在地图上看全部变化"), href("map", words, layer=MEMBERSHIP_LAYER))),
        element("ul", *(element("li", one) for one in lists), class_="notes"),
    )


def inclusions_html(atlas: Atlas, words: Words, place_ids: Sequence[str]) -> list[str]:
    """What took the places named apart into the region before 2023: one line a document."""
    register = atlas.register
    rows = [row for one in place_ids for row in register.former_inclusions_of_place[one]]
    lines = []
    for document_id in dict.fromkeys(row.document_id for row in rows):
        mine = [row for row in rows if row.document_id == document_id]
        names = [
            words.pick(place.short_name_zh, place.name_en)
            for place in (register.places[row.place_id] for row in mine)
        ]
        said = words.gettext(
            "{places}不是新加入：原名单按城市计数，不单独计它们，但此前的方案写明包括它们：",
            places=words.join(names),
        )
        lines.append(text(said) + document_link(register.documents[document_id], mine[0].clause, words))
    return lines
