"""The indicators of a comparison as rows of cells: what each place is asked, and what may be said between two."""

from __future__ import annotations

from layers.comparison_cells import (
    Cited,
    FactCell,
    FactRow,
    aspect_names,
    pair_mark,
    plain_citation,
    strength_text,
    unread_name,
)
from layers.indicator_words import (
    bearing_names,
    deadline_text,
    firm_text,
    indicator_text,
    sector_names,
    verdict_names,
)
from policy.comparison import SideBySide
from policy.comparison_totals import is_below_unshared_total
from policy.indicator_pairs import Asked, Pair
from policy.indicators import BindingIndicator
from policy.records import Comparison, Indicator
from policy.register import Register
from policy.scope import scope_by_id
from translations import Words

NATION_DOCUMENT = "state-council-2023-24"
ELSEWHERE = "second_hand"
"""The group of what only documents set whose clauses are not held."""


def indicator_fact_rows(register: Register, found: SideBySide, words: Words) -> list[FactRow]:
    """One row a kind of quantity, grouped by sector."""
    return [
        FactRow(
            f"indicator.{row.sector or ELSEWHERE}",
            row.key,
            words.pick(row.first.name_zh, row.first.name_en),
            tuple(
                indicator_cell(register, asked, pair, words)
                for asked, pair in zip(row.asked, row.pairs, strict=True)
            ),
            row.status,
        )
        for row in found.indicators
    ]


def sector_title(words: Words, group: str) -> str:
    """The heading of a group of indicators."""
    sector = group.removeprefix("indicator.")
    return sector_names(words).get(sector, words.gettext("只见于转引的文件"))


def indicator_cell(register: Register, asked: Asked, pair: Pair, words: Words) -> FactCell:
    """What one place is asked, with its mark against the reference place."""
    _ = words.gettext
    mark = "" if pair.kind == "reference" else pair_mark(words, pair.kind)
    reasons = tuple(pair_lines(register, pair, words))
    doubtful = tuple(doubtful_lines(register, asked, words))
    if asked.binding is None:
        return FactCell(nothing_shown(asked, words), "", pair.kind, mark, lines=(*doubtful, *reasons))
    indicator = asked.binding.indicator
    return FactCell(
        shown=indicator_text(words, indicator),
        note=" · ".join(notes_of(register, asked, words)),
        kind=pair.kind,
        mark=mark,
        number=indicator.value,
        unit_symbol=indicator.unit_symbol or "",
        base_year=indicator.base_year,
        deadline=indicator.deadline or "",
        strength=strength_text(words, indicator.strength),
        standing="indicative" if asked.bearing == "whole" else "",
        cited=(Cited(indicator.document_id, indicator.clause),),
        lines=(
            *indicator_lines(indicator, asked.binding, words),
            *besides_lines(asked, words),
            *doubtful,
            *reasons,
        ),
    )


def nothing_shown(asked: Asked, words: Words) -> str:
    """What stands where nothing binds for certain."""
    return words.gettext("无法确定是否适用") if asked.doubtful else "—"


def notes_of(register: Register, asked: Asked, words: Words) -> list[str]:
    """Deadline, strength, and whether it speaks of the place, a part of it, or an area as a whole."""
    assert asked.binding is not None
    indicator = asked.binding.indicator
    parts = [
        deadline_text(words, indicator.deadline) if indicator.deadline else "",
        strength_text(words, indicator.strength),
    ]
    if asked.bearing in ("whole", "part", "derived"):
        parts.append(bearing_names(words)[asked.bearing])
    if asked.doubtful:
        parts.append(words.gettext("另有无法确定的"))
    verdict = asked.binding.comparison
    if verdict is not None and verdict.upper_document_id == NATION_DOCUMENT:
        parts.append(words.gettext("与国家相比：") + verdict_text(register, verdict, words))
    return [part for part in parts if part]


def verdict_text(register: Register, row: Comparison, words: Words) -> str:
    """A curated verdict; below a total that was not shared out nothing is looser, only lower."""
    if is_below_unshared_total(register, row):
        return words.gettext("数值更低，上级的合计未分解到这里")
    return verdict_names(words)[row.verdict]


def indicator_lines(
    indicator: Indicator, binding: BindingIndicator, words: Words
) -> tuple[tuple[str, str], ...]:
    """Printed words, subject, qualifier, note, and why it reaches the place."""
    _ = words.gettext
    lines = [
        (_("原文用语"), indicator.comparator_zh or ""),
        (_("针对"), words.pick(indicator.subject_zh or "", indicator.subject_en)),
        (_("限于"), words.pick(indicator.qualifier_zh or "", indicator.qualifier_en)),
        (_("转引自"), indicator.read_at or ""),
        (_("说明"), words.pick(indicator.note_zh or "", indicator.note_en)),
        (_("适用理由"), words.render(binding.reach.reason) if binding.reach.kind != "whole" else ""),
    ]
    return tuple((name, value) for name, value in lines if value)


def besides_lines(asked: Asked, words: Words) -> list[tuple[str, str]]:
    """What the same document asks besides: other dates, or parts of the place."""
    _ = words.gettext
    lines = []
    for row in asked.besides:
        when = deadline_text(words, row.indicator.deadline) if row.indicator.deadline else ""
        part = bearing_names(words)["part"] if row.reach.kind == "part" else ""
        subject = words.pick(row.indicator.subject_zh or "", row.indicator.subject_en)
        said = [firm_text(words, row.indicator), when, part, subject]
        lines.append((_("同一文件另有"), " · ".join(text for text in said if text)))
    return lines


def doubtful_lines(register: Register, asked: Asked, words: Words) -> list[tuple[str, str]]:
    """Rules of which nobody can tell whether they reach the place, with their document and clause."""
    lines = []
    for row in asked.doubtful:
        indicator = row.indicator
        scope = scope_by_id(register, indicator.scope_id)
        said = [
            firm_text(words, indicator),
            deadline_text(words, indicator.deadline) if indicator.deadline else "",
            words.pick(scope.name_zh, scope.name_en),
            plain_citation(register.documents[indicator.document_id], indicator.clause, words),
        ]
        lines.append((words.gettext("无法确定是否适用"), " · ".join(text for text in said if text)))
    return lines


def pair_lines(register: Register, pair: Pair, words: Words) -> list[tuple[str, str]]:
    """Why two places stand so against each other."""
    _ = words.gettext
    lines = []
    if pair.kind not in ("reference", "neither"):
        lines.append((_("与基准地点"), pair_mark(words, pair.kind)))
    if pair.differs:
        names = aspect_names(words)
        lines.append((_("不同之处"), words.join([names[aspect] for aspect in pair.differs])))
    if pair.unread is not None:
        lines.append((_("未读到"), unread_name(words, pair.unread)))
    if pair.comparison is not None:
        row = pair.comparison
        documents = register.documents
        lower, upper = documents[row.document_id], documents[row.upper_document_id]
        said = _(
            "《{lower}》比《{upper}》：{verdict}。{reason}",
            lower=words.pick(lower.title_zh, lower.title_en),
            upper=words.pick(upper.title_zh, upper.title_en),
            verdict=verdict_text(register, row, words),
            reason=words.pick(row.reason_zh, row.reason_en),
        )
        lines.append((_("上下级文件的对照"), said))
    return lines
