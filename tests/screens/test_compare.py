"""The comparison: whatever the address asks for is answered, and what is shown follows from the tables."""

import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from layers.comparison_table import comparison_table
from policy.atlas import Atlas
from policy.comparison import lowest_stated
from policy.overlay import Overlay, OverlayRow
from tests.screen_harness import open_screen
from tests.screens.reading import CHINESE, address, document_ids, links, of_class, page, quiet, text, warnings
from translations import words_for

SHANXI = "140100,140700,141100,140300,140900"
PINGDINGSHAN = "410400,411000,410300,411100,411300,411700"
PRINTED = re.compile(r"\S*〔\d+〕\S*")


def columns(screen: AppTest) -> list[str]:
    """What the columns of the first table are called."""
    head = next(page(screen).iter("thead"))
    return [text(cell) for cell in head.iter("th")][1:]


def rows(screen: AppTest) -> dict[str, Any]:
    """The rows of all tables by name."""
    return {
        text(row[0]).removeprefix("▌"): row for row in page(screen).iter("tr") if row[0].get("scope") == "row"
    }


def test_the_finding_is_made_from_the_data(atlas: Atlas) -> None:
    found = comparison_table(atlas, SHANXI.split(","), words_for("zh")).found
    screen = quiet(open_screen("compare", places=SHANXI))
    said = text(next(page(screen).iter("h1")))
    lowest = lowest_stated(found.columns)
    assert lowest is not None
    differ = sum(row.status == "differs" for row in found.indicators)
    assert f"最低的是吕梁的 {lowest[0]:g} µg/m³" in said
    assert f"{len(found.indicators)} 项指标中 {differ} 项有差异" in said
    assert columns(screen) == ["1 太原", "2 晋中", "3 吕梁", "4 阳泉", "5 忻州"]


def test_every_cell_with_a_figure_opens_a_source(atlas: Atlas) -> None:
    screen = quiet(open_screen("compare", places=SHANXI))
    for name in ("2025 年 PM2.5 目标", "2025 年实测", "与目标的差距"):
        cells = rows(screen)[name].findall("td")
        assert len(cells) == 5
        assert all(links(cell) for cell in cells)
    assert "shanxi-2024" in document_ids(rows(screen)["2025 年 PM2.5 目标"])


def test_what_was_not_read_is_marked_so_and_never_looser() -> None:
    screen = quiet(open_screen("compare", places=PINGDINGSHAN))
    shown = page(screen)
    bodies = list(shown.iter("tbody"))
    assert any(of_class(body, "not_read") for body in bodies)
    assert not any(of_class(body, "looser") for body in bodies)
    said = text(shown)
    assert "许昌、洛阳、漯河、南阳、驻马店没有这些条款：另一地的文件，本地文件未读全" in said
    straw = rows(screen)["秸秆综合利用率"]
    assert "不低于 93%" in text(straw)
    assert "？" in text(straw)


def test_a_neighbour_across_the_border_of_the_province_is_marked() -> None:
    screen = quiet(open_screen("compare", places="140500,410800"))
    badges = [text(one) for one in of_class(page(screen), "badge")]
    assert "跨省界 · 河南" in badges


def test_one_place_comes_with_its_neighbours_and_the_address_says_them(atlas: Atlas) -> None:
    screen = quiet(open_screen("compare", place="太原"))
    assert address(screen)["places"] == "140100,140900,141100,140700,140300"
    assert "place" not in address(screen)
    assert len(columns(screen)) == 5


def test_names_and_codes_may_be_mixed_and_written_with_chinese_commas() -> None:
    assert columns(quiet(open_screen("compare", places="太原，jinzhong、141100"))) == [
        "1 太原",
        "2 晋中",
        "3 吕梁",
    ]


@pytest.mark.parametrize(
    ("places", "sentence", "shown"),
    [
        ("140100,太元", "没有找到“太元”。相近的有：", 0),
        ("140100,140700,140100", "太原市写了不止一次，只显示一列。", 2),
        (f"{PINGDINGSHAN},140100,140700", "最多比较 6 个地点，没有列入：太原市、晋中市。", 6),
        ("140100", "比较至少要两个地点，现在只有太原市。", 0),
        ("140100,140700,suzhou", "“suzhou”可指多个地点：", 2),
        ("140100,140700,<b>x</b>", "没有找到“<b>x</b>”", 2),
        (",,，；", "", 0),
    ],
)
def test_bad_addresses_are_answered_in_a_sentence(places: str, sentence: str, shown: int) -> None:
    screen = open_screen("compare", places=places)
    assert [error.message for error in screen.exception] == []
    said = warnings(screen)
    assert bool(said) == bool(sentence)
    assert any(sentence in one for one in said) or not sentence
    assert (len(columns(screen)) if list(page(screen).iter("thead")) else 0) == shown


