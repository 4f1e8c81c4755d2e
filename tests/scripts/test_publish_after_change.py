"""The site is published anew when something changed, and tried again when that failed."""

import http.server
import subprocess
import sys
import threading

import pytest

from scripts import publish_after_change, restart_in_turn


@pytest.fixture
def published(tmp_path, monkeypatch):
    data = tmp_path / "data"
    data.mkdir()
    (data / "targets.csv").write_text("a\n")
    monkeypatch.setattr(publish_after_change, "REPOSITORY", tmp_path)
    monkeypatch.setattr(publish_after_change, "default_local_folder", lambda: tmp_path / "local")
    runs, codes = [], []

    def run(command, **_how):
        runs.append(command[1:3])
        (tmp_path / "site").mkdir(exist_ok=True)
        return subprocess.CompletedProcess(command, codes.pop(0) if codes else 0)

    monkeypatch.setattr(publish_after_change.subprocess, "run", run)
    return tmp_path, runs, codes


def publish(folder, *more):
    return publish_after_change.main(["--out", str(folder / "site"), *more])


def test_only_a_change_publishes(published):
    folder, runs, _codes = published
    assert [publish(folder), publish(folder)] == [0, 0]
    assert runs == [["-m", "commands.publish_site"]]
    (folder / "data" / "targets.csv").write_text("b\n")
    publish(folder)
    (folder / "local").mkdir()
    (folder / "local" / "observations.csv").write_text("c\n")
    publish(folder)
    publish(folder, "--compress")
    assert len(runs) == 4


def test_a_failure_is_told_and_tried_again(published):
    folder, runs, codes = published
    codes += [2]
    assert [publish(folder), publish(folder), publish(folder)] == [2, 0, 0]
    assert len(runs) == 2


def test_a_site_that_is_gone_is_published(published):
    folder, runs, _codes = published
    publish(folder)
    (folder / "site").rmdir()
    publish(folder)
    assert len(runs) == 2


def test_without_a_folder_there_is_a_sentence(capsys):
    assert publish_after_change.main(["--compress"]) == 2
    assert "--out DIR is missing" in capsys.readouterr().err


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
    assert replica.asked == ["/healthz"] * 3
    assert told.read_text() == "atlas@1 atlas@2 "
    assert restart_in_turn.main(["--tries", "1", "--command", "true", "atlas@1=1", "atlas@2=1"]) == 1
    assert "atlas@1 did not come back" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["atlas@1", "=9601", "-x=9601", "atlas@1=65536", f"atlas@1={'9' * 5000}"])
def test_what_is_no_unit_is_refused(text, capsys):
    with pytest.raises(SystemExit):
        restart_in_turn.main(["--tries=1", "--", text])
    assert "is no unit=inner-port" in capsys.readouterr().err
