"""The target of a region as a whole: its clause, and what it means on each base, never across two definitions."""

from __future__ import annotations

from layers.region_mean_words import held_rows, region_target_note, target_headings, why_not
from layers.region_words import basis_of_mean, definition_name, verdict_words
from layers.target_words import strength_name, target_text
from pages.region_parts.means import NOTHING, mean_html
from pages.shared.html import element, figure, stacked_table, text
from pages.shared.sources import document_link
from policy.atlas import Atlas
from policy.figure import figure_of_attainment
from policy.records import Target
from policy.region_means import Requirement, requirements_of
from policy.rounding import rounded, signed
from translations import Words


def target_html(atlas: Atlas, words: Words, scope_id: str) -> str:
    """The clause, and a row for each base that holds a figure."""
    _ = words.gettext
    rows = requirements_of(atlas.register, scope_id)
    if not rows:
        return ""
    target = rows[0].target
    headings, held = target_headings(words), held_rows(rows)
    return element(
        "section",
        element("h2", text(_("区域目标与现状"))),
        element(
            "div",
            text(_("整个区域：")),
            figure(target_text(words, target), target_details(atlas, words, target), "said"),
        ),
        element("p", text(region_target_note(words, target)), class_="quiet"),
        stacked_table(headings, [requirement_row(atlas, words, row) for row in held], _("区域目标与现状")),
        class_="means",
    )


def target_details(atlas: Atlas, words: Words, target: Target) -> list[tuple[str, str]]:
    """Clause, words and strength of the region's target."""
    _ = words.gettext
    note = words.pick(target.note_zh or "", target.note_en)
    return [
        (_("文件与条款"), document_link(atlas.register.documents[target.document_id], target.clause, words)),
        (_("原文用语"), text(target.comparator_zh or "")),
        (_("约束力"), text(strength_name(words, target.strength))),
        *([(_("说明"), text(note))] if note else []),
    ]


def requirement_row(atlas: Atlas, words: Words, row: Requirement) -> list[str]:
    """One base: its mean, the figure with its arithmetic, the mean of 2025 and how the two stand."""
    _ = words.gettext
    definition = row.base.definition
    name = f"{definition_name(words, definition.name_zh)} · {basis_of_mean(words, row.base.basis)}"
    kept = "" if definition.is_present else element("span", text(_("原名单")), class_="badge")
    required = NOTHING
    if row.figure is not None:
        shown = f"{row.figure:g}" if row.target.comparator == "attain" else f"≈ {rounded(row.figure, 1):.1f}"
        required = figure(shown, required_details(atlas, words, row))
    return [
        text(name) + kept,
        mean_html(atlas, words, row.base),
        required,
        mean_html(atlas, words, row.latest),
        text(signed(rounded(row.margin, 1))) if row.margin is not None else NOTHING,
        text(verdict_words(words, row) if row.margin is not None else why_not(words, row)),
    ]


def required_details(atlas: Atlas, words: Words, row: Requirement) -> list[tuple[str, str]]:
    """The arithmetic, the clause it applies and, where the figure is a standard's, what prints it."""
    _ = words.gettext
    documents = atlas.register.documents
    details = [
        (_("折算"), text(words.render(row.arithmetic))),
        (_("文件与条款"), document_link(documents[row.target.document_id], row.target.clause, words)),
    ]
    if row.target.comparator == "attain":
        attained = figure_of_attainment(atlas.register, row.target)
        standard = documents[attained.source_id or row.target.document_id]
        details.append((_("标准"), document_link(standard, attained.clause, words)))
    return details
