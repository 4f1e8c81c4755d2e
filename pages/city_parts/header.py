"""The head of a city page: name, where it belongs, and the verdict in a sentence."""

from __future__ import annotations

from layers.effective_words import (
    hints_of_target,
    notes_of_target,
    target_shown,
    target_title,
    why_no_figure,
)
from layers.region_standings import mixed_words, mixes_bases
from layers.target_words import strength_name, target_with_strength
from pages.city_parts.former_list import former_list_html
from pages.shared.html import element, figure, link, text
from pages.shared.links import href
from pages.shared.sources import document_link, observation_details, target_details
from pages.shared.status_words import completeness_names, standing_names
from policy.atlas import Atlas
from policy.attainment import Attainment, attainment_of
from policy.cascade import ATTAINMENT, PM25, statements_outside_chain
from policy.duty import Duty, duty_of
from policy.effective import TARGET_YEAR, EffectiveTarget
from policy.place_record import neighbour_entries
from policy.rounding import signed
from policy.scope import geographies_of, key_region_of
from translations import Words


def header_html(atlas: Atlas, words: Words, place_id: str) -> str:
    """Name, province, key region, geographies, verdict and the three figures that matter."""
    place = atlas.register.places[place_id]
    verdict = attainment_of(atlas.register, place_id)
    other = words.pick(place.name_en, place.name_zh)
    return element(
        "header",
        element(
            "div", *(element("span", part) for part in belonging(atlas, words, place_id)), class_="belonging"
        ),
        element("h1", text(words.pick(place.name_zh, place.name_en)), element("small", text(other))),
        element("p", text(verdict_sentence(words, verdict)), class_=f"verdict {verdict.status}"),
        outside_html(atlas, words, place_id),
        element(
            "div",
            *cards(atlas, words, place_id, verdict),
            duty_card(atlas, words, duty_of(atlas.register, place_id)),
            class_="cards",
        ),
        beside_html(atlas, words, place_id),
        class_="city",
    )


def beside_html(atlas: Atlas, words: Words, place_id: str) -> str:
    """The way to the comparison with the neighbours; nothing where there are none."""
    if not neighbour_entries(atlas, place_id):
        return ""
    beside = link(words.gettext("与相邻地点比较"), href("compare", words, place=place_id))
    return element("p", beside, class_="beside")


def belonging(atlas: Atlas, words: Words, place_id: str) -> list[str]:
    """Province, key region (with the clause that lists it), geographies, border strip."""
    _ = words.gettext
    place = atlas.register.places[place_id]
    documents = atlas.register.documents
    province = place.province
    parts = [
        link(
            words.pick(province.name_zh, province.name_en), href("map", words, province=province.province_id)
        ),
    ]
    region = None if place.outside_plan else key_region_of(atlas.register, place_id)
    if region:
        scope, member = region
        parts.append(
            figure(
                words.pick(scope.name_zh, scope.name_en),
                [
                    (_("名单"), document_link(documents[member.document_id], member.clause, words)),
                    (_("原文写作"), text(member.named_as_zh or place.name_zh)),
                    (_("地图"), link(_("只看本区域"), href("map", words, region=scope.scope_id))),
                    (_("区域"), link(_("区域页"), href("region", words, scope=scope.scope_id))),
                ],
            )
        )
    elif not place.outside_plan:
        parts.append(text(_("不在重点区域名单中")))
    former = "" if place.outside_plan else former_list_html(atlas, words, place_id)
    parts += [former] if former else []
    for scope in geographies_of(atlas.register, place_id) if not place.outside_plan else ():
        note = words.pick(scope.note_zh or "", scope.note_en)
        lines = [(_("文件与条款"), document_link(documents[scope.document_id or ""], scope.clause, words))]
        lines += [
            (_("说明"), text(note)),
            (_("区域"), link(_("区域页"), href("region", words, scope=scope.scope_id))),
        ]
        parts.append(figure(words.pick(scope.name_zh, scope.name_en), lines))
    if place_id in atlas.geometry.strip_places:
        source = document_link(documents["state-council-2023-24"], "（二十六）", words)
        parts.append(
            figure(
                _("部分在省界两侧 20 公里内"),
                [
                    (_("文件与条款"), source),
                    (
                        _("说明"),
                        text(_("涉气重点行业新建项目由有关省份开展环评一致性会商；边界近似，仅供参考")),
                    ),
                ],
            )
        )
    return parts


def verdict_sentence(words: Words, verdict: Attainment) -> str:
    """The reason of the verdict as a sentence."""
    return words.sentence(verdict.reason)


def cards(atlas: Atlas, words: Words, place_id: str, verdict: Attainment) -> list[str]:
    """Observed, target and gap, each of which opens its source."""
    _ = words.gettext
    observed = verdict.observation
    made = []
    if observed is not None:
        made.append(
            card(
                _("{year} 年实测", year=observed.year),
                f"{observed.value:g} µg/m³",
                observation_details(atlas, words, observed),
            )
        )
    else:
        made.append(
            card(
                _("{year} 年实测", year=verdict.year),
                "—",
                [(_("原因"), text(_("本项目未收录这一年的实测值")))],
            )
        )
    target = verdict.target
    if target is None:
        made.append(card(_("2025 年目标"), "—", [(_("原因"), text(why_no_figure(words, verdict)))]))
        return made
    made.append(target_card(atlas, words, place_id, target))
    if verdict.margin is not None:
        made.append(gap_card(atlas, words, verdict, target))
    return made


