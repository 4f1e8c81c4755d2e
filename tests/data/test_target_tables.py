"""What every policy document must reach, written down a second time by hand."""

from collections import Counter

import pytest

from tests.data.policy_rows import FULL_TEXTS, only, rows

SHANXI_2025 = {
    "大同市": ("25", "稳定控制"),
    "吕梁市": ("28", "稳定控制"),
    "朔州市": ("30", "稳定控制"),
    "忻州市": ("35", "稳定控制"),
    "长治市": ("35", "稳定控制"),
    "晋城市": ("35", "稳定控制"),
    "晋中市": ("35", "力争"),
    "阳泉市": ("35", "力争"),
    "太原市": ("38", "力争"),
    "临汾市": ("44", "力争"),
    "运城市": ("44", "力争"),
}

# document, scope, year: comparator, value, unit, strength
PM25_BY_HAND = {
    ("state-council-2023-24", "nation", "2025"): ("decrease_by", "10", "%", "none"),
    ("state-council-2023-24", "jing-jin-ji-and-surroundings", "2025"): ("decrease_by", "20", "%", "none"),
    ("state-council-2023-24", "fenwei-plain", "2025"): ("decrease_by", "15", "%", "none"),
    ("state-council-2023-24", "yangtze-river-delta", "2025"): ("attain", "", "", "none"),
    ("state-council-2023-24", "place-110000", "2025"): ("<=", "32", "µg/m³", "控制"),
    ("shanxi-2024", "province-140000", "2027"): ("attain", "", "", "力争"),
    ("pingdingshan-2024", "place-410400", "2025"): ("<", "41", "µg/m³", "none"),
    ("henan-2024-12", "province-410000", "2025"): ("<", "42.5", "µg/m³", "none"),
    ("kaifeng-2024", "place-410200", "2025"): ("<", "43", "µg/m³", "none"),
    ("hebi-2024", "place-410600", "2025"): ("<", "45", "µg/m³", "none"),
    ("hebei-2024-4", "province-130000", "2025"): ("decrease_by", "20", "%", "none"),
    ("handan-2024", "place-130400", "2025"): ("decrease_by_at_least", "20", "%", "确保"),
    ("tangshan-2024", "place-130200", "2025"): ("decrease_by", "20", "%", "none"),
    ("tangshan-2024-interpretation", "place-130200", "2025"): ("reach", "40", "µg/m³", "none"),
    ("tangshan-2025-attainment", "place-130200", "2027"): ("<=", "33", "µg/m³", "稳定"),
    ("shandong-2024-102", "province-370000", "2025"): ("reach", "38", "µg/m³", "none"),
    ("liaocheng-2024", "place-371500", "2025"): ("reach", "43", "µg/m³", "none"),
    ("tianjin-2024-37", "place-120000", "2025"): ("<=", "37", "µg/m³", "控制"),
    ("tianjin-2024-attainment", "place-120000", "2027"): ("<=", "35", "µg/m³", "none"),
    ("suzhou-jiangsu-2024", "place-320500", "2025"): ("<", "30", "µg/m³", "稳定"),
    ("nanjing-2024", "place-320100", "2025"): ("about", "28", "µg/m³", "控制"),
    ("nantong-2024", "place-320600", "2025"): ("about", "27", "µg/m³", "none"),
    ("xuzhou-2024", "place-320300", "2025"): ("<=", "40", "µg/m³", "力争"),
    ("zhejiang-2024-11", "province-330000", "2025"): ("reach", "24.3", "µg/m³", "none"),
    ("ningbo-2025", "place-330200", "2025"): ("complete_assigned", "", "", "none"),
    ("anhui-2024-36", "province-340000", "2025"): ("<", "35", "µg/m³", "控制"),
    ("anhui-2024-36", "northern-anhui-six-cities", "2025"): ("<", "37.7", "µg/m³", "力争"),
    ("tongling-2025", "place-340700", "2025"): ("<", "34", "µg/m³", "控制"),
    ("shanghai-2023", "place-310000", "2025"): ("<", "30", "µg/m³", "稳定控制"),
    ("chongqing-2024-15", "place-500000", "2025"): ("reach", "31", "µg/m³", "none"),
    ("chongqing-2024-15", "place-500000", "2027"): ("<", "31", "µg/m³", "控制"),
    ("liaoning-2024-11", "province-210000", "2025"): ("<", "34", "µg/m³", "none"),
    ("hubei-2024", "province-420000", "2025"): ("<=", "36", "µg/m³", "控制"),
    ("hunan-undated", "province-430000", "2025"): ("<=", "32", "µg/m³", "力争"),
    ("ningxia-2024", "province-640000", "2025"): ("=", "30.5", "µg/m³", "控制"),
    ("xinjiang-2024-58", "province-650000", "2025"): ("<", "33", "µg/m³", "控制"),
    ("xinjiang-2024-58", "wu-chang-shi-zone", "2025"): ("decrease_by", "20", "%", "none"),
    ("xinjiang-2024-58", "kui-du-wu-zone", "2025"): ("decrease_by", "15", "%", "none"),
    ("fujian-2024", "province-350000", "2025"): ("<=", "20.0", "µg/m³", "none"),
    ("fujian-2024", "class-fujian-county-level-cities", "2025"): ("<=", "18.0", "µg/m³", "none"),
    ("jinan-undated-heavy-pollution", "place-370100", "2025"): ("=", "40", "µg/m³", "none"),
    ("jiangsu-2025-work-plan", "province-320000", "2025"): ("<=", "33", "µg/m³", "none"),
    ("yanshi-undated", "county-410307", "2025"): ("<", "38", "µg/m³", "none"),
    ("kunshan-2024", "county-320583", "2025"): ("about", "28", "µg/m³", "none"),
    ("lulong-2025", "county-130324", "2025"): ("decrease_by_at_least", "20", "%", "none"),
}


