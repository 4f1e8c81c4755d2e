"""Compression made ahead: a `.gz` and a `.br` beside each file that shrinks, so that the server only hands them out."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

import brotli

from publishing.aside import Aside

TEXT_ENDINGS: Final = (".html", ".css", ".js", ".json", ".csv", ".svg", ".xml", ".txt", ".geojson")
ENDINGS: Final = (".gz", ".br")
LEAST_BYTES: Final = 700
"""Below that the packet is sent as it is."""
GZIP_LEVEL: Final = 9
BROTLI_QUALITY: Final = 9
"""Quality 11 takes ten times as long for some five per cent."""
THREADS: Final = 2


def packed_files(
    aside: Aside,
    entries: Mapping[str, Mapping[str, Any]],
    whole: Collection[str],
    on_step: Callable[[str, int, int], None],
) -> dict[str, dict[str, Any]]:
    """Write the packed files aside, telling how far it is; what the manifest says of each.

    The packed form of a file that is the former site's is taken over with it, where it is as it was published.

    Parameters
    ----------
    whole
        Paths of the former site's files that are what its manifest says.
    """
    wanted = [
        path
        for path, entry in entries.items()
        if path.endswith(TEXT_ENDINGS) and entry["bytes"] >= LEAST_BYTES
    ]
    made: dict[str, dict[str, Any]] = {}
    with ThreadPoolExecutor(THREADS) as threads:
        done = threads.map(lambda path: packed(aside, path, entries[path], whole), wanted)
        for number, files in enumerate(done, 1):
            made |= files
            on_step("compress", number, len(wanted))
    return made


def packed(
    aside: Aside, path: str, entry: Mapping[str, Any], whole: Collection[str]
) -> dict[str, dict[str, Any]]:
    """One file in both forms."""
    same = is_former(aside, path)
    made = {}
    for ending in ENDINGS:
        target = f"{path}{ending}"
        if same and target in whole:
            kept = aside.keep(target)
            bytes_now = (aside.folder / target).read_bytes()
        else:
            bytes_now = pack((aside.folder / path).read_bytes(), ending)
            kept = aside.write(target, bytes_now)
        made[target] = {
            "bytes": len(bytes_now),
            "sha256": hashlib.sha256(bytes_now).hexdigest(),
            "changed": entry.get("changed", ""),
            "kept": kept,
        }
    return made


def is_former(aside: Aside, path: str) -> bool:
    """Whether a file aside is the former site's own."""
    try:
        return (aside.folder / path).samefile(aside.former / path)
    except OSError:
        return False


def pack(content: bytes, ending: str) -> bytes:
    """Gzip without a time in it, or Brotli."""
    if ending == ".gz":
        return gzip.compress(content, GZIP_LEVEL, mtime=0)
    squeezed: bytes = brotli.compress(content, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY)
    return squeezed
