"""Distances to lines, against a projection centred at the point itself."""

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.line_distance import LineDistance
from geo.projections import GEOD, LONLAT, local_equidistant
from tests.toy_country import winding

BORDERS = np.array(
    [
        shapely.LineString(winding((110.0, 20.0), (110.3, 23.0), 200)),
        shapely.MultiLineString(
            [winding((100.0, 40.0), (103.0, 41.0), 90), winding((103.0, 41.0), (103.0, 44.0), 7)]
        ),
        shapely.LineString([(128.0, 50.0), (131.0, 52.0)]),
    ]
)


def reference_km(lon, lat):
    to_local = pyproj.Transformer.from_crs(LONLAT, local_equidistant(lon, lat), always_xy=True)
    fine = shapely.segmentize(BORDERS, 0.01)
    flat = shapely.transform(fine, to_local.transform, interleaved=False)
    return shapely.distance(flat, shapely.Point(0, 0)) / 1000


@settings(deadline=None, max_examples=150)
@given(st.floats(99, 132), st.floats(18, 53))
def test_distance_agrees_with_the_reference(lon, lat):
    found = LineDistance(BORDERS).nearest(np.array([lon]), np.array([lat]))
    expected = reference_km(lon, lat)
    near = expected.min() < 100
    assert found.km[0] == pytest.approx(expected.min(), abs=0.01, rel=1e-3 if near else 5e-3)
    assert expected[found.row[0]] == pytest.approx(expected.min(), abs=0.01, rel=5e-3)


@pytest.mark.parametrize("row", range(3))
@pytest.mark.parametrize("km", [19.5, 20.5])
def test_half_a_kilometre_is_told_apart_at_20_km(row, km):
    line = shapely.get_parts(BORDERS[row])[0]
    middle = shapely.line_interpolate_point(line, 0.5, normalized=True)
    for azimuth in range(0, 360, 30):
        lon, lat, _ = GEOD.fwd(middle.x, middle.y, azimuth, km * 1000)
        found = LineDistance(BORDERS).nearest(np.array([lon]), np.array([lat])).km[0]
        assert found == pytest.approx(reference_km(lon, lat).min(), abs=0.01)
        assert found <= km + 0.001


def test_many_points_are_answered_as_one_by_one():
    random = np.random.default_rng(3)
    lon, lat = random.uniform(100, 112, 2500), random.uniform(20, 45, 2500)
    distance = LineDistance(BORDERS)
    together = distance.nearest(lon, lat)
    for position in (0, 999, 1000, 1001, 2499):
        alone = distance.nearest(lon[[position]], lat[[position]])
        assert (alone.km[0], alone.row[0]) == (together.km[position], together.row[position])


def test_no_lines_no_distance():
    found = LineDistance(np.array([], dtype=object)).nearest(np.array([110.0]), np.array([30.0]))
    assert np.isnan(found.km[0])
    assert found.row[0] == -1


def test_no_points_no_answer():
    assert len(LineDistance(BORDERS).nearest(np.array([]), np.array([])).km) == 0
