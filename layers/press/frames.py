"""What a sheet can show: the nation, a named area with a list, a province, or a place with its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from rapidfuzz import process

from geo.errors import UnknownPlaceError, shortened
from layers.press.subject import cited_on_sheet
from policy.areas import county_members, places_of_area
from policy.atlas import Atlas
from policy.records import Document, Membership, Scope
from policy.register import Register
from translations import N_, Message, Words

CHINA: Final = "china"
FrameKind = Literal["china", "area", "province", "place"]
NEAR_SCORE: Final = 60
NEAR_COUNT: Final = 4
SHORT_NAME: Final = 3
"""Characters that a short name has at the least (长三角)."""


class UnknownFrameError(Exception):
    """Nothing that can be framed has this name; `message` is the sentence, near matches included."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(message.msgid.format(**message.params))


@dataclass(frozen=True)
class PressFrame:
    """What a sheet shows.

    Attributes
    ----------
    frame_id
        `china`, a scope id (`fenwei-plain`, `province-140000`) or a place id.
    focus
        Ids of the places it is about, ascending: coloured, counted in the legend and named.
    chosen
        The place with an outline of its own, when the frame is a place's.
    counties
        Counties of which a document names a park and so speaks of the area in part only: of their cities only these
        counties are coloured, with an outline of their own.
    partial
        The places in focus that the text does not name themselves: their counties do, ascending.
    named_whole
        Names of the other places in focus, Chinese and English.
    named_in
        Document and clause that name the counties.
    named_only
        Whether the places are only those that what was read names, not the whole list of the area.
    """

    frame_id: str
    kind: FrameKind
    name_zh: str
    name_en: str
    focus: tuple[str, ...]
    chosen: str | None = None
    counties: tuple[str, ...] = ()
    partial: tuple[str, ...] = ()
    named_whole: tuple[tuple[str, str], ...] = ()
    named_in: tuple[Document, str] | None = None
    named_only: bool = False

    def title(self, words: Words) -> str:
        """What the sheet calls what it shows, with the number of places."""
        name = words.pick(self.name_zh, self.name_en)
        if self.counties:
            whole = {place_id[:4] for place_id in self.focus if place_id not in self.partial}
            apart = [county for county in self.counties if county[:4] not in whole]
            return words.gettext(
                "{name} · {whole}和 {cities} 个市的 {count} 个县（市）",
                name=name,
                whole=self.whole_names(words),
                cities=len({county[:4] for county in apart}),
                count=len(apart),
            )
        if self.kind == "place" and len(self.focus) == 1:
            return name
        if self.kind == "place":
            return words.gettext("{name}及相邻地点", name=name)
        count = len(self.focus)
        if self.named_only and count == 1:
            return words.gettext("{name} · 其中点名的{places}", name=name, places=self.whole_names(words))
        if self.named_only:
            return words.gettext("{name} · 其中点名的 {count} 个地点", name=name, count=count)
        if count == 1:
            return words.gettext("{name} · 1 个地点", name=name)
        return words.gettext("{name} · {count} 个地点", name=name, count=count)

    def whole_names(self, words: Words) -> str:
        """The places that the text names themselves."""
        return words.join([words.pick(*names) for names in self.named_whole])

    def counted_as(self, words: Words) -> str:
        """What sentences that count its places call it: which places are counted, where they are not all of an area."""
        name = words.pick(self.name_zh, self.name_en)
        if self.counties:
            return words.gettext("{name}（点名各地所在的地级市）", name=name)
        return words.gettext("{name}（只计点名的）", name=name) if self.named_only else name

    def extent_note(self, words: Words) -> str:
        """What the sheet must say of an area that is drawn by its counties; empty of all others."""
        if self.named_in is None:
            return ""
        document, clause = self.named_in
        return words.gettext(
            "文件点名{places}和 {count} 处园区（{source}）。粗黑线内是园区所在县（市），"
            "不表示全县属于{name}；颜色、数值和个数是所在 {cities} 个地级市的。",
            places=self.whole_names(words),
            count=len(self.counties),
            cities=len(self.focus),
            name=words.pick(self.name_zh, self.name_en),
            source=cited_on_sheet(document, clause, words),
        )


def frame_of(atlas: Atlas, text: str) -> PressFrame:
    """Find what to show.

    Parameters
    ----------
    text
        `china`; a scope id or name (`fenwei-plain`, 汾渭平原); a province id or name (`province-140000`, 山西省); a
        place's code, name or alias. A code that is both a province and a place (110000) is the place.

    Raises
    ------
    UnknownFrameError
        When nothing has the name, or the documents give no list of its places.
    """
    register = atlas.register
    wanted = text.strip()
    if wanted in (CHINA, "nation", "全国", "中国"):
        return PressFrame(CHINA, "china", "全国", "China", tuple(register.places))
    scope = _scope(register, wanted)
    if scope is not None:
        return _area_frame(register, scope)
    province_id = _province_id(register, wanted)
    if province_id is not None:
        return _province_frame(register, province_id)
    try:
        return _place_frame(atlas, register.place_names.find(wanted))
    except UnknownPlaceError as error:
        raise _unknown(register, wanted, error) from error


def framed_scopes(register: Register) -> tuple[Scope, ...]:
    """Named areas with at least one place to show, key regions first."""
    shown = [
        scope
        for scope in register.listed_scopes.values()
        if scope.kind in ("key_region", "geography") and _members(register, scope.scope_id)
    ]
    return tuple(sorted(shown, key=lambda scope: (scope.kind != "key_region", scope.scope_id)))


