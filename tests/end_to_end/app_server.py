"""A dashboard server of its own for a browser test."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROJECT_FOLDER = Path(__file__).resolve().parents[2]
AUDIT_FOLDER = Path(__file__).resolve().parent / "connection_audit"
START_SECONDS = 180
STOP_SECONDS = 20
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class ServerDidNotStartError(Exception):
    """The server ended, or did not answer, before it was ready. The message holds its log."""


@dataclass(frozen=True)
class AppServer:
    """A running server.

    Attributes
    ----------
    url
        Address without a slash at the end, as in `http://127.0.0.1:40123`.
    process
        The server itself (`process.pid` for measurements).
    log_file
        What it prints, both streams.
    connection_log
        Outgoing connections, one a line.
    """

    url: str
    process: subprocess.Popen
    log_file: Path
    connection_log: Path

    def log(self) -> str:
        """Return what the server has printed so far, without its colours."""
        return COLOUR.sub("", self.log_file.read_text(encoding="utf-8", errors="replace"))

    def outgoing_connections(self) -> list[str]:
        """Return the connections and look-ups to other machines so far: none is expected."""
        if not self.connection_log.exists():
            return []
        return self.connection_log.read_text(encoding="utf-8").splitlines()


def free_port() -> int:
    """Return a port that nothing listens on just now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def answers(port: int) -> bool:
    """Tell whether the server on `port` says that it is ready."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        connection.close()


def wait_until_ready(server: AppServer, port: int) -> None:
    """Return when the server answers.

    Raises
    ------
    ServerDidNotStartError
        When it ends first, or takes longer than START_SECONDS.
    """
    deadline = time.monotonic() + START_SECONDS
    while not answers(port):
        if server.process.poll() is not None:
            raise ServerDidNotStartError(f"exit code {server.process.returncode}\n{server.log()}")
        if time.monotonic() > deadline:
            raise ServerDidNotStartError(f"no answer within {START_SECONDS} s\n{server.log()}")
        time.sleep(0.1)


@contextmanager
def running_app(
    folder: Path,
    *,
    script: Path = PROJECT_FOLDER / "streamlit_app.py",
    env: Mapping[str, str] | None = None,
    arguments: Sequence[str] = (),
) -> Iterator[AppServer]:
    """Start `streamlit run` on a free port, wait until it answers, and stop it at the end.

    Parameters
    ----------
    folder
        Where its logs go.
    script
        The entry script; the working folder is the script's own.
    env
        Variables on top of this process's.
    arguments
        Further arguments of `streamlit run`.
    """
    port = free_port()
    log_file, connection_log = folder / f"server-{port}.log", folder / f"connections-{port}.log"
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1", *arguments]
    environment = os.environ | {
        "PYTHONPATH": str(AUDIT_FOLDER),
        "PYTHONUNBUFFERED": "1",
        "ATLAS_CONNECTION_LOG": str(connection_log),
        **(env or {}),
    }
    with log_file.open("wb") as log:
        process = subprocess.Popen(
            command, cwd=script.parent, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
    server = AppServer(f"http://127.0.0.1:{port}", process, log_file, connection_log)
    try:
        wait_until_ready(server, port)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
