"""How many static pages a second: nginx with pages packed ahead, beside Streamlit's own static files."""

from __future__ import annotations

import http.client
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.contenders import PROJECT_FOLDER, ServerDidNotStartError
from benchmarks.public_load.processes import cpu_seconds
from benchmarks.public_load.stack import LOOPBACK, ToolMissingError, ask, start, stop, wait_until
from publishing.manifest import read_manifest

CONNECTIONS = 32
STREAMLIT_PORT = 9380
SCALE = {"us": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0}
LATENCY = re.compile(r"^\s+(50|99)%\s+([\d.]+)(us|ms|s|m)\s*$", re.MULTILINE)
RATE = re.compile(r"^Requests/sec:\s+([\d.]+)$", re.MULTILINE)
DONE = re.compile(r"^\s+(\d+) requests in ", re.MULTILINE)
REFUSED = re.compile(r"^\s+Non-2xx or 3xx responses: (\d+)$", re.MULTILINE)
BROKEN = re.compile(
    r"^\s+Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)$", re.MULTILINE
)
Row = dict[str, Any]
Say = Callable[[str], None]


def files_asked(site: Path) -> dict[str, str]:
    """Paths in a published site, by what they are."""
    names = read_manifest(site)["files"]
    shapes = next(path for path in names if re.fullmatch(r"assets/places\.\w+\.json", path))
    return {
        "home": "index.html",
        "page of a place": "places/140100.html",
        "record of a place (JSON)": "api/places/140100.json",
        "shapes of the map": shapes,
    }


def find_wrk() -> str:
    """The program.

    Raises
    ------
    ToolMissingError
        When there is none.
    """
    found = shutil.which("wrk")
    if found is None:
        raise ToolMissingError(
            "wrk is needed for static pages and not found: install it (Debian: apt-get install wrk)."
        )
    return found


def static_rows(
    nginx_port: int, nginx_pid: int, folder: Path, site: Path, seconds: int, say: Say
) -> Iterator[Row]:
    """Each file from nginx, then from Streamlit.

    Parameters
    ----------
    seconds
        For each file and server.
    """
    wrk = find_wrk()
    files = files_asked(site)
    with streamlit_static(folder, site, files) as (port, pid):
        for what, path in files.items():
            name = "/app/static/" + flat(path)
            for server, asked in {
                "nginx": (nginx_port, "/" + path.removesuffix("index.html"), nginx_pid),
                "streamlit": (port, name, pid),
            }.items():
                row = {"what": what, "server": server} | rate(wrk, *asked, seconds)
                say(f"{what}, {server}: {row['rate']:.0f} a second, p99 {row['p99'] * 1000:.1f} ms")
                yield row


def rate(wrk: str, port: int, path: str, pid: int, seconds: int) -> Row:
    """One file as often as it goes."""
    size, encoding = transferred(port, path)
    cpu = cpu_seconds([pid])
    command = [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "--timeout", "30s"]
    command += ["-H", "Accept-Encoding: gzip", f"http://{LOOPBACK}:{port}{path}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=seconds + 60)
    found = read_wrk(done.stdout)
    spent = cpu_seconds([pid]) - cpu
    return found | {"bytes": size, "encoding": encoding, "cpu_per_page": spent / max(1, found["requests"])}


def read_wrk(text: str) -> Row:
    """The figures that wrk prints.

    Raises
    ------
    ValueError
        When they are not there.
    """
    latency = {f"p{share}": float(number) * SCALE[scale] for share, number, scale in LATENCY.findall(text)}
    per_second, requests = RATE.search(text), DONE.search(text)
    if len(latency) != 2 or per_second is None or requests is None:
        raise ValueError(f"wrk printed something else: {text!r}")
    refused, broken = REFUSED.search(text), BROKEN.search(text)
    failed = int(refused[1]) if refused else 0
    failed += sum(int(number) for number in broken.groups()) if broken else 0
    return {"rate": float(per_second[1]), "requests": int(requests[1]), "failed": failed} | latency


def transferred(port: int, path: str) -> tuple[int, str]:
    """Bytes of the body as sent, and how it is packed."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=30)
    try:
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        body = answer.read()
    finally:
        connection.close()
    if answer.status != http.client.OK:
        raise ServerDidNotStartError(f"{path}: {answer.status}")
    return len(body), answer.getheader("Content-Encoding") or "none"


def flat(path: str) -> str:
    """A name without folders."""
    return path.replace("/", "-")


@contextmanager
def streamlit_static(folder: Path, site: Path, files: dict[str, str]) -> Iterator[tuple[int, int]]:
    """An empty Streamlit app with the same files in its static folder: port and process."""
    home = folder / "streamlit-static"
    (home / "static").mkdir(parents=True, exist_ok=True)
    for path in files.values():
        shutil.copyfile(site / path, home / "static" / flat(path))
    (home / "app.py").write_text("import streamlit as st\n\nst.write()\n", encoding="utf-8")
    shutil.copytree(PROJECT_FOLDER / ".streamlit", home / ".streamlit", dirs_exist_ok=True)
    command = [sys.executable, "-m", "streamlit", "run", str(home / "app.py")]
    command += ["--server.port", str(STREAMLIT_PORT), "--server.address", LOOPBACK]
    process = start(command, home / "log", {}, home)
    try:
        wait_until(lambda: ask(STREAMLIT_PORT, "/_stcore/health")[0] == http.client.OK, process, home / "log")
        yield STREAMLIT_PORT, process.pid
    finally:
        stop(process)
