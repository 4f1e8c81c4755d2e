"""The screen of measures: its finding, what the list is told, and what it answers to a choice and a download."""

import base64
import csv
import io
from urllib.parse import urlencode

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from layers.measure_figures import figures_by_clause
from layers.measure_index import REACH_CODES
from pages.city_parts.measures import measures_html
from policy.atlas import Atlas
from policy.measures import places_bound
from tests.screen_harness import open_screen, report_event
from tests.screens.reading import (
    CHINESE,
    address,
    integers,
    map_message,
    of_class,
    page,
    quiet,
    text,
    warnings,
)
from translations import words_for

LIST = "measures"
BOILERS = "state-council-2023-24-11"


def told(screen: AppTest) -> dict:
    return map_message(screen, LIST)


def choose(screen: AppTest, turn: int = 1, **view: str) -> AppTest:
    return report_event(screen, LIST, {"select": {"address": urlencode(view), "turn": turn}})


def finding(screen: AppTest) -> str:
    return text(of_class(page(screen), "finding")[0].find("h1"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_finding_counts_the_tables(atlas: Atlas, lang: str) -> None:
    measures = atlas.register.measures.values()
    figures = figures_by_clause(atlas.register)
    said = [figures.get((row.document_id, row.clause), []) for row in measures]
    numbered = sum(any(figure.value is not None for figure in rows) for rows in said)
    unnamed = sum(not (row.responsible_departments or row.lead_departments) for row in measures)
    sentence = finding(quiet(open_screen("measures", lang=lang)))
    assert {len(said), len({row.document_id for row in measures}), numbered, unnamed} <= set(
        integers(sentence)
    )
    assert bool(CHINESE.search(sentence)) == (lang == "zh")


def test_the_list_is_told_the_whole_view_of_the_address() -> None:
    screen = quiet(
        open_screen(
            "measures", q="锅炉", document="shanxi-2024", sector="energy,industry", scope="nation", number="1",
            year="2025", place="140100", measure=BOILERS, department="省生态环境厅",
        )
    )  # fmt: skip
    message = told(screen)
    assert message["view"] == {
        "q": "锅炉", "document": ["shanxi-2024"], "sector": ["energy", "industry"], "scope": "nation",
        "department": "省生态环境厅", "year": ["2025"], "number": True, "place": "140100", "measure": BOILERS,
    }  # fmt: skip
    assert message["answer"] is None
    assert message["map"]["measure"] == BOILERS


@pytest.mark.parametrize("name", ["太原", "太原市", "taiyuan", " 140100 "])
def test_a_place_is_known_by_its_names_and_kept_by_its_code(name: str) -> None:
    screen = quiet(open_screen("measures", place=name, sector="energy"))
    assert warnings(screen) == []
    assert told(screen)["view"]["place"] == "140100"
    assert address(screen) == {"sector": "energy", "place": "140100"}


def test_no_map_before_a_measure_is_chosen() -> None:
    assert told(quiet(open_screen("measures")))["map"] is None


def test_choosing_brings_the_map_and_keeps_what_the_browser_says(atlas: Atlas) -> None:
    screen = quiet(
        choose(open_screen("measures"), turn=7, q="boiler", sector="energy", measure="shanxi-2024-9")
    )
    message = told(screen)
    assert message["answer"] == 7
    assert message["view"]["q"] == "boiler"
    assert address(screen) == {"q": "boiler", "sector": "energy", "measure": "shanxi-2024-9"}
    bound = places_bound(atlas.register, atlas.register.measures["shanxi-2024-9"])
    none = REACH_CODES["none"]
    shown = {
        place_id
        for place_id, code in zip(atlas.register.places, message["map"]["codes"], strict=True)
        if code != none
    }
    assert shown == set(bound)
    assert none not in message["map"]["frame"]


def test_another_run_answers_nothing_and_keeps_the_view() -> None:
    screen = choose(open_screen("measures"), turn=3, measure=BOILERS)
    again = quiet(screen.run())
    assert told(again)["answer"] is None
    assert told(again)["view"]["measure"] == BOILERS


@pytest.mark.parametrize(
    "wrong",
    [
        {"measure": "none"},
        {"place": "不存在的地方"},
        {"place": "苏州市|太原市"},
        {"department": "环保局"},
        {"number": "yes"},
        {"scope": "<script>"},
    ],
    ids=lambda params: next(iter(params)),
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_wrong_parameter_is_one_sentence(wrong: dict[str, str], lang: str) -> None:
    screen = open_screen("measures", sector="energy", lang=lang, **wrong)
    assert [error.message for error in screen.exception] == []
    (sentence,) = warnings(screen)
    assert next(iter(wrong)) in sentence
    assert told(screen)["view"]["sector"] == ["energy"]
    assert address(screen) == {"sector": "energy"} | ({"lang": "en"} if lang == "en" else {})


def download(screen: AppTest, kind: str, **asked: object) -> dict | None:
    request = {"kind": kind, "measures": [BOILERS, "shanxi-2024-9"], "address": "q=1", "turn": 2} | asked
    return told(quiet(report_event(screen, LIST, {"download": request})))["file"]


def test_download_hands_out_what_is_listed() -> None:
    file = download(open_screen("measures"), "csv", place="140100")
    rows = list(csv.reader(io.StringIO(base64.b64decode(file["content"]).decode("utf-8-sig"), newline="")))
    assert [row[0] for row in rows[1:]] == [BOILERS, "shanxi-2024-9"]
    assert rows[0][-1] == "对太原市"
    book = download(open_screen("measures"), "xlsx")
    assert book["name"].endswith(".xlsx")
    sheets = load_workbook(io.BytesIO(base64.b64decode(book["content"]))).sheetnames
    assert sheets == ["措施", "指标", "来源"]


def test_a_download_of_what_does_not_exist_is_no_file() -> None:
    assert download(open_screen("measures"), "exe") is None
    file = download(open_screen("measures"), "csv", measures=["../etc/passwd"], place="nowhere")
    assert len(base64.b64decode(file["content"]).decode().splitlines()) == 1


def test_a_place_opens_its_page() -> None:
    screen = report_event(open_screen("measures"), LIST, {"open": "140100"})
    assert "太原市" in text(page(quiet(screen)))
    assert address(screen) == {"place": "140100"}


def test_words_are_all_english_in_english() -> None:
    screen = quiet(open_screen("measures", measure=BOILERS, lang="en"))
    drawn = told(screen)["map"]
    labels = [entry["label"] for entry in drawn["legend"]] + [drawn["title"], drawn["subtitle"]]
    assert [label for label in (*labels, *drawn["note_labels"].values()) if CHINESE.search(label)] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_address_keeps_the_chinese_name_of_a_department(lang: str) -> None:
    screen = quiet(open_screen("measures", department="省生态环境厅", lang=lang))
    assert told(screen)["view"]["department"] == "省生态环境厅"
    assert warnings(screen) == []


def test_a_download_in_english_has_both_names_of_a_department() -> None:
    file = download(open_screen("measures", lang="en"), "csv", measures=["shanxi-2024-26"], address="lang=en")
    content = base64.b64decode(file["content"]).decode("utf-8-sig")
    assert "Department of Ecology and Environment (province) 省生态环境厅" in content


def test_the_measures_of_a_city_name_the_lead_in_both_languages_in_english(atlas: Atlas) -> None:
    both = "Department of Ecology and Environment (province) 省生态环境厅"
    assert f"Lead: {both}" in measures_html(atlas, words_for("en"), "140100")
    chinese = measures_html(atlas, words_for("zh"), "140100")
    assert "牵头：省生态环境厅" in chinese
    assert both not in chinese
