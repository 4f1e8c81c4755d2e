"""What the documents say for a place: rungs of its target, indicators and clauses by sector, missing links."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby

from layers.clause_words import clause_label
from layers.indicator_words import (
    bearing_names,
    deadline_text,
    extent_names,
    indicator_text,
    sector_names,
    verdict_names,
)
from layers.rung_words import document_level_names, level_names, rung_names
from layers.target_words import strength_name, target_text
from policy.cascade import PM25, Rung, cascade
from policy.indicator_ladder import bearing_of, sectors_of_keys
from policy.indicators import BindingIndicator, binding_indicators
from policy.measures import BindingMeasure, binding_measures
from policy.missing import missing_links
from publishing.cites import Cell, Cite, Figure, Line, Link, Table
from publishing.page import PageMaker


@dataclass(frozen=True)
class RungShown:
    """A level of the chain: what it says, how that stands for the place, why, and the document."""

    level: str
    scope: str
    said: tuple[Figure, ...]
    standing: str
    reason: str
    status: str
    cite: Cite | None


@dataclass(frozen=True)
class Group:
    """A sector with its table, folded."""

    name: str
    count: int
    table: Table


@dataclass(frozen=True)
class Clauses:
    """All clauses of a place by sector, and what must be said of them first."""

    title: str
    sentence: str
    groups: tuple[Group, ...]


def ladder(page: PageMaker) -> list[RungShown]:
    """Every rung of the PM2.5 target, silent and missing ones too."""
    return [rung(page, one) for one in cascade(page.site.atlas.register, page.key.name, PM25)]


def rung(page: PageMaker, one: Rung) -> RungShown:
    """One rung."""
    words, citing = page.words, page.citing
    said = []
    for row in one.statements:
        target = row.target
        when = words.gettext("{year} 年", year=target.target_year) if target.target_year else target.period_zh
        firm = "" if target.strength == "none" else strength_name(words, target.strength)
        mark = " · ".join(part for part in (when, firm) if part)
        said.append(Figure(target_text(words, target), citing.target(row), mark))
    clause = one.statements[0].target.clause if one.statements else None
    return RungShown(
        level_names(words)[one.scope.kind],
        words.pick(one.scope.name_zh, one.scope.name_en),
        tuple(said),
        rung_names(words)[one.status],
        words.render(one.reason),
        one.status,
        citing.cite(one.document.document_id, clause) if one.document else None,
    )


def indicator_groups(page: PageMaker) -> list[Group]:
    """Every indicator that reaches the place or may, by sector, each with document, deadline and verdict."""
    _ = page.words.gettext
    register, names = page.site.atlas.register, sector_names(page.words)
    sectors = sectors_of_keys(register, list(names))
    by_sector: dict[str | None, list[BindingIndicator]] = defaultdict(list)
    for row in binding_indicators(register, page.key.name):
        by_sector[sectors[row.indicator.comparable_key]].append(row)
    headings = [_("指标"), _("要求"), _("期限"), _("级别"), _("对本地"), _("与上级相比")]
    groups = []
    for sector in (*names, None):
        rows = by_sector.get(sector, [])
        if rows:
            name = names[sector] if sector else _("只见于转引的文件")
            table = Table(name, headings, [indicator_cells(page, row) for row in rows], stacks=True)
            groups.append(Group(name, len({row.indicator.comparable_key for row in rows}), table))
    return groups


def indicator_cells(page: PageMaker, row: BindingIndicator) -> list[Cell]:
    """One indicator of one document."""
    words, citing, indicator = page.words, page.citing, row.indicator
    register = page.site.atlas.register
    verdict: Cell = "—"
    if row.comparison is not None:
        reason = Line(words.gettext("理由"), words.pick(row.comparison.reason_zh, row.comparison.reason_en))
        upper = citing.cite(row.comparison.upper_document_id, row.comparison.upper_clause)
        lines = [reason, Line(words.gettext("上级文件"), cite=upper)]
        verdict = Figure(verdict_names(words)[row.comparison.verdict], lines)
    return [
        words.pick(indicator.name_zh, indicator.name_en),
        Figure(indicator_text(words, indicator) or "—", indicator_lines(page, row)),
        deadline_text(words, indicator.deadline),
        document_level_names(words)[register.documents[indicator.document_id].level or ""],
        bearing_names(words)[bearing_of(register, row)],
        verdict,
    ]


def indicator_lines(page: PageMaker, row: BindingIndicator) -> list[Line]:
    """Printed words, strength, subject, qualifier, and how it reaches the place."""
    _ = page.words.gettext
    pick, indicator = page.words.pick, row.indicator
    told = [
        (_("原文用语"), indicator.comparator_zh),
        (_("约束力"), strength_name(page.words, indicator.strength) if indicator.strength != "none" else ""),
        (_("针对"), pick(indicator.subject_zh or "", indicator.subject_en)),
        (_("限于"), pick(indicator.qualifier_zh or "", indicator.qualifier_en)),
        (_("转引自"), indicator.read_at),
        (_("说明"), pick(indicator.note_zh or "", indicator.note_en)),
        (_("适用理由"), page.words.render(row.reach.reason) if row.reach.kind != "whole" else ""),
    ]
    first = page.citing.document(indicator.document_id, indicator.clause)
    return [first, *(Line(name, text) for name, text in told if text)]


def measure_groups(page: PageMaker) -> Clauses | None:
    """Every clause that binds the place or may, by sector; each opens at its clause."""
    _ = page.words.gettext
    rows = binding_measures(page.site.atlas.register, page.key.name)
    if not rows:
        return None
    names = sector_names(page.words)
    order = list(names)
    certain = [row for row in rows if row.is_certain]
    counts = {kind: sum(row.reach.kind == kind for row in rows) for kind in extent_names(page.words)}
    sentence = _(
        "{whole} 条全部适用，{part} 条只适用于本地的一部分，{derived} 条推算适用；"
        "另有 {undetermined} 条无法确定是否适用，单列在后。",
        **counts,
    )
    ordered = sorted(certain, key=lambda row: order.index(row.measure.sector))
    groups = [
        measure_group(page, names[sector], list(found))
        for sector, found in groupby(ordered, key=lambda row: row.measure.sector)
    ]
    doubtful = [row for row in rows if not row.is_certain]
    if doubtful:
        groups.append(measure_group(page, extent_names(page.words)["undetermined"], doubtful))
    title = _("适用的措施 {count} 条", count=len(certain))
    return Clauses(title, sentence, tuple(groups))


def measure_group(page: PageMaker, name: str, rows: list[BindingMeasure]) -> Group:
    """A sector's clauses as a table."""
    _ = page.words.gettext
    headings = [_("措施"), _("文件与条款"), _("级别"), _("对本地")]
    return Group(
        name, len(rows), Table(name, headings, [measure_cells(page, row) for row in rows], stacks=True)
    )


