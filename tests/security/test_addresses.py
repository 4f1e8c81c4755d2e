"""Markup in every parameter of every screen; both lists are read from the code, so that a new one is covered by itself."""

import pytest

from tests.screen_harness import open_screen
from tests.security.hostile import MARKUP, SIGN, faults_of, parameters, screens, sent

# With these a screen gets as far as reading the others.
SOUND = {
    "": {},
    "city": {"place": "140100"},
    "compare": {"places": "140100,140700"},
    "region": {"scope": "fenwei-plain"},
    "measures": {"measure": "state-council-2023-24-11"},
    "locate": {"at": "112.55,37.87"},
    "export": {"frame": "fenwei-plain"},
    "overlay": {},
    "method": {},
}


def test_the_lists_are_those_of_the_code():
    assert set(screens()) == set(SOUND)
    assert {
        "q",
        "places",
        "at",
        "datum",
        "title",
        "only",
        "indicator",
        "sheet_lang",
        "document",
    } <= parameters()
    assert len(parameters()) >= 27


# A screen that needs nothing is tried once.
TRIED = [(screen, sound) for screen in SOUND for sound in (False, True) if SOUND[screen] or not sound]


@pytest.mark.parametrize(("screen", "sound"), TRIED)
def test_markup_in_every_parameter_is_text(screen, sound, bench):
    wanted = dict.fromkeys(parameters(), MARKUP) | (SOUND[screen] | {"lang": "en"} if sound else {})
    shown = open_screen(screen, **wanted)
    assert faults_of(shown) == []
    # The language at least is wrong where all is.
    assert sound or SIGN in sent(shown)
