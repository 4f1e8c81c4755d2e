"""The JSON record of a point: what applies at a coordinate."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from geo.border_strip import STRIP_KM
from geo.point_lookup import UNCERTAIN_KM, PointAnswer
from policy.atlas import Atlas
from policy.records import Membership
from policy.register import Register
from policy.scope import key_region_of, memberships_of_place
from translations import N_, Message, words_for

KM_DECIMALS = 2


def point_record(atlas: Atlas, answer: PointAnswer, lang: str = "zh") -> dict[str, Any]:
    """Describe what applies at a point.

    Parameters
    ----------
    atlas
        Tables and shapes.
    answer
        What the shapes say of the point.
    lang
        Language of `note`; names of things are Chinese.

    Returns
    -------
    dict
        Plain JSON values: degrees as asked, `border_km` in km or null, `geographies` with the clause that names
        the place or county, `note` null when there is nothing to add. Outside all counties ids are null.
    """
    register = atlas.register
    place = register.places[answer.place_id] if answer.place_id else None
    in_plan = place is not None and not place.outside_plan
    region = key_region_of(register, place.place_id) if place and in_plan else None
    opposite = register.provinces.get(answer.opposite_province_id or "")
    words = words_for(lang)
    notes = [words.render(message) for message in notes_of(register, answer)]
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
        "geographies": [entry for entry in geography_entries(register, answer) if in_plan],
        "border_km": None if answer.border_km is None else round(answer.border_km, KM_DECIMALS),
        "in_border_strip": answer.in_border_strip,
        "opposite_province_zh": opposite and opposite.name_zh,
        "uncertain": answer.uncertain,
        "measures": [],
        "note": (" " if lang == "en" else "").join(notes) or None,
    }


def geography_entries(register: Register, answer: PointAnswer) -> Iterator[dict[str, Any]]:
    """The named areas a document says the place or the county is in, `named_as_zh` as the document names it."""
    rows: list[Membership] = []
    if answer.place_id:
        rows += memberships_of_place(register, answer.place_id)
    if answer.county_id:
        rows += register.scopes_of_member["county", answer.county_id]
    for row in sorted(rows, key=lambda row: (row.scope_id, row.member_id)):
        scope = register.listed_scopes[row.scope_id]
        if scope.kind == "geography":
            yield {
                "scope_id": scope.scope_id,
                "name_zh": scope.name_zh,
                "named_as_zh": row.named_as_zh,
                "document_id": row.document_id,
                "clause": row.clause,
            }


def notes_of(register: Register, answer: PointAnswer) -> Iterator[Message]:
    """What a reader should know of the answer."""
    if answer.place_id is None:
        yield from outside_notes(register, answer)
        return
    place = register.places[answer.place_id]
    if place.outside_plan:
        yield N_("{province}不在行动计划范围内。", province=place.province.name_zh)
    elif answer.border_km is None:
        yield N_("{province}没有陆上省界，不涉及省界两侧 20 公里。", province=place.province.name_zh)
    if not answer.uncertain:
        return
    if answer.border_km is not None and abs(answer.border_km - STRIP_KM) < UNCERTAIN_KM:
        yield N_("距省界约 20 公里，相差不到 1 公里；边界数据为近似，是否在 20 公里以内须另行核实。")
    else:
        yield N_("距地点之间的界线不到 1 公里；边界数据为近似，归属须另行核实。")


def outside_notes(register: Register, answer: PointAnswer) -> Iterator[Message]:
    """What can be said of a point outside all counties."""
    if answer.nearest_place_id is None or answer.nearest_km is None:
        yield N_("该点不在中国的县级行政区内，附近也没有。")
        return
    yield N_(
        "该点不在任何县级行政区内（海上或境外），最近的地点是{place}，相距 {km:.1f} 公里。",
        place=register.places[answer.nearest_place_id].name_zh,
        km=answer.nearest_km,
    )
    if answer.uncertain:
        yield N_("边界数据为近似，归属须另行核实。")
