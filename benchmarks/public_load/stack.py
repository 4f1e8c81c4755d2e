"""The whole public door on loopback: replicas of the dashboard and nginx before them, until the block ends."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.contenders import PROJECT_FOLDER, ServerDidNotStartError
from benchmarks.public_load.session import Door
from scripts.write_nginx_config import Serving, write

LOOPBACK = "127.0.0.1"
FIRST_PORT = 9300
START_SECONDS = 300
STOP_SECONDS = 20
POLL_SECONDS = 0.1
NGINX_PLACES = ("/usr/sbin/nginx", "/usr/local/sbin/nginx")
# All readers come from one address here: the limits that stand for one address must not be what is measured.
ANY_NUMBER = 60_000


class ToolMissingError(Exception):
    """A program that the measurement needs is not here; the message says how to get it."""


@dataclass
class Replica:
    """A replica of the dashboard.

    Attributes
    ----------
    number
        From 1, as in the cookie.
    environment
        Variables on top of ours.
    """

    number: int
    port: int
    inner_port: int
    log_file: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen | None = None

    @property
    def pid(self) -> int:
        """Of the running process."""
        return self.process.pid

    def start(self) -> None:
        """Start it; does not wait."""
        command = [sys.executable, "-m", "pages.serving.replica"]
        command += ["--port", str(self.port), "--inner-port", str(self.inner_port)]
        self.process = start(command, self.log_file, self.environment)

    def health(self) -> tuple[int, str]:
        """Status and sentence of `/healthz`; 0 when nothing answers."""
        return ask(self.inner_port, "/healthz")

    def measures(self) -> dict[str, float]:
        """What `/metrics` says, by name; empty when nothing answers."""
        lines = [line.split() for line in ask(self.inner_port, "/metrics")[1].splitlines()]
        return {line[0]: float(line[1]) for line in lines if len(line) == 2 and line[0] != "#"}

    def is_ready(self) -> bool:
        """Whether it can serve now."""
        return self.health()[0] == http.client.OK and ask(self.port, "/_stcore/health")[0] == http.client.OK

    def wait_until_ready(self) -> float:
        """Return when it can serve; gives the seconds waited.

        Raises
        ------
        ServerDidNotStartError
            When it ends first, or takes longer than START_SECONDS.
        """
        return wait_until(self.is_ready, self.process, self.log_file)


@dataclass(frozen=True)
class PublicStack:
    """What runs.

    Attributes
    ----------
    static_port, dashboard_port
        Of nginx, for the two faces.
    """

    static_port: int
    dashboard_port: int
    replicas: tuple[Replica, ...]
    nginx: subprocess.Popen

    @property
    def door(self) -> Door:
        """Where sessions come in."""
        return Door(LOOPBACK, self.dashboard_port)

    @property
    def static_url(self) -> str:
        """Address of the static face without a slash at the end."""
        return f"http://{LOOPBACK}:{self.static_port}"

    @property
    def replica_pids(self) -> list[int]:
        """Of all replicas that were started."""
        return [replica.pid for replica in self.replicas]


def ask(port: int, path: str) -> tuple[int, str]:
    """Status and text of an answer on loopback; 0 and nothing when there is none."""
    try:
        with urllib.request.urlopen(f"http://{LOOPBACK}:{port}{path}", timeout=10) as answer:
            return answer.status, answer.read().decode(errors="replace")
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(errors="replace")
    except (OSError, http.client.HTTPException):
        return 0, ""


def start(
    command: Sequence[str], log_file: Path, environment: Mapping[str, str], folder: Path = PROJECT_FOLDER
) -> subprocess.Popen:
    """Start a process that writes to a log; where util-linux is, the system ends it should we be killed."""
    setpriv = shutil.which("setpriv")
    command = [*([setpriv, "--pdeathsig", "TERM", "--"] if setpriv else []), *command]
    with log_file.open("ab") as log:
        return subprocess.Popen(
            command,
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(PROJECT_FOLDER)} | dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )


def stop(process: subprocess.Popen | None) -> None:
    """End a process: first asked, then made to."""
    if process is None or process.poll() is not None:
        return
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def find_nginx() -> str:
    """The program.

    Raises
    ------
    ToolMissingError
        When there is none.
    """
    found = shutil.which("nginx") or next((place for place in NGINX_PLACES if Path(place).exists()), None)
    if found is None:
        raise ToolMissingError(
            "nginx is needed and not found: install it (Debian: apt-get install nginx-light; no service need run)."
        )
    return found


@contextmanager
def public_stack(
    folder: Path,
    replicas: int,
    site: Path,
    *,
    first_port: int = FIRST_PORT,
    environment: Mapping[str, str] | None = None,
) -> Iterator[PublicStack]:
    """Run nginx and replicas until the block ends.

    Parameters
    ----------
    folder
        For logs and configuration; its parents must be open to the user that nginx's workers run as.
    site
        A published site.
    first_port
        The static face; the dashboard is on the next one, replicas from +10 on, their inner ports from +30 on.
    environment
        Of the replicas, on top of ours.
    """
    nginx = find_nginx()
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as ends:
        running = []
        for number in range(1, replicas + 1):
            ports = first_port + 10 + number, first_port + 30 + number
            replica = Replica(number, *ports, folder / f"replica-{number}.log", environment or {})
            replica.start()
            ends.callback(lambda replica=replica: stop(replica.process))
            running.append(replica)
        process = start_nginx(nginx, folder, running, site, first_port)
        ends.callback(stop, process)
        for replica in running:
            replica.wait_until_ready()
        wait_until(
            lambda: ask(first_port, "/site-manifest.json")[0] == http.client.OK, process, folder / "nginx.log"
        )
        yield PublicStack(first_port, first_port + 1, tuple(running), process)


def start_nginx(
    nginx: str, folder: Path, replicas: Sequence[Replica], site: Path, first_port: int
) -> subprocess.Popen:
    """Configure nginx as in public, but for the limits of a single address, and start it."""
    run = folder / "run"
    run.mkdir(exist_ok=True)
    serving = Serving(
        site=site.absolute(),
        run=run.absolute(),
        replicas=tuple(f"{LOOPBACK}:{replica.port}" for replica in replicas),
        static_listen=f"{LOOPBACK}:{first_port}",
        dashboard_listen=f"{LOOPBACK}:{first_port + 1}",
        streams_per_address=ANY_NUMBER,
        opened_per_second=ANY_NUMBER,
        asked_per_second=ANY_NUMBER,
    )
    config = write(serving, (folder / "conf").absolute())
    command = [nginx, "-p", str(run.absolute()), "-c", str(config), "-g", "daemon off;"]
    return start(command, folder / "nginx.log", {})


def wait_until(is_ready: Callable[[], bool], process: subprocess.Popen, log_file: Path) -> float:
    """Return when a process is ready; gives the seconds waited.

    Raises
    ------
    ServerDidNotStartError
        When it ends first, or takes longer than START_SECONDS; holds its log.
    """
    began = time.monotonic()
    while not is_ready():
        if process.poll() is not None or time.monotonic() - began > START_SECONDS:
            raise ServerDidNotStartError(log_file.read_text(encoding="utf-8", errors="replace"))
        time.sleep(POLL_SECONDS)
    return time.monotonic() - began
