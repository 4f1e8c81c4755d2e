"""Only what a reader types as a number is one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.plain_number import plain_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("35", 35),
        ("-3", -3),
        ("+12.5", 12.5),
        (".5", 0.5),
        ("5.", 5),
        ("007", 7),
        ("1e-7", 1e-7),
        ("1.1255E+02", 112.55),
    ],
)
def test_ascii_decimals_are_numbers(text: str, value: float):
    assert plain_number(text) == value


@pytest.mark.parametrize(
    "text",
    ["", " ", "1_0", "１２", "٣", "3５", "²", "nan", "inf", "-Infinity", " 35", "35 ", "35\n", "1 000", "1,5", "0x10", "1e", ".",
     "-", "--1", "1e400", "9" * 400, "三"],
)  # fmt: skip
def test_all_else_is_none(text: str):
    assert plain_number(text) is None


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_what_a_program_writes_is_read_back(value: float):
    assert plain_number(repr(value)) == value


@given(st.text(max_size=12))
def test_any_text_is_a_number_or_none(text: str):
    value = plain_number(text)
    assert value is None or (text.isascii() and value == float(text))
