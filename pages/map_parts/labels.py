"""Words that the map component shows, and the lines of its selection card."""

from __future__ import annotations

from layers.drawn import document_citation
from layers.target_words import target_text
from pages.shared.status_words import standing_names
from policy.atlas import Atlas
from policy.attainment import attainment_of, basis_name
from translations import Words


def map_labels(words: Words) -> dict[str, str]:
    """Names of buttons, headings and messages of the map."""
    _ = words.gettext
    return {
        "open": _("打开城市页"),
    }


def selected_lines(atlas: Atlas, words: Words, place_id: str, year: int) -> list[str]:
    """What the card of a selected place says: observed, target, verdict, each with its source."""
    _ = words.gettext
    verdict = attainment_of(atlas.register, place_id, year)
    documents = atlas.register.documents
    lines = []
    if verdict.observation is not None:
        row = verdict.observation
        lines.append(
            _(
                "{year} 年实测 {value:g} µg/m³（{basis}；{source}）",
                year=row.year,
                value=row.value,
                basis=basis_name(row.basis),
                source=document_citation(documents[row.source_id], row.clause, words),
            )
        )
    if verdict.target is not None:
        target = verdict.target.statement.target
        lines.append(
            _(
                "目标：{text}（{standing}；{source}）",
                text=target_text(words, target),
                standing=standing_names(words)[verdict.target.standing],
                source=document_citation(documents[target.document_id], target.clause, words),
            )
        )
        if verdict.target.standing != "place" or verdict.target.figure.base is not None:
            lines.append(_("折算：{arithmetic}", arithmetic=verdict.target.figure.arithmetic))
    lines.append(words.sentence(verdict.reason))
    return lines
