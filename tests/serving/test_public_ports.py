"""The ports of the public door: two supervisors never share one, and what is no number is told in a sentence."""

import signal
import socket
import subprocess
import sys
import time

import pytest

from commands.public_ports import Ports, in_address, ports_kept
from commands.public_site import ServingError
from commands.serve_public import main, parser
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
    assert [action.dest for action in parser()._actions if not (action.help or "").strip("()")] == []
