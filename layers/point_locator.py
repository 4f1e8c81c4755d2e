"""The neighbourhood of a point as an SVG string: counties, the provincial border, its strip with an uncertain edge.

Drawn in an azimuthal equidistant projection about the point, so that distances from the point are true.
"""

from __future__ import annotations

from base64 import b64encode
from html import escape
from typing import Any, Final, Literal

import numpy as np
import pyproj
import shapely

from geo.border_strip import STRIP_KM
from geo.point_lookup import UNCERTAIN_KM, PointAnswer
from geo.projections import LONLAT, local_equidistant
from policy.atlas import Atlas
from translations import Words

FONTS: Final = "Noto Sans SC, Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif"
WIDTH, HEIGHT = 480.0, 340.0
LEAST_KM, MOST_KM = 28.0, 60.0
"""Half the height of the picture: at least the strip, at most what a county can still be told in."""

THINNED_M: Final = 80.0
DEGREE_KM: Final = 111.0


Swatch = Literal["county", "county_strip", "strip", "cannot_tell", "border", "point"]
BAND: Final = (
    '<defs><pattern id="band" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="1.6" height="5" fill="#b4540a" fill-opacity=".55"/></pattern></defs>'
)
POINT: Final = (
    '<circle r="6.5" fill="#c2410c" stroke="#fff" stroke-width="2.5"/><circle r="1.8" fill="#fff"/>'
)


def point_svg(atlas: Atlas, words: Words, answer: PointAnswer, lon: float, lat: float) -> str:
    """Draw where a point is.

    Parameters
    ----------
    answer
        What the shapes say of the point.
    lon, lat
        The same point, degrees on WGS 84.
    """
    half = half_height(answer.border_km)
    there = pyproj.Transformer.from_crs(LONLAT, local_equidistant(lon, lat), always_xy=True)
    scale = HEIGHT / 2 / (half * 1000)
    sides = (half * WIDTH / HEIGHT + STRIP_KM + 2) / DEGREE_KM / float(np.cos(np.radians(lat)))
    window = shapely.box(lon - sides, lat - sides, lon + sides, lat + sides)
    frame = shapely.box(-WIDTH / 2, -HEIGHT / 2, WIDTH / 2, HEIGHT / 2)

    def drawn(shape: Any) -> Any:
        flat = shapely.transform(shape, there.transform, interleaved=False)
        return shapely.transform(shapely.simplify(flat, THINNED_M), lambda xy: xy * [scale, -scale])

    index = atlas.geometry.point_index
    counties = index.outlines_within(window)
    borders = shapely.union_all(drawn(index.provincial_within(window, answer.province_id)))
    wide = [
        shapely.buffer(borders, km * 1000 * scale)
        for km in (STRIP_KM, STRIP_KM - UNCERTAIN_KM, STRIP_KM + UNCERTAIN_KM)
    ]
    shapes = [
        (record, shapely.intersection(shapely.make_valid(drawn(shape)), frame)) for record, shape in counties
    ]
    own = [shape for record, shape in shapes if record.county_id == answer.county_id]
    parts = [path(shape, "#ffffff", "#c9d2da", 0.8) for _record, shape in shapes]
    if not shapely.is_empty(borders):
        band = shapely.difference(wide[2], wide[1])
        parts += [
            path(shapely.intersection(wide[0], frame), "#b4540a", "none", 0, opacity=0.13),
            path(shapely.intersection(band, frame), "url(#band)", "none", 0),
        ]
    parts += [path(shape, "#0b6aa8", "#0b3d63", 1.6, opacity=0.1) for shape in own]
    parts.append(line(shapely.intersection(borders, frame)))
    parts += [label(record.county_zh, shape) for record, shape in shapes]
    title = words.gettext("该点周围：县界、省界和省界两侧 20 公里，斜线为边界不确定带（±1 公里）")
    return (
        f'<svg viewBox="{-WIDTH / 2:g} {-HEIGHT / 2:g} {WIDTH:g} {HEIGHT:g}" role="img" aria-label="{escape(title)}" '
        f'font-family="{FONTS}" xmlns="http://www.w3.org/2000/svg">{BAND}'
        f"{''.join(parts)}{bar(words, scale)}"
        f"{POINT}</svg>"
    )


