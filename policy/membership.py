"""Who joined, left or moved when the plan of 2023 listed the key regions anew: 国发〔2023〕24号 （二）."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from policy.records import FormerInclusion, FormerMember, Membership
from policy.region_means import NOT_COUNTED
from policy.register import Register
from policy.scope import key_region_of, members_of_key_regions

ChangeKind = Literal["stayed", "moved", "joined", "named_apart", "left", "never"]


@dataclass(frozen=True)
class MembershipChanges:
    """Places of one key region, present list against former list; ids ascending.

    Attributes
    ----------
    moved_in, moved_out
        Places that are, or were, in another key region: (place id, scope id of the other).
    joined
        Cities that were in no key region.
    named_apart
        Carve-outs and county-level units that the former list of cities does not count and the present one names apart:
        not new, where `former_inclusions` holds what took them in.
    left
        Places that are in no key region any more.
    """

    stayed: tuple[str, ...]
    moved_in: tuple[tuple[str, str], ...]
    moved_out: tuple[tuple[str, str], ...]
    joined: tuple[str, ...]
    named_apart: tuple[str, ...]
    left: tuple[str, ...]


def membership_changes(register: Register, scope_id: str) -> MembershipChanges:
    """Compare the list of （二） with the one before it."""
    present = members_of_key_regions(register)
    now = {place_id: scope for scope, ids in present.items() for place_id in ids}
    before = {
        row.place_id: row.scope_id for scope in present for row in register.former_members_of_scope[scope]
    }
    mine = sorted(place_id for place_id, scope in now.items() if scope == scope_id)
    former = sorted(place_id for place_id, scope in before.items() if scope == scope_id)
    new = [place_id for place_id in mine if place_id not in before]
    return MembershipChanges(
        stayed=tuple(place_id for place_id in mine if before.get(place_id) == scope_id),
        moved_in=tuple(
            (place_id, before[place_id]) for place_id in mine if before.get(place_id, scope_id) != scope_id
        ),
        moved_out=tuple(
            (place_id, now[place_id]) for place_id in former if now.get(place_id, scope_id) != scope_id
        ),
        joined=tuple(place_id for place_id in new if register.places[place_id].kind not in NOT_COUNTED),
        named_apart=tuple(place_id for place_id in new if register.places[place_id].kind in NOT_COUNTED),
        left=tuple(place_id for place_id in former if place_id not in now),
    )


@dataclass(frozen=True)
class PlaceMembership:
    """A place in the two lists.

    Attributes
    ----------
    kind
        `stayed`, `moved` to another key region, `joined`, `named_apart` (a carve-out or county-level unit that the former
        list of cities does not count), `left`, `never` in one.
    former, present
        The rows that list it; None where none does.
    inclusions
        What took a place named apart into its region before.
    """

    kind: ChangeKind
    former: FormerMember | None
    present: Membership | None
    inclusions: tuple[FormerInclusion, ...] = ()


def membership_of_place(register: Register, place_id: str) -> PlaceMembership:
    """Say what the list of （二） changed for a place."""
    former = next(
        (
            row
            for scope_id in members_of_key_regions(register)
            for row in register.former_members_of_scope[scope_id]
            if row.place_id == place_id
        ),
        None,
    )
    place = register.places[place_id]
    found = None if place.outside_plan else key_region_of(register, place_id)
    present = found[1] if found else None
    if former is None and present is None:
        return PlaceMembership("never", None, None)
    if present is None:
        return PlaceMembership("left", former, None)
    if former is None:
        kind: ChangeKind = "named_apart" if place.kind in NOT_COUNTED else "joined"
        inclusions = tuple(register.former_inclusions_of_place[place_id])
        return PlaceMembership(kind, None, present, inclusions if kind == "named_apart" else ())
    kind = "stayed" if former.scope_id == present.scope_id else "moved"
    return PlaceMembership(kind, former, present)


def former_list_of(register: Register, scope_id: str) -> FormerMember | None:
    """A row of the former list of a key region, for the document and clause that hold the list."""
    rows = register.former_members_of_scope.get(scope_id, ())
    return rows[0] if rows else None
