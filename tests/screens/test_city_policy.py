"""What of the policy binds a city, as its page shows it: clauses, ladders, deadlines; all that applies and no more."""

import re
from datetime import date
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import Element

import pytest
from streamlit.testing.v1 import AppTest

from layers.place_indicators import indicator_lines
from pages.city_parts.ladder import ladder_html
from pages.city_parts.measures import measures_html
from pages.city_parts.timeline import MONTHS, axis_html, column_of, timeline_html
from pages.shared import clock
from policy.atlas import Atlas
from policy.deadlines import deadlines_of
from policy.indicator_ladder import indicator_ladder
from policy.indicators import binding_indicators
from tests.screen_harness import open_screen, report_event
from tests.screens.reading import (
    address,
    document_ids,
    links,
    of_class,
    page,
    parsed,
    quiet,
    text,
    warnings,
)
from translations import words_for

NATION, SHANXI, PINGDINGSHAN = "state-council-2023-24", "shanxi-2024", "pingdingshan-2024"
SCOPES = {
    "太原": {"nation", "class-key-regions", "province-140000", "taiyuan-basin", "place-140100"},
    "平顶山": {"nation", "class-key-regions", "province-410000", "place-410400"},
    "大同": {"nation", "province-140000", "place-140200"},
    "杭州": {"nation", "class-key-regions", "province-330000", "place-330100"},
}
"""Whom the clauses that bind a city speak to, read off the documents by hand."""
DOCUMENTS = {
    "太原": {NATION, SHANXI},
    "平顶山": {NATION, "henan-2024-12", PINGDINGSHAN},
    "大同": {NATION, SHANXI},
    "杭州": {NATION, "zhejiang-2024-11"},
}
FOREIGN_TO = {
    "太原": ("京津冀及周边地区", "长三角地区", "平顶山"),
    "平顶山": ("汾渭平原", "长三角地区", "太原盆地"),
    "大同": ("点名：汾渭平原", "点名：太原", "山西省的重点区域城市"),
    "杭州": ("点名：京津冀及周边地区", "点名：汾渭平原", "山西"),
}
ASK = date(2024, 11, 15)
LANGUAGES = ("zh", "en")


def section(screen: AppTest, name: str) -> Element:
    """Return one of the three sections of the policy: measures, indicators or deadlines."""
    whole = of_class(page(screen), "measures")
    if name == "measures":
        return next(part for part in whole if part.get("class") == "measures")
    return next(part for part in whole if name in part.get("class").split())


def measures_opened(element: Element) -> list[str]:
    """Return the measures that links lead to, in order."""
    parts = [urlsplit(one) for one in links(element)]
    found = [parse_qs(part.query).get("measure") for part in parts if part.path == "measures"]
    return [one[0] for one in found if one]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", SCOPES)
def test_all_clauses_that_bind_a_city_and_only_those(name: str, lang: str, tables) -> None:
    part = section(quiet(open_screen("city", place=name, lang=lang)), "measures")
    frame = tables.measures
    expected = set(frame[frame["scope_id"].isin(SCOPES[name])]["measure_id"])
    # 北方地区 has no list: the clause reaches a key region by the sentence that names it, else nobody can tell.
    without_list = {f"{NATION}-13"}
    named = "class-key-regions" in SCOPES[name]
    expected |= without_list if named else set()
    apart = of_class(part, "doubtful")
    told = [node for node in of_class(part, "sector") if node not in apart]
    bound = [one for node in told for one in measures_opened(node)]
    assert set(bound) == expected
    assert len(bound) == len(expected)
    assert [one for node in apart for one in measures_opened(node)] == ([] if named else [f"{NATION}-13"])
    assert str(len(expected)) in text(part.find("h2"))
    counts = [int(text(of_class(node, "count")[0])) for node in of_class(part, "sector")]
    assert sum(counts) == len(expected) + len(apart)


@pytest.mark.parametrize("name", FOREIGN_TO)
def test_nothing_of_another_region_is_named(name: str) -> None:
    part = section(open_screen("city", place=name), "measures")
    marks = " ".join(text(node) for node in of_class(part, "badge"))
    assert [word for word in FOREIGN_TO[name] if word in marks] == []


