"""The typeface, and lines broken as Chinese and English are."""

import io
import shutil
import tempfile
from pathlib import Path

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from layers.press import fonts
from layers.press.fonts import (
    FontMissingError,
    drawable,
    face,
    font_path,
    missing_notice,
    sheet_font,
    truetype_of,
)
from layers.press.typesetting import NOT_FIRST, NOT_LAST, Typesetter, pieces

SETTER = Typesetter(Figure(), None, face())
SENTENCE = "微克/立方米；官方数据优先，其余为实况数据（未扣除沙尘），PM2.5 means of the year 2025 are shown."


def test_the_font_comes_with_the_requirements_under_the_open_font_licence() -> None:
    names = TTFont(font_path(), lazy=True)["name"]
    assert "SIL Open Font License" in names.getDebugName(13)
    assert font_path().parent.name == "pylopdf_fonts_zh_cn"


def test_the_code_of_the_font_package_is_never_run() -> None:
    import sys

    assert "pylopdf_fonts_zh_cn" not in sys.modules


def test_a_font_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "FONT_PACKAGE", "no-such-package")
    font_path.cache_clear()
    try:
        with pytest.raises(FontMissingError, match=r"requirements\.txt"):
            font_path()
    finally:
        font_path.cache_clear()


def test_the_small_font_draws_what_the_large_one_does() -> None:
    small = TTFont(io.BytesIO(truetype_of("永a", face())))
    large = TTFont(font_path(), lazy=True)
    for character in "永a":
        areas = []
        for font in (small, large):
            name = font.getBestCmap()[ord(character)]
            pen = DecomposingRecordingPen(font.getGlyphSet())
            font.getGlyphSet()[name].draw(pen)
            corners = [point for _step, points in pen.value for point in points if point]
            areas.append((min(corners)[0], max(corners)[0], font["hmtx"][name][0]))
        assert areas[0] == pytest.approx(areas[1], abs=12)


def test_the_small_font_is_the_same_each_time() -> None:
    assert truetype_of("蓝天图志", face()) == truetype_of("蓝天图志", face())


@pytest.mark.parametrize(
    ("text", "drawn", "missing"),
    [
        ("一\t二\n三", "一 二 三", ""),
        ("a\u202eb\u200b\x07c", "abc", ""),
        ("e\u0301", "é", ""),
        ("好😀", "好〓", "😀"),
        ("שלום", "〓〓〓〓", "שלום"),
        ("", "", ""),
    ],
)
def test_what_can_be_drawn(text: str, drawn: str, missing: str) -> None:
    assert drawable(text, face()) == (drawn, tuple(missing))


@given(st.text(max_size=60))
def test_any_text_can_be_drawn_once_cleaned(text: str) -> None:
    cleaned, _missing = drawable(text, face())
    assert all(face().has(character) for character in cleaned)
    assert drawable(cleaned, face()) == (cleaned, ())


def test_missing_characters_are_listed_up_to_eight() -> None:
    notice = missing_notice(chr(0x1F600 + number) for number in range(12))
    assert notice is not None
    assert notice.params["count"] == 12
    assert str(notice.params["names"]).endswith("…")
    assert missing_notice("") is None


@pytest.mark.parametrize("width", [40.0, 90.0, 133.0, 400.0])
def test_lines_are_no_wider_than_asked_and_lose_nothing(width: float) -> None:
    for break_lines in (SETTER.wrap, SETTER.balanced):
        lines = break_lines(SENTENCE, 10.0, width)
        assert all(SETTER.width(line, 10.0) <= width for line in lines)
        assert "".join(lines).replace(" ", "") == SENTENCE.replace(" ", "")


def test_no_line_begins_with_a_comma_or_ends_with_an_opening_bracket() -> None:
    for width in range(40, 200, 7):
        lines = SETTER.wrap(SENTENCE, 10.0, float(width))
        assert not [line for line in lines[1:] if line[0] in NOT_FIRST]
        assert not [line for line in lines[:-1] if line[-1] in NOT_LAST]


def test_words_are_not_broken_but_when_too_long_for_a_line() -> None:
    assert list(pieces("PM2.5 年均值")) == ["PM2.5 ", "年", "均", "值"]
    assert list(pieces("共 42 个地点")) == ["共 ", "42 个", "地", "点"]
    assert SETTER.wrap("incomprehensibilities", 10.0, 50.0)[0] != "incomprehensibilities"


def test_what_goes_beyond_the_lines_there_are_is_cut_with_an_ellipsis() -> None:
    lines = SETTER.wrap("长" * 100, 10.0, 100.0, 2)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert SETTER.width(lines[1], 10.0) <= 100.0


def test_a_font_cut_short_or_cleaned_away_is_made_anew(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # A folder of its own: sheets of other tests are read again with the fonts of the common one.
    folder = tempfile.TemporaryDirectory(dir=tmp_path)
    monkeypatch.setattr(fonts, "_font_folder", lambda: folder)
    path = sheet_font("蓝天")
    whole = path.read_bytes()
    path.write_bytes(whole[:100])
    assert sheet_font("蓝天").read_bytes() == whole
    shutil.rmtree(path.parent)
    assert sheet_font("蓝天").read_bytes() == whole
