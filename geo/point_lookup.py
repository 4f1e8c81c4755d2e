"""What is at a coordinate: county, place, province, and how far the next provincial border is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.border_strip import STRIP_KM
from geo.datum import DATUMS, Datum, to_wgs84
from geo.errors import CoordinateError
from geo.line_distance import Floats, Positions

if TYPE_CHECKING:
    from geo.geometry import Geometry
    from geo.point_index import PointIndex

__all__ = ["DATUMS", "UNCERTAIN_KM", "Datum", "PointAnswer", "coordinate_faults", "locate", "locate_many"]

UNCERTAIN_KM: Final = 1.0
"""Closer than this to a border, or to the edge of the strip, the approximate base may mislead."""


@dataclass(frozen=True)
class PointAnswer:
    """What is at a point. Ids are None outside all counties.

    Parameters
    ----------
    lon, lat
        As asked, in degrees of `datum`.
    datum
        `wgs84`, `gcj02` or `bd09`.
    county_id, county_zh, place_id, province_id
        Where the point is.
    border_km
        Distance to the nearest land border of its province, km on the WGS 84 ellipsoid; None when the province has
        none (海南, 台湾, 香港, 澳门).
    in_border_strip
        Whether `border_km` is at most 20.
    opposite_province_id
        The province on the other side of that border.
    uncertain
        Within 1 km of a border between places, of the edge of the strip or, outside all counties, of a county.
    nearest_place_id, nearest_km
        Outside all counties: the place nearest to it within about 100 km, and the distance to its edge, in km.
    """

    lon: float
    lat: float
    datum: Datum
    county_id: str | None = None
    county_zh: str | None = None
    place_id: str | None = None
    province_id: str | None = None
    border_km: float | None = None
    in_border_strip: bool = False
    opposite_province_id: str | None = None
    uncertain: bool = False
    nearest_place_id: str | None = None
    nearest_km: float | None = None


def locate(geometry: Geometry, lon: float, lat: float, datum: Datum = "wgs84") -> PointAnswer:
    """Say what is at one point.

    Parameters
    ----------
    geometry
        The built shapes.
    lon, lat
        Degrees in `datum`, longitude first.
    datum
        `gcj02` for coordinates read off a Chinese map, `bd09` off Baidu's; they are converted.

    Raises
    ------
    CoordinateError
        When a number is not finite or out of range.
    """
    return locate_many(geometry, [lon], [lat], datum)[0]


def locate_many(
    geometry: Geometry, lon: Sequence[float], lat: Sequence[float], datum: Datum = "wgs84"
) -> list[PointAnswer]:
    """Say what is at each of many points: as `locate`, in the order asked."""
    faults = [fault for x, y in zip(lon, lat, strict=True) for fault in coordinate_faults(x, y)]
    if faults:
        raise CoordinateError(faults)
    x, y = to_wgs84(lon, lat, datum)
    index = geometry.point_index
    rows = index.county_rows(x, y)
    distances = _border_distances(index, rows, x, y)
    return [
        _inside(index, distances, row, position, (asked_x, asked_y, datum))
        if row >= 0
        else _outside(index, float(x[position]), float(y[position]), (asked_x, asked_y, datum))
        for position, (row, asked_x, asked_y) in enumerate(zip(rows.tolist(), lon, lat, strict=True))
    ]


def coordinate_faults(lon: float, lat: float) -> list[str]:
    """Say what is wrong with a pair of degrees; nothing when it is a position on Earth."""
    faults = []
    for name, value, limit in (("经度", lon, 180), ("纬度", lat, 90)):
        if not math.isfinite(value) or abs(value) > limit:
            faults.append(f"{name} {value:g} 应在 -{limit} 与 {limit} 之间")
    if 90 < lat < 136 and 3 < lon < 54:
        faults.append("经度应写在纬度之前")
    return faults


@dataclass(frozen=True)
class _Distances:
    """By point: to the nearest border of its province and of its place, km; the row of the former in `provincial`."""

    province_km: Floats
    province_row: Positions
    place_km: Floats


def _border_distances(index: PointIndex, rows: Positions, lon: Floats, lat: Floats) -> _Distances:
    inside = rows >= 0
    found = _Distances(
        np.full(len(rows), np.nan), np.full(len(rows), -1, dtype=np.intp), np.full(len(rows), np.nan)
    )
    provinces = np.array([index.county_records[row].province_id for row in rows.tolist()])
    for province_id in np.unique(provinces[inside]):
        mine = inside & (provinces == province_id)
        nearest = index.province_border(str(province_id), lon[mine], lat[mine])
        found.province_km[mine], found.province_row[mine] = nearest.km, nearest.row
    found.place_km[inside] = index.place_border(lon[inside], lat[inside]).km
    return found


def _inside(
    index: PointIndex, distances: _Distances, row: int, position: int, asked: tuple[float, float, Datum]
) -> PointAnswer:
    county = index.county_records[row]
    border_km = float(distances.province_km[position])
    has_border = math.isfinite(border_km)
    sides = index.border_sides[int(distances.province_row[position])] if has_border else ()
    near_place = float(distances.place_km[position]) < UNCERTAIN_KM
    near_edge = has_border and abs(border_km - STRIP_KM) < UNCERTAIN_KM
    return PointAnswer(
        *asked,
        county_id=county.county_id,
        county_zh=county.county_zh,
        place_id=county.place_id,
        province_id=county.province_id,
        border_km=border_km if has_border else None,
        in_border_strip=has_border and border_km <= STRIP_KM,
        opposite_province_id=next((side for side in sides if side != county.province_id), None),
        uncertain=near_place or near_edge,
    )


def _outside(index: PointIndex, lon: float, lat: float, asked: tuple[float, float, Datum]) -> PointAnswer:
    nearest = index.nearest_county(lon, lat)
    if nearest is None:
        return PointAnswer(*asked)
    row, km = nearest
    return PointAnswer(
        *asked,
        uncertain=km < UNCERTAIN_KM,
        nearest_place_id=index.county_records[row].place_id,
        nearest_km=km,
    )
