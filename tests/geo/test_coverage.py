"""Simplification keeps a coverage a coverage; faults are found and written down."""

import json
from itertools import pairwise

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.coverage import (
    AREA_LIMIT,
    AREA_STOP,
    area_faults,
    coverage_faults,
    new_holes,
    require_sound,
    simplify_counties,
    unite,
)
from geo.errors import CoverageFaultError
from geo.planning_units import CarveOut, assign_places
from geo.projections import ALBERS_CHINA
from tests.toy_country import CARVE_OUT, toy_counties, winding

SQUARES = [shapely.box(110 + x, 35, 111 + x, 36) for x in range(3)]


def areas(shapes):
    return shapes.to_crs(ALBERS_CHINA).area


@st.composite
def countries(draw):
    """A grid of counties with shifted corners and winding edges, dealt out to places at random."""
    columns, rows = draw(st.integers(2, 4)), draw(st.integers(2, 3))
    size = draw(st.sampled_from([0.02, 0.1, 0.4]))
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    shift = random.uniform(-0.25, 0.25, (columns + 1, rows + 1, 2)) * size
    corner = [
        [tuple(np.round((110 + size * x, 35 + size * y) + shift[x, y], 7)) for y in range(rows + 1)]
        for x in range(columns + 1)
    ]
    wind = draw(st.booleans()) and size > 0.1
    shapes = []
    for x in range(columns):
        for y in range(rows):
            ring = [corner[x][y], corner[x + 1][y], corner[x + 1][y + 1], corner[x][y + 1], corner[x][y]]
            edges = [winding(a, b, 30) if wind else np.array([a, b]) for a, b in pairwise(ring)]
            shapes.append(shapely.Polygon(np.vstack([edge[:-1] for edge in edges])))
    places = random.integers(0, draw(st.integers(1, 4)), len(shapes))
    frame = pd.DataFrame(
        {
            "code": [f"9{position:05d}" for position in range(len(shapes))],
            "name_zh": "县",
            "province_id": "900000",
            "province_zh": "省",
            "city_id": [f"91{place}000" for place in places],
            "city_zh": "市",
        }
    )
    return gpd.GeoDataFrame(frame, geometry=shapes, crs="EPSG:4326")


@settings(deadline=None, max_examples=40)
@given(countries(), st.randoms(use_true_random=False))
def test_any_partition_stays_a_coverage_when_carved_and_simplified(country, random):
    if not shapely.coverage_is_valid(country.geometry.to_numpy()):
        return
    sizes = country["city_id"].value_counts()
    carve_outs = []
    if sizes.max() > 1 and len(sizes) > 1:
        parent = sizes.index[0]
        county = random.choice(sorted(country["code"][country["city_id"] == parent]))
        carve_outs = [CarveOut("990000", parent, (county,))]
    counties = assign_places(country, carve_outs)
    places = unite(simplify_counties(counties), "place_id")
    assert set(places.index) == set(counties["place_id"])
    assert len(coverage_faults(places)) == 0
    assert len(new_holes(counties.geometry, places)) == 0
    before = areas(counties.geometry).groupby(counties["place_id"]).sum()
    assert area_faults(before, areas(places)) == []


def test_places_and_provinces_share_their_edges(toy):
    joined = pd.concat([toy.places.geometry, toy.provinces.geometry])
    for province_id, shape in toy.provinces.geometry.items():
        own = toy.places.geometry[toy.places["province_id"] == province_id]
        assert shapely.coverage_union_all(own.to_numpy()).equals(shape)
    assert joined.is_valid.all()


def test_simplification_drops_corners_and_keeps_area():
    counties = assign_places(toy_counties(), [CARVE_OUT])
    pieces = simplify_counties(counties)
    places = unite(pieces, "place_id")
    before = areas(counties.geometry).groupby(counties["place_id"]).sum()
    assert (areas(places) / before - 1).abs().max() < AREA_STOP < AREA_LIMIT
    assert pieces.count_coordinates().sum() < counties.count_coordinates().sum() / 4


def test_a_small_place_keeps_a_finer_tolerance():
    whole = assign_places(toy_counties(), [])
    tiny = shapely.Polygon(
        [*winding((111.2, 34.1), (111.22, 34.1), 20).tolist(), (111.22, 34.12), (111.2, 34.12)]
    )
    around = whole.geometry["920101"].difference(tiny)
    counties = whole.copy()
    counties.loc["920101", "geometry"] = around
    enclave = whole.loc[["920101"]].rename({"920101": "920109"}).assign(place_id="920900")
    enclave["geometry"] = [tiny]
    counties = pd.concat([counties, enclave])
    assert len(coverage_faults(counties.geometry)) == 0
    pieces = simplify_counties(counties)
    tolerance = pieces.groupby("place_id")["tolerance_m"].first()
    assert tolerance["920900"] < tolerance["920100"]
    places = unite(pieces, "place_id")
    assert len(coverage_faults(places)) == 0
    assert abs(areas(places)["920900"] / areas(counties.geometry)["920109"] - 1) < AREA_LIMIT


def test_overlap_gap_and_empty_shape_are_found_and_written(tmp_path):
    shapes = gpd.GeoSeries(
        [
            SQUARES[0],
            shapely.box(110.9, 35, 112, 36),
            shapely.Polygon(),
            shapely.Polygon([(0, 0), (1, 1), (0, 1), (1, 0)]),
        ],
        index=["left", "right", "none", "bow"],
        crs="EPSG:4326",
    )
    faults = coverage_faults(shapes)
    assert {(row.kind, row.id) for row in faults.itertuples()} >= {
        ("mismatch", "left"),
        ("mismatch", "right"),
        ("empty", "none"),
        ("invalid", "bow"),
    }
    file = tmp_path / "new" / "faults.geojson"
    with pytest.raises(CoverageFaultError) as caught:
        require_sound([faults], ["gone 缺失"], file)
    assert "gone 缺失" in caught.value.faults
    assert caught.value.file == file
    assert str(file) in str(caught.value)
    written = json.loads(file.read_text(encoding="utf-8"))
    assert len(written["features"]) == len(faults) - 1


def test_faults_without_a_place_are_told_without_a_file(tmp_path):
    with pytest.raises(CoverageFaultError) as caught:
        require_sound(
            [coverage_faults(gpd.GeoSeries(SQUARES, crs="EPSG:4326"))], ["x 缺失"], tmp_path / "f.geojson"
        )
    assert caught.value.file is None
    assert list(tmp_path.iterdir()) == []


def test_a_new_gap_is_found():
    ring = shapely.box(110, 35, 113, 38).difference(shapely.box(111, 36, 112, 37))
    whole = gpd.GeoSeries([ring, shapely.box(111, 36, 112, 37)], index=["ring", "core"], crs="EPSG:4326")
    gap = gpd.GeoSeries([ring, shapely.box(111, 36, 112, 36.5)], index=["ring", "core"], crs="EPSG:4326")
    assert len(new_holes(whole, whole)) == 0
    assert new_holes(whole, gap)["id"].tolist() == ["ring, core"]


def test_lost_and_shrunken_places_are_named():
    before = pd.Series({"a": 100.0, "b": 100.0, "c": 100.0})
    after = pd.Series({"a": 100.5, "b": 98.0})
    assert area_faults(before, after) == ["c 缺失", "b 面积变化 2.0%"]
