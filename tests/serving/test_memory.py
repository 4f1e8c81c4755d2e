"""Heaps of a replica, counted in processes of their own, since none can give heaps back; and what is cleared up."""

import gc
import platform
import subprocess
import sys
import threading
import weakref
from types import SimpleNamespace

import pytest

from pages.serving import memory
from pages.serving.memory import clear_up

THREADS = 12
COUNTED = f"""
import ctypes, sys, tempfile, threading
from pages.serving.memory import HEAPS, bound_heaps

if sys.argv[1] == "bound":
    assert bound_heaps()
libc = ctypes.CDLL(None)
libc.malloc.restype = libc.fopen.restype = ctypes.c_void_p
met = threading.Barrier({THREADS})
def take():
    met.wait()
    libc.malloc(1000)
    met.wait()
threads = [threading.Thread(target=take) for _ in range({THREADS})]
for one in threads: one.start()
for one in threads: one.join()
with tempfile.NamedTemporaryFile("rb") as told:
    stream = ctypes.c_void_p(libc.fopen(told.name.encode(), b"w"))
    libc.malloc_info(0, stream)
    libc.fclose(stream)
    print(told.read().count(b"<heap nr="))
"""


def heaps(how: str) -> int:
    """How many heaps a dozen threads at once take."""
    done = subprocess.run(
        [sys.executable, "-c", COUNTED, how], capture_output=True, text=True, check=True, timeout=60
    )
    return int(done.stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries have no such heaps")
def test_threads_of_a_replica_share_two_heaps():
    assert heaps("free") > 2
    assert heaps("bound") <= 2


def test_what_sessions_leave_is_cleared_up_without_the_collector_s_own_rounds():
    class Session:
        def __init__(self):
            self.itself = self

    gone = threading.Event()
    gc.disable()
    ended = clear_up(0.05)
    try:
        weakref.finalize(Session(), gone.set)
        assert gone.wait(30)
    finally:
        ended.set()
        gc.enable()


def test_free_pages_are_given_back_with_every_round_once_a_minute(monkeypatch):
    given, waits = [], []

    class Ended:
        def wait(self, seconds):
            waits.append(seconds)
            return len(waits) > 3

    monkeypatch.setattr(memory.threading, "Event", Ended)
    monkeypatch.setattr(memory.threading, "Thread", lambda target, **_: SimpleNamespace(start=target))
    monkeypatch.setattr(memory.ctypes, "CDLL", lambda _name: SimpleNamespace(malloc_trim=given.append))
    clear_up()
    assert given == [0] * 3
    assert waits == [60.0] * 4
