"""Rules on departments: each that a measure names has its row under its full name, and no row is left over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from data.faults import TableFault
from data.raw_table import RawTables, Row

CITY: Final = "市"


def full_names(printed: Iterable[str]) -> dict[str, str]:
    """The full name of each department that one document prints, by the name as printed.

    A city prints its 市 once for a whole list: 市生态环境局 and a later 生态环境局 are one department, so where both
    occur the full name stands for both. 市场监督管理局 is no such pair, for nobody is called 场监督管理局.
    """
    names = set(printed)
    return {name: CITY + name if CITY + name in names else name for name in names}


def departments_have_a_row(raw: RawTables) -> Iterator[TableFault]:
    """Every department that a measure names has a row under its full name."""
    known = raw.ids("departments", "name_zh")
    if known is None:
        return
    full = _full_names_by_document(raw)
    for row in raw.rows("measures"):
        for name in _responsible(row):
            department = full[row.cells["document_id"]][name]
            if department not in known:
                expected = f"a department of departments.csv, there as {department}"
                yield TableFault(raw.file("measures"), row.line, "responsible_departments", name, expected)


def departments_are_named(raw: RawTables) -> Iterator[TableFault]:
    """Every department with a row is the full name of one that a measure names."""
    if not raw.tables["measures"].whole:
        return
    named = {name for names in _full_names_by_document(raw).values() for name in names.values()}
    for row in raw.rows("departments"):
        if row.cells["name_zh"] not in named:
            yield raw.cell_fault(
                "departments", row, "name_zh", "the full name of a department of measures.csv"
            )


def _full_names_by_document(raw: RawTables) -> Mapping[str, Mapping[str, str]]:
    printed: dict[str, set[str]] = defaultdict(set)
    for row in raw.rows("measures"):
        printed[row.cells["document_id"]].update(_responsible(row))
    return {document_id: full_names(names) for document_id, names in printed.items()}


def _responsible(row: Row) -> list[str]:
    """Departments of a row as printed; those in the lead are among them, or `leads_are_responsible` says so."""
    return [name for name in row.cells["responsible_departments"].split("|") if name]


DEPARTMENT_RULES: Final = (departments_have_a_row, departments_are_named)
