"""The chain of scopes above a place: nation → key region → geography → province → place.

Lists of members: 国发〔2023〕24号 （二）; geographies: where a document names them.
"""

from __future__ import annotations

from dataclasses import dataclass

from policy.records import Membership, Place, Scope
from policy.register import Register
from policy.remembering import remembered

NATION = "nation"
IMPLICIT_KINDS = ("province", "place", "county")


class UnknownScopeError(KeyError):
    """A scope id that neither scopes.csv nor the codes of provinces and places know."""


@dataclass(frozen=True)
class ScopeChain:
    """The scopes a place is in, widest first; all empty for a place outside the plan."""

    place: Place
    nation: Scope | None
    key_region: Scope | None
    geographies: tuple[Scope, ...]
    province: Scope | None
    own: Scope | None

    @property
    def rungs(self) -> tuple[Scope, ...]:
        """All scopes in order, from the nation down to the place."""
        before = [self.nation, self.key_region, *self.geographies, self.province, self.own]
        return tuple(scope for scope in before if scope is not None)


@remembered
def scope_by_id(register: Register, scope_id: str) -> Scope:
    """Return a listed scope, or make the implicit one of `province-140000`, `place-140100`, `county-140121`.

    Raises
    ------
    UnknownScopeError
        When there is no such scope.
    """
    if scope_id in register.listed_scopes:
        return register.listed_scopes[scope_id]
    kind, _, code = scope_id.partition("-")
    if kind == "province" and code in register.provinces:
        province = register.provinces[code]
        return Scope(scope_id, kind, province.name_zh, province.name_en, None, None, None)
    if kind == "place" and code in register.places:
        place = register.places[code]
        return Scope(scope_id, kind, place.name_zh, place.name_en, None, None, None)
    if kind == "county" and len(code) == 6:
        return Scope(scope_id, kind, code, code, None, None, None)
    raise UnknownScopeError(scope_id)


def memberships_of_place(register: Register, place_id: str) -> list[Membership]:
    """Every listed scope the place is named in, itself or through its province."""
    place = register.places[place_id]
    rows = list(register.scopes_of_member["place", place_id])
    named_itself = {row.scope_id for row in rows}
    rows += [
        row
        for row in register.scopes_of_member["province", place.province.province_id]
        if row.scope_id not in named_itself
    ]
    return rows


def key_region_of(register: Register, place_id: str) -> tuple[Scope, Membership] | None:
    """The key region that lists the place, with the row that lists it; None when none does."""
    for row in memberships_of_place(register, place_id):
        scope = register.listed_scopes[row.scope_id]
        if scope.kind == "key_region":
            return scope, row
    return None


def geographies_of(register: Register, place_id: str) -> tuple[Scope, ...]:
    """The named areas that a document says the place is in."""
    found = [
        register.listed_scopes[row.scope_id]
        for row in memberships_of_place(register, place_id)
        if register.listed_scopes[row.scope_id].kind == "geography"
    ]
    return tuple(sorted(found, key=lambda scope: scope.scope_id))


def members_of_key_regions(register: Register) -> dict[str, list[str]]:
    """Place ids of every key region, by scope id (42 + 31 + 15 places)."""
    regions = [scope for scope in register.listed_scopes.values() if scope.kind == "key_region"]
    return {
        scope.scope_id: sorted(
            row.member_id for row in register.members_of_scope[scope.scope_id] if row.member_kind == "place"
        )
        for scope in regions
    }


@remembered
def scope_chain(register: Register, place_id: str) -> ScopeChain:
    """Build the chain of a place.

    A municipality is its own province, so its chain has no province rung; a place outside the plan
    (香港, 澳门, 台湾) has no rung at all.
    """
    place = register.places[place_id]
    if place.outside_plan:
        return ScopeChain(place, None, None, (), None, None)
    region = key_region_of(register, place_id)
    province = (
        None if place.is_municipality else scope_by_id(register, f"province-{place.province.province_id}")
    )
    return ScopeChain(
        place=place,
        nation=scope_by_id(register, NATION),
        key_region=region[0] if region else None,
        geographies=geographies_of(register, place_id),
        province=province,
        own=scope_by_id(register, f"place-{place_id}"),
    )
