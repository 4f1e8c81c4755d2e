"""The audit of pinned versions, against a service on this machine that speaks OSV."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from scripts import audit_dependencies
from scripts.audit_dependencies import CLEAN, NOT_AUDITED, VULNERABLE, WITNESS, WRONG_LIST, main, read_answer


def advisory(name, number, fixed):
    ranges = [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": fixed}]}]
    affected = [{"package": {"name": name, "ecosystem": "PyPI"}, "ranges": ranges}]
    return {"id": number, "aliases": [f"CVE-of-{number}"], "summary": "bad", "affected": affected}


@pytest.fixture(scope="module")
def service():
    """A service that knows the vulnerabilities in `known`; `status` other than 200 is all that it says."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            found = self.server.known.get((asked["package"]["name"], asked["version"]))
            body = json.dumps({"vulns": found} if found else {}).encode()
            self.send_response(self.server.status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def audit(service, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    service.known, service.status = {WITNESS: [advisory("django", "PYSEC-1", "4.2")]}, 200

    def run(pins="sound==1.0\nfragile==2.1  # why\n", ignored="", port=service.server_port):
        pinned, listed = tmp_path / "constraints.txt", tmp_path / "ignored.toml"
        pinned.write_text(pins)
        listed.write_text(ignored)
        options = ["--ignored", str(listed), "--service", "osv", "--osv-url", f"http://127.0.0.1:{port}"]
        code = main([str(pinned), *options])
        return code, "".join(capsys.readouterr())

    return run


def test_sound_versions_pass(audit):
    code, told = audit()
    assert code == CLEAN
    assert told.startswith("2 pinned packages audited")


def test_a_vulnerable_version_is_told_with_advisory_and_cure_unless_ignored_with_a_reason(audit, service):
    service.known["fragile", "2.1"] = [advisory("fragile", "PYSEC-7", "2.2")]
    code, told = audit()
    assert code == VULNERABLE
    assert told == "VULNERABLE fragile 2.1: PYSEC-7, CVE-of-PYSEC-7; fixed in 2.2\n"
    entry = '[[ignored]]\nadvisory = "CVE-of-PYSEC-7"\npackage = "Fragile"\nreason = "not called"\nsince = 2026-11-23\n'
    code, told = audit(ignored=entry)
    assert code == CLEAN
    assert "ignored fragile 2.1: PYSEC-7: not called" in told


@pytest.mark.parametrize("status", [404, 500])
def test_a_service_that_refuses_is_no_good_news(audit, service, status):
    service.status = status
    code, told = audit()
    assert code == NOT_AUDITED
    assert "!!! not audited: all of 2 pinned packages: osv gave no answer" in told
    assert "no vulnerability" not in told


def test_a_service_that_is_not_there_is_no_good_news(audit):
    code, told = audit(port=9)
    assert code == NOT_AUDITED
    assert "not audited" in told


def test_a_service_that_knows_nothing_is_no_good_news(audit, service):
    service.known = {}
    code, told = audit()
    assert code == NOT_AUDITED
    assert "knows of no vulnerability in django 2.2" in told


def test_what_was_skipped_is_named_and_asked_of_the_next_service(monkeypatch, capsys):
    """The index answers 404 for each version that it does not tell of, and pip-audit goes on without it."""
    witness = {"name": "django", "version": "2.2", "vulns": [{"id": "PYSEC-1", "fix_versions": ["4.2"]}]}
    rows = [witness, {"name": "a", "version": "1", "vulns": []}, {"name": "b", "skip_reason": "not found"}]
    asked = []

    def ask(service, pins, _url):
        asked.append((service, sorted(pins)))
        return read_answer(service, json.dumps({"dependencies": rows}), "")

    monkeypatch.setattr(audit_dependencies, "ask", ask)
    answer = audit_dependencies.audit({"a": "1", "b": "1"}, ("osv", "pypi"), "")
    assert asked == [("osv", ["a", "b"]), ("pypi", ["b"])]
    assert answer.audited == {"a"}
    assert audit_dependencies.report(answer, {}, 2) == NOT_AUDITED
    assert "not audited: b of 2 pinned packages" in capsys.readouterr().err


@pytest.mark.parametrize(
    "entry", ['advisory = "X"', 'advisory = "X"\npackage = "a"\nreason = "r"', "since = 1"]
)
def test_nothing_is_ignored_without_reason_and_day(audit, entry):
    code, told = audit(ignored=f"[[ignored]]\n{entry}\n")
    assert code == WRONG_LIST
    assert "entry 1 needs" in told


@pytest.mark.parametrize("listed", ["ignored = 5", "[ignored]\na = 1", 'ignored = ["X"]', "ignored ="])
def test_a_malformed_list_is_no_vulnerability(audit, listed):
    code, told = audit(ignored=listed)
    assert code == WRONG_LIST
    assert "ignored.toml: " in told
    assert told.count("\n") == 1


def test_a_list_or_pins_that_cannot_be_read_are_told_in_a_sentence(tmp_path, capsys):
    garbled = tmp_path / "garbled"
    garbled.write_bytes(b"\xff\xfe")
    for arguments in (["--ignored", str(garbled)], [str(garbled)], [str(tmp_path / "nowhere.txt")]):
        assert main(arguments) == WRONG_LIST
        assert str(tmp_path) in capsys.readouterr().err


@pytest.mark.parametrize(
    "line",
    ["sound>=1.0", "sound", "sound==1.*", "sound==1,<2", "sound @ https://a.example/b", "-r x.txt", "-e ."],
)
def test_a_line_that_pins_nothing_is_no_good_news(audit, line):
    code, told = audit(pins=f"fragile==2.1\n  {line}  # why\n")
    assert code == WRONG_LIST
    assert "constraints.txt, line 2: " in told


def test_no_pin_at_all_is_no_good_news(audit):
    code, told = audit(pins="# nothing\n\n")
    assert code == WRONG_LIST
    assert "no package is pinned" in told


def test_pins_are_read_however_they_are_written(audit, service):
    service.known["fragile", "2.1"] = [advisory("fragile", "PYSEC-7", "2.2")]
    code, told = audit(
        pins='Sound[extra]==1.0\n  fragile == 2.1\nthird==3 ; python_version > "3"\n-c constraints.txt\n'
    )
    assert code == VULNERABLE
    assert "fragile 2.1: PYSEC-7" in told


def test_our_own_list_can_be_read_and_every_pin_is_asked_about(tmp_path, monkeypatch):
    seen = {}
    monkeypatch.setattr(
        audit_dependencies,
        "ask",
        lambda _service, pins, _url: seen.update(pins) or audit_dependencies.Answer(),
    )
    assert main([]) == NOT_AUDITED
    assert len(seen) > 90
    assert seen["streamlit"] == "1.67.0"
