"""Hourly files → annual means: every file into the store, every fault told with its row, then HJ 663's rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from importing import cells, staging
from importing.faults import FaultList, ImportFault, ImportFaultsError
from importing.layout import Layout, Reading
from importing.readings import Conflict, EngineError, Readings, Tally
from importing.source_file import SourceFile
from importing.validity import AnnualMean, annual_means, daily_mean, is_hourly_value
from translations import N_

OnProgress = Callable[[int], None]
"""Told the bytes of each file that is done."""

NO_VALUES: Final = N_("没有 PM2.5 小时值")
SOME_VALUES: Final = N_("至少一个 PM2.5 小时值")


@dataclass(frozen=True)
class HourlySettings:
    """How hourly files are read.

    Parameters
    ----------
    highest
        µg/m³ above which an hourly value is not believed.
    ends
        Whether a time names the end of its hour, so that 00:00 belongs to the day before.
    """

    highest: float
    ends: bool = False


@dataclass(frozen=True)
class HourlyResult:
    """The annual means of all places and years, valid or not, and how many hourly values they come from."""

    means: tuple[AnnualMean, ...]
    tally: Tally


class HourlyImport:
    """One import of hourly files of one layout.

    Parameters
    ----------
    files
        In the order given.
    layout
        Of all of them.
    folder
        An empty folder for what does not fit in memory; the caller removes it.
    settings
        How they are read.
    on_progress
        Told the bytes of each file that is done.
    """

    def __init__(
        self,
        files: Sequence[SourceFile],
        layout: Layout,
        folder: Path,
        settings: HourlySettings,
        on_progress: OnProgress = lambda _size: None,
    ) -> None:
        self._files, self._layout, self._folder = files, layout, folder
        self._settings, self._on_progress = settings, on_progress
        self._faults = FaultList()

    def run(self) -> HourlyResult:
        """Read everything and work out the means.

        Raises
        ------
        ImportFaultsError
            With all faults of all files.
        """
        store = Readings(self._folder, self._settings.highest)
        try:
            tally = Tally()
            for batch in staging.batches(enumerate(self._files), of_one_heading=self._layout.of_one_heading):
                tally += self._load(store, batch)
            self._faults.refuse()
            for conflict in store.conflicts():
                self._faults.extend(self._conflict_faults(conflict))
            self._faults.refuse()
            if not tally.valid:
                fault = ImportFault(self._files[0].name, None, None, NO_VALUES, SOME_VALUES)
                raise ImportFaultsError([fault])
            return HourlyResult(tuple(annual_means(self._days(store))), tally)
        finally:
            store.close()

    def _days(self, store: Readings) -> dict[tuple[str, date], float]:
        days: dict[tuple[str, date], float] = {}
        for place_id, day, total, hours in store.days(ends=self._settings.ends):
            mean = daily_mean(total, hours)
            if mean is not None:
                days[place_id, day] = mean
        return days

    def _load(self, store: Readings, batch: Sequence[tuple[int, SourceFile]]) -> Tally:
        sound = []
        for number, file in batch:
            faults = self._layout.heading_faults(file)
            self._faults.extend(faults)
            if not faults:
                sound.append((number, file))
        staged = self._stage(sound)
        tally, at_fault = Tally(), set[int]()
        if staged:
            try:
                tally, at_fault = self._layout.load(store, staged)
            except EngineError as error:
                # Which row it stumbled over, and what else is wrong, the walk tells.
                self._walk_all([item.file for item in staged], error)
        staging.remove(staged)
        for number in sorted(at_fault):
            self._walk(self._files[number])
        self._on_progress(sum(file.size for _number, file in batch))
        return tally

    def _stage(self, batch: Sequence[tuple[int, SourceFile]]) -> list[staging.Staged]:
        staged = []
        for number, file in batch:
            try:
                staged.append(staging.stage(number, file, self._folder))
            except ImportFaultsError as error:
                self._faults.extend(error.faults)
        return staged

    def _walk_all(self, files: Sequence[SourceFile], error: EngineError) -> None:
        before = len(self._faults.kept)
        for file in files:
            self._walk(file)
        if len(self._faults.kept) == before:
            first_line = str(error).splitlines()[0]
            expected = N_("可以逐行读取的 CSV 文件")
            self._faults.add(ImportFault(files[0].name, None, None, first_line, expected))

    def _walk(self, file: SourceFile) -> None:
        try:
            for item in self._layout.walk(file):
                if isinstance(item, ImportFault):
                    self._faults.add(item)
                    if self._faults.is_full(file.name):
                        return
        except ImportFaultsError as error:
            self._faults.extend(error.faults)

    def _conflict_faults(self, conflict: Conflict) -> list[ImportFault]:
        """Name the rows of a contradiction: the first one that holds another value than the one before."""
        first: tuple[str, Reading] | None = None
        for number in conflict.files:
            file = self._files[number]
            for item in self._layout.walk(file):
                if not isinstance(item, Reading) or not self._is_of(item, conflict):
                    continue
                if first is None:
                    first = (file.name, item)
                elif round(float(item.text), 6) != round(float(first[1].text), 6):
                    expected = N_(
                        "{text}，与 {file} 第 {row} 行同一小时的值相同",
                        text=first[1].text.strip(),
                        file=first[0],
                        row=first[1].row,
                    )
                    return [ImportFault(file.name, item.row, item.column, item.text, expected)]
        return []

    def _is_of(self, reading: Reading, conflict: Conflict) -> bool:
        key = (conflict.place_id, conflict.sensor, conflict.instant)
        if (reading.place_id, reading.sensor, reading.instant) != key:
            return False
        value = cells.number(reading.text)
        return value is not None and is_hourly_value(value, self._settings.highest)
