"""The figures of a clause, indicators and targets alike, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from layers.indicator_words import indicator_text
from layers.target_words import metric_names, strength_name, strength_word, target_text, year_or_period
from policy.records import Indicator, Target
from policy.register import Register
from translations import LANGUAGES, Words, words_for

Bilingual = dict[str, str]
Figure = Indicator | Target


def figures_by_clause(register: Register) -> dict[tuple[str, str], list[Figure]]:
    """Indicators and targets by (document, clause), in the order of their ids."""
    targets: Iterable[Target] = (row for rows in list(register.targets_of_scope.values()) for row in rows)
    found: dict[tuple[str, str], list[Figure]] = {}
    for target in sorted(targets, key=lambda row: row.target_id):
        found.setdefault((target.document_id, target.clause), []).append(target)
    for indicator in register.indicators.values():
        found.setdefault((indicator.document_id, indicator.clause), []).append(indicator)
    return found


def figure_entry(row: Figure) -> dict[str, Any]:
    """What an indicator or a target asks, in words of both languages."""
    own = row if isinstance(row, Indicator) else None
    return {
        "name": per_language(lambda words: figure_name(row, words)),
        "text": per_language(lambda words: figure_text(row, words)),
        "printed": row.comparator_zh or "",
        "strength": in_both(row, strength_name),
        "strength_word": in_both(row, strength_word),
        "deadline": per_language(lambda words: deadline_of(row, words)),
        "subject": {"zh": row.subject_zh or "", "en": row.subject_en or ""},
        "qualifier": bilingual(own.qualifier_zh, own.qualifier_en) if own else {},
        "note": bilingual(row.note_zh, row.note_en),
        "scope": row.scope_id,
        "is_number": row.value is not None,
    }


def in_both(row: Figure, text: Callable[[Words, str], str]) -> Bilingual:
    """The strength of a figure in both languages; empty when no word of strength is printed."""
    return {} if row.strength == "none" else per_language(lambda words: text(words, row.strength))


def figure_name(row: Figure, words: Words) -> str:
    """What the figure is about."""
    if isinstance(row, Target):
        return metric_names(words)[row.metric]
    return words.pick(row.name_zh, row.name_en)


def figure_text(row: Figure, words: Words) -> str:
    """What is asked, with unit and base year."""
    return target_text(words, row) if isinstance(row, Target) else indicator_text(words, row)


def deadline_of(row: Figure, words: Words) -> str:
    """The deadline as stated: a year, a month, or the period of a plan in words; empty when none is."""
    return year_or_period(words, row) if isinstance(row, Target) else row.deadline or ""


def year_of(row: Figure) -> str:
    """The year of the deadline; a plan period such as 十四五 is no year to meet something by."""
    if isinstance(row, Target):
        return str(row.target_year or "")
    return (row.deadline or "")[:4]


def figure_line(row: Figure, words: Words) -> str:
    """A figure in one line: what, how much, by when."""
    parts = [figure_name(row, words), figure_text(row, words), deadline_of(row, words)]
    return " ".join(part for part in parts if part)


def bilingual(zh: str | None, en: str | None) -> Bilingual:
    """Both languages of a cell, the Chinese where the English is missing; empty when there is neither."""
    return {"zh": zh, "en": en or zh} if zh else {}


def per_language(text: Callable[[Words], str]) -> Bilingual:
    """What `text(words)` says in each language."""
    return {lang: text(words_for(lang)) for lang in LANGUAGES}
