"""Indicators of a place by kind of quantity: its rungs, and the verdict on the nearest document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from layers.indicator_words import sector_names, verdict_text
from policy.atlas import Atlas
from policy.indicator_ladder import comparisons_here, rung_scope, sectors_of_keys
from policy.indicators import BindingIndicator, binding_indicators
from policy.records import Comparison, Indicator
from policy.scope import scope_chain
from translations import Words


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


def verdict_counts(words: Words, lines: Sequence[IndicatorLine]) -> str:
    """Verdicts with their counts, the most common first."""
    counted = Counter(line.comparison.verdict for line in lines if line.comparison)
    listed = [f"{verdict_text(words, verdict)} {count}" for verdict, count in counted.most_common()]
    return words.join(listed)


def kind_of(atlas: Atlas, place_id: str, row: BindingIndicator) -> str:
    """The kind of the rung an indicator stands at."""
    chain = scope_chain(atlas.register, place_id)
    return rung_scope(atlas.register, chain, row.indicator).kind


def indicators_sentence(words: Words, lines: Sequence[IndicatorLine]) -> str:
    """How many kinds of quantity are set here, how many only perhaps, and how those judged compare."""
    _ = words.gettext
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
    return sentence
