"""The ports of the public door: two supervisors never share one, and what is no number is told in a sentence."""

import ipaddress
import signal
import socket
import subprocess
import sys
import time

import pytest

from commands import serve_public
from commands.public_ports import Ports, in_address, ports_kept
from commands.public_site import ServingError
from commands.serve_options import asked_at, listen_fault, parser
from commands.serve_public import main, replica_process
from tests.end_to_end.app_server import free_port
from tests.structure.source_files import PROJECT_FOLDER

KEEPS_PORTS = """
import sys, time
from pathlib import Path
from commands.public_ports import Ports, ports_kept
with ports_kept(Ports(*map(int, sys.argv[2:]), 1), Path(sys.argv[1])):
    print("kept", flush=True)
    time.sleep(600)
"""


def test_a_second_supervisor_is_told_in_a_sentence_until_the_first_is_gone(tmp_path):
    numbers = [free_port() for _ in range(4)]
    shares_one = Ports(*(free_port() for _ in range(3)), numbers[3], 1)
    command = [sys.executable, "-c", KEEPS_PORTS, str(tmp_path), *map(str, numbers)]
    with subprocess.Popen(command, cwd=PROJECT_FOLDER, stdout=subprocess.PIPE, text=True) as first:
        try:
            assert first.stdout.readline() == "kept\n"
            for second in (Ports(*numbers, 1), shares_one):
                with (
                    pytest.raises(ServingError, match="another serve_public") as told,
                    ports_kept(second, tmp_path),
                ):
                    pass
                assert len(str(told.value).splitlines()) == 1
        finally:
            first.send_signal(signal.SIGKILL)
    with ports_kept(Ports(*numbers, 1), tmp_path):
        pass


def test_ports_of_a_supervisor_that_was_killed_are_waited_for(tmp_path, monkeypatch):
    ports = Ports(*(free_port() for _ in range(4)), 1)
    with socket.create_server(("127.0.0.1", ports.inner)) as left_behind:
        with (
            pytest.raises(ServingError, match=r"already taken.*--inner-port \(make: INNER_PORT=\)"),
            ports_kept(ports, tmp_path),
        ):
            pass
        (tmp_path / f"{ports.site}.running").touch()
        monkeypatch.setattr(time, "sleep", lambda _seconds: left_behind.close())
        with ports_kept(ports, tmp_path):
            assert list(tmp_path.glob("*.running"))
        assert not list(tmp_path.glob("*.running"))


@pytest.mark.parametrize("text", ["0", "65", "-1", "two", "", "9" * 5000])
def test_what_is_no_number_of_replicas_is_told(text, capsys):
    assert main([f"--replicas={text}"]) == 2
    assert len(capsys.readouterr().err) < 200


def test_an_ipv6_address_stands_in_brackets():
    assert [in_address(host) for host in ("::1", "[::1]", "127.0.0.1", "")] == [
        "[::1]",
        "[::1]",
        "127.0.0.1",
        "",
    ]


def test_every_option_is_described():
    assert [action.dest for action in parser(None)._actions if not (action.help or "").strip("()")] == []


def test_all_that_is_wrong_with_the_options_is_told_at_once(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(
        serve_public, "nginx_program", lambda _named: pytest.fail("set up before it was checked")
    )
    wrong = {
        "--replicas": "0", "--streams-per-address": "-5", "--opened-per-second": "0", "--asked-per-second": "65536",
        "--base-url": "javascript:alert(1)", "--dashboard-url": "https://a.org/?", "--address": "300.1.1.1",
        "--dashboard-name": "a;b", "--site": str(tmp_path),
    }  # fmt: skip
    given = [f"{option}={text}" for option, text in wrong.items()]
    assert main(given) == 2
    told = capsys.readouterr().err
    assert len(told.splitlines()) == len(wrong)
    assert [option for option in wrong if told.count(f"{option} ") + told.count(f"{option}“") != 1] == [
        "--replicas",
        "--site",
    ]
    assert main([*given[1:], "--inner-port=70000"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == len(wrong) - 1 + 2


@pytest.mark.parametrize("address", ["", "127.0.0.1", "*", "0.0.0.0", "localhost"])
def test_an_address_of_this_machine_is_taken_and_asked(address):
    assert listen_fault(address) == ""
    assert ipaddress.ip_address(asked_at(address))


def test_an_ipv6_address_is_asked_without_its_brackets():
    assert asked_at("[::1]") == asked_at("::1") == "::1"


@pytest.mark.parametrize("address", ["300.1.1.1", "192.0.2.1", "a;b", "[", "a" * 300])
def test_an_address_of_another_machine_or_of_none_is_told(address):
    assert "no address of this machine" in listen_fault(address)


def test_replicas_link_to_the_site_that_is_set_or_else_to_the_one_that_is_served(tmp_path, monkeypatch):
    def link():
        kept = replica_process(Ports(1, 2, 3, 4, 1), 0, tmp_path, "https://served.example")
        return kept.env["ATLAS_SITE_URL"]

    monkeypatch.delenv("ATLAS_SITE_URL", raising=False)
    assert link() == "https://served.example"
    monkeypatch.setenv("ATLAS_SITE_URL", "https://set.example")
    assert link() == "https://set.example"
