"""The layer changes that every contender goes through, and the colours that must then be on the map."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from data.tables import load_tables
from geo.store import default_cache_root, ensure_geometry
from layers.catalogue import CATALOGUE, build_layer
from layers.drawn import DrawnLayer, draw
from policy.atlas import Atlas
from policy.carving import carve_outs_of
from translations import words_for

FIRST_LAYER = "attainment"
FIRST_YEAR = 2025
# A round trip: after the last change the map is where it began. No view comes again within three changes, so that
# Streamlit's cache of large messages (it forgets after two reruns) helps nobody; a year is only pressed where the
# layer before had years too.
ROUND = (
    ("layer", "observed"),
    ("year", 2022),
    ("layer", "gap"),
    ("year", 2020),
    ("layer", "target_2025"),
    ("layer", "key_region"),
    ("layer", "attainment"),
    ("layer", "gap"),
    ("year", 2025),
    ("layer", "attainment"),
)


@dataclass(frozen=True)
class Change:
    """One press on a control, and the view that it leads to.

    Attributes
    ----------
    control
        `layer` or `year`, the key of the widget.
    choice
        What is written on the option.
    layer_id, year
        The view afterwards.
    """

    control: str
    choice: str
    layer_id: str
    year: int

    @property
    def name(self) -> str:
        """The view in short, as in `observed 2022`."""
        return f"{self.layer_id} {self.year}"


def changes() -> Iterator[Change]:
    """One round of changes, beginning and ending at the first view."""
    words = words_for("zh")
    layer_id, year = FIRST_LAYER, FIRST_YEAR
    for control, value in ROUND:
        if control == "layer":
            layer_id = str(value)
            choice = words.render(CATALOGUE[layer_id].title)
        else:
            year = int(value)
            choice = str(value)
        yield Change(control, choice, layer_id, year)


@cache
def atlas() -> Atlas:
    """Tables and shapes as the dashboard opens them; built first when the cache is empty."""
    tables = load_tables()
    return Atlas(
        tables, ensure_geometry(carve_outs_of(tables), default_cache_root(), lambda _step, _share: None)
    )


@cache
def drawn_layer(layer_id: str, year: int) -> DrawnLayer:
    """A layer of a year, coloured as the dashboard colours it."""
    register = atlas().register
    return draw(register, build_layer(register, layer_id, year), words_for("zh"))


def warm() -> None:
    """Colour every view of the round, so that nobody pays for it later."""
    for change in changes():
        drawn_layer(change.layer_id, change.year)


def fills(layer_id: str, year: int, *, hatches: bool) -> list[str]:
    """The fill of each place in order of its id.

    Parameters
    ----------
    hatches
        True where kinds of missing data are hatched: their name stands in for the colour.
    """
    places = drawn_layer(layer_id, year).places
    return [place.hatch if hatches and place.hatch else place.colour for place in places]
