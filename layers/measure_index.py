"""The index of measures that the browser fetches once: everything the list filters, searches and shows.

Texts are in both languages, so that a search in either finds a clause whatever language the screen speaks. How a
measure reaches the places is one letter a place, in ascending order of place id, as in the index of places.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from data.department_rules import full_names
from layers.clause_words import clause_label
from layers.indicator_words import sector_names
from layers.measure_figures import (
    Bilingual,
    Figure,
    bilingual,
    figure_entry,
    figures_by_clause,
    per_language,
    year_of,
)
from layers.park_words import park_name
from policy.atlas import Atlas
from policy.measures import places_bound
from policy.reach import NONE, ReachKind
from policy.records import Measure
from policy.register import Register
from policy.scope import scope_by_id
from translations import LANGUAGES, Words, words_for

REACH_CODES: Final[Mapping[ReachKind, str]] = {
    "whole": "a",
    "part": "b",
    "derived": "c",
    "undetermined": "d",
    "none": "e",
}
_DIGITS: Final = {sign: number for number, sign in enumerate("一二三四五六七八九", 1)}


def measure_index(atlas: Atlas) -> dict[str, Any]:
    """Measures in the order of reading, with the documents, sectors, scopes, departments and years they name."""
    register = atlas.register
    measures = measures_in_order(register)
    figures = figures_by_clause(register)
    departments = department_names(register)
    entries = [
        measure_entry(register, measure, figures.get((measure.document_id, measure.clause), []), departments)
        for measure in measures
    ]
    # Some twenty ways of reaching serve all measures: each is sent once.
    reaches = list(dict.fromkeys(entry["reach"] for entry in entries))
    for entry in entries:
        entry["reach"] = reaches.index(entry["reach"])
    sectors = {lang: sector_names(words_for(lang)) for lang in LANGUAGES}
    scope_ids = dict.fromkeys(
        scope_id
        for entry in entries
        for scope_id in (
            entry["scope"],
            *entry["singled_out"],
            *(figure["scope"] for figure in entry["figures"]),
        )
    )
    return {
        "documents": [
            document_entry(register, name) for name in dict.fromkeys(m.document_id for m in measures)
        ],
        "sectors": [
            {"id": sector, **{lang: sectors[lang][sector] for lang in LANGUAGES}} for sector in sectors["zh"]
        ],
        "scopes": {scope_id: scope_names(atlas, scope_id) for scope_id in scope_ids},
        "departments": {
            name: department_entry(register, name) for entry in entries for name in entry["departments"]
        },
        "years": sorted({year for entry in entries for year in entry["years"]}),
        "reaches": reaches,
        "measures": entries,
    }


def measure_entry(
    register: Register,
    measure: Measure,
    figures: list[Figure],
    departments: Mapping[tuple[str, str], str],
) -> dict[str, Any]:
    """One measure with its figures in words."""
    document = register.documents[measure.document_id]
    named = [departments[measure.document_id, name] for name in measure.responsible_departments]
    lead = [departments[measure.document_id, name] for name in measure.lead_departments]
    described = [figure_entry(figure) for figure in figures]
    return {
        "id": measure.measure_id,
        "document": measure.document_id,
        "clause": measure.clause,
        "clause_label": per_language(lambda words: clause_label(measure.clause, words)),
        "sector": measure.sector,
        "title": bilingual(measure.title_zh, measure.title_en),
        "summary": bilingual(measure.summary_zh, measure.summary_en),
        "qualifier": bilingual(measure.qualifier_zh, measure.qualifier_en),
        "note": bilingual(measure.note_zh, measure.note_en),
        "scope": measure.scope_id,
        "reach": reach_letters(register, measure),
        "singled_out": list(measure.singled_out),
        "lead": list(dict.fromkeys(lead)),
        "departments": list(dict.fromkeys([*lead, *named])),
        "figures": described,
        "years": sorted({year_of(figure) for figure in figures} - {""}),
        "has_number": any(figure["is_number"] for figure in described),
        "search": searched_besides(measure, document.number_zh),
    }


def searched_besides(measure: Measure, number: str | None) -> str:
    """What else finds a measure: the number of its document, its clause in digits, its id."""
    places = "-".join(str(part) for part in clause_order(measure.clause) if part)
    return " ".join([number or "", places, measure.measure_id]).strip()


def measures_in_order(register: Register) -> list[Measure]:
    """Documents from the nation down, clauses as the document numbers them."""
    rows = list(register.measures.values())
    place_of = {name: place for place, name in enumerate(dict.fromkeys(row.document_id for row in rows))}
    return sorted(rows, key=lambda row: (place_of[row.document_id], clause_order(row.clause), row.measure_id))


def clause_order(clause: str) -> tuple[int, int, int]:
    """Where a clause stands: （十一）, 二（一） and 9 by chapter, clause and item; chapters come before items.

    山西 numbers its items through all chapters, so an item says no chapter.
    """
    if clause.isdigit():
        return 99, 0, int(clause)
    chapter, _, inner = clause.partition("（")
    return chinese_number(chapter), chinese_number(inner.rstrip("）")), 0


def chinese_number(numeral: str) -> int:
    """一 to 九十九 as a number; 0 for anything else, the empty text among them.

    Examples
    --------
    >>> chinese_number("二十一"), chinese_number("十"), chinese_number("")
    (21, 10, 0)
    """
    found = re.fullmatch("(?:([一二三四五六七八九]?)(十))?([一二三四五六七八九]?)", numeral)
    if not found:
        return 0
    tens, ten, ones = found.groups()
    return (10 * _DIGITS.get(tens, 1) if ten else 0) + _DIGITS.get(ones, 0)


def department_names(register: Register) -> dict[tuple[str, str], str]:
    """The full name of each department of a document, by (document, name as printed)."""
    printed: dict[str, set[str]] = {}
    for measure in register.measures.values():
        names = printed.setdefault(measure.document_id, set())
        names.update(measure.responsible_departments, measure.lead_departments)
    return {
        (document_id, name): full
        for document_id, names in printed.items()
        for name, full in full_names(names).items()
    }


def department_text(register: Register, words: Words, name: str) -> str:
    """A department by its full name; behind our English stands the Chinese, for only that is in the document."""
    return words.pick(name, f"{register.departments[name].name_en} {name}")


def department_entry(register: Register, name: str) -> Bilingual:
    """The names of a department."""
    department = register.departments[name]
    return bilingual(department.name_zh, department.name_en)


def document_entry(register: Register, document_id: str) -> dict[str, Any]:
    """A document as the list names it; only the issuer's own address is one to open."""
    document = register.documents[document_id]
    return {
        "id": document_id,
        **bilingual(document.title_zh, document.title_en),
        "number": document.number_zh or "",
        "level": document.level or "",
        "address": document.official_url or "",
    }


def reach_letters(register: Register, measure: Measure) -> str:
    """How a measure reaches each place, one letter a place."""
    bound = places_bound(register, measure)
    return "".join(REACH_CODES[bound.get(place_id, NONE).kind] for place_id in register.places)


def scope_names(atlas: Atlas, scope_id: str) -> Bilingual:
    """The names of a scope; a county is named by the shapes, with the place it lies in."""
    scope = scope_by_id(atlas.register, scope_id)
    code = scope_id.partition("-")[2]
    if scope.kind != "county" or code not in atlas.geometry.county_names.index:
        return bilingual(scope.name_zh, scope.name_en)
    name = str(atlas.geometry.county_names.at[code, "county_zh"])
    place = atlas.register.places[str(atlas.geometry.county_names.at[code, "place_id"])]
    return {"zh": f"{place.name_zh}{name}", "en": f"{park_name(words_for('en'), name)} ({place.name_en})"}
