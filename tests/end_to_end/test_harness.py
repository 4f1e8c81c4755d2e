"""The eyes of the browser tests see what they are there to see."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.end_to_end.app_server import AppServer, ServerDidNotStartError
from tests.end_to_end.profiles import Profiles
from tests.end_to_end.visitor import Visitor, Window

QUIET_APP = """
import streamlit as st
st.title("蓝天图志")
if st.button("more"):
    st.write("x" * 5000)
"""
TWO_SCREENS = """
import streamlit as st
st.navigation([
    st.Page(lambda: st.write("nation"), title="nation", url_path="map", default=True),
    st.Page(lambda: st.write("city"), title="city", url_path="city"),
]).run()
"""
FAULTY_APP = """
import socket
import streamlit as st
st.image("https://cdn.example.org/picture.png")
st.components.v1.html("<script>fetch('/media/missing.png'); console.error('oh'); undefinedName()</script>")
try:
    socket.create_connection(("atlas.example.org", 80), timeout=1)
except OSError:
    pass
"""


REMEMBER = """() => {
    document.cookie = "known=1; path=/; max-age=600";
    localStorage.setItem("known", "1");
    sessionStorage.setItem("known", "1");
}"""
REMEMBERED = "() => [document.cookie.includes('known'), localStorage.length, sessionStorage.length]"


def app_file(folder: Path, code: str) -> Path:
    """Write an app and return its path."""
    path = folder / "toy_app.py"
    path.write_text(code, encoding="utf-8")
    return path


def test_quiet_app_has_no_faults(
    start_app_server: Callable[..., AppServer], visit_own: Callable[..., Visitor], tmp_path: Path
) -> None:
    server = start_app_server(
        script=app_file(tmp_path, QUIET_APP), arguments=["--browser.gatherUsageStats", "false"]
    )
    visitor = visit_own("/", server=server)
    assert visitor.faults() == []
    assert "蓝天图志" in visitor.text()

    before = len(visitor.frames_in)
    visitor.page.get_by_role("button", name="more").click()
    visitor.wait_until_idle()
    assert sum(visitor.frames_in[before:]) >= 5000
    assert "x" * 5000 in visitor.text()
    assert server.outgoing_connections() == []


def test_every_kind_of_fault_is_seen(
    start_app_server: Callable[..., AppServer], visit_own: Callable[..., Visitor], tmp_path: Path
) -> None:
    server = start_app_server(
        script=app_file(tmp_path, FAULTY_APP), arguments=["--browser.gatherUsageStats", "false"]
    )
    visitor = visit_own("/", server=server)
    assert set(visitor.foreign_requests) == {"https://cdn.example.org/picture.png"}
    assert any("/media/missing.png: 404" in line for line in visitor.failed_requests)
    assert any("picture.png: net::ERR_NAME_NOT_RESOLVED" in line for line in visitor.failed_requests)
    assert any("oh" in line for line in visitor.console_errors)
    assert any("undefinedName" in line for line in visitor.console_errors)
    assert any("atlas.example.org" in line for line in server.outgoing_connections())


def test_streamlit_looking_for_its_server_is_no_fault(
    start_app_server: Callable[..., AppServer], visit_own: Callable[..., Visitor], tmp_path: Path
) -> None:
    server = start_app_server(
        script=app_file(tmp_path, TWO_SCREENS), arguments=["--browser.gatherUsageStats", "false"]
    )
    visitor = visit_own("/city?place=140100", server=server)
    assert visitor.faults() == []
    assert {address.rsplit("/", 1)[-1] for address in visitor.path_probes} <= {"health", "host-config"}
    assert "city" in visitor.text()


def test_traceback_on_the_screen_is_seen(
    start_app_server: Callable[..., AppServer], visit_own: Callable[..., Visitor], tmp_path: Path
) -> None:
    server = start_app_server(script=app_file(tmp_path, "raise ValueError('oh')"))
    assert visit_own("/", server=server).traces_on_screen() != []


def test_server_that_ends_at_once_is_told_with_its_log(
    start_app_server: Callable[..., AppServer], tmp_path: Path
) -> None:
    with pytest.raises(ServerDidNotStartError, match="does not exist"):
        start_app_server(script=tmp_path / "absent.py")


def test_a_profile_used_again_remembers_nothing(profiles: Profiles, app_server: AppServer) -> None:
    window, found = Window(width=999), []
    for _ in range(2):
        with profiles.visiting(app_server.url, window) as visitor:
            page = visitor.open("/_stcore/health", wait=False).page
            found.append(page.evaluate(REMEMBERED))
            page.evaluate(REMEMBER)
            page.context.grant_permissions(["geolocation"])
            kept = page.context
    assert found == [[False, 0, 0], [False, 0, 0]]
    with profiles.visiting(app_server.url, window) as visitor:
        assert visitor.page.context is kept
        assert visitor.page.context.pages == [visitor.page]
        state = "async () => (await navigator.permissions.query({name: 'geolocation'})).state"
        assert visitor.open("/_stcore/health", wait=False).page.evaluate(state) != "granted"
    with pytest.raises(ZeroDivisionError), profiles.visiting(app_server.url, window):
        raise ZeroDivisionError
    with profiles.visiting(app_server.url, window) as visitor:
        assert visitor.page.context is not kept
