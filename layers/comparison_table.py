"""A whole comparison as rows of cells, and the groups they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from layers.clause_words import number_of
from layers.comparison_cells import Cited, FactRow
from layers.comparison_facts import fact_rows
from layers.comparison_indicators import indicator_fact_rows, sector_title
from layers.comparison_measures import clause_fact_rows, document_title
from layers.indicator_words import sector_names
from policy.atlas import Atlas
from policy.comparison import SideBySide, side_by_side
from policy.comparison_totals import BETWEEN_CLAUSES
from policy.register import Register
from translations import Words, words_for


@dataclass(frozen=True)
class ComparisonTable:
    """Everything that is said of the places, in one language."""

    found: SideBySide
    facts: tuple[FactRow, ...]
    indicators: tuple[FactRow, ...]
    clauses: tuple[FactRow, ...]
    words: Words

    @property
    def rows(self) -> tuple[FactRow, ...]:
        """All rows in order."""
        return (*self.facts, *self.indicators, *self.clauses)

    @cached_property
    def cited(self) -> dict[str, list[str]]:
        """The clauses cited, by document."""
        return cited_in(self.rows)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each document in the list of sources, from 1."""
        return {document_id: number for number, document_id in enumerate(self.cited, 1)}

    def shown(self, only: bool) -> tuple[FactRow, ...]:
        """All rows, or those that are not the same everywhere."""
        return tuple(row for row in self.rows if row.status != "same" or not only)


def comparison_table(atlas: Atlas, place_ids: Sequence[str], words: Words) -> ComparisonTable:
    """Compare places and put everything into words.

    Raises
    ------
    ValueError
        When there are too few or too many places, or one twice.
    """
    register = atlas.register
    found = side_by_side(atlas, place_ids, list(sector_names(words_for("zh"))))
    return ComparisonTable(
        found,
        tuple(fact_rows(register, found, words)),
        tuple(indicator_fact_rows(register, found, words)),
        tuple(clause_fact_rows(atlas, found, words)),
        words,
    )


def group_title(register: Register, group: str, words: Words) -> str:
    """What a group of rows is called."""
    _ = words.gettext
    titles = {"place": _("归属与文件"), "target": _("目标与判定"), "observed": _("PM2.5 年均浓度")}
    if group in titles:
        return titles[group]
    if group.startswith("measure."):
        return document_title(register.documents[group.removeprefix("measure.")], words)
    return sector_title(words, group)


def cited_in(rows: Sequence[FactRow]) -> dict[str, list[str]]:
    """The clauses cited, each once, by document in the order in which they come up."""
    found: dict[str, dict[str, None]] = {}
    for row in rows:
        for cell in row.cells:
            for cited in cell.cited:
                clauses = found.setdefault(cited.document_id, {})
                clauses |= dict.fromkeys(single_clauses(cited.clause or ""))
    return {document_id: sorted(clauses, key=order_of) for document_id, clauses in found.items()}


def single_clauses(clause: str) -> list[str]:
    """The clauses of a citation; 24、25 are two, 一、总体要求 is one; none where the document is cited as a whole."""
    if not clause:
        return []
    parts = clause.split(BETWEEN_CLAUSES)
    return parts if all(is_label(part) for part in parts) else [clause]


def is_label(text: str) -> bool:
    """Whether a text is a number or a number in brackets."""
    return text.isdecimal() or (text.startswith("（") and text.endswith("）"))


def order_of(clause: str) -> tuple[bool, tuple[int, ...]]:
    """Clauses by number, those without one last."""
    number = number_of(clause)
    return number is None, tuple(int(part) for part in (number or "").split(".") if part.isdecimal())


def first_cited(row: FactRow) -> Cited | None:
    """The first source of a row, where any of its cells has one."""
    return next((cited for cell in row.cells for cited in cell.cited), None)
