"""Where each page of the site lies, and how one page links to another: always relatively, below any path.

Chinese pages lie at the root, English ones below `en/`; files that have no language (data, records, images) once.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from layers.clause_words import number_of
from translations import LANGUAGES

HOME: Final = "index.html"
FOLDERS: Final = {"zh": "", "en": "en/"}
LANGUAGE_TAGS: Final = {"zh": "zh-Hans", "en": "en"}
"""How HTML and search engines call the languages (BCP 47)."""


@dataclass(frozen=True)
class PageKey:
    """A page: what kind, of what, in which language.

    Attributes
    ----------
    kind
        `home`, `places`, `place`, `regions`, `region`, `layers`, `layer`, `documents`, `document`, `method` or
        `not_found`.
    name
        Id of the place, scope or document, or the name of the layer with its year; empty for the others.
    """

    kind: str
    lang: str
    name: str = ""

    @property
    def path(self) -> str:
        """Path of the file below the root of the site."""
        single = {"home": HOME, "method": "method.html", "not_found": "404.html"}
        if self.kind in single:
            return FOLDERS[self.lang] + single[self.kind]
        if not self.name:
            return f"{FOLDERS[self.lang]}{self.kind}/{HOME}"
        return f"{FOLDERS[self.lang]}{self.kind}s/{self.name}.html"

    @property
    def others(self) -> tuple[PageKey, ...]:
        """The same page in every language."""
        return tuple(PageKey(self.kind, lang, self.name) for lang in LANGUAGES)


def layer_name(layer_id: str, year: int | None) -> str:
    """A layer, and its year where it has years, as a file name."""
    name = layer_id.replace(".", "-")
    return name if year is None else f"{name}-{year}"


def public_path(path: str) -> str:
    """The path that a reader sees: a folder for its index, percent-encoded."""
    return quote(re.sub(r"(^|/)index\.html$", r"\1", path))


def relative(source: str, target: str) -> str:
    """Address of the file `target` from the file `source`, both below the root of the site."""
    shown = re.sub(r"(^|/)index\.html$", r"\1", target)
    folder = posixpath.dirname(source)
    path = posixpath.relpath(shown or ".", folder or ".")
    if shown.endswith("/") or not shown:
        path = path + "/"
    return quote(path)


def labels_of(clause: str) -> list[str]:
    """The clauses that a citation names: 24、25 are two, 一、总体要求 is one."""
    labels = clause.split("、")
    return labels if all(number_of(label) for label in labels) else [clause]


def anchor_of(clause: str) -> str:
    """The id of a clause on the page of its document; of several, that of the first."""
    return "c-" + re.sub(r"\s+", "-", labels_of(clause)[0].strip())


def indicator_anchor(key: str) -> str:
    """The id of an indicator's ladder on the page of a place."""
    return "i-" + re.sub(r"[^a-z0-9]+", "-", key.lower())
