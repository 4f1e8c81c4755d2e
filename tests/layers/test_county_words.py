"""What is told of a county asked for by name: every place it belongs to, whatever its name ends in."""

from types import SimpleNamespace

import pandas as pd
import pytest

from geo.store import Geometry
from layers.county_words import county_hint
from policy.atlas import Atlas
from tests.policy.made_up import real_register
from translations import words_for

WHOSE = {
    "沙县区": "三明市",
    "赣县区": "赣州市",
    "梅县区": "梅州市",
    "辉县市": "新乡市",
    "沙市区": "荆州市",
    "津市市": "常德市",
    "社旗县": "南阳市",
    "红旗区": "新乡市",
    "西市区": "营口市",
    "新市区": "乌鲁木齐市",
    "义乌市": "金华市",
    "平遥县": "晋中市",
    "土默特左旗": "呼和浩特市",
    "科尔沁左翼后旗": "通辽市",
}


def hint(rows: pd.DataFrame, asked: str, lang: str = "zh") -> str:
    atlas: Atlas = SimpleNamespace(  # type: ignore[assignment]
        register=real_register(), geometry=SimpleNamespace(county_names=rows)
    )
    return county_hint(atlas, words_for(lang), asked)


@pytest.fixture(scope="module")
def rows(built_geometry: Geometry) -> pd.DataFrame:
    return built_geometry.county_names


@pytest.mark.parametrize(("county", "place"), WHOSE.items())
def test_a_county_is_found_with_its_ending_and_without(rows: pd.DataFrame, county: str, place: str) -> None:
    said = f"{county}属{place}："
    assert hint(rows, county).startswith(said)
    assert hint(rows, county[:-1]).startswith(said)


def test_only_one_ending_is_taken(rows: pd.DataFrame) -> None:
    made_up = pd.DataFrame([("东沙县区", "350400")], columns=rows.columns)
    assert hint(made_up, "东沙县")
    assert hint(made_up, "东沙") == ""


@pytest.mark.parametrize("asked", ["", " ", "沙", "城", "区", "没有这个县", "岭南市"])
def test_what_is_no_county_gets_no_hint(rows: pd.DataFrame, asked: str) -> None:
    assert hint(rows, asked) == ""


@pytest.mark.parametrize("asked", ["鼓楼", "鼓楼区"])
def test_all_the_places_with_a_county_of_this_name_are_told(rows: pd.DataFrame, asked: str) -> None:
    assert hint(rows, asked).startswith("鼓楼区属南京市、徐州市、福州市、开封市：")
    english = hint(rows, asked, "en")
    assert all(name in english for name in ("Nanjing", "Xuzhou", "Fuzhou", "Kaifeng"))


def test_counties_that_differ_in_the_ending_are_all_named() -> None:
    """Two counties asked for by what their names share are both meant."""
    made_up = pd.DataFrame([("东山区", "140100"), ("东山县", "350600")], columns=["county_zh", "place_id"])
    assert hint(made_up, "东山").startswith("东山区、东山县属太原市、漳州市：")
    assert hint(made_up, "东山县").startswith("东山县属漳州市：")
