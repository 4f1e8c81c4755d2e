"""Rules on figures, years and documents: plausible, complete, in order."""

from __future__ import annotations

import calendar
from collections.abc import Collection, Iterator
from datetime import date
from typing import Final

from data.faults import TableFault
from data.raw_table import RawTables, number_in

LARGEST: Final = {
    "µg/m³": 300.0,
    "%": 100.0,
    "d": 366.0,
    "t": 10_000_000.0,
    "10⁴ t": 1_000.0,
    "rank": 400.0,
    "city count": 400.0,
}
"""Largest plausible figure by unit: above any annual mean of a Chinese city, any number of cities to rank
or count, any cut in emissions of a province."""

COUNTED_UNITS: Final = ("d", "rank", "city count")

COMPARATORS_OF_A_LEVEL: Final = frozenset(["<", "<=", ">=", ">", "=", "reach", "about"])
COMPARATORS_OF_A_FALL: Final = frozenset(["decrease_by", "decrease_by_at_least"])
COMPARATORS_OF_A_RANK: Final = frozenset(["leave_bottom", "stay_out_of_bottom", "within_top", "advance_by"])
COMPARATORS_WITH_VALUE: Final = COMPARATORS_OF_A_LEVEL | COMPARATORS_OF_A_FALL | COMPARATORS_OF_A_RANK
COMPARATORS_WITHOUT_VALUE: Final = frozenset(
    ["attain", "complete_assigned", "eliminate", "advance", "set_stage_target", "hold"]
)

UNITS_OF_METRIC: Final = {
    "pm25_annual_mean": ("µg/m³",),
    "pm10_annual_mean": ("µg/m³",),
    "ozone_8h_90p": ("µg/m³",),
    "good_day_share": ("%",),
    "heavy_pollution_day_share": ("%",),
    "heavy_pollution_days": ("d",),
    "nox_emissions": ("t", "10⁴ t"),
    "vocs_emissions": ("t", "10⁴ t"),
    "nox_and_vocs_emissions": ("t", "10⁴ t"),
    "nox_project_reduction": ("t", "10⁴ t"),
    "vocs_project_reduction": ("t", "10⁴ t"),
    "composite_index_rank": ("rank",),
    "attaining_cities": ("city count",),
    "air_quality_attainment": (),
    "assigned_indicators": (),
}
"""Unit a metric is measured in; a fall may also be in percent."""

VALUE_TABLES: Final = (
    ("observations", "value"),
    ("region_observations", "value"),
    ("standards", "limit"),
    ("targets", "value"),
)


def figures_are_plausible(raw: RawTables) -> Iterator[TableFault]:
    """A figure is above 0, at most what its unit can hold, and whole when it counts something."""
    for table, column in VALUE_TABLES:
        for row in raw.rows(table):
            figure, unit_symbol = number_in(row.cells[column]), row.cells["unit_symbol"]
            if figure is None or unit_symbol not in LARGEST:
                continue
            expected = None
            if not 0 < figure <= LARGEST[unit_symbol]:
                expected = f"more than 0 and at most {LARGEST[unit_symbol]:g} {unit_symbol}"
            elif unit_symbol in COUNTED_UNITS and not figure.is_integer():
                expected = f"a whole number of {unit_symbol}"
            if expected:
                yield raw.cell_fault(table, row, column, expected)


def comparators_fit_values(raw: RawTables) -> Iterator[TableFault]:
    """A comparator that compares with a figure has figure and unit, any other has neither."""
    for row in raw.rows("targets"):
        comparator = row.cells["comparator"]
        for column, words in (("value", "a value"), ("unit_symbol", "a unit")):
            cell = row.cells[column]
            if comparator in COMPARATORS_WITH_VALUE and not cell:
                expected = f"{words}, for the comparator is {comparator}"
            elif comparator in COMPARATORS_WITHOUT_VALUE and cell:
                expected = f"an empty cell, for the comparator is {comparator}"
            else:
                continue
            yield raw.cell_fault("targets", row, column, expected)


def units_fit_metrics(raw: RawTables) -> Iterator[TableFault]:
    """A figure is in a unit of its metric; a fall may be in percent; ranks alone have ranking comparators."""
    for row in raw.rows("targets"):
        metric, comparator = row.cells["metric"], row.cells["comparator"]
        unit_symbol = row.cells["unit_symbol"]
        units = UNITS_OF_METRIC.get(metric)
        if units is None:
            continue
        if comparator in COMPARATORS_OF_A_FALL:
            units = tuple(dict.fromkeys((*units, "%")))
        if unit_symbol and unit_symbol not in units:
            expected = f"{' or '.join(units) or 'an empty cell'}, for the metric is {metric}"
            yield raw.cell_fault("targets", row, "unit_symbol", expected)
        if comparator in COMPARATORS_OF_A_RANK and metric != "composite_index_rank":
            expected = f"a comparator that fits {metric}"
            yield raw.cell_fault("targets", row, "comparator", expected)


