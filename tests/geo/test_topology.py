"""The TopoJSON: shared arcs, ids in order, shapes as drawn."""

import hashlib
import json
from itertools import pairwise

import numpy as np
import pytest
import shapely

from geo.projections import ALBERS_CHINA
from tests.geo.topojson_reader import read_shapes


@pytest.fixture(scope="module")
def topology(toy):
    return json.loads(toy.topology_file.read_text(encoding="utf-8"))


def test_objects_and_ids(topology, toy):
    objects = topology["objects"]
    assert list(objects) == ["places", "provinces", "south_sea_lines"]
    assert [shape["id"] for shape in objects["places"]["geometries"]] == toy.places.index.tolist()
    assert [shape["id"] for shape in objects["provinces"]["geometries"]] == toy.provinces.index.tolist()
    assert all(set(shape) == {"type", "arcs", "id"} for shape in objects["places"]["geometries"])
    assert [shape["type"] for shape in objects["south_sea_lines"]["geometries"]] == ["MultiLineString"]
    assert len(objects["south_sea_lines"]["geometries"][0]["arcs"]) == 2


def test_neighbours_and_levels_share_arcs(topology):
    def used(name):
        arcs = json.dumps([shape["arcs"] for shape in topology["objects"][name]["geometries"]])
        return {
            int(text) if int(text) >= 0 else ~int(text)
            for text in arcs.replace("[", " ").replace("]", " ").replace(",", " ").split()
        }

    assert used("provinces") <= used("places")
    assert used("places") | used("south_sea_lines") == set(range(len(topology["arcs"])))
    corners = [tuple(map(tuple, np.cumsum(arc, axis=0))) for arc in topology["arcs"]]
    segments = [frozenset(pair) for arc in corners for pair in pairwise(arc)]
    assert len(segments) == len(set(segments))


def test_shapes_come_back(topology, toy):
    for name, frame in (("places", toy.places), ("provinces", toy.provinces)):
        shapes = read_shapes(topology, name)
        assert shapely.coverage_is_valid(shapes.to_numpy())
        before, after = frame.geometry.to_crs(ALBERS_CHINA).area, shapes.to_crs(ALBERS_CHINA).area
        assert (after / before - 1).abs().max() < 0.001


def test_name_is_the_hash_of_the_content(toy):
    content = toy.topology_file.read_bytes()
    assert toy.topology_file.name == f"places.{hashlib.sha256(content).hexdigest()[:16]}.json"
