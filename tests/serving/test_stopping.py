"""The end of a replica: the door first, then what runs, then the server, then the process."""

import subprocess
import sys
from types import SimpleNamespace

import pytest

from commands.kept_running import end_words, pause_after
from pages.serving import stopping


class Loop:
    """Does at once what it is asked to do soon."""

    def call_soon_threadsafe(self, what, *given):
        what(*given)


@pytest.fixture
def told(monkeypatch):
    events = []
    monkeypatch.setattr(stopping, "POLL_SECONDS", 0.001)
    monkeypatch.setattr(stopping, "ALL_SECONDS", 0.0)
    return events


def server_that_tells(events):
    listener = SimpleNamespace(close=lambda: events.append("door"))
    idle = SimpleNamespace(shutdown=lambda: events.append("idle"))
    reader = SimpleNamespace(handshake_complete=True, shutdown=lambda: events.append("reader"))
    http = SimpleNamespace(servers=[listener], server_state=SimpleNamespace(connections=[idle, reader]))
    return SimpleNamespace(
        _starlette_server=SimpleNamespace(_server=http), stop=lambda: events.append("server")
    )


def test_door_is_shut_first_and_scripts_finish_before_the_server_stops(told, monkeypatch):
    running = iter([2, 1, 0])

    def running_now():
        told.append("running")
        return next(running)

    monkeypatch.setattr(stopping, "running_now", running_now)
    stopping.end(server_that_tells(told), Loop(), lambda: told.append("end"))
    assert told == ["door", "idle", "running", "running", "running", "server", "end"]


def test_a_script_that_never_ends_is_not_waited_for(told, monkeypatch):
    monkeypatch.setattr(stopping, "FINISH_SECONDS", 0.0)
    monkeypatch.setattr(stopping, "running_now", lambda: 1)
    stopping.end(server_that_tells(told), Loop(), lambda: told.append("end"))
    assert told[-2:] == ["server", "end"]


def test_a_server_built_otherwise_still_stops(told, monkeypatch):
    monkeypatch.setattr(stopping, "running_now", lambda: 0)
    stopping.end(SimpleNamespace(stop=lambda: told.append("server")), Loop(), lambda: told.append("end"))
    assert told == ["server", "end"]


def test_what_was_started_ends_with_the_replica():
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        assert child.pid in stopping.children_of(stopping.os.getpid())
    finally:
        child.kill()
        child.wait()
        child.stdin.close()


def test_pauses_double_up_to_half_a_minute():
    assert [pause_after(deaths) for deaths in (1, 2, 3, 9)] == [1.0, 2.0, 4.0, 30.0]
    assert end_words(-9) == ("收到信号 SIGKILL", "by SIGKILL")
