"""What must hold of the indicators and of the verdicts, written down by hand from the documents."""

import re
from collections import Counter, defaultdict

import pytest

from tests.data.policy_rows import FULL_TEXTS, only, rows

NATION, SHANXI, PINGDINGSHAN = "state-council-2023-24", "shanxi-2024", "pingdingshan-2024"

# document, key, scope: comparator, value, unit, base year, deadline, strength, clause
BY_HAND = {
    (NATION, "short_process_steel_share", "nation"): ("reach", "15", "%", "", "2025", "none", "（四）"),
    (NATION, "nonfossil_energy_share", "nation"): ("about", "20", "%", "", "2025", "none", "（九）"),
    (NATION, "electricity_final_energy_share", "nation"): ("about", "30", "%", "", "2025", "none", "（九）"),
    (NATION, "straw_use_rate", "nation"): (">=", "86", "%", "", "", "稳定", "（二十）"),
    (NATION, "rail_freight_growth", "nation"): ("increase_by_about", "10", "%", "2020", "2025", "none", "（十四）"),
    (NATION, "water_freight_growth", "nation"): ("increase_by_about", "12", "%", "2020", "2025", "none", "（十四）"),
    (NATION, "prefabricated_building_share", "nation"): ("reach", "30", "%", "", "2025", "none", "（十八）"),
    (NATION, "road_sweeping_share_city", "nation"): ("about", "80", "%", "", "2025", "none", "（十八）"),
    (NATION, "road_sweeping_share_county", "nation"): ("about", "70", "%", "", "2025", "none", "（十八）"),
    (NATION, "airport_ground_power", "nation"): (">=", "95", "%", "", "2025", "none", "（十六）"),
    (NATION, "chp_heating_radius", "class-key-regions"): ("<=", "30", "km", "", "2025", "none", "（十一）"),
    (NATION, "ldar_platform", "class-key-regions"): ("complete_by", "", "", "", "2024-12", "none", "（二十一）"),
    (NATION, "livestock_ammonia_change", "jing-jin-ji-and-surroundings"): (
        "decrease_by", "5", "%", "2020", "2025", "none", "（二十四）",
    ),
    (NATION, "nev_share_public_fleet", "class-key-regions"): (">=", "80", "%", "", "", "none", "（十五）"),
    (SHANXI, "short_process_steel_share", "province-140000"): (">=", "5", "%", "", "2025-12", "力争", "2"),
    (SHANXI, "nonfossil_energy_share", "province-140000"): ("reach", "12", "%", "", "2025", "none", "7"),
    (SHANXI, "electricity_final_energy_share", "province-140000"): ("about", "30", "%", "", "2025", "none", "7"),
    (SHANXI, "coal_boiler_phase_out_capacity", "province-140000"): ("phase_out", "35", "t/h", "", "", "none", "9"),
    (SHANXI, "rail_share_coal_and_coke", "shanxi-coal-producing-area"): (
        "reach", "90", "%", "", "2025", "力争", "12",
    ),
    (SHANXI, "straw_use_rate", "province-140000"): (">=", "90", "%", "", "", "稳定", "18"),
    (SHANXI, "ultra_low_emission_steel", "province-140000"): ("complete_by", "", "", "", "2024-10", "全面", "21"),
    (SHANXI, "low_voc_material_gate", "province-140000"): ("<", "10", "%", "", "", "none", "5"),
    (PINGDINGSHAN, "nonfossil_energy_share", "place-410400"): (">=", "16", "%", "", "2025", "none", "三（一）"),
    (PINGDINGSHAN, "electricity_final_energy_share", "place-410400"): (
        ">=", "27", "%", "", "2025", "none", "三（一）",
    ),
    (PINGDINGSHAN, "gas_import_capacity", "place-410400"): ("reach", "8", "10⁸ m³", "", "2025", "none", "三（一）"),
    (PINGDINGSHAN, "road_freight_share_change", "place-410400"): (
        "decrease_by", "10", "percentage points", "2022", "2025", "力争", "四（一）",
    ),
    (PINGDINGSHAN, "container_intermodal_growth", "place-410400"): (
        "increase_by_at_least", "15", "%/a", "", "2025", "none", "四（一）",
    ),
    (PINGDINGSHAN, "road_sweeping_share_city", "place-410400"): (">=", "90", "%", "", "2025", "none", "五（一）"),
    (PINGDINGSHAN, "straw_use_rate", "place-410400"): (">=", "93", "%", "", "2025", "none", "五（三）"),
    (PINGDINGSHAN, "poor_treatment_screening", "place-410400"): (
        "complete_by", "", "", "", "2024-06", "none", "六（四）",
    ),
    (PINGDINGSHAN, "canteen_fume_check_rate", "place-410400"): (">=", "20", "%", "", "", "none", "六（六）"),
    ("jiangsu-2024-53", "short_process_steel_share", "province-320000"): (
        ">=", "20", "%", "", "2025", "力争", "二（一）",
    ),
    ("henan-2024-12", "short_process_steel_share", "province-410000"): (
        ">=", "15", "%", "", "2025", "none", "优化产业结构（未见条款号）",
    ),
    ("zhejiang-2024-11", "electricity_final_energy_share", "province-330000"): (
        "about", "40", "%", "", "2025", "none", "大力发展清洁低碳能源（未见条款号）",
    ),
}  # fmt: skip
COLUMNS = ("comparator", "value", "unit_symbol", "base_year", "deadline", "strength", "clause")


