"""Which language a reader gets, and that choices are held while the words change."""

from types import SimpleNamespace

import pytest

from pages.shared import session_language, session_overlay
from pages.shared.session_language import COOKIE, LANGUAGE, follow_language, switch_language

LOST = "streamlit, token, session-that-is-gone"
FIRST = "streamlit, token"


class Noted(dict):
    """A session's state that notes what was set anew."""

    def __init__(self, *given):
        super().__init__(*given)
        self.set_anew = []

    def __setitem__(self, key, value):
        self.set_anew.append(key)
        super().__setitem__(key, value)


@pytest.fixture
def browser(monkeypatch):
    """A session of a browser whose cookie says English."""
    made = SimpleNamespace(
        session_state=Noted(),
        query_params={},
        context=SimpleNamespace(cookies={COOKIE: "en"}, headers={"Sec-WebSocket-Protocol": FIRST}),
    )
    monkeypatch.setattr(session_language, "st", made)
    monkeypatch.setattr(session_overlay, "st", made)
    return made


def test_the_cookie_speaks_for_a_lost_session_alone(browser):
    follow_language()
    assert (browser.query_params, browser.session_state[LANGUAGE]) == ({}, "zh")


def test_a_lost_session_goes_on_in_the_language_of_the_cookie(browser):
    browser.context.headers["Sec-WebSocket-Protocol"] = LOST
    follow_language()
    assert (browser.query_params, browser.session_state[LANGUAGE]) == ({"lang": "en"}, "en")


@pytest.mark.parametrize("named", ["zh", "en"])
def test_an_address_that_names_a_language_wins(browser, named):
    browser.context.headers["Sec-WebSocket-Protocol"] = LOST
    browser.context.cookies[COOKIE] = "en" if named == "zh" else "zh"
    browser.query_params["lang"] = named
    follow_language()
    assert browser.session_state[LANGUAGE] == named


def test_the_button_holds_what_was_chosen(browser):
    follow_language()
    browser.session_state |= {"layer": "gap", "province": ["140000"], "year": 2022}
    browser.session_state.set_anew.clear()
    switch_language()
    assert {"layer", "province"} <= set(browser.session_state.set_anew)
    assert browser.query_params == {"lang": "en"}


def test_an_address_in_the_other_language_holds_what_was_chosen(browser):
    follow_language()
    browser.session_state |= {"layer": "gap"}
    browser.session_state.set_anew.clear()
    follow_language()
    assert "layer" not in browser.session_state.set_anew
    browser.query_params["lang"] = "en"
    follow_language()
    assert "layer" in browser.session_state.set_anew


def test_of_another_screen_nothing_is_held(browser, monkeypatch):
    follow_language()
    browser.session_state |= {"layer": "gap"}
    browser.session_state.set_anew.clear()
    monkeypatch.setattr(session_language, "asked_screen", lambda: "another")
    browser.query_params["lang"] = "en"
    follow_language()
    assert "layer" not in browser.session_state.set_anew
