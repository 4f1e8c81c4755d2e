"""A box that holds what is none of its choices says again what it said before."""

import pytest

from pages.shared import session_language
from pages.shared.session_language import bring_back


@pytest.mark.parametrize(
    ("held", "after"),
    [
        ("pm25", "pm25"),
        ("Fine particles", "no2"),
        (None, None),
        (["pm25", "Fine particles", "no2"], ["pm25", "no2"]),
        (["Fine particles"], []),
        (["pm25"], ["pm25"]),
        ([], []),
    ],
)
def test_strangers_are_dropped_from_a_list_and_replaced_elsewhere(monkeypatch, held, after):
    state = {"box": held}
    monkeypatch.setattr(session_language.st, "session_state", state)
    bring_back("box", ("pm25", "no2"), "no2")
    assert state == {"box": after}


def test_a_box_that_is_not_there_is_not_made(monkeypatch):
    state = {}
    monkeypatch.setattr(session_language.st, "session_state", state)
    bring_back("box", ("pm25",), "pm25")
    assert state == {}