@pytest.fixture(scope="module")
def indicators():
    return rows("indicators")


@pytest.fixture(scope="module")
def cascades():
    return {
        (row["comparable_key"], row["document_id"], row["upper_document_id"]): row for row in rows("cascades")
    }


def of(indicators, document_id, key):
    """Rows of a document for a key."""
    return [row for row in indicators if (row["document_id"], row["comparable_key"]) == (document_id, key)]


class TestIndicators:
    @pytest.mark.parametrize("key", BY_HAND, ids="-".join)
    def test_by_hand(self, indicators, key):
        document_id, comparable_key, scope_id = key
        found = [row for row in of(indicators, document_id, comparable_key) if row["scope_id"] == scope_id]
        assert tuple(only(found)[column] for column in COLUMNS) == BY_HAND[key]

    def test_counts(self, indicators):
        found = Counter(
            row["document_id"] if row["document_id"] in FULL_TEXTS else "read" for row in indicators
        )
        assert found == {NATION: 67, SHANXI: 66, PINGDINGSHAN: 59, "read": 68}

    def test_read_at_stands_on_second_hand_rows_alone(self, indicators):
        for row in indicators:
            assert bool(row["read_at"]) != (row["document_id"] in FULL_TEXTS), row["indicator_id"]

    def test_is_said_in_both_languages(self, indicators):
        for row in indicators:
            for name in ("qualifier", "note"):
                assert bool(row[f"{name}_zh"]) == bool(row[f"{name}_en"]), row["indicator_id"]

    def test_no_chinese_in_english(self, indicators):
        kept = re.compile("及以[上下]|以[上下]|[“（][一-龥]+[”）]|国二|征求意见稿")
        for row in indicators:
            for column in ("name_en", "subject_en", "qualifier_en"):
                assert not re.search("[一-龥]", kept.sub("", row[column])), row["indicator_id"]

    def test_nothing_is_filled_up_with_2025(self, indicators):
        """Clauses that name no year have none: straw of nation and 山西, boilers of 平顶山, 45 more."""
        undated = {row["indicator_id"] for row in indicators if not row["deadline"]}
        assert {
            f"{NATION}-straw-use-rate",
            f"{NATION}-nev-share-public-fleet",
            f"{NATION}-loose-coal-elimination",
            f"{SHANXI}-straw-use-rate",
            f"{SHANXI}-coal-boiler-phase-out-capacity",
            f"{PINGDINGSHAN}-coal-boiler-phase-out-capacity",
            f"{PINGDINGSHAN}-canteen-fume-check-rate",
        } <= undated

    def test_no_target_is_an_indicator_again(self, indicators):
        """Concentrations are gates here, never something to reach."""
        gates = {row["indicator_id"] for row in indicators if row["unit_symbol"] == "µg/m³"}
        assert gates == {f"{NATION}-attainment-pm25-gate", f"{SHANXI}-vehicle-change-pm25-gate"}


