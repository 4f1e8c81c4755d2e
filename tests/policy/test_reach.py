"""Whether a scope reaches a place, and how."""

import re

import pytest

from policy.reach import reach_of
from policy.scope import UnknownScopeError
from tests.policy.made_up import changed_register, real_register, without_rows
from tests.policy.names import area_by_name, place_id_of
from translations import words_for

OUTSIDE_PLAN = ("香港", "澳门", "台湾省")


def kind(area: str, name: str) -> str:
    """How the area of this id or name reaches the place of this name."""
    register = real_register()
    scope_id = area if area.isascii() else area_by_name(register, area).scope_id
    return reach_of(register, scope_id, place_id_of(register, name)).kind


@pytest.mark.parametrize(
    ("area", "name", "expected"),
    [
        ("全国", "太原", "whole"),
        ("全国", "杨凌", "whole"),
        ("汾渭平原", "太原", "whole"),
        ("汾渭平原", "大同", "none"),
        ("汾渭平原", "韩城", "whole"),
        ("京津冀及周边地区", "平顶山", "whole"),
        ("京津冀及周边地区", "南阳", "none"),
        ("长三角地区", "苏州", "whole"),
        ("长三角地区", "温州", "none"),
        ("重点区域", "杭州", "whole"),
        ("重点区域", "大同", "none"),
        ("重点区域以外的其他地区", "大同", "whole"),
        ("重点区域以外的其他地区", "太原", "none"),
        ("province-140000", "大同", "whole"),
        ("province-140000", "平顶山", "none"),
        ("place-140100", "太原", "whole"),
        ("place-140100", "晋中", "none"),
        ("清洁运输先行引领区", "榆林", "whole"),
        ("清洁运输先行引领区", "平顶山", "none"),
    ],
)
def test_a_list_or_a_code_decides(area: str, name: str, expected: str) -> None:
    assert kind(area, name) == expected


@pytest.mark.parametrize(
    ("county", "name", "expected"),
    [
        ("county-140121", "太原", "part"),
        ("county-140121", "大同", "none"),
        ("county-320583", "苏州", "part"),
        ("county-110105", "北京", "part"),
        ("county-130181", "辛集", "whole"),
        ("county-130181", "石家庄", "none"),
        ("county-130638", "雄安新区", "part"),
        ("county-130638", "保定", "none"),
        ("county-419001", "济源", "whole"),
        ("county-469001", "五指山", "whole"),
    ],
)
def test_a_county_reaches_a_part_of_the_place_it_is_drawn_in(county: str, name: str, expected: str) -> None:
    assert kind(county, name) == expected


def test_the_taiyuan_basin_is_taiyuan_and_the_parks_of_three_cities() -> None:
    kinds = {name: kind("太原盆地", name) for name in ("太原", "晋中", "吕梁", "大同", "临汾", "平顶山")}
    assert kinds == {
        "太原": "part",  # named as a user of 公铁联运; that all of it lies in the basin is not said
        "晋中": "part",
        "吕梁": "part",
        "大同": "none",
        "临汾": "none",
        "平顶山": "none",
    }


@pytest.mark.parametrize(
    ("area", "name", "expected"),
    [
        ("汾河谷地", "太原", "undetermined"),
        ("汾河谷地", "大同", "undetermined"),
        ("汾河谷地", "平顶山", "none"),
        ("大同盆地", "大同", "undetermined"),
        ("北方地区", "平顶山", "undetermined"),
        ("晋陕蒙新煤炭主产区", "大同", "undetermined"),
        ("晋陕蒙新煤炭主产区", "杭州", "none"),
        ("粤港澳大湾区", "广州", "undetermined"),
        ("粤港澳大湾区", "太原", "none"),
        ("乌海市及周边地区", "乌海", "whole"),
        ("乌海市及周边地区", "鄂尔多斯", "undetermined"),
        ("乌海市及周边地区", "太原", "none"),
        ("省界两侧20公里", "太原", "undetermined"),
    ],
)
def test_without_a_list_it_cannot_be_told_inside_the_parent_and_is_none_outside(
    area: str, name: str, expected: str
) -> None:
    assert kind(area, name) == expected


