"""The strip of 20 km beside provincial land borders of the toy country."""

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo.border_strip import STRIP_KM, provincial_borders, widened
from geo.point_index import PointIndex
from geo.projections import GEOD


def test_strip_follows_provincial_borders_only(toy):
    assert toy.strip_places == {"910200", "920100", "920200", "930000"}
    assert toy.places["strip_share"][["910100", "910181"]].tolist() == [0.0, 0.0]
    assert toy.places["strip_share"].between(0, 1).all()


def test_strip_lies_within_its_province(toy):
    strip, provinces = toy.border_strip, toy.provinces.geometry
    assert strip.index.tolist() == provinces.index.tolist()
    outside = shapely.area(shapely.difference(strip.geometry.to_numpy(), provinces.to_numpy()))
    assert (outside < 1e-9).all()


def test_coast_has_no_strip(toy):
    # The east coast of 丙市 is 46 km from the border.
    assert not toy.border_strip.geometry["930000"].intersects(shapely.Point(112.45, 34.2))
    assert toy.border_strip.geometry["930000"].intersects(shapely.Point(112.1, 34.2))


def test_limits_of_special_regions_are_no_provincial_borders(toy):
    renamed = toy.borders.replace({"930000": "810000"})
    assert len(provincial_borders(toy.borders)) == 2
    assert len(provincial_borders(renamed)) == 1


@pytest.mark.parametrize("lat", [18.5, 36.0, 52.5])
@pytest.mark.parametrize(("end", "azimuths"), [((118.0, 0.5), (90, 270)), ((118.5, 0.0), (0, 180))])
def test_width_is_right_at_any_latitude(lat, end, azimuths):
    line = shapely.LineString([(118.0, lat), (end[0], lat + end[1])])
    strip = widened(gpd.GeoSeries([line], crs="EPSG:4326"))
    middle = line.interpolate(0.5, normalized=True)
    for azimuth in azimuths:
        for km, inside in ((STRIP_KM - 0.15, True), (STRIP_KM + 0.15, False)):
            x, y, _ = GEOD.fwd(middle.x, middle.y, azimuth, km * 1000)
            assert strip.intersects(shapely.Point(x, y)) == inside, (azimuth, km)


def test_drawn_strip_and_distance_agree_but_for_a_narrow_band(toy):
    random = np.random.default_rng(5)
    lon, lat = random.uniform(110, 112.5, 4000), random.uniform(34, 35.2, 4000)
    index = PointIndex(toy.counties, toy.borders)
    rows = index.county_rows(lon, lat)
    for province_id, strip in toy.border_strip.geometry.items():
        mine = (rows >= 0) & (toy.counties["province_id"].to_numpy()[rows] == province_id)
        km = index.province_border(province_id, lon[mine], lat[mine]).km
        drawn = shapely.intersects_xy(strip, lon[mine], lat[mine])
        # The drawn strip ends where the simplified province does.
        shown = shapely.intersects_xy(toy.provinces.geometry[province_id], lon[mine], lat[mine])
        clear = (np.abs(km - STRIP_KM) > 0.2) & shown
        assert clear.sum() > 100
        assert (drawn[clear] == (km[clear] <= STRIP_KM)).all()
