"""The ladder of an indicator: every rung of a place's chain, what it asks there, and what could not be read."""

import pytest

from policy.indicator_ladder import (
    IndicatorRung,
    bearing_of,
    comparisons_here,
    indicator_ladder,
    sectors_of_keys,
)
from policy.indicators import binding_indicators
from policy.scope import scope_chain
from tests.policy.made_up import real_register
from tests.policy.names import place_id_of
from translations import words_for

NATION, SHANXI, PINGDINGSHAN, HENAN = (
    "state-council-2023-24",
    "shanxi-2024",
    "pingdingshan-2024",
    "henan-2024-12",
)
KEYS = sorted({row.comparable_key for row in real_register().indicators.values()})


def ladder(name: str, key: str) -> dict[str, IndicatorRung]:
    """The rungs of a place by scope id."""
    register = real_register()
    return {
        rung.scope.scope_id: rung for rung in indicator_ladder(register, place_id_of(register, name), key)
    }


def asked(name: str, key: str) -> dict[str, tuple]:
    """Status, values and document of each rung."""
    return {
        scope_id: (
            rung.status,
            [row.indicator.value for row in rung.rows],
            rung.document and rung.document.document_id,
        )
        for scope_id, rung in ladder(name, key).items()
    }


def verdicts(name: str, key: str) -> dict[str, list[str]]:
    """Verdicts by the scope of the rung they stand at."""
    return {
        scope_id: [row.verdict for row in rung.comparisons]
        for scope_id, rung in ladder(name, key).items()
        if rung.comparisons
    }


def test_clean_transport_of_taiyuan_is_the_regions_and_the_basins() -> None:
    found = asked("太原", "clean_transport_share")
    assert list(found) == [
        "nation",
        "fenwei-plain",
        "clean-transport-pioneer-provinces",
        "taiyuan-basin",
        "province-140000",
        "place-140100",
    ]
    assert found["fenwei-plain"] == ("undetermined", [80], NATION)  # of its coastal ports
    assert found["taiyuan-basin"] == ("whole", [60, 80], SHANXI)
    assert found["province-140000"] == ("silent", [], SHANXI)
    assert found["place-140100"] == ("no_document", [], None)
    assert verdicts("太原", "clean_transport_share") == {"taiyuan-basin": ["different_definition"]}


def test_boilers_of_pingdingshan_on_four_rungs() -> None:
    key = "coal_boiler_phase_out_capacity"
    assert asked("平顶山", key) == {
        "nation": ("stated_class", [10], NATION),
        "jing-jin-ji-and-surroundings": ("stated_class", [35], NATION),
        "province-410000": ("stated_class", [35], HENAN),
        "place-410400": ("stated_place", [35], PINGDINGSHAN),
    }
    assert verdicts("平顶山", key)["place-410400"] == ["different_definition", "equal"]


def test_a_rule_for_key_regions_says_nothing_to_datong() -> None:
    found = ladder("大同", "coal_boiler_phase_out_capacity")
    assert found["nation"].status == "silent"
    assert words_for("zh").render(found["nation"].reason) == "文件有本项规定，但不针对本地"
    assert not {"fenwei-plain", "taiyuan-basin"} & set(found)


def test_what_of_henan_was_not_read_is_no_silence() -> None:
    found = ladder("平顶山", "airport_ground_power")
    assert found["province-410000"].status == "not_read"
    assert "不等于" in words_for("zh").render(found["province-410000"].reason)
    own = found["place-410400"]
    assert (own.status, [row.verdict for row in own.comparisons]) == ("silent", ["absent"])
    assert words_for("zh").render(own.reason) == own.comparisons[0].reason_zh


def test_a_province_without_a_document_is_a_missing_rung() -> None:
    found = asked("西安", "straw_use_rate")
    assert found["province-610000"] == ("no_document", [], None)
    assert found["place-610100"] == ("no_document", [], None)


def test_a_municipality_is_its_own_province() -> None:
    assert [*asked("北京", "straw_use_rate")] == ["nation", "jing-jin-ji-and-surroundings", "place-110000"]


