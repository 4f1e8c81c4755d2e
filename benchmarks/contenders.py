"""Who is measured: the atlas and two ways of embedding the shapes, each as a server of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from layers.client_files import leaflet_file
from tests.end_to_end.app_server import answers

PROJECT_FOLDER = Path(__file__).resolve().parents[1]
BASELINE = Path(__file__).with_name("baseline_folium.py")
START_SECONDS = 180
STOP_SECONDS = 20
POLL_SECONDS = 0.02
CPU_CLOCK_OF_PROCESS = 2  # CPUCLOCK_SCHED, what clock_getcpuclockid(3) makes of a process id


class ServerDidNotStartError(Exception):
    """The server ended, or did not answer in time; the message holds its log."""


@dataclass(frozen=True)
class Contender:
    """A way of drawing the map.

    Attributes
    ----------
    key
        `A`, `B` or `B2`.
    paths
        CSS selector of the places' paths, in order of id.
    hatches
        Whether missing data are hatched (the fill is then a pattern's name).
    zoom_in
        CSS selector of the button that zooms in.
    map_box
        CSS selector of the box that the view is kept in.
    way
        BENCHMARK_WAY of the baseline; None for the atlas.
    """

    key: str
    title: str
    paths: str
    hatches: bool
    zoom_in: str
    map_box: str
    way: str | None = None


BOX = ".leaflet-container"
ATLAS = Contender(
    "A", "atlas", ".atlas-shapes path.atlas-place", True, ".atlas-tools button:first-child", BOX
)
EMBEDDED = Contender(
    "B", "st_folium + GeoJson", "path.leaflet-interactive", False, ".leaflet-control-zoom-in", BOX, "embedded"
)
FEATURE_GROUP = Contender(
    "B2",
    "st_folium, feature_group_to_add",
    "path.leaflet-interactive",
    False,
    ".leaflet-control-zoom-in",
    BOX,
    "feature_group",
)
CONTENDERS = (ATLAS, EMBEDDED, FEATURE_GROUP)


@dataclass(frozen=True)
class Server:
    """A running contender."""

    contender: Contender
    port: int
    process: subprocess.Popen
    started: float

    @property
    def url(self) -> str:
        """Address without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def cpu_seconds(self) -> float:
        """User and system time of the process so far, to the nanosecond where the system tells it."""
        try:
            return time.clock_gettime(~self.process.pid << 3 | CPU_CLOCK_OF_PROCESS)
        except (AttributeError, OSError):
            times = psutil.Process(self.process.pid).cpu_times()
            return times.user + times.system

    def memory_bytes(self) -> int:
        """Memory that the process has for itself (USS)."""
        return psutil.Process(self.process.pid).memory_full_info().uss


def write_app(contender: Contender, folder: Path) -> Path:
    """Give the baseline a folder with the atlas's settings and Leaflet as a static file; return the entry script."""
    if contender.way is None:
        return PROJECT_FOLDER / "streamlit_app.py"
    home = folder / contender.way
    (home / "static").mkdir(parents=True, exist_ok=True)
    for name in ("leaflet.js", "leaflet.css"):
        shutil.copy(leaflet_file(name), home / "static" / name)
    shutil.copytree(PROJECT_FOLDER / ".streamlit", home / ".streamlit", dirs_exist_ok=True)
    return Path(shutil.copy(BASELINE, home / "baseline.py"))


@contextmanager
def serving(contender: Contender, folder: Path, port: int, *, wait: bool = True) -> Iterator[Server]:
    """Serve a contender until the block ends.

    Parameters
    ----------
    folder
        Temporary folder for its files and its log.
    wait
        Wait until it answers.
    """
    script = write_app(contender, folder)
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1"]
    environment = os.environ | {"PYTHONPATH": str(PROJECT_FOLDER), "BENCHMARK_WAY": contender.way or ""}
    log_file = folder / f"server-{port}.log"
    with log_file.open("wb") as log:
        started = time.time()
        process = subprocess.Popen(
            command, cwd=script.parent, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
    server = Server(contender, port, process, started)
    try:
        if wait:
            wait_until_ready(server, log_file)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_until_ready(server: Server, log_file: Path) -> None:
    """Return when the server answers.

    Raises
    ------
    ServerDidNotStartError
        When it ends first, or takes longer than START_SECONDS.
    """
    while not answers(server.port):
        late = time.time() - server.started > START_SECONDS
        if late or server.process.poll() is not None:
            raise ServerDidNotStartError(f"{server.contender.title}\n{log_file.read_text(errors='replace')}")
        time.sleep(POLL_SECONDS)