@pytest.fixture(scope="module")
def places():
    return {row["place_id"]: row for row in rows("places")}


@pytest.fixture(scope="module")
def targets():
    return rows("targets")


class TestTargets:
    def test_every_city_of_shanxi_with_its_strength(self, targets, places):
        found = {
            places[row["scope_id"].removeprefix("place-")]["name_zh"]: (row["value"], row["strength"])
            for row in targets
            if row["document_id"] == "shanxi-2024" and row["clause"] == "26" and row["unit_symbol"] == "µg/m³"
        }
        assert found == SHANXI_2025

    def test_below_stays_strictly_below_in_shanxi(self, targets):
        shanxi = [
            row for row in targets if row["document_id"] == "shanxi-2024" and row["unit_symbol"] == "µg/m³"
        ]
        assert {row["comparator"] for row in shanxi} == {"<"}

    @pytest.mark.parametrize("key", PM25_BY_HAND, ids="-".join)
    def test_pm25_target(self, targets, key):
        document_id, scope_id, year = key
        row = only(
            [
                row
                for row in targets
                if (row["document_id"], row["scope_id"], row["target_year"]) == (document_id, scope_id, year)
                and row["metric"] == "pm25_annual_mean"
            ]
        )
        assert (row["comparator"], row["value"], row["unit_symbol"], row["strength"]) == PM25_BY_HAND[key]

    def test_jiangsu_attains_overall_and_each_city_falls_by_ten(self, targets):
        found = {
            (row["comparator"], row["value"], row["applies_to"])
            for row in targets
            if row["document_id"] == "jiangsu-2024-53" and row["metric"] == "pm25_annual_mean"
        }
        assert found == {("attain", "", "whole"), ("decrease_by", "10", "each")}

    def test_what_is_said_of_every_member(self, targets):
        each = {
            (row["document_id"], row["scope_id"], row["metric"])
            for row in targets
            if row["applies_to"] == "each"
        }
        assert each == {
            ("hebei-2024-4", "province-130000", "composite_index_rank"),
            ("jiangsu-2024-53", "province-320000", "pm25_annual_mean"),
            ("shanxi-2024", "province-140000", "pm25_annual_mean"),
            ("state-council-2023-24", "class-pm25-below-40-not-attaining-2020", "air_quality_attainment"),
            ("state-council-2023-24", "class-other-not-attaining-2020", "air_quality_attainment"),
            ("state-council-2023-24", "class-attaining-2020", "air_quality_attainment"),
        }

    def test_forty_is_a_gate_and_no_national_target(self, targets):
        assert not [
            row for row in targets if row["document_id"] in FULL_TEXTS and row["value"] in {"40", "40.0"}
        ]

    def test_duties_of_clause_25(self, targets):
        found = {
            row["scope_id"]: (row["comparator"], row["period_zh"], row["target_year"])
            for row in targets
            if row["clause"] == "（二十五）"
        }
        assert found == {
            "class-pm25-below-40-not-attaining-2020": ("attain", "十四五", ""),
            "class-other-not-attaining-2020": ("set_stage_target", "十四五", ""),
            "class-attaining-2020": ("hold", "", ""),
        }

    def test_rankings_of_shanxi(self, targets):
        found = {
            row["scope_id"]: (row["comparator"], row["value"], row["target_year"])
            for row in targets
            if row["document_id"] == "shanxi-2024" and row["metric"] == "composite_index_rank"
        }
        assert len(found) == 11
        assert found["place-140100"] == ("leave_bottom", "10", "2024")
        assert found["place-140800"] == ("leave_bottom", "10", "2024")
        assert found["place-141000"] == ("leave_bottom", "10", "2025")
        assert Counter(value[0] for value in found.values()) == {"leave_bottom": 3, "advance": 8}

    def test_pingdingshan_in_full(self, targets):
        found = {
            row["metric"]: (row["comparator"], row["value"], row["strength"], row["clause"])
            for row in targets
            if row["document_id"] == "pingdingshan-2024"
        }
        assert found == {
            "pm25_annual_mean": ("<", "41", "none", "一（二）"),
            "good_day_share": ("reach", "75", "none", "一（二）"),
            "heavy_pollution_day_share": ("<=", "1", "控制", "一（二）"),
            "nox_and_vocs_emissions": ("complete_assigned", "", "none", "一（二）"),
            "composite_index_rank": ("advance_by", "10", "力争", "七（二）"),
        }


def test_subjects_have_english_words_of_their_own():
    for row in rows("targets"):
        assert row["subject_en"].isascii() or not any("一" <= letter <= "鿿" for letter in row["subject_en"])
        assert any(letter.isalpha() for letter in row["subject_en"])
    assert len({row["subject_en"] for row in rows("targets") if row["subject_zh"] == "太原市"}) == 1
