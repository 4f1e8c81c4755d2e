"""The scenarios of scenarios/*.yaml, one case each, and the guards that they say something."""

import pytest

from policy.register import Register
from tests.policy.facts import FACTS, NOTHING, found_of
from tests.policy.made_up import changed_register, real_register
from tests.policy.names import place_id_of
from tests.policy.scenario import (
    Scenario,
    ScenarioFaultError,
    all_scenarios,
    read_entries,
    read_scenario,
)

SCENARIOS = list(all_scenarios())


def register_for(scenario: Scenario) -> Register:
    """The real tables, with what the scenario supposes; a supposed observation is of its place."""
    if not scenario.suppose:
        return real_register()
    rows = {name: [dict(row) for row in rows] for name, rows in scenario.suppose.items()}
    for row in rows.get("observations", []):
        row.setdefault("place_id", place_id_of(real_register(), scenario.name))
    return changed_register(**rows)


def wanted(fact: str, expected: object) -> object:
    """What is expected, in the form in which it is found."""
    if fact == "rungs" and isinstance(expected, dict):
        return [[name, status] for name, status in expected.items()]
    return expected


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.sentence)
def test_scenario(scenario: Scenario) -> None:
    register = register_for(scenario)
    expected = {fact: wanted(fact, value) for fact, value in scenario.expect.items()}
    found = {fact: found_of(register, scenario, fact, expected[fact]) for fact in expected}
    assert found == expected, scenario.sentence


def test_there_are_enough_scenarios_and_no_sentence_stands_twice() -> None:
    sentences = [scenario.sentence for scenario in SCENARIOS]
    assert len(sentences) >= 50
    assert len(set(sentences)) == len(sentences)


def test_every_fact_is_asked_for_somewhere() -> None:
    asked_for = {(scenario.subject, fact) for scenario in SCENARIOS for fact in scenario.expect}
    assert asked_for == {(subject, fact) for subject, facts in FACTS.items() for fact in facts}


GOOD = {"scenario": "说明", "place": "太原", "expect": {"key_region": "汾渭平原"}}


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"expects": {}}, "unknown expects"),
        ({"expect": {}}, "expects nothing"),
        ({"expect": None}, "expects nothing"),
        ({"expect": {"not_in": []}}, "expects nothing of not_in"),
        ({"expect": {"target": {}}}, "expects nothing of target"),
        ({"scenario": ""}, "without its sentence"),
        ({"area": "汾渭平原"}, "one of place, area, day"),
    ],
)
def test_a_scenario_with_a_fault_is_refused(change: dict[str, object], complaint: str) -> None:
    with pytest.raises(ScenarioFaultError, match=complaint):
        read_scenario(GOOD | change)


def test_a_repeated_key_is_refused() -> None:
    with pytest.raises(ScenarioFaultError, match="place stands twice"):
        read_entries("- scenario: a\n  place: 太原\n  place: 大同\n")


@pytest.mark.parametrize(
    "expect",
    [
        {"keyregion": "汾渭平原"},
        {"target": {"valeu": 38}},
        {"not_in": ["汾渭平塬"]},
        {"never_from": ["shanxi-2042"]},
    ],
)
def test_an_unknown_fact_or_name_is_refused(expect: dict[str, object]) -> None:
    scenario = read_scenario(GOOD | {"expect": expect})
    with pytest.raises(ScenarioFaultError):
        found_of(real_register(), scenario, *next(iter(expect.items())))


@pytest.mark.parametrize("name", ["太塬", "Suzhou", ""])
def test_an_unknown_or_ambiguous_place_is_refused(name: str) -> None:
    scenario = read_scenario(GOOD | {"place": name})
    with pytest.raises(ScenarioFaultError, match="places are called"):
        found_of(real_register(), scenario, "key_region", NOTHING)


def test_a_wrong_expectation_fails() -> None:
    scenario = read_scenario(GOOD | {"expect": {"key_region": "长三角地区"}})
    with pytest.raises(AssertionError):
        test_scenario(scenario)
