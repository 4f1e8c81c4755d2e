"""Readers of static pages who look whether what they get is whole, at a steady pace, while something else goes wrong."""

from __future__ import annotations

import hashlib
import http.client
import random
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.public_load.arithmetic import percentile
from benchmarks.public_load.stack import LOOPBACK
from publishing.manifest import MANIFEST, read_manifest

PACE_SECONDS = 0.02
TIMEOUT_SECONDS = 10
PACKED = (".gz", ".br")


@dataclass
class PageReaders:
    """Asks for one page of the site after the other, in any order, and compares each with the manifest.

    Attributes
    ----------
    expected
        sha256 by path.
    asked
        For each request when it was due on the monotonic clock, and seconds from then.
    faults
        What was wrong, by sentence.
    """

    port: int
    expected: dict[str, str]
    asked: list[tuple[float, float]] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    _stopped: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def __enter__(self) -> PageReaders:
        self._thread = threading.Thread(target=self._run, name="page-readers", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        dice, paths = random.Random(1), sorted(self.expected)
        connection = http.client.HTTPConnection(LOOPBACK, self.port, timeout=TIMEOUT_SECONDS)
        due = time.monotonic()
        while not self._stopped.is_set():
            path = dice.choice(paths)
            try:
                connection.request("GET", "/" + path)
                answer = connection.getresponse()
                body = answer.read()
                if answer.status != http.client.OK:
                    self.faults[f"status {answer.status}"] += 1
                elif hashlib.sha256(body).hexdigest() != self.expected[path]:
                    self.faults["other bytes than published"] += 1
            except (OSError, http.client.HTTPException) as error:
                self.faults[type(error).__name__] += 1
                connection.close()
            self.asked.append((due, time.monotonic() - due))
            due += PACE_SECONDS
            self._stopped.wait(max(0.0, due - time.monotonic()))
        with suppress(OSError):
            connection.close()

    def figures(self, begin: float = 0.0, end: float = float("inf")) -> dict[str, Any]:
        """What they met, all faults among it; the times are of what was due between two moments."""
        seconds = [took for due, took in self.asked if begin <= due < end]
        return {
            "asked": len(seconds),
            "p50": percentile(seconds, 0.5),
            "p99": percentile(seconds, 0.99),
            "faults": dict(self.faults),
        }


def page_readers(port: int, site: Path) -> PageReaders:
    """Readers of a published site.

    Raises
    ------
    FileNotFoundError
        When there is none in the folder.
    """
    manifest = read_manifest(site)
    if manifest is None:
        raise FileNotFoundError(site / MANIFEST)
    files = manifest["files"].items()
    return PageReaders(port, {path: row["sha256"] for path, row in files if not path.endswith(PACKED)})
