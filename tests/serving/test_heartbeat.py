"""The dashboard's event loop is seen to run: by `/healthz`, by the watchdog, and from the replica's start on."""

import asyncio
import inspect
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from streamlit.web import bootstrap

from pages.serving import heartbeat, inner_port, replica, stopping
from pages.serving.heartbeat import EVERY_SECONDS, SILENT_SECONDS, START_SECONDS, Heartbeat
from pages.serving.inner_port import health_of
from pages.serving.watchdog import keep_telling
from pages.shared.opening import AtlasOpening


class Loop:
    """Holds what it is asked to do later."""

    def __init__(self):
        self.later = []

    def call_later(self, seconds, what, *given):
        self.later.append((seconds, what, given))


@pytest.fixture
def clock():
    return SimpleNamespace(now=1000.0)


@pytest.fixture
def beat(clock):
    return Heartbeat(lambda: clock.now)


@pytest.fixture
def is_open():
    opening = AtlasOpening()
    opening._atlas = object()
    return opening


def test_a_loop_that_hangs_takes_no_readers(beat, clock, is_open):
    assert health_of(is_open, beat).sentence == "not ready: the dashboard does not listen yet"
    beat.follow(Loop())
    clock.now += SILENT_SECONDS - 0.1
    assert health_of(is_open, beat).ready
    clock.now += 0.1
    hung = health_of(is_open, beat)
    assert (hung.status, hung.sentence) == (503, "hangs: the event loop has not run for 15 s or more")
    # A supervisor takes new words for a step forward.
    clock.now += 100
    assert health_of(is_open, beat) == hung
    beat.follow(Loop())
    assert health_of(is_open, beat).ready


def test_a_busy_loop_is_given_its_time(beat):
    # Runs of the script hold the interpreter for seconds.
    assert SILENT_SECONDS >= 15 * EVERY_SECONDS


def test_a_loop_has_time_to_begin_and_then_must_run(beat, clock):
    clock.now += START_SECONDS - 1
    assert beat.is_alive
    clock.now += 1
    assert not beat.is_alive
    beat.follow(Loop())
    assert beat.is_alive
    clock.now += SILENT_SECONDS
    assert not beat.is_alive


def test_every_beat_asks_for_the_next(beat, clock):
    loop = Loop()
    beat.follow(loop)
    clock.now += SILENT_SECONDS
    [(seconds, again, given)] = loop.later
    assert seconds == 1.0
    again(*given)
    assert beat.is_alive
    assert len(loop.later) == 2


def test_the_server_s_loop_gives_the_beat(monkeypatch):
    beat = Heartbeat()
    monkeypatch.setattr(heartbeat, "EVERY_SECONDS", 0.001)
    monkeypatch.setattr(stopping, "BEAT", beat)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    asked = []
    follow = beat.follow
    monkeypatch.setattr(beat, "follow", lambda loop: asked.append(loop) or follow(loop))

    async def serve():
        stopping.take_signals(None)
        while len(asked) < 3:
            await asyncio.sleep(0)

    # A loop may run in this thread already, left there by a test of the browser.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(asyncio.wait_for(serve(), 60))).result()
    assert beat.has_begun


def test_streamlit_still_asks_for_signals_on_its_loop_once_it_listens():
    began, asked = (
        inspect.getsource(bootstrap.run).find(call)
        for call in ("await server.start()", "_set_up_signal_handler(server)")
    )
    assert 0 < began < asked


def test_systemd_is_not_told_while_the_loop_hangs(monkeypatch):
    told, answers = [], iter([True, False, False, True])
    monkeypatch.setattr("pages.serving.watchdog.tell", lambda *_: told.append("told"))
    monkeypatch.setattr("pages.serving.watchdog.threading.Thread", Later)
    monkeypatch.setattr("pages.serving.watchdog.threading.Event", FourRounds)
    keep_telling({"NOTIFY_SOCKET": "/x", "WATCHDOG_USEC": "4000"}, lambda: next(answers))
    Later.made.run()
    assert told == ["told"] * 2


class FourRounds:
    """An event that ends the fourth wait."""

    waits = 0

    def wait(self, _seconds):
        self.waits += 1
        return self.waits == 4


class Later:
    """A thread that runs when the test says so, on the test's own."""

    made = None

    def __init__(self, target, **_):
        self.run = target
        Later.made = self

    def start(self):
        pass


def test_health_and_watchdog_look_at_the_same_beat(monkeypatch, is_open):
    assert inner_port.BEAT is stopping.BEAT is heartbeat.BEAT
    monkeypatch.setattr(heartbeat.BEAT, "_began", -1e9)
    monkeypatch.setattr(heartbeat.BEAT, "_last", -1e9)
    assert "event loop" in health_of(is_open).sentence
    told = []
    monkeypatch.setattr("pages.serving.watchdog.tell", lambda *_: told.append("told"))
    monkeypatch.setattr("pages.serving.watchdog.threading.Thread", Later)
    monkeypatch.setattr("pages.serving.watchdog.threading.Event", FourRounds)
    keep_telling({"NOTIFY_SOCKET": "/x", "WATCHDOG_USEC": "4000"})
    Later.made.run()
    assert told == []


def test_a_replica_starts_with_all_that_keeps_it(monkeypatch, capsys, tmp_path):
    done = []
    for name in (
        "bound_heaps",
        "keep_telling",
        "import_screens",
        "stop_gracefully",
        "clear_up",
        "end_children",
    ):
        monkeypatch.setattr(replica, name, lambda *given, name=name: done.append((name, *given)))
    monkeypatch.setattr(replica, "listen", lambda *given: done.append(("listen", *given)))
    opening = SimpleNamespace(start=lambda: done.append(("open",)))
    monkeypatch.setattr(replica, "atlas_opening", lambda: opening)
    monkeypatch.setattr(replica.cli, "main", lambda: done.append(("serve",)))
    monkeypatch.setattr(sys, "argv", [])
    monkeypatch.setattr(replica, "REPOSITORY", tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ATLAS_SITE_URL", "https://a.org:99999")
    monkeypatch.setenv("MAP_APPROVAL_NUMBER", "none")
    assert replica.main(["--port", "8601", "--inner-port", "9601"]) == 0
    # Heaps before any thread; with their own numbers of seconds.
    assert done == [
        ("bound_heaps",),
        ("keep_telling",),
        ("listen", 9601, "127.0.0.1"),
        ("open",),
        ("import_screens",),
        ("stop_gracefully",),
        ("clear_up",),
        ("serve",),
        ("end_children",),
    ]
    told = capsys.readouterr().err.splitlines()
    assert [line.split("“")[0].split(" ")[0] for line in told] == ["ATLAS_SITE_URL", "MAP_APPROVAL_NUMBER"]