def test_clauses_come_by_sector_and_in_their_order(atlas: Atlas) -> None:
    part = parsed(measures_html(atlas, words_for("zh"), "140100"))
    names = [text(node.find("summary/b")) for node in of_class(part, "sector")]
    assert names == [
        "总体要求", "改善目标", "产业结构", "能源结构", "交通结构", "面源污染", "多污染物减排", "管理机制",
        "监测执法能力", "法规与经济政策", "责任与全民行动",
    ]  # fmt: skip
    industry = of_class(part, "sector")[2]
    assert [text(item.find("a")) for item in industry.iter("li")] == [
        "（四）", "（五）", "（六）", "（七）", "（八）", "1", "2", "3", "4", "5", "6", "24",
    ]  # fmt: skip
    basin = list(industry.iter("li"))[-1]
    assert basin.get("class") == "part"
    assert "点名：太原市" in text(basin)


def test_a_county_is_called_by_its_name(atlas: Atlas) -> None:
    shown = text(parsed(measures_html(atlas, words_for("zh"), "140100")))
    assert "清徐县" in shown
    assert "140121" not in shown


def test_lead_departments_are_named_once(atlas: Atlas) -> None:
    part = parsed(measures_html(atlas, words_for("zh"), "410400"))
    led = [text(node) for node in part.iter("p") if text(node).startswith("牵头：")]
    assert led
    assert all(len(set(line[3:].split("、"))) == len(line[3:].split("、")) for line in led)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_overview_holds_every_indicator_of_the_chain_and_its_clause(
    name: str, lang: str, atlas: Atlas
) -> None:
    words = words_for(lang)
    part = section(quiet(open_screen("city", place=name, lang=lang)), "indicators")
    place_id = next(row.place_id for row in atlas.register.places.values() if row.short_name_zh == name)
    rows = binding_indicators(atlas.register, place_id)
    assert len(of_class(part, "asked")) == len(rows)
    asked = [one for one in links(part) if "indicator=" in one]
    keys = [parse_qs(urlsplit(one).query)["indicator"][0] for one in asked]
    assert sorted(keys) == sorted({row.indicator.comparable_key for row in rows})
    of_measure = {atlas.register.measures[one].document_id for one in measures_opened(part)}
    assert of_measure | set(document_ids(part)) == DOCUMENTS[name]
    lines = indicator_lines(atlas, words, place_id)
    judged = sum(line.comparison is not None for line in lines)
    assert sum(node.tag == "span" for node in of_class(part, "verdict")) == judged


def test_an_empty_cell_says_whether_the_document_was_read(atlas: Atlas) -> None:
    said = {
        name: {
            text(node) for node in of_class(section(open_screen("city", place=name), "indicators"), "nothing")
        }
        for name in ("大同", "平顶山", "西安")
    }
    assert said == {"大同": {"—", "未收录"}, "平顶山": {"—", "未读到"}, "西安": {"—", "未收录"}}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_indicator_has_its_ladder_with_sources(lang: str, atlas: Atlas) -> None:
    words = words_for(lang)
    for place_id in ("140100", "410400", "140200", "330100", "610100", "110000"):
        for line in indicator_lines(atlas, words, place_id):
            rungs = indicator_ladder(atlas.register, place_id, line.key)
            drawn = of_class(parsed(ladder_html(atlas, words, place_id, line.key)), "rung")
            assert [node.get("class") for node in drawn] == [f"rung {rung.status}" for rung in rungs]
            for node, rung in zip(drawn, rungs, strict=True):
                figures = of_class(node, "said")
                assert len(figures) == len(rung.rows)
                assert all(document_ids(one) for one in figures)
                assert len(of_class(node, "compared")) == len(rung.comparisons)
                if rung.document:
                    assert rung.document.document_id in document_ids(of_class(node, "standing")[0])


def test_the_address_chooses_the_ladder_and_the_list_writes_the_address() -> None:
    screen = quiet(open_screen("city", place="410400", indicator="straw_use_rate"))
    figures = [text(node.find("summary")) for node in of_class(page(screen), "said")]
    assert figures == ["不低于 86%", "不低于 93%"]
    assert screen.selectbox(key="indicator").value == "straw_use_rate"
    quiet(screen.selectbox(key="indicator").set_value("clean_transport_share").run())
    assert address(screen) == {"place": "410400", "indicator": "clean_transport_share"}
    quiet(screen.selectbox(key="indicator").set_value("pm25_annual_mean").run())
    assert address(screen) == {"place": "410400"}
    assert "低于 41 µg/m³" in [text(node.find("summary")) for node in of_class(page(screen), "said")]


def test_a_link_of_the_overview_opens_its_ladder_in_place() -> None:
    screen = open_screen("city", place="140100")
    quiet(report_event(screen, "ladder_link", {"show": "nonfossil_energy_share"}))
    assert address(screen) == {"place": "140100", "indicator": "nonfossil_energy_share"}
    assert screen.selectbox(key="indicator").value == "nonfossil_energy_share"
    quiet(screen.run())
    assert screen.selectbox(key="indicator").value == "nonfossil_energy_share"


