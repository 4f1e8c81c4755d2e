"""The ladder of a place: nation → key region → geography → province → place, silent and missing rungs too."""

from __future__ import annotations

from layers.indicator_words import bearing_names, compared_with, deadline_text, indicator_text
from layers.measure_index import scope_names
from layers.target_words import metric_names, strength_name, target_text, when_due
from pages.city_parts.indicator_figures import indicator_figure, verdict_figure
from pages.shared.html import element, figure, text
from pages.shared.sources import document_link, target_details
from pages.shared.status_words import level_names, rung_names, standing_names
from policy.atlas import Atlas
from policy.cascade import PM25, Rung, Statement, cascade
from policy.indicator_ladder import IndicatorRung, bearing_of, indicator_ladder
from policy.indicators import BindingIndicator
from policy.records import Document
from translations import Words


def ladder_html(atlas: Atlas, words: Words, place_id: str, figure_key: str = PM25) -> str:
    """The ladder of a target's metric or of an indicator as an ordered list."""
    if figure_key in metric_names(words):
        rungs = cascade(atlas.register, place_id, figure_key)
        items = [target_rung(atlas, words, rung) for rung in rungs]
    else:
        steps = indicator_ladder(atlas.register, place_id, figure_key)
        items = [indicator_rung(atlas, words, rung) for rung in steps]
    if not items:
        sentence = words.gettext("本计划不适用于本地。")
        return element("section", element("p", text(sentence)), class_="ladder-section")
    return element("section", element("ol", *items, class_="ladder"), class_="ladder-section")


def target_rung(atlas: Atlas, words: Words, rung: Rung) -> str:
    """One rung of a target: what it says, each figure with its source, and the clause that speaks."""
    said = [
        figure(target_text(words, row.target), target_details(atlas, words, row), "said")
        + remark_html(words, rung, row)
        for row in rung.statements
    ]
    clause = rung.statements[0].target.clause if rung.statements else None
    below = [cited_html(words, rung.document, clause)] if rung.document else []
    return rung_html(words, rung, said, below)


def indicator_rung(atlas: Atlas, words: Words, rung: IndicatorRung) -> str:
    """One rung of an indicator: each figure by when and for whom, the clauses, and how the document compares."""
    said = [indicator_said(atlas, words, rung, row) for row in rung.rows]
    cited = dict.fromkeys((row.indicator.document_id, row.indicator.clause) for row in rung.rows)
    if not rung.rows and rung.document is not None:
        clause = rung.comparisons[0].clause if rung.comparisons else None
        cited = {(rung.document.document_id, clause or ""): None}
    documents = atlas.register.documents
    below = [cited_html(words, documents[document_id], clause) for document_id, clause in cited]
    below += [
        element(
            "div",
            text(compared_with(words, atlas, row)),
            verdict_figure(atlas, words, row),
            class_="compared",
        )
        for row in rung.comparisons
    ]
    return rung_html(words, rung, said, below)


def indicator_said(atlas: Atlas, words: Words, rung: IndicatorRung, row: BindingIndicator) -> str:
    """A figure with what must stand beside it: when, how firm, for whom, in what part, how it bears on the place."""
    indicator = row.indicator
    remarks = [deadline_text(words, indicator.deadline)]
    if indicator.strength != "none":
        remarks.append(strength_name(words, indicator.strength))
    if indicator.scope_id != rung.scope.scope_id:
        names = scope_names(atlas, indicator.scope_id)
        remarks.append(words.pick(names["zh"], names["en"]))
    for zh, en in (
        (indicator.subject_zh, indicator.subject_en),
        (indicator.qualifier_zh, indicator.qualifier_en),
    ):
        if zh:
            remarks.append(words.pick(zh, en))
    if len(rung.rows) > 1:
        remarks.append(bearing_names(words)[bearing_of(atlas.register, row)])
    said = indicator_figure(atlas, words, row, indicator_text(words, indicator), "said")
    return element("div", said, element("span", text(" · ".join(remarks)), class_="when"))


def rung_html(words: Words, rung: Rung | IndicatorRung, said: list[str], below: list[str]) -> str:
    """One rung: level and scope, what it says, how it bears on the place and why, and its documents."""
    scope = words.pick(rung.scope.name_zh, rung.scope.name_en)
    nothing = element("span", text("—"), class_="nothing")
    return element(
        "li",
        element("div", element("b", text(level_names(words)[rung.scope.kind])), text(scope), class_="level"),
        element("div", *(said or [nothing]), class_="words"),
        element(
            "div",
            element("span", text(rung_names(words)[rung.status]), class_="badge"),
            element("p", text(words.render(rung.reason))),
            *below,
            class_="standing",
        ),
        class_=f"rung {rung.status}",
    )


def remark_html(words: Words, rung: Rung, row: Statement) -> str:
    """When a target is for, how firm it is, and for whom where the statements of a rung differ."""
    target = row.target
    remarks = [when_due(words, target)]
    if target.strength != "none":
        remarks.append(strength_name(words, target.strength))
    if len({other.standing for other in rung.statements}) > 1:
        remarks.append(standing_names(words)[row.standing])
    return element("span", text(" · ".join(part for part in remarks if part)), class_="when")


def cited_html(words: Words, document: Document, clause: str | None) -> str:
    """A document as it is cited, with the clause that speaks."""
    return element("p", document_link(document, clause or None, words), class_="cited")
