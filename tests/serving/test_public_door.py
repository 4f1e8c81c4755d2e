"""What readers meet at the public door: real nginx in front of two replicas, started by `commands.serve_public`.

The tests run in their order: the last ones take replicas away.
"""

import base64
import hashlib
import os
import re
import signal
from pathlib import Path

import pytest
import streamlit
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from commands.serve_public import WORK
from pages.serving.stopping import children_of
from publishing.page import CONTENT_POLICY
from scripts.check_health import health
from scripts.write_nginx_config import INLINE_SCRIPTS
from tests.serving.public_stack import PAGE, asked, public_stack, until

SERVICE_RESTART = 1012


@pytest.fixture(scope="module")
def stack(built_geometry, tmp_path_factory):
    with public_stack(tmp_path_factory.mktemp("public")) as one:
        yield one


def cookie_of(answer):
    found = re.match(r"atlas_replica=(\d);.*HttpOnly; SameSite=Lax", answer.headers.get("set-cookie", ""))
    return int(found[1]) if found else None


def session(stack, number):
    """A session through the door, with the cookie of a replica."""
    return connect(
        f"ws://127.0.0.1:{stack.dashboard_port}/_stcore/stream",
        subprotocols=["streamlit"],
        additional_headers={"Cookie": f"atlas_replica={number}"},
        max_size=None,
        compression=None,
    )


def runs_the_screen(one):
    """Ask for the page of data and method; whether the script came to its end."""
    message = BackMsg()
    message.rerun_script.page_name = "method"
    one.send(message.SerializeToString())
    while True:
        got = ForwardMsg.FromString(one.recv(timeout=120))
        if got.WhichOneof("type") == "script_finished":
            return got.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY


def read_on(one):
    """Read until the connection is closed."""
    while True:
        one.recv(timeout=60)


def test_pages_carry_their_headers_and_are_packed_ahead(stack):
    page = stack.static("/", Accept_Encoding="gzip")
    assert page.status == 200
    assert page.headers["content-encoding"] == "gzip"
    assert page.headers["content-security-policy"] == f"{CONTENT_POLICY}; frame-ancestors 'none'"
    assert page.headers["cache-control"] == "public, max-age=60, must-revalidate"
    assert page.headers["x-content-type-options"] == "nosniff"
    assert page.headers["server"] == "nginx"
    again = stack.static("/", Accept_Encoding="gzip", If_None_Match=page.headers["etag"])
    assert (again.status, again.body) == (304, b"")


def test_a_folder_without_its_slash_is_sent_on_by_a_relative_address(stack):
    sent_on = stack.static("/places", Host="atlas.example")
    assert (sent_on.status, sent_on.headers["location"]) == (301, "/places/")
    assert stack.static("/places/").status == 200
    assert stack.static("/places/index.html").status == 200
    nothing_to_list = stack.static("/assets/")
    assert (nothing_to_list.status, nothing_to_list.body) == (404, PAGE)


def test_health_and_measures_are_not_at_the_public_door(stack):
    for path in ("/healthz", "/metrics", "/metrics/"):
        assert stack.dashboard(path).status == 404


def test_assets_are_kept_for_good_former_ones_too(stack):
    for name in ("site.0123456789ab.css", "site.ba9876543210.css"):
        asset = stack.static(f"/assets/{name}")
        assert asset.status == 200
        assert asset.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert asset.headers["content-type"].startswith("text/css")
    gone = stack.static("/assets/site.000000000000.css")
    assert gone.status == 404


@pytest.mark.parametrize(
    "path",
    ["/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/assets/..%2f..%2fetc/passwd", "/.secret", "/out/passwd",
     "/assets/", "/index.html.gz", "/\\..\\x", "/%00"],
)  # fmt: skip
def test_no_way_out_of_the_site(stack, path):
    assert stack.static(path).status in (400, 403, 404)


@pytest.mark.parametrize(
    "path",
    ["/app/static/", "/app/static/../../streamlit_app.py", "/app/static/%2e%2e/%2e%2e/etc/passwd", "/_stcore/metrics",
     "/_stcore/script-health-check", "/media/../../etc/passwd"],
)  # fmt: skip
def test_no_way_into_the_dashboards_folders(stack, path):
    answer = stack.dashboard(path)
    assert answer.status in (400, 403, 404) or b"<title>Streamlit</title>" in answer.body
    assert b"root:" not in answer.body
    assert b"st.navigation" not in answer.body
    assert b"places." not in answer.body


