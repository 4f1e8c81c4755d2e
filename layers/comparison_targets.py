"""The targets of a comparison as rows of cells: PM2.5 first, printed told apart from worked out and indicative."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from layers.comparison_cells import Cited, FactCell, FactRow, row_of, strength_text
from layers.effective_words import why_no_figure
from layers.status_words import standing_names
from layers.target_words import metric_names, subject_text, target_text, year_or_period
from policy.attainment import basis_name
from policy.cascade import PM25, Statement
from policy.comparison import Column
from policy.effective import TARGET_YEAR
from translations import Words

UNIT: Final = "µg/m³"
STANDING_ORDER: Final = ("place", "class", "indicative")


def target_cell(column: Column, words: Words) -> FactCell:
    """The figure a place is held against: printed, worked out or indicative told apart as everywhere."""
    _ = words.gettext
    target = column.target
    if target is None:
        return FactCell("—", why_no_figure(words, column.verdict))
    stated = target.statement.target
    lines = [
        (_("要求"), target_text(words, stated)),
        (_("折算"), words.render(target.figure.arithmetic)),
    ]
    if target.statement.among != "yes":
        lines.append((_("针对"), subject_text(words, target.statement)))
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
        return words.gettext(
            "{asked}；PM2.5 按 {value:g} {symbol} 折算",
            asked=target_text(words, stated),
            value=target.figure.value,
            symbol=UNIT,
        )
    mark = "" if target.is_printed else "≈ "
    return f"{mark}{target.figure.value:g} {UNIT}"


def area_cell(column: Column, words: Words) -> FactCell:
    """What is asked of the areas around a place as a whole: no figure of its own, but what its city page shows too."""
    _ = words.gettext
    rows = [
        row
        for row in column.statements
        if row.standing == "indicative"
        and row.target.metric == PM25
        and row.target.target_year == TARGET_YEAR
    ]
    if not rows:
        return FactCell("—", _("未读到") if column.unread else _("没有规定"), is_gap=bool(column.unread))
    said = [
        _("{name}：", name=words.pick(row.scope.name_zh, row.scope.name_en)) + target_text(words, row.target)
        for row in rows
    ]
    return FactCell(
        words.gettext("；").join(said),
        standing_names(words)["indicative"],
        year=TARGET_YEAR,
        standing="indicative",
        cited=tuple(dict.fromkeys(Cited(row.target.document_id, row.target.clause) for row in rows)),
    )


def other_target_rows(columns: Sequence[Column], words: Words) -> list[FactRow]:
    """Targets that are not on PM2.5, a row a metric: what is said nearest to each place."""
    said: list[dict[str, list[Statement]]] = []
    for column in columns:
        by_metric: dict[str, list[Statement]] = {}
        for row in column.statements:
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
            [
                statements_cell(column, by_metric.get(metric, []), words)
                for column, by_metric in zip(columns, said, strict=True)
            ],
        )
        for metric in names
        if metric in spoken
    ]


def statements_cell(column: Column, rows: Sequence[Statement], words: Words) -> FactCell:
    """What the nearest documents say of one metric: for the place, else its class, else an area as a whole."""
    _ = words.gettext
    if not rows:
        return FactCell("—", _("未读到") if column.unread else _("没有规定"), is_gap=bool(column.unread))
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
    lines = [(_("年份"), year_or_period(words, first) or _("未写明"))]
    if first.subject_zh:
        lines.append((_("针对"), subject_text(words, last[-1])))
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
