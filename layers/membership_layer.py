"""Who joined, left or moved when the plan of 2023 listed the key regions anew: one class a way of changing."""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_lowercase
from typing import Final

from layers.classes import missing_classes, missing_code
from layers.definition import Cell, ChoroplethLayer, LayerClass, LayerSource
from layers.palettes import MEMBERSHIP, MOVED
from layers.pm25_layers import NATION_PLAN, scope_label
from policy.membership import ChangeKind, PlaceMembership, membership_of_place
from policy.register import Register
from policy.scope import members_of_key_regions
from translations import N_, Message

MEMBERSHIP_LAYER: Final = "membership_change"
LIST_CLAUSE: Final = "（二）"


@dataclass(frozen=True)
class Change:
    """A class of the layer: a way of changing; for places that moved also from and to which region."""

    kind: ChangeKind
    former: str | None = None
    present: str | None = None


def change_labels() -> dict[ChangeKind, Message]:
    """Name the ways of changing; those that moved are named by their regions."""
    return {
        "stayed": N_("前后都在同一区域名单上"),
        "joined": N_("新列入的城市"),
        "named_apart": N_("此前已包括在内，现单独列名"),
        "left": N_("不再列入任何重点区域"),
        "never": N_("前后都不在名单上"),
    }


def change_of(membership: PlaceMembership) -> Change:
    """The class of a place."""
    if membership.kind != "moved" or membership.former is None or membership.present is None:
        return Change(membership.kind)
    return Change("moved", membership.former.scope_id, membership.present.scope_id)


def changes_found(register: Register) -> tuple[Change, ...]:
    """The classes in the order of the legend: moves by the tables, then the rest."""
    found = {
        change_of(membership_of_place(register, place_id))
        for place_id, place in register.places.items()
        if not place.outside_plan
    }
    moves = sorted(
        (one for one in found if one.kind == "moved"), key=lambda one: (one.former or "", one.present or "")
    )
    stayed, *rest = change_labels()
    return (Change(stayed), *moves, *(Change(kind) for kind in rest))


def change_label(register: Register, change: Change) -> Message:
    """Name a class; for places that moved from where to where."""
    if change.former is None or change.present is None:
        return change_labels()[change.kind]
    return N_(
        "由{former}划入{present}",
        former=scope_label(register, change.former),
        present=scope_label(register, change.present),
    )


def membership_layer(register: Register, _year: int) -> ChoroplethLayer:
    """The list of 国发〔2023〕24号 （二） against the lists before it, place by place."""
    changes = changes_found(register)
    code_of = {change: ascii_lowercase[place] for place, change in enumerate(changes)}
    regions = sorted(members_of_key_regions(register))
    note_of = {scope_id: str(place) for place, scope_id in enumerate(regions, start=1)}

    def cell(place_id: str) -> Cell:
        if register.places[place_id].outside_plan:
            return Cell(missing_code("outside_plan"))
        membership = membership_of_place(register, place_id)
        row = membership.present or membership.former
        note = note_of[row.scope_id] if row is not None and membership.kind != "moved" else "0"
        return Cell(code_of[change_of(membership)], note=note)

    return ChoroplethLayer(
        layer_id=MEMBERSHIP_LAYER,
        title=N_("2023 年重点区域名单的变化"),
        press_title=N_("2023 年空气质量重点区域名单的变化"),
        subtitle=N_("《空气质量持续改善行动计划》（二）的名单，与此前的名单相比"),
        unit_symbol=None,
        decimals=0,
        classes=(
            *(
                LayerClass(code, change_label(register, change), colour_of(change))
                for change, code in code_of.items()
            ),
            *missing_classes("outside_plan"),
        ),
        cells={place_id: cell(place_id) for place_id in register.places},
        notes={note: scope_label(register, scope_id) for scope_id, note in note_of.items()},
        sources=(LayerSource(NATION_PLAN, LIST_CLAUSE), *former_lists(register)),
        value_heading=N_("变化"),
    )


def colour_of(change: Change) -> str:
    """The colour of a class; a place that moved has that of the region it is in now."""
    return MOVED[change.present] if change.present else MEMBERSHIP[change.kind]


def former_lists(register: Register) -> tuple[LayerSource, ...]:
    """The documents that the lists before 2023 were read in."""
    rows = [
        row
        for one in sorted(members_of_key_regions(register))
        for row in register.former_members_of_scope[one]
    ]
    included = [row for found in register.former_inclusions_of_place.values() for row in found]
    read = [(row.document_id, row.clause) for row in rows]
    read += [(row.document_id, row.clause) for row in included]
    return tuple(LayerSource(*one) for one in dict.fromkeys(read))
