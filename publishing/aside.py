"""Built aside, switched at once: whoever reads the site sees the former one whole or the new one whole.

The new site grows in a folder beside the published one. A file whose bytes are those of the former site is the same
file (a hard link), so it keeps its time of change and takes no room. At the end the two folders change places.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from importing.leftovers import hold
from publishing.faults import SiteFolderError, unwritable
from publishing.leftovers import ALIVE, BUILDING, remove_left, removed
from publishing.manifest import why_not_served
from publishing.meanwhile import FOLDER_MODE, Mark, Parting, carry_over, contents, keep_beside
from publishing.switch import Found, is_site, others_there, switch
from translations import N_

REPOSITORY: Final = Path(__file__).resolve().parents[1]
FILE_MODE: Final = 0o644


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
    parting
        What became of it, when the new one has taken its place.
    """

    folder: Path
    former: Path
    parting: Parting = field(default_factory=Parting)

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
def built_aside(out: Path, before: Mapping[str, Mark] | None = None) -> Iterator[Aside]:
    """A folder beside `out` that takes its place when the block ends well, and goes away when it does not.

    Parameters
    ----------
    before
        What the former site held when the build began; what it holds beyond that at the end is kept. What it holds now
        where none is given.

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
        before = contents(out) if before is None else before
        folder = Path(tempfile.mkdtemp(prefix=f".{out.name}{BUILDING}", dir=out.parent))
        grown = Found.at(folder)
        handle = os.open(folder / ALIVE, os.O_CREAT | os.O_RDWR, 0o600)
    except OSError as error:
        raise unwritable(out, error) from error
    try:
        hold(handle)
        folder.chmod(FOLDER_MODE)
        aside = Aside(folder, out)
        yield aside
        if not grown.is_at(folder):
            raise others_there(folder)
        (folder / ALIVE).unlink()
        settle(folder)
        left = switch(folder, out, former)
        if left is not None:
            part_with(left, out, before, aside.parting)
    except OSError as error:
        raise unwritable(out, error) from error
    finally:
        os.close(handle)
        # Only what grew here: never what another hand has put here since.
        if grown.is_at(folder):
            removed(folder)


def part_with(left: Path, out: Path, before: Mapping[str, Mark], parting: Parting) -> None:
    """Remove the former site but for what it did not hold when the build began.

    Raises
    ------
    SiteFolderError
        When the command is asked to end in the middle of it: the new site is published all the same.
    """
    try:
        carry_over(left, out, before, parting)
    except KeyboardInterrupt as error:
        raise ended_after_switch(out, keep_beside(left, out)) from error
    if parting.altered:
        parting.kept = keep_beside(left, out)
        return
    try:
        parting.stuck = "" if removed(left) else str(left)
    except KeyboardInterrupt as error:
        raise ended_after_switch(out, str(left)) from error


def ended_after_switch(out: Path, left: str) -> SiteFolderError:
    """The sentence for an end when the new site is published and the former one not yet cleared away."""
    return SiteFolderError(
        N_(
            "{folder} 的新站点已经发布；旧站点还没有清理完就被要求结束，它在 {former}。",
            folder=out,
            former=left,
        )
    )


def settle(folder: Path) -> None:
    """Open every folder to those who serve it, whatever the mask, and bring the names at the top to the disk."""
    for name, _folders, _files in os.walk(folder):
        Path(name).chmod(FOLDER_MODE)
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
