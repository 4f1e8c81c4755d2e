"""Rules on documents that were read in part or at second hand: how the place of a figure in them is named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from data.clause_rules import CLAUSE_COLUMNS, NUMERAL, TABLES_OF_SEVERAL_CLAUSES
from data.faults import TableFault
from data.raw_table import RawTables

LABEL: Final = re.compile(
    rf"""
    [1-9][0-9]*                                  # 26
    | （{NUMERAL}）                               # （十一）
    | {NUMERAL}(（{NUMERAL}）([1-9][0-9]*)?)?     # 一, 二（一）, 二（一）3
    | {NUMERAL}、[^\s、（）]+                      # 一、总体要求
    | [^\s、（）]+（未见条款号）                     # 主要目标（未见条款号）
    | (解读)?第{NUMERAL}部分[^\s、（）]*             # 第一部分总体要求
    | [0-9]{{4}}年[0-9]{{1,2}}月[0-9]{{1,2}}日发布会   # 2024年7月19日发布会
    """,
    re.VERBOSE,
)
EXPECTED: Final = "a label such as 二（一）, 一、总体要求 or 主要目标（未见条款号）"


def second_hand_labels_have_a_form(raw: RawTables) -> Iterator[TableFault]:
    """A figure of a document not held in full stands in a clause, under a heading, or where no number was seen."""
    documents = {
        row.cells["document_id"]
        for row in raw.rows("documents")
        if row.cells["kind"] == "policy" and row.cells["completeness"] not in ("", "full_text")
    }
    for table, document_column, column in CLAUSE_COLUMNS:
        for row in raw.rows(table):
            cell = row.cells[column]
            if row.cells[document_column] not in documents or not cell or LABEL.fullmatch(cell):
                continue
            several = table in TABLES_OF_SEVERAL_CLAUSES and all(map(LABEL.fullmatch, cell.split("、")))
            if not several:
                yield raw.cell_fault(table, row, column, EXPECTED)


SECOND_HAND_RULES: Final = (second_hand_labels_have_a_form,)
