"""Who is in a region: what the list of 2023 changed, and the members by province as the text names them."""

from __future__ import annotations

from dataclasses import dataclass

from layers.membership_words import change_rows
from layers.park_words import park_name
from layers.region_words import definition_name
from policy.areas import ProvinceMembers, county_members, members_by_province
from policy.membership import membership_changes
from policy.region_means import definitions_of
from publishing.cites import Cell, Cite, Figure, Line, Link, Links, Table
from publishing.page import PageMaker


@dataclass(frozen=True)
class ListChanges:
    """The ways of changing with their places, and both lists."""

    rows: tuple[tuple[str, Links], ...]
    lists: tuple[tuple[str, Cite], ...]


def list_changes(page: PageMaker) -> ListChanges:
    """What changed in 2023, place by place, with both lists."""
    _ = page.words.gettext
    atlas, words = page.site.atlas, page.words
    register = atlas.register
    changes = membership_changes(register, page.key.name)
    rows = [
        (_("{name}（{count}）", name=name, count=len(ids)), place_links(page, ids))
        for name, ids in change_rows(atlas, words, changes)
    ]
    lists = [
        (
            _("{name}：", name=definition_name(words, one.name_zh)),
            page.citing.cite(one.document_id, one.clause),
        )
        for one in definitions_of(register, page.key.name)
    ]
    taken_in = [row for one in changes.named_apart for row in register.former_inclusions_of_place[one]]
    for document_id in dict.fromkeys(row.document_id for row in taken_in):
        mine = [row for row in taken_in if row.document_id == document_id]
        said = _(
            "{places}不是新加入：原名单按城市计数，不单独计它们，但此前的方案写明包括它们：",
            places=words.join([page.place_name(row.place_id, short=True) for row in mine]),
        )
        lists.append((said, page.citing.cite(document_id, mine[0].clause)))
    return ListChanges(tuple(rows), tuple(lists))


def place_links(page: PageMaker, ids: tuple[str, ...]) -> Links:
    """Places that open their pages."""
    return Links([Link(page.place_name(one, short=True), page.address("place", one)) for one in ids])


def province_table(page: PageMaker) -> Table | None:
    """The members of an area by province with how the text names them; parks of counties after them."""
    _ = page.words.gettext
    register, scope_id = page.site.atlas.register, page.key.name
    parts = members_by_province(register, scope_id)
    is_full = register.listed_scopes[scope_id].member_list == "full"
    rows = [province_cells(page, part, is_full) for part in parts] + park_rows(page)
    if not rows:
        return None
    total = sum(len(part.listed) for part in parts)
    title = _("名单：按省列出 {count} 个地点", count=total) if is_full else _("文件点名的成员")
    return Table(title, [_("省份"), _("地点"), _("文件与条款")], rows)


def province_cells(page: PageMaker, part: ProvinceMembers, is_full: bool) -> list[Cell]:
    """The members in a province, how the text names them, and who of the province a full list leaves out."""
    _ = page.words.gettext
    words = page.words
    name = words.pick(part.province.name_zh, part.province.name_en)
    row = part.whole or part.listed[0][1]
    lines = [page.citing.document(row.document_id, row.clause)]
    if part.whole:
        said = _("文件整体列名“{name}”，没有逐个列出", name=row.named_as_zh or part.province.name_zh)
    else:
        said = _("文件逐个列名") if len(part.listed) > 1 else _("文件列名")
        printed = words.join([one.named_as_zh or place.name_zh for place, one in part.listed])
        lines.append(Line(_("原文写作"), printed))
    left = ""
    if part.others and is_full and not part.whole:
        places = words.join([words.pick(place.short_name_zh, place.name_en) for place in part.others])
        left = _("；没有列入：{places}", places=places)
    return [
        _("{name}（{count}）", name=name, count=len(part.listed)),
        place_links(page, tuple(place.place_id for place, _row in part.listed)),
        Figure(said, lines, left),
    ]


def park_rows(page: PageMaker) -> list[list[Cell]]:
    """Counties that are named for a park in them: the park is named, not the county."""
    _ = page.words.gettext
    register = page.site.atlas.register
    rows: list[list[Cell]] = []
    for row in county_members(register, page.key.name):
        printed = row.named_as_zh or row.member_id
        place_id = register.place_of_county(row.member_id) or ""
        lines = [page.citing.document(row.document_id, row.clause), Line(_("原文写作"), printed)]
        lines.append(Line(_("说明"), _("点名的是园区，不是全县")))
        rows.append(
            [park_name(page.words, printed), place_links(page, (place_id,)), Figure(_("文件列名"), lines)]
        )
    return rows
