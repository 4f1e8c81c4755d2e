"""One build at a time into a folder: a lock beside it that the system lets go of when its holder dies."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from publishing.faults import SiteFolderError, unwritable
from translations import N_


@contextmanager
def publishing_alone(out: Path) -> Iterator[None]:
    """Hold the lock of a site's folder until the block ends; a system without such locks goes without.

    The lock is a file beside the site that goes away at the end. One left by a killed build is held by nobody.

    Raises
    ------
    SiteFolderError
        When another build holds it, or the folder around the site cannot be written.
    """
    out = out.absolute()
    path = out.with_name(f".{out.name}.lock")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        handle = _taken(path)
    except BlockingIOError as error:
        raise SiteFolderError(
            N_("{folder} 正由另一个进程发布：请等它结束后重试。站点没有改动。", folder=out)
        ) from error
    except OSError as error:
        raise unwritable(out, error) from error
    try:
        yield
    finally:
        # Removed while it is held: whoever opened it before finds out by `_is_still`.
        with suppress(OSError):
            path.unlink(missing_ok=True)
        os.close(handle)


def _taken(path: Path) -> int:
    """The open and locked file; tried again when its last holder removed it in the meantime."""
    while True:
        handle = os.open(path, os.O_CREAT | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0), 0o600)
        try:
            _lock(handle)
            if _is_still(handle, path):
                return handle
        except OSError:
            os.close(handle)
            raise
        os.close(handle)


def _lock(handle: int) -> None:
    try:
        import fcntl
    except ImportError:
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        # Some network folders know no locks at all; there only who publishes can see to it.
        if error.errno not in (errno.ENOTSUP, errno.ENOSYS, errno.ENOLCK):
            raise


def _is_still(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False
