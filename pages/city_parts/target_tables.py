"""Tables of a city page: observed years, the other targets, and what stands outside the chain."""

from __future__ import annotations

from layers.indicator_words import bearing_names, indicator_text
from layers.measure_index import scope_names
from layers.target_words import metric_names, strength_name, target_text, year_or_period
from pages.city_parts.indicator_figures import indicator_figure
from pages.shared.html import element, figure, table, text
from pages.shared.sources import document_link, observation_details, target_details
from pages.shared.status_words import document_level_names, level_names, standing_names, verdict_name
from policy.atlas import Atlas
from policy.attainment import attainment_of, basis_name
from policy.cascade import Statement, all_statements, statements_outside_chain
from policy.effective import PM25
from policy.indicator_ladder import bearing_of
from policy.indicators import BindingIndicator, indicators_outside_chain
from policy.observed import best_observations
from translations import Words


def observations_html(atlas: Atlas, words: Words, place_id: str) -> str:
    """One row a year: value with its source, basis, days and verdict."""
    _ = words.gettext
    rows = []
    for row in best_observations(atlas.register, place_id):
        verdict = attainment_of(atlas.register, place_id, row.year)
        rows.append(
            [
                text(row.year),
                figure(f"{row.value:g}", observation_details(atlas, words, row)),
                text(words.render(basis_name(row.basis))),
                text(row.days_with_data if row.days_with_data is not None else "—"),
                text(verdict_name(words, verdict)),
            ]
        )
    if not rows:
        return ""
    headings = [_("年份"), "µg/m³", _("口径"), _("有效天数"), _("对 2025 年目标")]
    return table(headings, rows, _("历年 PM2.5 年均浓度"))


def other_targets_html(atlas: Atlas, words: Words, place_id: str) -> str:
    """Every other air-quality and ranking target that has something to say here."""
    _ = words.gettext
    rows = [row for row in all_statements(atlas.register, place_id) if row.target.metric != PM25]
    if not rows:
        return ""
    return element(
        "section",
        element("h2", text(_("其他空气质量与排名目标"))),
        table(target_headings(words), [target_row(atlas, words, row) for row in rows], _("其他目标")),
    )


def outside_chain_html(atlas: Atlas, words: Words, place_id: str) -> str:
    """Targets and indicators in documents outside the chain: earlier ones, related ones, readings, county plans."""
    _ = words.gettext
    if atlas.register.places[place_id].outside_plan:
        return ""
    rows = [target_row(atlas, words, row) for row in statements_outside_chain(atlas.register, place_id)]
    rows += [indicator_row(atlas, words, row) for row in indicators_outside_chain(atlas.register, place_id)]
    if not rows:
        return ""
    note = _("以下文件早于本计划、与之相关、属解读或只管一个县，列出供参考，不参与判定。")
    return element(
        "section",
        element("h2", text(_("传导链以外的文件"))),
        element("p", text(note)),
        table(target_headings(words), rows, _("传导链以外的目标")),
    )


def target_headings(words: Words) -> list[str]:
    """Headings of a table of targets."""
    _ = words.gettext
    return [_("指标"), _("要求"), _("年份"), _("约束力"), _("层级"), _("对本地"), _("文件与条款")]


def target_row(atlas: Atlas, words: Words, row: Statement) -> list[str]:
    """A target as a row."""
    target = row.target
    document = atlas.register.documents[target.document_id]
    scope = words.pick(row.scope.name_zh, row.scope.name_en)
    return [
        text(metric_names(words)[target.metric]),
        figure(target_text(words, target), target_details(atlas, words, row)),
        text(year_or_period(words, target) or words.gettext("未写明")),
        text(strength_name(words, target.strength)),
        text(f"{level_names(words)[row.scope.kind]} · {scope}"),
        text(standing_names(words)[row.standing]),
        document_link(document, target.clause, words),
    ]


def indicator_row(atlas: Atlas, words: Words, row: BindingIndicator) -> list[str]:
    """An indicator as a row of the same table."""
    indicator = row.indicator
    names = scope_names(atlas, indicator.scope_id)
    level = document_level_names(words)[atlas.register.documents[indicator.document_id].level or ""]
    return [
        text(words.pick(indicator.name_zh, indicator.name_en)),
        indicator_figure(atlas, words, row, indicator_text(words, indicator)),
        text(indicator.deadline or words.gettext("未写明")),
        text(strength_name(words, indicator.strength)),
        text(f"{level} · {words.pick(names['zh'], names['en'])}"),
        text(bearing_names(words)[bearing_of(atlas.register, row)]),
        document_link(atlas.register.documents[indicator.document_id], indicator.clause, words),
    ]
