"""Gives orders to the generator of load and reads the servers' CPU at the right moments."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psutil

from benchmarks.contenders import PROJECT_FOLDER
from benchmarks.public_load.processes import cpu_seconds
from benchmarks.public_load.recording import Recorded
from benchmarks.public_load.session import Door

PERIOD_SECONDS = 10.0
JITTER = 0.5
SETTLE_SECONDS = 6.0


class GeneratorEndedError(Exception):
    """The generator of load ended, or answered something else than was asked."""


@dataclass
class RemoteCrowd:
    """Sessions in another process."""

    process: subprocess.Popen

    def order(self, **order: Any) -> None:
        """Send an order."""
        print(json.dumps(order), file=self.process.stdin, flush=True)

    def expect(self, at: str) -> dict[str, Any]:
        """Read a line.

        Raises
        ------
        GeneratorEndedError
            When it is another, or there is none.
        """
        line = self.process.stdout.readline()
        said = json.loads(line) if line else {"at": "nothing"}
        if said.pop("at") != at:
            raise GeneratorEndedError(f"the generator of load said {line!r} where {at!r} was expected")
        return said

    def open(self, sessions: int) -> dict[str, Any]:
        """Have so many sessions open."""
        self.order(do="open", sessions=sessions)
        return self.expect("result")

    def warm(self) -> None:
        """Have every view made once in each replica."""
        self.order(do="warm")
        self.expect("result")

    def close(self) -> None:
        """Hang up all sessions."""
        self.order(do="close")
        self.expect("result")

    def begin(self, seconds: float, period: float = PERIOD_SECONDS, settle: float = SETTLE_SECONDS) -> None:
        """Begin a measurement, for who wants to do something meanwhile; `finish` ends it."""
        self.order(do="measure", settle=settle, seconds=seconds, period=period, jitter=JITTER)
        self.expect("begin")

    def finish(self) -> dict[str, Any]:
        """Wait for the end of the measurement."""
        self.expect("end")
        return self.expect("result")

    def measure(
        self,
        seconds: float,
        accounts: dict[str, Sequence[int]],
        period: float = PERIOD_SECONDS,
        settle: float = SETTLE_SECONDS,
    ) -> dict[str, Any]:
        """Measure, with the CPU seconds of each account's processes and of the whole machine.

        Parameters
        ----------
        accounts
            Process ids by name.
        """
        self.begin(seconds, period, settle)
        before = {name: cpu_seconds(pids) for name, pids in accounts.items()}
        machine = busy_seconds()
        self.expect("end")
        spent = {f"cpu_{name}": cpu_seconds(pids) - before[name] for name, pids in accounts.items()}
        machine = busy_seconds() - machine
        return self.expect("result") | spent | {"cpu_machine": machine}


def busy_seconds() -> float:
    """CPU seconds that the whole machine has spent, on whatever."""
    times = psutil.cpu_times()
    return sum(times) - times.idle - getattr(times, "iowait", 0.0) - getattr(times, "guest", 0.0)


@contextmanager
def crowd(door: Door, recorded: Recorded) -> Iterator[RemoteCrowd]:
    """A generator of load for a door; no session is open yet."""
    command = [sys.executable, "-m", "benchmarks.public_load.generator"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "bufsize": 1}
    with subprocess.Popen(command, cwd=PROJECT_FOLDER, **pipes) as process:
        found = RemoteCrowd(process)
        try:
            found.order(
                host=door.host,
                port=door.port,
                opening=as_text(recorded.opening),
                changes=[as_text(change) for change in recorded.changes],
            )
            found.expect("ready")
            yield found
        finally:
            process.terminate()


def as_text(messages: Sequence[bytes]) -> list[str]:
    """Messages in base64."""
    return [base64.b64encode(message).decode() for message in messages]