class TestTraps:
    def test_straw_is_no_chain_of_86_90_93(self, indicators, cascades):
        found = {
            row["document_id"]: row["value"]
            for row in indicators
            if row["comparable_key"] == "straw_use_rate" and row["document_id"] in FULL_TEXTS
        }
        assert found == {NATION: "86", SHANXI: "90", PINGDINGSHAN: "93"}
        above = {upper for key, lower, upper in cascades if (key, lower) == ("straw_use_rate", PINGDINGSHAN)}
        assert above == {NATION}
        assert "河南" in cascades["straw_use_rate", PINGDINGSHAN, NATION]["reason_zh"]

    def test_no_document_is_set_against_one_of_another_province(self, cascades):
        documents = {row["document_id"]: row for row in rows("documents")}
        places = {row["place_id"]: row["province_id"] for row in rows("places")}
        for _, lower, upper in cascades:
            if upper == NATION:
                continue
            place_id = documents[lower]["scope_id"].removeprefix("place-")
            assert documents[upper]["scope_id"] == f"province-{places[place_id]}", (lower, upper)

    def test_35_and_below_is_not_below_35(self, indicators):
        words = {
            (row["document_id"], row["scope_id"], row["value"]): "及以下" in row["comparator_zh"]
            for row in indicators
            if row["comparable_key"] == "coal_boiler_phase_out_capacity"
        }
        assert words == {
            (NATION, "class-key-regions", "35"): True,
            (NATION, "class-pm25-not-attaining-cities", "10"): True,
            (SHANXI, "province-140000", "35"): True,
            ("hebei-2024-4", "province-130000", "35"): True,
            ("henan-2024-12", "province-410000", "35"): False,
            (PINGDINGSHAN, "place-410400", "35"): False,
        }

    def test_the_band_of_shanxi_lies_between_35_and_65(self, indicators):
        row = only(of(indicators, SHANXI, "ultra_low_emission_coal_boiler_band"))
        assert (row["comparator"], row["value"], row["value_to"], row["deadline"]) == (
            "range",
            "35",
            "65",
            "",
        )

    def test_the_verdict_on_boilers_is_not_made_of_two_numbers(self, cascades):
        key = "coal_boiler_phase_out_capacity"
        assert cascades[key, PINGDINGSHAN, NATION]["verdict"] == "different_definition"
        assert cascades[key, SHANXI, NATION]["verdict"] == "stricter"

    def test_three_shares_of_clean_transport_have_three_denominators(self, indicators, cascades):
        key = "clean_transport_share"
        subjects = {
            row["document_id"]: row["subject_zh"]
            for row in indicators
            if row["comparable_key"] == key and row["value"] == "80" and row["document_id"] in FULL_TEXTS
        }
        assert len(set(subjects.values())) == 3
        assert {cascades[key, lower, NATION]["verdict"] for lower in (SHANXI, PINGDINGSHAN)} == {
            "different_definition"
        }

    def test_clean_transport_of_the_nation_is_about_ports_of_two_areas(self, indicators):
        found = {
            row["scope_id"]: row["qualifier_zh"] for row in of(indicators, NATION, "clean_transport_share")
        }
        assert found == {
            "class-key-regions": "沿海主要港口",
            "guangdong-hong-kong-macao-greater-bay-area": "沿海主要港口",
        }

    def test_clean_transport_of_the_taiyuan_basin_comes_in_two_steps(self, indicators):
        found = {
            (row["deadline"], row["value"], row["scope_id"])
            for row in of(indicators, SHANXI, "clean_transport_share")
        }
        assert found == {("2024", "60", "taiyuan-basin"), ("2025", "80", "taiyuan-basin")}

    def test_road_freight_falls_by_points_from_2022(self, indicators):
        bases = {
            row["indicator_id"]: row["base_year"]
            for row in indicators
            if row["base_year"] not in ("", "2020")
        }
        assert bases == {f"{PINGDINGSHAN}-road-freight-share-change": "2022"}

    def test_forty_is_two_gates(self, indicators):
        found = {
            row["document_id"]: (row["comparator"], row["base_year"], row["scope_id"], row["clause"])
            for row in indicators
            if row["unit_symbol"] == "µg/m³"
        }
        assert found == {
            NATION: ("<", "2020", "class-pm25-below-40-not-attaining-2020", "（二十五）"),
            SHANXI: (">=", "", "class-shanxi-pm25-40-or-above", "13"),
        }

    def test_regions_pair_in_order_for_coal(self, indicators):
        found = {
            row["scope_id"]: (row["comparator"], row["value"])
            for row in of(indicators, NATION, "coal_consumption_change")
        }
        assert found == {
            "jing-jin-ji-and-surroundings": ("decrease_by_about", "10"),
            "yangtze-river-delta": ("decrease_by_about", "5"),
            "fenwei-plain": ("negative_growth", ""),
        }

    def test_the_briefing_is_no_article_of_the_plan(self, indicators):
        said = [row for row in indicators if row["document_id"] == "shandong-2024-briefing"]
        assert {(row["value"], row["unit_symbol"]) for row in said} == {("3200", "10⁴ t"), ("7", "count")}
        documents = {row["document_id"]: row["relation"] for row in rows("documents")}
        assert documents["shandong-2024-briefing"] == "interpretation"
        assert not [row for row in indicators if row["document_id"] == "shandong-2024-102"]


