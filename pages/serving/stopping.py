"""How a replica ends: no new readers, what runs is finished, nothing is left behind, all within seconds.

Streamlit cuts every connection at once when it is asked to stop, and waits without a limit for those that do not close.
Here the door is shut first: the public server meets a refused connection and takes new readers elsewhere at once, while
scripts under way still reach their readers.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from streamlit.web import bootstrap

from pages.serving.counters import running_now
from pages.serving.heartbeat import BEAT

FINISH_SECONDS = 2.5
"""What scripts under way are given."""
ALL_SECONDS = 4.5
"""After that the process ends, whatever still hangs on."""
POLL_SECONDS = 0.05
SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT)

logger = logging.getLogger(__name__)
_asked = threading.Event()


def is_stopping() -> bool:
    """Whether this process was told to stop."""
    return _asked.is_set()


def stop_gracefully() -> None:
    """Have Streamlit's server stop our way; to be called before it starts.

    Streamlit has no public place for this: it sets its handlers of signals itself, once its server listens.
    """
    bootstrap._set_up_signal_handler = take_signals  # noqa: SLF001


def take_signals(server: Any) -> None:
    """Answer the signals that ask for an end, and let the loop beat; called on its thread once the server listens."""
    loop = asyncio.get_running_loop()
    BEAT.follow(loop)

    def asked(_number: int, _frame: object) -> None:
        if _asked.is_set():
            end_now()
        _asked.set()
        threading.Thread(target=end, args=(server, loop), name="stopping", daemon=True).start()

    for number in SIGNALS:
        signal.signal(number, asked)


def end(server: Any, loop: asyncio.AbstractEventLoop, now: Callable[[], None] | None = None) -> None:
    """Shut the door, let scripts finish, stop the server; after `ALL_SECONDS` end the process.

    Parameters
    ----------
    server
        Streamlit's server.
    now
        What ends the process; `end_now` but in tests.
    """
    began = time.monotonic()
    loop.call_soon_threadsafe(shut_door, server)
    # Once around: what arrived just before begins to run first.
    time.sleep(2 * POLL_SECONDS)
    while running_now() > 0 and time.monotonic() - began < FINISH_SECONDS:
        time.sleep(POLL_SECONDS)
    # What the last script drew is still on its way to the reader.
    time.sleep(2 * POLL_SECONDS)
    loop.call_soon_threadsafe(server.stop)
    time.sleep(max(0.0, ALL_SECONDS - (time.monotonic() - began)))
    (now or end_now)()


def shut_door(server: Any) -> None:
    """Listen no longer, and close connections on which nothing is under way; open sessions stay.

    It reaches into the server: where that has changed, the end is only less gentle.
    """
    try:
        http = server._starlette_server._server  # noqa: SLF001
        for listener in http.servers:
            listener.close()
        for connection in list(http.server_state.connections):
            if not hasattr(connection, "handshake_complete"):
                connection.shutdown()
    except AttributeError:
        logger.warning("the server cannot be told to take no new readers", exc_info=True)


def end_now() -> None:
    """End the process and what it started, without another word."""
    end_children()
    os._exit(0)


def end_children() -> None:
    """End the processes that draw and answer tables: nobody waits for their work any more."""
    for pid in children_of(os.getpid()):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


def children_of(parent: int) -> list[int]:
    """Processes that this process started and that still run; none where the system does not tell."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if len(fields) > 1 and fields[1] == str(parent):
            found.append(int(stat.parent.name))
    return found
