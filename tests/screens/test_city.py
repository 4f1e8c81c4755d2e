"""The page of a city as a reader opens it: by any name, hard cases first, and what does not exist in a sentence."""

import json
from dataclasses import dataclass

import pytest
from streamlit.testing.v1 import AppTest

from layers.reference_levels import way_note
from layers.status_words import why_no_chart
from pages.city_parts.chart import history_chart, reference_lines
from pages.shared.downloads import record_bytes
from pages.shared.sources import target_details
from policy.atlas import Atlas
from policy.effective import effective_target
from policy.path import required_path
from policy.place_record import place_record
from tests.policy.made_up import real_register
from tests.screen_harness import open_screen
from tests.screens.reading import address, links, of_class, page, quiet, text, warnings
from translations import words_for

JING_JIN_JI, DELTA, FENWEI = "京津冀及周边地区", "长三角地区", "汾渭平原"
NO_REGION = "不在重点区域名单中"
LONG = "长" * 10_000


@dataclass(frozen=True)
class City:
    """What a reader must find on the page of a city.

    Attributes
    ----------
    belongs
        Part of the line under which it stands.
    target
        What the card of the target shows, and whether it is a target or an indicative figure.
    rungs
        Status of each rung of the ladder, the nation first.
    """

    place_id: str
    belongs: str
    target: tuple[str, str]
    rungs: tuple[str, ...]
    is_observed: bool = True


CITIES = {
    "太原": City(
        "140100",
        FENWEI,
        ("2025 年目标", "低于 38 µg/m³"),
        ("whole", "whole", "silent", "silent", "stated_class", "stated_place"),
    ),
    "平顶山": City(
        "410400", JING_JIN_JI, ("2025 年目标", "低于 41 µg/m³"), ("whole", "whole", "whole", "stated_place")
    ),
    "大同": City(
        "140200",
        NO_REGION,
        ("2025 年目标", "低于 25 µg/m³"),
        ("whole", "silent", "stated_class", "stated_place"),
    ),
    "西安": City(
        "610100",
        FENWEI,
        ("2025 年指示值", "43.35 µg/m³"),
        ("whole", "whole", "silent", "no_document", "no_document"),
    ),
    "杭州": City("330100", DELTA, ("2025 年指示值", ""), ("whole", "whole", "whole", "no_document")),
    "雄安": City(
        "133100",
        JING_JIN_JI,
        ("2025 年要求", "比 2020 年下降 20%"),
        ("whole", "whole", "whole", "no_document"),
    ),
    "辛集": City(
        "130181",
        JING_JIN_JI,
        ("2025 年要求", "比 2020 年下降 20%"),
        ("whole", "whole", "whole", "no_document"),
        False,
    ),
    "三沙": City(
        "460300",
        NO_REGION,
        ("2025 年要求", "比 2020 年下降 10%"),
        ("whole", "no_document", "no_document"),
        False,
    ),
    "香港": City("810000", "香港特别行政区", ("2025 年目标", "—"), (), False),
    "北京": City(
        "110000", JING_JIN_JI, ("2025 年目标", "不高于 32 µg/m³"), ("whole", "whole", "stated_place")
    ),
    "济源": City(
        "419001",
        JING_JIN_JI,
        ("2025 年要求", "比 2020 年下降 20%"),
        ("whole", "whole", "whole", "no_document"),
        False,
    ),
    "杨凌": City(
        "610403",
        FENWEI,
        ("2025 年要求", "比 2020 年下降 15%"),
        ("whole", "whole", "silent", "no_document", "no_document"),
        False,
    ),
}


def cards(screen: AppTest) -> dict[str, str]:
    """Return what each card of the head shows, by its heading."""
    return {
        text(card.find("h3")): text(card.find("details/summary")) for card in page(screen).iter("article")
    }