class TestVerdicts:
    def test_counts(self, cascades):
        assert Counter(row["verdict"] for row in cascades.values()) == {
            "equal": 59,
            "stricter": 37,
            "absent": 25,
            "different_definition": 18,
            "no_number": 14,
            "looser": 12,
        }

    def test_every_key_of_the_nation_is_judged_in_both_full_texts(self, indicators, cascades):
        keys = {row["comparable_key"] for row in indicators if row["document_id"] == NATION}
        for lower in (SHANXI, PINGDINGSHAN):
            missing = {key for key in keys if (key, lower, NATION) not in cascades}
            assert not missing, lower

    def test_pingdingshan_is_set_against_all_that_was_read_of_henan(self, indicators, cascades):
        said = defaultdict(set)
        for row in indicators:
            said[row["document_id"]].add(row["comparable_key"])
        judged = {key for key, lower, upper in cascades if (lower, upper) == (PINGDINGSHAN, "henan-2024-12")}
        # Two of Henan's rows name other cities.
        assert said["henan-2024-12"] - judged == {"city_steel_exit", "geothermal_heating_zones"}

    @pytest.mark.parametrize(
        ("key", "lower", "verdict"),
        [
            ("short_process_steel_share", SHANXI, "looser"),
            ("short_process_steel_share", PINGDINGSHAN, "no_number"),
            ("nonfossil_energy_share", SHANXI, "looser"),
            ("coal_consumption_change", PINGDINGSHAN, "no_number"),
            ("rail_share_coal_and_coke", SHANXI, "different_definition"),
            ("livestock_ammonia_change", SHANXI, "absent"),
            ("livestock_ammonia_change", PINGDINGSHAN, "equal"),
            ("shore_power_use", PINGDINGSHAN, "stricter"),
            ("ultra_low_emission_steel", SHANXI, "stricter"),
            ("nonroad_machinery_phase_out_stage", PINGDINGSHAN, "looser"),
        ],
    )
    def test_verdict(self, cascades, key, lower, verdict):
        assert cascades[key, lower, NATION]["verdict"] == verdict

    def test_reasons_are_sentences_in_both_languages(self, cascades):
        for key, row in cascades.items():
            assert row["reason_zh"].endswith("。"), key
            assert row["reason_en"].endswith("."), key


def test_numbers_that_set_nothing_stand_in_full_texts_alone():
    assert {row["document_id"] for row in rows("numbers_that_set_nothing")} == FULL_TEXTS
