"""Which measures bind a place: every clause of its chain's documents, wholly, in part, by class, or undetermined."""

from __future__ import annotations

from dataclasses import dataclass

from policy.reach import CERTAIN, Reach, Spot, narrowed, reach_of
from policy.records import Measure
from policy.register import Register
from translations import N_


@dataclass(frozen=True)
class BindingMeasure:
    """A measure as it stands for one place.

    Attributes
    ----------
    reach
        How it reaches the place; a qualifier such as 建成区 makes a part of the whole.
    singled_out
        Scope ids that the clause says something special for and that reach this place for certain.
    undetermined
        Those of which nobody can tell whether they reach it.
    not_here
        Those that do not reach it: what the clause says of them alone is not about this place.
    derived
        Those of `singled_out` that the place is derived to be in: no text names it.
    """

    measure: Measure
    reach: Reach
    singled_out: tuple[str, ...]
    undetermined: tuple[str, ...] = ()
    not_here: tuple[str, ...] = ()
    derived: frozenset[str] = frozenset()

    @property
    def is_certain(self) -> bool:
        """Whether it binds the place, or a part of it, for certain."""
        return self.reach.kind in CERTAIN


def reach_of_measure(register: Register, measure: Measure, place_id: str, spot: Spot | None = None) -> Reach:
    """How a clause reaches a place, or a point in it.

    A clause for an area without a list reaches the places of the areas it names besides in part, as far as it speaks
    of them; a qualifier makes a part of the whole.
    """
    reach = reach_of(register, measure.scope_id, place_id, spot)
    if reach.kind == "undetermined":
        for scope_id in measure.singled_out:
            if reach_of(register, scope_id, place_id, spot).kind in CERTAIN:
                reach = Reach("part", N_("整条的范围没有名单；条款点名的一部分包含本地"))
    return narrowed(reach, measure.qualifier_zh, measure.qualifier_en)


def binding_measures(
    register: Register, place_id: str, spot: Spot | None = None
) -> tuple[BindingMeasure, ...]:
    """All measures of the chain whose scope reaches a place, or a point in it, or may; nation first, by clause."""
    found = []
    for measure in register.measures.values():
        if not register.documents[measure.document_id].in_chain:
            continue
        reach = reach_of_measure(register, measure, place_id, spot)
        if reach.kind == "none":
            continue
        kinds = {
            scope_id: reach_of(register, scope_id, place_id, spot).kind for scope_id in measure.singled_out
        }
        special = tuple(scope_id for scope_id, kind in kinds.items() if kind in CERTAIN)
        unknown = tuple(scope_id for scope_id, kind in kinds.items() if kind == "undetermined")
        elsewhere = tuple(scope_id for scope_id, kind in kinds.items() if kind == "none")
        derived = frozenset(scope_id for scope_id, kind in kinds.items() if kind == "derived")
        found.append(BindingMeasure(measure, reach, special, unknown, elsewhere, derived))
    return tuple(found)


def places_bound(register: Register, measure: Measure) -> dict[str, Reach]:
    """The places that a measure reaches or may reach, by id."""
    reaches = {place_id: reach_of_measure(register, measure, place_id) for place_id in register.places}
    return {place_id: reach for place_id, reach in reaches.items() if reach.kind != "none"}
