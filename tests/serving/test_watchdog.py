"""A replica tells systemd that it still runs, where systemd asked for it."""

import os
import socket
import sys

import pytest

from pages.serving.watchdog import STILL_HERE, keep_telling, seconds_between, tell
from tests.structure.source_files import PROJECT_FOLDER


def test_it_is_told_again_and_again_until_the_end(tmp_path):
    address = str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(address)
        systemd.settimeout(30)
        ended = keep_telling({"NOTIFY_SOCKET": address, "WATCHDOG_USEC": "40000"}, lambda: True)
        told = [systemd.recv(100) for _ in range(3)]
        ended.set()
    assert told == [STILL_HERE] * 3 == [b"WATCHDOG=1"] * 3


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no files are Linux's")
def test_a_socket_that_is_no_file_is_told_as_well():
    with (
        socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd,
        socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line,
    ):
        name = f"atlas-watchdog-{os.getpid()}"
        systemd.bind(f"\0{name}")
        systemd.settimeout(30)
        assert tell(line, f"@{name}")
        assert systemd.recv(100) == STILL_HERE
        assert not tell(line, f"@{name}-nobody")


@pytest.mark.parametrize(
    "environ",
    [{}, {"NOTIFY_SOCKET": "/x"}, {"WATCHDOG_USEC": "1000"}, {"NOTIFY_SOCKET": "/x", "WATCHDOG_USEC": "0"},
     {"NOTIFY_SOCKET": "/x", "WATCHDOG_USEC": "often"}],
)  # fmt: skip
def test_nothing_is_told_where_nobody_waits(environ):
    assert keep_telling(environ) is None


def test_the_service_waits_for_it_and_ends_who_is_silent():
    path = PROJECT_FOLDER / "deploy" / "systemd" / "atlas@.service"
    # Some may be late before systemd's minute is over.
    assert seconds_between({"NOTIFY_SOCKET": "/x", "WATCHDOG_USEC": "60000000"}) == 15.0
    settings = set(path.read_text(encoding="utf-8").splitlines())
    assert {"WatchdogSec=60s", "WatchdogSignal=SIGKILL", "NotifyAccess=main"} <= settings
    assert "Restart=on-failure" in settings
