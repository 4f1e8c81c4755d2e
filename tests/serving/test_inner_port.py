"""The inner port: health in one sentence, measures in Prometheus' format, both over a real socket."""

import http.client
import os
import time

import pytest

from pages.serving import counters, inner_port
from pages.shared.opening import AtlasOpening, Attempt
from scripts import check_health


def asked(path, method="GET"):
    server = inner_port.listen(0)
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    try:
        connection.request(method, path)
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()
        server.shutdown()
        server.server_close()


@pytest.fixture
def opening(monkeypatch):
    one = AtlasOpening()
    monkeypatch.setattr(inner_port, "atlas_opening", lambda: one)
    monkeypatch.setattr(counters, "atlas_opening", lambda: one)
    return one


def test_while_opening_it_is_not_ready_and_says_the_step(opening):
    opening.step, opening.fraction = "simplify", 0.3
    assert asked("/healthz") == (503, "not ready: opening the atlas, step simplify, 30% done\n")


def test_a_fault_is_told(opening):
    opening._attempt = Attempt()
    opening._attempt.faults = ["targets.csv row 3: no document"]
    assert "503" in str(asked("/healthz")[0])
    assert opening.faults == []
    opening._attempt.finished.set()
    status, sentence = asked("/healthz")
    assert status == 503
    assert "targets.csv row 3" in sentence
    assert sentence.count("\n") == 1


def test_an_open_atlas_is_ready_once_the_dashboard_listens(opening, monkeypatch):
    opening._atlas = object()
    assert asked("/healthz") == (503, "not ready: the dashboard does not listen yet\n")
    monkeypatch.setattr(inner_port.BEAT, "_last", time.monotonic())
    assert asked("/healthz")[0] == 200


def test_a_replica_that_stops_takes_no_readers(opening, monkeypatch):
    opening._atlas = object()
    monkeypatch.setattr(inner_port, "is_stopping", lambda: True)
    assert asked("/healthz") == (503, "stopping: takes no new readers\n")


def test_measures_count_reruns_and_errors(opening):
    def value(name):
        return counters.REGISTRY.get_sample_value(name)

    reruns, errors = value("atlas_reruns_total"), value("atlas_errors_total")
    with counters.counted_rerun() as rerun:
        rerun.screen = "city"
        assert counters.running_now() == 1
    assert counters.running_now() == 0
    with pytest.raises(ZeroDivisionError), counters.counted_rerun():
        raise ZeroDivisionError
    assert value("atlas_reruns_total") == reruns + 2
    assert value("atlas_errors_total") == errors + 1
    status, text = asked("/metrics")
    assert status == 200
    assert "process_resident_memory_bytes" in text
    assert "atlas_ready 0.0" in text
    assert 'atlas_rerun_seconds_count{screen="city"}' in text
    assert 'atlas_opening{state="opening"} 1.0' in text
    # No runtime here: what is not known is left out.
    assert "\natlas_sessions " not in text


def test_nothing_else_is_there(opening):
    assert asked("/")[0] == 404
    assert asked("/healthz", "POST")[0] == 405


def test_a_supervisor_takes_the_health_of_its_own_replica_alone(opening, monkeypatch):
    opening._atlas = object()
    monkeypatch.setattr(inner_port.BEAT, "_last", time.monotonic())
    server = inner_port.listen(0)
    try:
        assert check_health.health(server.server_port)[0]
        assert check_health.health(server.server_port, os.getpid())[0]
        other = check_health.health(server.server_port, os.getpid() + 1)
    finally:
        server.shutdown()
        server.server_close()
    assert other == (False, f"another process answers on 127.0.0.1:{server.server_port}")


@pytest.mark.parametrize("text", ["", "0", "65536", "75137", "9" * 20, "9" * 5000, "-1"])
def test_what_is_no_port_is_not_asked(text, capsys):
    assert check_health.main(text) == 2
    assert "is no port" in capsys.readouterr().err
