"""GCJ-02 and BD-09 to WGS 84 and back.

Maps published in China show positions in GCJ-02, shifted from WGS 84 by up to about 700 m. The official
transformation is not public; this is the approximation that map libraries share (after "eviltransform"),
good to a few metres. Outside a rectangle around China the two are the same.
"""

from __future__ import annotations

from typing import Final, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Degrees = NDArray[np.float64]
Datum = Literal["wgs84", "gcj02", "bd09"]
DATUMS: Final[tuple[Datum, ...]] = ("wgs84", "gcj02", "bd09")

SEMI_MAJOR_AXIS: Final = 6378245.0  # m, Krasovsky 1940
ECCENTRICITY_SQUARED: Final = 0.00669342162296594323
CHINA_RECTANGLE: Final = (72.004, 0.8293, 137.8347, 55.8271)
"""West, south, east and north of where the shift is applied, in degrees."""

BD09_EAST: Final = 0.0065
BD09_NORTH: Final = 0.006
BD09_TURN: Final = np.pi * 3000 / 180

ROUNDS: Final = 3
"""Rounds of the inverse; each makes the error some 200 times smaller, from 700 m to below a millimetre."""


def wgs84_to_gcj02(lon: ArrayLike, lat: ArrayLike) -> tuple[Degrees, Degrees]:
    """Shift WGS 84 degrees to GCJ-02 degrees; arrays of any equal shape."""
    longitude, latitude = np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)
    east, north = _shift(longitude, latitude)
    inside = _in_rectangle(longitude, latitude)
    return np.where(inside, longitude + east, longitude), np.where(inside, latitude + north, latitude)


def gcj02_to_wgs84(lon: ArrayLike, lat: ArrayLike) -> tuple[Degrees, Degrees]:
    """Bring GCJ-02 degrees back to WGS 84 degrees by fixed-point iteration; arrays of any equal shape."""
    longitude, latitude = np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)
    found_lon, found_lat = longitude, latitude
    for _ in range(ROUNDS):
        east, north = _shift(found_lon, found_lat)
        found_lon, found_lat = longitude - east, latitude - north
    inside = _in_rectangle(found_lon, found_lat)
    return np.where(inside, found_lon, longitude), np.where(inside, found_lat, latitude)


def bd09_to_wgs84(lon: ArrayLike, lat: ArrayLike) -> tuple[Degrees, Degrees]:
    """Bring BD-09 degrees (百度地图) to WGS 84 degrees, by way of GCJ-02; arrays of any equal shape.

    BD-09 turns GCJ-02 by a formula of its own that map libraries share and invert to about a metre.
    """
    x, y = np.asarray(lon, dtype=float) - BD09_EAST, np.asarray(lat, dtype=float) - BD09_NORTH
    radius = np.hypot(x, y) - 0.00002 * np.sin(y * BD09_TURN)
    angle = np.arctan2(y, x) - 0.000003 * np.cos(x * BD09_TURN)
    return gcj02_to_wgs84(radius * np.cos(angle), radius * np.sin(angle))


def wgs84_to_bd09(lon: ArrayLike, lat: ArrayLike) -> tuple[Degrees, Degrees]:
    """Shift WGS 84 degrees to BD-09 degrees; arrays of any equal shape."""
    x, y = wgs84_to_gcj02(lon, lat)
    radius = np.hypot(x, y) + 0.00002 * np.sin(y * BD09_TURN)
    angle = np.arctan2(y, x) + 0.000003 * np.cos(x * BD09_TURN)
    return radius * np.cos(angle) + BD09_EAST, radius * np.sin(angle) + BD09_NORTH


def to_wgs84(lon: ArrayLike, lat: ArrayLike, datum: Datum) -> tuple[Degrees, Degrees]:
    """Bring degrees of any datum that is read to WGS 84."""
    if datum == "gcj02":
        return gcj02_to_wgs84(lon, lat)
    if datum == "bd09":
        return bd09_to_wgs84(lon, lat)
    return np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)


def _in_rectangle(lon: Degrees, lat: Degrees) -> NDArray[np.bool_]:
    west, south, east, north = CHINA_RECTANGLE
    return (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)


def _shift(lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    """Shift east and north, in degrees, at a WGS 84 position; far away that of the nearest edge of the rectangle."""
    west, south, east_most, north_most = CHINA_RECTANGLE
    lon, lat = np.clip(lon, west, east_most), np.clip(lat, south, north_most)
    x, y = lon - 105.0, lat - 35.0
    root = np.sqrt(np.abs(x))
    fine = 20 * np.sin(6 * np.pi * x) + 20 * np.sin(2 * np.pi * x)
    east = (
        300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
        + (fine + 20 * np.sin(np.pi * x) + 40 * np.sin(np.pi * x / 3)) * 2 / 3
        + (150 * np.sin(np.pi * x / 12) + 300 * np.sin(np.pi * x / 30)) * 2 / 3
    )  # fmt: skip
    north = (
        -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
        + (fine + 20 * np.sin(np.pi * y) + 40 * np.sin(np.pi * y / 3)) * 2 / 3
        + (160 * np.sin(np.pi * y / 12) + 320 * np.sin(np.pi * y / 30)) * 2 / 3
    )  # fmt: skip
    sine = np.sin(np.radians(lat))
    squeezed = 1 - ECCENTRICITY_SQUARED * sine * sine
    across = SEMI_MAJOR_AXIS / np.sqrt(squeezed) * np.cos(np.radians(lat))
    along = SEMI_MAJOR_AXIS * (1 - ECCENTRICITY_SQUARED) / (squeezed * np.sqrt(squeezed))
    return np.degrees(east / across), np.degrees(north / along)