@pytest.mark.parametrize("name", CITIES)
def test_a_city_says_what_applies_to_it(name: str) -> None:
    city = CITIES[name]
    screen = quiet(open_screen("city", place=name))
    tree = page(screen)
    assert city.belongs in text(of_class(tree, "belonging")[0])
    heading, shown = city.target
    assert shown in cards(screen)[heading]
    drawn = [node.get("class").removeprefix("rung ") for node in of_class(tree, "rung")]
    assert drawn == list(city.rungs)
    assert len(screen.get("vega_lite_chart")) == city.is_observed
    assert [info.value for info in screen.info] == (
        [] if city.is_observed else [why_no_chart(words_for("zh"), real_register().places[city.place_id])]
    )
    assert [button.label for button in screen.get("download_button")] == [
        "下载记录（JSON）",
        "下载实测值（CSV）",
    ]
    own = [one for one in links(tree) if f"place={city.place_id}" in one]
    assert all(one.startswith(("measures?", "compare?")) or one.endswith("#ladder") for one in own)


@pytest.mark.parametrize("name", CITIES)
def test_the_english_page_says_the_same(name: str, atlas: Atlas) -> None:
    chinese, english = open_screen("city", place=name), quiet(open_screen("city", place=name, lang="en"))
    place = atlas.register.places[CITIES[name].place_id]
    assert text(page(english).find(".//h1")) == f"{place.name_en}{place.name_zh}"
    for tag in ("details", "tr", "li", "article", "table"):
        assert len(list(page(english).iter(tag))) == len(list(page(chinese).iter(tag)))
    assert english.button(key="language").label == "中文"


@pytest.mark.parametrize(
    "asked", ["太原", "太原市", "taiyuan", "TAIYUAN", " 太原 ", "140100", "１４０１００"]
)
def test_a_city_is_found_by_any_of_its_names(asked: str) -> None:
    screen = quiet(open_screen("city", place=asked))
    assert text(page(screen).find(".//h1")) == "太原市Taiyuan"


def test_a_city_is_found_by_its_alias(atlas: Atlas) -> None:
    place = next(place for place in atlas.register.places.values() if place.aliases)
    screen = quiet(open_screen("city", place=place.aliases[0]))
    assert text(page(screen).find(".//h1")) == place.name_zh + place.name_en


def test_a_place_without_land_neighbours_says_so() -> None:
    assert "没有陆上相邻的地点。" in text(page(open_screen("city", place="三沙")))


def test_without_a_place_all_375_can_be_chosen(atlas: Atlas) -> None:
    for lang in ("zh", "en"):
        screen = quiet(open_screen("city", lang=lang))
        directory = of_class(page(screen), "directory")[0]
        chosen = {one.partition("place=")[2].partition("&")[0] for one in links(directory)}
        assert chosen == set(atlas.register.places)
        assert len(list(directory.iter("section"))) == 34


UNKNOWN = {
    "999999": [],
    "太元": ["140100"],
    "taiyuann": ["140100"],
    "不存在的地方": [],
    "<script>alert(1)</script>": [],
    '"><img src=x onerror=alert(1)>': [],
    "{asked}": [],
    "140100,140200": ["140100"],
    LONG: [],
}


@pytest.mark.parametrize("asked", UNKNOWN, ids=lambda asked: asked[:20])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_place_that_does_not_exist_gives_a_sentence_with_near_ones(asked: str, lang: str) -> None:
    screen = quiet(open_screen("city", place=asked, lang=lang))
    tree = page(screen)
    assert words_for(lang).gettext("没有找到“{asked}”", asked=asked[:40]) == text(tree.find(".//h1"))
    found = links(of_class(tree, "directory")[0])
    assert all(any(f"place={near}" in one for one in found) for near in UNKNOWN[asked])
    assert found[-1].split("?")[0] == "city"
    assert {node.tag for node in tree.iter()} <= {"body", "p", "b", "span", "div", "h1", "a"}
    assert len(text(tree)) < 400


