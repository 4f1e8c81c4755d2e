"""Hourly station files in long layout: `timepoint,stationcode,…,area,…,pm2_5,…`, one row a station and hour.

The value of a city in an hour is the mean of its stations in that hour, as the network publishes it. How many
stations a city has in all is not in the files, so that no minimum of stations is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from importing import cells
from importing.cells import CellError
from importing.faults import ImportFault
from importing.layout import Naming, Reading, rows_of, table_of
from importing.readings import Readings, Tally
from importing.source_file import SourceFile
from importing.staging import Staged
from translations import N_

NAMES_OF_COLUMN: Final = {
    "moment": ("timepoint", "time_point"),
    "sensor": ("stationcode", "station_code"),
    "area": ("area",),
    "value": ("pm2_5", "pm2.5", "pm25"),
}


def station_columns(heading: Sequence[str]) -> dict[str, int] | None:
    """Where the columns that are used stand; None when a heading is of another layout."""
    lower = [name.lower() for name in heading]
    found = {
        column: next((lower.index(name) for name in names if name in lower), -1)
        for column, names in NAMES_OF_COLUMN.items()
    }
    return found if min(found.values()) >= 0 else None


class StationHours:
    """Reads this layout."""

    of_one_heading = True

    def __init__(self, naming: Naming) -> None:
        self._naming = naming

    def heading_faults(self, _file: SourceFile) -> list[ImportFault]:
        """None: the heading is what this layout is known by."""
        return []

    def load(self, store: Readings, batch: Sequence[Staged]) -> tuple[Tally, set[int]]:
        """Read the four columns that are used."""
        columns = self._columns(batch[0].file)
        rows, parameters = table_of(batch)
        parts = {name: f"trim(c{position})" for name, position in columns.items()}
        store.run(
            f"CREATE OR REPLACE TEMP TABLE rows AS SELECT file, {parts['area']} AS area, {parts['sensor']}"
            f" AS sensor, c{columns['value']} AS cell, contains(concat(*COLUMNS('c[0-9]+')), chr(0)) AS has_zero,"
            f" CASE WHEN regexp_full_match({parts['moment']}, '{cells.MOMENT_FORM}') THEN try_strptime("
            rf"replace(replace(regexp_replace({parts['moment']}, '([.]0+)?([+]08:?00)?$', ''), 'T', ' '), '/', '-'),"
            f" {list(cells.MOMENT_PATTERNS)}) END AS moment FROM ({rows})",
            parameters,
        )
        known: dict[str, int] = {}
        unknown: list[str] = []
        for (area,) in store.run("SELECT DISTINCT coalesce(area, '') FROM rows"):
            try:
                place = self._naming.place_id(area)
            except CellError:
                unknown.append(area)
            else:
                if place is not None:
                    known[area] = int(place)
        at_fault = store.run(
            "SELECT DISTINCT file FROM rows WHERE has_zero OR coalesce(sensor, '') = '' OR moment IS NULL"
            " OR year(moment) NOT BETWEEN ? AND ? OR list_contains(?, coalesce(area, ''))",
            [cells.FIRST_YEAR, cells.LAST_YEAR, unknown],
        )
        tally, not_numbers = store.add(
            "SELECT file, place, sensor, CAST(epoch(moment) AS BIGINT) AS instant, cell FROM rows"
            " JOIN (SELECT unnest(?) AS area, unnest(?) AS place) USING (area) WHERE moment IS NOT NULL",
            [list(known), list(known.values())],
        )
        store.run("DROP TABLE rows")
        return tally, {row[0] for row in at_fault} | set(not_numbers)

    def walk(self, file: SourceFile) -> Iterator[Reading | ImportFault]:
        """Every value, or what is wrong in its row."""
        columns = self._columns(file)
        for item in rows_of(file):
            if isinstance(item, ImportFault):
                yield item
            else:
                yield from self._row(file, columns, *item)

    def _row(
        self, file: SourceFile, columns: Mapping[str, int], row: int, found: list[str]
    ) -> Iterator[Reading | ImportFault]:
        text = {name: found[position].strip() for name, position in columns.items()}
        faults = []
        instant, place = 0, None

        def fault(name: str, error: CellError) -> None:
            heading = file.heading[columns[name]]
            faults.append(ImportFault(file.name, row, heading, text[name], error.expected))

        try:
            instant = cells.moment(text["moment"])
        except CellError as error:
            fault("moment", error)
        if not text["sensor"]:
            fault("sensor", CellError(N_("站点编号")))
        try:
            place = self._naming.place_id(text["area"])
        except CellError as error:
            fault("area", error)
        if place is not None or faults:
            try:
                cells.number(text["value"])
            except CellError as error:
                fault("value", error)
        yield from faults
        if place is not None and not faults:
            heading = file.heading[columns["value"]]
            yield Reading(row, heading, place, text["sensor"], instant, text["value"])

    def _columns(self, file: SourceFile) -> dict[str, int]:
        return station_columns(file.heading) or {}
