"""Who the places of a comparison are, what they are held to and what was observed, as rows of cells."""

from __future__ import annotations

from layers.comparison_cells import Cited, FactCell, FactRow, row_of, unread_text
from layers.comparison_targets import UNIT, area_cell, other_target_rows, target_cell
from layers.status_words import completeness_names, lacking_words, verdict_name
from policy.attainment import basis_name
from policy.cascade import document_of_scope
from policy.change import BASE_YEAR, ChangeStatus
from policy.comparison import Column, SideBySide
from policy.effective import TARGET_YEAR
from policy.observed import DAYS_NEEDED, is_sufficient
from policy.records import Observation, Scope
from policy.register import Register
from policy.rounding import signed
from policy.scope import scope_chain
from translations import Words


def fact_rows(register: Register, found: SideBySide, words: Words) -> list[FactRow]:
    """All rows that are no indicators and no clauses."""
    _ = words.gettext
    columns = found.columns
    rows = [
        row_of("place", "province", _("省份"), [province_cell(one, words) for one in columns]),
        row_of("place", "key_region", _("重点区域"), [region_cell(one, words) for one in columns]),
        row_of("place", "geographies", _("地理区域"), [geography_cell(one, words) for one in columns]),
        row_of(
            "place",
            "province_document",
            _("省级文件"),
            [document_cell(register, one, 0, words) for one in columns],
        ),
        row_of(
            "place",
            "own_document",
            _("市级文件"),
            [document_cell(register, one, 1, words) for one in columns],
        ),
        row_of("target", "target", _("2025 年 PM2.5 目标"), [target_cell(one, words) for one in columns]),
        row_of(
            "target",
            "area_target",
            _("所在地区整体的 2025 年 PM2.5 目标"),
            [area_cell(one, words) for one in columns],
        ),
        row_of("target", "verdict", _("2025 年判定"), [verdict_cell(one, words) for one in columns]),
        row_of("target", "margin", _("与目标的差距"), [margin_cell(one, words) for one in columns]),
        *other_target_rows(columns, words),
    ]
    for year in found.years:
        cells = [observed_cell(one.observations.get(year), year, words) for one in columns]
        rows.append(row_of("observed", f"observed_{year}", _("{year} 年实测", year=year), cells))
    changes = [change_cell(one, words) for one in columns]
    rows.append(
        row_of("observed", "change", _("{year} 年比 {base} 年", year=TARGET_YEAR, base=BASE_YEAR), changes)
    )
    return rows


def province_cell(column: Column, words: Words) -> FactCell:
    """The province; no document is needed to say it."""
    province = column.place.province
    return FactCell(words.pick(province.name_zh, province.name_en))


def region_cell(column: Column, words: Words) -> FactCell:
    """The key region with the clause that lists the place."""
    _ = words.gettext
    if column.place.outside_plan:
        return FactCell(_("计划范围外"))
    if column.region is None:
        return FactCell(_("不在重点区域名单中"))
    scope, member = column.region
    lines = ((_("原文写作"), member.named_as_zh or column.place.name_zh),)
    cited = (Cited(member.document_id, member.clause),)
    return FactCell(words.pick(scope.name_zh, scope.name_en), cited=cited, lines=lines)


def geography_cell(column: Column, words: Words) -> FactCell:
    """The named areas that a document puts the place in."""
    names = [words.pick(scope.name_zh, scope.name_en) for scope in column.geographies]
    cited = dict.fromkeys(
        Cited(scope.document_id, scope.clause) for scope in column.geographies if scope.document_id
    )
    lines = tuple(
        (words.pick(scope.name_zh, scope.name_en), words.pick(scope.note_zh, scope.note_en))
        for scope in column.geographies
        if scope.note_zh
    )
    return FactCell(words.join(names) if names else "—", cited=tuple(cited), lines=lines)


