"""Neighbours and the length of what they share."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.adjacency import adjacency, place_borders, shared_segments
from geo.projections import GEOD


def frame(shapes, places):
    return gpd.GeoDataFrame(
        {"place_id": places, "province_id": [place[0] for place in places]}, geometry=shapes, crs="EPSG:4326"
    )


def test_every_pair_stands_in_both_directions(toy):
    table = toy.adjacency
    there = table.set_index(["place_id", "neighbour_id"])["shared_km"]
    back = table.set_index(["neighbour_id", "place_id"])["shared_km"]
    assert there.sort_index().equals(back.sort_index().rename_axis(there.index.names))
    assert not (table["place_id"] == table["neighbour_id"]).any()


def test_neighbours_of_the_toy_country(toy):
    pairs = {(row.place_id, row.neighbour_id) for row in toy.borders.itertuples()}
    assert pairs == {
        ("910100", "910181"),
        ("910100", "910200"),
        ("910181", "910200"),
        ("910200", "920100"),
        ("920100", "920200"),
        ("920200", "930000"),
    }


def test_length_is_geodesic():
    squares = [shapely.box(110, 35, 111, 36), shapely.box(111, 35, 112, 36)]
    borders = place_borders(frame(squares, ["a1", "b1"]))
    expected = GEOD.inv(111, 35, 111, 36)[2] / 1000
    assert borders["shared_km"].tolist() == [pytest.approx(expected)]
    assert borders.geometry.iloc[0].equals(shapely.MultiLineString([[(111, 35), (111, 36)]]))
    assert borders[["province_id", "neighbour_province_id"]].iloc[0].tolist() == ["a", "b"]


def test_touching_in_a_point_is_no_border():
    squares = [shapely.box(110, 35, 111, 36), shapely.box(111, 36, 112, 37)]
    assert len(place_borders(frame(squares, ["a1", "b1"]))) == 0


def test_islands_have_no_neighbours():
    squares = [shapely.box(110, 35, 111, 36), shapely.box(113, 35, 114, 36)]
    assert adjacency(place_borders(frame(squares, ["a1", "b1"]))).empty


def test_an_enclave_has_its_whole_edge_in_common():
    hole = shapely.box(111, 36, 112, 37)
    ring = shapely.box(110, 35, 113, 38).difference(hole)
    borders = place_borders(frame([ring, hole], ["a1", "a2"]))
    assert borders["shared_km"].iloc[0] == pytest.approx(GEOD.geometry_length(hole.exterior) / 1000)


@settings(deadline=None)
@given(st.lists(st.integers(0, 3), min_size=9, max_size=9))
def test_shared_length_is_half_of_what_all_outlines_have_twice(labels):
    cells = np.array([shapely.box(x, y, x + 1, y + 1) for x in range(3) for y in range(3)])
    found = shared_segments(cells)
    assert len(found.first) == 12
    assert (found.first < found.second).all()
    borders = place_borders(frame(cells, [f"p{label}" for label in labels]))
    united = [shapely.coverage_union_all(cells[np.array(labels) == label]) for label in sorted(set(labels))]
    outer = shapely.coverage_union_all(cells).length
    assert shapely.length(borders.geometry.to_numpy()).sum() * 2 == pytest.approx(
        sum(shape.length for shape in united) - outer
    )
