"""Files of any layout that is known → annual figures of places: all of them, or every fault."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

from importing.annual_table import AnnualRow, double_faults, read_annual_table
from importing.city_hours import CityHours, is_city_heading
from importing.faults import FaultList, ImportFault, ImportFaultsError
from importing.hourly import HourlyImport, HourlyResult, HourlySettings, OnProgress
from importing.layout import Layout, Naming
from importing.leftovers import remove_left_folders, staging_folder
from importing.openaq_hours import Locate, OpenaqHours, openaq_columns
from importing.place_finder import Unknown
from importing.readings import Tally
from importing.repeated_files import repeated_faults
from importing.source_file import SourceFile, examine
from importing.station_hours import StationHours, station_columns
from importing.table_lines import table_lines
from importing.validity import HIGHEST_HOUR, AnnualMean
from translations import N_, Message

Kind = Literal["annual", "city_hours", "station_hours", "openaq_hours"]

KIND_NAMES: Final[dict[Kind, Message]] = {
    "annual": N_("年均值表"),
    "city_hours": N_("城市小时值文件"),
    "station_hours": N_("站点小时值文件"),
    "openaq_hours": N_("OpenAQ 存档文件"),
}
WAY_OUT: Final = N_("不是地点的行可用 --skip-unknown 略去")
DECIMALS: Final = 6
"""Of an annual mean out of hourly values: what remains the same whatever the order of the files."""


@dataclass(frozen=True)
class ImportedRow:
    """An annual figure of a place, µg/m³; `basis` and `days_with_data` None where the file does not say.

    `file` and `row` say where a figure of an annual table stands.
    """

    place_id: str
    year: int
    value: float
    days_with_data: int | None
    basis: str | None = None
    file: str = ""
    row: int | None = None


@dataclass(frozen=True)
class Imported:
    """What the files gave.

    Parameters
    ----------
    kind
        Layout of all the files.
    rows
        In order of place and year.
    insufficient
        Years of places that HJ 663-2013 admits no annual mean for.
    tally
        Hourly values used and not used; None for annual tables.
    left_out
        Names or columns that were left out.
    empty
        Cells of annual tables without a figure.
    skipped_rows
        What rows of annual tables are called that are of no place.
    titles
        Lines above the headings of annual tables.
    """

    kind: Kind
    rows: tuple[ImportedRow, ...]
    insufficient: tuple[AnnualMean, ...] = ()
    tally: Tally | None = None
    left_out: tuple[str, ...] = ()
    empty: int = 0
    skipped_rows: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()


@dataclass(frozen=True)
class ImportSettings:
    """What the user may choose.

    Parameters
    ----------
    year
        Only this year.
    keep_short_years
        Whether hourly years of fewer than 324 days are kept, with their days: shown, never judged.
    highest_hour
        µg/m³ above which an hourly value is not believed.
    hours_end
        Whether a time names the end of its hour.
    """

    year: int | None = None
    keep_short_years: bool = False
    highest_hour: float = HIGHEST_HOUR
    hours_end: bool = False


def examine_all(paths: Sequence[Path]) -> tuple[Kind, list[SourceFile]]:
    """Look at the beginning of every file.

    Raises
    ------
    ImportFaultsError
        With every file that cannot be read, those of another layout than the first, and those given twice.
    """
    faults = FaultList()
    files = []
    for path in paths:
        try:
            files.append(examine(path))
        except ImportFaultsError as error:
            faults.extend(error.faults)
    kinds = [kind_of(file) for file in files]
    for file, kind in zip(files, kinds, strict=True):
        if kind != kinds[0]:
            expected = N_(
                "{kind}，与 {file} 相同：一次导入一种文件", kind=KIND_NAMES[kinds[0]], file=files[0].name
            )
            faults.add(ImportFault(file.name, None, None, KIND_NAMES[kind], expected))
    faults.extend(repeated_faults(files))
    faults.refuse()
    return kinds[0], files


def kind_of(file: SourceFile) -> Kind:
    """The layout of a file, by its heading; what is of none of the others is taken for an annual table."""
    if is_city_heading(file.heading):
        return "city_hours"
    if openaq_columns(file.heading):
        return "openaq_hours"
    return "station_hours" if station_columns(file.heading) else "annual"


def import_files(
    kind: Kind,
    files: Sequence[SourceFile],
    settings: ImportSettings,
    naming: Naming,
    locate: Locate,
    on_progress: OnProgress = lambda _size: None,
) -> Imported:
    """Read all files.

    Parameters
    ----------
    kind, files
        From `examine_all`.
    settings
        What the user chose.
    naming
        How names become places.
    locate
        Finds the places of coordinates.
    on_progress
        Told the bytes of each file that is done.

    Raises
    ------
    ImportFaultsError
        With all faults of all files.
    OSError
        When the temporary folder cannot be written.
    """
    if kind == "annual":
        remove_left_folders()
        imported = _annual(files, naming, on_progress)
    else:
        layouts: dict[Kind, Layout] = {
            "city_hours": CityHours(naming),
            "station_hours": StationHours(naming),
            "openaq_hours": OpenaqHours(locate),
        }
        hourly = HourlySettings(settings.highest_hour, settings.hours_end)
        with staging_folder() as folder:
            result = HourlyImport(files, layouts[kind], folder, hourly, on_progress).run()
        imported = _hourly(kind, result, naming, keep_short_years=settings.keep_short_years)
    return imported if settings.year is None else _of_year(imported, settings.year)


def _annual(files: Sequence[SourceFile], naming: Naming, on_progress: OnProgress) -> Imported:
    faults, rows = FaultList(), list[AnnualRow]()
    ignored, skipped = dict[str, None](), list[str]()
    titles: list[str] = []
    unknown = Unknown(naming.skip_unknown, WAY_OUT)
    empty = 0
    for file in files:
        try:
            table = read_annual_table(file.name, table_lines(file), naming.finder, unknown=unknown)
        except ImportFaultsError as error:
            faults.extend(error.faults)
            continue
        faults.extend(table.faults)
        rows += table.rows
        ignored.update(dict.fromkeys(table.ignored))
        skipped += table.skipped
        titles += table.titles
        empty += table.empty
        on_progress(file.size)
    faults.extend(double_faults(rows))
    faults.refuse()
    if not rows:
        fault = ImportFault(files[0].name, None, None, N_("没有数值"), N_("至少一个地点、年份和数值"))
        raise ImportFaultsError([fault])
    rows.sort(key=lambda row: (row.place_id, row.year, row.basis or ""))
    imported = tuple(
        ImportedRow(row.place_id, row.year, row.value, row.days_with_data, row.basis, row.file, row.row)
        for row in rows
    )
    return Imported(
        "annual",
        imported,
        left_out=tuple(ignored),
        empty=empty,
        skipped_rows=tuple(skipped),
        titles=tuple(titles),
    )


def _hourly(kind: Kind, result: HourlyResult, naming: Naming, *, keep_short_years: bool) -> Imported:
    def is_kept(mean: AnnualMean) -> bool:
        # A year with enough days and a short month would be taken for a valid one: the table has no word for it.
        return mean.is_valid or (keep_short_years and mean.has_too_few_days)

    rows = tuple(
        ImportedRow(mean.place_id, mean.year, round(mean.value, DECIMALS), mean.days_with_data)
        for mean in result.means
        if is_kept(mean)
    )
    return Imported(
        kind,
        rows,
        insufficient=tuple(mean for mean in result.means if not mean.is_valid),
        tally=result.tally,
        left_out=tuple(naming.left_out),
    )


def _of_year(imported: Imported, year: int) -> Imported:
    return replace(
        imported,
        rows=tuple(row for row in imported.rows if row.year == year),
        insufficient=tuple(mean for mean in imported.insufficient if mean.year == year),
    )
