"""The CSV of indicator layers and of counted clauses: every place, its demand, its document and clause."""

import csv
import io

import pytest

from layers.catalogue import build_layer
from layers.drawn import draw
from layers.export_policy import csv_of_layer
from layers.export_table import layer_csv
from tests.policy.made_up import real_register
from translations import words_for


def rows_of(layer_id: str, lang: str = "zh", only: set[str] | None = None) -> list[dict[str, str]]:
    register, words = real_register(), words_for(lang)
    drawn = draw(register, build_layer(register, layer_id, 2025), words)
    visible = only if only is not None else set(register.places)
    content = csv_of_layer(register, drawn, visible, 2025, words)
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_an_indicator_names_document_clause_and_verdict_of_each_place() -> None:
    rows = {row["代码"]: row for row in rows_of("indicator.short_process_steel_share")}
    assert len(rows) == 375
    taiyuan = rows["140100"]
    assert (taiyuan["数值"], taiyuan["单位"], taiyuan["约束力"], taiyuan["与国家相比"]) == (
        "5.0",
        "%",
        "力争",
        "更宽",
    )
    assert "山西省" in taiyuan["文件与条款"]
    assert taiyuan["理由"]
    nanjing = rows["320100"]
    assert (nanjing["数值"], nanjing["约束力"]) == ("20.0", "力争")
    assert "未掌握全文" in nanjing["文件与条款"]
    assert nanjing["转引自"]
    assert rows["620100"]["文件与条款"].startswith("《空气质量持续改善行动计划》 国发〔2023〕24号")
    hong_kong = rows["810000"]
    assert hong_kong["分级"] == "不在本计划范围内"
    assert hong_kong["数值"] == hong_kong["文件与条款"] == ""


def test_a_place_that_nothing_binds_says_why() -> None:
    rows = {row["代码"]: row for row in rows_of("indicator.coal_consumption_change")}
    assert {rows[code]["分级"] for code in ("140200", "620100")} == {
        "已读的文件没有对本地提出，其余文件未读到"
    }
    assert rows["140200"]["文件与条款"] == rows["620100"]["文件与条款"] == ""


def test_only_what_the_filters_leave_is_written() -> None:
    assert [row["代码"] for row in rows_of("measures.all", only={"140100", "330100"})] == ["140100", "330100"]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("layer_id", ["measures.all", "measures.energy"])
def test_counted_clauses_add_up_over_the_documents(layer_id: str, lang: str) -> None:
    for row in rows_of(layer_id, lang):
        _code, _name, _province, total, _complete, *by_document = row.values()
        assert len(by_document) == 3
        assert sum(int(count) for count in by_document) == (float(total) if total else 0)


def test_other_layers_keep_their_columns() -> None:
    register, words = real_register(), words_for("zh")
    drawn = draw(register, build_layer(register, "gap", 2024), words)
    everything = set(register.places)
    assert csv_of_layer(register, drawn, everything, 2024, words) == layer_csv(
        register, drawn, everything, 2024, words
    )
