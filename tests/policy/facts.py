"""What the rules say, in the words of the scenarios: one function a fact.

Each takes the register, the scenario and what it expects, and returns what was found in the same form, so that
the two can be compared and shown side by side. `none` stands for nothing.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from policy.attainment import attainment_of
from policy.cascade import Statement, all_statements, cascade, statements_outside_chain
from policy.duty import duty_of
from policy.effective import effective_target
from policy.missing import missing_links
from policy.observed import best_observation
from policy.records import Observation
from policy.register import Register
from policy.scope import key_region_of, scope_chain
from policy.standards import national_limit
from tests.policy.names import area_by_name, known_names, place_id_of
from tests.policy.scenario import Scenario, ScenarioFaultError
from translations import words_for

NOTHING = "none"
Fact = Callable[[Register, Scenario, Any], Any]


def found_of(register: Register, scenario: Scenario, fact: str, expected: Any) -> Any:
    """What the rules say about a fact.

    Raises
    ------
    ScenarioFaultError
        When a scenario of this subject knows no such fact.
    """
    facts = FACTS[scenario.subject]
    if fact not in facts:
        raise ScenarioFaultError(f"{scenario.sentence}: unknown fact {fact} of a {scenario.subject}")
    return plain(facts[fact](register, scenario, expected))


def plain(found: Any) -> Any:
    """None as `none`, at every depth."""
    if isinstance(found, Mapping):
        return {key: plain(value) for key, value in found.items()}
    if isinstance(found, list | tuple):
        return [plain(value) for value in found]
    return NOTHING if found is None else found


def asked(found: Mapping[str, Any] | None, expected: Any) -> Any:
    """The part of what was found that is asked for; a text under `reason` or `arithmetic` need only occur."""
    if found is None or not isinstance(expected, Mapping):
        return found
    unknown = sorted(set(expected) - set(found))
    if unknown or not expected:
        raise ScenarioFaultError(f"unknown {', '.join(unknown) or 'nothing'}; known: {', '.join(found)}")
    part = {key: found[key] for key in expected}
    for key in {"reason", "arithmetic"} & set(part):
        if str(expected[key]) in part[key]:
            part[key] = expected[key]
    return part


def key_region(register: Register, scenario: Scenario, _expected: Any) -> Any:
    region = scope_chain(register, place_id_of(register, scenario.name)).key_region
    return region and region.name_zh


def listed_as(register: Register, scenario: Scenario, _expected: Any) -> Any:
    region = key_region_of(register, place_id_of(register, scenario.name))
    return region and region[1].named_as_zh


def listed_in(register: Register, scenario: Scenario, expected: Any) -> Any:
    region = key_region_of(register, place_id_of(register, scenario.name))
    return asked(region and {"document": region[1].document_id, "clause": region[1].clause}, expected)


def geographies(register: Register, scenario: Scenario, _expected: Any) -> Any:
    chain = scope_chain(register, place_id_of(register, scenario.name))
    return [scope.name_zh for scope in chain.geographies]


def not_in(register: Register, scenario: Scenario, expected: Any) -> Any:
    unknown = sorted(set(expected) - known_names(register))
    if unknown:
        raise ScenarioFaultError(f"no area is called {', '.join(unknown)}")
    rungs = scope_chain(register, place_id_of(register, scenario.name)).rungs
    return [name for name in expected if name not in {scope.name_zh for scope in rungs}]


def said(row: Statement) -> dict[str, Any]:
    """A statement in the words of the scenarios."""
    target = row.target
    return {
        "metric": target.metric,
        "comparator": target.comparator,
        "words": target.comparator_zh,
        "value": target.value,
        "base_year": target.base_year,
        "year": target.target_year,
        "strength": target.strength,
        "area": row.scope.name_zh,
        "standing": row.standing,
        "document": target.document_id,
        "clause": target.clause,
    }


def target(register: Register, scenario: Scenario, expected: Any) -> Any:
    found = effective_target(register, place_id_of(register, scenario.name))
    if found is None:
        return None
    figure = found.figure
    whole = said(found.statement) | {
        "figure": figure.value,
        "arithmetic": words_for("zh").render(figure.arithmetic),
        "base": figure.base and figure.base.value,
        "base_basis": figure.base and figure.base.basis,
        "figure_from": figure.source_id,
    }
    return asked(whole, expected)


def rungs(register: Register, scenario: Scenario, expected: Any) -> Any:
    ladder = cascade(register, place_id_of(register, scenario.name), scenario.metric)
    return None if not ladder else [[rung.scope.name_zh, rung.status] for rung in ladder]


def rung_documents(register: Register, scenario: Scenario, expected: Any) -> Any:
    ladder = cascade(register, place_id_of(register, scenario.name), scenario.metric)
    found = {rung.scope.name_zh: rung.document and rung.document.document_id for rung in ladder}
    return asked(found, expected)


def says(register: Register, scenario: Scenario, expected: Any) -> Any:
    return matches(all_statements(register, place_id_of(register, scenario.name)), expected)


def outside_chain(register: Register, scenario: Scenario, expected: Any) -> Any:
    rows = statements_outside_chain(register, place_id_of(register, scenario.name))
    return matches(rows, expected) if rows or expected != NOTHING else None


def matches(rows: list[Statement], expected: Any) -> Any:
    """For each statement that is asked for, the one row that says it; else all rows of its document."""
    found = []
    for wanted in expected:
        parts = [asked(said(row), wanted) for row in rows]
        hits = [part for part in parts if plain(part) == wanted]
        found.append(hits[0] if len(hits) == 1 else [said(row) for row in rows])
    return found


def never_from(register: Register, scenario: Scenario, expected: Any) -> Any:
    unknown = sorted(set(expected) - set(register.documents))
    if unknown:
        raise ScenarioFaultError(f"no document is called {', '.join(unknown)}")
    rows = all_statements(register, place_id_of(register, scenario.name))
    return [name for name in expected if name not in {row.target.document_id for row in rows}]


def missing(register: Register, scenario: Scenario, _expected: Any) -> Any:
    links = missing_links(register, place_id_of(register, scenario.name))
    found = [
        {
            "area": link.scope.name_zh,
            "document": link.document and link.document.document_id,
            "completeness": link.completeness,
        }
        for link in links
    ]
    return found or None


def attainment(register: Register, scenario: Scenario, expected: Any) -> Any:
    verdict = attainment_of(register, place_id_of(register, scenario.name), scenario.year)
    whole = {
        "status": verdict.status,
        "margin": verdict.margin,
        "indicative": verdict.is_indicative,
        "reason": words_for("zh").render(verdict.reason),
    }
    return asked(whole, expected)


def observed(row: Observation) -> dict[str, Any]:
    """An observation in the words of the scenarios."""
    return {"value": row.value, "basis": row.basis, "days": row.days_with_data, "source": row.source_id}


def observation(register: Register, scenario: Scenario, expected: Any) -> Any:
    row = best_observation(register, place_id_of(register, scenario.name), scenario.year)
    return asked(row and observed(row), expected)


def set_aside(register: Register, scenario: Scenario, expected: Any) -> Any:
    place_id = place_id_of(register, scenario.name)
    best = best_observation(register, place_id, scenario.year)
    rows = [row for row in register.observations_of_place[place_id] if row.year == scenario.year]
    others = [row for row in rows if row != best]
    return asked(observed(others[0]) if others else None, expected)


def duty(register: Register, scenario: Scenario, expected: Any) -> Any:
    found = duty_of(register, place_id_of(register, scenario.name))
    whole = {
        "status": found.status,
        "class": found.scope_id,
        "close": found.is_close,
        "reason": words_for("zh").render(found.reason),
    }
    return asked(whole, expected)


def members(register: Register, scenario: Scenario) -> dict[str, str | None]:
    """The places of an area, with the words that name each."""
    scope = area_by_name(register, scenario.name)
    return {
        row.member_id: row.named_as_zh
        for row in register.members_of_scope[scope.scope_id]
        if row.member_kind == "place"
    }


def count(register: Register, scenario: Scenario, _expected: Any) -> Any:
    return len(members(register, scenario))


def includes(register: Register, scenario: Scenario, expected: Any) -> Any:
    return [name for name in expected if place_id_of(register, name) in members(register, scenario)]


def excludes(register: Register, scenario: Scenario, expected: Any) -> Any:
    return [name for name in expected if place_id_of(register, name) not in members(register, scenario)]


def named_as(register: Register, scenario: Scenario, expected: Any) -> Any:
    return {name: members(register, scenario).get(place_id_of(register, name)) for name in expected}


def targets(register: Register, scenario: Scenario, expected: Any) -> Any:
    scope = area_by_name(register, scenario.name)
    rows = [
        {"metric": row.metric, "comparator": row.comparator, "value": row.value, "clause": row.clause}
        for row in register.targets_of_scope[scope.scope_id]
    ]
    return rows or None


def annual(register: Register, scenario: Scenario, expected: Any) -> Any:
    limit = national_limit(register, date.fromisoformat(scenario.name))
    return asked({"standard": limit.standard_id, "limit": limit.limit}, expected)


def daily(register: Register, scenario: Scenario, expected: Any) -> Any:
    limit = national_limit(register, date.fromisoformat(scenario.name), averaging="24h")
    return asked({"standard": limit.standard_id, "limit": limit.limit}, expected)


FACTS: dict[str, dict[str, Fact]] = {
    "place": {
        fact.__name__: fact
        for fact in (
            key_region,
            listed_as,
            listed_in,
            geographies,
            not_in,
            target,
            rungs,
            rung_documents,
            says,
            outside_chain,
            never_from,
            missing,
            attainment,
            observation,
            set_aside,
            duty,
        )
    },
    "area": {fact.__name__: fact for fact in (count, includes, excludes, named_as, targets)},
    "day": {fact.__name__: fact for fact in (annual, daily)},
}
