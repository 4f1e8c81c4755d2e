"""The headline of the home page, counted again from the tables."""

import re
from collections import Counter

from data.tables import Tables
from geo.store import Geometry
from layers.attainment_words import (
    attainment_note,
    attainment_sentence,
    counts_sentence,
    headline,
    key_region_summary,
)
from layers.catalogue import build_layer
from layers.rule_words import level_text
from layers.status_words import verdict_name
from policy.atlas import Atlas
from policy.attainment import attainment_of
from policy.scope import members_of_key_regions
from policy.standards import annual_limits
from policy.summary import Summary
from tests.policy.made_up import real_register
from translations import words_for


def test_headline_counts_only_what_lies_clearly_above(tables: Tables, built_geometry: Geometry) -> None:
    atlas = Atlas(tables, built_geometry)
    ids = {one for members in members_of_key_regions(atlas.register).values() for one in members}
    verdicts = [attainment_of(atlas.register, one) for one in ids]
    seen = [one.observation for one in verdicts if one.observation is not None]
    # The room of a real-time mean is 3 µg/m³; an official one has none.
    above = [row for row in seen if row.value > (35 if row.basis == "official" else 38)]
    over = [one for one in verdicts if one.status == "not_met"]
    for lang in ("zh", "en"):
        said = headline(atlas, words_for(lang), 2025)
        numbers = re.findall(r"\d+", said.replace("PM2.5", ""))
        assert {str(len(above)), str(len(over)), str(len(seen)), "35", "2025"} <= set(numbers)
    assert 0 < len(over) < len(above) < len(seen) < len(ids)


def test_the_reasons_without_a_verdict_are_told_apart_and_add_up(
    tables: Tables, built_geometry: Geometry
) -> None:
    atlas = Atlas(tables, built_geometry)
    ids = [one for members in members_of_key_regions(atlas.register).values() for one in members]
    words = words_for("zh")
    for year, base, unworkable in ((2020, True, False), (2025, False, True)):
        reasons = Counter(attainment_of(atlas.register, one, year).reason.msgid for one in ids)
        lacking = {
            "正值基准年": reasons["{year} 年是折算的基准年，不作判定"],
            "无法折算": reasons["目标折算不出数值：{why}"],
            "缺数据": reasons["未收录 {year} 年实测值"],
        }
        assert (lacking["正值基准年"] > 0, lacking["无法折算"] > 0) == (base, unworkable)
        summary = key_region_summary(atlas, year)
        for said in (attainment_note(words, summary), counts_sentence(words, summary)):
            for reason, count in lacking.items():
                assert (f"{count} 个{reason}" in said) == (count > 0)
            assert " 0 个没" not in said


def test_english_counts_of_one_take_no_plural() -> None:
    words = words_for("en")
    verdicts = Counter(met=1, not_met=1)
    lacks = Counter(close=1, no_data=1, no_figure=1, base_year=1)
    summary = Summary(2025, 88, verdicts, verdicts, lacks)  # type: ignore[arg-type]
    for said in (
        attainment_sentence(words, summary),
        attainment_note(words, summary),
        counts_sentence(words, summary),
    ):
        assert re.search(r"\b1\b", said)
        assert not re.search(r"\b1 (have|lack|meet|are|do|were|places)\b", said)


def test_the_base_year_is_no_want_of_a_target() -> None:
    register = real_register()
    reason = "{year} 年是折算的基准年，不作判定"
    one = next(it for it in register.places if attainment_of(register, it, 2020).reason.msgid == reason)
    verdict = attainment_of(register, one, 2020)
    assert (verdict.status, verdict.lack) == ("no_target", "base_year")
    assert verdict_name(words_for("zh"), verdict) == "基准年，不作判定"
    for layer_id in ("attainment", "gap"):
        layer = build_layer(register, layer_id, 2020)
        label = next(it.label for it in layer.classes if it.code == layer.cells[one].code)
        assert words_for("zh").render(label) == "基准年，不作判定"
        assert "没有可用的目标值" in [
            one.label.msgid for one in build_layer(register, layer_id, 2025).classes
        ]


def test_levels_of_standards_are_words_in_both_languages() -> None:
    limits = annual_limits(real_register())
    for lang, class_two in (("zh", "二级"), ("en", "class II")):
        said = {limit.level: level_text(words_for(lang), limit) for limit in limits}
        assert said["II"] == class_two
    assert level_text(words_for("zh"), next(one for one in limits if one.level == "guideline")) == "准则值"
