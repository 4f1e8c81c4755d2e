"""Whether a scope reaches a place: wholly, in part, by a class it is derived to be in, undetermined, or not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from policy.duty import CLASS_OF_STATUS, duty_of
from policy.observed import best_observation, is_sufficient
from policy.prefecture_level import Among, among_its_subjects, among_prefecture_level, is_city
from policy.records import Indicator, Membership, Scope
from policy.register import Register
from policy.scope import key_region_of, scope_by_id
from policy.standards import limit_for_year
from translations import N_, Message

ReachKind = Literal["whole", "part", "derived", "undetermined", "none"]


@dataclass(frozen=True)
class Reach:
    """How a scope reaches a place, and why.

    Attributes
    ----------
    kind
        `whole`; `part` (counties or parks in it are named); `derived` (by a rule of the text: its observations, its
        rank, or a list elsewhere); `undetermined` (no list, or nothing to derive by); `none`.
    """

    kind: ReachKind
    reason: Message


StripState = Literal["inside", "outside", "cannot_tell"]


@dataclass(frozen=True)
class Spot:
    """A point as the rules see it: sharper than its place by the county and the strip it is in.

    Attributes
    ----------
    county_id
        The county, where a document names it; None for all others, which the rules treat alike.
    strip
        Whether it lies within 20 km of a provincial land border; `cannot_tell` near the edge of the strip.
    """

    county_id: str | None
    strip: StripState


BORDER_STRIP: Final = "provincial-border-strip"
"""省界两侧20公里: 国发〔2023〕24号 （二十六）."""

CERTAIN: Final = ("whole", "derived", "part")
"""Kinds of reach that are no guess, the firmest first."""

EXCEPTION: Final = "除外"
ITEM: Final = "："
WHOLE: Final = Reach("whole", N_("范围包含本地"))
NONE: Final = Reach("none", N_("范围不包含本地"))
BY_RULE: Final = Reach("derived", N_("文件只写规则，由规则推出包含本地"))
NO_LIST: Final = Reach("undetermined", N_("文件没有列出名单，无法确定是否包含本地"))
NO_LIST_READ: Final = Reach("undetermined", N_("所读部分没有列出名单，无法确定是否包含本地"))
"""Of an excerpt: only a document held in full can be said not to list."""
OF_A_PARK: Final = Reach(
    "part", N_("所在县因其中的园区被点名；园区自身的界线不在数据中，无法确定该点是否在园区内")
)
REACH_OF_STRIP: Final[dict[StripState, Reach]] = {
    "inside": Reach("derived", N_("由该点到省界的距离推出在 20 公里以内")),
    "outside": NONE,
    "cannot_tell": Reach("undetermined", N_("该点距 20 公里线不到 1 公里，边界数据近似，无法确定")),
}
REACH_OF_RANK: Final[dict[Among, Reach]] = {
    "yes": BY_RULE,
    "unknown": Reach(
        "undetermined",
        N_("国家监测网把本地与地级城市并列发布，没有文件说明本地是否在地级及以上城市之列"),
    ),
    "no": Reach("none", N_("条文针对地级及以上城市，本地不是地级城市，不在其列，只作参考")),
}
NEED_NOT_BE_HERE: Final = frozenset(
    {
        "5A级景区",
        "城市大型干散货码头",
        "年客流五百万以上的机场",
        "有港口的地方",
        "有条件的地区",
        "有这样规模机场的地方",
        "沿海主要港口",
        "石化化工集中的城市，重点工业园区",
        "经济发达地区",
    }
)
"""Qualifiers without a list that a place may have nothing of; built-up areas and county towns every place has."""
LEAST_STRIP_SHARE: Final = 1.0
"""Per cent of a place's area: less may be the roughness of the boundaries."""
NO_DATA: Final = Reach("undetermined", N_("文件只写规则，现有数据不足以确定是否包含本地"))


def reach_of(register: Register, scope_id: str, place_id: str, spot: Spot | None = None) -> Reach:
    """Say how a scope reaches a place, or a point in it.

    At a point what names a county binds in that county alone, and the strip by the distance; of a part that no data
    outline (a built-up area, a park) it stays open whether the point is in it.

    Raises
    ------
    UnknownScopeError
        When there is no such scope.
    """
    return _reach(register, scope_id, place_id, frozenset(), spot)


