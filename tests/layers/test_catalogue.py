"""Every layer has a class for every place in every year, and one legend for all years."""

from dataclasses import replace
from functools import cache
from math import nextafter
from string import ascii_lowercase

import pytest

from layers.catalogue import CATALOGUE, UnknownLayerError, build_layer
from layers.classes import concentration_classes, gap_classes
from layers.definition import ChoroplethLayer
from layers.palettes import (
    CHANGE_BREAKS,
    CHANGE_PERCENT_BREAKS,
    CONCENTRATION_BREAKS,
    GAP_BREAKS,
    PATH_BREAKS,
    class_index,
)
from policy.observed import observed_years
from tests.policy.made_up import real_register
from translations import words_for

YEARS = observed_years(real_register())
LAYER_YEARS = [(layer_id, year) for layer_id in CATALOGUE for year in YEARS]
NUMERIC = {"target_2025", "observed", "gap", "change", "change_percent", "path"}
OUTSIDE_PLAN = {"710000", "810000", "820000"}
BREAKS = {
    "target_2025": CONCENTRATION_BREAKS,
    "observed": CONCENTRATION_BREAKS,
    "gap": GAP_BREAKS,
    "change": CHANGE_BREAKS,
    "change_percent": CHANGE_PERCENT_BREAKS,
    "path": PATH_BREAKS,
}
HUZHOU, XIONGAN, SHUOZHOU, HOTAN, XINJI = "330500", "133100", "140600", "653200", "130181"


@cache
def layer_of(layer_id: str, year: int = 2025) -> ChoroplethLayer:
    return build_layer(real_register(), layer_id, year)


def label_of(layer: ChoroplethLayer, place_id: str) -> str:
    """The words of the class of a place."""
    found = [item.label for item in layer.classes if item.code == layer.cells[place_id].code]
    assert len(found) == 1
    return words_for("zh").render(found[0])


def test_the_years_are_those_observed() -> None:
    assert YEARS == [2020, 2021, 2022, 2023, 2024, 2025]


@pytest.mark.parametrize(("layer_id", "year"), LAYER_YEARS)
def test_every_place_has_a_cell_whose_class_is_in_the_legend(layer_id: str, year: int) -> None:
    layer = layer_of(layer_id, year)
    codes = [item.code for item in layer.classes]
    assert layer.layer_id == layer_id
    assert set(layer.cells) == set(real_register().places)
    assert len(layer.cells) == 375
    assert {cell.code for cell in layer.cells.values()} <= set(codes)
    assert {cell.note for cell in layer.cells.values()} <= {"0", *layer.notes}
    assert len(set(codes)) == len(codes)
    assert all(len(code) == 1 for code in codes)


@pytest.mark.parametrize("layer_id", CATALOGUE)
def test_the_legend_is_the_same_in_every_year(layer_id: str) -> None:
    """But for the words of the base year, in which a place is not held against its figure."""
    last = layer_of(layer_id, YEARS[-1]).classes
    for year in YEARS:
        classes = layer_of(layer_id, year).classes
        assert [replace(one, label=last[0].label) for one in classes] == [
            replace(one, label=last[0].label) for one in last
        ]
        named = [one.label for one in classes if (year, one.hatch) != (2020, "no_target")]
        assert named == [one.label for one in last if (year, one.hatch) != (2020, "no_target")]


@pytest.mark.parametrize("layer_id", CATALOGUE)
def test_the_legend_says_a_thing_once_and_hatches_each_kind_of_missing_data(layer_id: str) -> None:
    layer = layer_of(layer_id)
    labels = [words_for("zh").render(item.label) for item in layer.classes]
    hatches = [item.hatch for item in layer.classes if item.hatch]
    assert len(set(labels)) == len(labels)
    assert len(set(hatches)) == len(hatches)
    assert hatches
    plain = [item.colour for item in layer.classes if not item.hatch]
    assert len(set(plain)) == len(plain)


@pytest.mark.parametrize(("layer_id", "year"), LAYER_YEARS)
def test_every_source_is_in_the_register_of_documents(layer_id: str, year: int) -> None:
    layer = layer_of(layer_id, year)
    assert layer.sources
    assert {source.document_id for source in layer.sources} <= set(real_register().documents)


@pytest.mark.parametrize(("layer_id", "year"), LAYER_YEARS)
def test_places_outside_the_plan_have_a_key_of_their_own(layer_id: str, year: int) -> None:
    layer = layer_of(layer_id, year)
    outside = next(item.code for item in layer.classes if item.hatch == "outside_plan")
    assert {place_id for place_id, cell in layer.cells.items() if cell.code == outside} == OUTSIDE_PLAN


@pytest.mark.parametrize(("layer_id", "year"), [pair for pair in LAYER_YEARS if pair[0] in NUMERIC])
def test_a_value_decides_the_class_and_missing_data_has_no_value(layer_id: str, year: int) -> None:
    layer = layer_of(layer_id, year)
    hatched = {item.code for item in layer.classes if item.hatch}
    for place_id, cell in layer.cells.items():
        assert (cell.value is None) == (cell.code in hatched), place_id
        if cell.value is not None:
            assert cell.code == ascii_lowercase[class_index(cell.value, BREAKS[layer_id])], place_id


