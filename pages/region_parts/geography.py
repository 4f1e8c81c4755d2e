"""The head of a geography's page: what the document names of it, what it does not, and where."""

from __future__ import annotations

from pages.region_parts.behind import MOST_COMPARED
from pages.region_parts.finding import choices_html
from pages.region_parts.names import region_name
from pages.shared.html import element, link, text
from pages.shared.links import href
from pages.shared.sources import document_link
from policy.areas import county_members, members_by_province, places_of_area
from policy.atlas import Atlas
from policy.mentions import mentions_of
from policy.records import Scope
from policy.scope import scope_by_id
from translations import Words

RULE = "rule"


def geography_header_html(atlas: Atlas, words: Words, scope_id: str) -> str:
    """What the text says of its extent, in a sentence; the note of the table; document and clause."""
    _ = words.gettext
    scope = atlas.register.listed_scopes[scope_id]
    cited = document_link(atlas.register.documents[scope.document_id or ""], scope.clause, words)
    extent = (
        ""
        if members_by_province(atlas.register, scope_id)
        else element("p", text(_("没有名单，这里不画范围。")), class_="quiet")
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


def extent_sentence(atlas: Atlas, words: Words, scope: Scope) -> str:
    """Which places, provinces or parks the text names; or that it names none."""
    _ = words.gettext
    register = atlas.register
    name = region_name(atlas, words, scope.scope_id)
    parts = members_by_province(register, scope.scope_id)
    parks = county_members(register, scope.scope_id)
    whole = [words.pick(part.province.name_zh, part.province.name_en) for part in parts if part.whole]
    held = [register.places[one] for one in places_of_area(register, scope.scope_id)]
    places = words.join(whole or [words.pick(place.name_zh, place.name_en) for place in held])
    if parks:
        return _(
            "{name}：文件点名{places}和 {count} 处工业园区，没有县级名单",
            name=name, places=places, count=len(parks),
        )  # fmt: skip
    if whole:
        return _("{name}：文件整体列入{places}", name=name, places=places)
    if parts:
        return _("{name}：所读部分只点名{places}，没有列出全部范围", name=name, places=places)
    if scope.member_list == RULE:
        count = len(atlas.geometry.strip_places)
        return _(
            "{name}：文件只写距离，没有名单；按边界数据推算，{count} 个地点有一部分在内",
            name=name,
            count=count,
        )
    found = mentions_of(register, scope.scope_id)
    return _(
        "{name}：文件没有列出它包括哪些地方；写到它的有 {figures} 项目标或指标、{clauses} 条措施",
        name=name,
        figures=len(found.targets) + len(found.indicators),
        clauses=len(found.own_measures),
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
