"""One table of points under way: waits its turn, is answered by a process of its own, and can be stopped."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from importing.point_worker import command

State = Literal["waiting", "running", "done", "refused", "stopped", "failed", "too_long"]
LOG = logging.getLogger(__name__)
AT_ONCE = threading.Semaphore(1)
"""One table at a time in the whole process: two cores are to serve everybody else."""

POLL_SECONDS = 0.3
FORGOTTEN_SECONDS = 60.0
"""Nobody has looked for so long: the page was closed."""

LONGEST_SECONDS = 300.0
"""100 000 points take half a minute: what takes so much longer keeps all others waiting."""

ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
"""Threads that would only reserve memory."""

REPOSITORY = Path(__file__).parents[2]


ASKED = ("name", "kind", "datum", "lang", "swapped", "skip_bad")


@dataclass(frozen=True)
class BatchRequest:
    """A table and how to answer it."""

    file_id: str
    name: str
    content: bytes = field(repr=False)
    kind: str
    datum: str
    lang: str
    swapped: bool
    skip_bad: bool = False

    @property
    def header(self) -> bytes:
        """The first line that the worker reads."""
        asked = {name: getattr(self, name) for name in ASKED}
        return json.dumps(asked).encode() + b"\n"


class BatchJob:
    """A request being answered; safe to look at from the session's thread."""

    def __init__(self, request: BatchRequest) -> None:
        self.request = request
        self.state: State = "waiting"
        self.done, self.all = 0, 0
        self.faults: list[str] = []
        self.fault_count = 0
        self.is_swapped = False
        self.good = 0
        self.is_skippable = False
        self.datum = ""
        self.bad = 0
        self.failure = ""
        self.files: dict[str, bytes] = {}
        self._seen = time.monotonic()
        self._stop = threading.Event()
        self._late = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._run, name="point-batch", daemon=True)

    def start(self) -> None:
        """Begin, or wait for one's turn."""
        self._thread.start()

    def look(self) -> State:
        """Say that somebody is still there; gives the state."""
        self._seen = time.monotonic()
        return self.state

    def cancel(self) -> None:
        """Stop at once."""
        self._stop.set()
        process = self._process
        if process is not None:
            with suppress(OSError):
                process.kill()

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state not in ("waiting", "running")

    def _given_up(self) -> bool:
        return self._stop.is_set() or time.monotonic() - self._seen > FORGOTTEN_SECONDS

    def _run(self) -> None:
        while not AT_ONCE.acquire(timeout=POLL_SECONDS):
            if self._given_up():
                self.state = "stopped"
                return
        try:
            if self._given_up():
                self.state = "stopped"
            else:
                self.state = "running"
                self.state = self._answer()
        except Exception:
            LOG.exception("a table of points was not answered")
            self.state = self._ended_early() or "failed"
        finally:
            AT_ONCE.release()

    def _answer(self) -> State:
        with subprocess.Popen(
            command(),
            cwd=REPOSITORY,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | ONE_THREAD,
        ) as process:
            self._process = process
            watch = threading.Thread(target=self._watch, args=(process,), daemon=True)
            watch.start()
            try:
                with suppress(BrokenPipeError):
                    process.stdin.write(self.request.header)
                    process.stdin.write(self.request.content)
                    process.stdin.close()
                ended = self._follow(process.stdout)
            finally:
                with suppress(OSError):
                    process.kill()
        return ended if ended == "done" else self._ended_early() or ended

    def _ended_early(self) -> State | None:
        if self._late.is_set():
            return "too_long"
        return "stopped" if self._given_up() else None

    def _watch(self, process: subprocess.Popen[bytes]) -> None:
        begun = time.monotonic()
        while process.poll() is None:
            if time.monotonic() - begun > LONGEST_SECONDS:
                self._late.set()
            if self._late.is_set() or self._given_up():
                with suppress(OSError):
                    process.kill()
            time.sleep(POLL_SECONDS)

    def _follow(self, stream: Any) -> State:
        files: dict[str, bytes] = {}
        for line in stream:
            said = json.loads(line)
            if "progress" in said:
                self.done, self.all = said["progress"]
                self.datum, self.bad = said.get("datum", self.datum), said.get("bad", self.bad)
            elif "faults" in said:
                self.faults, self.fault_count = said["faults"], said["fault_count"]
                self.is_swapped, self.is_skippable = said["swapped"], said["skippable"]
                self.good = said.get("good", 0)
                return "refused"
            elif "failed" in said:
                self.failure = said["failed"]
                return "failed"
            elif "file" in said:
                files[said["file"]] = stream.read(said["bytes"])
            elif "done" in said:
                self.files = files
                return "done"
        return "failed"
