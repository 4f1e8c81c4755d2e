"""Rules on indicators and on the verdicts that set one document against another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from data.clause_rules import miscited_rows
from data.faults import TableFault
from data.judged_clauses import judged_clauses, judged_pair
from data.raw_table import RawTables, Row, number_in

COMPARATORS_WITH_VALUE: Final = frozenset(
    [
        "<",
        "<=",
        ">=",
        ">",
        "=",
        "reach",
        "about",
        "range",
        "every",
        "among_last",
        "decrease_by",
        "decrease_by_about",
        "decrease_by_at_least",
        "increase_by",
        "increase_by_about",
        "increase_by_at_least",
    ]
)
COMPARATORS_WITH_THRESHOLD: Final = frozenset(["ban", "ban_use", "phase_out"])
"""With a figure they say from which size on, without one they speak of the thing altogether."""

COMPARATORS_WITHOUT_VALUE: Final = frozenset(
    ["complete_by", "complete_assigned", "eliminate", "all", "replace", "promote", "negative_growth"]
)

LARGEST: Final = {
    "%": 100.0,
    "%/a": 100.0,
    "percentage points": 100.0,
    "ratio": 10.0,
    "t/h": 3_000.0,
    "10⁴ kW": 200_000.0,
    "km": 2_000.0,
    "10⁴ t/a": 100_000.0,
    "10⁴ t": 1_000_000.0,
    "t": 10_000_000.0,
    "m³": 10_000.0,
    "m²": 10_000_000.0,
    "10⁸ m³": 10_000.0,
    "10⁴ bricks/a": 100_000.0,
    "10⁴ persons/a": 20_000.0,
    "µg/m³": 300.0,
    "d": 366.0,
    "day": 366.0,
    "month": 12.0,
    "year": 10.0,
    "count": 100_000.0,
    "rank": 3_000.0,
    "stage": 7.0,
    "smoke class": 3.0,
}
"""Largest plausible figure by unit: shares in per cent, no boiler above 3 000 t/h, no fleet of plants above 2 000 GW,
no airport above 200 million passengers, national emission stages I to VII, 2 900 counties to rank."""

COUNTED_UNITS: Final = ("d", "day", "month", "year", "count", "rank", "stage", "smoke class")
UNITS_OF_COMPARATOR: Final = {"every": ("day", "month", "year"), "among_last": ("rank",)}

LEVELS: Final = ("nation", "province", "city", "county")
VERDICTS_OF_TWO: Final = ("stricter", "looser", "equal", "different_definition")


def indicators_have_figure_and_unit(raw: RawTables) -> Iterator[TableFault]:
    """A comparator that compares has figure and unit; another has none; a ban or phase-out both or neither."""
    for row in raw.rows("indicators"):
        comparator, value, unit_symbol = (row.cells[name] for name in ("comparator", "value", "unit_symbol"))
        for column, words, cell, other in (
            ("value", "a value", value, unit_symbol),
            ("unit_symbol", "a unit", unit_symbol, value),
        ):
            expected = None
            if comparator in COMPARATORS_WITH_VALUE and not cell:
                expected = f"{words}, for the comparator is {comparator}"
            elif comparator in COMPARATORS_WITHOUT_VALUE and cell:
                expected = f"an empty cell, for the comparator is {comparator}"
            elif comparator in COMPARATORS_WITH_THRESHOLD and other and not cell:
                expected = f"{words}, for value and unit_symbol come together"
            if expected:
                yield raw.cell_fault("indicators", row, column, expected)


def ranges_have_two_ends(raw: RawTables) -> Iterator[TableFault]:
    """A range, and nothing else, has an upper end, which lies above the lower one."""
    for row in raw.rows("indicators"):
        is_range = row.cells["comparator"] == "range"
        low, high = number_in(row.cells["value"]), number_in(row.cells["value_to"])
        expected = None
        if is_range and not row.cells["value_to"]:
            expected = "the upper end of the range"
        elif not is_range and row.cells["value_to"]:
            expected = f"an empty cell, for the comparator is {row.cells['comparator']}"
        elif low is not None and high is not None and high <= low:
            expected = f"more than the value, {row.cells['value']}"
        if expected:
            yield raw.cell_fault("indicators", row, "value_to", expected)


def units_fit_comparators(raw: RawTables) -> Iterator[TableFault]:
    """A frequency is counted in days, months or years, a place in a ranking in ranks."""
    for row in raw.rows("indicators"):
        units = UNITS_OF_COMPARATOR.get(row.cells["comparator"])
        if units and row.cells["unit_symbol"] and row.cells["unit_symbol"] not in units:
            expected = f"{' or '.join(units)}, for the comparator is {row.cells['comparator']}"
            yield raw.cell_fault("indicators", row, "unit_symbol", expected)


def indicator_figures_are_plausible(raw: RawTables) -> Iterator[TableFault]:
    """A figure is above 0, at most what its unit can hold, and whole when it counts something."""
    for row in raw.rows("indicators"):
        unit_symbol = row.cells["unit_symbol"]
        largest = LARGEST.get(unit_symbol)
        for column in ("value", "value_to"):
            figure = number_in(row.cells[column])
            if figure is None or largest is None:
                continue
            if not 0 < figure <= largest:
                expected = f"more than 0 and at most {largest:.16g} {unit_symbol}"
                yield raw.cell_fault("indicators", row, column, expected)
            elif unit_symbol in COUNTED_UNITS and not figure.is_integer():
                yield raw.cell_fault("indicators", row, column, f"a whole number of {unit_symbol}")


def base_years_are_before_deadlines(raw: RawTables) -> Iterator[TableFault]:
    """A change is counted from an earlier year."""
    for row in raw.rows("indicators"):
        base, deadline = row.cells["base_year"], row.cells["deadline"]
        if base and deadline and base >= deadline[:4]:
            yield raw.cell_fault("indicators", row, "base_year", f"a year before the deadline {deadline}")


def keys_mean_one_thing(raw: RawTables) -> Iterator[TableFault]:
    """Rows of one comparable key have one name and one unit: else they could not be compared."""
    first: dict[tuple[str, str], Row] = {}
    for row in raw.rows("indicators"):
        for column in ("name_zh", "name_en", "unit_symbol"):
            if not row.cells[column]:
                continue
            before = first.setdefault((row.cells["comparable_key"], column), row)
            if before.cells[column] != row.cells[column]:
                expected = f"{before.cells[column]}, as in row {before.line} of the same comparable_key"
                yield raw.cell_fault("indicators", row, column, expected)


def indicator_ids_name_document_and_key(raw: RawTables) -> Iterator[TableFault]:
    """The id of an indicator begins with its document and its key."""
    documents = raw.ids("documents", "document_id")
    for row in raw.rows("indicators"):
        document_id, key = row.cells["document_id"], row.cells["comparable_key"]
        if documents is not None and document_id not in documents:
            continue
        start = f"{document_id}-{key.replace('_', '-')}"
        if document_id and key and not f"{row.cells['indicator_id']}-".startswith(f"{start}-"):
            expected = f"an id that begins with {start}"
            yield raw.cell_fault("indicators", row, "indicator_id", expected)


def verdicts_rest_on_indicators(raw: RawTables) -> Iterator[TableFault]:
    """A verdict is about a key of the indicators, which the upper document sets in the clauses cited."""
    said = _said(raw)
    for row in _verdicts_to_judge(raw):
        key, upper = row.cells["comparable_key"], row.cells["upper_document_id"]
        column, expected = "upper_clause", None
        if key not in raw.tables["indicators"].values("comparable_key"):
            column, expected = "comparable_key", "a comparable_key of indicators.csv"
        elif not said[key, upper]:
            column, expected = "upper_document_id", f"a document that sets {key}"
        elif not set(row.cells["upper_clause"].split("、")) <= _clauses(said[key, upper]):
            expected = f"clauses in which {upper} sets {key}"
        if expected:
            yield raw.cell_fault("cascades", row, column, expected)


def verdicts_fit_the_lower_document(raw: RawTables) -> Iterator[TableFault]:
    """Absent means no clause and no indicator; other verdicts have a clause, and those of two figures have both.

    Verdicts on clauses for different places stand in rows of their own: together they name every clause.
    """
    said = _said(raw)
    judged = judged_clauses(raw)
    for row in _verdicts_to_judge(raw):
        key = row.cells["comparable_key"]
        known = key in raw.tables["indicators"].values("comparable_key")
        if known and (
            found := _verdict_fault(row, said[key, row.cells["document_id"]], judged[judged_pair(row)])
        ):
            yield raw.cell_fault("cascades", row, *found)


def _verdict_fault(row: Row, said: list[Row], judged: set[str]) -> tuple[str, str] | None:
    """Column at fault and what is expected there; None when the verdict fits what the lower document says."""
    verdict, clause = row.cells["verdict"], row.cells["clause"]
    if verdict == "absent" and said:
        return "verdict", f"another word, for row {said[0].line} of indicators.csv sets it"
    if verdict == "absent":
        return ("clause", "an empty cell, for the verdict is absent") if clause else None
    if not clause:
        return "clause", "the clause that is judged"
    if verdict in VERDICTS_OF_TWO and not said:
        return "verdict", "no_number or absent, for the document has no such row in indicators.csv"
    if verdict == "no_number" and any(other.cells["value"] for other in said):
        return "verdict", "another word, for the document sets a figure"
    if said and judged != _clauses(said):
        return "clause", "the clauses of its rows in indicators.csv"
    return None


def absence_is_of_whole_texts(raw: RawTables) -> Iterator[TableFault]:
    """Only a document that was read in full can be said not to speak: elsewhere silence means not read."""
    completeness = {row.cells["document_id"]: row.cells["completeness"] for row in raw.rows("documents")}
    for row in raw.rows("cascades"):
        known = completeness.get(row.cells["document_id"])
        if row.cells["verdict"] == "absent" and known not in (None, "", "full_text"):
            expected = f"another word, for {row.cells['document_id']} is held as {known} only"
            yield raw.cell_fault("cascades", row, "verdict", expected)


def narrower_verdicts_follow_stricter(raw: RawTables) -> Iterator[TableFault]:
    """Only a document that is stricter because it binds more places has another verdict where both speak."""
    for row in raw.rows("cascades"):
        narrower, verdict = row.cells["verdict_in_upper_scope"], row.cells["verdict"]
        if narrower and (verdict != "stricter" or narrower == verdict):
            expected = "an empty cell, or another verdict beside stricter"
            yield raw.cell_fault("cascades", row, "verdict_in_upper_scope", expected)


def verdicts_look_upward(raw: RawTables) -> Iterator[TableFault]:
    """A document is set against one of a higher level."""
    levels = {row.cells["document_id"]: row.cells["level"] for row in raw.rows("documents")}
    for row in raw.rows("cascades"):
        lower, upper = levels.get(row.cells["document_id"]), levels.get(row.cells["upper_document_id"])
        if lower in LEVELS and upper in LEVELS and LEVELS.index(upper) >= LEVELS.index(lower):
            expected = f"a document above {row.cells['document_id']}"
            yield raw.cell_fault("cascades", row, "upper_document_id", expected)


def _verdicts_to_judge(raw: RawTables) -> Iterator[Row]:
    """Rows of the verdicts that cite documents and clauses rightly, on keys whose indicators do."""
    if not raw.tables["indicators"].whole:
        return
    documents, miscited = raw.ids("documents", "document_id"), miscited_rows(raw, "cascades")
    doubtful = doubtful_keys(raw)
    for row in raw.rows("cascades"):
        both = {row.cells["document_id"], row.cells["upper_document_id"]}
        told = row.line in miscited or (documents is not None and not both <= documents)
        if not told and row.cells["comparable_key"] not in doubtful:
            yield row


def doubtful_keys(raw: RawTables) -> set[str]:
    """Keys of indicators that have been told to be wrong in source or clause."""
    documents, miscited = raw.ids("documents", "document_id"), miscited_rows(raw, "indicators")
    return {
        row.cells["comparable_key"]
        for row in raw.rows("indicators")
        if row.line in miscited or (documents is not None and row.cells["document_id"] not in documents)
    }


def _said(raw: RawTables) -> Mapping[tuple[str, str], list[Row]]:
    """Rows of the indicators by key and document."""
    rows: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in raw.rows("indicators"):
        rows[row.cells["comparable_key"], row.cells["document_id"]].append(row)
    return rows


def _clauses(said: list[Row]) -> set[str]:
    return {row.cells["clause"] for row in said}


INDICATOR_RULES: Final = (
    indicators_have_figure_and_unit,
    ranges_have_two_ends,
    units_fit_comparators,
    indicator_figures_are_plausible,
    base_years_are_before_deadlines,
    keys_mean_one_thing,
    indicator_ids_name_document_and_key,
    verdicts_rest_on_indicators,
    verdicts_fit_the_lower_document,
    absence_is_of_whole_texts,
    verdicts_look_upward,
    narrower_verdicts_follow_stricter,
)
