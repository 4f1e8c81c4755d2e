"""The ladder of a place: nation → key region → geography → province → place, silent and missing rungs too."""

from __future__ import annotations

from layers.target_words import strength_name, target_text
from pages.shared.html import element, figure, text
from pages.shared.sources import document_link, target_details
from pages.shared.status_words import level_names, rung_names, standing_names
from policy.atlas import Atlas
from policy.cascade import Rung, Statement, cascade
from translations import Words


def ladder_html(atlas: Atlas, words: Words, place_id: str) -> str:
    """The PM2.5 ladder as an ordered list."""
    _ = words.gettext
    rungs = cascade(atlas.register, place_id)
    heading = element("h2", text(_("PM2.5 目标的逐级依据")))
    if not rungs:
        return element(
            "section", heading, element("p", text(_("本计划不适用于本地。"))), class_="ladder-section"
        )
    items = [rung_html(atlas, words, rung) for rung in rungs]
    return element("section", heading, element("ol", *items, class_="ladder"), class_="ladder-section")


def rung_html(atlas: Atlas, words: Words, rung: Rung) -> str:
    """One rung: level and scope, what it says, and the document."""
    scope = words.pick(rung.scope.name_zh, rung.scope.name_en)
    said = [
        figure(target_text(words, row.target), target_details(atlas, words, row), "said")
        + remark_html(words, rung, row)
        for row in rung.statements
    ]
    if not said:
        said = [element("span", text("—"), class_="nothing")]
    source = document_html(words, rung)
    return element(
        "li",
        element("div", element("b", text(level_names(words)[rung.scope.kind])), text(scope), class_="level"),
        element("div", *said, class_="words"),
        element(
            "div",
            element("span", text(rung_names(words)[rung.status]), class_="badge"),
            element("p", text(words.render(rung.reason))),
            source,
            class_="standing",
        ),
        class_=f"rung {rung.status}",
    )


def remark_html(words: Words, rung: Rung, row: Statement) -> str:
    """When a target is for, how firm it is, and for whom where the statements of a rung differ."""
    target = row.target
    when = words.gettext("{year} 年", year=target.target_year) if target.target_year else target.period_zh
    remarks = [when or ""]
    if target.strength != "none":
        remarks.append(strength_name(words, target.strength))
    if len({other.standing for other in rung.statements}) > 1:
        remarks.append(standing_names(words)[row.standing])
    return element("span", text(" · ".join(part for part in remarks if part)), class_="when")


def document_html(words: Words, rung: Rung) -> str:
    """The document of a rung, cited with the clause that speaks."""
    if rung.document is None:
        return ""
    clause = rung.statements[0].target.clause if rung.statements else None
    return element("p", document_link(rung.document, clause, words), class_="cited")