def reach_of_indicator(
    register: Register, indicator: Indicator, place_id: str, spot: Spot | None = None
) -> Reach:
    """Say how an indicator reaches a place: by its scope, and only cities of the rank that it names."""
    reach = reach_of(register, indicator.scope_id, place_id, spot)
    among = among_its_subjects(register, indicator, place_id)
    return reach if reach.kind == "none" or among == "yes" else REACH_OF_RANK[among]


def _reach(
    register: Register, scope_id: str, place_id: str, above: frozenset[str], spot: Spot | None
) -> Reach:
    """The same; `above` are the lists on the way to this one: what rests on itself alone nobody can tell."""
    place = register.places[place_id]
    if place.outside_plan:
        return NONE
    scope = scope_by_id(register, scope_id)
    if scope.kind == "nation":
        return WHOLE
    if scope.kind in ("province", "place", "county"):
        return reach_of_code(register, scope.kind, scope_id.partition("-")[2], place_id, spot)
    if scope_id == BORDER_STRIP:
        return reach_of_strip(register, place_id, spot)
    if scope_id in DERIVED_CLASSES:
        return DERIVED_CLASSES[scope_id](register, place_id)
    if scope_id in above:
        return without_list(register, scope)
    return reach_of_list(register, scope_id, place_id, above | {scope_id}, spot)


def reach_of_strip(register: Register, place_id: str, spot: Spot | None) -> Reach:
    """省界两侧20公里: a point by its distance, a place by the share of its area; without shapes nobody can tell."""
    if spot is not None:
        return REACH_OF_STRIP[spot.strip]
    if register.strip_shares is None:
        return NO_LIST
    share = 100 * register.strip_shares.get(place_id, 0.0)
    if share == 0:
        return NONE
    if share < LEAST_STRIP_SHARE:
        return Reach("undetermined", N_("只有边缘触及省界两侧 20 公里；边界数据近似，无法确定"))
    if share > 100 - LEAST_STRIP_SHARE:
        return Reach("derived", N_("由边界推出全部面积在省界两侧 20 公里以内；边界数据近似"))
    return Reach(
        "part", N_("由边界推出约 {share:.0f}% 的面积在省界两侧 20 公里以内；边界数据近似", share=share)
    )


def narrowed(reach: Reach, qualifier_zh: str | None, qualifier_en: str | None) -> Reach:
    """What binds only the built-up area, the ports or the large airports of a place binds it in part.

    A qualifier that takes something out (…除外) leaves the rest whole; of what a place need not have, and no list
    names, nobody can tell. A clause may be limited so in some items only (`item：limit；…`).
    """
    if reach.kind not in CERTAIN or not qualifier_zh or qualifier_zh.endswith(EXCEPTION):
        return reach
    what = N_("{zh}", zh=qualifier_zh, en=qualifier_en)
    if qualifier_zh in NEED_NOT_BE_HERE:
        return Reach("undetermined", N_("只针对{what}，没有读到名单，无法确定本地有没有", what=what))
    if reach.kind == "whole" and ITEM in qualifier_zh:
        return Reach("part", N_("条内有几项只限于其中一部分，本地不一定都有：{what}", what=what))
    if reach.kind == "whole":
        return Reach("part", N_("只涉及本地的一部分：{what}", what=what))
    return Reach("part", N_("{why}；只涉及本地的一部分：{what}", why=reach.reason, what=what))


def reach_of_code(register: Register, kind: str, code: str, place_id: str, spot: Spot | None = None) -> Reach:
    """A province, place or county by its code."""
    place = register.places[place_id]
    if kind == "province":
        return WHOLE if place.province.province_id == code else NONE
    if kind == "place":
        return WHOLE if place_id == code else NONE
    if place_id == code:
        return WHOLE
    if spot is not None:
        return WHOLE if spot.county_id == code else NONE
    if place_id == register.place_of_county(code):
        return Reach("part", N_("只涉及其中的一个县（市、区）"))
    return NONE