def test_the_key_regions_count_42_31_and_15() -> None:
    layer = layer_of("key_region")
    counts = [sum(cell.code == item.code for cell in layer.cells.values()) for item in layer.classes]
    assert counts == [42, 31, 15, 284, 3]
    assert [words_for("zh").render(item.label) for item in layer.classes[:3]] == [
        "京津冀及周边地区",
        "长三角地区",
        "汾渭平原",
    ]
    assert label_of(layer, SHUOZHOU) == "不在重点区域名单中"


def test_a_place_without_a_figure_says_why() -> None:
    assert label_of(layer_of("observed", 2020), XIONGAN) == "未收录实测值"
    assert label_of(layer_of("attainment"), XIONGAN) == "没有可用的目标值"
    assert label_of(layer_of("attainment"), XINJI) == "未收录实测值"
    assert label_of(layer_of("gap", 2023), HUZHOU) == "数据不足 324 天"
    assert label_of(layer_of("target_2025"), HOTAN) == "没有可用的目标值"


def test_a_short_year_is_shown_and_marked() -> None:
    cell = layer_of("observed", 2023).cells[HUZHOU]
    assert cell.value == 33.6
    assert layer_of("observed", 2023).notes[cell.note].msgid == "实况数据，不足 324 天，不作判定"


def test_a_gap_that_decides_nothing_is_in_the_middle_class() -> None:
    """湖州 2025: 32.0 against 35, exactly 3 below."""
    assert layer_of("gap").cells[HUZHOU].value == -3.0
    assert label_of(layer_of("gap"), HUZHOU) == "−3 – 3"
    assert label_of(layer_of("attainment"), HUZHOU) == "接近，无法判定"


def test_stated_and_indicative_are_told_apart() -> None:
    layer = layer_of("target_2025")
    notes = {
        place_id: layer.notes[layer.cells[place_id].note].msgid for place_id in ("140600", "320900", "610100")
    }
    assert notes == {
        "140600": "本地目标（文件写明数值）",
        "320900": "折算值（文件只写明百分比，按实测基准折算）",
        "610100": "指示值（由区域、省或全国的整体要求折算）",
    }
    attainment = layer_of("attainment")
    assert label_of(attainment, "140600") == "已到写明的目标值"
    assert label_of(attainment, "610500") == "低于折算或指示值"


@pytest.mark.parametrize("edge", [*CONCENTRATION_BREAKS, 3.0, 8.0, 15.0])
def test_a_value_on_a_break_belongs_to_the_class_below(edge: float) -> None:
    breaks = CONCENTRATION_BREAKS if edge in CONCENTRATION_BREAKS else GAP_BREAKS
    place = breaks.index(edge)
    assert class_index(edge, breaks) == place
    assert class_index(nextafter(edge, 1e9), breaks) == place + 1
    assert class_index(nextafter(edge, -1e9), breaks) == place


@pytest.mark.parametrize("edge", [-3.0, -8.0, -15.0])
def test_a_gap_on_a_break_belongs_to_the_class_nearer_to_the_target(edge: float) -> None:
    place = GAP_BREAKS.index(edge)
    assert class_index(edge, GAP_BREAKS) == place + 1
    assert class_index(nextafter(edge, -1e9), GAP_BREAKS) == place


@pytest.mark.parametrize(
    ("value", "letter", "label"),
    [
        (5, "a", "≤ 5"),
        (5.1, "b", "5 – 10"),
        (25, "d", "15 – 25"),
        (30, "e", "25 – 30"),
        (35, "f", "30 – 35"),
        (35.1, "g", "35 – 40"),
        (40, "g", "35 – 40"),
        (40.1, "h", "> 40"),
    ],
)
def test_the_letter_and_words_of_a_concentration(value: float, letter: str, label: str) -> None:
    code = ascii_lowercase[class_index(value, CONCENTRATION_BREAKS)]
    assert code == letter
    words = {item.code: words_for("zh").render(item.label) for item in concentration_classes()}
    assert words[code] == label
    assert len(words) == len(CONCENTRATION_BREAKS) + 1 == 8


def test_the_words_of_the_gap() -> None:
    labels = [words_for("zh").render(item.label) for item in gap_classes()]
    assert labels == ["< −15", "−15 – −8", "−8 – −3", "−3 – 3", "3 – 8", "8 – 15", "> 15"]


@pytest.mark.parametrize("layer_id", ["", "observed ", "OBSERVED", "<script>"])
def test_an_unknown_layer_raises(layer_id: str) -> None:
    with pytest.raises(UnknownLayerError):
        build_layer(real_register(), layer_id, 2025)


def test_the_catalogue_is_keyed_by_the_ids_of_its_entries() -> None:
    assert {key: entry.layer_id for key, entry in CATALOGUE.items()} == {key: key for key in CATALOGUE}
    assert {key for key, entry in CATALOGUE.items() if not entry.has_years} == {
        "key_region",
        "membership_change",
        "target_2025",
    }
