"""Indicators of a city page: one ladder for each kind of quantity, and the deadlines in order of time."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from layers.indicator_words import indicator_text, reach_names, verdict_names
from layers.target_words import strength_name
from pages.shared.html import element, figure, table, text
from pages.shared.sources import document_link
from policy.atlas import Atlas
from policy.deadlines import deadlines_of
from policy.indicators import BindingIndicator, binding_indicators
from policy.scope import scope_by_id
from translations import Words


def indicators_html(atlas: Atlas, words: Words, place_id: str) -> str:
    """One folded ladder a kind of quantity, those with several rungs first."""
    _ = words.gettext
    rows = binding_indicators(atlas.register, place_id)
    if not rows:
        return ""
    ladders = [list(group) for _key, group in groupby(rows, key=lambda row: row.indicator.comparable_key)]
    ladders.sort(key=lambda ladder: -len({row.indicator.document_id for row in ladder}))
    parts = [ladder_html(atlas, words, ladder) for ladder in ladders]
    title = _("其他指标 {count} 项", count=len(ladders))
    return element("section", element("h2", text(title)), *parts, class_="measures")


def ladder_html(atlas: Atlas, words: Words, ladder: list[BindingIndicator]) -> str:
    """The rungs of one kind of quantity."""
    first = ladder[0].indicator
    name = words.pick(first.name_zh, first.name_en)
    badge = element("span", text(indicator_text(words, ladder[-1].indicator)), class_="badge")
    rows = [rung_cells(atlas, words, row) for row in ladder]
    _ = words.gettext
    headings = [_("层级"), _("要求"), _("期限"), _("约束力"), _("对本地"), _("与上级相比"), _("文件与条款")]
    return element(
        "details", element("summary", text(name), " ", badge), table(headings, rows, name), class_="sector"
    )


def rung_cells(atlas: Atlas, words: Words, row: BindingIndicator) -> list[str]:
    """One rung as a row of a table."""
    _ = words.gettext
    indicator = row.indicator
    register = atlas.register
    document = register.documents[indicator.document_id]
    scope = scope_by_id(register, indicator.scope_id)
    verdict = text("—")
    if row.comparison is not None:
        reason = words.pick(row.comparison.reason_zh, row.comparison.reason_en)
        verdict = figure(verdict_names(words)[row.comparison.verdict], [(_("理由"), text(reason))])
    return [
        text(words.pick(scope.name_zh, scope.name_en)),
        figure(indicator_text(words, indicator), indicator_details(atlas, words, row)),
        text(indicator.deadline or _("未写明")),
        text(strength_name(words, indicator.strength)),
        text(reach_names(words)[row.reach.kind]),
        verdict,
        document_link(document, indicator.clause, words),
    ]


def indicator_details(atlas: Atlas, words: Words, row: BindingIndicator) -> list[tuple[str, str]]:
    """Document, clause, printed words, subject, qualifier and how it reaches the place."""
    _ = words.gettext
    indicator = row.indicator
    document = atlas.register.documents[indicator.document_id]
    lines = [
        (_("文件与条款"), document_link(document, indicator.clause, words)),
        (_("指标"), text(words.pick(indicator.name_zh, indicator.name_en))),
    ]
    optional = [
        (_("原文用语"), indicator.comparator_zh),
        (_("针对"), words.pick(indicator.subject_zh or "", indicator.subject_en)),
        (_("限于"), words.pick(indicator.qualifier_zh or "", indicator.qualifier_en)),
        (_("转引自"), indicator.read_at),
        (_("说明"), words.pick(indicator.note_zh or "", indicator.note_en)),
    ]
    lines += [(name, text(value)) for name, value in optional if value]
    lines.append((_("适用理由"), text(words.render(row.reach.reason))))
    return lines


def deadlines_html(atlas: Atlas, words: Words, place_id: str, today: date) -> str:
    """The timeline of deadlines; those past are marked."""
    _ = words.gettext
    rows = deadlines_of(atlas.register, place_id)
    if not rows:
        return ""
    items = []
    for item in rows:
        indicator = item.row.indicator
        passed = item.has_passed(today)
        items.append(
            element(
                "li",
                element("time", text(indicator.deadline or ""), datetime=indicator.deadline),
                element("span", text(words.pick(indicator.name_zh, indicator.name_en))),
                figure(indicator_text(words, indicator), indicator_details(atlas, words, item.row)),
                element("span", text(_("已过期限") if passed else _("尚未到期")), class_="badge"),
                class_="past" if passed else "ahead",
            )
        )
    past = sum(item.has_passed(today) for item in rows)
    title = _("期限 {count} 项，其中 {past} 项已过", count=len(rows), past=past)
    whole = element(
        "details",
        element("summary", text(_("展开时间表"))),
        element("ol", *items, class_="timeline"),
        class_="sector",
    )
    return element("section", element("h2", text(title)), whole, class_="measures")
