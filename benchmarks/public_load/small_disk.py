"""A disk that is nearly full: a file system in memory with a site on it, or, without the right to mount one, a limit."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

FREE_MB = 40
LONGEST_FILE = 60_000
"""Bytes; where nothing can be mounted, no file may grow beyond: the same kind of fault, met at another moment."""


@dataclass(frozen=True)
class SmallDisk:
    """Where the site is.

    Attributes
    ----------
    before
        What a command is to be run by, so that it meets the fault.
    is_mounted
        Whether it is really a disk.
    """

    site: Path
    before: tuple[str, ...]
    is_mounted: bool

    def free_mb(self) -> float:
        """What is left on it."""
        return shutil.disk_usage(self.site).free / 1e6


@contextmanager
def small_disk(folder: Path, site: Path) -> Iterator[SmallDisk]:
    """Copy a site onto a disk that has little room beside it.

    Parameters
    ----------
    folder
        A new folder to mount it on.
    """
    size = sum(path.stat().st_blocks * 512 for path in site.rglob("*"))
    folder.mkdir(parents=True)
    mounted = is_mounted(folder, size // 1_000_000 + FREE_MB)
    try:
        copy = folder / "site"
        shutil.copytree(site, copy)
        before = () if mounted else ("prlimit", f"--fsize={LONGEST_FILE}", "--")
        yield SmallDisk(copy, before, mounted)
    finally:
        if mounted:
            subprocess.run(["umount", str(folder)], check=False)
        with suppress(OSError):
            shutil.rmtree(folder)


def is_mounted(folder: Path, size_mb: int) -> bool:
    """Try to mount a file system in memory."""
    if os.geteuid() != 0 or shutil.which("mount") is None:
        return False
    command = ["mount", "-t", "tmpfs", "-o", f"size={size_mb}m,mode=755", "tmpfs", str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