def base_year_is_before_target_year(raw: RawTables) -> Iterator[TableFault]:
    """A fall is counted from an earlier year."""
    for row in raw.rows("targets"):
        base, target = number_in(row.cells["base_year"]), number_in(row.cells["target_year"])
        if base is not None and target is not None and base >= target:
            expected = f"a year before the target year {row.cells['target_year']}"
            yield raw.cell_fault("targets", row, "base_year", expected)


def days_are_of_the_year(raw: RawTables) -> Iterator[TableFault]:
    """A year has 365 or 366 days."""
    for row in raw.rows("observations"):
        days, year = number_in(row.cells["days_with_data"]), number_in(row.cells["year"])
        length = 365 + calendar.isleap(int(year)) if year is not None else 366
        if days is not None and not 0 < days <= length:
            yield raw.cell_fault("observations", row, "days_with_data", f"1 to {length} days")


def realtime_means_say_their_days(raw: RawTables) -> Iterator[TableFault]:
    """A real-time mean says how many days it rests on."""
    for row in raw.rows("observations"):
        if row.cells["basis"] == "realtime" and not row.cells["days_with_data"]:
            expected = "the number of days, for the basis is realtime"
            yield raw.cell_fault("observations", row, "days_with_data", expected)


def dates_are_of_the_calendar(raw: RawTables) -> Iterator[TableFault]:
    """A date of issue exists and lies between 2000 and 2040; a limit does not end before it begins."""
    for row in raw.rows("documents"):
        issued_on = row.cells["issued_on"]
        if issued_on and not _is_date(issued_on):
            expected = "a day, month or year of the calendar between 2000 and 2040"
            yield raw.cell_fault("documents", row, "issued_on", expected)
    for row in raw.rows("standards"):
        start, end = row.cells["valid_from"], row.cells["valid_to"]
        if end and end < start:
            expected = f"a day after valid_from, {start}"
            yield raw.cell_fault("standards", row, "valid_to", expected)


def policy_documents_are_described(raw: RawTables) -> Iterator[TableFault]:
    """A policy document says how it stands to the national plan, its rung, its area and how much was read."""
    for row in raw.rows("documents"):
        is_policy = row.cells["kind"] == "policy"
        for column in ("relation", "level", "scope_id", "completeness"):
            if is_policy and not row.cells[column]:
                yield raw.cell_fault("documents", row, column, "a value, for the kind is policy")
        if not is_policy and row.cells["relation"]:
            expected = "an empty cell, for only policy documents have a relation"
            yield raw.cell_fault("documents", row, "relation", expected)


def second_hand_rows_say_where_read(raw: RawTables) -> Iterator[TableFault]:
    """A target or indicator of a document that is not held in full says where it was read."""
    completeness = {row.cells["document_id"]: row.cells["completeness"] for row in raw.rows("documents")}
    for table in ("indicators", "targets"):
        for row in raw.rows(table):
            document_id = row.cells["document_id"]
            known = completeness.get(document_id)
            if known not in (None, "", "full_text") and not row.cells["read_at"]:
                expected = f"the address where it was read, for {document_id} is held as {known} only"
                yield raw.cell_fault(table, row, "read_at", expected)


def rows_are_sorted(
    raw: RawTables, faulty: Collection[tuple[str, int | None]] = frozenset()
) -> Iterator[TableFault]:
    """Rows stand in the order of their key, compared as text, so that a diff shows the rows that change.

    One sentence a file. Rows that are `faulty` in their key, by file and line, are passed over: what stands there
    will change.
    """
    for name, table in raw.tables.items():
        file, key = raw.file(name), table.schema.primary_key
        rows = [row for row in table.rows if (file, row.line) not in faulty]
        values = [tuple(row.cells[column] for column in key) for row in rows]
        wrong = [at for at in range(1, len(rows)) if values[at] < values[at - 1]]
        if not wrong:
            continue
        found = f"the key {' + '.join(values[wrong[0]])} after {' + '.join(values[wrong[0] - 1])}"
        if len(wrong) > 1:
            found = f"{len(wrong)} rows out of order, this one first"
        yield TableFault(file, rows[wrong[0]].line, None, found, f"rows sorted by {', '.join(key)}")


def only_known_files(raw: RawTables) -> Iterator[TableFault]:
    """Every CSV file of the folder is a table of the schema."""
    known = {table.schema.file for table in raw.tables.values()}
    for path in sorted(raw.folder.glob("*.csv")):
        if path.name not in known:
            yield TableFault(path.name, None, None, "a table without schema", "a table of datapackage.json")


def _is_date(text: str) -> bool:
    try:
        year = date.fromisoformat(f"{text}-01-01"[:10]).year
    except ValueError:
        return False
    return 2000 <= year <= 2040


VALUE_RULES: Final = (
    figures_are_plausible,
    comparators_fit_values,
    units_fit_metrics,
    base_year_is_before_target_year,
    days_are_of_the_year,
    realtime_means_say_their_days,
    dates_are_of_the_calendar,
    policy_documents_are_described,
    second_hand_rows_say_where_read,
    only_known_files,
)
