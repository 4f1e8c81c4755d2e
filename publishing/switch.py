"""Two folders change places: the new site and what lay there when its build began, and nothing else that lies there since."""

from __future__ import annotations

import ctypes
import errno
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from publishing.faults import SiteFolderError
from publishing.manifest import is_damaged, read_manifest
from translations import N_

FORMER: Final = ".former-"
AT_FDCWD: Final = -100
RENAME_EXCHANGE: Final = 2
IN_THE_WAY: Final = (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR, errno.EISDIR)


def is_site(folder: Path) -> bool:
    """Whether a folder is a site of ours, its manifest whole or damaged."""
    return read_manifest(folder) is not None or is_damaged(folder)


@dataclass(frozen=True)
class Found:
    """What lay at a path at a moment, told apart from all else by its number on the disk; None where nothing did."""

    number: tuple[int, int] | None

    @classmethod
    def at(cls, path: Path) -> Found:
        """What lies there now; of a link, the link."""
        try:
            found = path.lstat()
        except FileNotFoundError:
            return cls(None)
        return cls((found.st_dev, found.st_ino))

    def is_at(self, path: Path) -> bool:
        """Whether this lies at a path now."""
        return self.number is not None and Found.at(path) == self

    def may_go_from(self, path: Path) -> bool:
        """Whether this lies at a path now, and is a folder that holds nothing or a site of ours."""
        if not self.is_at(path) or path.is_symlink() or not path.is_dir():
            return False
        return is_site(path) or not any(path.iterdir())


def others_there(path: Path) -> SiteFolderError:
    """The sentence for what another hand has put in the way while the site was built."""
    return SiteFolderError(
        N_("发布期间 {folder} 处出现了别的内容：没有覆盖，也没有删除。请移开后重新发布。", folder=path)
    )


def switch(folder: Path, out: Path, former: Found) -> Path | None:
    """Let the new site take the place of the former one.

    Returns
    -------
    pathlib.Path or None
        Where the former one lies now; None when there was none.

    Raises
    ------
    SiteFolderError
        When what lies at `out` is no longer what was checked before the build; it stays as it is.
    """
    if Found.at(out).number is None:
        put(folder, out)
        return None
    if not former.may_go_from(out):
        raise others_there(out)
    if exchange(folder, out):
        if not former.may_go_from(folder):
            give_back(folder, out)
        return folder
    return switch_in_two(folder, out, former)


def switch_in_two(folder: Path, out: Path, former: Found) -> Path:
    """Switch where the system has no exchange: a kill in between is mended by the next run."""
    aside = out.with_name(f".{out.name}{FORMER}{os.getpid()}")
    out.rename(aside)
    try:
        if not former.may_go_from(aside):
            raise others_there(out)
        put(folder, out)
    except (OSError, SiteFolderError) as error:
        try:
            aside.rename(out)
        except OSError:
            raise former_is_at(aside, out) from error
        raise
    return aside


def former_is_at(aside: Path, out: Path) -> SiteFolderError:
    """The sentence for a former site whose place another hand has taken in the middle of the switch."""
    return SiteFolderError(
        N_(
            "发布期间 {folder} 处出现了别的内容：没有覆盖，也没有删除；原来的站点现在在 {former}。"
            "请移开那里的内容后重新发布，站点会先放回原处。",
            folder=out,
            former=aside,
        )
    )


def put(folder: Path, out: Path) -> None:
    """Put the new site where nothing is; the system overwrites no folder that holds something, no file and no link."""
    try:
        folder.rename(out)
    except OSError as error:
        if error.errno in IN_THE_WAY:
            raise others_there(out) from error
        raise


def give_back(folder: Path, out: Path) -> None:
    """Undo an exchange that brought back what is not ours.

    Raises
    ------
    SiteFolderError
        Always, with where it lies now.
    """
    if exchange(folder, out):
        raise others_there(out)
    kept = out.with_name(f"{out.name}.found-{os.getpid()}")
    folder.rename(kept)
    raise others_there(kept)


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step (renameat2, Linux 3.15); False where that is not to be had."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    done: int = renameat2(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE)
    return done == 0