def test_a_figure_that_says_nothing_here_still_has_a_ladder() -> None:
    screen = quiet(open_screen("city", place="610100", indicator="canteen_fume_check_rate"))
    statuses = [node.get("class") for node in of_class(page(screen), "rung")]
    assert statuses[-2:] == ["rung no_document", "rung no_document"]
    assert of_class(page(screen), "said") == []


@pytest.mark.parametrize("asked", ["nonsense", "<script>", "x" * 5000])
def test_an_unknown_figure_is_said_once_and_the_target_is_shown(asked: str) -> None:
    screen = open_screen("city", place="140100", indicator=asked)
    assert not screen.exception
    [sentence] = warnings(screen)
    assert asked[:30] in sentence
    assert len(sentence) < 500
    assert screen.selectbox(key="indicator").value == "pm25_annual_mean"


@pytest.mark.parametrize("name", ["香港", "澳门", "台湾省"])
def test_outside_the_plan_there_is_neither_list_nor_table(name: str) -> None:
    screen = quiet(open_screen("city", place=name, indicator="straw_use_rate"))
    assert of_class(page(screen), "measures") == []
    assert not screen.selectbox
    assert "本计划不适用于本地。" in text(page(screen))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", SCOPES)
def test_deadlines_past_and_ahead_as_of_a_day(
    name: str, lang: str, atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: ASK)
    part = section(quiet(open_screen("city", place=name, lang=lang)), "deadlines")
    place_id = next(row.place_id for row in atlas.register.places.values() if row.short_name_zh == name)
    rows = deadlines_of(atlas.register, place_id)
    past = sum(row.has_passed(ASK) for row in rows)
    assert [int(number) for number in re.findall(r"\d+", text(part.find("h2")))] == [len(rows), past]
    stops = part.findall("ol/li")
    assert [stop.find("details/summary/time").get("datetime") for stop in stops] == list(
        dict.fromkeys(row.stated for row in rows)
    )
    assert {stop.get("class") for stop in stops} <= {"past", "ahead"}
    counted = dict.fromkeys(("past", "ahead"), 0)
    for stop in stops:
        entries = stop.findall("details/ul/li")
        assert all(document_ids(entry) for entry in entries)
        counted[stop.get("class")] += len(entries)
    assert counted == {"past": past, "ahead": len(rows) - past}
    assert "2024-11-15" in text(part)


def test_bars_of_the_axis_add_up_and_today_is_marked(atlas: Atlas) -> None:
    rows = deadlines_of(atlas.register, "140100")
    axis = parsed(axis_html(words_for("zh"), rows, ASK))
    columns = list(axis.find("div"))
    assert len(columns) == MONTHS + 1
    assert sum(int(text(node)) for node in axis.iter("b")) == len(rows)
    assert [place for place, node in enumerate(columns) if node.get("class") == "now"] == [5]
    assert column_of(date(2024, 6, 1)) == column_of(date(2020, 1, 1)) == 0
    assert column_of(date(2025, 12, 31)) == MONTHS - 1
    assert column_of(date(2026, 1, 1)) == column_of(date(2030, 12, 31)) == MONTHS


def test_what_reaches_in_part_or_by_class_is_marked_on_the_timeline(atlas: Atlas) -> None:
    whole = parsed(timeline_html(atlas, words_for("zh"), "140700", ASK))
    for bearing, said in (("part", "部分适用"), ("derived", "推算适用"), ("whole", "整体要求，本地参考")):
        entries = [node for node in whole.iter("li") if node.get("class") == bearing]
        assert entries
        assert all(said in text(node) for node in entries)


def test_indicators_outside_the_chain_stand_apart(atlas: Atlas) -> None:
    screen = quiet(open_screen("city", place="济南"))
    outside = next(
        table for table in page(screen).iter("table") if text(table.find("caption")) == "传导链以外的目标"
    )
    assert "shandong-2024-briefing" in document_ids(outside)
    for name in ("measures", "indicators", "deadlines"):
        assert "shandong-2024-briefing" not in document_ids(section(screen, name))


@pytest.mark.parametrize("place_id", ["140100", "410400"])
def test_the_page_stays_light(place_id: str) -> None:
    """The whole page in Chinese stays under 250 kB; a ladder chosen brings itself, not the other seventy."""
    screen = open_screen("city", place=place_id)
    assert sum(len(part.proto.body.encode()) for part in screen.get("html")) < 250_000
