"""Tell systemd again and again that this process still runs; one that falls silent is ended and started again.

The protocol is that of sd_notify(3): a datagram to the socket that systemd names, see `WatchdogSec=` in systemd.service(5).
"""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Mapping
from typing import Final

STILL_HERE: Final = b"WATCHDOG=1"
TIMES: Final = 4
"""Tellings within the time that systemd waits for one."""


def keep_telling(environ: Mapping[str, str] = os.environ) -> threading.Event | None:
    """Tell it from a thread of its own, so that a long run does not silence it.

    Parameters
    ----------
    environ
        What systemd has set: `NOTIFY_SOCKET`, and `WATCHDOG_USEC` in microseconds.

    Returns
    -------
    threading.Event or None
        Set, it ends the telling. None where nobody waits for it.
    """
    address, waits = environ.get("NOTIFY_SOCKET", ""), environ.get("WATCHDOG_USEC", "")
    if not address or not (waits.isascii() and waits.isdigit() and int(waits)):
        return None
    seconds = int(waits) / 1e6 / TIMES
    ended = threading.Event()

    def tellings() -> None:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            tell(line, address)
            while not ended.wait(seconds):
                tell(line, address)

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
