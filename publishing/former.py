"""The site that is published now: which of its files are still what its manifest says, and what they were made from."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from publishing.manifest import read_manifest, why_not_served

THREADS: Final = 4


@dataclass(frozen=True)
class Former:
    """The published site; an empty one where there is none.

    Attributes
    ----------
    folder
        Where it lies.
    manifest
        What it says of itself; empty where there is none.
    whole
        Paths of the files whose size and sha256 are those of the manifest. Only these are taken over.
    """

    folder: Path
    manifest: Mapping[str, Any] = field(default_factory=dict)
    whole: frozenset[str] = frozenset()

    @property
    def files(self) -> Mapping[str, Mapping[str, Any]]:
        """What the manifest says of each file."""
        return self.manifest.get("files", {})

    @property
    def is_whole(self) -> bool:
        """Whether no file is missing or other than it was."""
        return bool(self.files) and len(self.whole) == len(self.files)

    def made_from(self, group: str) -> str:
        """Fingerprint of what a group of files was made from; empty where nobody wrote it down."""
        prints = self.manifest.get("prints")
        return str(prints.get(group, "")) if isinstance(prints, dict) else ""

    def files_of_task(self, name: str) -> list[str] | None:
        """Files that a task made; None when they are not all there and as they were."""
        tasks = self.manifest.get("tasks")
        paths = tasks.get(name) if isinstance(tasks, dict) else None
        if not paths or not isinstance(paths, list) or not self.whole.issuperset(map(str, paths)):
            return None
        return [str(path) for path in paths]


def open_former(folder: Path) -> Former:
    """Read the manifest of a published site and look at every file of it."""
    manifest = read_manifest(folder)
    if manifest is None:
        return Former(folder)
    with ThreadPoolExecutor(THREADS) as threads:
        found = threads.map(
            lambda item: item[0] if is_whole(folder, *item) else None, manifest["files"].items()
        )
        return Former(folder, manifest, frozenset(path for path in found if path is not None))


def is_whole(folder: Path, path: str, entry: Mapping[str, Any]) -> bool:
    """Whether a file is one that a server hands out, with the size and the sha256 of the manifest."""
    try:
        if why_not_served(folder, path) or (folder / path).stat().st_size != entry["bytes"]:
            return False
        return hashlib.sha256((folder / path).read_bytes()).hexdigest() == entry["sha256"]
    except OSError:
        return False
