"""What another hand puts into the site while it is built: found when the former site has gone aside, and kept."""

from __future__ import annotations

import filecmp
import os
import stat
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

FOLDER_MODE: Final = 0o755
Mark = tuple[int, ...]
"""What tells a file from another under the same name: its numbers on the disk, size and time of change; of a folder nothing."""


@dataclass
class Parting:
    """What became of the former site.

    Attributes
    ----------
    carried
        What appeared or was altered in it while the new one was made, and was carried over.
    altered
        What could not be carried over, as the new site has a file of that name: it lies in `kept`.
    kept
        Where the former site was left for the sake of `altered`.
    stuck
        Where what could not be removed lies.
    """

    carried: list[str] = field(default_factory=list)
    altered: list[str] = field(default_factory=list)
    kept: str = ""
    stuck: str = ""


def contents(folder: Path) -> dict[str, Mark]:
    """Every file, link and folder below a folder, by path; what lies in a folder that cannot be read is not known."""
    found: dict[str, Mark] = {}
    waiting = [""]
    while waiting:
        below = waiting.pop()
        with suppress(OSError), os.scandir(folder / below) as entries:
            for entry in entries:
                with suppress(FileNotFoundError):
                    mark = mark_of(entry.stat(follow_symlinks=False))
                    found[f"{below}{entry.name}"] = mark
                    if not mark:
                        waiting.append(f"{below}{entry.name}/")
    return found


def mark_of(found: os.stat_result) -> Mark:
    """What tells a file or link from another; nothing for a folder."""
    if stat.S_ISDIR(found.st_mode):
        return ()
    return (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


def carry_over(former: Path, out: Path, before: Mapping[str, Mark], parting: Parting) -> None:
    """Move what appeared in the former site since `before` or was altered into the new one, where it has no such file.

    What lies in the new site already, byte for byte, is not told of.
    """
    carried: list[str] = []
    for path, mark in sorted(contents(former).items()):
        if before.get(path) == mark or path.startswith(tuple(f"{one}/" for one in carried)):
            continue
        if is_in(former, out, path):
            continue
        if moved(former / path, out / path):
            carried.append(path)
        else:
            parting.altered.append(path)
    parting.carried += carried


def is_in(former: Path, out: Path, path: str) -> bool:
    """Whether the new site holds this: the same folder, or a file of the same bytes."""
    source, target = former / path, out / path
    if target.is_symlink() or source.is_symlink():
        return False
    if source.is_dir() or not source.is_file():
        return source.is_dir() and target.is_dir()
    try:
        return target.is_file() and filecmp.cmp(source, target, shallow=False)
    except OSError:
        return False


def moved(source: Path, target: Path) -> bool:
    """Move something to where nothing is; whether that was to be had."""
    if os.path.lexists(target):
        return False
    try:
        missing = [folder for folder in target.parents if not folder.exists()]
        for folder in reversed(missing):
            folder.mkdir()
            folder.chmod(FOLDER_MODE)
        source.rename(target)
    except OSError:
        return False
    return True


def keep_beside(former: Path, out: Path) -> str:
    """Leave the former site beside the new one, under a name that no build removes; where it lies then."""
    try:
        kept = Path(tempfile.mkdtemp(prefix=f"{out.name}.found-", dir=out.parent))
        former.rename(kept)
    except OSError:
        return str(former)
    return str(kept)
