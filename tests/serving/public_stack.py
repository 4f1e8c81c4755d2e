"""The whole of `make serve-public` on ports of its own: nginx, two replicas and a small site, watched by the command."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from gzip import compress
from pathlib import Path

from scripts.check_health import health
from tests.end_to_end.app_server import free_port
from tests.structure.source_files import PROJECT_FOLDER

START_SECONDS = 240
PAGE = b"<!doctype html><title>atlas</title>" + b"<p>page</p>" * 200


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Stack:
    site_port: int
    dashboard_port: int
    inner_ports: tuple[int, int]
    process: subprocess.Popen
    log: Path

    def static(self, path: str, **headers: str) -> Answer:
        return asked(self.site_port, path, headers)

    def dashboard(self, path: str, **headers: str) -> Answer:
        return asked(self.dashboard_port, path, headers)

    def replica_pid(self, number: int) -> int:
        """The process of replica 1 or 2, by the port that it was given."""
        wanted = f"--inner-port\0{self.inner_ports[number - 1]}\0".encode()
        for command in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                told = command.read_bytes()
            except OSError:
                continue
            if b"pages.serving.replica" in told and wanted in told:
                return int(command.parent.name)
        raise LookupError(f"no replica {number}\n{self.log.read_text(encoding='utf-8')}")

    def kill_replica(self, number: int) -> None:
        os.kill(self.replica_pid(number), signal.SIGKILL)

    def wait_until_healthy(self, number: int) -> None:
        until(lambda: health(self.inner_ports[number - 1])[0], self.log)


def asked(
    port: int, path: str, headers: dict[str, str], method: str = "GET", body: bytes | None = None
) -> Answer:
    """Ask as it is written: neither path nor headers are tidied."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(
            method, path, body, {name.replace("_", "-"): text for name, text in headers.items()}
        )
        answer = connection.getresponse()
        return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
    finally:
        connection.close()


def until(holds, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError(log.read_text(encoding="utf-8"))
        time.sleep(0.2)


def small_site(folder: Path) -> Path:
    """A site of four files, packed ahead, with an asset of a former publication beside the present one."""
    for name in ("assets", "places"):
        (folder / name).mkdir(parents=True)
    for name in ("index.html", "404.html", "places/index.html"):
        (folder / name).write_bytes(PAGE)
        (folder / f"{name}.gz").write_bytes(compress(PAGE))
    for name in ("site.0123456789ab.css", "site.ba9876543210.css"):
        (folder / "assets" / name).write_text("p { margin: 0 }", encoding="utf-8")
    (folder / ".secret").write_text("no", encoding="utf-8")
    (folder / "out").symlink_to("/etc")
    return folder


@contextmanager
def public_stack(folder: Path) -> Iterator[Stack]:
    ports = [free_port() for _ in range(2)]
    replica, inner = pair_of_ports(), pair_of_ports()
    command = [sys.executable, "-m", "commands.serve_public", "--site", str(small_site(folder / "site"))]
    command += ["--address", "127.0.0.1", "--site-port", str(ports[0]), "--dashboard-port", str(ports[1])]
    command += ["--replica-port", str(replica), "--inner-port", str(inner)]
    log = folder / "serve_public.log"
    with log.open("wb") as lines:
        process = subprocess.Popen(command, cwd=PROJECT_FOLDER, stdout=lines, stderr=lines)
    stack = Stack(ports[0], ports[1], (inner, inner + 1), process, log)
    try:
        until(lambda: "Ctrl-C" in log.read_text(encoding="utf-8") or process.poll() is not None, log)
        assert process.poll() is None, log.read_text(encoding="utf-8")
        until(lambda: answers(stack), log)
        yield stack
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait()


def answers(stack: Stack) -> bool:
    try:
        return stack.static("/").status == http.client.OK
    except OSError:
        return False


def pair_of_ports() -> int:
    """A port that is free and whose next one is free as well."""
    while True:
        first = free_port()
        try:
            http.client.HTTPConnection("127.0.0.1", first + 1, timeout=1).connect()
        except OSError:
            return first