@pytest.mark.parametrize(
    ("area", "name", "expected"),
    [
        # 2020 means: 太原 54.4, 大同 31.0, 杭州 29.9, 朔州 37.6
        ("class-pm25-not-attaining-cities", "太原", "derived"),
        ("class-pm25-not-attaining-cities", "大同", "none"),
        ("class-pm25-not-attaining-cities", "杭州", "none"),
        ("class-not-attaining-cities", "太原", "derived"),
        ("class-not-attaining-cities", "大同", "undetermined"),
        # 国发〔2023〕24号 （二十五）: 直辖市和设区的市; 2020 means: 天津 48, 北京 38, 重庆 33
        ("class-not-attaining-cities", "天津", "derived"),
        ("class-not-attaining-cities", "北京", "derived"),
        ("class-not-attaining-cities", "重庆", "undetermined"),
        ("class-not-attaining-cities", "阿坝藏族羌族自治州", "none"),
        ("class-not-attaining-cities", "辛集", "none"),
        ("class-other-not-attaining-2020", "太原", "derived"),
        ("class-pm25-below-40-not-attaining-2020", "太原", "none"),
        ("class-pm25-below-40-not-attaining-2020", "朔州", "derived"),
        ("class-attaining-2020", "杭州", "derived"),
        ("class-shanxi-key-region", "太原", "derived"),
        ("class-shanxi-key-region", "大同", "none"),
        ("class-shanxi-key-region", "平顶山", "none"),
        ("class-key-region-capitals-and-municipalities", "太原", "derived"),
        ("class-key-region-capitals-and-municipalities", "北京", "derived"),
        ("class-key-region-capitals-and-municipalities", "平顶山", "none"),
        ("class-key-region-capitals-and-municipalities", "广州", "none"),
        ("class-prefecture-level-and-above-cities", "平顶山", "derived"),
        ("class-prefecture-level-and-above-cities", "重庆", "derived"),
        ("class-prefecture-level-and-above-cities", "阿坝藏族羌族自治州", "derived"),
        ("class-prefecture-level-and-above-cities", "石河子", "undetermined"),
        ("class-prefecture-level-and-above-cities", "辛集", "none"),
        ("class-shanxi-pm25-40-or-above", "临汾", "undetermined"),
        ("class-shanxi-pm25-40-or-above", "平顶山", "none"),
        ("class-shanxi-bottom-20-counties", "太原", "undetermined"),
        ("class-large-airports", "太原", "undetermined"),
        ("class-henan-geothermal-cities", "郑州", "whole"),
        ("class-henan-geothermal-cities", "平顶山", "none"),
    ],
)
def test_classes_are_derived_or_cannot_be_determined(area: str, name: str, expected: str) -> None:
    assert kind(area, name) == expected


def test_without_a_figure_the_class_is_undetermined() -> None:
    register = without_rows("observations", "place_id", "140100")
    for scope_id in ("class-pm25-not-attaining-cities", "class-other-not-attaining-2020"):
        found = reach_of(register, scope_id, "140100")
        assert found.kind == "undetermined"
        assert "2020" in words_for("zh").render(found.reason)


def test_too_few_days_are_no_figure() -> None:
    few = {"place_id": "140100", "year": 2020, "basis": "realtime", "value": 54.4, "days_with_data": 323}
    register = changed_register(observations=[few])
    assert reach_of(register, "class-pm25-not-attaining-cities", "140100").kind == "undetermined"


@pytest.mark.parametrize("name", OUTSIDE_PLAN)
def test_nothing_reaches_a_place_outside_the_plan(name: str) -> None:
    register = real_register()
    place_id = place_id_of(register, name)
    scopes = [*register.listed_scopes, f"place-{place_id}", f"province-{place_id}"]
    assert {reach_of(register, scope_id, place_id).kind for scope_id in scopes} == {"none"}


def test_every_reach_has_its_reason_in_both_languages() -> None:
    register = real_register()
    for scope_id in register.listed_scopes:
        for place_id in ("110000", "140100", "140200", "410400", "330100", "622900"):
            reason = reach_of(register, scope_id, place_id).reason
            zh, en = (words_for(lang).render(reason) for lang in ("zh", "en"))
            assert zh
            assert not re.search("[一-龥]", en), (scope_id, en)


def test_an_unknown_scope_raises() -> None:
    with pytest.raises(UnknownScopeError):
        reach_of(real_register(), "plateau", "140100")


def test_lists_that_hold_each_other_are_undetermined_and_end() -> None:
    each_other = [
        {"scope_id": scope_id, "member_kind": "scope", "member_id": member_id}
        for scope_id, member_id in (
            ("fenwei-plain", "class-key-regions"),
            ("fen-river-valley", "fen-river-valley"),
        )
    ]
    register = changed_register(scope_members=each_other)
    assert reach_of(register, "class-key-regions", "140100").kind == "whole"
    assert reach_of(register, "class-key-regions", "140200").kind == "undetermined"
    assert reach_of(register, "fen-river-valley", "140100").kind == "undetermined"


def test_a_list_that_names_an_area_within_it_ends() -> None:
    """An area without a list is asked through the area it lies in, which names it."""
    named = {
        "scope_id": "class-key-regions",
        "member_kind": "scope",
        "member_id": "class-key-region-capitals-and-municipalities",
    }
    register = changed_register(scope_members=[named])
    assert reach_of(register, "class-key-regions", "110000").kind == "whole"
    assert reach_of(register, "class-key-regions", "140200").kind == "none"


@pytest.mark.parametrize(
    ("area", "name", "said"),
    [
        ("wu-chang-shi-zone", "乌鲁木齐", "所读部分没有列出名单，无法确定是否包含本地"),
        ("northern-anhui-six-cities", "阜阳", "所读部分没有列出名单，无法确定是否包含本地"),
        ("datong-basin", "大同", "文件没有列出名单，无法确定是否包含本地"),
    ],
)
def test_of_an_excerpt_the_part_read_lists_nothing(area: str, name: str, said: str) -> None:
    register = real_register()
    reach = reach_of(register, area, place_id_of(register, name))
    assert (reach.kind, words_for("zh").render(reach.reason)) == ("undetermined", said)
