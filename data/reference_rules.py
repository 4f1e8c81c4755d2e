"""Rules on what rows refer to: scopes, members, names, carve-outs; on top of the schema's foreign keys."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from data.faults import TableFault
from data.raw_table import RawTables, Row

IMPLICIT_SCOPE: Final = re.compile(r"(province|place|county)-([0-9]{6})")
SCOPE_COLUMNS: Final = (
    ("documents", "scope_id"),
    ("indicators", "scope_id"),
    ("measures", "scope_id"),
    ("region_observations", "scope_id"),
    ("scopes", "parent_scope_id"),
    ("targets", "scope_id"),
)
SIX_DIGITS: Final = re.compile(r"[0-9]{6}")
LISTS_WITH_MEMBERS: Final = ("full", "parks", "partial")
LIES_IN_ITSELF: Final = "a scope that does not itself lie in this one"
NATION: Final = "nation"
NAME_COLUMNS: Final = ("name_zh", "short_name_zh", "name_en")


def scopes_resolve(raw: RawTables) -> Iterator[TableFault]:
    """A scope id is a row of scopes.csv, or province-, place- or county- with a code that exists.

    The codes of counties are not in the tables: of them only the form is checked.
    """
    for table, column in SCOPE_COLUMNS:
        for row in raw.rows(table):
            if row.cells[column] and (expected := scope_expected(raw, row.cells[column])):
                yield raw.cell_fault(table, row, column, expected)


def implicit_scopes_have_no_row(raw: RawTables) -> Iterator[TableFault]:
    """Provinces, places and counties are scopes by their code alone."""
    for row in raw.rows("scopes"):
        if IMPLICIT_SCOPE.fullmatch(row.cells["scope_id"]):
            expected = "no row: provinces, places and counties are scopes by their code"
            yield raw.cell_fault("scopes", row, "scope_id", expected)


def scopes_lie_in_no_circle(raw: RawTables) -> Iterator[TableFault]:
    """Following parents from any scope comes to an end."""
    parents = {row.cells["scope_id"]: {row.cells["parent_scope_id"]} for row in raw.rows("scopes")}
    for row in raw.rows("scopes"):
        if row.cells["scope_id"] in _above(row.cells["parent_scope_id"], parents):
            yield raw.cell_fault("scopes", row, "parent_scope_id", LIES_IN_ITSELF)


def members_lie_in_no_circle(raw: RawTables) -> Iterator[TableFault]:
    """No scope has itself among its members, or one that it lies in by parents or lists, the nation among them."""
    lies_in: dict[str, set[str]] = defaultdict(set)
    for row in raw.rows("scopes"):
        lies_in[row.cells["scope_id"]].add(row.cells["parent_scope_id"] or NATION)
    listed = [row for row in raw.rows("scope_members") if row.cells["member_kind"] == "scope"]
    for row in listed:
        lies_in[row.cells["member_id"]].add(row.cells["scope_id"])
    for row in listed:
        if row.cells["member_id"] in _above(row.cells["scope_id"], lies_in):
            yield raw.cell_fault("scope_members", row, "member_id", LIES_IN_ITSELF)


def _above(scope_id: str, lies_in: Mapping[str, Collection[str]]) -> set[str]:
    """The scope and all that it lies in."""
    found, waiting = set[str](), [scope_id]
    while waiting:
        if (scope := waiting.pop()) not in found:
            found.add(scope)
            waiting.extend(lies_in.get(scope, ()))
    return found


def members_exist(raw: RawTables) -> Iterator[TableFault]:
    """A member is a place, province or scope of the tables, or a county code."""
    known = {"place": raw.ids("places", "place_id"), "province": raw.ids("provinces", "province_id")}
    for row in raw.rows("scope_members"):
        kind, member = row.cells["member_kind"], row.cells["member_id"]
        expected = None
        if kind == "scope":
            expected = scope_expected(raw, member)
        elif kind == "county" and not SIX_DIGITS.fullmatch(member):
            expected = "a county code of six digits"
        elif (codes := known.get(kind)) is not None and member not in codes:
            expected = f"a {kind}_id of {kind}s.csv"
        if expected:
            yield raw.cell_fault("scope_members", row, "member_id", expected)


def member_lists_are_kept(raw: RawTables) -> Iterator[TableFault]:
    """A scope whose document lists members has members, one whose document lists none has none."""
    with_members = raw.ids("scope_members", "scope_id")
    if with_members is None:
        return
    for row in raw.rows("scopes"):
        listed, has = row.cells["member_list"], row.cells["scope_id"] in with_members
        if listed in LISTS_WITH_MEMBERS and not has:
            expected = "a scope with rows in scope_members.csv, or another word"
        elif listed == "none" and has:
            expected = "another word, for scope_members.csv has rows of this scope"
        else:
            continue
        yield raw.cell_fault("scopes", row, "member_list", expected)


def former_members_are_of_key_regions(raw: RawTables) -> Iterator[TableFault]:
    """Only a key region of scopes.csv has stood otherwise before the plan of 2023."""
    kinds = {row.cells["scope_id"]: row.cells["kind"] for row in raw.rows("scopes")}
    for table in ("former_members", "former_inclusions"):
        for row in raw.rows(table):
            if kinds.get(row.cells["scope_id"], "key_region") != "key_region":
                yield raw.cell_fault(table, row, "scope_id", "a key region of scopes.csv")


def former_definitions_are_published(raw: RawTables) -> Iterator[TableFault]:
    """A former definition is one that region_observations.csv has a mean of, in the same words."""
    published = defaultdict(set)
    for row in raw.rows("region_observations"):
        published[row.cells["scope_id"]].add(row.cells["definition_zh"])
    if not raw.tables["region_observations"].whole:
        return
    for row in raw.rows("former_members"):
        if row.cells["definition_zh"] not in published[row.cells["scope_id"]]:
            expected = f"a definition of {row.cells['scope_id']} in region_observations.csv"
            yield raw.cell_fault("former_members", row, "definition_zh", expected)


def former_definitions_are_whole(raw: RawTables) -> Iterator[TableFault]:
    """A definition has as many places as its own figures add up to: 28 for 2+26城市, 11 for 11个城市."""
    if not raw.tables["former_members"].whole:
        return
    members: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in raw.rows("former_members"):
        members[row.cells["scope_id"], row.cells["definition_zh"]].append(row)
    for (_scope_id, definition), rows in members.items():
        told = cities_counted(definition)
        if told is not None and told != len(rows):
            expected = f"{told} places as the definition counts, not {len(rows)}"
            yield raw.cell_fault("former_members", rows[0], "definition_zh", expected)


def cities_counted(definition: str) -> int | None:
    """How many cities a definition of a region counts: 38 for 2+36城市; None for 全省."""
    figures = re.findall(r"[0-9]+", definition)
    return sum(map(int, figures)) if figures else None


def names_identify_one_place(raw: RawTables) -> Iterator[TableFault]:
    """An alias names one place alone and is not one of the place's names again; case makes no difference."""
    owners: dict[str, list[Row]] = defaultdict(list)
    for row in raw.rows("places"):
        for name in _own_names(row) | {_folded(alias) for alias in _aliases(row)}:
            owners[name].append(row)
    for row in raw.rows("places"):
        folded = [_folded(alias) for alias in _aliases(row)]
        if any(not alias or alias != alias.strip() for alias in _aliases(row)):
            yield raw.cell_fault("places", row, "aliases", "aliases separated by | alone")
            continue
        for alias, name in zip(_aliases(row), folded, strict=True):
            others = [other.cells["place_id"] for other in owners[name] if other is not row]
            expected = None
            if name in _own_names(row) or folded.count(name) > 1:
                expected = "other names than the names of the place, each once"
            elif others:
                expected = f"an alias of this place alone: {others[0]} has it too"
            if expected:
                yield TableFault(raw.file("places"), row.line, "aliases", alias, expected)


