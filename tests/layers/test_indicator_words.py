"""What an indicator asks in few words: its word of strength, bounds of a rule that are no aim, and no more than is asked."""

import pytest

from data.tables import Tables
from layers.indicator_words import BOUNDS_OF_A_RULE, firm_text, indicator_text
from policy.register import Register
from translations import words_for


@pytest.mark.parametrize(
    ("indicator_id", "said"),
    [
        (
            "state-council-2023-24-coal-boiler-phase-out-capacity-key-regions",
            "淘汰 35 蒸吨/小时及以下（基本）",
        ),
        ("state-council-2023-24-new-open-pit-mine-ban", "不再新建（原则上）"),
        ("inner-mongolia-2024-17-fast-charging-coverage", "达到 60%（力争）"),
        ("state-council-2023-24-air-monitoring-coverage", "基本全部覆盖"),
        ("state-council-2023-24-locomotive-black-smoke", "基本消除"),
        ("state-council-2023-24-nonfossil-energy-share", "20% 左右"),
        ("state-council-2023-24-chp-heating-radius", "适用于 30 公里以内"),
        ("state-council-2023-24-airport-size-gate", "适用于 500 万人次/年及以上"),
        ("shanxi-2024-airport-ground-power", "能用尽用"),
    ],
)
def test_the_short_form_keeps_what_the_text_asks(tables: Tables, indicator_id: str, said: str) -> None:
    register = Register(tables, {})
    assert firm_text(words_for("zh"), register.indicators[indicator_id]) == said


def test_every_bound_is_a_kind_of_the_table_and_reads_as_one(tables: Tables) -> None:
    indicators = Register(tables, {}).indicators.values()
    rows = [row for row in indicators if row.comparable_key in BOUNDS_OF_A_RULE]
    assert {row.comparable_key for row in rows} == BOUNDS_OF_A_RULE
    for row in rows:
        assert indicator_text(words_for("zh"), row).startswith("适用于"), row.indicator_id
    for row in indicators:
        if row.comparable_key.endswith(("_gate", "_threshold")):
            assert row.comparable_key in BOUNDS_OF_A_RULE, row.indicator_id
