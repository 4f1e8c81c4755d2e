"""What a reader waits for before the first map: the server's start, the built cache, and the very first build."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.contenders import PROJECT_FOLDER, Contender, serving
from benchmarks.reader import profile, reader

CACHE_VARIABLE = "ATLAS_CACHE"


def start_to_map(browser: Browser, contender: Contender, folder: Path, port: int) -> float:
    """Seconds from the start of the server's process to the painted map, in a browser that is open already.

    The browser asks for the page as soon as the server answers.
    """
    with serving(contender, folder, port) as server, profile(browser) as context:
        return reader(contender, context).open(server.url).epoch - server.started


def open_cache() -> dict[str, float]:
    """Seconds to import what opening takes, to read the tables, and to open and read the built shapes.

    In a process of its own: a second opening in the same process would find everything warm.
    """
    command = [sys.executable, "-m", "benchmarks.cache_opening"]
    done = subprocess.run(command, cwd=PROJECT_FOLDER, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)


def build_anew() -> dict[str, float]:
    """Seconds and peak memory (RSS, megabytes) of a first build, `python -m commands.build_geometry`.

    Raises
    ------
    RuntimeError
        When the build fails.
    """
    command = [sys.executable, "-m", "commands.build_geometry"]
    with tempfile.TemporaryDirectory(prefix="atlas-build-") as folder:
        environment = os.environ | {CACHE_VARIABLE: folder}
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=PROJECT_FOLDER, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"the build ended with {process.returncode}")
    return {
        "build_seconds": seconds,
        "build_cpu_seconds": usage.ru_utime + usage.ru_stime,
        "build_peak_mb": usage.ru_maxrss / 1024,
    }
