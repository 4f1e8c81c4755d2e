"""Answers a table of points in a process of its own: a busy process keeps nobody else waiting.

Started by the dashboard as `python -m importing.point_worker`: the first line of standard input is a JSON object
(`name`, `kind`, `datum`, `lang`, `swapped`, `skip_bad`), the rest is the table. Standard output is a JSON line for all
that happens: `progress`, `faults` or `failed` (the end), or `file` with its number of bytes, which follow it. Nothing is
written to disk.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Mapping
from typing import IO, Any, Final

from data.tables import TableFaultsError, load_tables
from geo.errors import GeometryError
from geo.store import default_cache_root, ensure_geometry
from importing.faults import ImportFaultsError
from importing.point_answers import PointAnswers
from importing.point_files import estimated_bytes, write_answers
from importing.point_lines import read_point_bytes
from importing.point_request import MOST_ANSWER_BYTES, AnswersTooLargeError, BoundedBytes, datum_of
from importing.point_table import PointTable
from policy.atlas import Atlas
from policy.carving import carve_outs_of
from translations import words_for

MODULE: Final = "importing.point_worker"
NICENESS: Final = 10
MOST_MEMORY: Final = 2 * 1024**3
"""Bytes of addresses: a table of 100 000 points takes a third of it."""


def command() -> list[str]:
    """How the worker is started."""
    return [sys.executable, "-m", MODULE]


def main(source: IO[bytes], target: IO[bytes]) -> int:
    """Read a request, answer it; whatever goes wrong in a known way is told in a sentence."""
    asked = json.loads(source.readline())
    words = words_for(asked["lang"])
    try:
        answer(asked, source.read(), target)
    except ImportFaultsError as error:
        sentences = [fault.sentence(words) for fault in error.faults]
        tell(
            target, {"faults": sentences, "fault_count": len(sentences), "swapped": False, "skippable": False}
        )
    except (AnswersTooLargeError, MemoryError):
        most = MOST_ANSWER_BYTES // (1024 * 1024)
        said = words.gettext(
            "答案太大（超过 {most} MB 或内存不足）：请减少列或行，或用命令 python -m commands.locate_point --file。",
            most=most,
        )
        tell(target, {"failed": said})
    except (GeometryError, TableFaultsError) as error:
        sys.stderr.write(f"{error}\n")
        tell(target, {"failed": words.gettext("站内数据打不开，无法核查。")})
    return 0


def answer(asked: Mapping[str, Any], content: bytes, target: IO[bytes]) -> None:
    """Check the table and answer it.

    Raises
    ------
    ImportFaultsError
        When the datum is not that of the headings.
    AnswersTooLargeError, MemoryError
        When there is too much to say.
    """
    table = read_point_bytes(asked["name"], content, swapped=asked["swapped"], skip_bad=asked["skip_bad"])
    if table.fault_count:
        tell(target, faults_entry(table, asked["lang"]))
        return
    datum = datum_of(table, asked["datum"])
    tell(target, {"progress": [0, table.count], "datum": datum, "bad": table.bad_count})
    tables = load_tables()
    atlas = Atlas(tables, ensure_geometry(carve_outs_of(tables), default_cache_root()))
    answers = PointAnswers(
        atlas,
        table,
        datum,
        asked["lang"],
        lambda done, of: tell(target, {"progress": [done, of]}),
        in_words=asked["kind"] != "geojson",
    )
    if estimated_bytes(answers, asked["kind"]) > MOST_ANSWER_BYTES:
        raise AnswersTooLargeError
    files: dict[str, io.BytesIO] = {}

    def opener(role: str) -> io.BytesIO:
        return files.setdefault(role, BoundedBytes())

    write_answers(answers, asked["kind"], opener, mark=True)
    for role in list(files):
        stream = files.pop(role)
        tell(target, {"file": role, "bytes": stream.tell()})
        target.write(stream.getbuffer())
    tell(target, {"done": table.count})


def limit_memory() -> None:
    """Let this process have so much memory and no more; a system without such limits goes without."""
    try:
        import resource
    except ImportError:
        return
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = MOST_MEMORY if hard == resource.RLIM_INFINITY else min(MOST_MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def faults_entry(table: PointTable, lang: str) -> Mapping[str, Any]:
    """What is wrong with a table, in sentences."""
    words = words_for(lang)
    return {
        "faults": [fault.sentence(words) for fault in table.faults],
        "fault_count": table.fault_count,
        "swapped": table.is_swapped,
        "skippable": table.is_skippable,
        "good": table.count - table.bad_count,
    }


def tell(target: IO[bytes], message: Mapping[str, Any]) -> None:
    """One line."""
    target.write(json.dumps(message, ensure_ascii=False).encode() + b"\n")
    target.flush()


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    limit_memory()
    sys.exit(main(sys.stdin.buffer, sys.stdout.buffer))
