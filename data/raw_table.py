"""A table as the text of its cells, and the faults of that text: encoding, header, cells, characters."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from data.faults import TableFault
from data.file_form import whole_file_fault
from data.schema import TableSchema

BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
LONGEST_CELL: Final = 4_000
NUMBER_FORMS: Final = {
    "integer": (re.compile(r"-?(0|[1-9][0-9]*)"), "a whole number in plain digits"),
    "number": (re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?"), "a number alone, in plain digits"),
}


@dataclass(frozen=True)
class Row:
    """One row: its line number in the file and its cells by column, empty text for an empty cell."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class RawTable:
    """One table as text.

    `rows` holds the rows that could be read. `whole` is False when the file, its header or any row could not:
    then what the table does not hold says nothing about what other tables refer to.
    """

    schema: TableSchema
    rows: tuple[Row, ...] = ()
    whole: bool = False
    content: bytes = b""
    _values: dict[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)

    def values(self, column: str) -> frozenset[str]:
        """All values of a column; gathered once, for rules ask again for each row."""
        if column not in self._values:
            self._values[column] = frozenset(row.cells[column] for row in self.rows)
        return self._values[column]


@dataclass(frozen=True)
class RawTables:
    """All tables as text, by name."""

    folder: Path
    tables: Mapping[str, RawTable] = field(default_factory=dict)

    def rows(self, table: str) -> Sequence[Row]:
        """Rows of a table that could be read."""
        return self.tables[table].rows

    def file(self, table: str) -> str:
        """File name of a table."""
        return self.tables[table].schema.file

    def ids(self, table: str, column: str) -> frozenset[str] | None:
        """All values of a column; None when the table was not read whole: then nothing is missing in it."""
        raw = self.tables[table]
        return raw.values(column) if raw.whole else None

    def cell_fault(self, table: str, row: Row, column: str, expected: str) -> TableFault:
        """A fault of one cell."""
        return TableFault(self.file(table), row.line, column, row.cells[column], expected)


def without_copies(raw: RawTables) -> tuple[RawTables, list[tuple[str, Row]]]:
    """The tables without rows that repeat another cell by cell, and those rows by table.

    That a row is there twice is told by its key; a rule on names or clauses need not say it again.
    """
    tables: dict[str, RawTable] = {}
    copies: list[tuple[str, Row]] = []
    for name, table in raw.tables.items():
        first: dict[tuple[str, ...], Row] = {}
        copies += [
            (name, row) for row in table.rows if first.setdefault(tuple(row.cells.values()), row) is not row
        ]
        tables[name] = RawTable(table.schema, tuple(first.values()), table.whole, table.content)
    return RawTables(raw.folder, tables), copies


def read_raw_table(folder: Path, schema: TableSchema) -> tuple[RawTable, list[TableFault]]:
    """Read one CSV file into text cells.

    Parameters
    ----------
    folder
        Folder of the tables.
    schema
        The table to read.

    Returns
    -------
    tuple
        The table and the faults of its text.
    """
    try:
        content = (folder / schema.file).read_bytes()
    except OSError:
        expected = f"the table {schema.name}"
        return RawTable(schema), [TableFault(schema.file, None, None, "no file that can be read", expected)]
    if (fault := whole_file_fault(content, schema)) is not None:
        return RawTable(schema, content=content), [fault]
    faults: list[TableFault] = []
    lines = list(_lines(content, schema.file, faults))
    if not lines or not _header_is_right(lines[0], schema, faults):
        if not content:
            faults.append(TableFault(schema.file, None, None, "an empty file", "a header and rows"))
        return RawTable(schema, content=content), faults
    rows = [row for line in lines[1:] if (row := _row(line, schema, faults)) is not None]
    if len(lines) == 1 and not faults:
        faults.append(TableFault(schema.file, None, None, "a header without rows", "at least one row"))
    whole = bool(rows) and content.endswith(b"\n") and len(rows) == content.count(b"\n") - 1
    for row in rows:
        faults.extend(_cell_faults(row, schema))
    return RawTable(schema, tuple(rows), whole, content), faults


