"""The figures as CSV: complete, each with its source, and harmless to a spreadsheet."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.catalogue import build_layer
from layers.drawn import draw
from layers.export_table import csv_bytes, layer_csv, place_csv
from policy.effective import effective_target
from tests.policy.made_up import changed_register, real_register
from translations import words_for

SECOND_HAND_COLUMNS = {
    "zh": ("文件掌握程度代码", "转引", "转引自"),
    "en": ("Document read code", "Second-hand", "Read at"),
}
FORMULA_STARTS = "=+-@\t\r\n＝＋－＠"
CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))


def rows_of(content: bytes) -> list[list[str]]:
    """The rows as a spreadsheet reads them."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def layer_rows(
    layer_id: str, lang: str = "zh", year: int = 2025, **visible: frozenset[str]
) -> list[list[str]]:
    register = real_register()
    drawn = draw(register, build_layer(register, layer_id, year), words_for(lang))
    wanted = visible.get("visible", frozenset(register.places))
    return rows_of(layer_csv(register, drawn, wanted, year, words_for(lang)))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("layer_id", ["key_region", "target_2025", "observed", "gap", "attainment"])
def test_every_place_has_a_row_under_one_heading(layer_id: str, lang: str) -> None:
    headings, *rows = layer_rows(layer_id, lang)
    assert len(rows) == 375
    assert {len(row) for row in rows} == {len(headings)}
    assert [row[0] for row in rows] == sorted(real_register().places)
    assert not [cell for row in rows for cell in row if cell in {"nan", "None", "<NA>"} or "{" in cell]


def test_the_row_of_a_place_has_its_figures_and_where_they_are_from() -> None:
    rows = layer_rows("gap", visible=frozenset({"110000"}))
    row = dict(zip(rows[0], rows[1], strict=True))
    assert len(rows) == 2
    assert (row["代码"], row["地点"], row["重点区域（现行名单）"]) == ("110000", "北京市", "京津冀及周边地区")
    assert (float(row["实测"]), row["口径"], float(row["目标值"])) == (27.0, "官方", 32.0)
    assert row["文件与条款"] == "《空气质量持续改善行动计划》 国发〔2023〕24号 （三）"
    assert "中国环境空气质量持续改善" in row["数据来源"]
    assert (row["目标性质"], row["目标性质代码"]) == ("直接写明本地", "place")
    assert (row["判定"], row["判定代码"]) == ("已到目标", "met")
    assert (row["要求"], row["比较方式代码"], row["数值性质"]) == ("不高于 32 µg/m³", "<=", "目标")
    assert (row["原文用语"], row["约束力"], row["约束力代码"]) == ("控制在…以内", "控制", "控制")
    assert (row["文件掌握程度"], row["文件掌握程度代码"], row["转引"]) == ("全文", "full_text", "否")
    assert row["2025 年 PM2.5 与 2025 年目标的差距"] == "-5.0"


def test_missing_is_empty_with_its_reason() -> None:
    rows = layer_rows("observed", visible=frozenset({"130181", "810000"}))
    xinji, hong_kong = (dict(zip(rows[0], row, strict=True)) for row in rows[1:])
    assert (xinji["实测"], xinji["目标值"], xinji["判定代码"]) == ("", "", "no_observation")
    assert xinji["判定"] == "未收录实测值"
    assert xinji["理由"] == "未收录 2025 年实测值"
    assert (hong_kong["重点区域（现行名单）"], hong_kong["文件与条款"], hong_kong["判定代码"]) == (
        "",
        "",
        "outside_plan",
    )
    assert (hong_kong["转引"], hong_kong["约束力"]) == ("", "")


@pytest.mark.parametrize(("lang", "yes"), [("zh", "是"), ("en", "yes")])
def test_a_second_hand_target_says_so_and_where_it_was_read(lang: str, yes: str) -> None:
    register = real_register()
    headings, *rows = layer_rows("target_2025", lang)
    code, mark, read_at = (headings.index(name) for name in SECOND_HAND_COLUMNS[lang])
    for row in rows:
        place = register.places[row[0]]
        target = None if place.outside_plan else effective_target(register, row[0])
        read = target.statement.target.read_at if target else None
        assert (row[mark] == yes, row[read_at]) == (bool(read), read or "")
        if read:
            assert row[code] != "full_text"
    assert {row[mark] for row in rows} == {"", yes, "否" if lang == "zh" else "no"}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_code_has_its_words_beside_it(lang: str) -> None:
    headings, *rows = layer_rows("attainment", lang)
    ending = "代码" if lang == "zh" else " code"
    codes = [position for position, name in enumerate(headings) if name.endswith(ending) and position]
    assert len(codes) == 6
    for row in rows:
        for position in codes:
            beside = row[position - 1]
            assert bool(row[position]) == bool(beside)
            assert "_" not in beside
    assert len(set(headings)) == len(headings)


def test_the_years_of_a_place() -> None:
    headings, *rows = rows_of(place_csv(real_register(), "330500", words_for("zh")))
    column = headings.index("年份")
    assert [row[column] for row in rows] == ["2020", "2021", "2022", "2023", "2024", "2025"]
    assert [row[headings.index("判定代码")] for row in rows][3] == "insufficient_data"
    assert rows_of(place_csv(real_register(), "130181", words_for("zh"))) == [headings]


def with_line_feeds(cell: str) -> str:
    return cell.replace("\r\n", "\n").replace("\r", "\n")


@given(st.lists(CELLS, min_size=2))
def test_no_text_starts_a_formula_and_none_is_lost(cells: list[str]) -> None:
    headings, *rows = rows_of(csv_bytes(["标题"], [cells]))
    assert headings == ["标题"]
    assert len(rows) == 1
    assert not [cell for cell in rows[0] if cell.startswith(tuple(FORMULA_STARTS))]
    for cell, written in zip(map(with_line_feeds, cells), rows[0], strict=True):
        assert written in (cell, "'" + cell)


@pytest.mark.parametrize("start", list(FORMULA_STARTS))
def test_a_formula_is_written_as_text(start: str) -> None:
    attack = f"{start}HYPERLINK(1)"
    assert rows_of(csv_bytes(["标题"], [[attack]]))[1] == ["'" + with_line_feeds(attack)]


def test_a_carriage_return_does_not_begin_a_row() -> None:
    assert rows_of(csv_bytes(["标题"], [["a\r=1+1", "b"]]))[1:] == [["a\n=1+1", "b"]]


def test_numbers_stay_numbers() -> None:
    assert rows_of(csv_bytes(["a", "b", "c"], [[-3.5, None, 0]]))[1] == ["-3.5", "", "0"]


def test_a_source_with_a_formula_in_its_title_is_harmless() -> None:
    row = {
        "document_id": "evil",
        "kind": "data_source",
        "title_zh": "x",
        "title_en": "x",
        "number_zh": "=1+1",
    }
    observed = {"place_id": "330500", "year": 2025, "basis": "official", "value": 30.0, "source_id": "evil"}
    register = changed_register(documents=[row], observations=[observed | {"clause": "=cmd|'/c calc'!A1"}])
    content = place_csv(register, "330500", words_for("zh"))
    assert not [cell for row in rows_of(content) for cell in row if cell.startswith(tuple(FORMULA_STARTS))]


def test_the_file_starts_with_a_byte_order_mark_and_lines_end_in_lf() -> None:
    content = csv_bytes(["代码"], [["110000"]])
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
