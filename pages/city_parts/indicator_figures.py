"""Figures of indicators and verdicts that can be pressed, shared by ladder, overview and timeline."""

from __future__ import annotations

from layers.indicator_words import deadline_text, verdict_text
from layers.target_words import strength_name
from pages.shared.html import figure, text
from pages.shared.sources import document_link
from policy.atlas import Atlas
from policy.indicators import BindingIndicator
from policy.records import Comparison
from translations import Words


def indicator_figure(atlas: Atlas, words: Words, row: BindingIndicator, shown: str, class_: str = "") -> str:
    """What an indicator asks, which opens where it comes from."""
    return figure(shown, indicator_details(atlas, words, row), class_)


def indicator_details(atlas: Atlas, words: Words, row: BindingIndicator) -> list[tuple[str, str]]:
    """Document, clause, printed words, deadline, strength, subject, qualifier and how it reaches the place."""
    _ = words.gettext
    indicator = row.indicator
    document = atlas.register.documents[indicator.document_id]
    lines = [(_("文件与条款"), document_link(document, indicator.clause, words))]
    optional = [
        (_("原文用语"), indicator.comparator_zh),
        (_("期限"), deadline_text(words, indicator.deadline)),
        (_("约束力"), strength_name(words, indicator.strength) if indicator.strength != "none" else ""),
        (_("针对"), words.pick(indicator.subject_zh or "", indicator.subject_en)),
        (_("限于"), words.pick(indicator.qualifier_zh or "", indicator.qualifier_en)),
        (_("转引自"), indicator.read_at),
        (_("说明"), words.pick(indicator.note_zh or "", indicator.note_en)),
        (_("适用理由"), words.render(row.reach.reason) if row.reach.kind != "whole" else ""),
    ]
    return lines + [(name, text(value)) for name, value in optional if value]


def verdict_figure(atlas: Atlas, words: Words, comparison: Comparison) -> str:
    """A curated verdict, which opens its reason and both clauses."""
    _ = words.gettext
    documents = atlas.register.documents
    lower, upper = documents[comparison.document_id], documents[comparison.upper_document_id]
    details = [
        (_("理由"), text(words.pick(comparison.reason_zh, comparison.reason_en))),
        (_("下级文件"), document_link(lower, comparison.clause, words)),
        (_("上级文件"), document_link(upper, comparison.upper_clause, words)),
    ]
    return figure(verdict_text(words, comparison.verdict), details, f"verdict {comparison.verdict}")
