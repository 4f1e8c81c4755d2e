"""The JSON record of a place: the contract between the parts (city screen, commands, static site)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from policy.atlas import Atlas
from policy.attainment import Attainment, attainment_of
from policy.cascade import Statement, all_statements
from policy.effective import TARGET_YEAR, EffectiveTarget, effective_target
from policy.indicators import BindingIndicator, binding_indicators
from policy.measures import BindingMeasure, binding_measures
from policy.missing import MissingLink, missing_links
from policy.observed import best_observations
from policy.prefecture_level import Among
from policy.records import Observation
from policy.scope import geographies_of, key_region_of
from translations import words_for

REACH_NAMES: Final[Mapping[Among, str]] = {"yes": "whole", "unknown": "undetermined", "no": "none"}


def place_record(atlas: Atlas, place_id: str, year: int = TARGET_YEAR, lang: str = "zh") -> dict[str, Any]:
    """Describe a place: who it is, what applies to it, what was observed and how far it is.

    Targets, measures and indicators are those that reach the place for certain: wholly, in part, or by a class it is
    derived to be in. Of which nobody can tell whether they do is no entry. The effective target says by `reach` whether
    its sentence does: where nothing else is said, one on 地级及以上城市 is held against a place below them too.

    Parameters
    ----------
    atlas
        Tables and shapes.
    place_id
        One of the 375.
    year
        The year `attainment` is for.
    lang
        Language of the sentences (`reason`, `arithmetic`); names of things keep their own fields.

    Returns
    -------
    dict
        Plain JSON values; concentrations in µg/m³, lengths in km.
    """
    register = atlas.register
    place = register.places[place_id]
    region = None if place.outside_plan else key_region_of(register, place_id)
    target = None if place.outside_plan else effective_target(register, place_id)
    return {
        "place_id": place_id,
        "name_zh": place.name_zh,
        "name_en": place.name_en,
        "province_zh": place.province.name_zh,
        "kind": place.kind,
        "key_region": region
        and {
            "scope_id": region[0].scope_id,
            "name_zh": region[0].name_zh,
            "document_id": region[1].document_id,
            "clause": region[1].clause,
        },
        "geographies": geography_entries(atlas, place_id),
        "neighbours": neighbour_entries(atlas, place_id),
        "in_border_strip": place_id in atlas.geometry.strip_places,
        "targets": [target_entry(row) for row in all_statements(register, place_id) if row.among == "yes"],
        "effective_pm25_target": target and effective_entry(target, lang),
        "observations": [observation_entry(row) for row in best_observations(register, place_id)],
        "attainment": attainment_entry(attainment_of(register, place_id, year), lang),
        "indicators": [
            indicator_entry(row) for row in binding_indicators(register, place_id) if row.is_certain
        ],
        "measures": [
            measure_entry(row, lang) for row in binding_measures(register, place_id) if row.is_certain
        ],
        "missing_links": [missing_entry(row, lang) for row in missing_links(register, place_id)],
    }


def geography_entries(atlas: Atlas, place_id: str) -> list[dict[str, Any]]:
    """The named areas a place is in, each with the clause that names it."""
    return [
        {
            "scope_id": scope.scope_id,
            "name_zh": scope.name_zh,
            "document_id": scope.document_id,
            "clause": scope.clause,
        }
        for scope in geographies_of(atlas.register, place_id)
    ]


def neighbour_entries(atlas: Atlas, place_id: str) -> list[dict[str, Any]]:
    """Places that share an edge, longest edge first; lengths in km."""
    places = atlas.register.places
    adjacency = atlas.geometry.adjacency
    rows = adjacency[adjacency["place_id"] == place_id].sort_values("shared_km", ascending=False)
    return [
        {
            "place_id": neighbour_id,
            "name_zh": places[neighbour_id].name_zh,
            "shared_km": round(shared_km, 1),
            "same_province": places[neighbour_id].province == places[place_id].province,
        }
        for neighbour_id, shared_km in zip(
            rows["neighbour_id"].astype(str).tolist(), rows["shared_km"].astype(float).tolist(), strict=True
        )
    ]


def target_entry(row: Statement) -> dict[str, Any]:
    """One target as it stands for the place."""
    target = row.target
    return {
        "metric": target.metric,
        "comparator": target.comparator,
        "value": target.value,
        "unit_symbol": target.unit_symbol,
        "base_year": target.base_year,
        "target_year": target.target_year,
        "strength": target.strength,
        "scope_id": row.scope.scope_id,
        "scope_kind": row.scope.kind,
        "document_id": target.document_id,
        "clause": target.clause,
        "standing": row.standing,
    }


def effective_entry(target: EffectiveTarget, lang: str) -> dict[str, Any]:
    """The effective target with its figure in µg/m³ and the arithmetic behind it."""
    figure = target.figure
    return target_entry(target.statement) | {
        "reach": REACH_NAMES[target.statement.among],
        "figure_ug_m3": figure.value,
        "arithmetic": words_for(lang).render(figure.arithmetic),
        "base_value": figure.base.value if figure.base else None,
        "base_basis": figure.base.basis if figure.base else None,
        "base_source_id": figure.base.source_id if figure.base else None,
    }


def observation_entry(row: Observation) -> dict[str, Any]:
    """One annual mean, µg/m³."""
    return {
        "year": row.year,
        "value": row.value,
        "basis": row.basis,
        "days_with_data": row.days_with_data,
        "source_id": row.source_id,
    }


def attainment_entry(row: Attainment, lang: str) -> dict[str, Any]:
    """The verdict with its margin (observed minus target, µg/m³) and reason."""
    return {
        "year": row.year,
        "status": row.status,
        "margin": row.margin,
        "reason": words_for(lang).render(row.reason),
    }


def missing_entry(row: MissingLink, lang: str) -> dict[str, Any]:
    """A link of the chain that is missing."""
    return {
        "document_id": row.document.document_id if row.document else None,
        "scope_id": row.scope.scope_id,
        "completeness": row.completeness,
        "reason": words_for(lang).render(row.reason),
    }


def indicator_entry(row: BindingIndicator) -> dict[str, Any]:
    """An indicator that reaches the place, with the curated verdict against the document above."""
    indicator = row.indicator
    return {
        "comparable_key": indicator.comparable_key,
        "name_zh": indicator.name_zh,
        "comparator": indicator.comparator,
        "value": indicator.value,
        "unit_symbol": indicator.unit_symbol,
        "base_year": indicator.base_year,
        "deadline": indicator.deadline,
        "strength": indicator.strength,
        "scope_id": indicator.scope_id,
        "document_id": indicator.document_id,
        "clause": indicator.clause,
        "verdict": row.comparison.verdict if row.comparison else None,
    }


def measure_entry(row: BindingMeasure, lang: str) -> dict[str, Any]:
    """A clause that binds the place, wholly or in part."""
    measure = row.measure
    return {
        "measure_id": measure.measure_id,
        "document_id": measure.document_id,
        "clause": measure.clause,
        "sector": measure.sector,
        "title_zh": measure.title_zh,
        "summary_zh": measure.summary_zh,
        "scope_id": measure.scope_id,
        "qualifier": words_for(lang).pick(measure.qualifier_zh or "", measure.qualifier_en) or None,
        "lead_departments": list(measure.lead_departments),
    }