def places_lie_in_their_province(raw: RawTables) -> Iterator[TableFault]:
    """The first two digits of a place are those of its province (GB/T 2260)."""
    for row in raw.rows("places"):
        province, place = row.cells["province_id"], row.cells["place_id"]
        if province[:2] != place[:2]:
            expected = f"the province of {place}, {place[:2]}0000"
            yield raw.cell_fault("places", row, "province_id", expected)


def carve_outs_have_parents(raw: RawTables) -> Iterator[TableFault]:
    """A carve-out, and nothing else, has a parent, which is a place drawn without it, and has counties."""
    kinds = {row.cells["place_id"]: row.cells["kind"] for row in raw.rows("places")}
    with_counties = raw.ids("carve_outs", "place_id")
    for row in raw.rows("places"):
        parent, is_carve_out = row.cells["parent_place_id"], row.cells["kind"] == "carve_out"
        column, expected = "parent_place_id", None
        if is_carve_out != bool(parent):
            expected = "the city it is cut from" if is_carve_out else "an empty cell: this is no carve-out"
        elif is_carve_out and kinds.get(parent) == "carve_out":
            expected = "a place that is not cut out itself"
        elif is_carve_out and with_counties is not None and row.cells["place_id"] not in with_counties:
            column, expected = "place_id", "a place with counties in carve_outs.csv"
        if expected:
            yield raw.cell_fault("places", row, column, expected)


def carve_out_counties_agree(raw: RawTables) -> Iterator[TableFault]:
    """Rows of carve_outs.csv are of carve-outs, and name the parent that places.csv names."""
    places: Mapping[str, Row] = {row.cells["place_id"]: row for row in raw.rows("places")}
    for row in raw.rows("carve_outs"):
        place = places.get(row.cells["place_id"])
        if place is None:
            continue
        if place.cells["kind"] != "carve_out":
            expected = "a place of kind carve_out"
            yield raw.cell_fault("carve_outs", row, "place_id", expected)
        elif place.cells["parent_place_id"] not in ("", row.cells["parent_place_id"]):
            expected = f"the parent that places.csv gives, {place.cells['parent_place_id']}"
            yield raw.cell_fault("carve_outs", row, "parent_place_id", expected)


def scope_expected(raw: RawTables, scope_id: str) -> str | None:
    """Say what a scope id should be when it resolves to nothing; None when it resolves."""
    if implicit := IMPLICIT_SCOPE.fullmatch(scope_id):
        kind, code = implicit.groups()
        codes = None if kind == "county" else raw.ids(f"{kind}s", f"{kind}_id")
        return None if codes is None or code in codes else f"{kind}- and a {kind}_id of {kind}s.csv"
    listed = raw.ids("scopes", "scope_id")
    if listed is None or scope_id in listed:
        return None
    return "a scope_id of scopes.csv, or province-, place- or county- and a code"


def _own_names(row: Row) -> set[str]:
    return {_folded(row.cells[column]) for column in NAME_COLUMNS}


def _aliases(row: Row) -> list[str]:
    return row.cells["aliases"].split("|") if row.cells["aliases"] else []


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


REFERENCE_RULES: Final = (
    scopes_resolve,
    implicit_scopes_have_no_row,
    scopes_lie_in_no_circle,
    members_lie_in_no_circle,
    members_exist,
    member_lists_are_kept,
    former_members_are_of_key_regions,
    former_definitions_are_published,
    former_definitions_are_whole,
    names_identify_one_place,
    places_lie_in_their_province,
    carve_outs_have_parents,
    carve_out_counties_agree,
)
