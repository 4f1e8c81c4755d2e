"""Requests that no browser makes: paths that climb, addresses and messages without end. The server answers on."""

import http.client
import os
from urllib.parse import urlencode, urlsplit

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.end_to_end.app_server import AppServer
from tests.security.hostile import MARKUP, SIGN, parameters

SECRET = "[theme]"
CLIMBS = ["../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..%5c", "....//", "..%252f", "%c0%ae%c0%ae/"]
ROOTS = ["/app/static/", "/static/", "/media/", "/component/", "/_stcore/bidi-components/", "/"]


def asked(server: AppServer, path: str, method: str = "GET", body: bytes | None = None) -> tuple[int, str]:
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=30)
    try:
        connection.putrequest(method, path, skip_accept_encoding=True)
        connection.putheader("Content-Length", str(len(body or b"")))
        connection.endheaders(body)
        response = connection.getresponse()
        return response.status, response.read(200_000).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException):
        return 0, ""
    finally:
        connection.close()


def is_closed_by(stream: ClientConnection, message: bytes) -> bool:
    """Whether the server hangs up on a message instead of taking it."""
    try:
        stream.send(message)
        for _ in range(50):
            stream.recv(timeout=20)
    except (ConnectionClosed, BrokenPipeError, ConnectionResetError):
        return True
    return False


@pytest.mark.parametrize("root", ROOTS)
def test_no_path_climbs_out(app_server: AppServer, root: str) -> None:
    for climb in CLIMBS:
        for target in (".streamlit/config.toml", "etc/passwd", "data/places.csv"):
            for steps in (1, 2, 8):
                status, body = asked(app_server, root + climb * steps + target)
                assert status > 0
                assert SECRET not in body
                assert "root:" not in body
                assert "140100" not in body


def test_folders_are_not_listed(app_server: AppServer) -> None:
    for path in ("/app/static", "/app/static/", "/static/", "/media/"):
        assert "places." not in asked(app_server, path)[1]


def test_an_endless_address_is_refused_or_answered_and_the_server_stays(app_server: AppServer) -> None:
    status, body = asked(app_server, "/?q=" + "x" * 1_000_000)
    assert status in (0, 400, 413, 414, 431) or len(body) < 50_000
    assert asked(app_server, "/_stcore/health")[0] == 200


def test_an_upload_without_session_is_refused(app_server: AppServer) -> None:
    status, _body = asked(app_server, "/_stcore/upload_file/..%2f..%2fx/..%2fy", "PUT", b"x" * 1000)
    assert status >= 400


def test_a_message_without_end_closes_its_own_stream_alone(app_server: AppServer) -> None:
    address = app_server.url.replace("http", "ws") + "/_stcore/stream"
    with connect(address, max_size=None, origin=app_server.url) as stream:
        assert is_closed_by(stream, os.urandom(1 << 20) * 60)
    assert asked(app_server, "/_stcore/health")[0] == 200


def test_a_payload_everywhere_runs_nowhere(visit, tmp_path) -> None:
    """The payload in every parameter of two screens, and in the name and a cell of a table handed over."""
    visitor = visit(path=None)
    page = visitor.page
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.add_init_script(f"window.{SIGN} = () => {{ window.ran = true; }}")
    query = urlencode(dict.fromkeys(sorted(parameters()), MARKUP))
    for screen in ("", "measures"):
        visitor.open(f"/{screen}?{query}")
        assert page.evaluate("window.ran") is None, screen
        assert page.locator(f"[onerror*={SIGN}], img[src='x'], img[src*='h.example']").count() == 0, screen
    table = tmp_path / f"<img src=x onerror={SIGN}()>.csv"
    table.write_text(
        f"地点,年份,PM2.5\n太原市,2025,12.5\n{MARKUP.replace(',', '')},2025,13\n", encoding="utf-8"
    )
    visitor.open("/overlay")
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(table)
    visitor.wait_until_idle()
    assert SIGN in visitor.text()
    assert page.evaluate("window.ran") is None
    assert dialogs == []
    assert visitor.foreign_requests == []
    assert visitor.traces_on_screen() == []
