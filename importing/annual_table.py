"""Annual tables, long (place, year, figure) or wide (a column a year): read and judged row by row, nothing assumed.

Pure: cells in, rows and faults out. The command and the overlay of one's own table in the browser both read this way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from data.value_rules import LARGEST
from importing.annual_headings import AnnualColumns, Cells, annual_columns, cell_text
from importing.annual_titles import title_faults, titles_and_rows
from importing.cells import FIRST_YEAR, LAST_YEAR, MISSING_WORDS, UNITS
from importing.faults import ImportFault
from importing.place_finder import PlaceFinder, Unknown
from importing.validity import days_in
from translations import N_, Message

PLAIN_NUMBER: Final = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,15})?")
YEAR_FORM: Final = re.compile(r"[0-9]{4}")
DAYS_FORM: Final = re.compile(r"[0-9]{1,3}")
LARGEST_MEAN: Final = LARGEST["µg/m³"]
BASES: Final = {
    "realtime": "realtime",
    "real-time": "realtime",
    "实况": "realtime",
    "实时": "realtime",
    "official": "official",
    "官方": "official",
    "考核": "official",
    "公报": "official",
}
PM25_WORDS: Final = ("pm2.5", "pm25", "pm25_annual_mean", "pm2.5年均值", "细颗粒物", "pm2_5")
FORMULA_MARKS: Final = ("=", "+", "@")
A_FAULT: Final = Unknown()
A_VALUE: Final = N_("数值，而不是公式")


@dataclass(frozen=True)
class AnnualRow:
    """One figure of an annual table.

    Parameters
    ----------
    place_id, year
        What it is of.
    value
        µg/m³.
    days_with_data
        Days behind it; None when the table does not say.
    basis
        `realtime` or `official`; None when the table does not say.
    file, row
        Where it stands.
    """

    place_id: str
    year: int
    value: float
    days_with_data: int | None
    basis: str | None
    file: str
    row: int


@dataclass
class AnnualTable:
    """What a table holds.

    Parameters
    ----------
    rows, faults
        What is good, and what is not.
    ignored
        Headings that were not understood.
    titles
        Lines above the heading.
    skipped
        What names rows that are of no place, where they may be left out.
    empty
        Number of cells without a figure.
    """

    rows: list[AnnualRow] = field(default_factory=list)
    faults: list[ImportFault] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    empty: int = 0


def read_annual_table(
    file: str,
    lines: Iterable[tuple[int, Cells]],
    finder: PlaceFinder,
    most_faults: int | None = None,
    unknown: Unknown = A_FAULT,
) -> AnnualTable:
    """Read one annual table.

    Parameters
    ----------
    file
        Name for faults.
    lines
        Line numbers with their cells; titles may stand above the heading.
    finder
        Finds places by name or code.
    most_faults
        Reading stops when there are as many; None to read to the end.
    unknown
        What becomes of rows of no place: counties, totals, means.

    Returns
    -------
    AnnualTable
        Every row that is good and every fault; a table with a fault is not to be used.
    """
    table = AnnualTable()
    titles, (heading_line, heading), rows = titles_and_rows(lines)
    columns = annual_columns(file, heading, heading_line)
    table.faults += [*columns.faults, *title_faults(file, titles, columns)]
    table.ignored = columns.ignored
    table.titles = [text for _line, text in titles]
    if table.faults:
        return table
    reader = _RowReader(file, columns, finder, table, unknown)
    for line, cells in rows:
        if most_faults is not None and len(table.faults) >= most_faults:
            break
        if any(cell_text(cell) for cell in cells):
            reader.read(line, cells)
    if not table.rows and not table.faults:
        found = N_("没有一行是认识的地点") if table.skipped else N_("没有数据行")
        table.faults.append(ImportFault(file, None, None, found, N_("至少一个地点、年份和数值")))
    return table


def double_faults(rows: Iterable[AnnualRow]) -> Iterator[ImportFault]:
    """A place has one figure a year, in all files together."""
    first: dict[tuple[str, int, str | None], AnnualRow] = {}
    for row in rows:
        before = first.setdefault((row.place_id, row.year, row.basis), row)
        if before is not row:
            yield ImportFault(
                row.file,
                row.row,
                None,
                N_("{place} {year} 年又一行", place=row.place_id, year=row.year),
                N_("一地一年一行：{file} 第 {row} 行已有", file=before.file, row=before.row),
            )


class _RowReader:
    """Reads the rows of one table into it."""

    def __init__(
        self, file: str, columns: AnnualColumns, finder: PlaceFinder, table: AnnualTable, unknown: Unknown
    ) -> None:
        self._file, self._columns, self._finder, self._table = file, columns, finder, table
        self._unknown = unknown

    def read(self, line: int, cells: Cells) -> None:
        """Read one row; what is wrong with it goes to the faults."""
        if len(cells) > len(self._columns.heading) and any(
            cell_text(cell) for cell in cells[len(self._columns.heading) :]
        ):
            found = N_("{count} 个单元格", count=len(cells))
            expected = N_("{count} 个单元格，与列名相同", count=len(self._columns.heading))
            self._table.faults.append(ImportFault(self._file, line, None, found, expected))
            return
        text = {role: _cell(cells, position) for role, position in self._columns.of_role.items()}
        no_place = self._name_of_no_place(text)
        if no_place and self._unknown.is_skipped:
            self._table.skipped.append(no_place)
            return
        before = len(self._table.faults)
        if self._has_formulas(line, cells):
            if no_place:
                self._place(line, text)
            return
        place_id = self._place(line, text)
        basis = self._basis(line, text)
        self._words(line, text)
        found_rows = []
        for year, position in self._figures(line, text):
            value = self._number(line, position, _cell(cells, position))
            days = self._days(line, text, year)
            if value is None:
                self._table.empty += len(self._table.faults) == before
            elif place_id and year:
                found_rows.append(AnnualRow(place_id, year, value, days, basis, self._file, line))
        if len(self._table.faults) == before:
            self._table.rows += found_rows

    def _has_formulas(self, line: int, cells: Cells) -> bool:
        texts = [cell_text(cell) for cell in cells[: len(self._columns.heading)]]
        formulas = [position for position, text in enumerate(texts) if text.startswith(FORMULA_MARKS)]
        for position in formulas:
            self._fault(line, position, texts[position], A_VALUE)
        return bool(formulas)

    def _figures(self, line: int, text: dict[str, str]) -> list[tuple[int | None, int]]:
        """The years of a row and the positions of their figures."""
        if self._columns.years:
            return list(self._columns.years.items())
        return [(self._year(line, text), self._columns.of_role["value"])]

    def _fault(self, line: int, position: int, found: str, expected: Message) -> None:
        self._table.faults.append(
            ImportFault(self._file, line, self._columns.heading[position], found, expected)
        )

    def _name_of_no_place(self, text: dict[str, str]) -> str:
        """What a row is called that neither by its code nor by its name is of any place; else nothing."""
        names = [text[role] for role in ("place", "code") if text.get(role)]
        if all(self._finder.is_unknown(name) and not name.startswith(FORMULA_MARKS) for name in names):
            return " ".join(names)
        return ""

    def _place(self, line: int, text: dict[str, str]) -> str | None:
        found: dict[str, str] = {}
        for role in ("code", "place"):
            name = text.get(role, "")
            if not name:
                continue
            position = self._columns.of_role[role]
            answer = self._finder.find(name)
            if not isinstance(answer, str):
                way_out = self._unknown.way_out if self._finder.is_unknown(name) else None
                expected = N_("{expected}；{way}", expected=answer, way=way_out) if way_out else answer
                self._fault(line, position, name, expected)
                return None
            found[role] = answer
        if not found:
            position = self._columns.of_role.get("place", self._columns.of_role.get("code", 0))
            self._fault(line, position, "", N_("地点的名称或代码"))
            return None
        if len(set(found.values())) > 1:
            expected = N_("与代码 {code} 相同的地点", code=found["code"])
            self._fault(line, self._columns.of_role["place"], text["place"], expected)
            return None
        return next(iter(found.values()))

    def _year(self, line: int, text: dict[str, str]) -> int | None:
        position = self._columns.of_role["year"]
        cell = text["year"].removesuffix("年")
        cell = cell.removesuffix(".0")
        if YEAR_FORM.fullmatch(cell) and FIRST_YEAR <= int(cell) <= LAST_YEAR:
            return int(cell)
        expected = N_("{first} 至 {last} 年之间的年份", first=FIRST_YEAR, last=LAST_YEAR)
        self._fault(line, position, text["year"], expected)
        return None

    def _days(self, line: int, text: dict[str, str], year: int | None) -> int | None:
        cell = text.get("days", "").removesuffix(".0")
        if cell.upper() in MISSING_WORDS:
            return None
        most = days_in(year) if year else 366
        if DAYS_FORM.fullmatch(cell) and 0 < int(cell) <= most:
            return int(cell)
        self._fault(line, self._columns.of_role["days"], text["days"], N_("1 至 {days} 天", days=most))
        return None

    def _basis(self, line: int, text: dict[str, str]) -> str | None:
        cell = text.get("basis", "")
        if not cell:
            return None
        if cell.casefold() not in BASES:
            self._fault(line, self._columns.of_role["basis"], cell, N_("realtime（实况）或 official（官方）"))
        return BASES.get(cell.casefold())

    def _words(self, line: int, text: dict[str, str]) -> None:
        metric, unit_symbol = text.get("metric", ""), text.get("unit_symbol", "")
        if metric and metric.casefold() not in PM25_WORDS:
            self._fault(line, self._columns.of_role["metric"], metric, N_("PM2.5"))
        if unit_symbol and unit_symbol not in UNITS:
            self._fault(line, self._columns.of_role["unit_symbol"], unit_symbol, N_("µg/m³"))

    def _number(self, line: int, position: int, cell: str) -> float | None:
        year = next((year for year, place in self._columns.years.items() if place == position), None)
        if cell.upper() in MISSING_WORDS:
            return None
        wanted = N_("大于 0、不超过 {most:g} 的数值（µg/m³）", most=LARGEST_MEAN)
        if not PLAIN_NUMBER.fullmatch(cell) or not 0 < float(cell) <= LARGEST_MEAN:
            self._fault(line, position, cell, wanted)
        elif year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
            expected = N_("{first} 至 {last} 年之间的年份", first=FIRST_YEAR, last=LAST_YEAR)
            self._fault(line, position, str(year), expected)
        else:
            return float(cell)
        return None


def _cell(cells: Cells, position: int) -> str:
    return cell_text(cells[position]) if position < len(cells) else ""
