"""Points in, between and outside the counties of the toy country."""

import math

import pytest

from geo.datum import wgs84_to_gcj02
from geo.errors import CoordinateError
from geo.point_lookup import coordinate_faults, locate, locate_many
from geo.projections import GEOD


def test_a_point_well_inside(toy):
    answer = locate(toy, 110.25, 34.2)
    assert (answer.county_id, answer.county_zh) == ("910101", "甲1县")
    assert (answer.place_id, answer.province_id) == ("910100", "910000")
    assert answer.border_km == pytest.approx(69, abs=2)
    assert answer.opposite_province_id == "920000"
    assert not answer.in_border_strip
    assert not answer.uncertain
    assert answer.nearest_place_id is None


def test_a_carve_out_is_a_place_of_its_own(toy):
    assert locate(toy, 110.25, 35.0).place_id == "910181"


def test_inside_and_outside_the_strip(toy):
    near, far = locate(toy, 111.1, 34.6), locate(toy, 111.25, 34.6)
    assert (near.in_border_strip, near.opposite_province_id) == (True, "910000")
    assert near.border_km < 20 < far.border_km
    assert not far.in_border_strip


def test_an_answer_near_the_edge_of_the_strip_is_uncertain(toy):
    band = [locate(toy, 111.15 + step / 1000, 34.61) for step in range(120)]
    unsure = [answer.border_km for answer in band if answer.uncertain]
    assert unsure
    assert all(abs(km - 20) < 1 for km in unsure)
    assert {answer.in_border_strip for answer in band if answer.uncertain} == {True, False}


def test_an_answer_near_a_place_border_is_uncertain(toy):
    # The border of 甲一市 and 甲二市; no province ends here.
    assert locate(toy, 110.5, 34.2).uncertain
    assert not locate(toy, 110.4, 34.2).uncertain


def test_a_corner_of_four_counties_belongs_to_one(toy):
    answer = locate(toy, 111.0, 34.4)
    assert answer.county_id == "910201"
    assert answer.border_km == pytest.approx(0, abs=1e-6)
    assert answer.uncertain


def test_island_and_sea(toy):
    island = locate(toy, 112.7, 35.1)
    assert (island.county_id, island.place_id) == ("930102", "930000")
    sea = locate(toy, 112.7, 34.9)
    assert sea.county_id is sea.place_id is sea.border_km is None
    assert sea.nearest_place_id == "930000"
    assert sea.nearest_km == pytest.approx(GEOD.inv(112.7, 34.9, 112.7, 35.04)[2] / 1000, abs=0.5)
    assert not sea.uncertain
    assert locate(toy, 112.7, 35.035).uncertain


def test_abroad_there_is_nothing(toy):
    for lon, lat in ((0, 0), (-75, 40), (180, -90), (110, 90)):
        answer = locate(toy, lon, lat)
        assert answer.place_id is answer.nearest_place_id is None
        assert not answer.in_border_strip


def test_gcj02_is_converted(toy):
    lon, lat = (float(number) for number in wgs84_to_gcj02(111.1, 34.6))
    plain, shifted = locate(toy, 111.1, 34.6), locate(toy, lon, lat, "gcj02")
    assert shifted.border_km == pytest.approx(plain.border_km, abs=0.001)
    assert (shifted.lon, shifted.lat, shifted.datum) == (lon, lat, "gcj02")
    assert abs(locate(toy, lon, lat).border_km - plain.border_km) > 0.1


def test_many_are_answered_in_their_order(toy):
    points = [(112.25, 34.2), (110.25, 34.2), (0, 0), (112.7, 34.9), (111.1, 34.6)]
    together = locate_many(toy, [lon for lon, _ in points], [lat for _, lat in points])
    assert together == [locate(toy, lon, lat) for lon, lat in points]
    assert locate_many(toy, [], []) == []


@pytest.mark.parametrize(
    ("lon", "lat", "faults"),
    [
        (181, 0, 1),
        (0, -91, 1),
        (math.nan, 0, 1),
        (0, math.inf, 1),
        (math.inf, math.nan, 2),
        (34.2, 110.2, 2),
        (180, 90, 0),
    ],
)
def test_what_is_no_position(toy, lon, lat, faults):
    assert len(coordinate_faults(lon, lat)) == faults
    if faults:
        with pytest.raises(CoordinateError) as caught:
            locate(toy, lon, lat)
        assert len(caught.value.faults) == faults


def test_swapped_numbers_are_recognised():
    assert "经度应写在纬度之前" in coordinate_faults(34.2, 110.2)
