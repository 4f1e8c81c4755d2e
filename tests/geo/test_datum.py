"""GCJ-02 there and back."""

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from geo.datum import gcj02_to_wgs84, wgs84_to_gcj02
from geo.projections import GEOD

LON = st.floats(73, 136)
LAT = st.floats(3, 54)


@given(LON, LAT)
@example(135.0, 47.0)
def test_there_and_back_within_a_millimetre(lon, lat):
    back = gcj02_to_wgs84(*wgs84_to_gcj02(lon, lat))
    assert GEOD.inv(lon, lat, float(back[0]), float(back[1]))[2] < 0.001


@given(LON, LAT)
def test_shift_is_some_hundred_metres(lon, lat):
    shifted = wgs84_to_gcj02(lon, lat)
    assert 5 < GEOD.inv(lon, lat, float(shifted[0]), float(shifted[1]))[2] < 1000


def test_known_pair():
    # 天安门, as published with and without the shift.
    lon, lat = wgs84_to_gcj02(116.397451, 39.909187)
    assert abs(float(lon) - 116.403694) < 2e-5
    assert abs(float(lat) - 39.910591) < 2e-5


@given(st.floats(-180, 60), st.floats(-90, 90))
def test_nothing_is_shifted_far_from_china(lon, lat):
    for convert in (wgs84_to_gcj02, gcj02_to_wgs84):
        assert [float(number) for number in convert(lon, lat)] == [lon, lat]


def test_arrays_keep_their_shape():
    lon, lat = gcj02_to_wgs84(np.full((2, 3), 110.0), np.full((2, 3), 35.0))
    assert lon.shape == lat.shape == (2, 3)
