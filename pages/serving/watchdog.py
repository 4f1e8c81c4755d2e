"""Tell systemd again and again that the dashboard still runs; a replica that falls silent is ended and started again.

The protocol is that of sd_notify(3): a datagram to the socket that systemd names, see `WatchdogSec=` in systemd.service(5).
"""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, Mapping
from typing import Final

from pages.serving.heartbeat import BEAT

STILL_HERE: Final = b"WATCHDOG=1"
TIMES: Final = 4
"""Tellings within the time that systemd waits for one."""


def seconds_between(environ: Mapping[str, str]) -> float | None:
    """Seconds from one telling to the next; None where nobody waits for any."""
    waits = environ.get("WATCHDOG_USEC", "")
    if not environ.get("NOTIFY_SOCKET") or not (waits.isascii() and waits.isdigit() and int(waits)):
        return None
    return int(waits) / 1e6 / TIMES


def keep_telling(
    environ: Mapping[str, str] = os.environ, is_alive: Callable[[], bool] = lambda: BEAT.is_alive
) -> threading.Event | None:
    """Tell it from a thread of its own, so that a long run does not silence it; while the event loop hangs, it is not told.

    Parameters
    ----------
    environ
        What systemd has set: `NOTIFY_SOCKET`, and `WATCHDOG_USEC` in microseconds.
    is_alive
        Asked before every telling.

    Returns
    -------
    threading.Event or None
        Set, it ends the telling. None where nobody waits for it.
    """
    seconds = seconds_between(environ)
    if seconds is None:
        return None
    ended = threading.Event()

    def tellings() -> None:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            while True:
                if is_alive():
                    tell(line, environ["NOTIFY_SOCKET"])
                if ended.wait(seconds):
                    return

    threading.Thread(target=tellings, name="watchdog", daemon=True).start()
    return ended


def tell(line: socket.socket, address: str) -> bool:
    """Tell it once; False where nobody listens, which the next telling may find otherwise."""
    # A leading @ stands for a name that is no file.
    name = "\0" + address[1:] if address.startswith("@") else address
    try:
        return line.sendto(STILL_HERE, name) > 0
    except OSError:
        return False
