"""The small map of an area with its key: members by verdict, or the counties that a document names parks in."""

from __future__ import annotations

from collections import Counter

from layers.clause_words import clause_label
from layers.region_map import NAMED_FOR_PARK, NAMED_ITSELF, parks_svg, region_svg, verdict_fills
from layers.region_words import region_name
from pages.shared import cached
from pages.shared.area_picture import picture_html
from policy.areas import county_members, places_of_area
from policy.atlas import Atlas
from policy.effective import TARGET_YEAR
from translations import Words


def area_map_html(atlas: Atlas, words: Words, scope_id: str) -> str:
    """The map with its key and the source of its borders; empty for an area without members."""
    if county_members(atlas.register, scope_id):
        return parks_map_html(atlas, words, scope_id)
    return verdict_map_html(atlas, words, scope_id) if places_of_area(atlas.register, scope_id) else ""


def verdict_map_html(atlas: Atlas, words: Words, scope_id: str) -> str:
    """Members coloured by their verdict of 2025."""
    _ = words.gettext
    layer = cached.layer(atlas, "attainment", TARGET_YEAR)
    classes = {item.code: item for item in layer.classes}
    members = places_of_area(atlas.register, scope_id)
    codes = Counter(layer.cells[one].code for one in members)
    title = _(
        "{region}：{year} 年均值与目标、折算值或指示值相比",
        region=region_name(atlas, words, scope_id),
        year=TARGET_YEAR,
    )
    key = [
        (
            classes[code].colour,
            _("{label}（{count}）", label=words.render(classes[code].label), count=count),
            classes[code].hatch is not None,
        )
        for code, count in sorted(codes.items())
    ]
    drawing = region_svg(atlas, words, scope_id, verdict_fills(layer, members), title)
    return picture_html(words, drawing, title, key)


def parks_map_html(atlas: Atlas, words: Words, scope_id: str) -> str:
    """Places named themselves, and counties named for a park in them."""
    _ = words.gettext
    title = _("{region}：文件点名的市和工业园区所在的县", region=region_name(atlas, words, scope_id))
    key = [
        (
            NAMED_ITSELF,
            _(
                "点名{places}（{clause}）；是否全市在内，文件未写",
                places=words.join(named_places(atlas, words, scope_id)),
                clause=clauses_naming(atlas, words, scope_id, "place"),
            ),
            False,
        ),
        (
            NAMED_FOR_PARK,
            _(
                "县内有文件点名的工业园区（{clause}）；不表示全县都在其内",
                clause=clauses_naming(atlas, words, scope_id, "county"),
            ),
            False,
        ),
    ]
    return picture_html(words, parks_svg(atlas, words, scope_id, title), title, key)


def named_places(atlas: Atlas, words: Words, scope_id: str) -> list[str]:
    """The places that the text names themselves."""
    places = [atlas.register.places[one] for one in places_of_area(atlas.register, scope_id)]
    return [words.pick(place.name_zh, place.name_en) for place in places]


def clauses_naming(atlas: Atlas, words: Words, scope_id: str, kind: str) -> str:
    """The clauses that name the members of a kind."""
    rows = [row for row in atlas.register.members_of_scope[scope_id] if row.member_kind == kind]
    return words.join([clause_label(one, words) for one in dict.fromkeys(row.clause for row in rows)])
