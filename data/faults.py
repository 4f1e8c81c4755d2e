"""What can be wrong with a table, said in one sentence each."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

FOUND_LENGTH = 60
FAULTS_IN_MESSAGE = 20
ROWS_IN_SENTENCE = 5


@dataclass(frozen=True)
class TableFault:
    """One fault in one table.

    Parameters
    ----------
    file
        Name of the file, such as `targets.csv`.
    row
        Line number in the file (the header is line 1); None for the file as a whole.
    column
        Name of the column; None for the row or the file as a whole.
    found
        The text of the cell when `row` and `column` are given, else what was met, in words.
        Hidden characters are written as codes and long text is shortened.
    expected
        What should stand there, in words; hidden characters of what it quotes are written as codes.
    """

    file: str
    row: int | None
    column: str | None
    found: str
    expected: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "found", shown(self.found))
        object.__setattr__(self, "expected", visible(self.expected))

    def sentence(self) -> str:
        """Say the fault in one sentence."""
        return _sentence(self, [] if self.row is None else [self.row])


class TableFaultsError(ValueError):
    """The tables have faults; `faults` holds all of them, sorted."""

    def __init__(self, faults: Sequence[TableFault]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        lines = fault_lines(self.faults)
        head = f"The tables have {len(self.faults)} fault{'s' if len(self.faults) != 1 else ''}:"
        rest = len(lines) - FAULTS_IN_MESSAGE
        tail = [f"… and {rest} more lines: python -m data.checks lists all."] if rest > 0 else []
        return "\n".join([head, *lines[:FAULTS_IN_MESSAGE], *tail])


def sorted_faults(faults: Iterable[TableFault]) -> list[TableFault]:
    """Order faults by file, row and column, each fault once."""
    return sorted(
        set(faults),
        key=lambda fault: (fault.file, fault.row or 0, fault.column or "", fault.expected, fault.found),
    )


def fault_lines(faults: Sequence[TableFault]) -> list[str]:
    """Say faults in sentences; the same fault in many rows of one file is said once, with the rows.

    Parameters
    ----------
    faults
        In any order.
    """

    def kind(fault: TableFault) -> tuple[str, str, str, str]:
        return (fault.file, fault.column or "", fault.found, fault.expected)

    groups = [list(group) for _, group in groupby(sorted(faults, key=kind), key=kind)]
    groups.sort(key=lambda group: (group[0].file, min(fault.row or 0 for fault in group), kind(group[0])))
    return [_sentence(group[0], sorted(fault.row for fault in group if fault.row)) for group in groups]


def shown(text: str) -> str:
    """Make text safe to print: hidden characters as codes, at most `FOUND_LENGTH` characters."""
    safe = visible(text[: FOUND_LENGTH + 1])
    return safe if len(safe) <= FOUND_LENGTH else safe[: FOUND_LENGTH - 1] + "…"


def visible(text: str) -> str:
    """Write hidden characters as codes."""
    return "".join(
        f"\\u{ord(letter):04x}" if is_hidden(letter) or unicodedata.combining(letter) else letter
        for letter in text
    )


def is_hidden(character: str) -> bool:
    """Whether a character cannot be seen in print: control, format, private, or a space but U+0020."""
    category = unicodedata.category(character)
    return character == "\ufffd" or category[0] == "C" or (category[0] == "Z" and character != " ")


def _sentence(fault: TableFault, rows: Sequence[int]) -> str:
    where = [fault.file]
    if len(rows) == 1:
        where.append(f"row {rows[0]}")
    elif rows:
        more = len(rows) - ROWS_IN_SENTENCE
        listed = ", ".join(str(row) for row in rows[:ROWS_IN_SENTENCE])
        where.append(f"rows {listed}" + (f" and {more} more" if more > 0 else ""))
    if fault.column is not None:
        where.append(f"column {fault.column}")
    found = fault.found
    if rows and fault.column is not None:
        found = f"“{found}”" if found else "an empty cell"
    return f"{', '.join(where)}: found {found}, expected {fault.expected}."
