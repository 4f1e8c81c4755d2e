"""Sources in short for paper, where nothing can be opened: the number of the document in the list, and the clause."""

from __future__ import annotations

from collections.abc import Sequence

from layers.clause_words import clause_label
from layers.comparison_cells import Cited
from layers.comparison_table import ComparisonTable
from pages.shared.html import element, text


def cite_html(table: ComparisonTable, cited: Sequence[Cited]) -> str:
    """`[2] （五）` for each source, shown on paper alone; empty where nothing is cited."""
    if not cited:
        return ""
    labels = [cite_text(table, one) for one in cited]
    return element("sub", text(" ".join(labels)))


def cite_text(table: ComparisonTable, cited: Cited) -> str:
    """Number and clause; of a file of figures the number says enough."""
    number = f"[{table.numbers[cited.document_id]}]"
    clause = cited.clause or ""
    return f"{number}{clause_label(clause, table.words)}" if clause and "@" not in clause else number
