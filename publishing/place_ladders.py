"""Ladders on a place's page: what each level of the chain asks for one target or indicator, silent and missing ones too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from layers.indicator_words import (
    bearing_names,
    compared_with,
    deadline_text,
    firm_text,
    indicator_text,
    sector_names,
    verdict_names,
    verdict_text,
)
from layers.measure_index import scope_names
from layers.place_indicators import (
    IndicatorLine,
    indicator_lines,
    indicators_sentence,
    kind_of,
    verdict_counts,
)
from layers.rung_words import level_names, rung_names
from layers.status_words import standing_names
from layers.target_words import metric_names, strength_name, target_text, when_due
from policy.cascade import PM25, Rung, Statement, all_statements, cascade
from policy.indicator_ladder import RUNG_KINDS, IndicatorRung, bearing_of, indicator_ladder
from policy.indicators import BindingIndicator
from policy.records import Comparison
from publishing.addresses import indicator_anchor
from publishing.cites import Cite, Figure, Line
from publishing.page import PageMaker
from publishing.place_policy import indicator_lines_of

WORTH_A_LOOK = ("stricter", "looser", "different_definition")
"""Verdicts that the folded line of a sector counts."""


@dataclass(frozen=True)
class RungShown:
    """A level of the chain: what it says, how that stands for the place, why, its documents, and how these compare."""

    level: str
    scope: str
    said: tuple[Figure, ...]
    standing: str
    reason: str
    status: str
    cites: tuple[Cite, ...]
    compared: tuple[tuple[str, Figure], ...] = ()


@dataclass(frozen=True)
class LadderShown:
    """One target or indicator: its name, what the levels that speak say in few words, the verdict, and its ladder."""

    anchor: str
    name: str
    asked: tuple[tuple[str, str], ...]
    verdict: str
    rungs: tuple[RungShown, ...]


@dataclass(frozen=True)
class LadderGroup:
    """The ladders of a sector, folded; `brought` counts the verdicts that are worth a look."""

    name: str
    count: int
    brought: str
    ladders: tuple[LadderShown, ...]


@dataclass(frozen=True)
class Indicators:
    """All indicators of a place by sector, and what must be said of them first."""

    sentence: str
    groups: tuple[LadderGroup, ...]


def main_ladder(page: PageMaker) -> list[RungShown]:
    """Every rung of the PM2.5 target."""
    return [target_rung(page, one) for one in cascade(page.site.atlas.register, page.key.name, PM25)]


def other_ladders(page: PageMaker) -> list[LadderShown]:
    """A ladder for each other metric that any document of the chain speaks of."""
    register, place_id = page.site.atlas.register, page.key.name
    spoken = {row.target.metric for row in all_statements(register, place_id)} - {PM25}
    made = []
    for metric, name in metric_names(page.words).items():
        if metric in spoken:
            rungs = tuple(target_rung(page, one) for one in cascade(register, place_id, metric))
            asked = tuple((one.level, figure.shown) for one in rungs for figure in one.said)
            made.append(LadderShown(f"t-{metric}", name, asked, "", rungs))
    return made


def target_rung(page: PageMaker, rung: Rung) -> RungShown:
    """One rung of a target."""
    words, citing = page.words, page.citing
    said = tuple(
        Figure(target_text(words, row.target), citing.target(row), remark(page, rung, row))
        for row in rung.statements
    )
    clause = rung.statements[0].target.clause if rung.statements else None
    cites = (citing.cite(rung.document.document_id, clause),) if rung.document else ()
    return rung_shown(page, rung, said, cites)


def remark(page: PageMaker, rung: Rung, row: Statement) -> str:
    """When a target is for, how firm it is, and for whom where the statements of a rung differ."""
    words, target = page.words, row.target
    when = when_due(words, target)
    firm = "" if target.strength == "none" else strength_name(words, target.strength)
    differ = len({other.standing for other in rung.statements}) > 1
    whom = standing_names(words)[row.standing] if differ else ""
    return " · ".join(part for part in (when, firm, whom) if part)


def rung_shown(
    page: PageMaker,
    rung: Rung | IndicatorRung,
    said: tuple[Figure, ...],
    cites: tuple[Cite, ...],
    compared: tuple[tuple[str, Figure], ...] = (),
) -> RungShown:
    """A rung with its names and its reason."""
    words = page.words
    return RungShown(
        level_names(words)[rung.scope.kind],
        words.pick(rung.scope.name_zh, rung.scope.name_en),
        said,
        rung_names(words)[rung.status],
        words.render(rung.reason),
        rung.status,
        cites,
        compared,
    )


def indicators(page: PageMaker) -> Indicators | None:
    """Every indicator that reaches the place or may, by sector, each with its ladder."""
    lines = indicator_lines(page.site.atlas, page.words, page.key.name)
    if not lines:
        return None
    groups = [
        ladder_group(page, sector, list(found))
        for sector, found in groupby(lines, key=lambda line: line.sector)
    ]
    return Indicators(indicators_sentence(page.words, lines), tuple(groups))


def ladder_group(page: PageMaker, sector: str | None, lines: Sequence[IndicatorLine]) -> LadderGroup:
    """The ladders of a sector."""
    words = page.words
    name = sector_names(words)[sector] if sector else words.gettext("只见于转引的文件")
    told = [line for line in lines if line.comparison and line.comparison.verdict in WORTH_A_LOOK]
    brought = verdict_counts(words, told) if told else ""
    return LadderGroup(name, len(lines), brought, tuple(indicator_shown(page, line) for line in lines))


def indicator_shown(page: PageMaker, line: IndicatorLine) -> LadderShown:
    """One kind of quantity."""
    words, atlas, place_id = page.words, page.site.atlas, page.key.name
    levels = level_names(words)
    asked = [
        (RUNG_KINDS.index(kind), (levels[kind], asked_text(page, row)))
        for row in line.rows
        for kind in (kind_of(atlas, place_id, row),)
    ]
    rungs = indicator_ladder(atlas.register, place_id, line.key)
    return LadderShown(
        indicator_anchor(line.key),
        words.pick(line.first.name_zh, line.first.name_en),
        tuple(dict.fromkeys(told for _order, told in sorted(asked, key=lambda found: found[0]))),
        verdict_of_line(page, line),
        tuple(indicator_rung(page, rung) for rung in rungs),
    )


def asked_text(page: PageMaker, row: BindingIndicator) -> str:
    """What an indicator asks in few words; marked where it speaks of a part, a class or an area."""
    bearing = bearing_of(page.site.atlas.register, row)
    said = firm_text(page.words, row.indicator) or "—"
    if bearing in ("place", "each"):
        return said
    return page.words.gettext("{asked}（{source}）", asked=said, source=bearing_names(page.words)[bearing])


def verdict_of_line(page: PageMaker, line: IndicatorLine) -> str:
    """How the lowest document compares with the highest; another verdict on a part of the place beside it."""
    words = page.words
    if line.comparison is None:
        return ""
    said = verdict_text(words, line.comparison.verdict)
    if line.partly is None:
        return said
    other = verdict_names(words)[line.partly.verdict]
    return words.gettext("{verdict}；其中一部分{other}", verdict=said, other=other)


def indicator_rung(page: PageMaker, rung: IndicatorRung) -> RungShown:
    """One rung of an indicator: each figure by when and for whom, its clauses, and how the document compares."""
    citing = page.citing
    said = tuple(indicator_said(page, rung, row) for row in rung.rows)
    cited: dict[tuple[str, str | None], None] = dict.fromkeys(
        (row.indicator.document_id, row.indicator.clause) for row in rung.rows
    )
    if not rung.rows and rung.document is not None:
        clause = rung.comparisons[0].clause if rung.comparisons else None
        cited = {(rung.document.document_id, clause or None): None}
    # The issuer's own page stands on the page of the document: a hundred ladders would name it a thousand times.
    cites = tuple(replace(citing.cite(*one), official=None) for one in cited)
    compared = tuple(
        (compared_with(page.words, page.site.atlas, row), comparison_figure(page, row))
        for row in rung.comparisons
    )
    return rung_shown(page, rung, said, cites, compared)


def indicator_said(page: PageMaker, rung: IndicatorRung, row: BindingIndicator) -> Figure:
    """A figure with what must stand beside it: when, how firm, for whom, in what part, how it bears on the place."""
    words, indicator = page.words, row.indicator
    remarks = [deadline_text(words, indicator.deadline)]
    if indicator.strength != "none":
        remarks.append(strength_name(words, indicator.strength))
    if indicator.scope_id != rung.scope.scope_id:
        names = scope_names(page.site.atlas, indicator.scope_id)
        remarks.append(words.pick(names["zh"], names["en"]))
    remarks.append(words.pick(indicator.subject_zh or "", indicator.subject_en))
    remarks.append(words.pick(indicator.qualifier_zh or "", indicator.qualifier_en))
    if len(rung.rows) > 1:
        remarks.append(bearing_names(words)[bearing_of(page.site.atlas.register, row)])
    shown = indicator_text(words, indicator) or "—"
    return Figure(shown, indicator_lines_of(page, row), " · ".join(part for part in remarks if part))


def comparison_figure(page: PageMaker, comparison: Comparison) -> Figure:
    """A curated verdict, which opens its reason and both clauses."""
    _ = page.words.gettext
    citing = page.citing
    lines = [
        Line(_("理由"), page.words.pick(comparison.reason_zh, comparison.reason_en)),
        Line(_("下级文件"), cite=citing.cite(comparison.document_id, comparison.clause)),
        Line(_("上级文件"), cite=citing.cite(comparison.upper_document_id, comparison.upper_clause)),
    ]
    return Figure(verdict_text(page.words, comparison.verdict), lines)
