"""Answers a table of points in a process of its own: a busy process keeps nobody else waiting.

Started by the dashboard as `python -m importing.point_worker`: the first line of standard input is a JSON object
(`name`, `kind`, `datum`, `lang`, `swapped`), the rest is the table. Standard output is a JSON line for everything that
happens: `progress`, `faults` (the end), or `file` with its number of bytes, which follow it. Nothing is written to disk.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Mapping
from typing import IO, Any, Final

from data.tables import load_tables
from geo.store import default_cache_root, ensure_geometry
from importing.point_answers import PointAnswers
from importing.point_files import write_answers
from importing.point_lines import PointTable, read_point_bytes
from policy.atlas import Atlas
from policy.carving import carve_outs_of
from translations import words_for

MODULE: Final = "importing.point_worker"
NICENESS: Final = 10


def command() -> list[str]:
    """How the worker is started."""
    return [sys.executable, "-m", MODULE]


def main(source: IO[bytes], target: IO[bytes]) -> int:
    """Read a request, answer it."""
    asked = json.loads(source.readline())
    table = read_point_bytes(asked["name"], source.read(), swapped=asked["swapped"])
    if table.fault_count:
        tell(target, faults_entry(table, asked["lang"]))
        return 0
    tell(target, {"progress": [0, table.count]})
    tables = load_tables()
    atlas = Atlas(tables, ensure_geometry(carve_outs_of(tables), default_cache_root()))
    answers = PointAnswers(
        atlas, table, asked["datum"], asked["lang"], lambda done, of: tell(target, {"progress": [done, of]})
    )
    files: dict[str, io.BytesIO] = {}

    def opener(role: str) -> io.BytesIO:
        return files.setdefault(role, io.BytesIO())

    write_answers(answers, asked["kind"], opener, mark=True)
    for role, stream in files.items():
        tell(target, {"file": role, "bytes": stream.tell()})
        target.write(stream.getbuffer())
    tell(target, {"done": table.count})
    return 0


def faults_entry(table: PointTable, lang: str) -> Mapping[str, Any]:
    """What is wrong with a table, in sentences."""
    words = words_for(lang)
    return {
        "faults": [fault.sentence(words) for fault in table.faults],
        "fault_count": table.fault_count,
        "swapped": table.is_swapped,
    }


def tell(target: IO[bytes], message: Mapping[str, Any]) -> None:
    """One line."""
    target.write(json.dumps(message, ensure_ascii=False).encode() + b"\n")
    target.flush()


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    sys.exit(main(sys.stdin.buffer, sys.stdout.buffer))
