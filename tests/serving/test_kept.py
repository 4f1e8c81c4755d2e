"""What the supervisor keeps running: started again when it dies, cannot be started or answers nobody."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from commands import kept_answering, kept_running
from commands.kept_answering import FAILURES, Answering, DoorAnswering
from commands.kept_running import Kept
from scripts.check_health import Question
from tests.end_to_end.app_server import free_port
from tests.structure.source_files import PROJECT_FOLDER

ANSWERS = """
import http.server, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(int(sys.argv[2]))
        self.end_headers()
        self.wfile.write(b"not ready: opening the atlas")
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""
PATIENCE = 60


@pytest.fixture
def said(monkeypatch):
    monkeypatch.setattr(kept_running, "FIRST_PAUSE", 0.01)
    return []


@pytest.fixture
def replica(tmp_path):
    """Starts a process that answers with a status, and asks it often."""
    started = []

    def start(status):
        port = free_port()
        command = [sys.executable, "-c", ANSWERS, str(port), str(status)]
        kept = Kept("one", command, tmp_path / "one.log")
        kept.start()
        started.append(kept)
        return Answering(kept, port, every=0.02, patience=0.2)

    yield start
    for one in started:
        one.kill()


def look_until(holds, said, *looked_after):
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, said
        for one in looked_after:
            one.look_after(said.append)
        time.sleep(0.005)


def test_one_that_was_ready_and_answers_no_more_is_started_again(replica, said):
    one = replica(200)
    look_until(lambda: one.was_ready, said, one, one.kept)
    stopped = one.kept.process.pid
    os.kill(stopped, signal.SIGSTOP)
    look_until(lambda: one.was_ready and one.pid != stopped, said, one, one.kept)
    assert "没有应答" in said[0]
    assert "has not answered" in said[0]
    assert "SIGKILL" in said[1]
    assert one.failures == 0


@pytest.mark.parametrize(("status", "stops"), [(503, False), (503, True), (200, False)])
def test_one_that_is_ready_or_still_opening_is_left(replica, said, status, stops):
    one = replica(status)
    answers = []
    take = one.answer
    one.answer = lambda: answers.append(take()) or answers[-1]
    look_until(lambda: any(answers), said, one)
    if stops:
        os.kill(one.kept.process.pid, signal.SIGSTOP)
    answers.clear()
    asked = []
    ask = one.ask
    one.ask = lambda now: asked.append(now) or ask(now)
    look_until(lambda: len(asked) > FAILURES + 1, said, one, one.kept)
    assert one.kept.is_running
    assert said == []


def test_a_pause_between_answers_is_forgiven(replica, said):
    one = replica(200)
    look_until(lambda: one.was_ready, said, one)
    one.failures = FAILURES - 1
    look_until(lambda: one.failures == 0, said, one)
    assert one.kept.is_running


def test_a_log_folder_that_is_gone_is_made_again(tmp_path, said):
    kept = Kept("one", [sys.executable, "-c", "print('said')"], tmp_path / "logs" / "one.log")
    kept.try_start(said.append)
    kept.process.wait()
    shutil.rmtree(tmp_path / "logs")
    look_until(lambda: "said" in kept.last_words(), said, kept)
    kept.kill()
    assert "cannot be started" not in "".join(said)


def test_what_cannot_be_started_is_told_and_tried_again(tmp_path, said):
    (tmp_path / "logs").write_text("a file where the folder should be", encoding="utf-8")
    kept = Kept("one", [sys.executable, "-c", "print('said')"], tmp_path / "logs" / "one.log")
    kept.try_start(said.append)
    assert not kept.is_running
    assert "无法启动" in said[0]
    assert "cannot be started" in said[0]
    look_until(lambda: len(said) > 1, said, kept)
    (tmp_path / "logs").unlink()
    look_until(lambda: "said" in kept.last_words(), said, kept)
    kept.kill()


