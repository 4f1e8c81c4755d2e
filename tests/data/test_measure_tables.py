"""What must hold of the measures, written down by hand from the documents."""

from collections import Counter

import pytest

from tests.data.policy_rows import FULL_TEXTS, only, rows

NATION, SHANXI, PINGDINGSHAN = "state-council-2023-24", "shanxi-2024", "pingdingshan-2024"
CHINESE = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
ITEMS_OF_CHAPTER = (2, 4, 5, 4, 4, 7, 4, 4, 3, 4)
"""Of the ten chapters of 平顶山's plan."""

KEY_REGIONS = {"jing-jin-ji-and-surroundings", "yangtze-river-delta", "fenwei-plain"}
ELEVEN_CITIES = {f"place-14{number:02}00" for number in range(1, 12)}


def numeral(number):
    """一 to 三十九."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return CHINESE[ones]
    return ("" if tens == 1 else CHINESE[tens]) + "十" + CHINESE[ones]


def entries(cell):
    return [entry for entry in cell.split("|") if entry]


@pytest.fixture(scope="module")
def measures():
    return {(row["document_id"], row["clause"]): row for row in rows("measures")}


def clauses(measures, document_id):
    return {clause for document, clause in measures if document == document_id}


class TestEveryClause:
    def test_of_the_nation(self, measures):
        assert clauses(measures, NATION) == {f"（{numeral(number)}）" for number in range(1, 40)}

    def test_of_shanxi(self, measures):
        items = {str(number) for number in range(1, 39)}
        assert clauses(measures, SHANXI) == {"一", "二（一）", "二（二）"} | items

    def test_of_pingdingshan(self, measures):
        assert clauses(measures, PINGDINGSHAN) == {
            f"{CHINESE[chapter]}（{CHINESE[item]}）"
            for chapter, items in enumerate(ITEMS_OF_CHAPTER, start=1)
            for item in range(1, items + 1)
        }

    def test_counts(self, measures):
        assert Counter(document for document, _ in measures) == {NATION: 39, SHANXI: 41, PINGDINGSHAN: 41}
        assert {document for document, _ in measures} == FULL_TEXTS

    def test_is_said_in_both_languages(self, measures):
        for row in measures.values():
            for name in ("title", "summary", "qualifier", "note"):
                assert bool(row[f"{name}_zh"]) == bool(row[f"{name}_en"]), (row["measure_id"], name)
            assert row["summary_zh"].endswith("。"), row["measure_id"]
            assert row["summary_en"].endswith("."), row["measure_id"]

    def test_is_short(self, measures):
        for row in measures.values():
            assert len(row["title_zh"]) <= 22, row["measure_id"]
            assert len(row["title_en"]) <= 60, row["measure_id"]
            assert row["summary_zh"].count("。") <= 3, row["measure_id"]


class TestWhomItBinds:
    def test_scope_is_that_of_the_document_but_where_the_clause_says_less(self, measures):
        of_document = {NATION: "nation", SHANXI: "province-140000", PINGDINGSHAN: "place-410400"}
        less = {
            key: row["scope_id"] for key, row in measures.items() if row["scope_id"] != of_document[key[0]]
        }
        assert less == {
            (NATION, "（二）"): "class-key-regions",
            (NATION, "（十三）"): "northern-region",
            (SHANXI, "24"): "taiyuan-basin",
            (SHANXI, "25"): "taiyuan-basin",
        }

    def test_shanxi_never_names_the_fenwei_plain(self, measures):
        for (document, _), row in measures.items():
            if document != NATION:
                assert not KEY_REGIONS & set(entries(row["singled_out"])), row["measure_id"]

    def test_shanxi_says_key_region_without_a_list(self, measures):
        found = {
            clause
            for (document, clause), row in measures.items()
            if document == SHANXI and "class-shanxi-key-region" in entries(row["singled_out"])
        }
        assert found == {"一", "3", "8", "13", "16"}

    def test_five_parks_of_the_taiyuan_basin(self, measures):
        assert entries(measures[SHANXI, "25"]["singled_out"]) == [
            "county-140121",
            "county-140728",
            "county-140781",
            "county-141122",
            "county-141181",
        ]

    def test_every_city_has_its_line_in_item_26(self, measures):
        assert set(entries(measures[SHANXI, "26"]["singled_out"])) >= ELEVEN_CITIES

    def test_three_cities_leave_the_bottom(self, measures):
        assert set(entries(measures[SHANXI, "二（二）"]["singled_out"])) == {
            "place-140100",
            "place-140800",
            "place-141000",
        }

    def test_regions_of_coal_and_of_boilers(self, measures):
        assert set(entries(measures[NATION, "（十）"]["singled_out"])) == KEY_REGIONS
        assert set(entries(measures[NATION, "（十一）"]["singled_out"])) == {
            *KEY_REGIONS,
            "class-pm25-not-attaining-cities",
        }

    @pytest.mark.parametrize("clause", ["（四）", "（十九）", "（二十四）"])
    def test_clauses_about_jing_jin_ji_alone(self, measures, clause):
        assert KEY_REGIONS & set(entries(measures[NATION, clause]["singled_out"])) == {
            "jing-jin-ji-and-surroundings"
        }

    def test_beijing_is_the_only_place_the_nation_names_apart(self, measures):
        found = {
            scope_id
            for (document, _), row in measures.items()
            if document == NATION
            for scope_id in entries(row["singled_out"])
            if scope_id.startswith("place-")
        }
        assert found == {"place-110000"}


class TestDepartments:
    def test_the_nation_gives_no_list_but_one_coordinator(self, measures):
        named = {
            clause: row["responsible_departments"]
            for (document, clause), row in measures.items()
            if document == NATION and row["responsible_departments"]
        }
        assert named == {"（三十五）": "生态环境部"}

    def test_no_lead_where_each_has_its_duty(self, measures):
        """按职责分工负责 names no lead: so in Shanxi where several are listed, and the nation lists nobody.

        Items 21 and 29 have two lists: one names a single department, and 21 prints 牵头 in the other.
        """
        for (document, clause), row in measures.items():
            several = len(entries(row["responsible_departments"])) > 1
            if document == NATION or (document == SHANXI and several and clause not in ("21", "29")):
                assert not row["lead_departments"], row["measure_id"]

    def test_one_department_alone_leads_in_shanxi(self, measures):
        alone = {
            clause
            for (document, clause), row in measures.items()
            if document == SHANXI and row["lead_departments"]
        }
        assert alone == {"20", "21", "26", "27", "29", "34", "35", "37", "38"}
        assert {measures[SHANXI, clause]["lead_departments"] for clause in alone} == {"省生态环境厅"}

    @pytest.mark.parametrize(
        ("clause", "lead", "count"),
        [
            ("二（四）", "市发展和改革委员会", 4),
            ("三（二）", "市发展和改革委员会", 2),
            ("三（三）", "", 5),
            ("五（二）", "市自然资源和规划局", 6),
            ("五（三）", "市农业农村局", 4),
            ("四（二）", "", 11),
            ("八（二）", "市生态环境局", 2),
        ],
    )
    def test_of_pingdingshan(self, measures, clause, lead, count):
        row = measures[PINGDINGSHAN, clause]
        assert row["lead_departments"] == lead
        assert len(entries(row["responsible_departments"])) == count

    def test_never_two_leads(self, measures):
        assert max(len(entries(row["lead_departments"])) for row in measures.values()) == 1

    def test_the_railway_is_responsible_in_shanxi(self, measures):
        found = {
            clause
            for (document, clause), row in measures.items()
            if "中国铁路太原局集团有限公司" in entries(row["responsible_departments"])
        }
        assert found == {"12", "14", "24"}


class TestNamesOfDepartments:
    def test_level_is_said_in_english(self):
        for row in rows("departments"):
            name = row["name_zh"]
            if name.startswith("省"):
                assert row["name_en"].endswith(" (province)"), name
            elif name.startswith("市") or name.endswith("管理局"):
                assert row["name_en"].endswith(" (city)"), name

    def test_a_body_of_one_kind_is_called_alike_at_each_level(self):
        name_of = {row["name_zh"]: row["name_en"] for row in rows("departments")}
        for one, other in (
            ("市场监督管理局", "省市场监管局"),
            ("市发展和改革委员会", "省发展改革委"),
            ("税务局", "省税务局"),
            ("邮政管理局", "省邮政管理局"),
        ):
            assert name_of[one].partition(" (")[0] == name_of[other].partition(" (")[0]

    def test_a_city_is_named_with_its_level_where_it_prints_both(self):
        names = {row["name_zh"] for row in rows("departments")}
        assert "市生态环境局" in names
        assert "生态环境局" not in names
        assert "市场监督管理局" in names


class TestQualifiers:
    @pytest.mark.parametrize(
        ("document_id", "clause", "words"),
        [
            (NATION, "（十一）", "建成区"),
            (NATION, "（十三）", "平原"),
            (NATION, "（十四）", "沿海主要港口"),
            (NATION, "（十八）", "县城"),
            (NATION, "（二十六）", "20 公里"),
            (SHANXI, "25", "工业园区"),
            (PINGDINGSHAN, "三（五）", "山区"),
            (PINGDINGSHAN, "五（一）", "中心城区"),
        ],
    )
    def test_what_part_of_a_place(self, measures, document_id, clause, words):
        assert words in measures[document_id, clause]["qualifier_zh"]

    def test_is_empty_for_a_clause_of_aims(self, measures):
        assert not measures[NATION, "（三）"]["qualifier_zh"]


def test_sectors_of_a_few_clauses(measures):
    expected = {
        (NATION, "（三）"): "targets",
        (NATION, "（十一）"): "energy",
        (NATION, "（二十）"): "area_sources",
        (SHANXI, "24"): "industry",
        (SHANXI, "26"): "mechanism",
        (PINGDINGSHAN, "四（一）"): "transport",
        (PINGDINGSHAN, "六（二）"): "pollutants",
        (PINGDINGSHAN, "九（三）"): "law_and_economy",
    }
    assert {key: measures[key]["sector"] for key in expected} == expected


def test_the_only_measure_of_a_clause(measures):
    found = [row for row in rows("measures") if (row["document_id"], row["clause"]) == (SHANXI, "26")]
    assert only(found)["measure_id"] == "shanxi-2024-26"
