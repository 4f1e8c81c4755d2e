"""Small maps of an area as SVG: its places with the borders of provinces, or the counties that it names parks in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Final

import geopandas as gpd
import numpy as np
import shapely

from layers.definition import ChoroplethLayer
from layers.locator import FONTS, name_of
from layers.map_frame import (
    FONT_SIZE,
    TENTHS,
    WIDTH,
    Frame,
    Names,
    frame_around,
    on_sheet,
    path_data,
    within_sheet,
)
from layers.park_words import park_name
from policy.areas import county_members, places_of_area
from policy.atlas import Atlas
from translations import Words

LAND: Final = "#f1f3f5"
NAMED_ITSELF: Final = "#b7d6d1"
NAMED_FOR_PARK: Final = "#3f8f86"
NO_VERDICT: Final = "url(#n)"
BORDER: Final = 'fill="none" stroke="#68737e" stroke-width="10"'
CHOSEN: Final = 'fill="none" stroke="#0b3d63" stroke-width="26"'
LEAST_SPAN: Final = 2.4
"""Degrees of latitude that a map shows at least, so that a single place has neighbours."""


def hatch(pixel: float = 10) -> str:
    """The pattern behind `NO_VERDICT`, for a drawing with so many units to a pixel."""
    return (
        f'<pattern id="n" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45) scale({pixel:g})">'
        '<rect width="5" height="5" fill="#f5f6f7"/><path d="M0 0V5" stroke="#9aa5b0" stroke-width="1.4"/></pattern>'
    )


def region_svg(atlas: Atlas, words: Words, scope_id: str, colours: Mapping[str, str], title: str) -> str:
    """Draw the places of an area in their colours, all else pale, with the borders of provinces.

    Parameters
    ----------
    colours
        `#rrggbb` or `NO_VERDICT` by place id, for every place of the area.
    title
        What the picture shows, for those who hear it.
    """
    return places_svg(atlas, words, places_of_area(atlas.register, scope_id), colours, title)


def verdict_fills(layer: ChoroplethLayer, place_ids: Iterable[str]) -> dict[str, str]:
    """The colour of each place on a layer; the hatch where its class says why there is none."""
    classes = {item.code: item for item in layer.classes}
    found = {place_id: classes[layer.cells[place_id].code] for place_id in place_ids}
    return {place_id: NO_VERDICT if item.hatch else item.colour for place_id, item in found.items()}


def places_svg(
    atlas: Atlas,
    words: Words,
    members: Sequence[str],
    colours: Mapping[str, str],
    title: str,
    chosen: str | None = None,
) -> str:
    """Draw places in their colours, one of them with an outline of its own."""
    shapes = atlas.geometry.places
    frame = frame_around(shapely.total_bounds(shapes.geometry.loc[list(members)].to_numpy()), LEAST_SPAN)
    shown = in_frame(shapes, frame)
    drawn = dict(zip(shown.index, on_sheet(frame, shown.geometry.to_numpy()), strict=True))
    provinces = {
        province_id: within_sheet(frame, shapely.coverage_union_all([drawn[one] for one in ids]))
        for province_id, ids in shown.groupby("province_id").groups.items()
    }
    kept = "".join(f'<path id="p{one}" d="{path_data(shape)}"/>' for one, shape in provinces.items())
    paths = [f'<use href="#p{one}" fill="{LAND}"/>' for one in provinces]
    paths += [
        f'<path d="{path_data(within_sheet(frame, drawn[one]))}" fill="{colours[one]}" stroke="#fff" '
        f'stroke-width="8" data-place="{one}"/>'
        for one in members
    ]
    paths += [f'<use href="#p{one}" {BORDER}/>' for one in provinces]
    if chosen is not None:
        paths.append(f'<path d="{path_data(within_sheet(frame, drawn[chosen]))}" {CHOSEN}/>')
    names = Names(frame)
    for one in sorted(members, key=lambda one: (one != chosen, -drawn[one].area)):
        style = {"fill": "#16202a"} | ({"font_weight": "700"} if one == chosen else {})
        names.write(name_of(atlas, words, one), shapely.point_on_surface(drawn[one]), **style)
    write_provinces(atlas, words, names, provinces, members)
    return svg(frame, title, paths, names.written, hatch() + kept)


def write_provinces(
    atlas: Atlas,
    words: Words,
    names: Names,
    provinces: Mapping[str, shapely.Geometry],
    members: Sequence[str],
) -> None:
    """Name the provinces around, where there is room, in grey."""
    inside = {atlas.register.places[one].province.province_id for one in members}
    for province_id, shape in provinces.items():
        province = atlas.register.provinces[province_id]
        if province_id in inside or shape.area < 20 * FONT_SIZE**2:
            continue
        name = words.pick(province.short_name_zh, province.name_en)
        names.write(name, shapely.point_on_surface(shape), fill="#7b8794", font_style="italic")


def parks_svg(atlas: Atlas, words: Words, scope_id: str, title: str) -> str:
    """Draw the places that an area names and the counties it names parks in, with the places around.

    A county is drawn because a park in it is named, which does not put the county in the area.
    """
    register = atlas.register
    named = places_of_area(register, scope_id)
    counties = [row.member_id for row in county_members(register, scope_id)]
    frame_shapes = atlas.geometry.counties
    of_members = frame_shapes.index.isin(counties) | frame_shapes["place_id"].isin(named).to_numpy()
    frame = frame_around(shapely.total_bounds(frame_shapes.geometry.to_numpy()[of_members]))
    shown = in_frame(frame_shapes, frame)
    drawn = dict(zip(shown.index, on_sheet(frame, shown.geometry.to_numpy()), strict=True))
    places = {
        place_id: shapely.coverage_union_all([drawn[one] for one in ids])
        for place_id, ids in shown.groupby("place_id").groups.items()
    }
    paths = [
        f'<path d="{path_data(within_sheet(frame, shape))}" fill="{NAMED_ITSELF if place_id in named else LAND}" '
        f'data-place="{place_id}"/>'
        for place_id, shape in places.items()
    ]
    paths += [
        f'<path d="{path_data(drawn[one])}" fill="{NAMED_FOR_PARK}" stroke="#fff" stroke-width="10" data-county="{one}"/>'
        for one in counties
    ]
    paths += [f'<path d="{path_data(within_sheet(frame, shape))}" {BORDER}/>' for shape in places.values()]
    names = Names(frame)
    for one in counties:
        at = shapely.point_on_surface(drawn[one])
        names.write(park_name(words, str(shown.at[one, "county_zh"])), at, fill="#16202a", font_weight="700")
    for place_id in sorted(places, key=lambda one: one not in named):
        visible = within_sheet(frame, places[place_id])
        rest = shapely.difference(visible, shapely.union_all([drawn[one] for one in counties]))
        style = {"fill": "#16202a"} if place_id in named else {"fill": "#7b8794", "font_style": "italic"}
        if not rest.is_empty:
            names.write(name_of(atlas, words, place_id), shapely.point_on_surface(rest), **style)
    return svg(frame, title, paths, names.written)


def in_frame(shapes: gpd.GeoDataFrame, frame: Frame) -> gpd.GeoDataFrame:
    """The rows whose shape touches what a frame shows."""
    return shapes[shapely.intersects(shapes.geometry.to_numpy(), np.array(frame.box))]


def svg(frame: Frame, title: str, paths: Sequence[str], names: Sequence[str], definitions: str = "") -> str:
    """The whole drawing."""
    return (
        f'<svg viewBox="0 0 {WIDTH:g} {frame.height:g}" role="img" aria-label="{escape(title)}" '
        'xmlns="http://www.w3.org/2000/svg">'
        + (f"<defs>{definitions}</defs>" if definitions else "")
        + f'<g stroke-linejoin="round" transform="scale({1 / TENTHS:g})">{"".join(paths)}</g>'
        f'<g font-family="{FONTS}" font-size="{FONT_SIZE:g}" text-anchor="middle" dominant-baseline="middle" '
        f'stroke="#fff" stroke-width="2.6" paint-order="stroke">{"".join(names)}</g></svg>'
    )
