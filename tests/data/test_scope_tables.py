"""Who is in a key region, who is not, and what is said of areas without a list."""

import pytest

from tests.data.policy_rows import only, rows

KEY_REGIONS = {"jing-jin-ji-and-surroundings": 42, "yangtze-river-delta": 31, "fenwei-plain": 15}
OUTSIDE = (
    "张家口",
    "承德",
    "大同",
    "朔州",
    "忻州",
    "青岛",
    "烟台",
    "威海",
    "信阳",
    "南阳",
    "驻马店",
    "黄山",
    "温州",
    "榆林",
    "商洛",
)
GEOGRAPHIES = (
    "北方地区",
    "晋陕蒙新煤炭主产区",
    "粤港澳大湾区",
    "清洁运输先行引领区",
    "成渝地区",
    "长江中游城市群",
    "东北地区",
    "天山北坡城市群",
    "省界两侧20公里",
    "沙源区及沙尘路径区",
    "太原盆地",
    "汾河谷地",
    "大同盆地",
    "忻定盆地",
    "上党盆地",
    "临运盆地",
    "中部城市群",
    "上党革命老区",
    "太原及周边重点区域",
    "煤炭主产区",
    "皖北六市",
    "乌海市及周边地区",
)


@pytest.fixture(scope="module")
def places():
    return {row["place_id"]: row for row in rows("places")}


@pytest.fixture(scope="module")
def members():
    found = {}
    for row in rows("scope_members"):
        found.setdefault(row["scope_id"], []).append(row)
    return found


class TestMembership:
    def test_88_places_are_in_a_key_region_and_none_in_two(self, members):
        found = {region: [row["member_id"] for row in members[region]] for region in KEY_REGIONS}
        assert {region: len(ids) for region, ids in found.items()} == KEY_REGIONS
        assert len(set().union(*found.values())) == 88

    def test_members_are_real_places(self, members, places):
        for region in KEY_REGIONS:
            for row in members[region]:
                assert row["member_kind"] == "place"
                assert row["member_id"] in places

    @pytest.mark.parametrize("name", OUTSIDE)
    def test_in_no_key_region(self, members, places, name):
        place_id = only([key for key, row in places.items() if row["short_name_zh"] == name])
        assert place_id not in {row["member_id"] for region in KEY_REGIONS for row in members[region]}

    def test_members_are_named_as_the_text_names_them(self, members, places):
        odd = {}
        for region in KEY_REGIONS:
            for row in members[region]:
                if row["named_as_zh"] != places[row["member_id"]]["name_zh"]:
                    odd.setdefault(row["named_as_zh"], []).append(row["member_id"])
        assert odd.pop("杨凌农业高新技术产业示范区") == ["610403"]
        assert list(odd) == ["江苏省"]
        assert len(odd["江苏省"]) == 13
        assert {member[:2] for member in odd["江苏省"]} == {"32"}

    def test_carve_outs_stand_on_their_own(self, members):
        assert {"133100", "130181", "130682", "419001"} <= {
            row["member_id"] for row in members["jing-jin-ji-and-surroundings"]
        }
        assert {"610403", "610581"} <= {row["member_id"] for row in members["fenwei-plain"]}

    def test_taiyuan_basin_is_the_city_and_five_parks(self, members):
        found = {
            (row["member_kind"], row["member_id"]): row["named_as_zh"] for row in members["taiyuan-basin"]
        }
        assert found == {
            ("place", "140100"): "太原市",
            ("county", "140121"): "清徐工业园区",
            ("county", "141122"): "交城工业园区",
            ("county", "140728"): "平遥工业园区",
            ("county", "140781"): "介休工业园区",
            ("county", "141181"): "孝义工业园区",
        }

    def test_members_are_listed_only_where_the_scope_says_so(self, members):
        for row in rows("scopes"):
            listed = row["member_list"] in {"full", "parks", "partial"} or row["scope_id"] in {
                "clean-transport-pioneer-provinces",
                "class-key-region-capitals-and-municipalities",
                "class-shanxi-key-region",
            }
            assert bool(members.get(row["scope_id"])) == listed, row["scope_id"]

    def test_capitals_and_municipalities_of_the_key_regions_are_eleven(self, members, places):
        found = {row["member_id"] for row in members["class-key-region-capitals-and-municipalities"]}
        regions = {row["member_id"] for region in KEY_REGIONS for row in members[region]}
        capitals = {"石家庄", "太原", "南京", "杭州", "合肥", "济南", "郑州", "西安", "北京", "天津", "上海"}
        assert {places[member]["short_name_zh"] for member in found} == capitals
        assert found <= regions

    def test_key_region_cities_of_shanxi_are_those_of_the_national_list(self, members):
        found = {row["member_id"] for row in members["class-shanxi-key-region"]}
        listed = {row["member_id"] for region in KEY_REGIONS for row in members[region]}
        assert found == {member for member in listed if member.startswith("14")}
        assert len(found) == 8
        assert not found & {"140200", "140600", "140900"}

    def test_an_area_named_after_provinces_lies_in_them(self, members):
        parents = {row["scope_id"]: row["parent_scope_id"] for row in rows("scopes")}
        coal, bay = (
            {row["member_id"] for row in members[parents[scope]]}
            for scope in (
                "shanxi-shaanxi-inner-mongolia-xinjiang-coal-area",
                "guangdong-hong-kong-macao-greater-bay-area",
            )
        )
        assert coal == {"140000", "150000", "610000", "650000"}
        assert bay == {"440000", "810000", "820000"}

    @pytest.mark.parametrize("name", GEOGRAPHIES)
    def test_geography_is_there_with_what_the_text_says(self, name):
        row = only([row for row in rows("scopes") if row["name_zh"] == name])
        assert row["kind"] == "geography"
        assert len(row["note_zh"]) > 10
