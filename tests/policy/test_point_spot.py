"""What binds at a point: sharper than for its place by the county and by the strip, never more than a document says."""

import pytest

from geo.point_lookup import PointAnswer, locate
from policy.atlas import Atlas
from policy.measures import binding_measures
from policy.missing import missing_links
from policy.point_record import point_record
from policy.point_spot import spot_answer, spot_key, strip_state
from policy.reach import BORDER_STRIP, CERTAIN, Spot, reach_of

TAIYUAN, JINZHONG, LULONG_IN = "140100", "140700", "130300"
PINGYAO, QIXIAN, QINGXU, LULONG = "140728", "140727", "140121", "130324"


@pytest.fixture(scope="module")
def atlas(tables, built_geometry):
    return Atlas(tables, built_geometry)


@pytest.fixture(scope="module")
def register(atlas):
    return atlas.register


@pytest.mark.parametrize(
    ("km", "state"),
    [
        (None, "outside"),
        (0.0, "inside"),
        (19.0, "inside"),
        (19.01, "cannot_tell"),
        (20.0, "cannot_tell"),
        (20.99, "cannot_tell"),
        (21.0, "outside"),
        (100.0, "outside"),
    ],
)
def test_the_strip_has_an_edge_of_one_kilometre(km, state):
    assert strip_state(km) == state


@pytest.mark.parametrize(
    ("strip", "kind"), [("inside", "derived"), ("outside", "none"), ("cannot_tell", "undetermined")]
)
def test_the_strip_reaches_a_point_by_its_distance(register, strip, kind):
    assert reach_of(register, BORDER_STRIP, TAIYUAN, Spot(None, strip)).kind == kind
    assert reach_of(register, BORDER_STRIP, TAIYUAN).kind == "none"  # no part of it lies so near


def test_a_county_binds_in_that_county_alone(register):
    scope = f"county-{LULONG}"
    assert reach_of(register, scope, LULONG_IN).kind == "part"
    assert reach_of(register, scope, LULONG_IN, Spot(LULONG, "outside")).kind == "whole"
    assert reach_of(register, scope, LULONG_IN, Spot(None, "outside")).kind == "none"


def test_a_county_named_for_its_park_is_no_member(register):
    spots = {name: Spot(name, "outside") for name in (PINGYAO, QINGXU)}
    in_park_county = reach_of(register, "taiyuan-basin", JINZHONG, spots[PINGYAO])
    assert in_park_county.kind == "part"
    assert "园区" in in_park_county.reason.msgid
    # 太原市 is named, and no text says that all of it lies in the basin.
    assert reach_of(register, "taiyuan-basin", TAIYUAN, spots[QINGXU]).kind == "part"
    assert reach_of(register, "taiyuan-basin", TAIYUAN, Spot(None, "outside")).kind == "part"
    assert reach_of(register, "taiyuan-basin", JINZHONG, Spot(None, "outside")).kind == "none"


def test_named_counties_are_those_of_the_tables(register, tables):
    members = tables.scope_members
    listed = set(members.loc[members["member_kind"] == "county", "member_id"])
    assert listed <= register.named_counties
    assert {PINGYAO, LULONG} <= register.named_counties
    assert QIXIAN not in register.named_counties


@pytest.mark.parametrize("place_id", ["140100", "140700", "410400", "110000", "460100", "659001"])
def test_a_point_is_never_bound_where_its_place_is_not(register, place_id):
    at_place = {row.measure.measure_id: row.reach.kind for row in binding_measures(register, place_id)}
    for strip in ("inside", "outside", "cannot_tell"):
        for row in binding_measures(register, place_id, Spot(None, strip)):
            assert row.measure.measure_id in at_place
            if at_place[row.measure.measure_id] in CERTAIN:
                assert row.reach.kind in CERTAIN


def test_the_border_clause_is_said_with_its_exact_scope(atlas):
    inside, outside = (
        point_record(atlas, locate(atlas.geometry, *at)) for at in ((110.45, 35.479), (112.549, 37.87))
    )
    assert inside["border_strip"]["state"] == "inside"
    assert (inside["border_strip"]["document_id"], inside["border_strip"]["clause"]) == (
        "state-council-2023-24",
        "（二十六）",
    )
    assert "新建" in inside["border_strip"]["subject"]
    assert "会商" in inside["border_strip"]["asks"]
    keys = [{row["comparable_key"] for row in record["indicators"]} for record in (inside, outside)]
    assert "border_strip_width" in keys[0]
    assert "border_strip_width" not in keys[1]
    [clause] = [row for row in inside["measures"] if row["measure_id"] == "state-council-2023-24-26"]
    assert BORDER_STRIP in clause["singled_out"]
    assert clause["reach"] == "part"
    [clause] = [row for row in outside["measures"] if row["measure_id"] == "state-council-2023-24-26"]
    assert BORDER_STRIP not in clause["singled_out"]


def test_missing_documents_are_named(atlas):
    record = point_record(atlas, locate(atlas.geometry, 108.94, 34.34))
    assert record["place_zh"] == "西安市"
    assert [entry["document_id"] for entry in record["missing_links"]]


def test_a_plan_of_the_city_that_is_not_held_is_missing_for_measures(atlas):
    record = point_record(atlas, locate(atlas.geometry, 112.55, 37.87))
    assert [(row["scope_id"], row["completeness"]) for row in record["missing_links"]] == [
        ("place-140100", "none")
    ]
    assert missing_links(atlas.register, TAIYUAN) == ()


def test_parts_about_others_and_figures_for_an_area_are_marked(atlas):
    record = point_record(atlas, locate(atlas.geometry, 112.55, 37.87))
    clauses = {row["measure_id"]: row for row in record["measures"]}
    assert clauses["state-council-2023-24-19"]["not_here"] == ["jing-jin-ji-and-surroundings"]
    rows = {(row["document_id"], row["comparable_key"]): row for row in record["indicators"]}
    assert rows["state-council-2023-24", "straw_use_rate"]["applies_to"] == "whole"
    assert ("state-council-2023-24", "shore_power_use") not in rows


def test_near_the_edge_of_the_strip_nobody_can_tell(register):
    answer = PointAnswer(
        0, 0, "wgs84", "140105", "小店区", TAIYUAN, "140000", 19.4, True, "130000", uncertain=True
    )
    key = spot_key(register, answer)
    assert key.name == "140100-cannot_tell"
    bound = spot_answer(register, key)
    strip_rows = [row for row in bound.indicators if row.indicator.scope_id == BORDER_STRIP]
    assert [row.reach.kind for row in strip_rows] == ["undetermined"]


@pytest.mark.parametrize("at", [(114.17, 22.32), (121.5, 25.0), (122.9, 30.0), (0, 0)])
def test_nothing_binds_outside_the_plan(atlas, at):
    record = point_record(atlas, locate(atlas.geometry, *at))
    assert record["measures"] == record["indicators"] == record["missing_links"] == []
    assert record["border_strip"] is None
    assert record["note"]
