"""What a screen asks the process that draws for, and what comes back. Light: the dashboard imports it at its start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final, Literal

from policy.overlay import Overlay
from translations import N_, Message

TaskKind = Literal["preview", "card", "print", "png", "pdf", "svg", "paths", "html", "pack"]
ENDINGS: Final[dict[TaskKind, tuple[str, str]]] = {
    "preview": ("png", "image/png"),
    "card": ("png", "image/png"),
    "print": ("png", "image/png"),
    "png": ("png", "image/png"),
    "pdf": ("pdf", "application/pdf"),
    "svg": ("svg", "image/svg+xml"),
    "paths": ("svg", "image/svg+xml"),
    "html": ("html", "text/html"),
    "pack": ("zip", "application/zip"),
}
"""Ending and media type of each kind of file."""

REMEDY: Final[Message] = N_("可以换较大的版面，或者缩短标题和说明，再试一次。")
"""What may help when a sheet breaks a rule for maps."""

MARKS: Final = {"print": "-300dpi", "paths": "-paths", "card": "-card", "preview": "-preview"}


@dataclass(frozen=True)
class PressTask:
    """Everything a file follows from; the same task gives the same bytes.

    Attributes
    ----------
    frame
        Id of a frame (`layers.press.frames.PressFrame.frame_id`).
    lang
        Language of the sheet.
    made_on
        ISO date printed on the sheet.
    data_version
        Version of the tables that the screen shows; the process that draws refuses others.
    overlay
        Figures of the reader's own that lie over the atlas.
    """

    kind: TaskKind
    layer_id: str
    year: int
    frame: str
    size: str
    lang: str
    made_on: str
    data_version: str
    title: str = ""
    note: str = ""
    address: str = ""
    approval_number: str | None = None
    overlay: Overlay | None = None

    @property
    def key(self) -> str:
        """A name of the content: equal for equal tasks."""
        return sha256(repr(self).encode("utf-8", "backslashreplace")).hexdigest()

    @property
    def file_name(self) -> str:
        """Name of the file, made of ids, year and version alone: no title can lead anywhere."""
        parts = (
            "blue-sky-atlas",
            self.layer_id,
            self.year,
            self.frame,
            self.size,
            self.lang,
            self.data_version,
        )
        stem = "".join(
            character if character.isascii() and character.isalnum() else "-"
            for character in "-".join(str(part) for part in parts)
        )
        return f"{stem}{MARKS.get(self.kind, '')}.{ENDINGS[self.kind][0]}"

    @property
    def mime(self) -> str:
        """Media type of the file."""
        return ENDINGS[self.kind][1]


@dataclass(frozen=True)
class MadeFile:
    """A finished file.

    Attributes
    ----------
    notices
        What was replaced or cut.
    passed, faults
        The rules for maps that hold, and what breaks the others, equal sentences once; only a preview comes with faults.
    broken
        How many rules the faults are about.
    texts
        With a preview: caption and alternative text in both languages, by `caption-zh`, `alt-en` …
    """

    content: bytes
    notices: tuple[Message, ...] = ()
    passed: tuple[Message, ...] = ()
    faults: tuple[Message, ...] = ()
    broken: int = 0
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class NotMade:
    """Why there is no file, a sentence each.

    Attributes
    ----------
    again
        Whether the same task may succeed another time: its process ended, or too many were waiting.
    """

    reasons: tuple[Message, ...]
    again: bool = False
