"""Indicators as they stand for a place: ladder, verdict, and which rung is the nearest."""

from collections import Counter

import pytest

from policy.indicators import (
    BindingIndicator,
    binding_indicators,
    comparisons_at,
    indicators_outside_chain,
    ladder_of_key,
    most_specific,
    nearness,
)
from policy.reach import CERTAIN
from policy.register import Register
from tests.policy.made_up import changed_register, real_register
from tests.policy.names import place_id_of

NATION, SHANXI, PINGDINGSHAN, HENAN = (
    "state-council-2023-24",
    "shanxi-2024",
    "pingdingshan-2024",
    "henan-2024-12",
)


def ladder(name: str, key: str, register: Register | None = None) -> list[tuple]:
    """Document, comparator, value and reach of every rung."""
    register = register or real_register()
    return [
        (row.indicator.document_id, row.indicator.comparator, row.indicator.value, row.reach.kind)
        for row in ladder_of_key(register, place_id_of(register, name), key)
    ]


def nearest(name: str, key: str) -> BindingIndicator | None:
    register = real_register()
    return most_specific(register, ladder_of_key(register, place_id_of(register, name), key))


def documents(name: str) -> set[str]:
    rows = binding_indicators(real_register(), place_id_of(real_register(), name))
    return {row.indicator.document_id for row in rows}


def test_straw_of_pingdingshan_does_not_come_from_shanxi() -> None:
    assert ladder("平顶山", "straw_use_rate") == [
        (NATION, ">=", 86, "whole"),
        (PINGDINGSHAN, ">=", 93, "whole"),
    ]
    assert ladder("太原", "straw_use_rate") == [(NATION, ">=", 86, "whole"), (SHANXI, ">=", 90, "whole")]
    assert ladder("杭州", "straw_use_rate") == [(NATION, ">=", 86, "whole")]


def test_boilers_ten_for_non_attaining_cities_and_35_for_key_regions() -> None:
    key = "coal_boiler_phase_out_capacity"
    assert ladder("太原", key) == [
        (NATION, "phase_out", 35, "whole"),
        (NATION, "phase_out", 10, "derived"),
        (SHANXI, "phase_out", 35, "whole"),
    ]
    assert ladder("大同", key) == [(SHANXI, "phase_out", 35, "whole")]
    assert ladder("平顶山", key) == [
        (NATION, "phase_out", 35, "whole"),
        (NATION, "phase_out", 10, "derived"),
        (HENAN, "phase_out", 35, "whole"),
        (PINGDINGSHAN, "phase_out", 35, "whole"),
    ]
    # 咸阳 has no plan below the nation's: what is said of its region goes before what is derived.
    assert nearest("咸阳", key).indicator.value == 35
    # 襄阳 is in no region and did not attain in 2020.
    assert nearest("襄阳", key).indicator.value == 10


def test_what_of_henan_was_read_stands_between_nation_and_pingdingshan() -> None:
    assert [row[0] for row in ladder("平顶山", "short_process_steel_share")] == [NATION, HENAN]
    assert documents("平顶山") == {NATION, HENAN, PINGDINGSHAN}
    assert ladder("平顶山", "geothermal_heating_zones") == []
    assert ladder("平顶山", "city_steel_exit") == []


@pytest.mark.parametrize(
    ("name", "key", "document_id", "value"),
    [
        ("南京", "short_process_steel_share", "jiangsu-2024-53", 20),
        ("郑州", "short_process_steel_share", HENAN, 15),
        ("杭州", "electricity_final_energy_share", "zhejiang-2024-11", 40),
        ("合肥", "ultra_low_emission_steel", "anhui-2024-36", None),
        ("张家口", "coal_boiler_phase_out_capacity", "hebei-2024-4", 35),
        ("苏州", "short_process_steel_share", "suzhou-jiangsu-2024", 20),
    ],
)
def test_the_nearest_rung(name: str, key: str, document_id: str, value: float | None) -> None:
    found = nearest(name, key)
    assert found is not None
    assert (found.indicator.document_id, found.indicator.value) == (document_id, value)


def test_only_what_applies_to_the_place() -> None:
    assert documents("太原") == {NATION, SHANXI}
    assert documents("大同") == {NATION, SHANXI}
    assert documents("杭州") == {NATION, "zhejiang-2024-11"}
    assert documents("西安") == {NATION}
    assert not {"fenwei-plain", "class-key-regions", "taiyuan-basin"} & {
        row.indicator.scope_id for row in binding_indicators(real_register(), "140200")
    }


def test_coal_change_is_of_the_region_each_city_is_in() -> None:
    key = "coal_consumption_change"
    assert [row[1:3] for row in ladder("平顶山", key)] == [
        ("decrease_by_about", 10),
        ("complete_assigned", None),
    ]
    assert [row[1:3] for row in ladder("杭州", key)] == [("decrease_by_about", 5)]
    assert [row[1] for row in ladder("西安", key)] == ["negative_growth"]
    assert ladder("大同", key) == []


