"""Files made ready for the engine: under a number of ours in a folder of ours, unpacked and in UTF-8.

A name that the engine would take for a pattern, or a file that unfolds without end, does not reach it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from importing.faults import whole_file
from importing.source_file import A_TABLE, SourceFile, readable
from translations import N_

BATCH_FILES: Final = 64
BATCH_BYTES: Final = 512 * 1024 * 1024
CHUNK: Final = 1024 * 1024


@dataclass(frozen=True)
class Staged:
    """A file and the number that it has in the store."""

    number: int
    file: SourceFile
    path: Path


def batches(
    files: Iterable[tuple[int, SourceFile]], *, of_one_heading: bool
) -> Iterator[list[tuple[int, SourceFile]]]:
    """Files in pieces of bounded size, if need be those with the same heading together."""
    groups: dict[tuple[str, ...], list[tuple[int, SourceFile]]] = {}
    for number, file in files:
        groups.setdefault(file.heading if of_one_heading else (), []).append((number, file))
    for group in groups.values():
        batch: list[tuple[int, SourceFile]] = []
        size = 0
        for number, file in group:
            if batch and (len(batch) >= BATCH_FILES or size + file.size > BATCH_BYTES):
                yield batch
                batch, size = [], 0
            batch.append((number, file))
            size += file.size
        yield batch


def stage(number: int, file: SourceFile, folder: Path) -> Staged:
    """Make one file ready.

    Parameters
    ----------
    number
        Its number in the store; the name of the staged file.
    folder
        Where staged files lie.

    Raises
    ------
    ImportFaultsError
        When it cannot be read to the end.
    """
    path = folder / f"{number}.csv"
    if file.compression == "none" and file.encoding == "utf-8-sig":
        path.symlink_to(file.path.resolve())
    else:
        with path.open("w", encoding="utf-8", newline="") as target, file.text() as text:
            while chunk := text.read(CHUNK):
                target.write(chunk)
    with readable(file.name):
        _refuse_endless_line(file, path)
    return Staged(number, file, path)


def _refuse_endless_line(file: SourceFile, path: Path) -> None:
    """The engine passes over a last line that is longer than its buffer in silence."""
    size = path.stat().st_size
    if size <= CHUNK:
        return
    with path.open("rb") as stream:
        stream.seek(size - CHUNK)
        if b"\n" not in stream.read():
            raise whole_file(file.name, N_("超过 {size} kB 的一行", size=CHUNK // 1024), A_TABLE)


def remove(staged: Sequence[Staged]) -> None:
    """Remove staged files (never what they point to)."""
    for item in staged:
        item.path.unlink(missing_ok=True)
