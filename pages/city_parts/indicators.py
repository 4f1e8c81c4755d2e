"""Indicators of a city page side by side: one row a kind of quantity, one column a rung, by sector."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from layers.indicator_words import bearing_names, indicator_text, sector_names
from pages.city_parts.indicator_figures import verdict_text
from pages.shared.html import element, link, table, text
from pages.shared.links import href
from pages.shared.status_words import level_names
from policy.atlas import Atlas
from policy.cascade import document_of_scope
from policy.indicator_ladder import RUNG_KINDS, bearing_of, comparisons_here, rung_scope, sectors_of_keys
from policy.indicators import BindingIndicator, binding_indicators
from policy.records import Comparison, Indicator, Scope
from policy.scope import scope_chain
from translations import Words

WORTH_A_LOOK = ("stricter", "looser", "different_definition")
"""Verdicts that the folded line of a sector counts."""


@dataclass(frozen=True)
class IndicatorLine:
    """One kind of quantity at a place: its rungs and the verdict on the nearest document.

    Attributes
    ----------
    comparison
        Of the lowest document that is judged against the highest; None where only one rung speaks.
    partly
        The other verdict on that document, on a clause for a part of the place.
    """

    key: str
    sector: str | None
    rows: tuple[BindingIndicator, ...]
    comparison: Comparison | None
    partly: Comparison | None = None

    @property
    def first(self) -> Indicator:
        """The indicator of the highest document."""
        return self.rows[0].indicator

    @property
    def rung_count(self) -> int:
        """How many documents speak."""
        return len({row.indicator.document_id for row in self.rows})


def indicator_lines(atlas: Atlas, words: Words, place_id: str) -> list[IndicatorLine]:
    """Every kind of quantity that reaches a place or may: by sector, those with several rungs first."""
    register = atlas.register
    order = list(sector_names(words))
    sectors = sectors_of_keys(register, order)
    lines = []
    for key, rows in groupby(
        binding_indicators(register, place_id), key=lambda row: row.indicator.comparable_key
    ):
        judged = list(comparisons_here(register, place_id, key).values())
        first, partly = verdicts_shown(judged[-1]) if judged else (None, None)
        lines.append(IndicatorLine(key, sectors[key], tuple(rows), first, partly))
    places = {sector: place for place, sector in enumerate(order)}
    clauses = {(row.document_id, row.clause): place for place, row in enumerate(register.measures.values())}
    return sorted(
        lines,
        key=lambda line: (
            places.get(line.sector or "", len(order)),
            -line.rung_count,
            clauses.get((line.first.document_id, line.first.clause), len(clauses)),
        ),
    )


def verdicts_shown(judged: Sequence[Comparison]) -> tuple[Comparison, Comparison | None]:
    """The verdict on a document against the highest one, and another on a clause for a part of the place."""
    first, *others = judged
    alike = [row for row in others if row.upper_document_id == first.upper_document_id]
    return first, next((row for row in alike if row.verdict != first.verdict), None)


def indicators_html(atlas: Atlas, words: Words, place_id: str) -> str:
    """What each rung asks, side by side, folded by sector; a name leads to the ladder, a figure to its clause."""
    _ = words.gettext
    lines = indicator_lines(atlas, words, place_id)
    if not lines:
        return ""
    certain = sum(any(row.is_certain for row in line.rows) for line in lines)
    judged = [line for line in lines if line.comparison is not None]
    sentence = _(
        "{count} 项指标对本地有规定，另有 {doubtful} 项无法确定是否适用。",
        count=certain,
        doubtful=len(lines) - certain,
    )
    if judged:
        sentence += _(
            "与上级文件相比过的 {judged} 项：{verdicts}。",
            judged=len(judged),
            verdicts=verdict_counts(words, judged),
        )
    sentence += _("点名称看逐级依据，点数值看条款。")
    parts = [
        sector_html(atlas, words, place_id, sector, list(group))
        for sector, group in groupby(lines, key=lambda line: line.sector)
    ]
    heading = element("h2", text(_("各级指标对照")))
    return element("section", heading, element("p", text(sentence)), *parts, class_="measures indicators")


def verdict_counts(words: Words, lines: Sequence[IndicatorLine]) -> str:
    """Verdicts with their counts, the most common first."""
    counted = Counter(line.comparison.verdict for line in lines if line.comparison)
    listed = [f"{verdict_text(words, verdict)} {count}" for verdict, count in counted.most_common()]
    return words.join(listed)


def sector_html(
    atlas: Atlas, words: Words, place_id: str, sector: str | None, lines: Sequence[IndicatorLine]
) -> str:
    """A table of one sector, folded; stricter and looser are counted in the folded line."""
    _ = words.gettext
    name = sector_names(words)[sector] if sector else _("只见于转引的文件")
    told = [line for line in lines if line.comparison and line.comparison.verdict in WORTH_A_LOOK]
    head = element(
        "summary",
        element("b", text(name)),
        element("span", text(len(lines)), class_="count"),
        element("span", text(verdict_counts(words, told)), class_="brought") if told else "",
    )
    columns = rung_columns(atlas, words, place_id, lines)
    headings = [_("指标"), *(heading for _kind, heading, _empty in columns), _("与上级相比")]
    rows = [line_cells(atlas, words, place_id, line, columns) for line in lines]
    return element("details", head, table(headings, rows, name, "plain rungs"), class_="sector")


def rung_columns(
    atlas: Atlas, words: Words, place_id: str, lines: Sequence[IndicatorLine]
) -> list[tuple[str, str, str]]:
    """Kind, heading, and what an empty cell says, of every rung of the chain; geographies only where one speaks."""
    _ = words.gettext
    chain = scope_chain(atlas.register, place_id)
    speaking = {kind_of(atlas, place_id, row) for line in lines for row in line.rows}
    columns = []
    for kind in RUNG_KINDS:
        scopes = [scope for scope in chain.rungs if scope.kind == kind]
        if kind not in speaking and (kind == "geography" or not scopes):
            continue
        heading = level_names(words)[kind]
        columns.append((kind, heading, nothing_said(atlas, words, scopes)))
    return columns


def nothing_said(atlas: Atlas, words: Words, scopes: Sequence[Scope]) -> str:
    """What an empty cell says: only where the documents of all scopes are held in full is nothing set."""
    documents = [document_of_scope(atlas.register, scope) for scope in scopes]
    if None in documents:
        return words.gettext("未收录")
    if all(document is not None and document.held_in_full for document in documents):
        return "—"
    return words.gettext("未读到")


def kind_of(atlas: Atlas, place_id: str, row: BindingIndicator) -> str:
    """The kind of the rung an indicator stands at."""
    chain = scope_chain(atlas.register, place_id)
    return rung_scope(atlas.register, chain, row.indicator).kind


def line_cells(
    atlas: Atlas,
    words: Words,
    place_id: str,
    line: IndicatorLine,
    columns: Sequence[tuple[str, str, str]],
) -> list[str]:
    """One kind of quantity as a row: name, one cell a rung, verdict."""
    address = f"{href('city', words, place=place_id, indicator=line.key)}#ladder"
    cells = [link(words.pick(line.first.name_zh, line.first.name_en), address)]
    for kind, _heading, empty in columns:
        said = [asked_html(atlas, words, row) for row in line.rows if kind_of(atlas, place_id, row) == kind]
        cells.append("".join(said) or element("span", text(empty), class_="nothing"))
    verdict = line.comparison.verdict if line.comparison else ""
    said = verdict_text(words, verdict) if verdict else ""
    if line.partly:
        said = words.gettext(
            "{verdict}；其中一部分{other}", verdict=said, other=verdict_text(words, line.partly.verdict)
        )
    cells.append(element("span", text(said), class_=f"verdict {verdict}") if verdict else text("—"))
    return cells


def asked_html(atlas: Atlas, words: Words, row: BindingIndicator) -> str:
    """What an indicator asks, a link to its clause; marked where it speaks of a part, a class or an area."""
    indicator = row.indicator
    bearing = bearing_of(atlas.register, row)
    mark = "" if bearing in ("place", "each") else bearing_names(words)[bearing]
    shown = link(indicator_text(words, indicator), clause_address(atlas, words, indicator))
    return element("div", shown, element("small", text(mark)) if mark else "", class_=f"asked {bearing}")


def clause_address(atlas: Atlas, words: Words, indicator: Indicator) -> str:
    """The clause among the measures; the document on the method screen where its clauses are not held."""
    measure = atlas.register.measure_of_clause.get((indicator.document_id, indicator.clause))
    if measure is not None:
        return href("measures", words, measure=measure.measure_id)
    return href("method", words, document=indicator.document_id)
