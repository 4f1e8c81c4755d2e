"""Screens can be opened by address and components can report events, without a browser."""

from pathlib import Path

import pytest

from tests.screen_harness import ComponentNotFoundError, component_data, open_screen, report_event

TOY_APP = """
import streamlit as st

draw = st.components.v2.component("toy_map", js="export default function (component) {\\n}\\n")

def note():
    st.session_state["called"] = st.session_state.get("called", 0) + 1

def city():
    st.write("city " + st.query_params.get("place", "none"))
    result = draw(data={"codes": "aab"}, key="toy", on_select_change=note)
    st.write(f"select {result.select}, called {st.session_state.get('called', 0)}")

def nation():
    st.write("nation")

st.navigation([st.Page(nation, url_path="map", default=True), st.Page(city, url_path="city")]).run()
"""


@pytest.fixture
def toy_app(tmp_path: Path) -> Path:
    path = tmp_path / "toy_app.py"
    path.write_text(TOY_APP, encoding="utf-8")
    return path


def words(screen) -> list[str]:
    return [element.value for element in screen.markdown]


def test_screen_is_opened_by_its_address(toy_app: Path) -> None:
    assert words(open_screen(script=toy_app)) == ["nation"]
    assert words(open_screen("city", script=toy_app, place="140100")) == [
        "city 140100",
        "select None, called 0",
    ]


def test_component_reports_an_event_once(toy_app: Path) -> None:
    screen = open_screen("city", script=toy_app)
    assert component_data(screen, "toy") == {"codes": "aab"}
    assert words(report_event(screen, "toy", {"select": "140100"}))[1] == "select 140100, called 1"
    assert words(screen.run())[1] == "select None, called 1"


def test_absent_component_is_told(toy_app: Path) -> None:
    with pytest.raises(ComponentNotFoundError, match="'toy'"):
        component_data(open_screen(script=toy_app), "toy")
