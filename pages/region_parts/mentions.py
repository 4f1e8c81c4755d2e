"""What the documents say of an area by name: its own figures and clauses, and those it shares with the other regions."""

from __future__ import annotations

from collections.abc import Sequence

from layers.indicator_words import firm_text
from layers.target_words import metric_names, strength_name, target_text, when_due, with_strength
from pages.shared.html import element, figure, link, text
from pages.shared.links import href
from pages.shared.sources import document_link
from policy.atlas import Atlas
from policy.mentions import Mentions, mentions_of
from policy.records import Indicator, Measure, Target
from translations import Words


def mentions_html(atlas: Atlas, words: Words, scope_id: str) -> str:
    """Figures and clauses for this area alone first; what all key regions share folded below."""
    _ = words.gettext
    found = mentions_of(atlas.register, scope_id)
    if found.is_empty:
        return element(
            "section",
            element("h2", text(_("文件怎么说"))),
            element("p", text(_("已读的条款没有另外对它提出要求。")), class_="quiet"),
            class_="mentions",
        )
    parts = [
        element("h2", text(_("文件点名这个区域的要求"))),
        element("p", text(counted(words, found)), class_="quiet"),
        figures_html(atlas, words, found.targets, found.indicators),
        clauses_html(atlas, words, found.own_measures),
        shared_html(atlas, words, found),
    ]
    return element("section", *parts, class_="mentions")


def counted(words: Words, found: Mentions) -> str:
    """How many figures and clauses there are, and whose."""
    _ = words.gettext
    figures, clauses = len(found.targets) + len(found.indicators), len(found.own_measures)
    if not found.shared_measures:
        return _("点到它的有 {figures} 项目标或指标、{clauses} 条措施。", figures=figures, clauses=clauses)
    return _(
        "以它的名字写的有 {figures} 项目标或指标；只点到它、不涉及另两个重点区域的措施 {clauses} 条。三个重点区域都点到的"
        "有 {shared} 条措施，另有写给“重点区域”的指标 {shared_figures} 项，列在后面。",
        figures=figures,
        clauses=clauses,
        shared=len(found.shared_measures),
        shared_figures=len(found.shared_indicators),
    )


def figures_html(
    atlas: Atlas, words: Words, targets: Sequence[Target], indicators: Sequence[Indicator]
) -> str:
    """Targets and indicators, each opens its clause."""
    rows = [target_item(atlas, words, row) for row in targets]
    rows += [indicator_item(atlas, words, row) for row in indicators]
    return element("ul", *rows, class_="named-figures") if rows else ""


def target_item(atlas: Atlas, words: Words, row: Target) -> str:
    """One target: what of, by when, what it asks."""
    _ = words.gettext
    details = [
        *source_details(atlas, words, row.document_id, row.clause, row.read_at),
        (_("原文用语"), text(row.comparator_zh or "—")),
        (_("约束力"), text(strength_name(words, row.strength))),
        *note_details(words, row.note_zh, row.note_en),
    ]
    name = metric_names(words)[row.metric]
    when = when_due(words, row)
    said = with_strength(words, target_text(words, row), row.strength)
    return figure_item(name, figure(said, details), when)


def indicator_item(atlas: Atlas, words: Words, row: Indicator) -> str:
    """One indicator: what of, by when, what it asks."""
    _ = words.gettext
    details = [
        *source_details(atlas, words, row.document_id, row.clause, row.read_at),
        (_("原文用语"), text(row.comparator_zh or "—")),
        (_("约束力"), text(strength_name(words, row.strength))),
        *note_details(words, row.note_zh, row.note_en),
    ]
    if row.qualifier_zh:
        details.insert(1, (_("限于"), text(words.pick(row.qualifier_zh, row.qualifier_en))))
    name = words.pick(row.name_zh, row.name_en)
    said = firm_text(words, row) or _("未定数值")
    when = _("期限 {date}", date=row.deadline) if row.deadline else _("未写期限")
    return figure_item(name, figure(said, details), when)


def figure_item(name: str, shown: str, when: str) -> str:
    """A line: name, figure, date."""
    return element(
        "li", element("b", text(name)), element("div", shown), element("small", text(when), class_="when")
    )


def source_details(
    atlas: Atlas, words: Words, document_id: str, clause: str, read_at: str | None
) -> list[tuple[str, str]]:
    """Document and clause; where it was read when that was elsewhere."""
    _ = words.gettext
    details = [(_("文件与条款"), document_link(atlas.register.documents[document_id], clause, words))]
    return [*details, (_("转引自"), text(read_at))] if read_at else details


def note_details(words: Words, note_zh: str | None, note_en: str | None) -> list[tuple[str, str]]:
    """The note of a row, where it has one."""
    return [(words.gettext("说明"), text(words.pick(note_zh, note_en)))] if note_zh else []


def clauses_html(atlas: Atlas, words: Words, measures: Sequence[Measure]) -> str:
    """Clauses with their summary; each opens in the list of measures."""
    _ = words.gettext
    items = [
        element(
            "li",
            element(
                "b",
                link(words.pick(row.title_zh, row.title_en), href("measures", words, measure=row.measure_id)),
            ),
            element("small", document_link(atlas.register.documents[row.document_id], row.clause, words)),
            element("p", text(words.pick(row.summary_zh, row.summary_en))),
        )
        for row in measures
    ]
    return element("ul", *items, class_="named-clauses") if items else ""


def shared_html(atlas: Atlas, words: Words, found: Mentions) -> str:
    """What all three key regions have in common, folded."""
    _ = words.gettext
    if not found.shared_measures:
        return ""
    head = element(
        "summary",
        element("b", text(_("三个重点区域共有"))),
        element("span", text(len(found.shared_measures) + len(found.shared_indicators)), class_="count"),
    )
    clauses = [
        element(
            "li",
            link(row.clause, href("measures", words, measure=row.measure_id)),
            " ",
            text(words.pick(row.title_zh, row.title_en)),
        )
        for row in found.shared_measures
    ]
    return element(
        "details",
        head,
        figures_html(atlas, words, (), found.shared_indicators),
        element("ul", *clauses, class_="shared-clauses"),
        class_="sector",
    )
