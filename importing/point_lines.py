"""A table of points as it is given: its columns found, every row checked, then handed on in chunks.

A table is read twice, so that it need not be held whole: first all of it is checked, then it is answered. The rows of
a small one are kept in between.
"""

from __future__ import annotations

import csv
import io
import math
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from data.plain_number import plain_number
from geo.coordinate_text import read_angle
from importing.annual_headings import Cells
from importing.faults import ImportFault, ImportFaultsError, whole_file
from importing.source_file import examine
from importing.table_lines import Limits, csv_lines, table_lines, workbook_lines
from importing.upload import A_TABLE, WORKBOOK_MARK, decoded
from translations import N_, Message

Which = Literal["lon", "lat"]
Cell = str | float | int | None

SCREEN_ROWS: Final = 100_000
SCREEN_LIMITS: Final = Limits(SCREEN_ROWS + 1, 256 * 1024 * 1024, N_("点位表"))
"""On a screen: so many points and the heading; what a workbook unfolds to is larger than what is uploaded."""

COMMAND_LIMITS: Final = Limits(sys.maxsize, 64 * 1024 * 1024 * 1024, N_("点位表"))
"""A command holds no table whole, so only what no table is as large as is refused."""

KEPT_ROWS: Final = SCREEN_ROWS
FAULTS_LISTED: Final = 50

LON_NAMES: Final = ("lon", "lng", "long", "longitude", "经度", "东经")
LAT_NAMES: Final = ("lat", "latitude", "纬度", "北纬")
_BRACKETS: Final = re.compile(r"[(\[（【].*")

ANSWER_COLUMNS: Final = (
    "datum",
    "county_id",
    "county_zh",
    "place_id",
    "place_zh",
    "province_zh",
    "key_region_zh",
    "geographies",
    "border_km",
    "in_border_strip",
    "border_strip",
    "opposite_province_zh",
    "uncertain",
    "measures",
    "measures_group",
    "note",
)

A_LONGITUDE: Final = N_("-180 至 180 的经度，小数或度分秒")
A_LATITUDE: Final = N_("-90 至 90 的纬度，小数或度分秒")


@dataclass(frozen=True)
class PointRows:
    """Some rows of a table: their cells, and the degrees of each."""

    cells: list[list[Cell]]
    lon: list[float]
    lat: list[float]


@dataclass
class PointTable:
    """A table that was read to its end once.

    Attributes
    ----------
    columns
        All headings, trimmed.
    count
        Rows with something in them.
    faults
        The first of all that is wrong; `fault_count` says how many there are.
    is_swapped
        Every longitude would be a latitude of China and the other way round: the two columns are exchanged.
    """

    name: str
    reopen: Callable[[], Iterator[tuple[int, Cells]]]
    columns: list[str] = field(default_factory=list)
    lon_at: int = 0
    lat_at: int = 0
    count: int = 0
    faults: list[ImportFault] = field(default_factory=list)
    fault_count: int = 0
    is_swapped: bool = False
    _kept: list[list[Cell]] | None = field(default_factory=list)

    def chunks(self, size: int) -> Iterator[PointRows]:
        """The rows in their order, `size` at a time; only of a table without a fault."""
        rows = self._kept if self._kept is not None else self._anew()
        taken: list[list[Cell]] = []
        for cells in rows:
            taken.append(cells)
            if len(taken) == size:
                yield self._read(taken)
                taken = []
        if taken:
            yield self._read(taken)

    def _anew(self) -> Iterator[list[Cell]]:
        lines = self.reopen()
        next(lines, None)
        return (padded(cells, len(self.columns)) for _number, cells in lines if has_content(cells))

    def _read(self, rows: list[list[Cell]]) -> PointRows:
        lon = [angle(cells[self.lon_at], "lon") for cells in rows]
        lat = [angle(cells[self.lat_at], "lat") for cells in rows]
        return PointRows(rows, [value or 0.0 for value in lon], [value or 0.0 for value in lat])

    def add_fault(self, row: int | None, column: str | None, found: str | Message, expected: Message) -> None:
        """Note a fault; of many only the first are kept."""
        self.fault_count += 1
        if len(self.faults) < FAULTS_LISTED:
            self.faults.append(ImportFault(self.name, row, column, found, expected))

    def drop_rows(self) -> None:
        """Keep no rows: there are too many, or they are not to be used."""
        self._kept = None

    def keep(self, cells: list[Cell]) -> None:
        """Keep a row while there are few."""
        if self._kept is not None:
            self._kept.append(cells)
            if len(self._kept) > KEPT_ROWS:
                self.drop_rows()


def read_point_file(path: Path, *, swapped: bool = False, limits: Limits = COMMAND_LIMITS) -> PointTable:
    """Check a file of points: CSV (UTF-8 or GB18030, also .gz) or the first sheet of a workbook.

    Parameters
    ----------
    swapped
        Take the two columns for each other: what stands under the longitude is the latitude.

    Returns
    -------
    PointTable
        With every fault; a table with a fault is not to be answered.
    """

    def lines() -> Iterator[tuple[int, Cells]]:
        return table_lines(examine(path), limits)

    return read_points(str(path), lines, swapped=swapped)


def read_point_bytes(
    name: str, content: bytes, *, swapped: bool = False, limits: Limits = SCREEN_LIMITS
) -> PointTable:
    """The same of a file in memory."""

    def lines() -> Iterator[tuple[int, Cells]]:
        if not content.strip():
            raise whole_file(name, N_("空文件"), A_TABLE)
        if content.startswith(WORKBOOK_MARK):
            return workbook_lines(name, io.BytesIO(content), limits)
        return csv_lines(name, io.StringIO(decoded(name, content), newline=""), limits)

    return read_points(name, lines, swapped=swapped)


