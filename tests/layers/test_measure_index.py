"""The index of measures: complete, in reading order, in both languages, and of one mind with the rules."""

import json
import re
from collections import Counter
from typing import Any

import pytest

from geo.store import Geometry
from layers.measure_figures import deadline_of, figures_by_clause, year_of
from layers.measure_index import (
    REACH_CODES,
    chinese_number,
    clause_order,
    department_names,
    department_text,
    measure_index,
)
from layers.measure_words import measure_words
from policy.atlas import Atlas
from policy.measures import binding_measures
from tests.policy.made_up import changed_register
from translations import words_for

LARGEST_FILE = 400_000
CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def atlas(tables: Any, built_geometry: Geometry) -> Atlas:
    return Atlas(tables, built_geometry)


@pytest.fixture(scope="module")
def index(atlas: Atlas) -> dict[str, Any]:
    return measure_index(atlas)


def entry_of(index: dict[str, Any], measure_id: str) -> dict[str, Any]:
    return next(entry for entry in index["measures"] if entry["id"] == measure_id)


def test_every_measure_is_there_once_in_reading_order(index: dict[str, Any], atlas: Atlas) -> None:
    ids = [entry["id"] for entry in index["measures"]]
    assert sorted(ids) == sorted(atlas.register.measures)
    clauses = {name: [e["clause"] for e in index["measures"] if e["document"] == name] for name in
               ("state-council-2023-24", "shanxi-2024", "pingdingshan-2024")}  # fmt: skip
    assert clauses["state-council-2023-24"][:2] == ["（一）", "（二）"]
    assert clauses["state-council-2023-24"][-1] == "（三十九）"
    assert clauses["shanxi-2024"] == ["一", "二（一）", "二（二）", *(str(item) for item in range(1, 39))]
    assert clauses["pingdingshan-2024"][0] == "一（一）"
    assert clauses["pingdingshan-2024"][-1] == "十（四）"
    assert [document["id"] for document in index["documents"]] == list(clauses)


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("（十一）", (0, 11, 0)),
        ("二（一）", (2, 1, 0)),
        ("一", (1, 0, 0)),
        ("9", (99, 0, 9)),
        ("十（四）", (10, 4, 0)),
    ],
)
def test_clauses_are_numbered_as_printed(clause: str, expected: tuple[int, int, int]) -> None:
    assert clause_order(clause) == expected


@pytest.mark.parametrize(
    ("numeral", "expected"),
    [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("三十九", 39), ("", 0), ("附件", 0), ("一二", 0)],
)
def test_chinese_numerals(numeral: str, expected: int) -> None:
    assert chinese_number(numeral) == expected


def test_both_languages_say_something_everywhere(index: dict[str, Any]) -> None:
    for entry in index["measures"]:
        for field in ("title", "summary"):
            assert entry[field]["zh"], entry["id"]
            assert entry[field]["en"], entry["id"]
            assert not CHINESE.search(entry[field]["en"]), entry["id"]
        for figure in entry["figures"]:
            assert figure["name"]["en"], entry["id"]
            assert figure["text"]["en"], entry["id"]


def test_reach_is_that_of_the_rules(index: dict[str, Any], atlas: Atlas) -> None:
    places = list(atlas.register.places)
    for place_id in ("140100", "410400", "140200", "330100", "810000"):
        position = places.index(place_id)
        found = {
            entry["id"]: code
            for entry in index["measures"]
            if (code := index["reaches"][entry["reach"]][position]) != REACH_CODES["none"]
        }
        bound = binding_measures(atlas.register, place_id)
        assert found == {row.measure.measure_id: REACH_CODES[row.reach.kind] for row in bound}


def test_every_scope_named_is_described(index: dict[str, Any]) -> None:
    for scope_id, scope in index["scopes"].items():
        assert scope["zh"], scope_id
        assert not scope["zh"].isdigit(), "a county is named, not numbered"
    assert index["scopes"]["county-140728"] == {
        "zh": "晋中市平遥县",
        "en": index["scopes"]["county-140728"]["en"],
    }


def test_every_way_of_reaching_is_sent_once_with_a_letter_a_place(
    index: dict[str, Any], atlas: Atlas
) -> None:
    assert len(set(index["reaches"])) == len(index["reaches"])
    assert {entry["reach"] for entry in index["measures"]} == set(range(len(index["reaches"])))
    for reach in index["reaches"]:
        assert len(reach) == len(atlas.register.places)
        assert set(reach) <= set(REACH_CODES.values())


def test_one_department_printed_twice_is_one(index: dict[str, Any], atlas: Atlas) -> None:
    names = department_names(atlas.register)
    assert names["pingdingshan-2024", "生态环境局"] == "市生态环境局"
    assert names["pingdingshan-2024", "市生态环境局"] == "市生态环境局"
    assert names["pingdingshan-2024", "市场监督管理局"] == "市场监督管理局"
    assert names["shanxi-2024", "省生态环境厅"] == "省生态环境厅"
    listed = Counter(name for entry in index["measures"] for name in entry["departments"])
    assert "生态环境局" not in listed
    printed = [
        row
        for row in atlas.register.measures.values()
        if {"生态环境局", "市生态环境局"} & set(row.responsible_departments + row.lead_departments)
    ]
    assert listed["市生态环境局"] == len(printed)


