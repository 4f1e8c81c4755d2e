"""The JSON record of a point: what applies at a coordinate."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from geo.border_strip import STRIP_KM
from geo.point_lookup import UNCERTAIN_KM, PointAnswer
from policy.atlas import Atlas
from policy.measures import BindingMeasure
from policy.place_record import indicator_entry, measure_entry, missing_entry
from policy.point_spot import SpotAnswer, spot_answer, spot_key, strip_state, strip_width
from policy.reach import OF_A_PARK, WHOLE, Reach, reach_of_parks
from policy.records import Membership
from policy.register import Register
from policy.scope import key_region_of, memberships_of_place
from translations import N_, Message, Words, words_for

KM_DECIMALS: Final = 2


def point_record(atlas: Atlas, answer: PointAnswer, lang: str = "zh") -> dict[str, Any]:
    """Describe what applies at a point.

    Parameters
    ----------
    atlas
        Tables and shapes.
    answer
        What the shapes say of the point.
    lang
        Language of `note` and of reasons; names of things are Chinese.

    Returns
    -------
    dict
        Plain JSON values: degrees as asked, `border_km` in km or null, `geographies` with the clause that names
        the place or county, `note` null when there is nothing to add; then what binds. Outside all counties ids are
        null and lists empty. In `measures` a `reach` of `part` means that the clause speaks of a part (a built-up
        area, a park) that no data outline: whether the point is in it stays open; `not_here` are the scopes that the
        clause says something of and that do not reach the point. An indicator that `applies_to` an area as a whole is
        indicative here.
    """
    key = spot_key(atlas.register, answer)
    bound = spot_answer(atlas.register, key) if key else None
    return located_entry(atlas.register, answer, lang) | binding_entry(atlas, answer, bound, lang)


def located_entry(register: Register, answer: PointAnswer, lang: str) -> dict[str, Any]:
    """Where a point is: everything but what binds there."""
    place = register.places[answer.place_id] if answer.place_id else None
    in_plan = place is not None and not place.outside_plan
    region = key_region_of(register, place.place_id) if place and in_plan else None
    opposite = register.provinces.get(answer.opposite_province_id or "")
    return {
        "lon": answer.lon,
        "lat": answer.lat,
        "datum": answer.datum,
        "county_id": answer.county_id,
        "county_zh": answer.county_zh,
        "place_id": answer.place_id,
        "place_zh": place and place.name_zh,
        "province_zh": place and place.province.name_zh,
        "key_region_zh": region and region[0].name_zh,
        "geographies": list(geography_entries(register, answer, lang)) if in_plan else [],
        "border_km": None if answer.border_km is None else round(answer.border_km, KM_DECIMALS),
        "in_border_strip": in_border_strip(answer),
        "opposite_province_zh": opposite and opposite.name_zh,
        "uncertain": answer.uncertain,
        "measures": [],
        "note": note_of(register, answer, words_for(lang)),
    }


def in_border_strip(answer: PointAnswer) -> bool | None:
    """Whether a point is in the strip; None outside all counties and where nobody can tell."""
    if answer.place_id is None or strip_state(answer.border_km) == "cannot_tell":
        return None
    return answer.in_border_strip


def binding_entry(atlas: Atlas, answer: PointAnswer, bound: SpotAnswer | None, lang: str) -> dict[str, Any]:
    """What binds at a point, what nobody can tell of, what was not read, and by which data."""
    words = words_for(lang)
    return {
        "measures": [measure_at_point(row, lang) for row in bound.certain_measures] if bound else [],
        "measures_undetermined": [
            {"measure_id": row.measure.measure_id, "reason": words.render(row.reach.reason)}
            for row in bound.doubtful_measures
        ]
        if bound
        else [],
        "indicators": [
            indicator_entry(row) | {"reach": row.reach.kind, "applies_to": row.indicator.applies_to}
            for row in bound.indicators
            if row.is_certain
        ]
        if bound
        else [],
        "border_strip": strip_entry(atlas.register, answer, lang) if bound else None,
        "missing_links": [missing_entry(row, lang) for row in bound.missing] if bound else [],
        "data_version": atlas.tables.version,
        "boundary_version": str(atlas.geometry.manifest["source_version"]),
    }


def measure_at_point(row: BindingMeasure, lang: str) -> dict[str, Any]:
    """A clause as in the record of a place, with how it reaches the point and what it says something special for."""
    return measure_entry(row, lang) | {
        "reach": row.reach.kind,
        "reason": words_for(lang).render(row.reach.reason),
        "singled_out": list(row.singled_out),
        "not_here": list(row.not_here),
    }


def strip_entry(register: Register, answer: PointAnswer, lang: str) -> dict[str, Any]:
    """The strip along the provincial border: in it or not, and what its clause asks of whom."""
    width = strip_width(register)
    words = words_for(lang)
    return {
        "state": strip_state(answer.border_km),
        "width_km": width.value,
        "uncertain_within_km": UNCERTAIN_KM,
        "scope_id": width.scope_id,
        "document_id": width.document_id,
        "clause": width.clause,
        "subject": words.pick(width.subject_zh or "", width.subject_en),
        "asks": words.pick(width.note_zh or "", width.note_en),
    }


def geography_entries(register: Register, answer: PointAnswer, lang: str = "zh") -> Iterator[dict[str, Any]]:
    """The named areas a document says the place or the county is in, `named_as_zh` as the document names it.

    `reach` is `part` where a county is named for a park in it: the limits of the park are not in the data; and where
    a document names the place without saying that all of it is in the area.
    """
    for row in geography_memberships(register, answer):
        scope = register.listed_scopes[row.scope_id]
        reach = reach_of_membership(register, row)
        yield {
            "scope_id": scope.scope_id,
            "name_zh": scope.name_zh,
            "named_as_zh": row.named_as_zh,
            "document_id": row.document_id,
            "clause": row.clause,
            "reach": reach.kind,
            "reason": words_for(lang).render(reach.reason) if reach.kind == "part" else None,
        }


def geography_memberships(register: Register, answer: PointAnswer) -> list[Membership]:
    """The rows that put the place or the county into a named area."""
    rows: list[Membership] = []
    if answer.place_id:
        rows += memberships_of_place(register, answer.place_id)
    if answer.county_id:
        rows += register.scopes_of_member["county", answer.county_id]
    rows = [row for row in rows if register.listed_scopes[row.scope_id].kind == "geography"]
    return sorted(rows, key=lambda row: (row.scope_id, row.member_id))


def reach_of_membership(register: Register, row: Membership) -> Reach:
    """Whether a row puts all of the place or county into the area."""
    if is_named_for_park(register, row):
        return OF_A_PARK
    return (
        reach_of_parks([row], None) if register.listed_scopes[row.scope_id].member_list == "parks" else WHOLE
    )


def is_named_for_park(register: Register, row: Membership) -> bool:
    """Whether a county stands in a list for a park in it."""
    return row.member_kind == "county" and register.listed_scopes[row.scope_id].member_list == "parks"


def note_of(register: Register, answer: PointAnswer, words: Words) -> str | None:
    """All that a reader should know of the answer, in one text; None when there is nothing."""
    notes = [words.render(message) for message in notes_of(register, answer)]
    return (" " if words.lang == "en" else "").join(notes) or None


def notes_of(register: Register, answer: PointAnswer) -> Iterator[Message]:
    """What a reader should know of the answer."""
    if answer.place_id is None:
        yield from outside_notes(register, answer)
        return
    place = register.places[answer.place_id]
    province = N_("{zh}", zh=place.province.name_zh, en=place.province.name_en)
    if place.outside_plan:
        yield N_("{province}不在行动计划范围内。", province=province)
    elif answer.border_km is None:
        yield N_("{province}没有陆上省界，不涉及省界两侧 20 公里。", province=province)
    yield from park_notes(register, answer)
    if not answer.uncertain:
        return
    if answer.border_km is not None and abs(answer.border_km - STRIP_KM) < UNCERTAIN_KM:
        yield N_("距省界约 20 公里，相差不到 1 公里；边界数据为近似，是否在 20 公里以内须另行核实。")
    else:
        yield N_("距地点之间的界线不到 1 公里；边界数据为近似，归属须另行核实。")


def park_notes(register: Register, answer: PointAnswer) -> Iterator[Message]:
    """That the county is in a named area for a park alone, unless its whole place is in that area too."""
    rows = geography_memberships(register, answer)
    whole = {row.scope_id for row in rows if not is_named_for_park(register, row)}
    for row in rows:
        if is_named_for_park(register, row) and row.scope_id not in whole:
            scope = register.listed_scopes[row.scope_id]
            yield N_(
                "文件为{scope}点名的是本县的{park}；园区自身的界线不在数据中，无法确定该点是否在园区内。",
                scope=N_("{zh}", zh=scope.name_zh, en=scope.name_en),
                park=row.named_as_zh,
            )


def outside_notes(register: Register, answer: PointAnswer) -> Iterator[Message]:
    """What can be said of a point outside all counties."""
    if answer.nearest_place_id is None or answer.nearest_km is None:
        yield N_("该点不在任何县级行政区的陆地上，附近 100 公里内也没有。")
        return
    place = register.places[answer.nearest_place_id]
    yield N_(
        "该点不在任何县级行政区的陆地上，最近的地点是{place}，相距 {km:.1f} 公里。",
        place=N_("{zh}", zh=place.name_zh, en=place.name_en),
        km=answer.nearest_km,
    )
    if answer.uncertain:
        yield N_("边界数据为近似，归属须另行核实。")
