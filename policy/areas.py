"""Areas with a page of their own: key regions and geographies, and what the text names of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from geo.lookup import plain
from policy.records import Membership, Place, Province, Scope
from policy.register import Register

AreaKind = Literal["listed", "by_rule", "unlisted"]
AREA_ENDING: Final = re.compile("(及周边)?地区$|( and surroundings| region| area)$", re.IGNORECASE)
"""What an area is often named without."""


@dataclass(frozen=True)
class ProvinceMembers:
    """The members of an area in one province.

    Attributes
    ----------
    listed
        Places that the text names, each with the row that names it; none where the province is named as a whole.
    whole
        The row that names the province as a whole; None where places are named one by one.
    others
        Places of the province that the area does not hold.
    """

    province: Province
    listed: tuple[tuple[Place, Membership], ...]
    whole: Membership | None
    others: tuple[Place, ...]

    @property
    def carved(self) -> tuple[Place, ...]:
        """Members that are no city of their own: carve-outs and county-level units."""
        return tuple(place for place, _row in self.listed if place.kind in ("carve_out", "county_level_unit"))


def geographies(register: Register) -> dict[AreaKind, list[Scope]]:
    """Named areas that are no key region, by whether the text names members, gives a rule, or neither; by id."""
    found: dict[AreaKind, list[Scope]] = {"listed": [], "by_rule": [], "unlisted": []}
    for scope_id in sorted(register.listed_scopes):
        scope = register.listed_scopes[scope_id]
        if scope.kind != "geography":
            continue
        if register.members_of_scope[scope_id]:
            found["listed"].append(scope)
        else:
            found["by_rule" if scope.member_list == "rule" else "unlisted"].append(scope)
    return found


def is_area(register: Register, scope_id: str) -> bool:
    """Whether a scope has a page: a key region or a geography."""
    scope = register.listed_scopes.get(scope_id)
    return scope is not None and scope.kind in ("key_region", "geography")


def area_called(register: Register, asked: str) -> str | None:
    """The id of the area with this id or name, in full or short (长三角, 京津冀), however it is written; None for none."""
    wanted = plain(asked)
    for scope_id, scope in register.listed_scopes.items():
        if wanted and is_area(register, scope_id) and wanted in area_names(scope):
            return scope_id
    return None


def area_names(scope: Scope) -> set[str]:
    """Id and names of an area, in full and without what says no more than that it is one, as `plain` brings them."""
    names = [scope.scope_id, scope.name_zh, scope.name_en]
    return {plain(name) for name in names} | {plain(AREA_ENDING.sub("", name)) for name in names[1:]}


def members_by_province(register: Register, scope_id: str) -> list[ProvinceMembers]:
    """Members of an area that are places or whole provinces, by province in order of code; counties apart.

    A province that the text names as a whole (江苏省 in 国发〔2023〕24号 （二）) may stand in the table city by city: it
    is whole when every city of it is a member under the province's own name.
    """
    rows = register.members_of_scope[scope_id]
    by_place = {row.member_id: row for row in rows if row.member_kind == "place"}
    by_province = {row.member_id: row for row in rows if row.member_kind == "province"}
    found = []
    for province in sorted(register.provinces.values(), key=lambda one: one.province_id):
        places = [
            place for place in register.places.values() if place.province.province_id == province.province_id
        ]
        listed = tuple((place, by_place[place.place_id]) for place in places if place.place_id in by_place)
        whole = by_province.get(province.province_id) or named_as_a_whole(province, places, listed)
        if not listed and whole is None:
            continue
        others = () if whole else tuple(place for place in places if place.place_id not in by_place)
        if whole and not listed:
            listed = tuple((place, whole) for place in places)
        found.append(ProvinceMembers(province, listed, whole, others))
    return found


def named_as_a_whole(
    province: Province, places: list[Place], listed: tuple[tuple[Place, Membership], ...]
) -> Membership | None:
    """The row that names the province, where all its places are members under that one name."""
    names = {row.named_as_zh for _place, row in listed}
    if len(listed) == len(places) > 1 and names == {province.name_zh}:
        return listed[0][1]
    return None


def county_members(register: Register, scope_id: str) -> tuple[Membership, ...]:
    """Members that are counties, by code: those named for a park in them."""
    rows = [row for row in register.members_of_scope[scope_id] if row.member_kind == "county"]
    return tuple(sorted(rows, key=lambda row: row.member_id))


def places_of_area(register: Register, scope_id: str) -> list[str]:
    """Ids of the places that an area holds whole, ascending."""
    return sorted(
        place.place_id for part in members_by_province(register, scope_id) for place, _row in part.listed
    )
