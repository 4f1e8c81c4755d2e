"""The list of a published site's files: read with distrust, and which files are what it says."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, Final

from publishing.faults import said
from translations import N_

MANIFEST: Final = "site-manifest.json"
MADE_BY: Final = "blue-sky-atlas publish_site"
KINDS: Final[Mapping[str, type]] = {
    "base_url": str,
    "data_version": str,
    "data_changed": str,
    "made_from": dict,
    "prints": dict,
    "refused": list,
    "assets": dict,
    "tasks": dict,
}
OPEN_FOLDER: Final = stat.S_IROTH | stat.S_IXOTH


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest of a published site; None when the folder holds none of ours, or a damaged one."""
    found = content_of(folder)
    return found if isinstance(found, dict) and found.get("made_by") == MADE_BY and is_sound(found) else None


def is_damaged(folder: Path) -> bool:
    """Whether a folder is a site of ours whose manifest is cut short or otherwise not to be believed.

    One that names another maker is somebody else's file.
    """
    if (folder / MANIFEST).is_symlink() or not (folder / MANIFEST).is_file():
        return False
    found = content_of(folder)
    maker = found.get("made_by", MADE_BY) if isinstance(found, dict) else MADE_BY
    return maker == MADE_BY and read_manifest(folder) is None


def content_of(folder: Path) -> object:
    """What the manifest holds; None when it cannot be read."""
    try:
        # A pipe or a device under this name may never end.
        found = folder / MANIFEST
        return json.loads(found.read_text("utf-8")) if found.is_file() else None
    except (OSError, ValueError, RecursionError):
        return None


def is_sound(found: Mapping[str, Any]) -> bool:
    """Whether every part of a manifest is of its kind and every path lies below the folder."""
    files = found.get("files")
    return (
        isinstance(files, dict)
        and all(isinstance(found[name], kind) for name, kind in KINDS.items() if name in found)
        and all(is_path(path) and is_entry(entry) for path, entry in files.items())
        and all(isinstance(name, str) for name in found.get("refused", []))
    )


def is_path(path: str) -> bool:
    """Whether a path can be one of a file below the folder."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    parts = PurePosixPath(path).parts
    return bool(parts) and parts[0] != "/" and ".." not in parts and "\0" not in path


def is_entry(entry: object) -> bool:
    """Whether this can be what a manifest says of a file."""
    return (
        isinstance(entry, dict)
        and type(entry.get("bytes")) is int
        and isinstance(entry.get("sha256"), str)
        and all(isinstance(entry.get(name, ""), str) for name in ("changed", "dropped"))
    )


def why_not_served(folder: Path, path: str) -> str:
    """Why a server that follows no links would not hand a file out; empty when it would.

    Raises
    ------
    OSError
        When there is no such file.
    """
    place = folder
    *folders, name = PurePosixPath(path).parts
    for part in folders:
        place = place / part
        mode = place.lstat().st_mode
        if not stat.S_ISDIR(mode):
            return said(N_("{path} 是链接或不是文件夹", path=place.relative_to(folder)))
        if mode & OPEN_FOLDER != OPEN_FOLDER:
            return said(N_("{path} 没有对其他用户开放", path=place.relative_to(folder)))
    mode = (place / name).lstat().st_mode
    if not stat.S_ISREG(mode):
        return said(N_("是链接或不是文件"))
    return "" if mode & stat.S_IROTH else said(N_("其他用户不能读"))


def why_folder_not_served(folder: Path) -> str:
    """Why a server would hand out nothing of a site's own folder; empty when it would."""
    if folder.stat().st_mode & OPEN_FOLDER == OPEN_FOLDER:
        return ""
    return said(N_("文件夹没有对其他用户开放，应为 755"))


def unlisted_files(folder: Path, files: Collection[str]) -> Iterator[str]:
    """Paths of files and links that nobody published: a server would hand them out all the same.

    A folder that cannot be read and that no published file lies in is named itself, with a slash: what it holds nobody
    can tell.
    """
    closed: list[str] = []
    known = {MANIFEST, *files}
    found = []
    for place, folders, names in os.walk(folder, onerror=lambda error: closed.append(str(error.filename))):
        links = [name for name in folders if (Path(place) / name).is_symlink()]
        found += [(Path(place) / name).relative_to(folder).as_posix() for name in (*names, *links)]
    shut = {f"{Path(one).relative_to(folder).as_posix()}/" for one in closed if Path(one) != folder}
    found += [one for one in shut if not any(path.startswith(one) for path in known)]
    yield from sorted(path for path in found if path not in known)


def write_manifest(folder: Path, content: Mapping[str, Any]) -> None:
    """Write the manifest so that it is on the disk before the site is switched: a failing power supply cuts no list short."""
    with (folder / MANIFEST).open("w", encoding="utf-8", newline="\n") as stream:
        json.dump(content, stream, ensure_ascii=False, indent=1)
        stream.write("\n")
        stream.flush()
        os.fsync(stream.fileno())
    (folder / MANIFEST).chmod(0o644)
