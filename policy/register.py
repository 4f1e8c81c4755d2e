"""The tables as typed records, looked up by key: what every rule reads."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import pandas as pd

from geo.lookup import PlaceNames
from policy.records import (
    Comparison,
    Department,
    Document,
    FormerInclusion,
    FormerMember,
    Indicator,
    Limit,
    Measure,
    Membership,
    Observation,
    Place,
    Province,
    RegionObservation,
    Scope,
    Target,
)

if TYPE_CHECKING:
    from data.tables import Tables

Record = TypeVar("Record")

LEVELS = {"nation": 0, "province": 1, "city": 2, "county": 3}
LISTS_OF_MEASURE = ("singled_out", "lead_departments", "responsible_departments")
COLUMN_OF_FIELD = {"level": {"Limit": "class"}}


@dataclass(frozen=True)
class Register:
    """Typed, indexed view of `data.tables.Tables`; read-only.

    Parameters
    ----------
    tables
        The checked tables.
    strip_shares
        Share of each place's area within 20 km of a provincial land border, 0 to 1, by place id (`geo.border_strip`);
        without shapes it is not known.
    """

    tables: Tables
    strip_shares: Mapping[str, float] | None = None

    @cached_property
    def answers(self) -> dict[Hashable, object] | None:
        """What rules have found out from these tables (`policy.remembering`); None where nothing is to be kept."""
        return {}

    @cached_property
    def provinces(self) -> Mapping[str, Province]:
        """Provinces by id."""
        return {row.province_id: row for row in records(self.tables.provinces, Province)}

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """The 375 places by id, in ascending order of id."""
        places = {}
        for row in plain_rows(self.tables.places):
            places[row["place_id"]] = Place(
                place_id=row["place_id"],
                name_zh=row["name_zh"],
                short_name_zh=row["short_name_zh"],
                name_en=row["name_en"],
                province=self.provinces[row["province_id"]],
                kind=row["kind"],
                aliases=parts(row["aliases"]),
                parent_place_id=row["parent_place_id"],
            )
        return dict(sorted(places.items()))

    @cached_property
    def place_names(self) -> PlaceNames:
        """The index of all names of places."""
        return PlaceNames(
            (place.place_id, place.name_zh, place.short_name_zh, place.name_en, place.aliases)
            for place in self.places.values()
        )

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """Documents and data sources by id."""
        return {row.document_id: row for row in records(self.tables.documents, Document)}

    @cached_property
    def listed_scopes(self) -> Mapping[str, Scope]:
        """The scopes of scopes.csv by id (provinces, places and counties are implicit)."""
        return {row.scope_id: row for row in records(self.tables.scopes, Scope)}

    @cached_property
    def members_of_scope(self) -> Mapping[str, list[Membership]]:
        """Members by scope id."""
        return grouped(records(self.tables.scope_members, Membership), lambda row: row.scope_id)

    @cached_property
    def scopes_of_member(self) -> Mapping[tuple[str, str], list[Membership]]:
        """Memberships by (member kind, member id)."""
        rows = records(self.tables.scope_members, Membership)
        return grouped(rows, lambda row: (row.member_kind, row.member_id))

    @cached_property
    def targets_of_scope(self) -> Mapping[str, list[Target]]:
        """Targets by scope id, in order of target id."""
        rows = sorted(records(self.tables.targets, Target), key=lambda row: row.target_id)
        return grouped(rows, lambda row: row.scope_id)

    @cached_property
    def observations_of_place(self) -> Mapping[str, list[Observation]]:
        """Annual PM2.5 means by place id, by year."""
        frame = self.tables.observations
        frame = frame[frame["metric"] == "pm25_annual_mean"].sort_values(["place_id", "year", "basis"])
        return grouped(records(frame, Observation), lambda row: row.place_id)

    @cached_property
    def former_members_of_scope(self) -> Mapping[str, list[FormerMember]]:
        """Places of the key regions before the plan of 2023, by scope id."""
        return grouped(records(self.tables.former_members, FormerMember), lambda row: row.scope_id)

    @cached_property
    def former_inclusions_of_place(self) -> Mapping[str, list[FormerInclusion]]:
        """What took in a place that the lists before the plan of 2023 do not count, by place id."""
        return grouped(records(self.tables.former_inclusions, FormerInclusion), lambda row: row.place_id)

    @cached_property
    def region_observations_of_scope(self) -> Mapping[str, list[RegionObservation]]:
        """Published annual PM2.5 means of areas by scope id, by year; each of one definition."""
        frame = self.tables.region_observations
        frame = frame[frame["metric"] == "pm25_annual_mean"].sort_values(["scope_id", "year"])
        return grouped(records(frame, RegionObservation), lambda row: row.scope_id)

    @cached_property
    def limits(self) -> list[Limit]:
        """Limits of the standards, in order of date."""
        return sorted(records(self.tables.standards, Limit), key=lambda row: (row.valid_from, row.limit))

    @cached_property
    def measures(self) -> Mapping[str, Measure]:
        """Measures by id, documents from the nation down, clauses in the order of the document."""
        rows = plain_rows(self.tables.measures)
        for row in rows:
            row.update({name: parts(row[name]) for name in LISTS_OF_MEASURE})
        measures = [Measure(**row) for row in rows]
        measures.sort(key=lambda row: (self.level_of(row.document_id), row.document_id, clause_order(row)))
        return {row.measure_id: row for row in measures}

    @cached_property
    def departments(self) -> Mapping[str, Department]:
        """Departments that measures name, by full name."""
        return {row.name_zh: row for row in records(self.tables.departments, Department)}

    @cached_property
    def indicators(self) -> Mapping[str, Indicator]:
        """Indicators by id."""
        return {row.indicator_id: row for row in records(self.tables.indicators, Indicator)}

    @cached_property
    def indicators_of(self) -> Mapping[tuple[str, str], list[Indicator]]:
        """Indicators by (comparable key, document)."""
        return grouped(self.indicators.values(), lambda row: (row.comparable_key, row.document_id))

    @cached_property
    def measure_of_clause(self) -> Mapping[tuple[str, str], Measure]:
        """The first measure of each (document, clause)."""
        return {(row.document_id, row.clause): row for row in reversed(list(self.measures.values()))}

    @cached_property
    def comparisons_of(self) -> Mapping[tuple[str, str], list[Comparison]]:
        """The curated verdicts by (comparable key, lower document), the one against the nation first."""
        rows = records(self.tables.cascades, Comparison)
        rows.sort(key=lambda row: self.level_of(row.upper_document_id))
        return grouped(rows, lambda row: (row.comparable_key, row.document_id))

    @cached_property
    def place_of_carved_county(self) -> Mapping[str, str]:
        """Counties that carve-outs take out of the city of the same code."""
        return dict(zip(self.tables.carve_outs["county_id"], self.tables.carve_outs["place_id"], strict=True))

    @cached_property
    def named_counties(self) -> frozenset[str]:
        """Counties that a list of members or the scope of a clause or figure names: at points, all others are alike."""
        members = records(self.tables.scope_members, Membership)
        scopes = {row.scope_id for row in self.measures.values()}
        scopes |= {row.scope_id for row in self.indicators.values()}
        scopes |= {scope_id for row in self.measures.values() for scope_id in row.singled_out}
        coded = {scope_id.partition("-")[2] for scope_id in scopes if scope_id.startswith("county-")}
        return frozenset(coded | {row.member_id for row in members if row.member_kind == "county"})

    def level_of(self, document_id: str) -> int:
        """The rung of a document: 0 nation, 1 province, 2 city, 3 county, 4 not known."""
        return LEVELS.get(self.documents[document_id].level or "", len(LEVELS))

    def place_of_county(self, county_id: str) -> str | None:
        """The place a county is in, by its code (GB/T 2260): a carve-out, a city, a municipality, or itself."""
        if county_id in self.place_of_carved_county:
            return self.place_of_carved_county[county_id]
        codes = (f"{county_id[:4]}00", f"{county_id[:2]}0000", county_id)
        return next((code for code in codes if code in self.places), None)


def plain_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as dictionaries with None for an empty cell."""
    whole = frame.astype(object)
    rows = whole.where(frame.notna(), None).to_dict("records")
    return [{str(name): value for name, value in row.items()} for row in rows]


def clause_order(measure: Measure) -> tuple[bool, tuple[int, ...], str]:
    """Place of a clause in its document: chapters before the items that count through it, by number."""
    numbers = re.findall(r"\d+", measure.measure_id.removeprefix(measure.document_id))
    return measure.clause.isdigit(), tuple(int(number) for number in numbers), measure.clause


def parts(cell: str | None) -> tuple[str, ...]:
    """A cell with `|` between its entries as a tuple."""
    return tuple(part for part in (cell or "").split("|") if part)


def records(frame: pd.DataFrame, kind: type[Record]) -> list[Record]:
    """Rows as records of `kind`, columns matched by name."""
    names = [item.name for item in fields(kind)]  # type: ignore[arg-type]
    column = {name: COLUMN_OF_FIELD.get(name, {}).get(kind.__name__, name) for name in names}
    return [kind(**{name: row[column[name]] for name in names}) for row in plain_rows(frame)]


def grouped(rows: Iterable[Record], key: Any) -> Mapping[Any, list[Record]]:
    """Rows by key, order kept; a missing key gives an empty list."""
    groups: dict[Hashable, list[Record]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return defaultdict(list, groups)
