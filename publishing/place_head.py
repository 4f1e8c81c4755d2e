"""The head of a place's page: where it belongs, what the lists of 2023 changed for it, and the figures that matter."""

from __future__ import annotations

from collections.abc import Sequence

from layers.effective_words import (
    hints_of_target,
    notes_of_target,
    target_shown,
    target_title,
    why_no_figure,
)
from layers.membership_layer import MEMBERSHIP_LAYER
from layers.membership_words import change_words, manner_words
from layers.region_words import region_name
from layers.target_words import target_with_strength
from policy.attainment import Attainment
from policy.cascade import PM25, statements_outside_chain
from policy.duty import DUTY_CLAUSE, PLAN, Duty, duty_of
from policy.effective import TARGET_YEAR, EffectiveTarget
from policy.membership import PlaceMembership, former_list_of, membership_of_place
from policy.records import Scope
from policy.scope import geographies_of, key_region_of
from publishing.addresses import layer_name
from publishing.cites import Cite, Figure, Line, Link
from publishing.page import PageMaker
from publishing.verdict_cells import gap_figure, observed_figure, target_lines, target_notes

UNIT = " µg/m³"


def belonging(page: PageMaker) -> list[list[Link | Figure | str]]:
    """Province, key region with the clause that lists it, geographies; what belongs together is a group."""
    _ = page.words.gettext
    register, citing = page.site.atlas.register, page.citing
    place = register.places[page.key.name]
    parts: list[list[Link | Figure | str]] = [
        [
            Link(
                page.words.pick(place.province.name_zh, place.province.name_en),
                page.address("places") + f"#p-{place.province.province_id}",
            )
        ]
    ]
    if place.outside_plan:
        return parts
    region = key_region_of(register, place.place_id)
    if region is None:
        parts.append([_("不在重点区域名单中")])
    else:
        scope, member = region
        lines = [
            Line(_("名单"), cite=citing.cite(member.document_id, member.clause)),
            Line(_("原文写作"), member.named_as_zh or place.name_zh),
        ]
        parts.append(named(page, scope, _("名单依据"), lines))
    former = former_list(page)
    if former is not None:
        parts.append([former])
    parts += [
        named(page, scope, _("点名依据"), named_lines(page, scope))
        for scope in geographies_of(register, place.place_id)
        if scope.scope_id in page.site.scope_ids
    ]
    if place.place_id in page.site.atlas.geometry.strip_places:
        said = _("涉气重点行业新建项目由有关省份开展环评一致性会商；边界近似，仅供参考")
        lines = [citing.document("state-council-2023-24", "（二十六）"), Line(_("说明"), said)]
        parts.append([Figure(_("部分在省界两侧 20 公里内"), lines)])
    return parts


def named(page: PageMaker, scope: Scope, shown: str, lines: Sequence[Line]) -> list[Link | Figure | str]:
    """An area and, beside it, what names the place as part of it."""
    name = page.scope_name(scope.scope_id)
    said = page.words.gettext("{name}：{shown}", name=name, shown=shown)
    return [Link(name, page.address("region", scope.scope_id)), Figure(shown, lines, label=said)]


def named_lines(page: PageMaker, scope: Scope) -> list[Line]:
    """Where an area is named, and what is to be known of it."""
    note = page.words.pick(scope.note_zh or "", scope.note_en)
    lines = [page.citing.document(scope.document_id or "", scope.clause)]
    return [*lines, Line(page.words.gettext("说明"), note)] if note else lines


def former_list(page: PageMaker) -> Figure | None:
    """What the list of 2023 changed for the place, with both lists; None for a place that was never on one."""
    _ = page.words.gettext
    words, citing, atlas = page.words, page.citing, page.site.atlas
    found = membership_of_place(atlas.register, page.key.name)
    if found.kind == "never":
        return None
    if found.former is None:
        lines = [unlisted_before(page, found)]
    else:
        lines = [
            Line(_("原属"), region_name(atlas, words, found.former.scope_id)),
            Line(_("原名单"), cite=citing.cite(found.former.document_id, found.former.clause)),
            Line(_("原文写作"), found.former.named_as_zh),
        ]
    lines += [
        Line(_("此前已包括"), manner_words(words, row.manner), citing.cite(row.document_id, row.clause))
        for row in found.inclusions
    ]
    if found.present is None:
        lines.append(Line(_("现行名单"), _("《空气质量持续改善行动计划》（二）没有列入")))
    else:
        lines.append(Line(_("现行名单"), cite=citing.cite(found.present.document_id, found.present.clause)))
    all_changes = Cite(_("看全部变化"), page.address("layer", layer_name(MEMBERSHIP_LAYER, None)))
    return Figure(change_words(atlas, words, found), [*lines, Line(_("地图"), cite=all_changes)])


