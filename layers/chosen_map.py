"""A small map of several chosen places among their neighbours, with the borders of provinces, as an SVG string."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise
from math import hypot
from typing import Final

import shapely

from layers.definition import ChoroplethLayer
from layers.locator import FONTS, HEIGHT, WIDTH, Projector, label, projector
from layers.region_map import hatch, verdict_fills
from policy.atlas import Atlas
from policy.place_record import neighbour_entries
from translations import Words

STEP: Final = 1.2
"""Pixels between two corners of a chosen place that are both drawn."""
COARSE_STEP: Final = 2.6
"""The same for what only stands around, and for the borders of provinces."""
AROUND: Final = "#eef1f4"
CHOSEN_EDGE: Final = "#0b3d63"
PROVINCE_EDGE: Final = "#5b3a6b"


def chosen_map_svg(atlas: Atlas, words: Words, layer: ChoroplethLayer, place_ids: Sequence[str]) -> str:
    """Draw the chosen places in their colours on a layer, numbered in order; the places around them plain.

    The borders of provinces are dashed lines.
    """
    shapes = atlas.geometry.places.geometry
    point = projector(shapes.loc[list(place_ids)].to_numpy())
    around = dict.fromkeys(
        entry["place_id"] for place_id in place_ids for entry in neighbour_entries(atlas, place_id)
    )
    drawn = [
        path(
            rings_of(shapes.loc[one]),
            point,
            f'fill="{AROUND}" stroke="#fff" stroke-width=".8"',
            COARSE_STEP,
        )
        for one in around
        if one not in place_ids
    ]
    fills = verdict_fills(layer, place_ids)
    drawn += [
        path(
            rings_of(shapes.loc[one]),
            point,
            f'fill="{fills[one]}" stroke="{CHOSEN_EDGE}" stroke-width="1.4"',
        )
        for one in place_ids
    ]
    provinces = dict.fromkeys(
        atlas.register.places[one].province.province_id for one in (*place_ids, *around)
    )
    borders = shared_lines(atlas.geometry.provinces.geometry.loc[list(provinces)].to_list())
    dashes = f'fill="none" stroke="{PROVINCE_EDGE}" stroke-width="2" stroke-dasharray="7 3" class="province-border"'
    drawn.append(path(borders, point, dashes, COARSE_STEP, is_line=True))
    labels = [label(atlas, words, one, point, True, f"{number} ") for number, one in enumerate(place_ids, 1)]
    title = escape(words.gettext("所选 {count} 个地点，粗虚线为省界", count=len(place_ids)))
    return (
        f'<svg viewBox="0 0 {WIDTH:g} {HEIGHT:g}" role="img" aria-label="{title}" '
        f'font-family="{FONTS}" xmlns="http://www.w3.org/2000/svg"><defs>{hatch(1)}</defs>{"".join(drawn)}{"".join(labels)}</svg>'
    )


def rings_of(shape: shapely.Geometry) -> list[shapely.LinearRing]:
    """Outer and inner rings of a shape, degrees."""
    return [ring for polygon in shapely.get_parts(shape) for ring in (polygon.exterior, *polygon.interiors)]


def shared_lines(shapes: Sequence[shapely.Geometry]) -> list[shapely.LineString]:
    """The outlines of shapes that share edges, each edge once: dashes drawn twice would fill each other's gaps."""
    merged = shapely.line_merge(shapely.union_all(shapely.boundary(shapes)))
    return list(shapely.get_parts(merged))


def path(
    rings: Iterable[shapely.LinearRing],
    point: Projector,
    style: str,
    step: float = STEP,
    is_line: bool = False,
) -> str:
    """Rings as one path of corners at least `step` pixels apart; of a line what lies off the picture is left out."""
    parts = []
    for ring in rings:
        corners = thinned((point(lon, lat) for lon, lat in ring.coords), step)
        runs = runs_inside(corners) if is_line else [corners]
        parts += [steps_of(run) + ("" if is_line else "Z") for run in runs if len(run) > 2 - is_line]
    return f'<path d="{"".join(parts)}" {style} stroke-linejoin="round"/>'


def steps_of(run: Sequence[tuple[float, float]]) -> str:
    """A line as the steps from corner to corner, in tenths of a pixel so that none is lost to rounding."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in run]
    steps = [(x - before_x, y - before_y) for (before_x, before_y), (x, y) in pairwise(tenths)]
    return f"M{written(tenths[0])}l" + " ".join(written(step) for step in steps)


def written(tenths: tuple[int, int]) -> str:
    """Two tenths of a pixel as short as SVG reads them."""
    return ",".join(f"{value / 10:g}" for value in tenths)


def thinned(corners: Iterable[tuple[float, float]], step: float) -> list[tuple[float, float]]:
    """Corners without those that lie on the one before."""
    kept: list[tuple[float, float]] = []
    for corner in corners:
        if not kept or hypot(corner[0] - kept[-1][0], corner[1] - kept[-1][1]) >= step:
            kept.append(corner)
    return kept


def runs_inside(corners: Sequence[tuple[float, float]]) -> list[list[tuple[float, float]]]:
    """The stretches of a line that lie in the picture."""
    runs: list[list[tuple[float, float]]] = [[]]
    for x, y in corners:
        if 0 <= x <= WIDTH and 0 <= y <= HEIGHT:
            runs[-1].append((x, y))
        elif runs[-1]:
            runs.append([])
    return runs
