"""The real shapes: nothing lost, a coverage, areas kept, neighbours where they should be."""

import gzip
import json

import pytest
import shapely

from geo.coverage import AREA_LIMIT, coverage_faults, new_holes
from geo.projections import ALBERS_CHINA
from tests.geo.topojson_reader import read_shapes

GZIP_LEVEL = 5
GZIP_LIMIT = 230_000


@pytest.fixture(scope="module")
def topology(built_geometry):
    return json.loads(built_geometry.topology_file.read_text(encoding="utf-8"))


def square_km(shapes):
    return shapes.to_crs(ALBERS_CHINA).area / 1e6


# --- nothing lost -----------------------------------------------------------------------------------------------


def test_375_places_34_provinces_2875_counties(built_geometry, tables):
    assert built_geometry.places.index.tolist() == sorted(tables.places["place_id"])
    assert built_geometry.provinces.index.tolist() == sorted(tables.provinces["province_id"])
    assert len(built_geometry.places) == 375
    assert len(built_geometry.provinces) == 34
    assert len(built_geometry.counties) == 2875


def test_places_belong_to_the_province_the_tables_name(built_geometry, tables):
    named = tables.places.set_index("place_id")["province_id"].sort_index()
    assert built_geometry.places["province_id"].tolist() == named.tolist()


def test_carve_outs_are_cut_out_of_their_parents(built_geometry, tables, real_prefectures):
    assert len(tables.carve_outs) == 7
    for row in tables.carve_outs.itertuples():
        assert built_geometry.counties.loc[row.county_id, "place_id"] == row.place_id
    for parent, rows in tables.carve_outs.groupby("parent_place_id"):
        kept = built_geometry.places.loc[parent, "area_km2"]
        cut = built_geometry.places.loc[sorted(set(rows["place_id"])), "area_km2"].sum()
        whole = square_km(real_prefectures.loc[[parent]].geometry).iloc[0]
        assert kept + cut == pytest.approx(whole, rel=1e-6)


# --- coverage and areas -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("level", ["places", "provinces", "counties"])
def test_level_is_a_coverage(built_geometry, level):
    assert len(coverage_faults(getattr(built_geometry, level).geometry)) == 0


def test_no_gap_has_opened(built_geometry):
    assert len(new_holes(built_geometry.counties.geometry, built_geometry.places.geometry)) == 0


def test_places_unite_to_provinces_exactly(built_geometry):
    places = built_geometry.places
    for province_id, shape in built_geometry.provinces.geometry.items():
        own = places.geometry[places["province_id"] == province_id].to_numpy()
        assert shapely.coverage_union_all(own).equals(shape), province_id


def test_area_of_every_place_is_kept(built_geometry):
    change = (square_km(built_geometry.places.geometry) / built_geometry.places["area_km2"] - 1).abs()
    assert change.max() < AREA_LIMIT
    assert change.median() < 0.0005


def test_area_is_that_of_the_prefecture_as_delivered(built_geometry, real_prefectures, tables):
    whole = square_km(real_prefectures.geometry)
    whole.index = [
        name.replace("0100", "0000") if name[:2] in ("11", "12", "31") else name for name in whole.index
    ]
    carved = set(tables.carve_outs["place_id"]) | set(tables.carve_outs["parent_place_id"])
    ours = built_geometry.places["area_km2"].drop(sorted(carved))
    # 珠海 is the one prefecture whose counties do not quite add up to it.
    share = (ours / whole.reindex(ours.index) - 1).abs().drop("440400")
    assert share.max() < 1e-5


def test_known_areas(built_geometry):
    area = built_geometry.places["area_km2"]
    assert area["110000"] == pytest.approx(16_410, rel=0.01)
    assert area["140100"] == pytest.approx(6_988, rel=0.02)
    assert area.sum() == pytest.approx(9_600_000, rel=0.01)


def test_label_points_lie_inside(built_geometry):
    places = built_geometry.places
    inside = shapely.intersects_xy(places.geometry.to_numpy(), places["label_lon"], places["label_lat"])
    assert inside.all()


# --- the file for the browser -----------------------------------------------------------------------------------


def test_topology_is_small_enough(built_geometry):
    assert len(gzip.compress(built_geometry.topology_file.read_bytes(), GZIP_LEVEL)) < GZIP_LIMIT


def test_topology_holds_every_place_and_province(topology, built_geometry):
    ids = {
        name: [shape["id"] for shape in topology["objects"][name]["geometries"]]
        for name in ("places", "provinces")
    }
    assert ids["places"] == built_geometry.places.index.tolist()
    assert ids["provinces"] == built_geometry.provinces.index.tolist()
    assert len(topology["objects"]["south_sea_lines"]["geometries"][0]["arcs"]) == 10


@pytest.mark.parametrize("level", ["places", "provinces"])
def test_topology_keeps_areas(topology, built_geometry, level):
    shapes = read_shapes(topology, level)
    full = getattr(built_geometry, level)["area_km2"]
    assert (square_km(shapes) / full - 1).abs().max() < AREA_LIMIT


# --- neighbours -------------------------------------------------------------------------------------------------


def test_adjacency_is_symmetric_and_plausible(built_geometry):
    table = built_geometry.adjacency
    there = table.set_index(["place_id", "neighbour_id"])["shared_km"].sort_index()
    back = table.set_index(["neighbour_id", "place_id"])["shared_km"].sort_index()
    assert there.index.tolist() == back.index.tolist()
    assert there.tolist() == back.tolist()
    assert there.between(0.1, 1500).all()
    assert set(built_geometry.places.index) - set(table["place_id"]) == {"460300", "710000"}
    assert table.groupby("place_id").size().between(1, 16).all()


@pytest.mark.parametrize(
    ("one", "other", "least_km"),
    [
        ("太原", "晋中", 100),
        ("晋城", "焦作", 50),
        ("韩城", "渭南", 30),
        ("韩城", "运城", 10),
        ("雄安新区", "保定", 50),
        ("北京", "廊坊", 100),
        ("定州", "保定", 50),
    ],
)
def test_known_neighbours(built_geometry, real_names, one, other, least_km):
    km = built_geometry.adjacency.set_index(["place_id", "neighbour_id"])["shared_km"]
    assert km[real_names.find(one), real_names.find(other)] > least_km


@pytest.mark.parametrize(
    ("one", "other"), [("太原", "大同"), ("北京", "石家庄"), ("海口", "湛江"), ("福州", "台湾")]
)
def test_known_strangers(built_geometry, real_names, one, other):
    pairs = set(
        zip(built_geometry.adjacency["place_id"], built_geometry.adjacency["neighbour_id"], strict=True)
    )
    assert (real_names.find(one), real_names.find(other)) not in pairs
