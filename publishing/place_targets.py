"""Targets of a place besides the effective one: other metrics, and documents outside the chain, which decide nothing."""

from __future__ import annotations

from collections.abc import Sequence

from layers.indicator_words import bearing_names, deadline_text, firm_text
from layers.measure_index import scope_names
from layers.rung_words import document_level_names, level_names
from layers.status_words import standing_names
from layers.target_words import metric_names, target_text, with_strength, year_or_period
from policy.cascade import PM25, Statement, all_statements, statements_outside_chain
from policy.indicator_ladder import bearing_of
from policy.indicators import BindingIndicator, indicators_outside_chain
from publishing.cites import Cell, Figure, Table
from publishing.page import PageMaker
from publishing.place_policy import indicator_lines_of


def other_targets(page: PageMaker) -> Table | None:
    """Every other air-quality and ranking target that has something to say here."""
    _ = page.words.gettext
    found = [
        row for row in all_statements(page.site.atlas.register, page.key.name) if row.target.metric != PM25
    ]
    return targets_table(page, _("其他空气质量与排名目标"), [target_cells(page, row) for row in found])


def outside_chain(page: PageMaker) -> Table | None:
    """Targets and indicators of earlier and related documents, readings and county plans."""
    _ = page.words.gettext
    register, place_id = page.site.atlas.register, page.key.name
    if register.places[place_id].outside_plan:
        return None
    rows = [target_cells(page, row) for row in statements_outside_chain(register, place_id)]
    rows += [indicator_cells(page, row) for row in indicators_outside_chain(register, place_id)]
    return targets_table(page, _("传导链以外的文件（供参考，不参与判定）"), rows)


def targets_table(page: PageMaker, caption: str, rows: Sequence[Sequence[Cell]]) -> Table | None:
    """A table of targets; None without any."""
    _ = page.words.gettext
    headings = [_("指标"), _("要求"), _("年份"), _("层级"), _("对本地"), _("文件与条款")]
    return Table(caption, headings, rows, stacks=True) if rows else None


def target_cells(page: PageMaker, row: Statement) -> list[Cell]:
    """A target as a row."""
    words, target = page.words, row.target
    scope = words.pick(row.scope.name_zh, row.scope.name_en)
    return [
        metric_names(words)[target.metric],
        Figure(with_strength(words, target_text(words, target), target.strength), page.citing.target(row)),
        year_or_period(words, target) or words.gettext("未写明"),
        f"{level_names(words)[row.scope.kind]} · {scope}",
        standing_names(words)[row.standing],
        page.citing.cite(target.document_id, target.clause),
    ]


def indicator_cells(page: PageMaker, row: BindingIndicator) -> list[Cell]:
    """An indicator as a row of the same table."""
    words, indicator, atlas = page.words, row.indicator, page.site.atlas
    names = scope_names(atlas, indicator.scope_id)
    level = document_level_names(words)[atlas.register.documents[indicator.document_id].level or ""]
    return [
        words.pick(indicator.name_zh, indicator.name_en),
        Figure(firm_text(words, indicator) or "—", indicator_lines_of(page, row)),
        deadline_text(words, indicator.deadline),
        f"{level} · {words.pick(names['zh'], names['en'])}",
        bearing_names(words)[bearing_of(atlas.register, row)],
        page.citing.cite(indicator.document_id, indicator.clause),
    ]