class Asked:
    """A process, whether it was ended, and what it says: None for silence."""

    def __init__(self, monkeypatch, kind=Answering, **given):
        self.killed, self.said, self.now, self.process = (
            0,
            [],
            1000.0,
            SimpleNamespace(pid=1, poll=lambda: None),
        )
        self.name = "one"
        monkeypatch.setattr(kept_answering, "Question", lambda *_: self)
        monkeypatch.setattr(kept_answering.time, "monotonic", lambda: self.now)
        self.one = kind(self, 1, **given)

    def kill(self):
        self.killed += 1

    def close(self):
        pass

    def answer(self):
        return self.says

    def hears(self, says, times=1):
        """So many questions, each with its answer; whether the process was ended."""
        self.says, before = says, self.killed
        for _ in range(times):
            self.one.look_after(self.said.append)
            self.now += 4.0
            self.one.look_after(self.said.append)
            self.now += 1.0
        return self.killed > before


READY = b"HTTP/1.0 200 OK\r\nDate: x\r\n\r\nok: tables are read\n"
HANGS = (
    b"HTTP/1.0 503 Service Unavailable\r\nDate: x\r\n\r\nhangs: the event loop has not run for 15 s or more\n"
)
STEP = "HTTP/1.0 503 Service Unavailable\r\n\r\nnot ready: step {}\n"


@pytest.mark.parametrize("says", [None, b"", HANGS])
def test_once_ready_five_questions_are_forgiven_and_the_sixth_is_not(monkeypatch, says):
    asked = Asked(monkeypatch)
    assert not asked.hears(READY)
    assert not asked.hears(says, 5)
    assert not asked.hears(READY)
    assert not asked.hears(says, 5)
    assert asked.hears(says)
    assert "about 30 s" in asked.said[0]


@pytest.mark.parametrize("says", [None, b"", STEP.format(9).encode()])
def test_an_opening_that_makes_no_step_has_an_end(monkeypatch, says):
    asked = Asked(monkeypatch)
    for step in range(10):
        assert not asked.hears(STEP.format(step).encode(), 50)
    assert not asked.hears(says, 10)
    assert asked.hears(says, 50)
    assert "nearer to being ready for 300 s" in asked.said[0]
    assert "[not ready: step" in asked.said[0]


def test_one_that_was_stopped_before_it_said_a_word_has_an_end_too(monkeypatch):
    asked = Asked(monkeypatch)
    assert not asked.hears(None, 59)
    assert asked.hears(None, 2)
    # Its successor has its own time.
    asked.process = SimpleNamespace(pid=2, poll=lambda: None)
    assert not asked.hears(None, 59)


def test_nginx_is_alive_whatever_it_says_and_ended_when_it_says_nothing(monkeypatch):
    asked = Asked(monkeypatch, DoorAnswering)
    for says in (b"HTTP/1.1 404 Not Found\r\n", b"HTTP/1.1 429 Too Many Requests\r\n", b""):
        assert not asked.hears(says, 10)
    assert not asked.hears(None, 5)
    assert asked.hears(None)


def test_a_question_is_asked_at_the_address_and_takes_the_whole_answer(replica):
    one = replica(503)
    heard = None
    deadline = time.monotonic() + PATIENCE
    while not heard:
        assert time.monotonic() < deadline
        question = Question(one.port, "127.0.0.1")
        while (heard := question.answer()) is None:
            time.sleep(0.005)
        question.close()
    assert heard.endswith(b"\r\n\r\nnot ready: opening the atlas")
    refused = Question(one.port, "::1")
    assert refused.answer() in (None, b"")
    refused.close()


KEEPS = """
import sys, time
from pathlib import Path
from commands.kept_running import Kept
one = Kept("one", [sys.executable, "-c", "import time; time.sleep(600)"], Path(sys.argv[1]))
one.start()
print(one.process.pid, flush=True)
time.sleep(600)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child with its parent")
def test_what_is_kept_ends_with_a_supervisor_that_was_killed(tmp_path):
    command = [sys.executable, "-c", KEEPS, str(tmp_path / "one.log")]
    with subprocess.Popen(command, cwd=PROJECT_FOLDER, stdout=subprocess.PIPE, text=True) as supervisor:
        child = int(supervisor.stdout.readline())
        supervisor.kill()
    try:
        look_until(lambda: not runs(child), [])
    finally:
        if runs(child):
            os.kill(child, signal.SIGKILL)


def runs(pid):
    """Whether a process runs; one that has ended and that nobody has asked for runs no more."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"
