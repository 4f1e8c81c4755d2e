"""Keep what a long-running replica holds from growing by holes: few heaps for all threads of the process.

Each run of the script is a thread, and glibc gives threads heaps of their own (eight a core). What lives long, such as a
kept layer, then lies scattered over all of them among what was freed, and none shrinks again: some 5 MB for every thousand
views, though nothing more is held. Two heaps cost nothing here, where one thread at a time runs Python.
"""

from __future__ import annotations

import ctypes
from typing import Final

M_ARENA_MAX: Final = -8
"""Of `mallopt`, from glibc's malloc.h (man 3 mallopt)."""
HEAPS: Final = 2


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
