"""Where the value of a place in a layer comes from: each observation, clause, list or limit that it rests on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from layers.clause_words import clause_label
from layers.indicator_layer import INDICATOR_PREFIX, demand_at
from layers.judged_layers import STANDARD_PREFIX
from layers.measure_count_layer import ALL_SECTORS, MEASURES_PREFIX
from layers.membership_layer import MEMBERSHIP_LAYER
from policy.attainment import basis_name
from policy.change import BASE_YEAR, change_since_base
from policy.effective import EffectiveTarget, effective_target
from policy.judgement import yardsticks
from policy.measures import binding_measures
from policy.membership import membership_of_place
from policy.observed import best_observation
from policy.path import beside_path
from policy.reach import CERTAIN
from policy.records import Observation
from policy.register import Register
from policy.scope import key_region_of
from translations import Words


@dataclass(frozen=True)
class ValueSource:
    """A document or data source, with the clause or place in it; an observation carries its year and basis."""

    document_id: str
    clause: str | None
    observation: Observation | None = None


Sources = list[ValueSource]


def sources_of_value(register: Register, layer_id: str, place_id: str, year: int) -> Sources:
    """What a layer's value for a place rests on, the most telling first; empty where nothing is said of the place."""
    if register.places[place_id].outside_plan and layer_id != "observed":
        return []
    if layer_id.startswith(INDICATOR_PREFIX):
        return of_indicator(register, layer_id.removeprefix(INDICATOR_PREFIX), place_id)
    if layer_id.startswith(MEASURES_PREFIX):
        return of_measures(register, layer_id.removeprefix(MEASURES_PREFIX), place_id)
    if layer_id.startswith(STANDARD_PREFIX):
        limit = yardsticks(register)[layer_id.removeprefix(STANDARD_PREFIX)]
        found = of_observed(register, place_id, year)
        return [*found, ValueSource(limit.document_id, limit.clause)] if found else []
    return list(dict.fromkeys(OF_LAYER[layer_id](register, place_id, year)))


def of_observation(*rows: Observation | None) -> Sources:
    """The sources of annual means, those held."""
    return [ValueSource(row.source_id, row.clause, row) for row in rows if row is not None]


def of_observed(register: Register, place_id: str, year: int) -> Sources:
    """The mean of the year."""
    return of_observation(best_observation(register, place_id, year))


def of_figure(target: EffectiveTarget | None) -> Sources:
    """A target: its clause, the mean it is worked out from, the standard it means."""
    if target is None:
        return []
    stated, figure = target.statement.target, target.figure
    found = [ValueSource(stated.document_id, stated.clause), *of_observation(figure.base)]
    return [*found, ValueSource(figure.source_id, figure.clause)] if figure.source_id else found


def of_target(register: Register, place_id: str, _year: int) -> Sources:
    """The figure for 2025."""
    return of_figure(effective_target(register, place_id))


def of_verdict(register: Register, place_id: str, year: int) -> Sources:
    """Mean and figure."""
    return [*of_observed(register, place_id, year), *of_target(register, place_id, year)]


def of_change(register: Register, place_id: str, year: int) -> Sources:
    """Both means."""
    change = change_since_base(register, place_id, year)
    return of_observation(
        change.latest or best_observation(register, place_id, year),
        change.base or best_observation(register, place_id, BASE_YEAR),
    )


def of_path(register: Register, place_id: str, year: int) -> Sources:
    """The mean, and both ends of the straight way."""
    found = beside_path(register, place_id, year)
    if found is None:
        return of_verdict(register, place_id, year)
    path, row = found
    return [*of_observation(row, path.base), *of_target(register, place_id, year)]


def of_key_region(register: Register, place_id: str, _year: int) -> Sources:
    """The list that names the place."""
    region = key_region_of(register, place_id)
    return [ValueSource(region[1].document_id, region[1].clause)] if region else []


def of_membership(register: Register, place_id: str, _year: int) -> Sources:
    """The present list and the former one."""
    found = membership_of_place(register, place_id)
    rows = (found.present, found.former, *found.inclusions)
    return [ValueSource(row.document_id, row.clause) for row in rows if row is not None]


def of_indicator(register: Register, key: str, place_id: str) -> Sources:
    """The clause that binds."""
    demand = demand_at(register, place_id, key)
    if demand.binding is None:
        return []
    indicator = demand.binding.indicator
    return [ValueSource(indicator.document_id, indicator.clause)]


def of_measures(register: Register, sector: str, place_id: str) -> Sources:
    """The documents whose clauses are counted."""
    counted = dict.fromkeys(
        row.measure.document_id
        for row in binding_measures(register, place_id)
        if row.reach.kind in CERTAIN and sector in (ALL_SECTORS, row.measure.sector)
    )
    return [ValueSource(document_id, None) for document_id in counted]


OF_LAYER: Final[dict[str, Callable[[Register, str, int], Sources]]] = {
    "key_region": of_key_region,
    MEMBERSHIP_LAYER: of_membership,
    "target_2025": of_target,
    "observed": of_observed,
    "gap": of_verdict,
    "attainment": of_verdict,
    "change": of_change,
    "change_percent": of_change,
    "path": of_path,
}


def short_citation(register: Register, words: Words, source: ValueSource) -> str:
    """A source in few words: year and basis of a mean, number or title of a document and its clause."""
    row = source.observation
    if row is not None:
        return words.gettext("{year} 年{heading}", year=row.year, heading=words.render(basis_name(row.basis)))
    document = register.documents[source.document_id]
    name = document.number_zh or words.pick(document.title_zh, document.title_en)
    return f"{name} {clause_label(source.clause, words)}" if source.clause else name
