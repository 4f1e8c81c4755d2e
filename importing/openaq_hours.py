"""Files of the OpenAQ archive: `location_id,sensors_id,location,datetime,lat,lon,parameter,units,value`.

A station belongs to the place that its coordinates (WGS 84) lie in, so that a station in a carve-out counts for the
carve-out and not for the city around it. Times carry their zone and are brought to the clock of Beijing. Only PM2.5
in µg/m³ is read; a row of PM2.5 in another unit is a fault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from geo.point_lookup import coordinate_faults
from importing import cells
from importing.cells import UNITS, CellError
from importing.faults import ImportFault
from importing.layout import Reading, rows_of, table_of
from importing.readings import Readings, Tally
from importing.source_file import SourceFile
from importing.staging import Staged
from translations import N_

COLUMNS: Final = ("sensors_id", "datetime", "lat", "lon", "parameter", "units", "value")
PARAMETERS: Final = ("pm25", "pm2.5")

Locate = Callable[[Sequence[tuple[float, float]]], list[str | None]]
"""Longitudes and latitudes in degrees (WGS 84) → the places they lie in, None outside all."""


def openaq_columns(heading: Sequence[str]) -> dict[str, int] | None:
    """Where the columns that are used stand; None when a heading is of another layout."""
    lower = [name.lower() for name in heading]
    return {name: lower.index(name) for name in COLUMNS} if set(COLUMNS) <= set(lower) else None


class OpenaqHours:
    """Reads this layout.

    Parameters
    ----------
    locate
        Finds the places of stations.
    """

    of_one_heading = True

    def __init__(self, locate: Locate) -> None:
        self._locate = locate
        self._places: dict[tuple[str, str], str | None] = {}

    def heading_faults(self, _file: SourceFile) -> list[ImportFault]:
        """None: the heading is what this layout is known by."""
        return []

    def load(self, store: Readings, batch: Sequence[Staged]) -> tuple[Tally, set[int]]:
        """Read the rows of PM2.5."""
        columns = self._columns(batch[0].file)
        rows, parameters = table_of(batch)
        part = {name: f"trim(c{position})" for name, position in columns.items()}
        store.run(
            f"CREATE OR REPLACE TEMP TABLE rows AS SELECT file, {part['sensors_id']} AS sensor, {part['lat']} AS lat,"
            f" {part['lon']} AS lon, {part['units']} AS units, {part['value']} AS cell,"
            f" CASE WHEN regexp_full_match({part['datetime']}, '{cells.ZONED_FORM}') THEN TRY_CAST("
            rf" regexp_replace({part['datetime']}, '([+-][0-9][0-9])([0-9][0-9])$', '\1:\2') AS TIMESTAMPTZ) END"
            f" AS moment FROM ({rows}) WHERE lower({part['parameter']}) IN {PARAMETERS}",
            parameters,
        )
        points = store.run("SELECT DISTINCT coalesce(lat, ''), coalesce(lon, '') FROM rows")
        self._place_all(points)
        known = [(point, self._places[point]) for point in points if self._places[point] is not None]
        at_fault = store.run(
            "SELECT DISTINCT file FROM rows LEFT JOIN (SELECT unnest(?) AS lat, unnest(?) AS lon, 1 AS placed)"
            " USING (lat, lon) WHERE placed IS NULL OR coalesce(sensor, '') = '' OR moment IS NULL"
            " OR units IS NULL OR NOT list_contains(?, units)",
            [[point[0] for point, _place in known], [point[1] for point, _place in known], list(UNITS)],
        )
        tally, not_numbers = store.add(
            "SELECT file, place, sensor, CAST(floor(epoch(moment)) AS BIGINT) + 28800 AS instant, cell FROM rows"
            " JOIN (SELECT unnest(?) AS lat, unnest(?) AS lon, unnest(?) AS place) USING (lat, lon)"
            " WHERE moment IS NOT NULL",
            [
                [point[0] for point, _place in known],
                [point[1] for point, _place in known],
                [int(place) for _point, place in known if place],
            ],
        )
        store.run("DROP TABLE rows")
        return tally, {row[0] for row in at_fault} | set(not_numbers)

    def walk(self, file: SourceFile) -> Iterator[Reading | ImportFault]:
        """Every PM2.5 value, or what is wrong in its row."""
        columns = self._columns(file)
        for item in rows_of(file):
            if isinstance(item, ImportFault):
                yield item
            elif item[1][columns["parameter"]].strip().lower() in PARAMETERS:
                yield from self._row(file, columns, *item)

    def _row(
        self, file: SourceFile, columns: Mapping[str, int], row: int, found: list[str]
    ) -> Iterator[Reading | ImportFault]:
        text = {name: found[position].strip() for name, position in columns.items()}
        faults = []

        def check(name: str, read: Callable[[str], object]) -> object:
            try:
                return read(text[name])
            except CellError as error:
                faults.append(ImportFault(file.name, row, name, text[name], error.expected))
                return None

        check("sensors_id", self._sensor)
        check("units", self._units)
        check("value", cells.number)
        moment = check("datetime", cells.zoned_moment)
        point = (text["lat"], text["lon"])
        if point not in self._places:
            self._place_all([point])
        place = self._places[point]
        if place is None:
            shown = ", ".join(point)
            faults.append(ImportFault(file.name, row, "lat, lon", shown, N_("中国境内的经纬度（WGS 84）")))
        yield from faults
        if not faults and place is not None and isinstance(moment, int):
            yield Reading(row, "value", place, text["sensors_id"], moment, text["value"])

    @staticmethod
    def _sensor(text: str) -> None:
        if not text:
            raise CellError(N_("传感器编号"))

    @staticmethod
    def _units(text: str) -> None:
        if text not in UNITS:
            raise CellError(N_("µg/m³"))

    def _place_all(self, points: Sequence[tuple[str, str]]) -> None:
        """Look up points that were not asked for before, all at once."""
        new = [point for point in points if point not in self._places]
        self._places.update(dict.fromkeys(new))
        degrees = {point: pair for point in new if (pair := self._degrees(point)) is not None}
        found = self._locate(list(degrees.values())) if degrees else []
        self._places.update(zip(degrees, found, strict=True))

    @staticmethod
    def _degrees(point: tuple[str, str]) -> tuple[float, float] | None:
        try:
            lat, lon = (cells.number(text) for text in point)
        except CellError:
            return None
        if lat is None or lon is None or coordinate_faults(lon, lat):
            return None
        return lon, lat

    def _columns(self, file: SourceFile) -> dict[str, int]:
        return openaq_columns(file.heading) or {}
