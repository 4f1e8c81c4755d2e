"""The head of a geography's page: what the document names of it, what it does not, and where."""

from __future__ import annotations

from layers.region_words import extent_sentence
from pages.region_parts.behind import MOST_COMPARED
from pages.region_parts.finding import choices_html
from pages.shared.html import element, link, text
from pages.shared.links import href
from pages.shared.sources import document_link
from policy.areas import county_members, members_by_province, places_of_area
from policy.atlas import Atlas
from policy.records import Scope
from policy.scope import scope_by_id
from translations import Words


def geography_header_html(atlas: Atlas, words: Words, scope_id: str) -> str:
    """What the text says of its extent, in a sentence; the note of the table; document and clause."""
    _ = words.gettext
    scope = atlas.register.listed_scopes[scope_id]
    cited = document_link(atlas.register.documents[scope.document_id or ""], scope.clause, words)
    extent = (
        ""
        if members_by_province(atlas.register, scope_id)
        else element("p", text(_("没有读到名单，这里不画范围。")), class_="quiet")
    )
    return element(
        "header",
        choices_html(atlas, words, scope_id),
        element("h1", text(extent_sentence(atlas, words, scope))),
        element("p", text(words.pick(scope.note_zh or "", scope.note_en))),
        extent,
        element("p", text(_("文件与条款：")), cited, links_html(atlas, words, scope)),
        class_="finding region",
    )


def links_html(atlas: Atlas, words: Words, scope: Scope) -> str:
    """The map of the provinces that it is, or lies in; the cities that it touches side by side."""
    _ = words.gettext
    register = atlas.register
    whole = [
        part.province.province_id for part in members_by_province(register, scope.scope_id) if part.whole
    ]
    kind, _dash, code = (scope.parent_scope_id or "").partition("-")
    links = []
    if whole:
        links.append(link(_("在地图上看这些省份"), href("map", words, province=",".join(whole))))
    elif kind == "province":
        above = scope_by_id(register, scope.parent_scope_id or "")
        name = words.pick(above.name_zh, above.name_en)
        links.append(link(_("在地图上看{name}", name=name), href("map", words, province=code)))
    touched = {register.place_of_county(row.member_id) for row in county_members(register, scope.scope_id)}
    cities = sorted({one for one in touched if one} | set(places_of_area(register, scope.scope_id)))
    if 2 <= len(cities) <= MOST_COMPARED:
        said = _("并排比较点名涉及的 {count} 个市", count=len(cities))
        links.append(link(said, href("compare", words, places=",".join(cities))))
    return "".join(" · " + one for one in links)
