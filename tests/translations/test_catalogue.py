"""The English catalogue says everything the code says, with the same parameters."""

from __future__ import annotations

import re
import string

import pytest

from scripts.update_translations import extracted
from translations.words import read_catalogue

CHINESE = re.compile(r"[\u4e00-\u9fff]")
NAMES_OF_SCOPES = "{zh}"


def fields_of(template: str) -> set[str]:
    return {name for _text, name, _format, _conversion in string.Formatter().parse(template) if name}


@pytest.fixture(scope="module")
def english() -> dict[str, str]:
    return read_catalogue("en")


def test_every_sentence_of_the_code_has_an_english_text(english: dict[str, str]) -> None:
    assert [msgid for msgid in extracted() if msgid not in english] == []


def test_no_sentence_is_kept_that_the_code_no_longer_says(english: dict[str, str]) -> None:
    assert sorted(set(english) - set(extracted())) == []


def test_parameters_survive_translation(english: dict[str, str]) -> None:
    changed = {
        msgid: text
        for msgid, text in english.items()
        if msgid != NAMES_OF_SCOPES and fields_of(msgid) != fields_of(text)
    }
    assert changed == {}


def test_english_is_english_but_for_quoted_terms(english: dict[str, str]) -> None:
    unquoted = {msgid: re.sub(r"“[^”]*”", "", text) for msgid, text in english.items()}
    assert {msgid: text for msgid, text in unquoted.items() if CHINESE.search(text)} == {}
