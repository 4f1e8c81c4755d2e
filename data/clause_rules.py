"""Rules on clauses: how they are labelled, one measure for each, and what stands in the lists of a measure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from data.faults import TableFault
from data.raw_table import RawTables, Row
from data.reference_rules import scope_expected

CLAUSE_COLUMNS: Final = (
    ("cascades", "document_id", "clause"),
    ("cascades", "upper_document_id", "upper_clause"),
    ("former_inclusions", "document_id", "clause"),
    ("former_members", "document_id", "clause"),
    ("indicators", "document_id", "clause"),
    ("measures", "document_id", "clause"),
    ("numbers_that_set_nothing", "document_id", "clause"),
    ("scope_members", "document_id", "clause"),
    ("scopes", "document_id", "clause"),
    ("targets", "document_id", "clause"),
)
TABLES_OF_SEVERAL_CLAUSES: Final = ("cascades", "scopes")
TABLES_UNDER_MEASURES: Final = (
    "cascades",
    "indicators",
    "numbers_that_set_nothing",
    "scope_members",
    "scopes",
    "targets",
)
OUTSIDE_CLAUSES: Final = ("引言", "网页")
"""Where a number may stand that is in no clause: before the first, or on the page around the text."""

DIGITS: Final = "一二三四五六七八九"
NUMERAL: Final = f"[{DIGITS}十]+"
LABEL_OF_NATION: Final = (re.compile(f"（{NUMERAL}）"), "a label such as （十一）")
LABEL_BELOW: Final = (
    re.compile(rf"[1-9][0-9]*|{NUMERAL}(（{NUMERAL}）)?"),
    "a label such as 26, 二（二） or 一",
)
LIST_COLUMNS: Final = ("singled_out", "lead_departments", "responsible_departments")


def clause_labels_have_their_form(raw: RawTables) -> Iterator[TableFault]:
    """A clause of a document held in full is labelled as its level labels clauses.

    Second-hand rows may say in words where the figure stood: there the number was not always seen.
    """
    for cited in _cited_in_full_texts(raw):
        outside = cited.table == "numbers_that_set_nothing" and cited.label in OUTSIDE_CLAUSES
        if not cited.well_formed and not outside:
            yield raw.cell_fault(cited.table, cited.row, cited.column, cited.form[1])


def clauses_have_a_measure(raw: RawTables) -> Iterator[TableFault]:
    """A document held in full has a measure for each clause that a target, indicator, verdict, scope or number cites.

    A measure that is wrong in its document or its label still speaks for the clause that its id names.
    """
    measures = raw.tables["measures"]
    if not measures.whole:
        return
    citations = list(_cited_in_full_texts(raw))
    held = {cited.document_id for cited in citations}
    known = {
        (row.cells["document_id"], number_of_clause(row.cells["clause"])) for row in raw.rows("measures")
    }
    for row in raw.rows("measures"):
        measure_id = row.cells["measure_id"]
        known |= {
            (document_id, measure_id.removeprefix(f"{document_id}-"))
            for document_id in held
            if measure_id.startswith(f"{document_id}-")
        }
    for cited in citations:
        if cited.table not in TABLES_UNDER_MEASURES or not cited.well_formed:
            continue
        if (cited.document_id, number_of_clause(cited.label)) not in known:
            expected = f"a clause of {cited.document_id} in measures.csv"
            yield raw.cell_fault(cited.table, cited.row, cited.column, expected)


def miscited_rows(raw: RawTables, table: str) -> frozenset[int]:
    """Lines of a table that cite a clause wrongly."""
    faults = (*clause_labels_have_their_form(raw), *clauses_have_a_measure(raw))
    return frozenset(fault.row for fault in faults if fault.file == raw.file(table) and fault.row)


def clauses_have_one_measure(raw: RawTables) -> Iterator[TableFault]:
    """No clause stands in two rows of the measures."""
    seen: dict[tuple[str, str], Row] = {}
    for row in raw.rows("measures"):
        key = (row.cells["document_id"], row.cells["clause"])
        if key in seen:
            expected = f"a clause used once: row {seen[key].line} has it"
            yield raw.cell_fault("measures", row, "clause", expected)
        seen.setdefault(key, row)


def measure_ids_follow_clauses(raw: RawTables) -> Iterator[TableFault]:
    """The id of a measure is its document and the number of its clause."""
    documents = raw.ids("documents", "document_id")
    for row in raw.rows("measures"):
        if documents is not None and row.cells["document_id"] not in documents:
            continue
        if (expected := _right_id(row)) is not None:
            yield raw.cell_fault("measures", row, "measure_id", expected)


def _right_id(row: Row) -> str | None:
    """Say what the id of a measure should be; None when it is right, or cannot be told."""
    document_id, number = row.cells["document_id"], number_of_clause(row.cells["clause"])
    measure_id = row.cells["measure_id"]
    if not document_id:
        return None
    if number is not None:
        right = f"{document_id}-{number}"
        return None if measure_id == right else right
    return None if measure_id.startswith(f"{document_id}-") else f"an id that begins with {document_id}-"


def measure_lists_have_no_gap(raw: RawTables) -> Iterator[TableFault]:
    """Entries of a list stand between | alone, each once."""
    for row in raw.rows("measures"):
        for column in LIST_COLUMNS:
            entries = row.cells[column].split("|")
            if len(entries) == 1:
                continue
            if any(not entry or entry != entry.strip() for entry in entries):
                yield raw.cell_fault("measures", row, column, "entries separated by | alone")
            elif len(set(entries)) < len(entries):
                yield raw.cell_fault("measures", row, column, "each entry once")


def singled_out_scopes_resolve(raw: RawTables) -> Iterator[TableFault]:
    """Every scope that a measure singles out is known, and is another one than the scope of the measure."""
    for row in raw.rows("measures"):
        for scope_id in filter(None, row.cells["singled_out"].split("|")):
            expected = scope_expected(raw, scope_id)
            if scope_id == row.cells["scope_id"]:
                expected = "scopes apart from the scope_id of the row"
            if expected:
                yield TableFault(raw.file("measures"), row.line, "singled_out", scope_id, expected)


def leads_are_responsible(raw: RawTables) -> Iterator[TableFault]:
    """A department in the lead is one of those responsible."""
    for row in raw.rows("measures"):
        responsible = row.cells["responsible_departments"].split("|")
        for department in filter(None, row.cells["lead_departments"].split("|")):
            if department not in responsible:
                expected = "a department that responsible_departments holds too"
                yield TableFault(raw.file("measures"), row.line, "lead_departments", department, expected)


def number_of_clause(label: str) -> str | None:
    """Write a clause label in figures: 11 for （十一）, 26, 2-2 for 二（二）, 1-0 for 一; None for plain words."""
    if label.isascii() and label.isdigit():
        return label
    found = re.fullmatch(f"({NUMERAL})?(?:（({NUMERAL})）)?", label)
    if found is None or not label:
        return None
    chapter, item = (number_of_numeral(part) if part else None for part in found.groups())
    return str(item) if chapter is None else f"{chapter}-{item or 0}"


def number_of_numeral(numeral: str) -> int:
    """Read a Chinese numeral below 100: 十一 is 11, 三十九 is 39."""
    tens, ten, ones = numeral.partition("十")
    if not ten:
        return DIGITS.index(numeral[-1]) + 1
    return (DIGITS.index(tens[-1]) + 1 if tens else 1) * 10 + (DIGITS.index(ones[-1]) + 1 if ones else 0)


@dataclass(frozen=True)
class _Cited:
    """One clause label in one cell, of a document held in full, and the form its label should have."""

    table: str
    row: Row
    column: str
    document_id: str
    label: str
    form: tuple[re.Pattern[str], str]

    @property
    def well_formed(self) -> bool:
        return self.form[0].fullmatch(self.label) is not None


def _cited_in_full_texts(raw: RawTables) -> Iterator[_Cited]:
    full = {
        row.cells["document_id"]: LABEL_OF_NATION if row.cells["level"] == "nation" else LABEL_BELOW
        for row in raw.rows("documents")
        if row.cells["kind"] == "policy" and row.cells["completeness"] == "full_text"
    }
    for table, document_column, column in CLAUSE_COLUMNS:
        for row in raw.rows(table):
            cell, document_id = row.cells[column], row.cells[document_column]
            if document_id not in full or not cell:
                continue
            for label in cell.split("、") if table in TABLES_OF_SEVERAL_CLAUSES else [cell]:
                yield _Cited(table, row, column, document_id, label, full[document_id])


CLAUSE_RULES: Final = (
    clause_labels_have_their_form,
    clauses_have_a_measure,
    clauses_have_one_measure,
    measure_ids_follow_clauses,
    measure_lists_have_no_gap,
    singled_out_scopes_resolve,
    leads_are_responsible,
)
