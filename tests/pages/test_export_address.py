"""The address of the export screen: read, faults told all at once, hostile text made harmless, written as short as can be."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.press.frames import UnknownFrameError
from layers.press.request import one_line
from pages.shared.export_address import (
    LONGEST_NOTE,
    LONGEST_TITLE,
    ExportChoices,
    ExportView,
    export_params,
    read_export_view,
)
from translations import N_, Message, words_for

TODAY = date(2026, 11, 22)
FRAMES = {"china": "china", "全国": "china", "fenwei-plain": "fenwei-plain", "太原": "140100"}


def frame_of(text: str) -> str | Message:
    return FRAMES.get(text) or UnknownFrameError(N_("没有名为“{text}”的图幅。", text=text[:40])).message


CHOICES = ExportChoices(("attainment", "observed"), (2024, 2025), frame_of)


def read(**params: str) -> tuple[ExportView, list[str]]:
    view, faults = read_export_view(params, CHOICES, "zh", TODAY)
    return view, [words_for("zh").render(fault) for fault in faults]


def test_an_empty_address_is_the_default_view():
    view, faults = read()
    assert view == ExportView("zh", TODAY)
    assert faults == []
    assert export_params(view, "zh", TODAY) == {}


def test_everything_in_the_address_is_read_and_written_back():
    params = {
        "layer": "observed", "year": "2024", "frame": "fenwei-plain", "size": "a3", "sheet_lang": "en",
        "date": "2026-01-31", "title": "汾渭平原", "note": "A & B", "lang": "zh",
    }  # fmt: skip
    view, faults = read(**params)
    assert faults == []
    assert export_params(view, "zh", TODAY) == {
        name: value for name, value in params.items() if name != "lang"
    }


def test_a_name_becomes_the_id_of_its_frame():
    assert read(frame="太原")[0].frame == "140100"


def test_all_faults_are_told_at_once_and_defaults_stand_in():
    wrong = {
        "layer": "x",
        "year": "1999",
        "frame": "火星",
        "size": "b5",
        "sheet_lang": "fr",
        "date": "今天",
    }
    view, faults = read(**wrong)
    assert view == ExportView("zh", TODAY)
    assert len(faults) == len(wrong)
    for name in wrong:
        assert sum(f"地址中的 {name}" in fault for fault in faults) == 1


@pytest.mark.parametrize(
    "day", ["2026-13-01", "20260131", "1999-12-31", "2100-01-01", "２０２６-01-01", "2026-1-1", ""]
)
def test_a_day_that_is_none_is_refused(day: str):
    view, faults = read(date=day)
    assert view.made_on == TODAY
    assert len(faults) == 1


def test_a_title_of_ten_thousand_characters_is_cut_and_said_so():
    view, faults = read(title="长" * 10_000, note="n" * 10_000)
    assert (len(view.title), len(view.note)) == (LONGEST_TITLE, LONGEST_NOTE)
    assert len(faults) == 2
    assert all("10000" in fault and len(fault) < 120 for fault in faults)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a\x00b\x1b[31m", "ab[31m"),
        ("一\n二\r三", "一 二 三"),
        ("\u202egnp.exe", "gnp.exe"),
        ("a\u200bb\ufeff", "ab"),
        ("\ud800x", "x"),
    ],
)
def test_invisible_characters_are_taken_out_and_said_so(given: str, kept: str):
    view, faults = read(title=given)
    assert view.title == kept
    assert len(faults) == 1


@pytest.mark.parametrize(
    "title", ["<b>&amp;</b>", "$x^2$ \\alpha", "../../etc/passwd", "مرحبا", "🌏", "100 %", "{0}"]
)
def test_visible_text_is_left_as_it_is(title: str):
    view, faults = read(title=title)
    assert view.title == title
    assert faults == []


@given(st.text())
def test_one_line_is_one_line_and_stays_as_it_is(text: str):
    line = one_line(text)
    assert line == one_line(line)
    assert not {unicodedata.category(character) for character in line} & {"Cc", "Cf", "Cs", "Co", "Cn"}


@given(
    st.dictionaries(
        st.sampled_from(["layer", "year", "frame", "size", "sheet_lang", "date", "title", "note"]),
        st.text(),
    )
)
def test_no_address_breaks_the_reading(params: dict[str, str]):
    view, _faults = read(**params)
    assert read(**export_params(view, "zh", TODAY)) == (view, [])
