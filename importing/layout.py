"""What every layout of hourly files gives: a fast way into the store, and a plain walk that says where a fault is."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from importing.cells import CellError
from importing.faults import ImportFault
from importing.place_finder import PlaceFinder
from importing.readings import Readings, Tally
from importing.source_file import SourceFile
from importing.staging import Staged
from translations import N_, Message

PLAIN_COLUMN: Final = "c"


@dataclass(frozen=True)
class Reading:
    """One value in a file, as the plain walk meets it; `instant` in seconds on the clock of Beijing."""

    row: int
    column: str
    place_id: str
    sensor: str
    instant: int
    text: str


@dataclass
class Naming:
    """How names in files become places, and which names were left out.

    Parameters
    ----------
    finder
        Finds places.
    skip_unknown
        Whether a name that nobody knows is left out instead of being a fault.
    left_out
        Names left out: counties, and with `skip_unknown` all that are not known.
    """

    finder: PlaceFinder
    skip_unknown: bool = False
    left_out: dict[str, None] = field(default_factory=dict)

    def place_id(self, text: str) -> str | None:
        """The place of a name, None when it is left out.

        Raises
        ------
        CellError
            When no place, or more than one, has this name.
        """
        found = self.finder.find(text)
        if isinstance(found, str):
            return found
        if text.strip() and (text in self.left_out or self.skip_unknown or self.finder.is_county(text)):
            self.left_out[text] = None
            return None
        raise CellError(found)


class Layout(Protocol):
    """One layout of hourly files."""

    of_one_heading: bool
    """Whether only files with the same heading can be loaded together."""

    def heading_faults(self, file: SourceFile, /) -> list[ImportFault]:
        """What is wrong with the heading of a file."""

    def load(self, store: Readings, batch: Sequence[Staged]) -> tuple[Tally, set[int]]:
        """Put the values of files into the store; return which of them have faults."""

    def walk(self, file: SourceFile) -> Iterator[Reading | ImportFault]:
        """Every value of a file in order, or what is wrong in its place."""


def rows_of(file: SourceFile, wanted: Message | None = None) -> Iterator[tuple[int, list[str]] | ImportFault]:
    """The rows after the heading with their line; a row of another width, or with a zero byte, is a fault."""
    with file.text() as text:
        reader = csv.reader(text)
        width = len(next(reader, []))
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if any("\0" in cell for cell in cells):
                yield ImportFault(file.name, reader.line_num, None, N_("零字节"), wanted or N_("文本"))
            elif len(cells) != width:
                found = N_("{count} 个单元格", count=len(cells))
                expected = N_("{count} 个单元格，与列名相同", count=width)
                yield ImportFault(file.name, reader.line_num, None, found, expected)
            else:
                yield reader.line_num, cells


def column_names(width: int) -> dict[str, str]:
    """Columns of a file as the engine knows them: text, by position."""
    return {f"{PLAIN_COLUMN}{position}": "VARCHAR" for position in range(width)}


def table_of(staged: Sequence[Staged]) -> tuple[str, list[object]]:
    """A query for the rows of staged files with one heading: c0, c1 … and the number of the file."""
    query = (
        "SELECT *, CAST(parse_filename(filename, true) AS INTEGER) AS file FROM read_csv(?, columns = ?,"
        " header = false, skip = 1, auto_detect = false, delim = ',', quote = '\"', escape = '\"',"
        " filename = true)"
    )
    return query, [[str(item.path) for item in staged], column_names(len(staged[0].file.heading))]
