"""Scenarios: a sentence, a place (or an area, or a day) and the facts that the documents say of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

SCENARIO_FOLDER: Final = Path(__file__).parent / "scenarios"
SUBJECTS: Final = ("place", "area", "day")
KEYS: Final = frozenset({"scenario", "because", "year", "metric", "suppose", "expect", *SUBJECTS})


class ScenarioFaultError(ValueError):
    """A scenario that cannot be read, or that says nothing."""


class OnceLoader(yaml.SafeLoader):
    """YAML in which a key may stand only once: the second would silently take the place of the first."""


def read_mapping(loader: OnceLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    """Read a mapping, refusing a repeated key."""
    keys = [loader.construct_object(key, deep=True) for key, _value in node.value]
    repeated = sorted({str(key) for key in keys if keys.count(key) > 1})
    if repeated:
        raise ScenarioFaultError(f"line {node.start_mark.line + 1}: {', '.join(repeated)} stands twice")
    return {
        key: loader.construct_object(value, deep=True)
        for key, (_key, value) in zip(keys, node.value, strict=True)
    }


OnceLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, read_mapping)


@dataclass(frozen=True)
class Scenario:
    """One scenario.

    Attributes
    ----------
    sentence
        What it says, for a reader.
    subject, name
        `place`, `area` or `day`, and which one.
    expect
        Fact → what is expected.
    year
        Year that observations and verdicts are for.
    metric
        What the cascade is about.
    suppose
        Table → rows that are made up for this scenario.
    """

    sentence: str
    subject: str
    name: str
    expect: Mapping[str, Any]
    year: int = 2025
    metric: str = "pm25_annual_mean"
    suppose: Mapping[str, list[dict[str, Any]]] = field(default_factory=dict)


def all_scenarios(folder: Path = SCENARIO_FOLDER) -> Iterator[Scenario]:
    """Every scenario of a folder, file by file."""
    for path in sorted(folder.glob("*.yaml")):
        for entry in read_entries(path.read_text(encoding="utf-8")):
            yield read_scenario(entry)


def read_entries(text: str) -> list[dict[str, Any]]:
    """The entries of a file."""
    entries = yaml.load(text, Loader=OnceLoader)
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ScenarioFaultError("a file of scenarios is a list of entries")
    return entries


def read_scenario(entry: dict[str, Any]) -> Scenario:
    """One entry, checked.

    Raises
    ------
    ScenarioFaultError
        When it has unknown keys, no sentence, no or several subjects, or expects nothing.
    """
    sentence = entry.get("scenario")
    if not isinstance(sentence, str) or not sentence:
        raise ScenarioFaultError(f"a scenario without its sentence: {entry}")
    unknown = sorted(set(entry) - KEYS)
    if unknown:
        raise ScenarioFaultError(f"{sentence}: unknown {', '.join(unknown)}")
    subjects = [subject for subject in SUBJECTS if subject in entry]
    if len(subjects) != 1:
        raise ScenarioFaultError(f"{sentence}: one of {', '.join(SUBJECTS)} is wanted, {subjects} found")
    if not isinstance(entry.get("expect"), dict) or not entry["expect"]:
        raise ScenarioFaultError(f"{sentence}: expects nothing")
    empty = [fact for fact, wanted in entry["expect"].items() if wanted in ({}, [], None, "")]
    if empty:
        raise ScenarioFaultError(f"{sentence}: expects nothing of {', '.join(empty)}")
    named = {key: entry[key] for key in ("year", "metric", "suppose", "expect") if key in entry}
    return Scenario(sentence, subjects[0], str(entry[subjects[0]]), **named)
