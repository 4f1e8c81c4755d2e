"""Requests to end: while files are read they end the import, while tables are put in place they wait a moment."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import FrameType
from typing import Final

NUMBERS: Final = (signal.SIGINT, signal.SIGTERM)


@dataclass
class Ending:
    """What ended a command: `exit_code` 130 after Ctrl-C, 143 after SIGTERM."""

    exit_code: int = 128 + signal.SIGINT


@contextmanager
def ending_as_interrupt() -> Iterator[Ending]:
    """Let a request to end (SIGTERM) clean up as an interrupt does; the engine turns either into its own error.

    Raises
    ------
    KeyboardInterrupt
        Inside, when SIGTERM comes.
    """
    ending = Ending()

    def interrupt(number: int, _frame: FrameType | None) -> None:
        ending.exit_code = 128 + number
        raise KeyboardInterrupt

    before = signal.getsignal(signal.SIGTERM)
    with suppress(ValueError):  # not in the main thread
        signal.signal(signal.SIGTERM, interrupt)
    try:
        yield ending
    finally:
        with suppress(ValueError):
            signal.signal(signal.SIGTERM, before)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Put off interrupts: for the moment in which tables are put in place, never for a wait."""
    before = [signal.getsignal(number) for number in NUMBERS]
    with suppress(ValueError):
        for number in NUMBERS:
            signal.signal(number, signal.SIG_IGN)
    try:
        yield
    finally:
        with suppress(ValueError):
            for number, handler in zip(NUMBERS, before, strict=True):
                signal.signal(number, handler)
