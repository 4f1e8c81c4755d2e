"""A region's own figures: its means by definition, published beside worked out, and its target on each base."""

from __future__ import annotations

from dataclasses import dataclass

from layers.region_mean_words import (
    change_text,
    column_name,
    definition_words,
    dust_notes,
    held_rows,
    no_change_words,
    no_published_words,
    not_comparable,
    region_target_note,
    target_headings,
    too_few_words,
    why_not,
)
from layers.region_words import basis_of_mean, definition_name, verdict_words
from layers.target_words import strength_name, target_text
from policy.change import BASE_YEAR
from policy.effective import TARGET_YEAR
from policy.figure import figure_of_attainment
from policy.records import Target
from policy.region_means import (
    BASES,
    RegionChange,
    RegionDefinition,
    RegionMean,
    Requirement,
    definitions_of,
    region_change,
    region_mean,
    region_years,
    requirements_of,
)
from policy.rounding import rounded, signed
from publishing.cites import Cell, Cite, Figure, Line, Table
from publishing.page import PageMaker

Note = tuple[str, Cite | None]


@dataclass(frozen=True)
class Means:
    """The table of means, and what must not be compared."""

    table: Table
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class RegionTarget:
    """The target of the region as a whole, how it is read, and a row for each base."""

    said: Figure
    note: str
    table: Table


def means(page: PageMaker) -> Means:
    """A row a year, two columns a definition."""
    _ = page.words.gettext
    words, register, scope_id = page.words, page.site.atlas.register, page.key.name
    definitions = sorted(definitions_of(register, scope_id), key=lambda one: not one.is_present)
    columns = [(definition, basis) for definition in definitions for basis in BASES]
    rows: list[list[Cell]] = [
        [year, *(mean_cell(page, region_mean(register, one, basis, year)) for one, basis in columns)]
        for year in region_years(register, scope_id)
    ]
    changes = [region_change(register, one, basis) for one, basis in columns]
    rows.append([f"{BASE_YEAR}→{TARGET_YEAR}", *(change_cell(page, change) for change in changes)])
    headings = [_("年份"), *(column_name(words, one, basis) for one, basis in columns)]
    notes: list[Note] = [(_("两份名单的城市不同：同一列之内才可相比，不同列之间不可相减。"), None)]
    notes += [definition_note(page, one) for one in definitions]
    notes += [(said, None) for said in not_comparable(register, words, scope_id)]
    notes += [(said, None) for said in dust_notes(register, words, scope_id)]
    title = _("区域均值，按口径分列（µg/m³）")
    return Means(Table(title, headings, rows, stacks=True), tuple(notes))


def definition_note(page: PageMaker, definition: RegionDefinition) -> Note:
    """Who is counted, by which list."""
    listed = page.citing.cite(definition.document_id, definition.clause)
    return definition_words(page.site.atlas, page.words, definition), listed


def mean_cell(page: PageMaker, mean: RegionMean) -> Cell:
    """One mean with what it rests on; a missing one with the reason."""
    _ = page.words.gettext
    words, citing = page.words, page.citing
    if mean.basis == "official":
        row = mean.published
        if row is None:
            return Figure("—", [Line(_("原因"), no_published_words(words, mean))])
        lines = [
            Line(_("数据来源"), cite=citing.cite(row.source_id, row.clause)),
            Line(_("口径"), f"{definition_name(words, row.definition_zh)} · {_('官方')}"),
        ]
        return Figure(f"{row.value:g}", lines)
    if mean.value is None:
        return Figure("—", [Line(_("原因"), too_few_words(words, mean))])
    sources = sorted({(row.source_id, row.clause) for row in mean.rows})
    return Figure(
        f"{rounded(mean.value, 1):.1f}",
        [
            Line(_("算法"), _("{count} 个城市实况年均值的简单平均，本项目计算", count=len(mean.rows))),
            *(Line(_("数据来源"), cite=citing.cite(*source)) for source in sources),
            Line(_("名单"), cite=citing.cite(mean.definition.document_id, mean.definition.clause)),
            Line(_("提示"), _("实况数据由第三方汇总，未扣除沙尘天气影响")),
        ],
    )


def change_cell(page: PageMaker, change: RegionChange) -> Cell:
    """The change within a column; without both years the reason."""
    said = change_text(page.words, change)
    return said or Figure("—", [Line(page.words.gettext("原因"), no_change_words(page.words, change))])


def region_target(page: PageMaker) -> RegionTarget | None:
    """The clause, and a row for each base that holds a figure; None for a region without a target of its own."""
    _ = page.words.gettext
    rows = requirements_of(page.site.atlas.register, page.key.name)
    if not rows:
        return None
    target = rows[0].target
    headings, held = target_headings(page.words), held_rows(rows)
    table = Table(_("区域目标与现状"), headings, [requirement_cells(page, row) for row in held], stacks=True)
    said = Figure(target_text(page.words, target), target_lines(page, target))
    return RegionTarget(said, region_target_note(page.words, target), table)


def target_lines(page: PageMaker, target: Target) -> list[Line]:
    """Clause, words and strength of the region's target."""
    _ = page.words.gettext
    note = page.words.pick(target.note_zh or "", target.note_en)
    lines = [
        page.citing.document(target.document_id, target.clause),
        Line(_("原文用语"), target.comparator_zh or ""),
        Line(_("约束力"), strength_name(page.words, target.strength)),
    ]
    return [*lines, Line(_("说明"), note)] if note else lines


def requirement_cells(page: PageMaker, row: Requirement) -> list[Cell]:
    """One base: its mean, the figure with its arithmetic, the mean of 2025 and how the two stand."""
    words, definition = page.words, row.base.definition
    name = f"{definition_name(words, definition.name_zh)} · {basis_of_mean(words, row.base.basis)}"
    if not definition.is_present:
        name = words.gettext("{name}（原名单）", name=name)
    required: Cell = "—"
    if row.figure is not None:
        exact = row.target.comparator == "attain"
        shown = f"{row.figure:g}" if exact else f"≈ {rounded(row.figure, 1):.1f}"
        required = Figure(shown, required_lines(page, row))
    margin = signed(rounded(row.margin, 1)) if row.margin is not None else "—"
    said = verdict_words(words, row) if row.margin is not None else why_not(words, row)
    return [name, mean_cell(page, row.base), required, mean_cell(page, row.latest), margin, said]


def required_lines(page: PageMaker, row: Requirement) -> list[Line]:
    """The arithmetic, the clause it applies and, where the figure is a standard's, what prints it."""
    _ = page.words.gettext
    citing, target = page.citing, row.target
    lines = [
        Line(_("折算"), page.words.render(row.arithmetic)),
        citing.document(target.document_id, target.clause),
    ]
    if target.comparator == "attain":
        attained = figure_of_attainment(page.site.atlas.register, target)
        source = attained.source_id or target.document_id
        lines.append(Line(_("标准"), cite=citing.cite(source, attained.clause)))
    return lines