def unlisted_before(page: PageMaker, found: PlaceMembership) -> Line:
    """That the former list did not count the place, or that a city was simply not on it, with the list."""
    _ = page.words.gettext
    name = _("原名单")
    if found.kind != "joined" or found.present is None:
        return Line(name, _("按城市列出，没有单独列出这里"))
    listed = former_list_of(page.site.atlas.register, found.present.scope_id)
    cited = page.citing.cite(listed.document_id, listed.clause) if listed else None
    return Line(name, _("没有列入；所属区域的原名单："), cited)


def outside_figures(page: PageMaker) -> list[Figure]:
    """PM2.5 figures for 2025 in documents outside the chain, named beside the verdict that does not use them."""
    register = page.site.atlas.register
    if register.places[page.key.name].outside_plan:
        return []
    return [
        Figure(target_with_strength(page.words, row.target), page.citing.target(row))
        for row in statements_outside_chain(register, page.key.name)
        if row.standing == "place" and row.target.metric == PM25 and row.target.target_year == TARGET_YEAR
    ]


def cards(page: PageMaker, verdict: Attainment) -> list[tuple[str, Figure, str]]:
    """Name, figure and note: observed, target, gap, duty."""
    _ = page.words.gettext
    citing, target = page.citing, verdict.target
    observed = observed_figure(citing, verdict, UNIT)
    unobserved = [Line(_("原因"), page.words.render(verdict.reason))]
    made = [(_("{year} 年实测", year=verdict.year), shown_or_dash(observed, unobserved), "")]
    if target is None:
        no_target = [Line(_("原因"), why_no_figure(page.words, verdict))]
        made.append((_("2025 年目标"), Figure("—", no_target), ""))
    else:
        made.append(target_card(page, target))
    gap = gap_figure(citing, verdict, UNIT)
    if isinstance(gap, Figure):
        made.append((_("差距"), gap, ""))
    made.append(
        (_("限期达标类别（推算）"), duty_figure(page, duty_of(page.site.atlas.register, page.key.name)), "")
    )
    return made


def target_card(page: PageMaker, target: EffectiveTarget) -> tuple[str, Figure, str]:
    """The figure the place is held against, or what is asked and why no figure comes of it."""
    _ = page.words.gettext
    words, citing, register = page.words, page.citing, page.site.atlas.register
    lines = target_lines(citing, target)
    for said, cited in hints_of_target(register, words, page.key.name, target):
        lines += [Line(_("提示"), said), *([citing.document(*cited)] if cited else [])]
    notes = [target_notes(citing, target), *notes_of_target(register, words, page.key.name, target)]
    note = " · ".join(part for part in notes if part)
    return target_title(words, target), Figure(target_shown(words, target), lines), note


def shown_or_dash(shown: Figure | str, reason: list[Line]) -> Figure:
    """A figure, or a dash that says why there is none."""
    return shown if isinstance(shown, Figure) else Figure("—", reason)


def duty_figure(page: PageMaker, duty: Duty) -> Figure:
    """The duty of clause （二十五）, derived."""
    _ = page.words.gettext
    names = {
        "attain": _("2021—2025 年内达标"),
        "stage_target": _("明确阶段目标"),
        "hold": _("巩固改善"),
        "cannot_be_determined": _("无法确定"),
        "outside_plan": "—",
    }
    lines = [
        Line(_("推算依据"), page.words.render(duty.reason)),
        page.citing.document(PLAN, DUTY_CLAUSE),
        Line(_("说明"), _("由实测值推算，文件没有逐城写明；这里只看 PM2.5 一项")),
    ]
    if duty.is_close:
        lines.append(Line(_("提示"), _("2020 年实况值距界线不超过 3，换用官方数据可能落入另一类")))
    if duty.observation is not None:
        lines += page.citing.observation(duty.observation)
    return Figure(names[duty.status], lines)
