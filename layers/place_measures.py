"""What must be said of the clauses that bind a place before they are listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from layers.indicator_words import extent_names, sector_names
from policy.atlas import Atlas
from policy.measures import BindingMeasure
from policy.missing import missing_for_rules
from translations import Words


def by_sector(words: Words, rows: Sequence[BindingMeasure]) -> list[tuple[str, list[BindingMeasure]]]:
    """Rows by sector, sectors in the order of the documents, clauses in theirs."""
    order = list(sector_names(words))
    ordered = sorted(rows, key=lambda row: order.index(row.measure.sector))
    return [(sector, list(group)) for sector, group in groupby(ordered, key=lambda row: row.measure.sector)]


def counts_sentence(words: Words, rows: Sequence[BindingMeasure]) -> str:
    """How many bind wholly, in part, by a derived class, and how many nobody can tell of."""
    _ = words.gettext
    extents = Counter(row.reach.kind for row in rows)
    said = _(
        "{whole} 条全部适用，{part} 条只适用于本地的一部分，{derived} 条推算适用；"
        "另有 {undetermined} 条无法确定是否适用，单列在后。",
        **{name: extents[name] for name in extent_names(words)},
    )
    return said + elsewhere_sentence(words, rows)


def elsewhere_sentence(words: Words, rows: Sequence[BindingMeasure]) -> str:
    """How many of those that bind for certain also say something of other scopes alone."""
    count = sum(row.is_certain and bool(row.not_here) for row in rows)
    if not count:
        return ""
    said = words.gettext("确定适用的条款中，{count} 条另有只针对其他范围的内容。", count=count)
    return f" {said}" if words.lang == "en" else said


def unread_sentence(atlas: Atlas, words: Words, place_id: str) -> str:
    """That clauses of documents not held in full are not among them."""
    if not missing_for_rules(atlas.register, place_id):
        return ""
    return words.gettext("未掌握全文的文件没有逐条列入：没有列出不等于没有规定。")
