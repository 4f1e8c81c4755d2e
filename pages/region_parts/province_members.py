"""The members of an area by province: what the text names, what it does not, and which are no city of their own."""

from __future__ import annotations

from layers.park_words import park_name
from pages.region_parts.names import place_link
from pages.shared.html import element, figure, text
from pages.shared.sources import document_link
from policy.areas import ProvinceMembers, county_members, members_by_province
from policy.atlas import Atlas
from policy.records import Membership, Place
from translations import Words

NO_CITY = ("carve_out", "county_level_unit")


def province_members_html(atlas: Atlas, words: Words, scope_id: str) -> str:
    """A row a province; parks of counties after it."""
    _ = words.gettext
    parts = members_by_province(atlas.register, scope_id)
    counties = county_members(atlas.register, scope_id)
    total = sum(len(part.listed) for part in parts)
    is_full = atlas.register.listed_scopes[scope_id].member_list == "full"
    items = [province_item(atlas, words, part, is_full) for part in parts]
    if counties:
        items.append(counties_item(atlas, words, counties))
    heading = _("名单：按省列出 {count} 个地点", count=total) if is_full else _("文件点名的成员")
    return element(
        "section",
        element("h2", text(heading)),
        element("ul", *items, class_="moves by-province"),
    )


def province_item(atlas: Atlas, words: Words, part: ProvinceMembers, is_full: bool) -> str:
    """The members in a province, how the text names them, and who of the province a full list leaves out."""
    _ = words.gettext
    name = words.pick(part.province.name_zh, part.province.name_en)
    members = " ".join(member_html(words, place) for place, _row in part.listed)
    return element(
        "li",
        element("b", text(_("{name}（{count}）", name=name, count=len(part.listed)))),
        element(
            "div", element("p", members), element("p", named_how(atlas, words, part, is_full), class_="how")
        ),
    )


def member_html(words: Words, place: Place) -> str:
    """A member; one that is no city of its own is marked."""
    mark = element("span", text(words.gettext("单列")), class_="badge") if place.kind in NO_CITY else ""
    return element("span", place_link(words, place), mark)


def named_how(atlas: Atlas, words: Words, part: ProvinceMembers, is_full: bool) -> str:
    """How the text names them: as a whole or one by one; and the places of the province that it does not name."""
    _ = words.gettext
    row = part.whole or part.listed[0][1]
    cited = document_link(atlas.register.documents[row.document_id], row.clause, words)
    if part.whole:
        said = _("文件整体列名“{name}”，没有逐个列出", name=row.named_as_zh or part.province.name_zh)
        return figure(said, [(_("文件与条款"), cited)])
    if len(part.listed) == 1 and not (part.others and is_full):
        return figure(_("文件列名"), [(_("文件与条款"), cited)])
    printed = words.join([row.named_as_zh or place.name_zh for place, row in part.listed])
    shown = figure(_("文件逐个列名"), [(_("文件与条款"), cited), (_("原文写作"), text(printed))])
    if not part.others or not is_full:
        return shown
    left = words.join([words.pick(place.short_name_zh, place.name_en) for place in part.others])
    return shown + text(_("；没有列入：{places}", places=left))


def counties_item(atlas: Atlas, words: Words, rows: tuple[Membership, ...]) -> str:
    """Counties that are named for a park in them: the park is named, not the county."""
    _ = words.gettext
    register = atlas.register
    shown = []
    for row in rows:
        place = register.places[register.place_of_county(row.member_id) or ""]
        cited = document_link(register.documents[row.document_id], row.clause, words)
        printed = row.named_as_zh or row.member_id
        details = [(_("文件与条款"), cited), (_("原文写作"), text(printed))]
        park = figure(park_name(words, printed), details)
        shown.append(element("span", park, element("small", text("→ "), place_link(words, place))))
    return element(
        "li",
        element("b", text(_("点名的工业园区（{count}）", count=len(rows)))),
        element(
            "div",
            element("p", " ".join(shown)),
            element("p", text(_("点名的是园区，不是全县；箭头后是所在的市。")), class_="how"),
        ),
    )


def strip_members_html(atlas: Atlas, words: Words, scope_id: str) -> str:
    """The places with a part within 20 km of a provincial border, by province: computed, not listed; else nothing."""
    if atlas.register.listed_scopes[scope_id].member_list != "rule":
        return ""
    _ = words.gettext
    by_province: dict[str, list[Place]] = {}
    for place_id in sorted(atlas.geometry.strip_places):
        place = atlas.register.places[place_id]
        by_province.setdefault(place.province.province_id, []).append(place)
    items = [
        element(
            "li",
            element(
                "b",
                text(
                    _(
                        "{name}（{count}）",
                        name=words.pick(found[0].province.name_zh, found[0].province.name_en),
                        count=len(found),
                    )
                ),
            ),
            element("p", " ".join(place_link(words, place) for place in found)),
        )
        for _province, found in sorted(by_province.items())
    ]
    note = _("由边界数据推算，不是文件列名：这些地点有一部分离省界不到 20 公里；边界近似，仅供参考。")
    head = element(
        "summary", element("b", text(_("按省列出"))), element("span", text(len(by_province)), class_="count")
    )
    return element(
        "section",
        element("h2", text(_("有一部分在内的地点"))),
        element("p", text(note), class_="quiet"),
        element("details", head, element("ul", *items, class_="moves by-province"), class_="sector"),
        class_="by-rule",
    )
