"""How a message becomes text in a language."""

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translations import LANGUAGES, N_, Message, Words, words, words_for

CATALOGUE = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

msgid "{year} 年{basis} {value:g}，高于{kind} {figure:g}"
msgstr "{basis} {value:g} in {year}: above the {kind} of {figure:g}"

msgid "官方"
msgstr "official"

msgid "目标"
msgstr "target"

msgid "还没有译文"
msgstr ""

#, fuzzy
msgid "未核对"
msgstr "unchecked"
"""
SENTENCE = N_(
    "{year} 年{basis} {value:g}，高于{kind} {figure:g}",
    year=2025,
    basis=N_("官方"),
    value=41.0,
    kind=N_("目标"),
    figure=37.5,
)


@pytest.fixture
def english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Words:
    """English words from a catalogue of a few lines."""
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "atlas.po").write_text(CATALOGUE, encoding="utf-8")
    monkeypatch.setattr(words, "CATALOGUE_FOLDER", tmp_path)
    return Words("en")


def test_chinese_is_the_source() -> None:
    assert words_for("zh").render(SENTENCE) == "2025 年官方 41，高于目标 37.5"
    assert words_for("zh").gettext("官方") == "官方"


def test_messages_inside_messages_are_translated_first(english: Words) -> None:
    assert english.render(SENTENCE) == "official 41 in 2025: above the target of 37.5"


def test_what_is_not_translated_stays_chinese(english: Words) -> None:
    assert english.gettext("没有这一条") == "没有这一条"
    assert english.gettext("还没有译文") == "还没有译文"
    assert english.gettext("未核对") == "未核对"


@given(value=st.text())
def test_braces_in_a_parameter_stay_as_they_are(value: str) -> None:
    assert words_for("zh").gettext("“{found}”", found=value) == f"“{value}”"
    assert words_for("zh").render(N_("{outer}", outer=N_("“{found}”", found=value))) == f"“{value}”"


def test_a_missing_parameter_is_an_error_and_not_a_gap() -> None:
    with pytest.raises(KeyError, match="day"):
        words_for("zh").gettext("{year} 年 {day} 天", year=2025)


@pytest.mark.parametrize("lang", ["", "fr", "ZH", "zh_Hans"])
def test_an_unknown_language_raises_with_what_is_expected(lang: str) -> None:
    with pytest.raises(ValueError, match="one of zh, en expected"):
        Words(lang)


def test_there_is_one_object_a_language() -> None:
    assert LANGUAGES == ("zh", "en")
    assert words_for("en") is words_for("en")
    assert words_for("zh") is not words_for("en")


@pytest.mark.parametrize(
    ("lang", "en", "picked"),
    [("zh", "Taiyuan", "太原市"), ("en", "Taiyuan", "Taiyuan"), ("en", "", "太原市"), ("en", None, "太原市")],
)
def test_a_row_is_read_in_the_language_it_has(lang: str, en: str | None, picked: str) -> None:
    assert words_for(lang).pick("太原市", en) == picked


def test_lists_are_joined_as_the_language_writes_them() -> None:
    assert words_for("zh").join(["晋", "陕"]) == "晋、陕"
    assert words_for("en").join(["Shanxi", "Shaanxi"]) == "Shanxi, Shaanxi"
    assert words_for("en").join([]) == ""


def test_a_message_cannot_be_changed() -> None:
    message = N_("{year} 年", year=2025)
    with pytest.raises(FrozenInstanceError):
        message.msgid = "x"  # type: ignore[misc]
    with pytest.raises(TypeError):
        message.params["year"] = 2026  # type: ignore[index]
    assert message == N_("{year} 年", year=2025) != N_("{year} 年", year=2026)
    assert Message("官方") == N_("官方")


def test_the_names_of_a_scope_follow_the_language() -> None:
    name = N_("{zh}", zh="汾渭平原", en="Fenwei Plain")
    assert words_for("zh").render(name) == "汾渭平原"
    assert words_for("en").render(name) == "Fenwei Plain"
