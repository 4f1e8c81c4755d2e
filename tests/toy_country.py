"""A small made-up country, as a source for the builder: no file is read and a build takes a second.

    lat
    35.2  ┌──────┬──────┐──────┬──────┐
          │ 甲 3 │ 甲 6 │ 乙 3 │ 乙 6 │   ~ sea ~    islet, island (丙)
    34.8  ├──────┼──────┼──────┼──────┼──────┐
          │ 甲 2 │ 甲 5 │ 乙 2 │ 乙 5 │ 丙 2 │
    34.4  ├──────┼──────┼──────┼──────┼──────┤
          │ 甲 1 │ 甲 4 │ 乙 1 │ 乙 4 │ 丙 1 │
    34.0  └──────┴──────┴──────┴──────┴──────┘
        110.0  110.5  111.0  111.5  112.0  112.5  lon

甲省 910000 has 910100 (甲 1–3) and 910200 (甲 4–6), 乙省 920000 likewise; 丙市 930000 is a municipality, a province
with one prefecture-level unit, of two counties, an island and an islet. 甲 3 (910103) can be carved out as 910181.
Borders wind, so that there is something to simplify; neighbours share every corner.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import geopandas as gpd
import numpy as np
import shapely

from geo.planning_units import CarveOut

WEST, SOUTH, WIDTH, HEIGHT = 110.0, 34.0, 0.5, 0.4
CORNERS_PER_EDGE = 60
CARVE_OUT = CarveOut("910181", "910100", ("910103",))
PLACES = ("910100", "910181", "910200", "920100", "920200", "930000")
PROVINCES = ("910000", "920000", "930000")
ISLAND = (112.7, 35.1, 0.06)
ISLET = (112.85, 35.0, 0.004)


@dataclass
class ToySource:
    """The country as a `geo.boundaries.BoundarySource`; counts how often it is read."""

    name: str = "toy"
    edition: str | None = "1"
    reads: int = 0

    def version(self) -> str | None:
        return self.edition

    def counties(self) -> gpd.GeoDataFrame:
        self.reads += 1
        return toy_counties().copy()

    def south_sea_lines(self) -> shapely.MultiLineString:
        return shapely.MultiLineString([[(113.0, 33.0), (113.2, 33.4)], [(113.3, 33.6), (113.3, 34.0)]])


@cache
def toy_counties() -> gpd.GeoDataFrame:
    """Counties with the columns of `boundaries.load_level("county")`."""
    rows = []
    for column, province, city in ((0, "甲", 1), (1, "甲", 2), (2, "乙", 1), (3, "乙", 2)):
        province_id = "910000" if province == "甲" else "920000"
        city_id = f"{province_id[:2]}0{city}00"
        rows += [
            (f"{city_id[:4]}0{row + 1}", f"{province}{3 * (city - 1) + row + 1}县", province_id, f"{province}省",
             city_id, f"{province}{'一二'[city - 1]}市", cell(column, row))
            for row in range(3)
        ]  # fmt: skip
    islands = [disc(*ISLAND), disc(*ISLET)]
    rows += [
        ("930101", "丙1区", "930000", "丙市", "930100", "丙市", cell(4, 0)),
        ("930102", "丙2区", "930000", "丙市", "930100", "丙市", [*cell(4, 1), *islands]),
    ]
    columns = ("code", "name_zh", "province_id", "province_zh", "city_id", "city_zh")
    frame = {name: [row[position] for row in rows] for position, name in enumerate(columns)}
    return gpd.GeoDataFrame(frame, geometry=[shapely.MultiPolygon(row[-1]) for row in rows], crs="EPSG:4326")


def cell(column: int, row: int) -> list[shapely.Polygon]:
    """One field of the grid with winding edges."""
    corners = [
        (WEST + WIDTH * (column + across), SOUTH + HEIGHT * (row + up))
        for across, up in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))
    ]
    return [shapely.Polygon(np.vstack([winding(a, b)[:-1] for a, b in pairwise(corners)]))]


def winding(start: Sequence[float], end: Sequence[float], corners: int = CORNERS_PER_EDGE) -> np.ndarray:
    """A winding line between two points, the same both ways round."""
    if tuple(start) > tuple(end):
        return winding(end, start, corners)[::-1]
    along = np.linspace(0, 1, corners + 1)
    straight = np.outer(1 - along, start) + np.outer(along, end)
    aside = 0.012 * np.sin(6 * np.pi * along) + 0.003 * np.sin(26 * np.pi * along)
    aside[[0, -1]] = 0.0
    step = np.subtract(end, start)
    normal = np.array([-step[1], step[0]]) / np.hypot(*step)
    line = np.round(straight + aside[:, None] * normal, 7)
    line[0], line[-1] = start, end
    return line


def disc(lon: float, lat: float, radius: float) -> shapely.Polygon:
    """A round island, sizes in degrees."""
    return shapely.Polygon(np.round(shapely.get_coordinates(shapely.Point(lon, lat).buffer(radius)), 7))
