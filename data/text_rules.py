"""Rules on text: both languages or neither, and what stands for an address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from data.faults import TableFault
from data.raw_table import RawTables

LANGUAGE_PAIR: Final = (("_zh", "_en", "Chinese"), ("_en", "_zh", "English"))
ADDRESS: Final = re.compile(r"https?://[^\s/]\S*")
LIKE_AN_ADDRESS: Final = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*:\S|/)")
TABLES_WITH_READ_AT: Final = ("indicators", "targets")


def both_languages_or_neither(raw: RawTables) -> Iterator[TableFault]:
    """A text that is there in one language is there in the other."""
    for name, table in raw.tables.items():
        columns = table.schema.field
        for own, other, language in LANGUAGE_PAIR:
            for column in (column for column in columns if column.endswith(own)):
                counterpart = column.removesuffix(own) + other
                if counterpart not in columns:
                    continue
                for row in table.rows:
                    if row.cells[counterpart] and not row.cells[column]:
                        yield raw.cell_fault(name, row, column, f"the {language} of {counterpart}")


def read_at_is_an_address_or_words(raw: RawTables) -> Iterator[TableFault]:
    """Where a row was read is an address of the web or said in words; a text held in full says it in documents.csv."""
    completeness = {row.cells["document_id"]: row.cells["completeness"] for row in raw.rows("documents")}
    for table in TABLES_WITH_READ_AT:
        for row in raw.rows(table):
            cell, document_id = row.cells["read_at"], row.cells["document_id"]
            if cell and completeness.get(document_id) == "full_text":
                yield raw.cell_fault(
                    table, row, "read_at", f"an empty cell, for {document_id} is held in full"
                )
            elif not ADDRESS.fullmatch(cell) and LIKE_AN_ADDRESS.match(cell):
                yield raw.cell_fault(
                    table, row, "read_at", "an address that begins with http:// or https://, or words"
                )


TEXT_RULES: Final = (both_languages_or_neither, read_at_is_an_address_or_words)
