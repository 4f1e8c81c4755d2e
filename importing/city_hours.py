"""Hourly city files as mirrors of the national network keep them: `date,hour,type,北京,天津,…`, one file a day.

Fifteen types share the rows; only those of PM2.5 are used. The city columns differ from year to year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from importing import cells
from importing.cells import CellError
from importing.faults import ImportFault
from importing.layout import Naming, Reading, rows_of
from importing.readings import Readings, Tally
from importing.source_file import SourceFile
from importing.staging import Staged
from translations import N_

KEY_COLUMNS: Final = ("date", "hour", "type")
PM25: Final = "PM2.5"
DAY_IN_NAME: Final = re.compile(r"(?<![0-9])(20[0-9]{2}-?[01][0-9]-?[0-3][0-9])(?![0-9])")

LINES: Final = (
    "SELECT CAST(parse_filename(filename, true) AS INTEGER) AS file,"
    " CASE WHEN contains(line, '\"') THEN replace(line, '\"', '') ELSE line END AS line"
    " FROM read_csv(?, columns = {'line': 'VARCHAR'}, header = false, skip = 1, auto_detect = false,"
    " delim = chr(1), quote = '', escape = '', filename = true)"
)
"""Lines of files as they are, without quotation marks: a number needs none."""


def is_city_heading(heading: Sequence[str]) -> bool:
    """Whether a heading is of this layout."""
    return len(heading) > 3 and tuple(name.lower() for name in heading[:3]) == KEY_COLUMNS


def day_in_name(name: str) -> date | None:
    """The day that a file says it is of; None when its name holds none."""
    found = DAY_IN_NAME.findall(name)
    try:
        return cells.day(found[0].replace("-", "")) if len(found) == 1 else None
    except CellError:
        return None


class CityHours:
    """Reads this layout."""

    of_one_heading = False

    def __init__(self, naming: Naming) -> None:
        self._naming = naming

    def heading_faults(self, file: SourceFile) -> list[ImportFault]:
        """Cities that are not known."""
        return [item for item in self._columns(file) if isinstance(item, ImportFault)]

    def load(self, store: Readings, batch: Sequence[Staged]) -> tuple[Tally, set[int]]:
        """Read lines, not cells: of fifteen lines one is of PM2.5, the others are only counted through."""
        paths = [str(item.path) for item in batch]
        store.run(
            "CREATE OR REPLACE TEMP TABLE files AS SELECT unnest(?) AS file, unnest(?) AS width,"
            " CAST(unnest(?) AS DATE) AS named, CAST(unnest(?) AS INTEGER[]) AS places",
            [
                [item.number for item in batch],
                [len(item.file.heading) for item in batch],
                [day_in_name(item.file.path.name) for item in batch],
                [[place and int(place) for place in self._places(item.file)[3:]] for item in batch],
            ],
        )
        at_fault = store.run(
            f"SELECT DISTINCT file FROM ({LINES}) JOIN files USING (file) WHERE contains(line, chr(0))"
            " OR (len(string_split(line, ',')) <> width AND trim(line, ' ,' || chr(13)) <> '')",
            [paths],
        )
        store.run(
            "CREATE OR REPLACE TEMP TABLE hours AS WITH split AS (SELECT file, string_split(rtrim(line, chr(13)), ',') AS cell"
            f" FROM ({LINES}) WHERE regexp_matches(line, '^[^,]*,[^,]*, *PM2[.]5 *,', 'i'))"
            " SELECT file, trim(cell[1]) AS day_text, trim(cell[2]) AS hour_text, cell[4:] AS city,"
            f" CASE WHEN regexp_full_match(day_text, '{cells.DAY_FORM}')"
            f" THEN CAST(try_strptime(day_text, {list(cells.DAY_PATTERNS)}) AS DATE) END AS day,"
            f" CASE WHEN regexp_full_match(hour_text, '{cells.HOUR_FORM}')"
            " THEN CAST(hour_text AS INTEGER) END AS hour FROM split",
            [paths],
        )
        at_fault += store.run(
            "SELECT DISTINCT file FROM hours JOIN files USING (file)"
            " WHERE hour IS NULL OR day IS NULL OR year(day) NOT BETWEEN ? AND ? OR named <> day",
            [cells.FIRST_YEAR, cells.LAST_YEAR],
        )
        tally, not_numbers = store.add(
            "SELECT file, place, '' AS sensor, (day - DATE '1970-01-01') * 86400 + hour * 3600 AS instant, cell"
            " FROM (SELECT file, day, hour, unnest(city) AS cell, unnest(places) AS place"
            " FROM hours JOIN files USING (file))"
            " WHERE place IS NOT NULL AND instant IS NOT NULL"
        )
        store.run("DROP TABLE hours")
        return tally, {row[0] for row in at_fault} | set(not_numbers)

    def walk(self, file: SourceFile) -> Iterator[Reading | ImportFault]:
        """Every PM2.5 value, or what is wrong in its place."""
        places = self._places(file)
        named = day_in_name(file.path.name)
        for item in rows_of(file):
            if isinstance(item, ImportFault):
                yield item
            elif item[1][2].strip().upper() == PM25:
                yield from self._row(file, places, named, *item)

    def _row(
        self, file: SourceFile, places: Sequence[str | None], named: date | None, row: int, found: list[str]
    ) -> Iterator[Reading | ImportFault]:
        instant, faults = 0, []
        for position, read in enumerate((_midnight, _seconds)):
            try:
                instant += read(found[position])
            except CellError as error:
                name = file.heading[position]
                faults.append(ImportFault(file.name, row, name, found[position], error.expected))
        if not faults and named and cells.day_of(instant) != named:
            expected = N_("{day}，与文件名一致", day=f"{named:%Y%m%d}")
            faults.append(ImportFault(file.name, row, file.heading[0], found[0], expected))
        yield from faults
        for name, place, text in zip(file.heading[3:], places[3:], found[3:], strict=True):
            if place is None:
                continue
            try:
                cells.number(text)
            except CellError as error:
                yield ImportFault(file.name, row, name, text, error.expected)
            else:
                if not faults:
                    yield Reading(row, name, place, "", instant, text)

    def _columns(self, file: SourceFile) -> Iterator[str | ImportFault | None]:
        for name in file.heading[3:]:
            try:
                yield self._naming.place_id(name)
            except CellError as error:
                yield ImportFault(file.name, 1, name, name, error.expected)

    def _places(self, file: SourceFile) -> list[str | None]:
        columns = [None if isinstance(item, ImportFault) else item for item in self._columns(file)]
        return [None, None, None, *columns]


def _midnight(text: str) -> int:
    return (cells.day(text) - cells.EPOCH.date()).days * 86400


def _seconds(text: str) -> int:
    return cells.hour(text) * 3600