def document_cell(register: Register, column: Column, rung: int, words: Words) -> FactCell:
    """How much of the province's or the city's own document was read."""
    _ = words.gettext
    chain = scope_chain(register, column.place.place_id)
    scopes: list[Scope | None] = [chain.province, chain.own]
    scope = scopes[rung]
    if column.place.is_municipality and rung == 0:
        scope = chain.own
    elif column.place.is_municipality or scope is None:
        return FactCell("—")
    if scope is None:
        return FactCell("—")
    document = document_of_scope(register, scope)
    unread = next((one for one in column.unread if one.scope == scope), None)
    lines = ((_("说明"), unread_text(words, unread)),) if unread else ()
    if document is None:
        return FactCell(_("未收录"), lines=lines)
    shown = completeness_names(words).get(document.completeness or "", "")
    return FactCell(shown, document.number_zh or "", cited=(Cited(document.document_id, None),), lines=lines)


def verdict_cell(column: Column, words: Words) -> FactCell:
    """The verdict of 2025 with its reason."""
    verdict = column.verdict
    cited = []
    if verdict.observation is not None:
        cited.append(Cited(verdict.observation.source_id, verdict.observation.clause))
    if verdict.target is not None:
        stated = verdict.target.statement.target
        cited.append(Cited(stated.document_id, stated.clause))
    reason = ((words.gettext("理由"), words.sentence(verdict.reason)),)
    return FactCell(
        verdict_name(words, verdict), kind=verdict.status, year=verdict.year, cited=tuple(cited), lines=reason
    )


def margin_cell(column: Column, words: Words) -> FactCell:
    """Observed minus target."""
    verdict = column.verdict
    if verdict.margin is None or verdict.observation is None or verdict.target is None:
        return FactCell("—", words.render(verdict.reason), is_gap=not column.place.outside_plan)
    stated = verdict.target.statement.target
    return FactCell(
        signed(verdict.margin),
        number=verdict.margin,
        unit_symbol=UNIT,
        year=verdict.year,
        basis=words.render(basis_name(verdict.observation.basis)),
        cited=(
            Cited(verdict.observation.source_id, verdict.observation.clause),
            Cited(stated.document_id, stated.clause),
        ),
        lines=((words.gettext("算法"), words.gettext("实测减目标，正值为高于目标")),),
    )


def observed_cell(row: Observation | None, year: int, words: Words) -> FactCell:
    """One annual mean with its basis."""
    _ = words.gettext
    if row is None:
        return FactCell("—", _("未收录实测值"), year=year, is_gap=True)
    lines = []
    if row.days_with_data is not None:
        lines.append((_("有效天数"), str(row.days_with_data)))
    if not is_sufficient(row):
        lines.append((_("说明"), _("不足 {days} 天，不作判定", days=DAYS_NEEDED)))
    basis = words.render(basis_name(row.basis))
    return FactCell(
        f"{row.value:g}",
        basis if is_sufficient(row) else f"{basis} · {_('数据不足')}",
        number=row.value,
        unit_symbol=UNIT,
        year=year,
        basis=basis,
        cited=(Cited(row.source_id, row.clause),),
        lines=tuple(lines),
    )


def change_cell(column: Column, words: Words) -> FactCell:
    """The change since 2020 on one basis, or why there is none."""
    _ = words.gettext
    change = column.change
    if change.status != "known" or change.base is None or change.latest is None:
        reasons: dict[ChangeStatus, str] = {
            "bases_differ": _("两年口径不同，不作比较"),
            "no_observation": lacking_words(words, change),
            "insufficient_data": _("数据不足"),
            "outside_plan": _("计划范围外"),
        }
        return FactCell("—", reasons[change.status], year=TARGET_YEAR, is_gap=True)
    basis = words.render(basis_name(change.latest.basis))
    percent = signed(change.percent or 0.0)
    return FactCell(
        f"{signed(change.amount or 0.0)}（{percent}%）"
        if words.lang == "zh"
        else f"{signed(change.amount or 0.0)} ({percent}%)",
        basis,
        number=change.amount,
        unit_symbol=UNIT,
        year=TARGET_YEAR,
        base_year=BASE_YEAR,
        basis=basis,
        cited=tuple(dict.fromkeys(Cited(row.source_id, row.clause) for row in (change.latest, change.base))),
        lines=((_("算法"), f"{change.latest.value:g} − {change.base.value:g}"),),
    )