AMBIGUOUS = {
    "Suzhou": {"320500", "341300"},
    "Fuzhou": {"350100", "361000"},
    "Taizhou": {"321200", "331000"},
    "Yichun": {"230700", "360900"},
    "Yulin": {"450900", "610800"},
}


@pytest.mark.parametrize("asked", AMBIGUOUS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_english_name_of_two_cities_offers_both(asked: str, lang: str) -> None:
    screen = quiet(open_screen("city", place=asked, lang=lang))
    directory = of_class(page(screen), "directory")[0]
    offered = {one.partition("place=")[2].partition("&")[0] for one in links(directory) if "place=" in one}
    assert offered == AMBIGUOUS[asked]
    assert text(directory.find("h1")) == words_for(lang).gettext("“{asked}”可指多个地点", asked=asked)


def test_an_unknown_language_is_said_once_and_the_page_is_chinese() -> None:
    screen = open_screen("city", place="140100", lang="xx")
    [sentence] = warnings(screen)
    assert "xx" in sentence
    assert text(page(screen).find(".//h1")) == "太原市Taiyuan"


def test_the_language_switch_stays_with_the_city() -> None:
    screen = open_screen("city", place="140100")
    quiet(screen.button(key="language").click().run())
    assert address(screen) == {"place": "140100", "lang": "en"}
    assert text(page(screen).find(".//h1")) == "Taiyuan太原市"
    quiet(screen.button(key="language").click().run())
    assert address(screen) == {"place": "140100"}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_downloaded_record_is_the_record(atlas: Atlas, lang: str) -> None:
    for place_id in ("140100", "133100", "810000"):
        record = json.loads(record_bytes(atlas, place_id, lang).decode("utf-8"))
        assert record == place_record(atlas, place_id, lang=lang)


def test_the_chart_holds_every_year_and_every_line(atlas: Atlas) -> None:
    words = words_for("zh")
    for place_id in [*list(atlas.register.places)[::20], *(city.place_id for city in CITIES.values())]:
        observations = place_record(atlas, place_id)["observations"]
        chart = history_chart(atlas, words, place_id)
        assert (chart is None) == (observations == [])
        if chart is None:
            continue
        specification = chart.to_dict()
        rows = [
            row
            for rows in specification["datasets"].values()
            for row in rows
            if "value" in row and "year" in row
        ]
        assert {(int(row["year"]), row["value"]) for row in rows} == {
            (row["year"], row["value"]) for row in observations
        }


def test_the_lines_of_the_chart_are_target_standard_and_guideline(atlas: Atlas) -> None:
    lines = reference_lines(atlas, words_for("zh"), "140100")
    assert dict(zip(lines["name"], lines["value"], strict=True)) == {
        "2025 年目标 38": 38.0,
        "国家二级标准（2025 年）35": 35.0,
        "世卫组织准则 5": 5.0,
    }
    outside = reference_lines(atlas, words_for("en"), "810000")
    assert sorted(outside["value"]) == [5.0, 35.0]


def test_the_straight_way_is_drawn_where_there_is_one_and_no_document_asks_for_it(atlas: Atlas) -> None:
    words = words_for("zh")
    drawn = 0
    for place_id in list(atlas.register.places)[::15]:
        chart = history_chart(atlas, words, place_id)
        path = required_path(atlas.register, place_id)
        if chart is None:
            continue
        datasets = chart.to_dict()["datasets"].values()
        way = {int(row["year"]): row["way"] for rows in datasets for row in rows if "way" in row}
        assert way == ({} if path is None else {year: path.at(year) for year in range(2020, 2026)})
        assert ("没有文件这样要求" in way_note(atlas, words, place_id)) == (path is not None)
        drawn += path is not None
    assert drawn > 5


def test_the_subject_of_a_target_is_said_in_the_language_of_the_page(atlas: Atlas):
    target = effective_target(atlas.register, "140100")
    assert target is not None
    for lang, subject in (("zh", "太原市"), ("en", "Taiyuan")):
        assert subject in [cell for _name, cell in target_details(atlas, words_for(lang), target.statement)]
