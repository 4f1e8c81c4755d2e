"""Indicators of a city page side by side: one row a kind of quantity, one column a rung, by sector."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from layers.indicator_words import bearing_names, firm_text, sector_names, verdict_text
from layers.place_indicators import (
    IndicatorLine,
    indicator_lines,
    indicators_sentence,
    kind_of,
    verdict_counts,
)
from pages.shared.html import element, link, table, text
from pages.shared.links import href
from pages.shared.status_words import level_names
from policy.atlas import Atlas
from policy.cascade import document_of_scope
from policy.indicator_ladder import RUNG_KINDS, bearing_of
from policy.indicators import BindingIndicator
from policy.records import Indicator, Scope
from policy.scope import scope_chain
from translations import Words

WORTH_A_LOOK = ("stricter", "looser", "different_definition")
"""Verdicts that the folded line of a sector counts."""


def indicators_html(atlas: Atlas, words: Words, place_id: str) -> str:
    """What each rung asks, side by side, folded by sector; a name leads to the ladder, a figure to its clause."""
    _ = words.gettext
    lines = indicator_lines(atlas, words, place_id)
    if not lines:
        return ""
    sentence = indicators_sentence(words, lines) + _("点名称看逐级依据，点数值看条款。")
    parts = [
        sector_html(atlas, words, place_id, sector, list(group))
        for sector, group in groupby(lines, key=lambda line: line.sector)
    ]
    heading = element("h2", text(_("各级指标对照")))
    return element("section", heading, element("p", text(sentence)), *parts, class_="measures indicators")


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
    shown = link(firm_text(words, indicator), clause_address(atlas, words, indicator))
    return element("div", shown, element("small", text(mark)) if mark else "", class_=f"asked {bearing}")


def clause_address(atlas: Atlas, words: Words, indicator: Indicator) -> str:
    """The clause among the measures; the document on the method screen where its clauses are not held."""
    measure = atlas.register.measure_of_clause.get((indicator.document_id, indicator.clause))
    if measure is not None:
        return href("measures", words, measure=measure.measure_id)
    return href("method", words, document=indicator.document_id)
