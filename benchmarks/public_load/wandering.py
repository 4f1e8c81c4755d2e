"""What readers who wander about look at: addresses of all screens, most of them of the map."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.public_load.session import asking_for
from benchmarks.scenario import atlas
from layers.catalogue import CATALOGUE, FAMILIES
from policy.areas import is_area
from policy.observed import observed_years

# In a hundred views. The export screen draws a sheet, in a process of its own that it shares with all sessions.
SHARES = {"map": 70, "city": 16, "region": 5, "compare": 4, "measures": 3, "method": 1.5, "export": 0.5}
COMPARED = 3


@dataclass(frozen=True)
class World:
    """What there is to look at."""

    layers: tuple[str, ...]
    years: tuple[int, ...]
    places: tuple[str, ...]
    areas: tuple[str, ...]

    def views(self, dice: random.Random) -> Iterator[tuple[str, str]]:
        """Screens and queries without end, in one language, the first of them the map as it opens."""
        lang = dice.choice(("", "", "", "&lang=en"))
        yield "", lang.lstrip("&")
        while True:
            screen = dice.choices(list(SHARES), list(SHARES.values()))[0]
            query = self.query(screen, dice) + lang
            yield "" if screen == "map" else screen, query.lstrip("&")

    def query(self, screen: str, dice: random.Random) -> str:
        """A query of a screen."""
        if screen in ("map", "export"):
            return f"layer={dice.choice(self.layers)}&year={dice.choice(self.years)}"
        if screen == "city":
            return f"place={dice.choice(self.places)}"
        if screen == "region":
            return f"scope={dice.choice(self.areas)}"
        if screen == "compare":
            return "places=" + ",".join(dice.sample(self.places, COMPARED))
        return ""


def world() -> World:
    """The atlas's layers, years, places and areas."""
    register = atlas().register
    members = [f"{prefix}{key}" for prefix, family in FAMILIES.items() for key in family.members(register)]
    return World(
        layers=(*CATALOGUE, *members),
        years=tuple(observed_years(register)),
        places=tuple(register.places),
        areas=tuple(scope for scope in register.listed_scopes if is_area(register, scope)),
    )


def frames(world_seen: World, dice: random.Random) -> Iterator[tuple[str, bytes]]:
    """The same as messages to the server, each with the screen that it asks for."""
    for screen, query in world_seen.views(dice):
        yield screen or "map", asking_for(screen, query)
