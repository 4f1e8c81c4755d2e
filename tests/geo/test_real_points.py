"""The real strip and look-ups of points."""

import random

import numpy as np
import pandas as pd
import pyproj
import pytest
import shapely

from geo.datum import wgs84_to_gcj02
from geo.point_lookup import locate, locate_many
from geo.projections import GEOD, LONLAT, local_equidistant

# --- the strip --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["晋城", "焦作", "韩城", "运城", "北京", "廊坊", "上海", "苏州", "重庆", "徐州", "濮阳"]
)
def test_places_in_the_strip(built_geometry, real_names, name):
    assert real_names.find(name) in built_geometry.strip_places


@pytest.mark.parametrize(
    "name",
    ["太原", "平顶山", "海口", "三亚", "台湾", "香港", "澳门", "深圳", "珠海", "拉萨", "青岛", "乌鲁木齐"],
)
def test_places_outside_the_strip(built_geometry, real_names, name):
    assert real_names.find(name) not in built_geometry.strip_places


def test_every_place_on_a_provincial_border_is_in_the_strip(built_geometry):
    borders = built_geometry.point_index.provincial
    assert set(borders["place_id"]) | set(borders["neighbour_id"]) <= built_geometry.strip_places


def test_strip_stays_within_provinces(built_geometry):
    strip = built_geometry.border_strip.geometry
    assert strip.is_valid.all()
    provinces = built_geometry.provinces.geometry.reindex(strip.index)
    assert (shapely.area(shapely.difference(strip.to_numpy(), provinces.to_numpy())) < 1e-9).all()
    assert set(built_geometry.provinces.index) - set(strip.index) == {"460000", "710000", "810000", "820000"}


def border_points(geometry, km, number):
    """Points that are `km` off a provincial border, from all over the country, with the distance measured anew."""
    chance = random.Random(20260)
    borders = geometry.point_index.provincial
    found = []
    while len(found) < number:
        row = borders.iloc[chance.randrange(len(borders))]
        start = row.geometry.interpolate(chance.random(), normalized=True)
        lon, lat, _ = GEOD.fwd(start.x, start.y, chance.uniform(0, 360), km * 1000)
        inside = geometry.counties.iloc[geometry.point_index.county_rows(np.array([lon]), np.array([lat]))[0]]
        own = borders[["province_id", "neighbour_province_id"]].eq(inside["province_id"]).any(axis=1)
        to_local = pyproj.Transformer.from_crs(LONLAT, local_equidistant(lon, lat), always_xy=True)
        lines = borders.geometry[own]
        near = lines[shapely.dwithin(lines.to_numpy(), shapely.Point(lon, lat), 0.5)]
        if near.empty:
            continue
        flat = shapely.transform(near.to_numpy(), to_local.transform, interleaved=False)
        found.append((lon, lat, shapely.distance(flat, shapely.Point(0, 0)).min() / 1000))
    return found


@pytest.mark.parametrize("km", [19.5, 20.5])
def test_points_half_a_kilometre_from_the_edge_are_decided_rightly(built_geometry, km):
    points = border_points(built_geometry, km, 60)
    answers = locate_many(built_geometry, [point[0] for point in points], [point[1] for point in points])
    for (lon, lat, reference), answer in zip(points, answers, strict=True):
        if answer.place_id is None:
            continue
        assert answer.border_km == pytest.approx(reference, abs=0.01), (lon, lat)
        assert answer.in_border_strip == (reference <= 20), (lon, lat)
        assert answer.uncertain or abs(reference - 20) >= 1


# --- points -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lon", "lat", "county", "place"),
    [
        (110.450, 35.479, "韩城市", "韩城"),
        (109.510, 34.500, "临渭区", "渭南"),
        (112.549, 37.870, None, "太原"),
        (116.391, 39.906, None, "北京"),
        (115.918, 39.044, "容城县", "雄安新区"),
        (114.990, 38.517, "定州市", "定州"),
        (115.218, 37.943, "辛集市", "辛集"),
        (108.085, 34.272, "杨陵区", "杨凌"),
        (112.602, 35.067, "济源市", "济源"),
        (113.307, 33.766, None, "平顶山"),
        (106.551, 29.563, None, "重庆"),
        (86.040, 44.306, "石河子市", "石河子"),
    ],
)
def test_known_points(built_geometry, real_names, lon, lat, county, place):
    answer = locate(built_geometry, lon, lat)
    assert answer.place_id == real_names.find(place)
    assert county in (None, answer.county_zh)


@pytest.mark.parametrize(
    ("lon", "lat", "place"),
    [(114.17, 22.32, "810000"), (113.55, 22.19, "820000"), (121.5, 25.0, "710000"), (110.0, 19.2, None)],
)
def test_without_a_provincial_land_border_there_is_no_distance(built_geometry, lon, lat, place):
    answer = locate(built_geometry, lon, lat)
    assert place in (None, answer.place_id)
    assert answer.border_km is answer.opposite_province_id is None
    assert not answer.in_border_strip


@pytest.mark.parametrize(
    ("lon", "lat"), [(124.0, 31.0), (119.0, 20.0), (139.7, 35.7), (106.9, 47.9), (0.0, 0.0)]
)
def test_sea_and_abroad(built_geometry, lon, lat):
    answer = locate(built_geometry, lon, lat)
    assert answer.place_id is answer.county_id is answer.border_km is None


def test_a_coordinate_read_off_a_chinese_map(built_geometry):
    # Near the Yellow River, where 500 m may decide between 陕西 and 山西.
    lon, lat = 110.58, 35.65
    shifted = [float(number) for number in wgs84_to_gcj02(lon, lat)]
    plain, converted = locate(built_geometry, lon, lat), locate(built_geometry, *shifted, "gcj02")
    assert converted.county_id == plain.county_id
    assert converted.border_km == pytest.approx(plain.border_km, abs=0.001)


def test_label_points_are_found_in_their_own_place(built_geometry):
    places = built_geometry.places
    answers = locate_many(built_geometry, places["label_lon"].tolist(), places["label_lat"].tolist())
    found = pd.Series([answer.place_id for answer in answers], index=places.index)
    assert (found == places.index).all()


def test_points_all_over_the_country_and_around_it(built_geometry):
    chance = np.random.default_rng(1)
    lon, lat = chance.uniform(75, 130, 3000), chance.uniform(20, 50, 3000)
    answers = locate_many(built_geometry, lon.tolist(), lat.tolist())
    assert len(answers) == 3000
    assert sum(answer.place_id is not None for answer in answers) > 1000
