"""Files of a sheet: the same bytes each time, real text in an embedded font, no mathematics, no tofu."""

import io
import re
import zlib
from concurrent.futures import ThreadPoolExecutor
from xml.etree import ElementTree as ET

import matplotlib as mpl
import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from geo.geometry import Geometry
from layers.press.files import pdf_bytes, png_bytes, slim_path, svg_bytes
from layers.press.fonts import sheet_font
from layers.press.order import PressFigure
from tests.layers.press.conftest import artists, toy_sheet

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "价格 $x_1$ <b>粗</b> \\alpha & “引” 😀 العربية \u202eabc ../../etc/passwd\n第二行"


def test_the_same_sheet_gives_the_same_bytes(toy: Geometry) -> None:
    first, second = toy_sheet(toy), toy_sheet(toy)
    for write in (png_bytes, svg_bytes, pdf_bytes):
        assert write(first) == write(second), write.__name__
        assert write(first) == write(first), write.__name__


def test_sheets_drawn_at_once_are_as_if_drawn_alone(toy: Geometry) -> None:
    alone = [png_bytes(toy_sheet(toy, title=f"标题 {number}"), 60) for number in range(4)]
    with ThreadPoolExecutor(4) as pool:
        together = list(
            pool.map(lambda number: png_bytes(toy_sheet(toy, title=f"标题 {number}"), 60), range(4))
        )
    assert together == alone
    assert len(set(alone)) == 4


def test_settings_of_the_machine_change_nothing_and_are_left_alone(toy: Geometry) -> None:
    plain = svg_bytes(toy_sheet(toy))
    with mpl.rc_context(
        {"font.size": 30, "text.color": "red", "patch.linewidth": 9.0, "axes.unicode_minus": False}
    ):
        before = dict(mpl.rcParams)
        assert svg_bytes(toy_sheet(toy)) == plain
        assert dict(mpl.rcParams) == before


def test_a_png_is_as_large_as_asked(toy: Geometry) -> None:
    image = Image.open(io.BytesIO(png_bytes(toy_sheet(toy), 60)))
    assert image.size == (600, 600)
    assert "Software" not in image.info


def test_words_of_a_pdf_are_text_in_an_embedded_truetype_subset(toy: Geometry) -> None:
    content = pdf_bytes(toy_sheet(toy))
    assert b"/FontFile2" in content
    assert b"/CIDFontType2" in content
    assert b"/Type3" not in content
    assert b"/FontFile3" not in content
    assert b"/ToUnicode" in content
    fonts = [data for data in streams(content) if data[:4] == b"\x00\x01\x00\x00"]
    assert fonts
    glyphs = sum(len(TTFont(io.BytesIO(data)).getGlyphOrder()) for data in fonts)
    assert 50 < glyphs < 600
    assert len(content) < 200_000


def streams(content: bytes) -> list[bytes]:
    """The streams of a PDF, inflated."""
    found = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    return [zlib.decompress(data) if data[:1] == b"x" else data for data in found]


def test_a_pdf_carries_the_date_it_was_given_and_no_other(toy: Geometry) -> None:
    content = pdf_bytes(toy_sheet(toy))
    assert re.findall(rb"/CreationDate \(D:(\d{14})", content) == [b"20261122000000"]
    assert b"/ModDate" not in content


def test_words_of_an_svg_are_text_or_paths(toy: Geometry) -> None:
    made = toy_sheet(toy, title="试验标题")
    as_text = ET.fromstring(svg_bytes(made, "text"))
    words = [element.text for element in as_text.iter(f"{SVG}text")]
    assert "试验标题" in words
    styles = [element.get("style", "") for element in as_text.iter(f"{SVG}text")]
    assert all("'Noto Sans SC'" in style for style in styles)
    as_paths = ET.fromstring(svg_bytes(made, "paths"))
    assert not list(as_paths.iter(f"{SVG}text"))


def test_an_svg_names_its_places_and_fetches_nothing(toy: Geometry) -> None:
    content = svg_bytes(toy_sheet(toy)).decode()
    root = ET.fromstring(content)
    assert {"place-910100", "place-930000", "stamp", "legend"} <= {
        element.get("id") for element in root.iter()
    }
    assert not [link for link in re.findall(r'href="([^"]*)"', content) if not link.startswith("#")]
    assert "url(http" not in content


def test_slimming_keeps_every_corner_to_a_hundredth() -> None:
    data = "M 10.126 20.004 \nL 11.5 19.996 \nL 11.5 19.996 \nL -3.25 0.1 \nz\nM 1 2 \nL 3 4"
    assert slim_path(data) == "m10.13 20l1.37 0-14.75-19.9zm-9.13-18l2 2"


@pytest.mark.parametrize("size", ["wide", "portrait", "a4"])
def test_titles_that_mean_harm_are_drawn_as_plain_words(toy: Geometry, size: str) -> None:
    made = toy_sheet(toy, title=HOSTILE, note="$\\frac{1}{2}$ \x00\x1b[31m", size=size)
    title = "".join(artist.get_text() for gid, artist in artists(made).items() if gid.startswith("title-"))
    assert "$x_1$" in title
    assert "<b>粗</b>" in title
    assert "〓" in title
    assert "\u202e" not in title
    assert "😀" not in title
    ET.fromstring(svg_bytes(made))
    assert pdf_bytes(made).startswith(b"%PDF")
    said = [notice.msgid for notice in made.notices]
    assert any("字体中没有" in sentence for sentence in said)


def test_a_title_of_ten_thousand_characters_is_cut_and_said(toy: Geometry) -> None:
    made = toy_sheet(
        toy, title="长" * 10_000, note="长" * 10_000, address="https://example.org/?" + "a" * 10_000
    )
    said = [notice.msgid for notice in made.notices]
    assert "标题过长，图上只印前面一部分。" in said
    assert "说明过长，图上只印前面一部分。" in said
    assert "没有可用的完整地址，图上没有二维码。" in said
    title = [artist.get_text() for gid, artist in artists(made).items() if gid.startswith("title-")]
    assert len(title) <= 2
    assert title[-1].endswith("…")


def test_every_character_on_a_sheet_is_in_its_font(china_sheet: PressFigure) -> None:
    text = "".join(
        artist.get_text() for artist in artists(china_sheet).values() if hasattr(artist, "get_text")
    )
    characters = TTFont(sheet_font(text)).getBestCmap()
    assert {character for character in text if ord(character) not in characters} == set()


def test_the_map_of_china_is_small_enough_to_send(china_sheet: PressFigure) -> None:
    assert len(svg_bytes(china_sheet)) < 1_500_000
    assert len(pdf_bytes(china_sheet)) < 1_000_000
