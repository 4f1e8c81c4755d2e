"""Places and areas by the names that people write."""

from policy.records import Scope
from policy.register import Register
from tests.policy.scenario import ScenarioFaultError


def place_id_of(register: Register, name: str) -> str:
    """The place of a name: Chinese, short, English or alias.

    Raises
    ------
    ScenarioFaultError
        When no place, or more than one, is called so.
    """
    found = [
        place.place_id
        for place in register.places.values()
        if name in (place.name_zh, place.short_name_zh, place.name_en, *place.aliases)
    ]
    if len(found) != 1:
        raise ScenarioFaultError(f"{len(found)} places are called {name}")
    return found[0]


def area_by_name(register: Register, name: str) -> Scope:
    """The area of scopes.csv with this Chinese name.

    Raises
    ------
    ScenarioFaultError
        When there is none.
    """
    found = [scope for scope in register.listed_scopes.values() if scope.name_zh == name]
    if len(found) != 1:
        raise ScenarioFaultError(f"{len(found)} areas are called {name}")
    return found[0]


def known_names(register: Register) -> set[str]:
    """Every Chinese name of an area."""
    return {scope.name_zh for scope in register.listed_scopes.values()}
