"""How a site is built and what was made: files with size, hash and day of their last change."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from publishing.aside import Aside
from publishing.meanwhile import Parting

OnStep = Callable[[str, int, int], None]
"""Told what is being made, how many are done and how many there are."""
Entries = dict[str, dict[str, Any]]
"""What the manifest says of files, by path; `kept` says beside it that a file is the former site's own."""


@dataclass(frozen=True)
class BuildOptions:
    """How the site is built.

    Attributes
    ----------
    workers
        Processes; 1 makes everything in this one.
    cards
        `none`, `few` (home, regions, the newest year of each layer of the catalogue) or `all`.
    compress
        Write `.gz` and, where the package is there, `.br` beside each text file.
    today
        ISO date of this build: what changed today is dated by it.
    """

    workers: int
    cards: str
    compress: bool
    today: str


@dataclass
class Built:
    """What was made.

    Attributes
    ----------
    files, bytes, kept
        How many files there are, their bytes, and how many are as they were.
    rendered
        Tasks and images that were carried out; 0 when there was nothing to do.
    data_changed
        ISO date on which the data last changed.
    refused
        Names of images that the rules for maps do not let out.
    because
        What is not as it was at the former build: `tables/observations`, `code` …
    spoilt
        Files of the former site that were missing or not as they were published.
    unlisted
        Files in the former site's folder that nobody published.
    beside
        Names of what lies beside the site and is called as a build in the making is, and is none of ours.
    stuck
        Folders of former builds beside the site that could not be removed.
    parting
        What became of the former site.
    list_damaged
        Whether the former site's manifest could not be believed, so that nothing was taken over by it.
    """

    files: int = 0
    bytes: int = 0
    kept: int = 0
    rendered: int = 0
    data_changed: str = ""
    refused: list[str] = field(default_factory=list)
    because: list[str] = field(default_factory=list)
    spoilt: list[str] = field(default_factory=list)
    unlisted: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)
    parting: Parting = field(default_factory=Parting)
    list_damaged: bool = False
    entries: Entries = field(default_factory=dict)
    tasks: dict[str, list[str]] = field(default_factory=dict)

    def record(self, entries: Mapping[str, Mapping[str, Any]]) -> None:
        """Count files in."""
        for path, entry in entries.items():
            self.entries[path] = {name: value for name, value in entry.items() if name != "kept"}
            self.files += 1
            self.bytes += entry["bytes"]
            self.kept += bool(entry["kept"])


def write_all(aside: Aside, files: Mapping[str, bytes]) -> Entries:
    """Write files aside; what the manifest says of each."""
    entries = {}
    for path, content in files.items():
        kept = aside.write(path, content)
        entries[path] = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest(), "kept": kept}
    return entries