def test_every_department_has_a_name_in_both_languages(index: dict[str, Any], atlas: Atlas) -> None:
    named = {name for entry in index["measures"] for name in entry["departments"]}
    assert set(index["departments"]) == named == set(atlas.register.departments)
    assert len(named) == 57
    for name, texts in index["departments"].items():
        assert texts["zh"] == name
        assert not CHINESE.search(texts["en"]), name
    assert index["departments"]["省生态环境厅"]["en"] == "Department of Ecology and Environment (province)"
    assert index["departments"]["市城市管理局"]["en"] == "Urban Management Bureau (city)"


@pytest.mark.parametrize(
    ("lang", "expected"),
    [("zh", "太原海关"), ("en", "Taiyuan Customs 太原海关")],
)
def test_the_chinese_name_stands_behind_our_translation(atlas: Atlas, lang: str, expected: str) -> None:
    assert department_text(atlas.register, words_for(lang), "太原海关") == expected


def test_sectors_have_names_of_their_own(index: dict[str, Any]) -> None:
    for lang in ("zh", "en"):
        names = [sector[lang] for sector in index["sectors"]]
        assert len(set(names)) == len(names)
    assert all(sector["en"][0].isupper() for sector in index["sectors"])
    assert {"id": "targets", "zh": "改善目标", "en": "Targets"} in index["sectors"]


def test_the_strength_of_a_figure_is_a_word_and_a_word_with_what_is_printed(index: dict[str, Any]) -> None:
    figures = [figure for entry in index["measures"] for figure in entry["figures"]]
    striving = [figure for figure in figures if figure["strength_word"].get("zh") == "力争"]
    assert striving
    assert {figure["strength_word"]["en"] for figure in striving} == {"strive"}
    assert {figure["strength"]["en"] for figure in striving} == {"strive (“力争”)"}
    assert not any(CHINESE.search(figure["strength_word"].get("en", "")) for figure in figures)
    assert {bool(figure["strength"]) == bool(figure["strength_word"]) for figure in figures} == {True}


def test_numbers_and_years_come_from_the_figures(index: dict[str, Any], atlas: Atlas) -> None:
    figures = figures_by_clause(atlas.register)
    for entry in index["measures"]:
        own = figures.get((entry["document"], entry["clause"]), [])
        assert len(entry["figures"]) == len(own)
        assert entry["has_number"] == any(figure.value is not None for figure in own)
        assert entry["years"] == sorted({year_of(figure) for figure in own} - {""})
    assert all(re.fullmatch(r"\d{4}", year) for year in index["years"])
    boilers = entry_of(index, "state-council-2023-24-11")
    assert boilers["has_number"]
    assert boilers["years"] == ["2025"]
    assert any("35" in figure["text"]["zh"] for figure in boilers["figures"])


def test_targets_of_a_clause_are_among_its_figures(index: dict[str, Any]) -> None:
    targets = entry_of(index, "state-council-2023-24-3")
    assert any("PM2.5" in figure["name"]["zh"] for figure in targets["figures"])


def test_a_plan_period_is_no_year(atlas: Atlas) -> None:
    periods = [
        figure
        for rows in figures_by_clause(atlas.register).values()
        for figure in rows
        if deadline_of(figure, words_for("zh")) and not deadline_of(figure, words_for("zh"))[:4].isdigit()
    ]
    assert [year_of(figure) for figure in periods] == [""] * len(periods)


def test_a_document_more_is_a_matter_of_rows(built_geometry: Geometry) -> None:
    register = changed_register(
        measures=[
            {
                "measure_id": "shanxi-2024-99",
                "document_id": "shanxi-2024",
                "clause": "99",
                "sector": "energy",
                "title_zh": "甲",
                "title_en": "One",
                "summary_zh": "乙",
                "summary_en": "Two",
                "scope_id": "province-140000",
                "responsible_departments": "市丙局|丙局",
            }
        ],
        departments=[{"name_zh": "市丙局", "name_en": "Bureau Three (city)"}],
    )
    made_up = Atlas(register.tables, built_geometry)
    entry = entry_of(measure_index(made_up), "shanxi-2024-99")
    assert entry["departments"] == ["市丙局"]
    assert measure_index(made_up)["departments"]["市丙局"] == {"zh": "市丙局", "en": "Bureau Three (city)"}
    assert entry["figures"] == []
    assert not entry["has_number"]


def test_file_is_small_enough_to_be_fetched_once(index: dict[str, Any]) -> None:
    assert len(json.dumps(index, ensure_ascii=False, separators=(",", ":")).encode()) < LARGEST_FILE


def test_words_of_the_list_are_in_both_languages() -> None:
    english = measure_words(words_for("en"))
    assert [name for name, text in english.items() if CHINESE.search(text)] == []
    assert set(english) == set(measure_words(words_for("zh")))


def test_of_whom_a_figure_speaks_is_said_in_both_languages(index: dict[str, Any]) -> None:
    subjects = [figure["subject"] for entry in index["measures"] for figure in entry["figures"]]
    said = [subject for subject in subjects if subject["zh"]]
    assert {"zh": "地级及以上城市", "en": "Cities at prefecture level and above"} in said
    assert [subject for subject in said if not subject["en"] or CHINESE.search(subject["en"])] == []