def reach_of_list(
    register: Register, scope_id: str, place_id: str, above: frozenset[str], spot: Spot | None = None
) -> Reach:
    """A key region, geography or class by its members; without a list nobody can tell."""
    members = register.members_of_scope[scope_id]
    reaches = [(row, _reach(register, scope_of_member(row), place_id, above, spot)) for row in members]
    kinds = {reach.kind for _row, reach in reaches}
    scope = register.listed_scopes[scope_id]
    by_rule = scope.member_list == "rule"
    if scope.member_list == "parks":
        return reach_of_parks([row for row, reach in reaches if reach.kind != "none"], spot)
    if "whole" in kinds:
        return BY_RULE if by_rule else WHOLE
    if "part" in kinds:
        return Reach("part", N_("只涉及其中被点名的县或园区"))
    if "undetermined" in kinds:
        return without_list(register, scope)
    if scope.member_list in ("full", "as_a_whole") or (by_rule and members):
        return NONE
    parent = scope.parent_scope_id
    if parent is not None and _reach(register, parent, place_id, above, spot).kind == "none":
        return NONE
    return NO_DATA if by_rule else without_list(register, scope)


def without_list(register: Register, scope: Scope) -> Reach:
    """That no list was found: none in the document, or none in the part of it that was read."""
    document = register.documents[scope.document_id] if scope.document_id else None
    return NO_LIST if document is None or document.held_in_full else NO_LIST_READ


def reach_of_parks(named: Sequence[Membership], spot: Spot | None) -> Reach:
    """An area of which a document names a place and parks, but gives no list: it reaches what it names in part."""
    if not named:
        return NONE
    by_place = [row for row in named if row.member_kind == "place"]
    if by_place:
        return Reach(
            "part", N_("文件第 {clause} 项点名本地，但没有写本地全部都在其内", clause=by_place[0].clause)
        )
    if spot is not None:
        return OF_A_PARK
    return Reach(
        "part", N_("没有县级名单；文件第 {clause} 项为它点名了其中的工业园区", clause=named[0].clause)
    )


def scope_of_member(row: Membership) -> str:
    """The scope id of a member: a scope itself, or a place, province or county by its code."""
    return row.member_id if row.member_kind == "scope" else f"{row.member_kind}-{row.member_id}"


def outside_key_regions(register: Register, place_id: str) -> Reach:
    """其他地区: on none of the three lists."""
    return WHOLE if key_region_of(register, place_id) is None else NONE


def class_of_clause_25(scope_id: str) -> Callable[[Register, str], Reach]:
    """One of the three classes of clause （二十五）, derived from the 2020 mean."""

    def reach(register: Register, place_id: str) -> Reach:
        duty = duty_of(register, place_id)
        if duty.scope_id is None:
            return Reach("undetermined", duty.reason)
        return Reach("derived", duty.reason) if duty.scope_id == scope_id else NONE

    return reach


def not_attaining_pm25(register: Register, place_id: str) -> Reach:
    """PM2.5未达标城市, by the 2020 mean: the text gives no year, 2020 is the plan's base."""
    observation = best_observation(register, place_id, 2020)
    if observation is None or not is_sufficient(observation):
        return Reach("undetermined", N_("没有足够的 {year} 年实测值，无法推算", year=2020))
    if observation.value > limit_for_year(register, 2020).limit:
        return Reach("derived", N_("由 {year} 年实测 {value:g} 推算", year=2020, value=observation.value))
    return NONE


def not_attaining(register: Register, place_id: str) -> Reach:
    """空气质量未达标的直辖市和设区的市: PM2.5 above the limit is enough, below it five pollutants are not known."""
    if not is_city(register.places[place_id]):
        return NONE
    by_pm25 = not_attaining_pm25(register, place_id)
    if by_pm25.kind == "none":
        return Reach("undetermined", N_("PM2.5 达标，其他五项污染物没有数据，无法推算"))
    return by_pm25


def prefecture_level_and_above(register: Register, place_id: str) -> Reach:
    """地级及以上城市, by rank."""
    return REACH_OF_RANK[among_prefecture_level(register, place_id)]


DERIVED_CLASSES: Final[dict[str, Callable[[Register, str], Reach]]] = {
    "class-not-attaining-cities": not_attaining,
    "class-outside-key-regions": outside_key_regions,
    "class-pm25-not-attaining-cities": not_attaining_pm25,
    "class-prefecture-level-and-above-cities": prefecture_level_and_above,
} | {scope_id: class_of_clause_25(scope_id) for scope_id in CLASS_OF_STATUS.values()}
