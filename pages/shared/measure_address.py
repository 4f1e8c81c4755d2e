"""What the address of the measures says: query parameters to a view and back. Pure; every fault is reported."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pages.shared.address import listed, name_part, several, wrong
from translations import LANGUAGES, N_, Message


def nowhere(_name: str) -> str | None:
    """No place has a name."""
    return None


@dataclass(frozen=True)
class MeasureChoices:
    """What the parameters of the measures may be; `find_place` gives the code of a place called by a name."""

    documents: Sequence[str]
    sectors: Sequence[str]
    scopes: Sequence[str]
    departments: Sequence[str]
    years: Sequence[str]
    places: Sequence[str]
    measures: Sequence[str]
    find_place: Callable[[str], str | None] = nowhere


@dataclass(frozen=True)
class MeasureView:
    """The state of the list of measures, all of which is in the address."""

    text: str = ""
    documents: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    scope: str | None = None
    department: str | None = None
    years: tuple[str, ...] = ()
    has_number: bool = False
    place: str | None = None
    measure: str | None = None


def read_measure_view(
    params: Mapping[str, str], choices: MeasureChoices
) -> tuple[MeasureView, list[Message]]:
    """Read the state; a parameter that cannot be understood is left out and reported."""
    faults: list[Message] = []
    has_number = params.get("number", "")
    if has_number not in ("", "1"):
        faults.append(wrong("number", has_number, N_("1，或不写")))
    view = MeasureView(
        text=name_part(params, faults),
        documents=several(params, "document", choices.documents, faults),
        sectors=several(params, "sector", choices.sectors, faults),
        scope=one(params, "scope", choices.scopes, N_("{ids} 之一", ids=listed(choices.scopes)), faults),
        department=one(params, "department", choices.departments, N_("条文点名的一个部门"), faults),
        years=several(params, "year", choices.years, faults),
        has_number=has_number == "1",
        place=place_of(params, choices, faults),
        measure=one(params, "measure", choices.measures, N_("一条措施的代码"), faults),
    )
    return view, faults


def one(
    params: Mapping[str, str], name: str, allowed: Sequence[str], expected: Message, faults: list[Message]
) -> str | None:
    """One of the values allowed; another one is reported and left out."""
    found = params.get(name, "")
    if not found or found in allowed:
        return found or None
    faults.append(wrong(name, found, expected))
    return None


def place_of(params: Mapping[str, str], choices: MeasureChoices, faults: list[Message]) -> str | None:
    """The code of the place, by code or any of its names."""
    asked = params.get("place", "").strip()
    if asked and asked not in choices.places:
        asked = choices.find_place(asked) or asked
    return one({"place": asked}, "place", choices.places, N_("地点的名称或六位代码"), faults)


def measure_params(view: MeasureView, lang: str) -> dict[str, str]:
    """The shortest address of a view, in the order in which the browser writes it too."""
    params = {
        "q": view.text,
        "document": ",".join(view.documents),
        "sector": ",".join(view.sectors),
        "scope": view.scope or "",
        "department": view.department or "",
        "year": ",".join(view.years),
        "number": "1" if view.has_number else "",
        "place": view.place or "",
        "measure": view.measure or "",
        "lang": lang if lang != LANGUAGES[0] else "",
    }
    return {name: value for name, value in params.items() if value}


def view_message(view: MeasureView) -> dict[str, Any]:
    """The view as the browser is told of it: one entry a parameter of the address."""
    return {
        "q": view.text,
        "document": list(view.documents),
        "sector": list(view.sectors),
        "scope": view.scope or "",
        "department": view.department or "",
        "year": list(view.years),
        "number": view.has_number,
        "place": view.place or "",
        "measure": view.measure or "",
    }