def _scope(register: Register, wanted: str) -> Scope | None:
    if wanted in register.listed_scopes:
        return register.listed_scopes[wanted]
    named = [scope for scope in register.listed_scopes.values() if wanted in (scope.name_zh, scope.name_en)]
    if not named and len(wanted) >= SHORT_NAME:
        regions = [scope for scope in register.listed_scopes.values() if scope.kind == "key_region"]
        named = [scope for scope in regions if scope.name_zh.removesuffix("地区") == wanted]
    return named[0] if named else None


def _area_frame(register: Register, scope: Scope) -> PressFrame:
    members = _members(register, scope.scope_id)
    if not members:
        raise UnknownFrameError(N_("“{name}”在所读的文件中没有地点名单，不能单独成图。", name=scope.name_zh))
    frame = PressFrame(scope.scope_id, "area", scope.name_zh, scope.name_en, members)
    if scope.member_list == "partial":
        return replace(frame, named_only=True, named_whole=names_of(register, members))
    return by_counties(register, frame)


def by_counties(register: Register, frame: PressFrame) -> PressFrame:
    """The frame of an area with the counties that its list names, if there are any."""
    rows = county_members(register, frame.frame_id)
    if not rows:
        return frame
    whole = places_of_area(register, frame.frame_id)
    naming = register.members_of_scope[frame.frame_id]
    clauses = "、".join(sorted({row.clause for row in naming if row.document_id == rows[0].document_id}))
    return replace(
        frame,
        counties=tuple(row.member_id for row in rows),
        partial=tuple(place_id for place_id in frame.focus if place_id not in whole),
        named_whole=names_of(register, whole),
        named_in=(register.documents[rows[0].document_id], clauses),
    )


def names_of(register: Register, place_ids: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Chinese and English names of places."""
    return tuple((register.places[one].name_zh, register.places[one].name_en) for one in place_ids)


def _members(register: Register, scope_id: str, depth: int = 3) -> tuple[str, ...]:
    """Places named by a scope, itself or through provinces, counties and other scopes."""
    found: set[str] = set()
    for row in register.members_of_scope.get(scope_id, ()):
        found.update(_places_of_member(register, row, depth))
    return tuple(sorted(found))


def _places_of_member(register: Register, row: Membership, depth: int) -> Sequence[str]:
    if row.member_kind == "place":
        return [row.member_id]
    if row.member_kind == "province":
        return _places_in(register, row.member_id)
    if row.member_kind == "scope" and depth:
        return _members(register, row.member_id, depth - 1)
    city = f"{row.member_id[:4]}00"
    return [city] if row.member_kind == "county" and city in register.places else []


def _places_in(register: Register, province_id: str) -> tuple[str, ...]:
    return tuple(
        place_id for place_id, place in register.places.items() if place.province.province_id == province_id
    )


def _province_id(register: Register, wanted: str) -> str | None:
    code = wanted.removeprefix("province-")
    if code in register.provinces and (code != wanted or code not in register.places):
        return code
    for province in register.provinces.values():
        names = (province.name_zh, province.short_name_zh, province.name_en)
        if wanted in names and province.province_id not in register.places:
            return province.province_id
    return None


def _province_frame(register: Register, province_id: str) -> PressFrame:
    province = register.provinces[province_id]
    focus = _places_in(register, province_id)
    return PressFrame(f"province-{province_id}", "province", province.name_zh, province.name_en, focus)


def _place_frame(atlas: Atlas, place_id: str) -> PressFrame:
    pairs = atlas.geometry.adjacency
    neighbours = pairs.loc[pairs["place_id"] == place_id, "neighbour_id"]
    focus = tuple(sorted({place_id, *(str(neighbour) for neighbour in neighbours)}))
    place = atlas.register.places[place_id]
    return PressFrame(place_id, "place", place.name_zh, place.name_en, focus, place_id)


def _unknown(register: Register, wanted: str, error: UnknownPlaceError) -> UnknownFrameError:
    names = {scope.scope_id: scope.scope_id for scope in framed_scopes(register)}
    names |= {scope.name_zh: scope.scope_id for scope in framed_scopes(register)}
    names |= {province.name_zh: f"province-{code}" for code, province in register.provinces.items()}
    matches = process.extract(wanted, list(names), limit=NEAR_COUNT, score_cutoff=NEAR_SCORE)
    near = list(dict.fromkeys([*(names[match[0]] for match in matches), *error.near]))[:NEAR_COUNT]
    if not near:
        return UnknownFrameError(
            N_(
                "没有名为“{text}”的图幅：应为 china、重点区域或地理区域的 id、省份或地点。",
                text=shortened(wanted),
            )
        )
    return UnknownFrameError(
        N_("没有名为“{text}”的图幅，相近的有：{names}。", text=shortened(wanted), names="、".join(near))
    )


def asked_area(register: Register, frame: PressFrame) -> dict[str, str]:
    """What the address of a view says of its frame: a filter of the map, or the frame of the export screen."""
    scope = register.listed_scopes.get(frame.frame_id)
    if scope is not None and scope.kind == "key_region":
        return {"region": frame.frame_id}
    if frame.kind == "province":
        return {"province": frame.frame_id.removeprefix("province-")}
    if frame.kind == "area":
        return {"frame": frame.frame_id}
    return {"place": frame.frame_id} if frame.kind == "place" else {}
