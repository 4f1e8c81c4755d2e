"""The hourly values of all files in one place, on disk where they do not fit in memory; the engine is DuckDB.

The engine reads, checks and adds up millions of values without a loop over them. What it finds at fault it only
counts: where exactly, is then told by walking the file concerned in plain Python (`importing.hourly`).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import duckdb

from importing.cells import MISSING_WORDS, NUMBER_FORM, day_of

MEMORY_LIMIT: Final = "512MB"
"""What the engine may hold before it writes to its folder; its buffers for reading come on top."""

THREADS: Final = 4
MOST_CONFLICTS: Final = 1000
SECONDS_OF_A_DAY: Final = 86400

EngineError = duckdb.Error


@dataclass(frozen=True)
class Tally:
    """How many hourly values were used, and how many not: missing, negative, or above what is believed."""

    valid: int = 0
    missing: int = 0
    negative: int = 0
    absurd: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.valid + other.valid,
            self.missing + other.missing,
            self.negative + other.negative,
            self.absurd + other.absurd,
        )


@dataclass(frozen=True)
class Conflict:
    """Two different values for one place, station and moment, and the files that they are in."""

    place_id: str
    sensor: str
    instant: int
    files: tuple[int, ...]


class Readings:
    """A store of hourly values in a folder of its own.

    Parameters
    ----------
    folder
        An empty folder; whoever made it removes it.
    highest
        µg/m³ above which a value is not believed.
    """

    def __init__(self, folder: Path, highest: float) -> None:
        self._highest = highest
        self.engine = duckdb.connect(
            str(folder / "readings.duckdb"),
            config={
                "memory_limit": MEMORY_LIMIT,
                "threads": min(THREADS, os.cpu_count() or 1),
                "temp_directory": str(folder / "spilled"),
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            },
        )
        # nothing in the order of the rows matters: the engine need not keep it
        self.run("SET preserve_insertion_order = false")
        self.run("SET enable_progress_bar = false")
        self.run("SET TimeZone = 'UTC'")
        self.run(
            "CREATE TABLE readings (file INTEGER, place INTEGER, sensor VARCHAR, instant BIGINT,"
            " value DECIMAL(18, 6))"
        )

    def run(self, statement: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run a statement and return its rows."""
        try:
            return self.engine.execute(statement, list(parameters)).fetchall()
        except (RuntimeError, duckdb.InterruptException) as error:
            # the engine notices an interrupt itself, and says so in its own way
            if "interrupt" in str(error).lower():
                raise KeyboardInterrupt from error
            raise

    def add(self, cells: str, parameters: Sequence[Any] = ()) -> tuple[Tally, list[int]]:
        """Put values into the store.

        Parameters
        ----------
        cells
            A query with the columns file, place, sensor, instant (seconds on the clock of Beijing) and cell (text).
        parameters
            Its parameters.

        Returns
        -------
        tuple
            How many were used, and the files in which a cell is neither a number nor empty.
        """
        self.run(
            "CREATE OR REPLACE TEMP TABLE cells AS SELECT file, place, sensor, instant, trim(cell) AS cell"
            f" FROM ({cells})",
            parameters,
        )
        missing = ", ".join(f"'{word}'" for word in MISSING_WORDS)
        self.run(
            "CREATE OR REPLACE TEMP VIEW judged AS SELECT *, cell IS NULL OR upper(cell) IN"
            f" ({missing}) AS is_missing, CASE WHEN regexp_full_match(cell, '{NUMBER_FORM}')"
            " THEN TRY_CAST(cell AS DOUBLE) END AS figure FROM cells"
        )
        # A negative exponent is no fault; an overflow to infinity is above all that is believed.
        believed = f"figure BETWEEN 0 AND {self._highest!r}"
        counts = self.run(
            f"SELECT count(*) FILTER ({believed}), count(*) FILTER (is_missing), count(*) FILTER (figure < 0),"
            f" count(*) FILTER (figure > {self._highest!r}) FROM judged"
        )[0]
        at_fault = self.run("SELECT DISTINCT file FROM judged WHERE figure IS NULL AND NOT is_missing")
        self.run(
            "INSERT INTO readings SELECT file, place, sensor, instant, CAST(figure AS DECIMAL(18, 6))"
            f" FROM judged WHERE {believed}"
        )
        self.run("DROP TABLE cells CASCADE")
        return Tally(*counts), sorted(row[0] for row in at_fault)

    def conflicts(self) -> list[Conflict]:
        """Moments for which there is more than one value; a thousand at most."""
        found: list[Conflict] = []
        for first, last in self._months():
            rows = self.run(
                "SELECT place, sensor, instant, list_sort(list(DISTINCT file)) FROM readings"
                " WHERE instant >= ? AND instant < ? GROUP BY place, sensor, instant"
                " HAVING min(value) <> max(value) ORDER BY ALL LIMIT ?",
                [first, last, MOST_CONFLICTS - len(found)],
            )
            found += [
                Conflict(f"{place:06d}", sensor, instant, tuple(files))
                for place, sensor, instant, files in rows
            ]
            if len(found) == MOST_CONFLICTS:
                break
        return found

    def days(self, *, ends: bool) -> Iterator[tuple[str, date, float, int]]:
        """Places and days with the sum of the hourly means of the place and how many there are.

        The value of a place in an hour is the mean of its stations in that hour, that of a station the mean of
        what it gave in the hour; the same value given twice counts once. Sums are of decimals, so that they do
        not depend on the order of rows.

        Parameters
        ----------
        ends
            Whether a time names the end of its hour: then 00:00 belongs to the day before.
        """
        shift = 1 if ends else 0
        for first, last in self._months(shift):
            rows = self.run(
                """
                WITH once AS (
                    SELECT place, sensor, instant - ? AS instant, min(value) AS value FROM readings
                    WHERE instant - ? >= ? AND instant - ? < ? GROUP BY ALL
                ), of_station AS (
                    SELECT place, sensor, instant // 3600 AS hour,
                        CAST(sum(value) / count(*) AS DECIMAL(18, 6)) AS value FROM once GROUP BY ALL
                ), of_place AS (
                    SELECT place, hour, CAST(sum(value) / count(*) AS DECIMAL(18, 6)) AS value
                    FROM of_station GROUP BY ALL
                )
                SELECT place, hour // 24, CAST(sum(value) AS DOUBLE), count(*) FROM of_place GROUP BY ALL
                ORDER BY ALL
                """,
                [shift, shift, first, shift, last],
            )
            for place, day, total, hours in rows:
                yield f"{place:06d}", day_of(day * SECONDS_OF_A_DAY), total, hours

    def _months(self, shift: int = 0) -> list[tuple[int, int]]:
        """First and last moment of each month that there are values of: what is grouped at a time."""
        rows = self.run(
            "SELECT DISTINCT date_trunc('month', make_timestamp((instant - ?) * 1000000)) AS month"
            " FROM readings ORDER BY month",
            [shift],
        )
        return [
            (
                self.run("SELECT CAST(epoch(?::TIMESTAMP) AS BIGINT)", [month])[0][0],
                self.run("SELECT CAST(epoch(?::TIMESTAMP + INTERVAL 1 MONTH) AS BIGINT)", [month])[0][0],
            )
            for (month,) in rows
        ]

    def close(self) -> None:
        """Let go of the files in the folder."""
        self.engine.close()