def read_points(
    name: str, lines: Callable[[], Iterator[tuple[int, Cells]]], *, swapped: bool = False
) -> PointTable:
    """Check a table of points whose lines can be read anew."""
    table = PointTable(name, lines)
    try:
        _read_all(table, swapped)
    except ImportFaultsError as error:
        table.faults, table.fault_count = list(error.faults), len(error.faults)
    except csv.Error:
        table.faults, table.fault_count = [], 0
        table.add_fault(None, None, N_("不成对的引号或过长的单元格"), A_TABLE)
    if table.fault_count:
        table.drop_rows()
    return table


def _read_all(table: PointTable, swapped: bool) -> None:
    lines = table.reopen()
    _row, heading = next(lines, (1, []))
    table.columns = [str(cell if cell is not None else "").strip() for cell in heading]
    if not _find_columns(table, swapped):
        return
    all_swapped = True
    for number, cells in lines:
        if not has_content(cells):
            continue
        table.count += 1
        if len(cells) > len(table.columns) and has_content(cells[len(table.columns) :]):
            found = N_("{count} 列", count=len(cells))
            table.add_fault(number, None, found, N_("{count} 列", count=len(table.columns)))
            continue
        row = padded(cells, len(table.columns))
        all_swapped = _check_row(table, number, row) and all_swapped
        table.keep(row)
    if table.count and all_swapped:
        table.is_swapped = True
        table.faults, table.fault_count = [], 0
        lon, lat = table.columns[table.lon_at], table.columns[table.lat_at]
        found = N_("每一行的“{lon}”都在 3 至 54 之间、“{lat}”都在 73 至 136 之间", lon=lon, lat=lat)
        table.add_fault(None, None, found, N_("经度和纬度各在自己的列里；看来两列写反了"))


def _find_columns(table: PointTable, swapped: bool) -> bool:
    """Find the two columns; whether the rows can be read."""
    names = [heading_key(name) for name in table.columns]
    for which, known in (("lon", LON_NAMES), ("lat", LAT_NAMES)):
        at = [place for place, name in enumerate(names) if name in known]
        if not at:
            found = N_("没有 {which} 列", which=which)
            table.add_fault(1, None, found, N_("{names} 之一作列名", names="、".join(known)))
        elif len(at) > 1:
            found = N_(
                "{names} 几列都可作 {which}",
                names="、".join(table.columns[place] for place in at),
                which=which,
            )
            table.add_fault(1, None, found, N_("只有一列"))
        elif which == "lon":
            table.lon_at = at[0]
        else:
            table.lat_at = at[0]
    doubled = [name for name in dict.fromkeys(table.columns) if table.columns.count(name) > 1]
    for name in doubled:
        table.add_fault(1, name or None, N_("重复的列名“{name}”", name=name), N_("各不相同的列名"))
    for name in set(table.columns) & set(ANSWER_COLUMNS):
        table.add_fault(1, name, N_("与答案的列重名"), N_("别的列名"))
    if swapped:
        table.lon_at, table.lat_at = table.lat_at, table.lon_at
    return not table.fault_count


def _check_row(table: PointTable, number: int, row: Sequence[Cell]) -> bool:
    """Note what is wrong with a row; whether its two numbers look exchanged."""
    read: list[float] = []
    places: tuple[tuple[Which, int, Message], ...] = (
        ("lon", table.lon_at, A_LONGITUDE),
        ("lat", table.lat_at, A_LATITUDE),
    )
    for which, at, expected in places:
        value = angle(row[at], which)
        # What the column of latitudes holds may be a longitude when the columns are exchanged: read it as either.
        other = angle(row[at], "lat" if which == "lon" else "lon") if value is None else value
        read.append(math.nan if other is None else other)
        if value is None or abs(value) > (180 if which == "lon" else 90):
            table.add_fault(number, table.columns[at], shown_cell(row[at]), expected)
    return 3 <= read[0] <= 54 and 73 <= read[1] <= 136


def angle(cell: Cell, which: Which) -> float | None:
    """The degrees of a cell; None for anything else: empty, a formula, a word."""
    if cell is None:
        return None
    if not isinstance(cell, str):
        return float(cell) if math.isfinite(cell) else None
    text = cell.strip()
    value = plain_number(text)
    return read_angle(text, which) if value is None else value


def shown_cell(cell: Cell) -> str | Message:
    """A cell as a fault quotes it."""
    if isinstance(cell, str) and cell.lstrip().startswith("="):
        return N_("公式“{text}”", text=cell[:40])
    return "" if cell is None else str(cell)


def heading_key(name: str) -> str:
    """A heading without capitals, blanks and what stands in brackets: `Longitude (°)` is `longitude`."""
    plain = _BRACKETS.sub("", unicodedata.normalize("NFKC", name)).casefold()
    return "".join(character for character in plain if character.isalnum())


def has_content(cells: Sequence[Cell]) -> bool:
    """Whether a row is more than blanks."""
    return any(cell is not None and str(cell).strip() for cell in cells)


def padded(cells: Sequence[Cell], length: int) -> list[Cell]:
    """A row with as many cells as there are columns."""
    return [*cells[:length], *([None] * (length - len(cells)))]
