"""A table of points as it is given: its columns found, every row checked, then handed on in chunks.

A table is read twice, so that it need not be held whole: first all of it is checked, then it is answered. The rows of
a small one are kept in between; that a large one is still the same is held by its identity and its number of points.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from importing.annual_headings import Cells
from importing.faults import ImportFaultsError, whole_file
from importing.point_columns import heading_faults, named_datum, place_of
from importing.point_rows import Cell, has_content, looks_exchanged, row_faults
from importing.point_table import PointTable
from importing.source_file import HEAD_BYTES, SourceFile, examine, open_plain, readable
from importing.table_lines import Limits, csv_lines, table_lines, workbook_lines
from importing.text_encoding import encoding_of
from importing.upload import A_TABLE, WORKBOOK_MARK, decoded
from translations import N_

SCREEN_POINTS: Final = 100_000
SCREEN_LIMITS: Final = Limits(
    sys.maxsize, 256 * 1024 * 1024, N_("点位表"), cells=5_000_000, strings=32 * 1024 * 1024
)
"""On a screen; what a workbook unfolds to is larger than what is uploaded."""

COMMAND_LIMITS: Final = Limits(
    sys.maxsize, 64 * 1024 * 1024 * 1024, N_("点位表"), cells=200_000_000, strings=512 * 1024 * 1024
)
"""A command holds no table whole, so only what no table is as large as is refused."""


def read_point_file(
    path: Path, *, swapped: bool = False, skip_bad: bool = False, limits: Limits = COMMAND_LIMITS
) -> PointTable:
    """Check a file of points: CSV (UTF-8 or GB18030, also .gz) or the first sheet of a workbook.

    Parameters
    ----------
    swapped
        Take the two columns for each other: what stands under the longitude is the latitude.
    skip_bad
        Answer the other rows of a table with bad ones, which are kept with their fault.

    Returns
    -------
    PointTable
        With every fault; a table with a fault is not to be answered.
    """

    def lines() -> Iterator[tuple[int, Cells]]:
        file = examine(path)
        return table_lines(file if file.compression == "zip" else with_encoding(file), limits)

    def identity() -> object:
        with readable(str(path)):
            status = path.stat()
        return status.st_size, status.st_mtime_ns, status.st_ino

    table = PointTable(str(path), lines, identity, skip_bad=skip_bad)
    return read_points(table, swapped=swapped)


def with_encoding(file: SourceFile) -> SourceFile:
    """The file with the encoding that all of it is in, not only its beginning."""

    def chunks() -> Iterator[bytes]:
        with open_plain(file.path, file.compression) as stream:
            while chunk := stream.read(HEAD_BYTES):
                yield chunk

    with readable(file.name):
        return replace(file, encoding=encoding_of(file.name, chunks, A_TABLE))


def read_point_bytes(
    name: str,
    content: bytes,
    *,
    swapped: bool = False,
    skip_bad: bool = False,
    limits: Limits = SCREEN_LIMITS,
) -> PointTable:
    """The same of a file in memory, of so many points as a screen takes."""

    def lines() -> Iterator[tuple[int, Cells]]:
        if not content.strip():
            raise whole_file(name, N_("空文件"), A_TABLE)
        if content.startswith(WORKBOOK_MARK):
            return workbook_lines(name, io.BytesIO(content), limits)
        return csv_lines(name, io.StringIO(decoded(name, content), newline=""), limits)

    table = PointTable(name, lines, lambda: None, skip_bad=skip_bad)
    return read_points(table, swapped=swapped, most=SCREEN_POINTS)


def read_points(table: PointTable, *, swapped: bool = False, most: int = sys.maxsize) -> PointTable:
    """Check a table of points whose lines can be read anew.

    Parameters
    ----------
    most
        Points that it may have.
    """
    try:
        _read_all(table, swapped, most)
    except ImportFaultsError as error:
        table.faults, table.fault_count = list(error.faults), len(error.faults)
        table.is_skippable = False
    except csv.Error:
        table.only_fault(N_("不成对的引号或过长的单元格"), A_TABLE)
    if table.fault_count:
        table.drop_rows()
    return table


def _read_all(table: PointTable, swapped: bool, most: int) -> None:
    table.mark_state()
    lines = table.reopen()
    _row, heading = next(lines, (1, []))
    if not _find_columns(table, heading, swapped):
        return
    checked = _check_rows(table, lines, most)
    if not table.count:
        table.only_fault(N_("只有列名，没有点位"), N_("至少一行点位"))
    elif checked == table.count:
        table.is_swapped = True
        lon, lat = table.headings[table.lon_at], table.headings[table.lat_at]
        found = N_("每一行的“{lon}”都在 3 至 54 之间、“{lat}”都在 73 至 136 之间", lon=lon, lat=lat)
        table.only_fault(found, N_("经度和纬度各在自己的列里；看来两列写反了"))
    elif table.bad_count == table.count and table.skip_bad:
        table.only_fault(N_("没有一行可以核查"), N_("至少一行点位"))
    else:
        table.is_skippable = 0 < table.bad_count < table.count
        table.find_kept_columns()


def _check_rows(table: PointTable, lines: Iterator[tuple[int, Cells]], most: int) -> int:
    """Check and keep every row; how many look exchanged.

    Raises
    ------
    ImportFaultsError
        When there are too many points.
    """
    exchanged = 0
    for number, cells in lines:
        if not has_content(cells):
            continue
        table.count += 1
        if table.count > most:
            raise whole_file(
                table.name, N_("多于 {count} 个点位", count=most), N_("至多 {count} 个点位", count=most)
            )
        faults = row_faults(table.name, table.headings, (table.lon_at, table.lat_at), number, cells)
        if faults:
            table.bad_count += 1
            if not table.skip_bad:
                table.add_faults(faults)
        exchanged += looks_exchanged(cells, (table.lon_at, table.lat_at))
        table.keep(number, cells)
    return exchanged


def _find_columns(table: PointTable, heading: Sequence[Cell], swapped: bool) -> bool:
    """Find the two columns; whether the rows can be read."""
    table.set_headings([str(cell if cell is not None else "").strip() for cell in heading])
    places = []
    for which in ("lon", "lat"):
        found = place_of(table.headings, "lon" if which == "lon" else "lat")
        if isinstance(found, int):
            places.append(found)
        else:
            table.add_fault(1, None, *found)
    table.add_faults(list(heading_faults(table.name, table.headings)))
    if table.fault_count:
        return False
    table.named_datum = named_datum(*(table.headings[at] for at in places))
    table.lon_at, table.lat_at = reversed(places) if swapped else places
    return True
