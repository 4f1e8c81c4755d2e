"""The lines of an annual table out of CSV text or the first sheet of a workbook, within bounds that hold before reading."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import IO, Any, Final

from importing.annual_headings import Cells, is_heading
from importing.annual_titles import LINES_LOOKED_AT
from importing.faults import ImportFault, ImportFaultsError, whole_file
from importing.source_file import MOST_COLUMNS, SourceFile, delimiter_of, readable
from translations import N_, Message

MOST_BYTES: Final = 64 * 1024 * 1024
"""An annual table of all places and years is below 1 MB."""

MOST_ROWS: Final = 100_000
MOST_PARTS: Final = 1000
MOST_SHEET_ROWS: Final = 1_048_576
UNFOLDED_FREELY: Final = 16 * 1024 * 1024
MOST_UNFOLDING: Final = 60
"""A workbook may unfold to 16 MB at any rate, beyond that to 60 times its size (tables: 5 to 30 times): texts or cells
that hold nothing cost minutes to read and nothing to send."""

STRINGS_PART: Final = "xl/sharedStrings.xml"
A_WORKBOOK: Final = N_("完好的 XLSX 工作簿")


@dataclass(frozen=True)
class Limits:
    """How large a table of some kind may be.

    Attributes
    ----------
    rows
        Lines, with the heading.
    bytes
        Unfolded.
    table
        What the kind is called.
    cells
        Of a workbook, empty ones included.
    strings
        Bytes of the texts of a workbook, which are held in memory.
    """

    rows: int
    bytes: int
    table: Message
    cells: int = 20_000_000
    strings: int = MOST_BYTES


ANNUAL: Final = Limits(MOST_ROWS, MOST_BYTES, N_("年均值表"))


def table_lines(file: SourceFile, limits: Limits = ANNUAL) -> Iterator[tuple[int, Cells]]:
    """Line numbers with the cells of each line.

    Raises
    ------
    ImportFaultsError
        While reading, when the file is too large, damaged or holds a formula.
    """
    if file.compression == "zip":
        with readable(file.name), file.path.open("rb") as stream:
            yield from workbook_lines(file.name, stream, limits)
        return
    if file.size > limits.bytes:
        raise _too_large(file.name, file.size, limits)
    with file.text() as text:
        yield from csv_lines(file.name, text, limits)


def csv_lines(name: str, text: IO[str], limits: Limits = ANNUAL) -> Iterator[tuple[int, Cells]]:
    """Lines of CSV text; comma, tab or semicolon between the cells, as the heading has it."""
    first = list(islice(_lines(text), LINES_LOOKED_AT))
    reader = csv.reader(chain(first, _lines(text)), delimiter=_delimiter(first), strict=True)
    for cells in reader:
        if any("\0" in cell for cell in cells):
            raise ImportFaultsError([ImportFault(name, reader.line_num, None, N_("零字节"), N_("文本"))])
        if reader.line_num > limits.rows:
            raise _too_many_rows(name, limits)
        if len(cells) > MOST_COLUMNS:
            found = N_("{count} 列", count=len(cells))
            raise whole_file(name, found, N_("至多 {count} 列", count=MOST_COLUMNS))
        yield reader.line_num, cells


def _delimiter(first: Sequence[str]) -> str:
    """What stands between the cells of the heading, which titles may stand above."""
    for line in first:
        mark = delimiter_of(line)
        if is_heading(cell.strip(' "\r\n') for cell in line.split(mark)):
            return mark
    return delimiter_of(first[0]) if first else ","


def workbook_lines(name: str, stream: IO[bytes], limits: Limits = ANNUAL) -> Iterator[tuple[int, Cells]]:
    """Lines of the first sheet of a workbook.

    What it unfolds to is added up from the directory of the archive before anything is unpacked; the archive never
    gives more of a part than its directory says.
    """
    _refuse_unfolding(name, stream, limits)
    try:
        sheet, book = _first_sheet(stream)
        cells = 0
        for number, row in enumerate(sheet.iter_rows(), 1):
            cells += len(row)
            if number > min(limits.rows, MOST_SHEET_ROWS):
                raise _too_many_rows(name, limits)
            if cells > limits.cells:
                found = N_("{count} 个以上单元格", count=limits.cells)
                raise whole_file(name, found, N_("不超过 {count} 个单元格的工作簿", count=limits.cells))
            if len(row) > MOST_COLUMNS:
                found = N_("{count} 列", count=len(row))
                raise whole_file(name, found, N_("至多 {count} 列", count=MOST_COLUMNS))
            yield number, [_cell(cell) for cell in row]
        book.close()
    except ImportFaultsError:
        raise
    except Exception as error:
        raise whole_file(name, N_("打不开的工作簿"), A_WORKBOOK) from error


def _lines(text: IO[str]) -> Iterator[str]:
    while line := text.readline(MOST_BYTES):
        yield line


def _refuse_unfolding(name: str, stream: IO[bytes], limits: Limits) -> None:
    try:
        with zipfile.ZipFile(stream) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise whole_file(name, N_("损坏的压缩包"), A_WORKBOOK) from error
    size = sum(part.file_size for part in parts)
    strings = sum(part.file_size for part in parts if part.filename == STRINGS_PART)
    if size > limits.bytes or len(parts) > MOST_PARTS:
        raise _too_large(name, size, limits)
    if strings > limits.strings or size > max(
        UNFOLDED_FREELY, MOST_UNFOLDING * sum(part.compress_size for part in parts)
    ):
        raise whole_file(name, N_("展开后极大的压缩数据"), N_("按实际大小压缩的表格"))
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise whole_file(name, N_("不是工作簿的压缩包"), A_WORKBOOK)
    stream.seek(0)


def _first_sheet(stream: IO[bytes]) -> tuple[Any, Any]:
    from openpyxl import load_workbook  # a third of a second that only a workbook should cost

    book = load_workbook(stream, read_only=True, data_only=False, keep_links=False)
    sheet = book.worksheets[0]
    # what a sheet says of its own size need not be true
    sheet.reset_dimensions()
    return sheet, book


def _cell(cell: Any) -> str | float | int | None:
    """The value of a workbook's cell; a formula as its text, for whoever reads the cell to refuse."""
    value = cell.value
    if cell.data_type == "f":
        return f"={str(getattr(value, 'text', value)).removeprefix('=')}"
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return value


def _too_large(name: str, size: int, limits: Limits) -> ImportFaultsError:
    found = N_("展开后 {size:.0f} MB", size=size / 1e6)
    return whole_file(
        name, found, N_("不超过 {size:.0f} MB 的{table}", size=limits.bytes / 1e6, table=limits.table)
    )


def _too_many_rows(name: str, limits: Limits) -> ImportFaultsError:
    return whole_file(
        name,
        N_("{count} 行以上", count=limits.rows),
        N_("不超过 {count} 行的{table}", count=limits.rows, table=limits.table),
    )
