"""What killed runs left beside the site: the former site goes back to its place, the rest of ours goes away."""

from __future__ import annotations

import glob
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from publishing.faults import unwritable
from publishing.manifest import MANIFEST, read_manifest, unlisted_files
from publishing.switch import FORMER, is_site

BUILDING: Final = ".building-"
ALIVE: Final = ".alive"
MARKS: Final = (ALIVE, MANIFEST)
"""Files by which a folder is known as ours."""


@dataclass
class Left:
    """What stays beside the site.

    Attributes
    ----------
    others
        Names of what is called as ours are and is not: links, files, folders that hold what others put there.
    stuck
        Names of folders of ours that could not be removed wholly.
    """

    others: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)


def remove_left(out: Path) -> Left:
    """Put a former site back that has lost its place, and remove what killed runs left; a living run's folder stays.

    To be called by the one who publishes: another's switch may be under way.

    Raises
    ------
    publishing.faults.SiteFolderError
        When the former site cannot be put back.
    """
    try:
        bring_back(out)
    except OSError as error:
        raise unwritable(out, error) from error
    left = Left()
    for kind in (BUILDING, FORMER):
        for one in named_as(out, kind):
            if one.is_symlink() or not one.is_dir():
                left.others.append(one.name)
                continue
            with held(one) as is_living:
                if is_living:
                    continue
                if not is_ours(one):
                    left.others.append(one.name)
                elif not removed(one):
                    left.stuck.append(one.name)
    return left


def named_as(out: Path, kind: str) -> list[Path]:
    """What lies beside a site under a name of ours."""
    return sorted(out.parent.glob(f".{glob.escape(out.name)}{kind}*"))


def bring_back(out: Path) -> None:
    """Put the former site in its place again where a killed switch left it under its other name; the newest of several.

    Raises
    ------
    OSError
        When it cannot be put there.
    """
    if out.is_symlink() or (out.exists() and (not out.is_dir() or any(out.iterdir()))):
        return
    left = [one for one in named_as(out, FORMER) if not one.is_symlink() and is_site(one)]
    if left:
        max(left, key=lambda one: (one / MANIFEST).stat().st_mtime_ns).rename(out)


@contextmanager
def held(folder: Path) -> Iterator[bool]:
    """Hold the mark of a folder that is being built; gives whether a living run holds it."""
    try:
        import fcntl

        handle = os.open(folder / ALIVE, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except (ImportError, OSError):
        yield False
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        is_living = False
    except OSError:
        is_living = True
    try:
        yield is_living
    finally:
        os.close(handle)


def is_ours(folder: Path) -> bool:
    """Whether a folder is one that we left: nothing in it, marked as being built, or a site and nothing that others put there."""
    try:
        if not any(folder.iterdir()) or has_mark(folder):
            return True
    except OSError:
        return False
    manifest = read_manifest(folder)
    return manifest is not None and not any(unlisted_files(folder, manifest["files"]))


def has_mark(folder: Path) -> bool:
    """Whether a folder bears the mark of one that is being built."""
    try:
        return stat.S_ISREG((folder / ALIVE).lstat().st_mode)
    except FileNotFoundError:
        return False


def removed(folder: Path) -> bool:
    """Remove a folder of ours; whether that was to be had. Its marks go last: what is left by a kill is known again."""
    with suppress(OSError):
        for one in list(folder.iterdir()):
            if one.name in MARKS:
                continue
            if one.is_dir() and not one.is_symlink():
                shutil.rmtree(one, ignore_errors=True)
            else:
                with suppress(OSError):
                    one.unlink()
        if all(one.name in MARKS for one in folder.iterdir()):
            shutil.rmtree(folder, ignore_errors=True)
    return not folder.exists()