def test_what_is_too_large_is_refused(stack):
    for port in (stack.site_port, stack.dashboard_port):
        assert asked(port, "/" + "a" * 20_000, {}).status == 414
        assert asked(port, "/", {"X-Long": "a" * 20_000}).status == 400
        assert asked(port, "/", {}, "POST", b"a" * 70_000).status in (405, 413)


def test_dashboard_carries_its_policy(stack):
    policy = stack.dashboard("/").headers["content-security-policy"]
    assert "unsafe-eval" not in policy.replace("wasm-unsafe-eval", "")
    assert re.search(r"script-src 'self' blob: 'wasm-unsafe-eval' 'sha256-[\w+/]+='; ", policy)
    assert policy.endswith("frame-ancestors 'self'")
    framed = stack.dashboard("/?embed=true")
    assert framed.headers["content-security-policy"].endswith("frame-ancestors *")
    assert "x-frame-options" not in framed.headers


def test_policy_knows_the_inline_script_of_the_installed_client():
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in scripts]
    assert " ".join(f"'sha256-{one}'" for one in hashes) == INLINE_SCRIPTS


def test_inner_port_counts_the_readers_of_its_replica(stack):
    with session(stack, 2) as one:
        assert runs_the_screen(one)
        measures = asked(stack.inner_ports[1], "/metrics", {}).body.decode()
    assert re.search(r'atlas_rerun_seconds_count\{screen="\w+"\} [1-9]', measures)
    assert "atlas_sessions 1.0" in measures
    assert 'atlas_opening{state="open"} 1.0' in measures
    assert "process_resident_memory_bytes" in measures


def test_another_site_gets_no_session(stack):
    with (
        pytest.raises(Exception, match="403"),
        connect(f"ws://127.0.0.1:{stack.dashboard_port}/_stcore/stream", origin="https://evil.example"),
    ):
        pass


def test_a_replica_that_hangs_hands_its_reader_on(stack):
    assert cookie_of(stack.dashboard("/", Cookie="atlas_replica=2")) is None
    hung = stack.replica_pid(2)
    os.kill(hung, signal.SIGSTOP)
    try:
        moved = stack.dashboard("/", Cookie="atlas_replica=2")
    finally:
        os.kill(hung, signal.SIGCONT)
    assert (moved.status, cookie_of(moved)) == (200, 1)


def test_reader_stays_with_a_replica_until_it_dies_and_goes_to_the_other(stack):
    for number in (1, 2):
        assert cookie_of(stack.dashboard("/", Cookie=f"atlas_replica={number}")) is None
    first = cookie_of(stack.dashboard("/", User_Agent="reader"))
    assert first == cookie_of(stack.dashboard("/", User_Agent="reader"))
    with session(stack, 2) as one:
        assert runs_the_screen(one)
        stack.kill_replica(2)
        with pytest.raises(ConnectionClosed):
            read_on(one)
    with session(stack, 2) as again:
        assert runs_the_screen(again)
    assert cookie_of(stack.dashboard("/", Cookie="atlas_replica=2")) == 1
    assert stack.static("/").status == 200
    # A failover is ordinary: nothing of the reader is written down.
    assert "client:" not in (WORK / str(stack.site_port) / "nginx.log").read_text(encoding="utf-8")
    stack.wait_until_healthy(2)
    assert "SIGKILL" in stack.log.read_text(encoding="utf-8")


def test_a_replica_that_is_told_to_stop_hands_its_reader_on(stack):
    # For some seconds after a failure nginx spares a replica.
    until(lambda: cookie_of(stack.dashboard("/", Cookie="atlas_replica=2")) is None, stack.log)
    with session(stack, 2) as one:
        assert runs_the_screen(one)
        os.kill(stack.replica_pid(2), signal.SIGTERM)
        with pytest.raises(ConnectionClosed) as closed:
            read_on(one)
    assert closed.value.rcvd.code == SERVICE_RESTART
    with session(stack, 2) as again:
        assert runs_the_screen(again)


def test_without_any_replica_a_sentence_says_so_and_the_static_face_stays(stack):
    stack.wait_until_healthy(2)
    for number in (1, 2):
        stack.kill_replica(number)
    answer = stack.dashboard("/")
    assert answer.status == 503
    told = answer.body.decode()
    assert "请稍后刷新" in told
    assert "reload" in told
    assert stack.static("/").status == 200


def test_the_end_leaves_nothing_behind(stack):
    mine = children_of(stack.process.pid)
    assert mine
    stack.process.send_signal(signal.SIGTERM)
    assert stack.process.wait() == 0
    assert [pid for pid in mine if Path(f"/proc/{pid}").exists()] == []
    assert not any(health(port)[0] for port in stack.inner_ports)
    with pytest.raises(ConnectionRefusedError):
        stack.static("/")
