"""The CSV of change, straight way and standards: both years, the way's points, both verdicts."""

import csv
import io

import pytest

from layers.catalogue import build_layer
from layers.drawn import draw
from layers.export_layer import csv_of_layer
from layers.export_table import layer_csv
from policy.judgement import flips, yardsticks
from tests.policy.made_up import real_register
from translations import words_for

LANZHOU, HONG_KONG, XINJI = "620100", "810000", "130181"


def rows_of(layer_id: str, year: int = 2025, lang: str = "zh") -> dict[str, dict[str, str]]:
    register, words = real_register(), words_for(lang)
    drawn = draw(register, build_layer(register, layer_id, year), words)
    content = csv_of_layer(register, drawn, set(register.places), year, words)
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert len(rows) == 375
    return {next(iter(row.values())): row for row in rows}


@pytest.mark.parametrize("layer_id", ["change", "change_percent"])
def test_a_change_gives_both_years_and_their_sources(layer_id: str) -> None:
    row = rows_of(layer_id)[LANZHOU]
    base, latest = float(row["2020 年实测"]), float(row["2025 年实测"])
    assert float(row["变化（µg/m³）"]) == round(latest - base, 2)
    assert float(row["变化（%）"]) == round(100 * (latest - base) / base, 1)
    assert row["2020 年数据来源"]
    assert row["2025 年口径"] in ("实况", "官方")
    assert rows_of(layer_id)[XINJI]["变化（µg/m³）"] == ""


def test_a_way_gives_its_point_and_the_target_with_its_clause() -> None:
    for row in rows_of("path", 2023).values():
        if row["与路径之差"]:
            expected = float(row["2023 年实测"]) - float(row["路径上的值（本站折算）"])
            assert float(row["与路径之差"]) == pytest.approx(expected, abs=0.006)
            assert row["文件与条款"]


def test_a_standard_gives_the_verdict_under_it_and_under_the_one_in_force() -> None:
    register = real_register()
    rows = rows_of("standard.gb-3095-2026")
    limit = yardsticks(register)["gb-3095-2026"]
    assert {row["限值"] for row in rows.values()} == {"25.0"}
    differ = {place_id for place_id, row in rows.items() if row["判定代码"] != row["当年标准下的判定代码"]}
    assert differ == {flip.place_id for flip in flips(register, 2025, limit)}
    assert rows[HONG_KONG]["判定代码"] == "outside_plan"


@pytest.mark.parametrize("layer_id", ["change", "path", "standard.who-guideline"])
def test_headings_are_named_once_in_both_languages(layer_id: str) -> None:
    for lang in ("zh", "en"):
        headings = list(rows_of(layer_id, lang=lang)[LANZHOU])
        assert len(set(headings)) == len(headings)
        assert all(headings)


def test_the_other_layers_keep_their_columns() -> None:
    register, words = real_register(), words_for("zh")
    for layer_id in ("key_region", "target_2025", "observed", "gap", "attainment"):
        drawn = draw(register, build_layer(register, layer_id, 2024), words)
        everything = set(register.places)
        assert csv_of_layer(register, drawn, everything, 2024, words) == layer_csv(
            register, drawn, everything, 2024, words
        )
