"""Replicas are restarted one after the other, each when the one before is ready."""

import http.server
import sys
import threading

import pytest

from scripts import restart_in_turn


@pytest.fixture
def replica():
    """An inner port that is ready at the second question."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.server.asked.append(self.path)
            self.send_response(200 if len(self.server.asked) > 1 else 503)
            self.end_headers()

        def log_message(self, *_arguments):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.asked = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_the_next_replica_waits_for_the_one_before(replica, monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(restart_in_turn, "PAUSE_S", 0)
    port, told = replica.server_port, tmp_path / "told"
    command = f"{sys.executable} -c \"import sys; open('{told}', 'a').write(sys.argv[1] + ' ')\""
    assert restart_in_turn.main([f"atlas@1={port}", f"atlas@2={port}", "--command", command]) == 0
    assert replica.asked == ["/healthz"] * 4
    assert told.read_text() == "atlas@1 atlas@2 "
    assert restart_in_turn.main(["--tries", "1", "--command", "true", "atlas@1=1", "atlas@2=1"]) == 1
    assert "atlas@1 did not come back" in capsys.readouterr().err


def test_replicas_that_are_down_go_first(monkeypatch, capsys):
    up = {1: True, 2: False, 3: True, 4: False}
    monkeypatch.setattr(restart_in_turn, "is_ready", up.__getitem__)
    given = [f"atlas@{number}={number}" for number in up]
    assert restart_in_turn.main([*given, "--command", "true", "--tries", "0"]) == 1
    assert "atlas@2 did not come back" in capsys.readouterr().err
    monkeypatch.setattr(restart_in_turn, "wait_until_ready", lambda *_: True)
    assert restart_in_turn.main([*given, "--command", "true"]) == 0
    assert [line[:7] for line in capsys.readouterr().out.splitlines()] == [
        f"atlas@{number}" for number in (2, 4, 1, 3)
    ]


def test_after_a_restart_that_fails_the_others_are_left(monkeypatch, capsys):
    """The replica still answers: nothing but the command's exit code says that it was not restarted."""
    monkeypatch.setattr(restart_in_turn, "is_ready", lambda _port: True)
    assert restart_in_turn.main(["atlas@1=1", "atlas@2=2", "--command", "false"]) == 1
    told = capsys.readouterr()
    assert "atlas@1 did not come back" in told.err
    assert told.out == ""


def test_what_is_no_unit_is_refused():
    with pytest.raises(SystemExit):
        restart_in_turn.main(["atlas@1"])