def verdicts(name: str, key: str) -> list[tuple[str, str]]:
    """Clause and verdict on 山西's plan as they hold for the place."""
    found = comparisons_at(real_register(), place_id_of(real_register(), name), key, SHANXI)
    return [(row.clause, row.verdict) for row in found]


def test_a_verdict_holds_where_its_clause_reaches() -> None:
    key = "outdated_sinter_and_ferroalloy_phase_out"
    assert verdicts("阳泉", key) == [("3", "equal")]
    assert verdicts("大同", key) == [("3", "stricter")]
    assert verdicts("晋中", key) == verdicts("太原", key) == [("3", "equal"), ("24", "stricter")]


def test_what_a_place_need_not_have_is_undetermined_without_a_list() -> None:
    rows = {
        row.indicator.indicator_id: row.reach.kind for row in binding_indicators(real_register(), "140100")
    }
    for name in ("shore-power-use", "airport-ground-power", "bulk-port-yard-dust"):
        assert rows[f"{NATION}-{name}"] == "undetermined"
    assert rows[f"{NATION}-road-sweeping-share-city"] == "part"


def test_the_basin_goes_before_the_province_nowhere_for_a_part_of_a_city_alone() -> None:
    key = "outdated_sinter_and_ferroalloy_phase_out"
    assert nearest("太原", key).indicator.scope_id == "province-140000"
    assert nearest("晋中", key).indicator.scope_id == "province-140000"
    assert ("part" in [row[-1] for row in ladder("晋中", key)]) is True
    assert ladder("大同", key) == [(SHANXI, "phase_out", None, "whole")]


def test_of_two_years_the_later_is_nearest() -> None:
    assert nearest("太原", "clean_transport_share").indicator.deadline == "2025"


def test_what_cannot_be_told_never_binds() -> None:
    assert nearest("太原", "border_strip_width") is None
    assert [row[-1] for row in ladder("太原", "border_strip_width")] == ["undetermined"]


def test_verdicts_are_those_of_the_table_the_nation_first() -> None:
    rows = {row.indicator.indicator_id: row for row in binding_indicators(real_register(), "410400")}
    steel = rows["pingdingshan-2024-coal-boiler-phase-out-capacity"]
    assert [(row.upper_document_id, row.verdict) for row in steel.comparisons] == [
        (NATION, "different_definition"),
        (HENAN, "equal"),
    ]
    assert steel.comparison is steel.comparisons[0]
    assert rows["state-council-2023-24-straw-use-rate"].comparison is None


@pytest.mark.parametrize("document_id", ["zhejiang-2024-11", "suzhou-jiangsu-2024", "pingdingshan-2024"])
def test_the_order_of_verdicts_is_not_that_of_the_alphabet(document_id: str) -> None:
    register = real_register()
    found = [rows for (_, lower), rows in register.comparisons_of.items() if lower == document_id]
    assert found
    assert all(
        [register.level_of(row.upper_document_id) for row in rows]
        == sorted(register.level_of(row.upper_document_id) for row in rows)
        for rows in found
    )


def test_outside_the_chain_stands_apart() -> None:
    register = real_register()
    assert "lulong-2025" not in documents("秦皇岛")
    assert [
        (row.indicator.indicator_id, row.reach.kind)
        for row in indicators_outside_chain(register, place_id_of(register, "秦皇岛"))
    ] == [("lulong-2025-straw-use-rate", "part")]
    assert {
        row.indicator.document_id for row in indicators_outside_chain(register, place_id_of(register, "济南"))
    } == {"shandong-2024-briefing"}
    assert indicators_outside_chain(register, "140100") == ()


@pytest.mark.parametrize("name", ["香港", "澳门", "台湾省"])
def test_outside_the_plan_there_is_none(name: str) -> None:
    assert documents(name) == set()


def test_no_place_is_bound_by_the_order_of_ids() -> None:
    """Of two rungs that are equally near none is the nearest: only 平顶山's two kinds of small furnaces are."""
    register = real_register()
    ties = Counter()
    for place_id in register.places:
        rungs: dict[str, list[BindingIndicator]] = {}
        for row in binding_indicators(register, place_id):
            if row.reach.kind in CERTAIN:
                rungs.setdefault(row.indicator.comparable_key, []).append(row)
        for key, rows in rungs.items():
            near = sorted(nearness(register, row)[:-1] for row in rows)
            ties[key] += near[-1:] == near[-2:-1]
    assert +ties == {"small_coal_facilities_phase_out": 1}


def test_a_row_of_another_city_changes_nothing() -> None:
    made_up = {
        "indicator_id": "handan-2024-straw-use-rate",
        "comparable_key": "straw_use_rate",
        "document_id": "handan-2024",
        "comparator": ">=",
        "value": 99.0,
        "unit_symbol": "%",
        "scope_id": "place-130400",
    }
    register = changed_register(indicators=[made_up])
    assert ladder("邯郸", "straw_use_rate", register)[-1] == ("handan-2024", ">=", 99, "whole")
    assert ladder("平顶山", "straw_use_rate", register) == ladder("平顶山", "straw_use_rate")
