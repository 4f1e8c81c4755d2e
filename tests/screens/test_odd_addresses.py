"""Addresses that nobody writes on purpose: each is answered in one sentence, and the screen shows what it can."""

import pytest

from tests.screen_harness import open_screen
from tests.screens.reading import page, quiet, warnings

NUL, TURNED, LONG = "a\0b", "\u202e原太\u202c", "太原" * 5000
SAID = [
    ("", {"layer": ["gap", "observed"]}, "layer 写了 2 次"),
    ("", {"year": "２０２１"}, "year 为"),
    ("", {"lang": NUL}, "lang 为“a\N{REPLACEMENT CHARACTER}b”"),
    ("city", {"place": "140100", "indicator": LONG}, "indicator 为“太原"),
    ("region", {"scope": TURNED}, "没有“\N{REPLACEMENT CHARACTER}原太\N{REPLACEMENT CHARACTER}”这个区域"),
    ("compare", {"places": NUL}, "没有找到“a\N{REPLACEMENT CHARACTER}b”"),
    (
        "compare",
        {"places": "昌市\u200f\u200b"},
        "没有找到“昌市\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}”",
    ),
    ("measures", {"department": LONG}, "department 为"),
    ("locate", {"at": TURNED + NUL}, "没有找到“"),
    ("export", {"frame": LONG}, "地址中的 frame"),
    ("method", {"document": "SHANXI%2F2024"}, "没有代码为“SHANXI%2F2024”的文件"),
]


@pytest.mark.parametrize(("screen", "address", "sentence"), SAID)
def test_one_sentence_and_a_whole_screen(screen: str, address: dict, sentence: str) -> None:
    shown = open_screen(screen, **address)
    assert not shown.exception
    [said] = warnings(shown)
    assert sentence in said
    assert len(said) < 250
    assert page(shown).find(".//h1") is not None


@pytest.mark.parametrize("asked", ["Fenwei-Plain", "汾渭平原", "FENWEI PLAIN"])
def test_an_area_is_found_by_its_names(asked: str) -> None:
    shown = quiet(open_screen("region", scope=asked))
    assert "13" in "".join(page(shown).find(".//h1").itertext())