def swatch_uri(kind: Swatch) -> str:
    """A patch of the legend as the address of an image, in the fills of the picture."""
    box = shapely.box(-11, -7, 11, 7)
    own = path(box, "#0b6aa8", "#0b3d63", 1.6, opacity=0.1)
    strip = path(box, "#b4540a", "none", 0, opacity=0.13)
    drawn = {
        "county": own,
        "county_strip": strip + own,
        "strip": strip,
        "cannot_tell": strip + path(box, "url(#band)", "none", 0),
        "border": line(shapely.linestrings([[-11, 0], [11, 0]])),
        "point": POINT,
    }[kind]
    svg = f'<svg viewBox="-12 -8 24 16" width="24" height="16" xmlns="http://www.w3.org/2000/svg">{BAND}{drawn}</svg>'
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def half_height(border_km: float | None) -> float:
    """Half the height of the picture in km: the nearest border lies in it where it can."""
    if border_km is None or border_km > MOST_KM:
        return LEAST_KM
    return min(max(border_km * 1.2, LEAST_KM), MOST_KM)


def path(shape: Any, fill: str, stroke: str, width: float, opacity: float = 1.0) -> str:
    """Polygons as one path, 0.1 pixel precise."""
    rings = []
    for polygon in shapely.get_parts(shape):
        if shapely.get_type_id(polygon) == shapely.GeometryType.POLYGON:
            rings += [
                written(shapely.get_coordinates(ring)) + "Z"
                for ring in (polygon.exterior, *polygon.interiors)
            ]
    return (
        f'<path d="{"".join(rings)}" fill="{fill}" fill-opacity="{opacity:g}" fill-rule="evenodd" stroke="{stroke}" '
        f'stroke-width="{width:g}" stroke-linejoin="round"/>'
    )


def line(shape: Any) -> str:
    """Lines as one path: the provincial border."""
    drawn = "".join(written(shapely.get_coordinates(one)) for one in shapely.get_parts(shape) if one.length)
    return f'<path d="{drawn}" fill="none" stroke="#7a2e0e" stroke-width="2.2" stroke-linejoin="round"/>'


def written(corners: Any) -> str:
    """Corners as the commands of a path."""
    return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in corners)


def label(name: str, shape: Any) -> str:
    """A county's name, where there is room for it and the point is not under it."""
    if shapely.area(shape) < LABEL_PX * LABEL_PX:
        return ""
    spot = shapely.point_on_surface(shape)
    if abs(spot.x) > WIDTH / 2 - 40 or abs(spot.y) > HEIGHT / 2 - 14:
        return ""
    y = spot.y + (26 if abs(spot.x) < 40 and abs(spot.y) < 16 else 0)
    return (
        f'<text x="{spot.x:.1f}" y="{y:.1f}" text-anchor="middle" font-size="12" fill="#3c4955" stroke="#fff" '
        f'stroke-width="3" paint-order="stroke">{escape(name)}</text>'
    )


def bar(words: Words, scale: float) -> str:
    """A scale bar of 10 km."""
    left, top, length = -WIDTH / 2 + 14, HEIGHT / 2 - 14, 10_000 * scale
    text = words.gettext("10 公里")
    return (
        f'<path d="M{left:.1f},{top:.1f}h{length:.1f}" stroke="#16202a" stroke-width="2"/><text x="{left:.1f}" '
        f'y="{top - 6:.1f}" font-size="11" fill="#16202a" stroke="#fff" stroke-width="3" paint-order="stroke">'
        f"{escape(text)}</text>"
    )


LABEL_PX: Final = 62.0
"""Names stand in counties at least as large as a square of this side."""
