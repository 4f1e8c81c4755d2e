"""Keep what a long-running replica holds from growing by holes: few heaps for all threads, and sessions cleared in time.

Each run of the script is a thread, and glibc gives threads heaps of their own (eight a core). What lives long, such as a
kept layer, then lies scattered over all of them among what was freed, and none shrinks again: some 5 MB for every thousand
views, though nothing more is held. Two heaps cost nothing here, where one thread at a time runs Python.

A session that has ended is a web of objects that name each other; only the collector frees it, with the descriptors of its
event loop. Left to itself it looks at the old objects when there are a quarter more of them, so that each height is
greater than the one before. Once a minute keeps the heights where they are.
"""

from __future__ import annotations

import ctypes
import gc
import threading
from typing import Final

M_ARENA_MAX: Final = -8
"""Of `mallopt`, from glibc's malloc.h (man 3 mallopt)."""
HEAPS: Final = 2
SECONDS: Final = 60.0


def bound_heaps(heaps: int = HEAPS) -> bool:
    """Let all threads share so many heaps; before any thread is started.

    Returns
    -------
    bool
        Whether the C library has taken it; one without the setting (musl, macOS, Windows) has heaps of another kind.
    """
    try:
        return bool(ctypes.CDLL(None).mallopt(M_ARENA_MAX, heaps))
    except (AttributeError, OSError, TypeError):
        return False


def clear_up(seconds: float = SECONDS) -> threading.Event:
    """Free what ended sessions have left, again and again, from a thread of its own.

    What the atlas holds is frozen out of the collector's reach, so that a round takes some tens of milliseconds.

    Returns
    -------
    threading.Event
        Set, it ends the rounds.
    """
    ended = threading.Event()

    def rounds() -> None:
        while not ended.wait(seconds):
            gc.collect()
            give_back()

    threading.Thread(target=rounds, name="clearing-up", daemon=True).start()
    return ended


def give_back() -> bool:
    """Give free pages of the heaps back to the system; False where the C library has no such call."""
    try:
        return bool(ctypes.CDLL(None).malloc_trim(0))
    except (AttributeError, OSError, TypeError):
        return False
