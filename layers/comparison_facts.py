"""Who the places of a comparison are, what they are held to and what was observed, as rows of cells."""

from __future__ import annotations

from collections.abc import Sequence

from layers.comparison_cells import Cited, FactCell, FactRow, strength_text, unread_text
from layers.status_words import completeness_names, standing_names, verdict_name
from layers.target_words import metric_names, target_text
from policy.attainment import basis_name
from policy.cascade import PM25, Statement, all_statements, document_of_scope
from policy.change import BASE_YEAR, ChangeStatus
from policy.comparison import Column, SideBySide
from policy.effective import TARGET_YEAR
from policy.observed import DAYS_NEEDED, is_sufficient
from policy.records import Observation, Scope
from policy.register import Register
from policy.scope import scope_chain
from translations import Words

UNIT: str = "µg/m³"
STANDING_ORDER = ("place", "class", "indicative")


def row_of(group: str, key: str, name: str, cells: Sequence[FactCell]) -> FactRow:
    """A row that differs where its cells say different things."""
    said = {(cell.shown, cell.note, cell.cited) for cell in cells}
    return FactRow(group, key, name, tuple(cells), len(said) > 1)


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
        row_of("target", "verdict", _("2025 年判定"), [verdict_cell(one, words) for one in columns]),
        row_of("target", "margin", _("与目标的差距"), [margin_cell(one, words) for one in columns]),
        *other_target_rows(register, columns, words),
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


def target_cell(column: Column, words: Words) -> FactCell:
    """The figure a place is held against: printed, worked out or indicative told apart as everywhere."""
    _ = words.gettext
    target = column.target
    if target is None:
        return FactCell("—", words.render(column.verdict.reason))
    stated = target.statement.target
    lines = [(_("要求"), target_text(words, stated)), (_("折算"), words.render(target.figure.arithmetic))]
    if stated.comparator_zh:
        lines.append((_("原文用语"), stated.comparator_zh))
    note = words.pick(stated.note_zh or "", stated.note_en)
    if note:
        lines.append((_("说明"), note))
    cited = [Cited(stated.document_id, stated.clause)]
    if target.figure.base is not None:
        cited.append(Cited(target.figure.base.source_id, target.figure.base.clause))
    if target.figure.source_id is not None:
        cited.append(Cited(target.figure.source_id, target.figure.clause))
    standing = standing_names(words)[target.standing]
    if target.standing != "indicative" and not target.is_printed:
        standing = _("文件只写明百分比")
    notes = [words.render(target.kind), standing, strength_text(words, stated.strength)]
    return FactCell(
        shown=figure_shown(column, words),
        note=" · ".join(dict.fromkeys(part for part in notes if part)),
        number=target.figure.value,
        unit_symbol=UNIT if target.figure.value is not None else "",
        year=stated.target_year,
        base_year=stated.base_year,
        basis=words.render(basis_name(target.figure.base.basis)) if target.figure.base else "",
        strength=strength_text(words, stated.strength),
        standing=target.standing,
        cited=tuple(cited),
        lines=tuple(lines),
    )


def figure_shown(column: Column, words: Words) -> str:
    """The target in µg/m³ as the text prints it; `≈` before what no document prints."""
    target = column.target
    if target is None or target.figure.value is None:
        return "—"
    stated = target.statement.target
    if target.is_printed and stated.value == target.figure.value and stated.unit_symbol == UNIT:
        return target_text(words, stated)
    if target.is_printed and stated.value is None:
        text = target_text(words, stated)
        return words.gettext(
            "{asked}（{value:g} {symbol}）", asked=text, value=target.figure.value, symbol=UNIT
        )
    mark = "" if target.is_printed else "≈ "
    return f"{mark}{target.figure.value:g} {UNIT}"


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
        return FactCell("—", words.render(verdict.reason))
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


def signed(value: float) -> str:
    """A difference with its sign."""
    return f"{value:+g}".replace("-", "−")


def observed_cell(row: Observation | None, year: int, words: Words) -> FactCell:
    """One annual mean with its basis."""
    _ = words.gettext
    if row is None:
        return FactCell("—", _("未收录实测值"), year=year)
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
            "no_observation": _("未收录实测值"),
            "insufficient_data": _("数据不足"),
            "outside_plan": _("计划范围外"),
        }
        return FactCell("—", reasons[change.status], year=TARGET_YEAR)
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


def other_target_rows(register: Register, columns: Sequence[Column], words: Words) -> list[FactRow]:
    """Targets that are not on PM2.5, a row a metric: what is said nearest to each place."""
    said: list[dict[str, list[Statement]]] = []
    for column in columns:
        by_metric: dict[str, list[Statement]] = {}
        for row in all_statements(register, column.place.place_id):
            if row.target.metric != PM25:
                by_metric.setdefault(row.target.metric, []).append(row)
        said.append(by_metric)
    names = metric_names(words)
    spoken = {metric for by_metric in said for metric in by_metric}
    return [
        row_of(
            "target",
            metric,
            names[metric],
            [statements_cell(by_metric.get(metric, []), words) for by_metric in said],
        )
        for metric in names
        if metric in spoken
    ]


def statements_cell(rows: Sequence[Statement], words: Words) -> FactCell:
    """What the nearest documents say of one metric: for the place, else its class, else an area as a whole."""
    _ = words.gettext
    if not rows:
        return FactCell("—")
    nearest = min(STANDING_ORDER.index(row.standing) for row in rows)
    chosen = [row for row in rows if STANDING_ORDER.index(row.standing) == nearest]
    last = [row for row in chosen if row.scope == chosen[-1].scope]
    first = last[-1].target
    years = {row.target.target_year for row in last}
    texts = [
        f"{row.target.target_year}: {target_text(words, row.target)}"
        if len(years) > 1
        else target_text(words, row.target)
        for row in last
    ]
    notes = [standing_names(words)[last[-1].standing], strength_text(words, first.strength)]
    lines = [(_("年份"), str(first.target_year or first.period_zh or _("未写明")))]
    if first.subject_zh:
        lines.append((_("针对"), first.subject_zh))
    return FactCell(
        "；".join(texts) if words.lang == "zh" else "; ".join(texts),
        " · ".join(note for note in notes if note),
        number=first.value,
        unit_symbol=first.unit_symbol or "",
        year=first.target_year,
        base_year=first.base_year,
        strength=strength_text(words, first.strength),
        standing=last[-1].standing,
        cited=tuple(dict.fromkeys(Cited(row.target.document_id, row.target.clause) for row in last)),
        lines=tuple(lines),
    )
