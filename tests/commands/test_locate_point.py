"""The command that says what applies at a coordinate, and at a table of them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from commands.locate_point import main
from geo.datum import wgs84_to_gcj02
from policy.atlas import Atlas

REPOSITORY = Path(__file__).parents[2]
KEYS = [
    "lon",
    "lat",
    "datum",
    "county_id",
    "county_zh",
    "place_id",
    "place_zh",
    "province_zh",
    "key_region_zh",
    "geographies",
    "border_km",
    "in_border_strip",
    "opposite_province_zh",
    "uncertain",
    "measures",
    "note",
    "measures_undetermined",
    "indicators",
    "border_strip",
    "missing_links",
    "data_version",
    "boundary_version",
]


@pytest.fixture(scope="module")
def atlas(tables, built_geometry):
    return Atlas(tables, built_geometry)


@pytest.fixture
def run(atlas, capsys):
    """Run the command; return exit code, stdout and stderr."""

    def call(*arguments):
        code = main([str(argument) for argument in arguments], opener=lambda: atlas)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


@pytest.fixture
def answer(run):
    """Ask for one point; return its record."""

    def call(*arguments):
        code, out, err = run(*arguments)
        assert (code, err) == (0, "")
        return json.loads(out)

    return call


def never():
    raise AssertionError("the atlas was opened although the input is bad")


# --- one point --------------------------------------------------------------------------------------------------


def test_record_has_the_agreed_keys(answer):
    record = answer(112.549, 37.870)
    assert list(record) == KEYS
    assert (record["place_id"], record["place_zh"], record["province_zh"]) == ("140100", "太原市", "山西省")
    assert record["key_region_zh"] == "汾渭平原"
    assert record["opposite_province_zh"] == "河北省"
    assert 80 < record["border_km"] < 120
    assert record["in_border_strip"] is False
    assert record["uncertain"] is False
    assert len(record["measures"]) > 50
    assert record["note"] is None


def test_hancheng_is_not_weinan(answer):
    hancheng, weinan = answer(110.45, 35.479), answer(109.51, 34.5)
    assert (hancheng["place_zh"], weinan["place_zh"]) == ("韩城市", "渭南市")
    assert hancheng["in_border_strip"] is True
    assert hancheng["opposite_province_zh"] == "山西省"
    assert weinan["in_border_strip"] is False


def test_a_county_named_for_its_park_says_so(answer):
    pingyao = answer(112.18, 37.19)
    named = {entry["scope_id"]: entry for entry in pingyao["geographies"]}
    assert pingyao["county_zh"] == "平遥县"
    assert named["taiyuan-basin"]["named_as_zh"] == "平遥工业园区"
    assert (named["taiyuan-basin"]["document_id"], named["taiyuan-basin"]["clause"]) == ("shanxi-2024", "25")
    beside = answer(113.38, 37.07)
    assert beside["place_zh"] == "晋中市"
    assert "taiyuan-basin" not in {entry["scope_id"] for entry in beside["geographies"]}


@pytest.mark.parametrize(
    ("lon", "lat", "place", "said"),
    [
        (114.17, 22.32, "香港特别行政区", "不在行动计划范围内"),
        (113.55, 22.19, "澳门特别行政区", "不在行动计划范围内"),
        (121.5, 25.0, "台湾省", "不在行动计划范围内"),
        (110.0, 19.2, None, "没有陆上省界"),
        (122.9, 30.0, None, "最近的地点是舟山市"),
        (0, 0, None, "附近 100 公里内也没有"),
        (117.76, 15.15, None, "最近的地点是三沙市"),
    ],
)
def test_what_is_special_is_said(answer, lon, lat, place, said):
    record = answer(lon, lat)
    assert place in (None, record["place_zh"])
    assert said in record["note"]
    assert record["border_km"] is None
    assert record["in_border_strip"] is (False if record["place_id"] else None)
    assert "境外" not in record["note"]
    if place:
        assert (record["key_region_zh"], record["geographies"]) == (None, [])


def test_gcj02_is_converted(answer):
    lon, lat = (float(number) for number in wgs84_to_gcj02(110.45, 35.479))
    plain, converted = answer(110.45, 35.479), answer(lon, lat, "--datum", "gcj02")
    assert converted["datum"] == "gcj02"
    assert converted["border_km"] == plain["border_km"]
    assert answer(lon, lat)["border_km"] != plain["border_km"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("abc", "37.8"), ["经度“abc”不是半角数字写成的数"]),
        (("abc", "99"), ["经度“abc”不是半角数字写成的数", "纬度 99"]),
        (("nan", "inf"), ["经度“nan”不是半角数字写成的数", "纬度“inf”不是"]),
        (("11_2", "３７.8"), ["经度“11_2”不是", "纬度“３７.8”不是"]),
        ((" 112.5", "1e999"), ["经度“112.5”不是", "纬度“1e999”不是"]),
        (("112.5", "37,8"), ["纬度“37,8”不是"]),
        (("37.87", "112.55"), ["纬度 112.55", "经度应写在纬度之前"]),
        (("112.55",), ["请给出经度和纬度"]),
        ((), ["请给出经度和纬度"]),
        (("--file", "x.csv"), ["--out"]),
        (("1", "2", "--file", "x.csv", "--out", "y.csv"), ["只能给出其一"]),
        (("1", "2", "--out", "y.csv"), ["--out"]),
    ],
)
def test_bad_input_is_one_sentence_and_code_2(capsys, arguments, said):
    assert main(list(arguments), opener=never) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == 1
    for part in said:
        assert part in captured.err


def test_as_a_process_with_nothing_but_json_on_stdout(built_geometry):
    command = [sys.executable, "-m", "commands.locate_point", "112.549", "37.870"]
    environment = os.environ | {"PYTHONUTF8": "1"}
    ran = subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=True)
    assert json.loads(ran.stdout)["place_zh"] == "太原市"
