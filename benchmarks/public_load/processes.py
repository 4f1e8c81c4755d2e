"""What processes cost: CPU and memory, read from the system."""

from __future__ import annotations

import os
import platform
import resource
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

CPU_CLOCK_OF_PROCESS = 2  # CPUCLOCK_SCHED, what clock_getcpuclockid(3) makes of a process id
MB = 1e6


@dataclass(frozen=True)
class Memory:
    """Memory of some processes together, MB.

    Attributes
    ----------
    uss
        What they have for themselves.
    pss
        The same with their shares of what they have in common with others.
    rss
        What is resident, with everything shared counted whole.
    """

    uss: float
    pss: float
    rss: float


def memory_of(pids: Sequence[int]) -> Memory:
    """Memory of processes and their children, from `/proc/…/smaps_rollup`; what has ended counts nothing."""
    uss = pss = rss = 0
    for process in with_children(pids):
        with suppress(psutil.Error):
            info = process.memory_full_info()
            uss, pss, rss = uss + info.uss, pss + getattr(info, "pss", info.uss), rss + info.rss
    return Memory(uss / MB, pss / MB, rss / MB)


def own_uss(pid: int) -> float:
    """What a process has for itself without its children, MB; 0 when it has ended."""
    with suppress(psutil.Error):
        return psutil.Process(pid).memory_full_info().uss / MB
    return 0.0


def cpu_seconds(pids: Sequence[int]) -> float:
    """User and system time of processes and their children so far."""
    return sum(cpu_of(process) for process in with_children(pids))


def cpu_of(process: psutil.Process) -> float:
    """User and system time of one process, to the nanosecond where the system tells it."""
    try:
        return time.clock_gettime(~process.pid << 3 | CPU_CLOCK_OF_PROCESS)
    except (AttributeError, OSError):
        with suppress(psutil.Error):
            times = process.cpu_times()
            return times.user + times.system
    return 0.0


def with_children(pids: Sequence[int]) -> list[psutil.Process]:
    """Processes that live, and those they have started."""
    found = []
    for pid in pids:
        with suppress(psutil.Error):
            process = psutil.Process(pid)
            found += [process, *process.children(recursive=True)]
    return found


def open_many_files() -> int:
    """Raise the limit of open files as far as we may; give the limit: a session takes one here and two in nginx."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        soft = hard
    return soft


def machine() -> dict[str, str | float]:
    """The machine in a few words, and how busy others have kept it."""
    model = platform.processor() or "unknown"
    with suppress(OSError):
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
        names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
        model = names[0] if names else model
    return {
        "cores": os.cpu_count() or 1,
        "cpu": model,
        "memory_gb": psutil.virtual_memory().total / 1e9,
        "load_1": os.getloadavg()[0],
        "load_15": os.getloadavg()[2],
        "python": platform.python_version(),
    }
