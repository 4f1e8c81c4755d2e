"""What the documents say for a place: clauses by sector, what stands behind an indicator, missing links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from layers.clause_words import clause_label
from layers.indicator_words import (
    extent_names,
    sector_names,
)
from layers.place_measures import by_sector, counts_sentence, unread_sentence
from layers.rung_words import document_level_names, level_names
from layers.target_words import strength_name
from policy.indicators import BindingIndicator
from policy.measures import BindingMeasure, binding_measures
from policy.missing import missing_for_rules
from publishing.cites import Cell, Cite, Figure, Line, Link, Table
from publishing.document_page import departments, scope_text
from publishing.page import PageMaker


@dataclass(frozen=True)
class Group:
    """A sector with its table, folded."""

    name: str
    count: int
    brought: str
    table: Table


@dataclass(frozen=True)
class Clauses:
    """All clauses of a place by sector, and what must be said of them first."""

    title: str
    sentence: str
    unread: str
    groups: tuple[Group, ...]


def indicator_lines_of(page: PageMaker, row: BindingIndicator) -> list[Line]:
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
    atlas = page.site.atlas
    rows = binding_measures(atlas.register, page.key.name)
    if not rows:
        return None
    names = sector_names(page.words)
    certain = [row for row in rows if row.is_certain]
    groups = [measure_group(page, names[sector], found) for sector, found in by_sector(page.words, certain)]
    doubtful = [row for row in rows if not row.is_certain]
    if doubtful:
        groups.append(measure_group(page, extent_names(page.words)["undetermined"], doubtful))
    title = _("适用的措施 {count} 条", count=len(certain))
    sentence = counts_sentence(page.words, rows)
    return Clauses(title, sentence, unread_sentence(atlas, page.words, page.key.name), tuple(groups))


def measure_group(page: PageMaker, name: str, rows: list[BindingMeasure]) -> Group:
    """A sector's clauses as a table, the documents that bring them beside its name."""
    _ = page.words.gettext
    levels, documents = document_level_names(page.words), page.site.atlas.register.documents
    counted = Counter(levels[documents[row.measure.document_id].level or ""] for row in rows)
    headings = [_("措施"), _("文件与条款"), _("级别"), _("对本地")]
    table = Table(name, headings, [measure_cells(page, row) for row in rows], stacks=True)
    return Group(name, len(rows), " · ".join(f"{level} {count}" for level, count in counted.items()), table)


def measure_cells(page: PageMaker, row: BindingMeasure) -> list[Cell]:
    """One clause: title, document and clause, whose, how it reaches the place."""
    words, measure = page.words, row.measure
    cite = page.citing.cite(measure.document_id, measure.clause)
    document = page.site.atlas.register.documents[measure.document_id]
    number = document.number_zh or words.pick(document.title_zh, document.title_en)
    how: Cell = extent_names(words)[row.reach.kind]
    if row.reach.kind != "whole":
        how = Figure(str(how), [Line(words.gettext("适用理由"), words.render(row.reach.reason))])
    return [
        Figure(words.pick(measure.title_zh, measure.title_en), measure_lines(page, row)),
        Link(f"{number} {clause_label(measure.clause, words)}", cite.href),
        document_level_names(words)[document.level or ""],
        how,
    ]


def measure_lines(page: PageMaker, row: BindingMeasure) -> list[Line]:
    """What a clause says in our words, what it is limited to, whom it singles out, and who is responsible."""
    _ = page.words.gettext
    words, atlas, measure = page.words, page.site.atlas, row.measure
    lead, others = departments(atlas, words, measure)

    def named(ids: Sequence[str]) -> str:
        return words.join([scope_text(atlas, words, one) for one in ids])

    derived = [one for one in row.singled_out if one in row.derived]
    told = [
        (_("内容概要"), words.pick(measure.summary_zh, measure.summary_en)),
        (_("限于"), words.pick(measure.qualifier_zh or "", measure.qualifier_en)),
        (_("点名"), named([one for one in row.singled_out if one not in derived])),
        (_("推算属于"), named(derived)),
        (_("另提到，无法确定"), named(row.undetermined)),
        (_("不涉及本地的部分"), named(row.not_here)),
        (_("牵头"), words.join(lead)),
        (_("部门"), words.join(others) or ("" if lead else _("条文没有点名部门"))),
        (_("说明"), words.pick(measure.note_zh or "", measure.note_en)),
    ]
    return [Line(name, text) for name, text in told if text]


def missing(page: PageMaker) -> list[tuple[str, Cite | None, str, str]]:
    """Level, document, reason and note of each missing link."""
    words, found = page.words, []
    for row in missing_for_rules(page.site.atlas.register, page.key.name):
        level = f"{level_names(words)[row.scope.kind]} · {words.pick(row.scope.name_zh, row.scope.name_en)}"
        cite = page.citing.cite(row.document.document_id, None) if row.document else None
        note = words.pick(row.document.note_zh or "", row.document.note_en) if row.document else ""
        found.append((level, cite, words.render(row.reason), note))
    return found