def target_card(atlas: Atlas, words: Words, place_id: str, target: EffectiveTarget) -> str:
    """The figure the place is held against, or what is asked and why no figure comes of it."""
    _ = words.gettext
    details = target_details(atlas, words, target.statement)
    details.append((_("折算"), text(words.render(target.figure.arithmetic))))
    if target.figure.base is not None:
        details += [(_("基准"), ""), *observation_details(atlas, words, target.figure.base)]
    if target.figure.source_id is not None:
        standard = atlas.register.documents[target.figure.source_id]
        details.append((_("标准"), document_link(standard, target.figure.clause, words)))
    if target.statement.target.metric == ATTAINMENT:
        details.append((_("提示"), text(_("达标须六项污染物都达标，这里只看 PM2.5"))))
    notes = card_notes(atlas, words, target) + notes_of_target(atlas.register, words, place_id, target)
    for said, cited in hints_of_target(atlas.register, words, place_id, target):
        details.append((_("提示"), text(said)))
        if cited is not None:
            document_id, clause = cited
            clause_link = document_link(atlas.register.documents[document_id], clause, words)
            details.append((_("文件与条款"), clause_link))
    return card(target_title(words, target), target_shown(words, target), details, " · ".join(notes))


def gap_card(atlas: Atlas, words: Words, verdict: Attainment, target: EffectiveTarget) -> str:
    """Observed minus target, marked where it is between two bases."""
    _ = words.gettext
    documents, stated, observed = atlas.register.documents, target.statement.target, verdict.observation
    sources = [(_("算法"), text(_("实测减目标，正值为高于目标")))]
    if observed is not None:
        sources.append((_("数据来源"), document_link(documents[observed.source_id], observed.clause, words)))
    sources.append((_("文件与条款"), document_link(documents[stated.document_id], stated.clause, words)))
    note = ""
    if mixes_bases(verdict):
        sources.append((_("提示"), text(mixed_words(words, verdict))))
        note = _("含口径差")
    return card(_("差距"), f"{signed(verdict.margin)} µg/m³", sources, note)


def outside_html(atlas: Atlas, words: Words, place_id: str) -> str:
    """A PM2.5 figure for 2025 in a document outside the chain, named beside the verdict that does not use it."""
    if atlas.register.places[place_id].outside_plan:
        return ""
    rows = [
        row
        for row in statements_outside_chain(atlas.register, place_id)
        if row.standing == "place" and row.target.metric == PM25 and row.target.target_year == TARGET_YEAR
    ]
    if not rows:
        return ""
    said = [
        figure(target_with_strength(words, row.target), target_details(atlas, words, row)) for row in rows
    ]
    name = words.gettext("传导链以外的文件另有写明，不参与判定：")
    return element("div", text(name), " ", *said, class_="outside")


def card_notes(atlas: Atlas, words: Words, target: EffectiveTarget) -> list[str]:
    """What stands under a target: for whom it is stated, how firmly, and how much of its document was read."""
    stated = target.statement.target
    notes = [standing_names(words)[target.standing]]
    if target.figure.base is not None and target.standing != "indicative":
        notes = [words.gettext("文件只写明百分比")]
    if stated.strength != "none":
        notes.append(strength_name(words, stated.strength))
    document = atlas.register.documents[stated.document_id]
    if not document.held_in_full:
        notes.append(
            words.gettext("转引·{how}", how=completeness_names(words).get(document.completeness or "", ""))
        )
    return notes


def duty_card(atlas: Atlas, words: Words, duty: Duty) -> str:
    """The duty of clause （二十五）, derived."""
    _ = words.gettext
    names = {
        "attain": _("2021—2025 年内达标"),
        "stage_target": _("明确阶段目标"),
        "hold": _("巩固改善"),
        "cannot_be_determined": _("无法确定"),
        "outside_plan": "—",
    }
    details = [
        (_("推算依据"), text(words.render(duty.reason))),
        (
            _("文件与条款"),
            document_link(atlas.register.documents["state-council-2023-24"], "（二十五）", words),
        ),
        (_("说明"), text(_("由实测值推算，文件没有逐城写明；这里只看 PM2.5 一项"))),
    ]
    if duty.is_close:
        details.append((_("提示"), text(_("2020 年实况值距界线不超过 3，换用官方数据可能落入另一类"))))
    if duty.observation is not None:
        details += observation_details(atlas, words, duty.observation)
    return card(_("限期达标类别（推算）"), names[duty.status], details)


def card(name: str, shown: str, details: list[tuple[str, str]], note: str = "") -> str:
    """A card with a figure that opens its source."""
    parts = [element("h3", text(name)), figure(shown, details, "big")]
    if note:
        parts.append(element("p", text(note), class_="standing"))
    return element("article", *parts)
