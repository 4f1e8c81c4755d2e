"""The region screen without a region, or with an id it has no page for: what there is to choose from."""

from __future__ import annotations

from pages.region_parts.finding import finding
from pages.region_parts.names import region_name
from pages.shared.address import shortened
from pages.shared.html import alert, element, link, text
from pages.shared.links import href
from policy.atlas import Atlas
from policy.scope import UnknownScopeError, members_of_key_regions, scope_by_id
from translations import Words


def invitation_html(atlas: Atlas, words: Words) -> str:
    """The key regions, each with its finding."""
    _ = words.gettext
    cards = [
        element(
            "article",
            element("h2", link(region_name(atlas, words, scope_id), href("region", words, scope=scope_id))),
            element("p", text(_("{count} 个地点", count=len(ids)))),
            element("p", text(finding(atlas, words, scope_id) + _("。"))),
        )
        for scope_id, ids in members_of_key_regions(atlas.register).items()
    ]
    return element(
        "div",
        element("h1", text(_("选择一个重点区域"))),
        element("div", *cards, class_="cards regions-offered"),
        class_="directory-of-regions",
    )


def unknown_html(atlas: Atlas, words: Words, asked: str) -> str:
    """A sentence for an id that is no key region, and the regions there are."""
    _ = words.gettext
    try:
        scope = scope_by_id(atlas.register, asked)
    except UnknownScopeError:
        said = alert(_("没有“{asked}”这个区域；目前只有三个重点区域有区域页。", asked=shortened(asked)))
        return said + invitation_html(atlas, words)
    name = words.pick(scope.name_zh, scope.name_en)
    said = alert(_("{name}没有区域页；目前只有三个重点区域有区域页。", name=name))
    kind, _dash, code = scope.scope_id.partition("-")
    places = {
        "province": lambda: link(_("在地图上看{name}", name=name), href("map", words, province=code)),
        "place": lambda: link(_("打开{name}的城市页", name=name), href("city", words, place=code)),
    }
    other = element("p", places[kind]()) if scope.kind == kind and kind in places else ""
    return said + other + invitation_html(atlas, words)
