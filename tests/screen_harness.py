"""Screens run without a browser: `streamlit.testing.v1.AppTest`, with what it lacks for our screens.

AppTest knows neither pages made from functions nor the events of a component; both are done here with
the identifiers that a browser would send. What a component draws is only seen in a browser: here one
sees what it was given and what the screen does about what it reports.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

PROJECT_FOLDER = Path(__file__).resolve().parents[1]
ENTRY_SCRIPT = PROJECT_FOLDER / "streamlit_app.py"
SECONDS = 180
EVENT_PREFIX = "$$STREAMLIT_INTERNAL_KEY_"


class ComponentNotFoundError(LookupError):
    """The screen holds no component with that key."""


def open_screen(url_path: str = "", *, script: Path = ENTRY_SCRIPT, **address: str) -> AppTest:
    """Run the dashboard as if `/<url_path>?<address>` was opened, and return the finished screen.

    Parameters
    ----------
    url_path
        As given to `st.Page`; empty for the first screen.
    script
        The entry script.
    address
        Parameters of the address, as in `place="140100"`.
    """
    screen = AppTest.from_file(script, default_timeout=SECONDS)
    for name, value in address.items():
        screen.query_params[name] = value
    if url_path:
        screen._page_hash = calc_hash(url_path)
    return screen.run()


def component_data(screen: AppTest, key: str) -> Any:
    """Return what the screen gave to the component with `key`.

    Raises
    ------
    ComponentNotFoundError
        When there is none.
    """
    return json.loads(_component(screen, key).proto.json)


def report_event(screen: AppTest, key: str, events: Mapping[str, object]) -> AppTest:
    """Let the component with `key` report events, as a press on the map does, and run the screen.

    Parameters
    ----------
    events
        Trigger values by name, as in `{"select": "140100"}`; callbacks run, and the values are gone at
        the next run, as in a browser.

    Raises
    ------
    ComponentNotFoundError
        When there is none.
    """
    component = _component(screen, key)
    states = screen._tree.get_widget_states()
    payload = [{"event": name, "value": value} for name, value in events.items()]
    identifier = f"{EVENT_PREFIX}{component.proto.id}__events"
    states.widgets.append(WidgetState(id=identifier, json_trigger_value=json.dumps(payload)))
    return screen._run(states)


def _component(screen: AppTest, key: str) -> Any:
    for element in screen.get("bidi_component"):
        if element.proto.id.endswith(f"-{key}"):
            return element
    raise ComponentNotFoundError(f"no component with key {key!r} on the screen")