def _lines(content: bytes, file: str, faults: list[TableFault]) -> Iterator[tuple[int, str]]:
    """Decode line by line, so that one bad byte costs one row and line numbers are those of an editor."""
    if content.startswith(BYTE_ORDER_MARK):
        faults.append(TableFault(file, 1, None, "a byte order mark", "UTF-8 without a byte order mark"))
        content = content[len(BYTE_ORDER_MARK) :]
    pieces = content.split(b"\n")
    if pieces[-1] == b"":
        pieces.pop()
    else:
        faults.append(
            TableFault(file, len(pieces), None, "no newline at the end", "a last line that is not cut short")
        )
    returns = [number for number, piece in enumerate(pieces, start=1) if piece.endswith(b"\r")]
    if returns:
        found = f"a carriage return at the end of {len(returns)} lines"
        faults.append(TableFault(file, returns[0], None, found, "lines that end with LF alone"))
    for number, piece in enumerate(pieces, start=1):
        try:
            yield number, piece.removesuffix(b"\r").decode("utf-8")
        except UnicodeDecodeError as error:
            found = f"byte 0x{piece[error.start]:02x} at position {error.start + 1}"
            faults.append(TableFault(file, number, None, found, "text in UTF-8"))


def _header_is_right(line: tuple[int, str], schema: TableSchema, faults: list[TableFault]) -> bool:
    number, text = line
    wanted = schema.field_names
    labels = _cells(text) if number == 1 else None
    if labels is None:
        expected_header = f"the columns {', '.join(wanted)}"
        faults.append(TableFault(schema.file, 1, None, "no readable header", expected_header))
        return False
    found = [f"the column {name} {count} times" for name, count in Counter(labels).items() if count > 1]
    expected = ["each column once"] * len(found)
    for name in wanted:
        if name not in labels:
            found.append("no such column")
            expected.append(f"a column {name}")
    for name in dict.fromkeys(labels):
        if name not in wanted:
            found.append(f"a column {name or 'without a name'}")
            expected.append(f"only the columns {', '.join(wanted)}")
    if not found and labels != wanted:
        found.append(f"the order {', '.join(labels)}")
        expected.append(f"the order {', '.join(wanted)}")
    faults.extend(
        TableFault(schema.file, 1, None, what, wish) for what, wish in zip(found, expected, strict=True)
    )
    return not found


def _row(line: tuple[int, str], schema: TableSchema, faults: list[TableFault]) -> Row | None:
    number, text = line
    cells = _cells(text)
    width = len(schema.fields)
    if not cells:
        found = "a quotation mark that does not pair up" if cells is None else "an empty line"
        faults.append(TableFault(schema.file, number, None, found, f"a row of {width} cells"))
        return None
    if len(cells) != width:
        faults.append(TableFault(schema.file, number, None, f"{len(cells)} cells", f"{width} cells"))
        return None
    return Row(number, dict(zip(schema.field_names, cells, strict=True)))


def _cells(text: str) -> list[str] | None:
    try:
        return next(csv.reader([text], strict=True))
    except csv.Error:
        return None


def _cell_faults(row: Row, schema: TableSchema) -> Iterator[TableFault]:
    for column, cell in row.cells.items():
        if cell and (expected := _text_expected(cell, schema.field[column].type)):
            yield TableFault(schema.file, row.line, column, cell, expected)


def _text_expected(cell: str, field_type: str) -> str | None:
    """Say what a cell should be when its characters are wrong; None when they are right."""
    if not cell.isprintable() or "\ufffd" in cell:  # is_hidden of any character, said faster
        return "text without hidden characters"
    if len(cell) > LONGEST_CELL:
        return f"at most {LONGEST_CELL} characters"
    if cell != cell.strip():
        return "no space before or after the text"
    if not unicodedata.is_normalized("NFC", cell):
        return "composed characters (Unicode NFC)"
    if field_type in NUMBER_FORMS:
        form, words = NUMBER_FORMS[field_type]
        return None if form.fullmatch(cell) else words
    return None


def number_in(cell: str) -> float | None:
    """The number a cell holds; None when it holds none in plain digits."""
    return float(cell) if NUMBER_FORMS["number"][0].fullmatch(cell) else None