def test_no_place_offers_where_to_begin() -> None:
    screen = quiet(open_screen("compare"))
    assert any("places=140100" in one for one in links(page(screen)))


def test_an_unknown_single_place_is_answered() -> None:
    assert any("没有找到“太元”" in one for one in warnings(open_screen("compare", place="太元")))


def test_a_bad_switch_is_answered_and_everything_is_shown() -> None:
    screen = open_screen("compare", places=SHANXI, only="all")
    assert any("only=all" in one for one in warnings(screen))
    assert "省份" in rows(screen)


def test_only_differences_leaves_out_what_is_the_same() -> None:
    every = rows(quiet(open_screen("compare", places=SHANXI)))
    screen = quiet(open_screen("compare", places=SHANXI, only="diff"))
    only = rows(screen)
    assert "秸秆综合利用率" in every
    assert "秸秆综合利用率" not in only
    assert "清洁运输比例" in only
    folded = {text(row[0]) for block in of_class(page(screen), "unknown") for row in block.iter("tr")}
    assert all(row.get("class") == "differs" for name, row in only.items() if name not in folded)


def test_the_switch_writes_the_address() -> None:
    screen = quiet(open_screen("compare", places=SHANXI))
    screen.toggle[0].set_value(True).run()
    assert address(screen) == {"places": SHANXI, "only": "diff"}
    screen.toggle[0].set_value(False).run()
    assert address(screen) == {"places": SHANXI}


def test_places_are_moved_removed_and_added() -> None:
    screen = quiet(open_screen("compare", places="140100,140700"))
    screen.button("→140100").click().run()
    assert address(screen)["places"] == "140700,140100"
    screen.button("✕140700").click().run()
    assert address(screen)["places"] == "140100"
    screen.button("add_140900").click().run()
    assert address(screen)["places"] == "140100,140900"
    screen.selectbox("added_place").set_value("410400").run()
    assert address(screen)["places"] == "140100,140900,410400"
    assert columns(screen)[-1].startswith("3 平顶山")


def test_a_place_outside_the_plan_is_compared_without_a_target() -> None:
    screen = quiet(open_screen("compare", places="440300,810000"))
    assert "计划范围外" in text(rows(screen)["重点区域"])


def test_english_is_english() -> None:
    screen = quiet(open_screen("compare", places=SHANXI, lang="en"))
    shown = page(screen)
    heads = [text(one) for tag in ("h1", "h2", "h3") for one in shown.iter(tag)]
    heads += columns(screen)
    assert [one for one in heads if CHINESE.search(PRINTED.sub("", one))] == []


def test_the_page_of_six_places_stays_small() -> None:
    screen = quiet(open_screen("compare", places=PINGDINGSHAN))
    sizes = [len(one.proto.body.encode()) for one in screen.get("html")]
    styles = [len(one.proto.body.encode()) for one in screen.get("html") if "<style" in one.proto.body[:20]]
    assert sum(sizes) - sum(styles) < 235_000


def test_figures_of_a_session_are_respected_and_named() -> None:
    screen = open_screen("compare", places="140100,140700")
    screen.session_state["session_overlay"] = Overlay(
        "own.csv", (OverlayRow("140100", 2025, 30.0, "official", 365),)
    )
    screen.run()
    row = rows(screen)["2025 年实测"]
    assert "30" in text(row.findall("td")[0])
    assert "own.csv" in text(row)


def test_the_city_page_leads_here() -> None:
    assert any(
        "compare?place=140100" in one for one in links(page(quiet(open_screen("city", place="140100"))))
    )


def test_what_was_meant_can_be_added_in_one_press() -> None:
    screen = open_screen("compare", places="140700,太元")
    found = [one for one in links(page(screen)) if "compare?places=140700%2C140100" in one]
    assert len(found) == 1
