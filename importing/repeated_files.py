"""The same file given twice, under one name or two: its hours would be counted twice."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from importing.faults import ImportFault
from importing.source_file import SourceFile, UnfoldingError, open_plain
from translations import N_, Message

CHUNK: Final = 1024 * 1024
SIZE_BYTES: Final = 4
"""The end of a GZIP file holds the size of its content, modulo 2³²."""


def repeated_faults(files: Sequence[SourceFile]) -> Iterator[ImportFault]:
    """Name every file that was given before, with the one before it.

    Only files of one size are compared by their content (packed ones by what is in them), so that a year of hourly
    files is not read twice. A heading without rows counts nothing twice.

    Parameters
    ----------
    files
        In the order given.
    """
    first_at: dict[Path, SourceFile] = {}
    of_size: dict[int, list[SourceFile]] = {}
    for file in files:
        path = file.path.resolve()
        if path in first_at:
            found = N_("第二次给出的同一个文件")
            yield ImportFault(file.name, None, None, found, _another(first_at[path]))
            continue
        first_at[path] = file
        of_size.setdefault(_plain_size(file), []).append(file)
    for alike in of_size.values():
        seen: dict[bytes, SourceFile] = {}
        for file in alike if len(alike) > 1 else ():
            digest = _digest(file)
            before = seen.setdefault(digest, file) if digest else file
            if before is not file:
                found = N_("内容完全相同的文件")
                yield ImportFault(file.name, None, None, found, _another(before))


def _another(before: SourceFile) -> Message:
    return N_("与 {file} 不同的文件：同一内容只导入一次", file=before.name)


def _plain_size(file: SourceFile) -> int:
    if file.compression != "gzip":
        return file.size
    try:
        with file.path.open("rb") as stream:
            stream.seek(-SIZE_BYTES, 2)
            return int.from_bytes(stream.read(), "little")
    except OSError:
        return file.size


def _digest(file: SourceFile) -> bytes | None:
    """What stands for the content; None without rows, or where reading will tell what is wrong with it."""
    found = hashlib.blake2b(digest_size=16)
    has_rows = False
    try:
        with open_plain(file.path, file.compression) as stream:
            found.update(stream.readline(CHUNK))
            while chunk := stream.read(CHUNK):
                found.update(chunk)
                has_rows = has_rows or bool(chunk.strip())
    except (OSError, EOFError, ValueError, UnfoldingError, zlib.error):
        return None
    return found.digest() if has_rows else None