def measure_cells(page: PageMaker, row: BindingMeasure) -> list[Cell]:
    """One clause: title, document and clause, whose, how it reaches the place."""
    words, measure = page.words, row.measure
    cite = page.citing.cite(measure.document_id, measure.clause)
    document = page.site.atlas.register.documents[measure.document_id]
    how: Cell = extent_names(words)[row.reach.kind]
    if row.reach.kind != "whole":
        how = Figure(str(how), [Line(words.gettext("适用理由"), words.render(row.reach.reason))])
    return [
        words.pick(measure.title_zh, measure.title_en),
        Link(
            f"{document.number_zh or words.pick(document.title_zh, document.title_en)} {clause_label(measure.clause, words)}",
            cite.href,
        ),
        document_level_names(words)[document.level or ""],
        how,
    ]


def missing(page: PageMaker) -> list[tuple[str, Cite | None, str, str]]:
    """Level, document, reason and note of each missing link."""
    words, found = page.words, []
    for row in missing_links(page.site.atlas.register, page.key.name):
        level = f"{level_names(words)[row.scope.kind]} · {words.pick(row.scope.name_zh, row.scope.name_en)}"
        cite = page.citing.cite(row.document.document_id, None) if row.document else None
        note = words.pick(row.document.note_zh or "", row.document.note_en) if row.document else ""
        found.append((level, cite, words.render(row.reason), note))
    return found
