"""A locator map of a place and its neighbours as an SVG string.

Shapes are the simplified ones in EPSG:4326, drawn in a local equirectangular projection scaled by the cosine of
the latitude, which is true enough over a few hundred kilometres.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from math import cos, radians

import shapely

from layers.definition import ChoroplethLayer
from policy.atlas import Atlas
from translations import Words

Projector = Callable[[float, float], tuple[float, float]]
"""Degrees (lon, lat) to pixels (x, y)."""

FONTS = "Noto Sans SC, Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif"
WIDTH, HEIGHT, MARGIN = 480.0, 320.0, 14.0
FONT_SIZE, HALO = 13, 3


def projector(shapes: Sequence[shapely.Geometry]) -> Projector:
    """Fit shapes into the picture."""
    west, south, east, north = shapely.total_bounds(list(shapes))
    squeeze = cos(radians((south + north) / 2))
    scale = min((WIDTH - 2 * MARGIN) / ((east - west) * squeeze), (HEIGHT - 2 * MARGIN) / (north - south))
    left = (WIDTH - (east - west) * squeeze * scale) / 2
    top = (HEIGHT - (north - south) * scale) / 2

    def point(lon: float, lat: float) -> tuple[float, float]:
        return left + (lon - west) * squeeze * scale, top + (north - lat) * scale

    return point


def locator_svg(
    atlas: Atlas, words: Words, layer: ChoroplethLayer, place_id: str, neighbours: Sequence[str]
) -> str:
    """Draw a place with its neighbours; each is named and has its colour on the layer."""
    shapes = atlas.geometry.places.geometry
    point = projector(shapes.loc[[place_id, *neighbours]].to_numpy())
    outlines = [
        outline(shapes.loc[one], point, colour_of(layer, one), one == place_id)
        for one in (*neighbours, place_id)
    ]
    labels = [label(atlas, words, one, point, one == place_id) for one in (*neighbours, place_id)]
    title = words.gettext("{name}及相邻地点", name=name_of(atlas, words, place_id))
    return (
        f'<svg viewBox="0 0 {WIDTH:g} {HEIGHT:g}" role="img" aria-label="{escape(title)}" '
        f'font-family="{FONTS}" xmlns="http://www.w3.org/2000/svg">{"".join(outlines)}{"".join(labels)}</svg>'
    )


def outline(shape: shapely.Geometry, point: Projector, colour: str, is_chosen: bool) -> str:
    """One place as a path, 0.1 pixel precise."""
    parts = []
    for polygon in shapely.get_parts(shape):
        for ring in (polygon.exterior, *polygon.interiors):
            corners = [point(lon, lat) for lon, lat in ring.coords[:-1]]
            if len(corners) > 2:
                parts.append("M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in corners) + "Z")
    width = 2.4 if is_chosen else 0.8
    stroke = "#0b3d63" if is_chosen else "#ffffff"
    return f'<path d="{"".join(parts)}" fill="{colour}" stroke="{stroke}" stroke-width="{width}" stroke-linejoin="round"/>'


def label(
    atlas: Atlas, words: Words, place_id: str, point: Projector, is_chosen: bool, before: str = ""
) -> str:
    """The name at the place's label point, or as near as the picture holds it whole; `before` it a number where there is one."""
    shapes = atlas.geometry.places
    x, y = point(float(shapes.at[place_id, "label_lon"]), float(shapes.at[place_id, "label_lat"]))
    name = before + name_of(atlas, words, place_id)
    room = sum(FONT_SIZE if ord(letter) > 0x2E80 else 0.6 * FONT_SIZE for letter in name) / 2 + HALO
    x = min(max(x, room), WIDTH - room)
    weight = "700" if is_chosen else "400"
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" dominant-baseline="middle" font-size="{FONT_SIZE}" '
        f'font-weight="{weight}" fill="#16202a" stroke="#ffffff" stroke-width="{HALO}" paint-order="stroke">'
        f"{escape(name)}</text>"
    )


def name_of(atlas: Atlas, words: Words, place_id: str) -> str:
    """The short name."""
    place = atlas.register.places[place_id]
    return words.pick(place.short_name_zh, place.name_en.split(" (")[0])


def colour_of(layer: ChoroplethLayer, place_id: str) -> str:
    """The colour of a place on a layer."""
    code = layer.cells[place_id].code
    return next(item.colour for item in layer.classes if item.code == code)
