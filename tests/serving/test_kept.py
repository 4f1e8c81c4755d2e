"""What the supervisor keeps running: started again when it dies, cannot be started or answers nobody."""

import os
import shutil
import signal
import sys
import time

import pytest

from commands import kept_running
from commands.kept_answering import FAILURES, Answering
from commands.kept_running import Kept
from tests.end_to_end.app_server import free_port

ANSWERS = """
import http.server, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(int(sys.argv[2]))
        self.end_headers()
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
def test_one_that_answers_anything_or_never_was_ready_is_left(replica, said, status, stops):
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
