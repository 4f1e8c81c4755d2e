"""Answers against the boundary package's own shapes, by ways that share nothing with the index: loops and brute force."""

import random

import geopandas as gpd
import numpy as np
import pytest
import shapely
from pyproj import Geod

from geo.boundaries import load_level
from geo.point_lookup import locate, locate_many

GEOD = Geod(ellps="WGS84")
NO_LAND_BORDER = {"810000", "820000"}
PIECE_M = 100.0
NEAR_DEGREES = 0.45
"""More than `FAR_KM` in any direction up to 54° N."""

FAR_KM = 26.0


@pytest.fixture(scope="module")
def raw_counties() -> gpd.GeoDataFrame:
    """The counties as the package has them, converted to WGS 84."""
    return load_level("county").set_index("code").sort_index()


@pytest.fixture(scope="module")
def raw_places(tables, raw_counties, real_prefectures):
    """One raw shape per place: a carve-out's counties, or a prefecture without the counties carved out of it."""
    carved = dict(zip(tables.carve_outs["county_id"], tables.carve_outs["place_id"], strict=True))
    shapes = {}
    parents = dict(zip(tables.places["place_id"], tables.places["parent_place_id"], strict=True))
    for place_id in parents:
        mine = [county for county, place in carved.items() if place == place_id]
        if mine:
            shapes[place_id] = shapely.union_all(raw_counties.geometry[mine].to_numpy())
            continue
        code = f"{place_id[:2]}0100" if place_id not in real_prefectures.index else place_id
        shape = real_prefectures.geometry[code]
        for county, place in carved.items():
            if parents[place] == place_id:
                shape = shapely.difference(shape, raw_counties.geometry[county])
        shapes[place_id] = shape
    return shapes


def key_places(tables) -> list[str]:
    scopes = tables.scopes
    regions = set(scopes.loc[scopes["kind"] == "key_region", "scope_id"])
    members = tables.scope_members
    listed = members[members["scope_id"].isin(regions) & (members["member_kind"] == "place")]
    return sorted(listed["member_id"])


def test_each_place_of_the_key_regions_and_fifty_others_is_found(tables, built_geometry, raw_places):
    listed = key_places(tables)
    assert len(listed) == 88
    others = random.Random(5).sample(sorted(set(tables.places["place_id"]) - set(listed)), 50)
    for place_id in [*listed, *others]:
        inside = shapely.Point(raw_places[place_id].representative_point())
        assert raw_places[place_id].contains(inside)
        assert locate(built_geometry, inside.x, inside.y).place_id == place_id


def test_a_thousand_random_points_agree_with_a_loop_over_the_raw_shapes(built_geometry, raw_counties):
    chance = np.random.default_rng(20261122)
    lon, lat = chance.uniform(74, 134, 1000), chance.uniform(18, 53, 1000)
    expected: list[str | None] = [None] * 1000
    for county_id, shape in raw_counties.geometry.items():
        for place in np.flatnonzero(shapely.contains_xy(shape, lon, lat)).tolist():
            assert expected[place] is None
            expected[place] = str(county_id)
    found = locate_many(built_geometry, lon.tolist(), lat.tolist())
    assert [answer.county_id for answer in found] == expected
    assert sum(county is not None for county in expected) > 400


@pytest.fixture(scope="module")
def raw_provinces() -> gpd.GeoDataFrame:
    """The provinces as the package has them, converted to WGS 84: files of their own, not made from counties."""
    provinces = load_level("province").set_index("code").sort_index()
    shapely.prepare(provinces.geometry.to_numpy())
    return provinces


@pytest.fixture(scope="module")
def border_segments(raw_provinces):
    """Straight pieces of the raw outlines that two provinces share: ends, shape (n, 4), and the two provinces."""
    sides: dict[tuple[float, ...], list[str]] = {}
    for province_id, shape in raw_provinces.geometry.items():
        for line in shapely.get_parts(shapely.boundary(shape)):
            corners = shapely.get_coordinates(line)
            ends = np.hstack([corners[:-1], corners[1:]])
            flip = (ends[:, 0] > ends[:, 2]) | ((ends[:, 0] == ends[:, 2]) & (ends[:, 1] > ends[:, 3]))
            ends[flip] = ends[flip][:, [2, 3, 0, 1]]
            for key in map(tuple, ends.tolist()):
                sides.setdefault(key, []).append(str(province_id))
    shared = {key: pair for key, pair in sides.items() if len(pair) == 2 and not set(pair) & NO_LAND_BORDER}
    return np.array(list(shared)), np.array(list(shared.values()))


def nearest_of_all(lon: float, lat: float, segments: np.ndarray) -> tuple[float, float, float]:
    """The shortest geodesic to any of the pieces, each cut into steps of at most 100 m: km, and the spot it ends at.

    Beyond 10 km the steps cost less than 0.2 m.
    """
    middle = (segments[:, :2] + segments[:, 2:]) / 2
    near = segments[(np.abs(middle - [lon, lat]) < NEAR_DEGREES).all(axis=1)]
    length = np.asarray(GEOD.inv(*near.T)[2])
    count = (length // PIECE_M).astype(int) + 2
    row = np.repeat(np.arange(len(near)), count)
    step = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    share = step / (count[row] - 1)
    x = near[row, 0] + share * (near[row, 2] - near[row, 0])
    y = near[row, 1] + share * (near[row, 3] - near[row, 1])
    metres = np.asarray(GEOD.inv(np.full(len(x), lon), np.full(len(y), lat), x, y)[2])
    best = int(np.argmin(metres))
    return float(metres[best]) / 1000, float(x[best]), float(y[best])


@pytest.mark.parametrize("km", [19.5, 20.5])
def test_points_half_a_kilometre_off_the_edge_of_the_strip(
    built_geometry, raw_provinces, border_segments, km
):
    """Off a corner of a border by the direct problem, well beyond the strip, then back towards the nearest spot.

    On the way from a point to the spot of the border that is nearest to it, that spot stays the nearest.
    """
    segments, pairs = border_segments
    chance = random.Random(int(km * 10))
    kept = 0
    while kept < 20:
        row = chance.randrange(len(segments))
        lon, lat, _back = GEOD.fwd(*segments[row, :2], chance.uniform(0, 360), FAR_KM * 1000)
        home = [name for name in pairs[row] if shapely.contains_xy(raw_provinces.geometry[name], lon, lat)]
        if not home:
            continue
        own = segments[(pairs == home[0]).any(axis=1)]
        far, x, y = nearest_of_all(lon, lat, own)
        if far < km:
            continue
        lon, lat, _back = GEOD.fwd(x, y, GEOD.inv(x, y, lon, lat)[0], km * 1000)
        reference = nearest_of_all(lon, lat, own)[0]
        assert reference == pytest.approx(km, abs=0.002)
        answer = locate(built_geometry, lon, lat)
        assert answer.province_id == home[0]
        assert answer.border_km == pytest.approx(reference, abs=0.002)
        assert answer.in_border_strip == (km < 20)
        assert answer.uncertain
        kept += 1
