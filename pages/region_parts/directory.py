"""The region screen without a region, or with an id it has no page for: every area there is, each with its clause."""

from __future__ import annotations

from collections.abc import Sequence

from layers.region_words import extent_sentence, finding, realtime_sentence, region_name
from pages.shared.address import shortened
from pages.shared.html import alert, element, link, text
from pages.shared.links import href
from pages.shared.sources import document_link
from policy.areas import geographies
from policy.atlas import Atlas
from policy.records import Scope
from policy.scope import UnknownScopeError, members_of_key_regions, scope_by_id
from translations import Words


def invitation_html(atlas: Atlas, words: Words) -> str:
    """The key regions with their findings; then the geographies by what the text says of their extent."""
    _ = words.gettext
    regions = members_of_key_regions(atlas.register)
    cards = [
        element(
            "article",
            element("h2", link(region_name(atlas, words, scope_id), href("region", words, scope=scope_id))),
            element(
                "p", text(_("{count} 个地点", count=len(ids))), " · ", clause_html(atlas, words, scope_id)
            ),
            element("p", text(finding(atlas, words, scope_id) + _("。"))),
            element("p", text(realtime_sentence(atlas, words, scope_id))),
        )
        for scope_id, ids in regions.items()
    ]
    found = geographies(atlas.register)
    total = sum(len(rows) for rows in found.values())
    heading = _("{regions} 个重点区域，{areas} 个文件点名的地理区域", regions=len(regions), areas=total)
    names = {
        "listed": _("点名了全部或部分成员的地理区域（{count}）", count=len(found["listed"])),
        "by_rule": _("按规则划定的地理区域（{count}）", count=len(found["by_rule"])),
        "unlisted": _("没有读到名单的地理区域（{count}）", count=len(found["unlisted"])),
    }
    groups = [group_html(atlas, words, name, found[kind]) for kind, name in names.items() if found[kind]]
    return element(
        "div",
        element("h1", text(heading)),
        element("div", *cards, class_="cards regions-offered"),
        *groups,
        class_="directory-of-regions",
    )


def group_html(atlas: Atlas, words: Words, name: str, scopes: Sequence[Scope]) -> str:
    """Geographies under one heading: name, clause, what the text says of its extent."""
    items = [
        element(
            "li",
            element(
                "b",
                link(
                    region_name(atlas, words, scope.scope_id),
                    href("region", words, scope=scope.scope_id),
                ),
            ),
            element(
                "div",
                element("p", text(said_of(atlas, words, scope))),
                element("small", clause_html(atlas, words, scope.scope_id)),
            ),
        )
        for scope in scopes
    ]
    return element("section", element("h2", text(name)), element("ul", *items, class_="moves areas"))


def said_of(atlas: Atlas, words: Words, scope: Scope) -> str:
    """The note of the table where there is no list; else what the text names."""
    if scope.member_list == "none":
        return words.pick(scope.note_zh or "", scope.note_en)
    return extent_sentence(atlas, words, scope) + words.gettext("。")


def clause_html(atlas: Atlas, words: Words, scope_id: str) -> str:
    """Document and clause that name an area."""
    scope = atlas.register.listed_scopes[scope_id]
    return document_link(atlas.register.documents[scope.document_id or ""], scope.clause, words)


def unknown_html(atlas: Atlas, words: Words, asked: str) -> str:
    """A sentence for an id that has no page, and the areas there are."""
    _ = words.gettext
    try:
        scope = scope_by_id(atlas.register, asked)
    except UnknownScopeError:
        said = alert(_("没有“{asked}”这个区域；下面是有区域页的全部区域。", asked=shortened(asked)))
        return said + invitation_html(atlas, words)
    name = words.pick(scope.name_zh, scope.name_en)
    said = alert(_("{name}没有区域页；有区域页的是重点区域和文件点名的地理区域。", name=name))
    kind, _dash, code = scope.scope_id.partition("-")
    places = {
        "province": lambda: link(_("在地图上看{name}", name=name), href("map", words, province=code)),
        "place": lambda: link(_("打开{name}的城市页", name=name), href("city", words, place=code)),
    }
    other = element("p", places[kind]()) if scope.kind == kind and kind in places else ""
    return said + other + invitation_html(atlas, words)
