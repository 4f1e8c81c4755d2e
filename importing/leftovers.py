"""Folders for what does not fit in memory, and what a killed import left behind.

Each folder holds a lock that lives as long as its process: the system lets go of it even after `kill -9`. A folder
whose lock can be had belongs to nobody any more.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

PREFIX: Final = "atlas-import-"
LOCK_FILE: Final = ".alive"
SECONDS_WITHOUT_LOCK: Final = 3600
"""A folder without a lock is being made at this moment, or was left so: after an hour it was left."""

SECONDS_TO_LOCK: Final = 5
"""A half-written file without a lock may be being made at this moment."""


@contextmanager
def staging_folder() -> Iterator[Path]:
    """An empty folder of our own among the temporary ones, removed at the end; leftovers of killed imports go first.

    Raises
    ------
    OSError
        When the folder for temporary files cannot be written.
    """
    remove_left_folders()
    with tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as name:
        lock = FileLock(Path(name) / LOCK_FILE)
        try:
            lock.acquire()
        except FileNotFoundError:
            # another import took the folder for a leftover before the lock was ours
            Path(name).mkdir(mode=0o700, exist_ok=True)
            lock.acquire()
        try:
            work = Path(name) / "work"
            work.mkdir()
            yield work
        finally:
            lock.release()


def remove_left_folders(parent: Path | None = None) -> list[Path]:
    """Remove the folders of imports that no longer live.

    Parameters
    ----------
    parent
        Where temporary folders lie; by default where Python puts them.

    Returns
    -------
    list of Path
        Those that were removed. A folder of a living process, or of another user, stays.
    """
    removed = []
    for folder in (parent or Path(tempfile.gettempdir())).glob(f"{PREFIX}*"):
        with suppress(OSError, Timeout):
            if not _is_ours(folder):
                continue
            if (folder / LOCK_FILE).exists():
                # removed while the lock is held: nobody else can begin to live in it
                with FileLock(folder / LOCK_FILE, timeout=0):
                    shutil.rmtree(folder, ignore_errors=True)
            elif time.time() - folder.stat().st_mtime > SECONDS_WITHOUT_LOCK:
                shutil.rmtree(folder, ignore_errors=True)
            else:
                continue
            removed.append(folder)
    return removed


def _is_ours(folder: Path) -> bool:
    if folder.is_symlink() or not folder.is_dir():
        return False
    return not hasattr(os, "getuid") or folder.stat().st_uid == os.getuid()


def remove_left_files(folder: Path, prefixes: tuple[str, ...]) -> None:
    """Remove half-written files and trial folders; only for whoever holds the lock of the folder.

    Parameters
    ----------
    folder
        The folder of the installation's tables.
    prefixes
        How the names of what an import writes before it is renamed begin.
    """
    with suppress(OSError):
        for path in list(folder.iterdir()):
            if not path.name.startswith(prefixes):
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


def hold(handle: int) -> None:
    """Lock an open file for as long as its process lives; a system without such locks goes without."""
    with suppress(ImportError, OSError):
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def remove_left_parts(folder: Path, prefix: str, suffix: str) -> None:
    """Remove half-written files that no living process holds by `hold`.

    Parameters
    ----------
    folder
        Where they lie.
    prefix, suffix
        How their names begin and end.
    """
    with suppress(ImportError, OSError):
        import fcntl

        for path in list(folder.iterdir()):
            if not (path.name.startswith(prefix) and path.name.endswith(suffix)) or path.is_symlink():
                continue
            if not path.is_file() or time.time() - path.stat().st_mtime < SECONDS_TO_LOCK:
                continue
            with suppress(OSError), path.open("rb") as stream:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
                path.unlink()
