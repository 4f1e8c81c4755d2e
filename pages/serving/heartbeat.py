"""Whether the dashboard's event loop runs: it gives a beat every second, and whoever asks from another thread sees how old it is.

Every request and every session goes through this one loop. Threads beside it, as those of the inner port and of the
watchdog, run on when it hangs, so that an answer of theirs says nothing about it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Final

EVERY_SECONDS: Final = 1.0
SILENT_SECONDS: Final = 15.0
"""Runs of the script hold the interpreter from other threads: a loop that is only busy is late by seconds, not by so many."""
START_SECONDS: Final = 300.0
"""What a replica has from its start until its loop runs; some seconds on an idle machine."""


class Heartbeat:
    """The beat of one loop.

    Parameters
    ----------
    clock
        Seconds; never set back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began = clock()
        self._last: float | None = None

    @property
    def has_begun(self) -> bool:
        """Whether the loop has run at all: the server listens from then on."""
        return self._last is not None

    @property
    def is_silent(self) -> bool:
        """Whether a loop that has run has not done so for `SILENT_SECONDS`."""
        return self._last is not None and self._clock() - self._last >= SILENT_SECONDS

    @property
    def is_alive(self) -> bool:
        """Whether the process should be left to itself: its loop runs, or still has time to begin."""
        if self._last is None:
            return self._clock() - self._began < START_SECONDS
        return not self.is_silent

    def follow(self, loop: asyncio.AbstractEventLoop) -> None:
        """Beat now and again every second, as long as the loop runs; to be called on its thread."""
        self._last = self._clock()
        loop.call_later(EVERY_SECONDS, self.follow, loop)


BEAT: Final = Heartbeat()
"""Of this process's server."""