def test_an_area_without_a_list_is_a_rung_of_which_nobody_can_tell() -> None:
    found = asked("太原", "rail_share_coal_and_coke")
    assert found["shanxi-coal-producing-area"][0] == "undetermined"
    assert "undetermined" not in {status for status, _values, _document in asked("杭州", KEYS[0]).values()}


def test_a_verdict_counts_only_where_its_figure_reaches_the_place() -> None:
    register = real_register()
    assert comparisons_here(register, "410400", "straw_use_rate").keys() == {PINGDINGSHAN}
    assert comparisons_here(register, "330100", "straw_use_rate") == {}
    # 山西's figure for its basin is no verdict on 大同.
    assert comparisons_here(register, "140200", "clean_transport_share") == {}


def test_a_figure_for_an_area_as_a_whole_is_told_from_one_for_each_place() -> None:
    register = real_register()
    rows = {row.indicator.indicator_id: row for row in binding_indicators(register, "410400")}
    bearings = {
        "state-council-2023-24-straw-use-rate": "whole",
        "pingdingshan-2024-straw-use-rate": "place",
        "state-council-2023-24-chp-unit-size": "each",
        "state-council-2023-24-coal-boiler-phase-out-capacity-not-attaining": "derived",
        "state-council-2023-24-border-strip-width": "undetermined",
    }
    assert {name: bearing_of(register, rows[name]) for name in bearings} == bearings


@pytest.mark.parametrize("name", ["太原", "平顶山", "大同", "杭州", "西安", "北京", "雄安", "三沙", "苏州"])
def test_every_rung_of_the_chain_and_every_row_is_in_every_ladder_once(name: str) -> None:
    register = real_register()
    place_id = place_id_of(register, name)
    chain = [scope.scope_id for scope in scope_chain(register, place_id).rungs]
    for key in KEYS:
        rungs = indicator_ladder(register, place_id, key)
        assert [rung.scope.scope_id for rung in rungs if rung.scope.scope_id in chain] == chain
        # What is set for cities of a higher rank alone is shown where it stands, and is no demand on the place.
        rows = [row for rung in rungs for row in rung.rows if row.reach.kind != "none"]
        assert sorted(row.indicator.indicator_id for row in rows) == sorted(
            row.indicator.indicator_id for row in binding_indicators(register, place_id, key)
        )
        shown = [row for rung in rungs for row in rung.comparisons]
        assert shown == [row for rows in comparisons_here(register, place_id, key).values() for row in rows]
        for rung in rungs:
            assert bool(rung.rows) == (rung.status not in ("silent", "not_read", "no_document"))
            if rung.status == "silent":
                assert rung.document.held_in_full


@pytest.mark.parametrize("name", ["香港", "澳门", "台湾省"])
def test_outside_the_plan_there_is_no_ladder(name: str) -> None:
    assert ladder(name, "straw_use_rate") == {}


def test_the_sector_of_an_indicator_is_that_of_its_clauses() -> None:
    order = ["industry", "energy", "transport", "area_sources"]
    order += sorted({row.sector for row in real_register().measures.values()} - set(order))
    sectors = sectors_of_keys(real_register(), order)
    assert set(sectors) == set(KEYS)
    assert sectors["straw_use_rate"] == "area_sources"
    assert sectors["clean_transport_share"] == "transport"
    assert sectors["steel_scrap_ratio"] is None


@pytest.mark.parametrize(("place_id", "below"), [("429004", True), ("130682", True), ("131000", False)])
@pytest.mark.parametrize("key", ["emission_inventory_completion", "road_sweeping_share_city"])
def test_what_is_asked_of_prefecture_level_cities_is_not_asked_of_a_place_below_them(
    key: str, place_id: str, below: bool
) -> None:
    nation = indicator_ladder(real_register(), place_id, key)[0]
    assert ("本地不是地级城市，不在其列" in nation.reason.msgid) == below
    assert (nation.status == "whole") == below
