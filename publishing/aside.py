"""Built aside, switched at once: whoever reads the site sees the former one whole or the new one whole.

The new site grows in a folder beside the published one. A file whose bytes are those of the former site is the same
file (a hard link), so it keeps its time of change and takes no room. At the end the two folders change places.
"""

from __future__ import annotations

import glob
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from importing.leftovers import hold
from publishing.faults import SiteFolderError, unwritable
from publishing.manifest import why_not_served
from publishing.switch import FORMER, Found, is_site, others_there, switch
from translations import N_

BUILDING: Final = ".building-"
REPOSITORY: Final = Path(__file__).resolve().parents[1]
ALIVE: Final = ".alive"
FILE_MODE: Final = 0o644
FOLDER_MODE: Final = 0o755


def check_target(out: Path) -> None:
    """Refuse a target that is neither missing, nor empty, nor a site of ours, or that cannot be written.

    A site of ours whose manifest is damaged is still ours.

    Raises
    ------
    SiteFolderError
        With what to do instead.
    """
    try:
        if lies_in_the_code(out):
            raise SiteFolderError(
                N_(
                    "{folder} 在软件自己的文件夹里：请把站点发布到别处，或发布到其中的 .cache 之下。",
                    folder=out,
                )
            )
        if out.is_symlink() or (out.exists() and not out.is_dir()):
            raise no_plain_folder(out)
        try_to_write_beside(out)
        bring_back(out)
        holds_something = out.is_dir() and any(out.iterdir())
    except NotADirectoryError as error:
        raise no_plain_folder(out) from error
    except OSError as error:
        raise unwritable(out, error) from error
    except (RuntimeError, ValueError) as error:
        # A chain of links without end, or a name that no system takes.
        raise no_plain_folder(out) from error
    if holds_something and not is_site(out):
        raise SiteFolderError(
            N_("{folder} 不是空文件夹，也不是本命令发布的站点：不会覆盖，请另选一个文件夹。", folder=out)
        )


def no_plain_folder(out: Path) -> SiteFolderError:
    """The sentence for what is a file, a link or below a file."""
    return SiteFolderError(
        N_("{folder} 不是普通文件夹：--out 应为空文件夹、上次发布的站点或还不存在的路径。", folder=out)
    )


def try_to_write_beside(out: Path) -> None:
    """Make and remove a folder where the site will grow, or where the folders around it will.

    Raises
    ------
    OSError
        When that is not to be had.
    """
    there = next(folder for folder in out.parents if folder.exists())
    probe = tempfile.mkdtemp(prefix=f".{out.name}{BUILDING}", dir=there)
    with suppress(FileNotFoundError):
        Path(probe).rmdir()


def bring_back(out: Path) -> None:
    """Put the former site in its place again where a killed switch left it under its other name."""
    if out.exists():
        return
    for left in sorted(out.parent.glob(f".{glob.escape(out.name)}{FORMER}*")):
        if not left.is_symlink() and is_site(left):
            left.rename(out)
            return


def lies_in_the_code(out: Path) -> bool:
    """Whether a folder is the repository's own or in it; what it keeps for itself lies below `.cache`."""
    resolved = out.resolve()
    return (
        resolved == REPOSITORY or REPOSITORY in resolved.parents
    ) and REPOSITORY / ".cache" not in resolved.parents


@dataclass
class Aside:
    """The site that is being built.

    Attributes
    ----------
    folder
        Where it grows.
    former
        The published site; may not exist.
    """

    folder: Path
    former: Path

    def write(self, path: str, content: bytes) -> bool:
        """Put a file in its place; say whether it is the former site's, byte for byte."""
        target, old = self.folder / path, self.former / path
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            same = (
                not why_not_served(self.former, path)
                and old.stat().st_size == len(content)
                and old.read_bytes() == content
            )
        except OSError:
            same = False
        if same:
            return self.keep(path)
        with target.open("wb") as stream:
            stream.write(content)
        target.chmod(FILE_MODE)
        return False

    def keep(self, path: str) -> bool:
        """Take a file over from the former site with its time of change."""
        target, old = self.folder / path, self.former / path
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(old, target)
        except OSError:
            # Some file systems know no second name: a copy with the time of the first does as well.
            shutil.copy2(old, target)
        return True


@contextmanager
def built_aside(out: Path) -> Iterator[Aside]:
    """A folder beside `out` that takes its place when the block ends well, and goes away when it does not.

    Raises
    ------
    SiteFolderError
        When `out` may not be published into, or the disk does not let us.
    """
    out = out.absolute()
    check_target(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        remove_left(out)
        former = Found.at(out)
        folder = Path(tempfile.mkdtemp(prefix=f".{out.name}{BUILDING}", dir=out.parent))
        grown = Found.at(folder)
    except OSError as error:
        raise unwritable(out, error) from error
    handle = os.open(folder / ALIVE, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        hold(handle)
        folder.chmod(FOLDER_MODE)
        yield Aside(folder, out)
        if not grown.is_at(folder):
            raise others_there(folder)
        (folder / ALIVE).unlink()
        settle(folder)
        switch(folder, out, former)
    except OSError as error:
        raise unwritable(out, error) from error
    finally:
        os.close(handle)
        # Only what grew here, or the site that was checked before: never what another hand has put here since.
        if grown.is_at(folder) or former.may_go_from(folder):
            shutil.rmtree(folder, ignore_errors=True)


def settle(folder: Path) -> None:
    """Open every folder to those who serve it, whatever the mask, and bring the names at the top to the disk."""
    for name, _folders, _files in os.walk(folder):
        Path(name).chmod(FOLDER_MODE)
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_left(out: Path) -> list[str]:
    """Remove what killed runs left beside the site; the folder of a living run is held and stays.

    Returns
    -------
    list of str
        Names of links and files that are called as ours are: we make folders only, these are another hand's and stay.
    """
    name = glob.escape(out.name)
    found = {kind: sorted(out.parent.glob(f".{name}{kind}*")) for kind in (BUILDING, FORMER)}
    others = [path for kind in found for path in found[kind] if path.is_symlink() or not path.is_dir()]
    with suppress(ImportError):
        import fcntl

        for left in (path for path in found[BUILDING] if path not in others):
            with suppress(OSError):
                if not (left / ALIVE).exists():
                    shutil.rmtree(left, ignore_errors=True)
                    continue
                with (left / ALIVE).open("rb") as stream:
                    fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    shutil.rmtree(left, ignore_errors=True)
    for left in (path for path in found[FORMER] if path not in others):
        shutil.rmtree(left, ignore_errors=True)
    return [path.name for path in others]
