"""Targets in words: what 达标 is asked of whom, when, how firmly, and whether a sentence speaks of the place at all."""

import csv
import io
import re

import pytest

from layers.card_lines import attainment_lines
from layers.catalogue import build_layer
from layers.drawn import draw
from layers.export_table import layer_csv
from layers.region_words import extent_sentence
from layers.target_words import period_text, target_text
from policy.records import Target
from policy.scope import scope_by_id
from tests.policy.made_up import fake_atlas, real_register, real_tables
from translations import words_for

CHINESE = re.compile("[\u4e00-\u9fff]")
SHIHEZI, ALAER = "659001", "659002"


def target(target_id: str) -> Target:
    rows = real_register().targets_of_scope.values()
    return next(row for found in rows for row in found if row.target_id == target_id)


@pytest.mark.parametrize(
    ("target_id", "zh", "en"),
    [
        (
            "henan-2024-12-411300-air-quality-attainment-2025",
            "空气质量二级达标",
            "attain class II air quality",
        ),
        (
            "henan-2024-12-411500-air-quality-attainment-2025",
            "空气质量二级达标",
            "attain class II air quality",
        ),
        (
            "qinhuangdao-2025-attainment-130300-ozone-8h-90p-2028",
            "达到国家二级标准",
            "attain class II of the national standard",
        ),
        (
            "state-council-2023-24-yangtze-river-delta-pm25-annual-mean-2025",
            "总体达标",
            "attain the standard overall",
        ),
        ("jiangsu-2024-53-320000-pm25-annual-mean-2025-attain", "总体达标", "attain the standard overall"),
        ("shanxi-2024-140000-pm25-annual-mean-2027", "达标", "attain the standard"),
    ],
)
def test_attaining_is_overall_only_of_an_area(target_id: str, zh: str, en: str) -> None:
    said = [target_text(words_for(lang), target(target_id)) for lang in ("zh", "en")]
    assert said == [zh, en]


def test_every_period_of_the_tables_has_english() -> None:
    periods = real_tables().targets["period_zh"].dropna().unique()
    assert len(periods) > 0
    for period in periods:
        assert period_text(words_for("zh"), period) == period
        assert not CHINESE.search(period_text(words_for("en"), period)), period


@pytest.mark.parametrize(
    ("place_id", "said"),
    [
        ("140100", "目标：低于 38 µg/m³（力争；直接写明本地；"),
        ("141100", "目标：低于 28 µg/m³（稳定控制；直接写明本地；"),
        ("411300", "目标：空气质量二级达标（直接写明本地；"),
    ],
)
def test_the_card_says_how_firm_a_target_is(place_id: str, said: str) -> None:
    lines = attainment_lines(fake_atlas(), words_for("zh"), place_id, 2025)
    assert [line for line in lines if line.startswith(said)]


@pytest.mark.parametrize(("place_id", "remark"), [(SHIHEZI, "没有文件说明本地是否在其列"), (ALAER, "本地为")])
def test_a_place_below_the_rank_of_a_sentence_is_told_so_on_card_and_in_the_file(
    place_id: str, remark: str
) -> None:
    register, words = real_register(), words_for("zh")
    lines = attainment_lines(fake_atlas(), words, place_id, 2025)
    assert any(line.startswith("条文针对地级及以上城市，") and remark in line for line in lines)
    drawn = draw(register, build_layer(register, "target_2025", 2025), words)
    content = layer_csv(register, drawn, frozenset({place_id}), 2025, words).decode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(content)))
    assert row["目标性质"].startswith("整体要求，本地参考；条文针对地级及以上城市，")
    assert remark in row["目标性质"]


def test_a_city_of_the_rank_is_told_nothing_of_it() -> None:
    lines = attainment_lines(fake_atlas(), words_for("zh"), "650100", 2025)
    assert not any("条文针对" in line for line in lines)


@pytest.mark.parametrize(
    ("scope_id", "is_whole"),
    [
        ("northern-anhui-six-cities", False),
        ("wu-chang-shi-zone", False),
        ("kui-du-wu-zone", False),
        ("datong-basin", True),
    ],
)
def test_only_a_document_held_in_full_is_said_not_to_list(scope_id: str, is_whole: bool) -> None:
    atlas = fake_atlas()
    said = extent_sentence(atlas, words_for("zh"), scope_by_id(atlas.register, scope_id))
    assert ("文件没有列出" in said, "所读部分没有列出" in said) == (is_whole, not is_whole)
