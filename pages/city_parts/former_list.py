"""Beside a place's key region: what the list of 2023 changed for it, with both lists."""

from __future__ import annotations

from layers.membership_layer import MEMBERSHIP_LAYER
from layers.membership_words import change_words, manner_words
from layers.region_words import region_name
from pages.shared.html import figure, link, text
from pages.shared.links import href
from pages.shared.sources import document_link
from policy.atlas import Atlas
from policy.membership import PlaceMembership, former_list_of, membership_of_place
from translations import Words


def former_list_html(atlas: Atlas, words: Words, place_id: str) -> str:
    """A line that opens both lists; empty for a place that was never on one."""
    found = membership_of_place(atlas.register, place_id)
    if found.kind == "never":
        return ""
    return figure(change_words(atlas, words, found), change_details(atlas, words, found))


def change_details(atlas: Atlas, words: Words, found: PlaceMembership) -> list[tuple[str, str]]:
    """Both lists, the words of the former one, and the map of all changes."""
    _ = words.gettext
    documents = atlas.register.documents
    details = []
    if found.former is not None:
        cited = document_link(documents[found.former.document_id], found.former.clause, words)
        region = text(region_name(atlas, words, found.former.scope_id))
        details += [
            (_("原属"), region),
            (_("原名单"), cited),
            (_("原文写作"), text(found.former.named_as_zh)),
        ]
    else:
        details.append((_("原名单"), unlisted_before(atlas, words, found)))
    for row in found.inclusions:
        cited = document_link(documents[row.document_id], row.clause, words)
        details.append((_("此前已包括"), text(manner_words(words, row.manner)) + cited))
    if found.present is not None:
        cited = document_link(documents[found.present.document_id], found.present.clause, words)
        details.append((_("现行名单"), cited))
    else:
        details.append((_("现行名单"), text(_("《空气质量持续改善行动计划》（二）没有列入"))))
    details.append((_("地图"), link(_("看全部变化"), href("map", words, layer=MEMBERSHIP_LAYER))))
    return details


def unlisted_before(atlas: Atlas, words: Words, found: PlaceMembership) -> str:
    """That the former list did not count the place, or that a city was simply not on it, with the list."""
    register = atlas.register
    if found.kind != "joined" or found.present is None:
        return text(words.gettext("按城市列出，没有单独列出这里"))
    listed = former_list_of(register, found.present.scope_id)
    said = text(words.gettext("没有列入；所属区域的原名单："))
    if listed is None:
        return said
    return said + document_link(register.documents[listed.document_id], listed.clause, words)
