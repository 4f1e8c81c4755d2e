"""A look over a published site: every link and anchor leads somewhere, every file is whole, nothing asks another host."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from publishing.aside import MANIFEST, read_manifest

LOADED: Final = {("link", "href"), ("script", "src"), ("img", "src"), ("source", "src"), ("iframe", "src")}
"""What a browser fetches by itself; a link that readers press may lead elsewhere."""
NAMED_ONLY: Final = ("canonical", "alternate")
HANDLER: Final = re.compile(r"on[a-z]+")


@dataclass
class PageSeen:
    """What a page links to, holds and breaks."""

    links: list[tuple[str, bool]] = field(default_factory=list)
    """Address, and whether a browser fetches it by itself."""
    anchors: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)


class Reader(HTMLParser):
    """Reads links, anchors, and what a strict content policy does not allow."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen = PageSeen()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            if given["id"] in self.seen.anchors:
                self.seen.faults.append(f"id twice: {given['id']}")
            self.seen.anchors.add(given["id"])
        for name in given:
            if name == "style" or HANDLER.fullmatch(name):
                self.seen.faults.append(f"<{tag} {name}>")
        if tag == "style" or (
            tag == "script" and "src" not in given and given.get("type") != "application/json"
        ):
            self.seen.faults.append(f"inline <{tag}>")
        named = tag == "link" and given.get("rel") in NAMED_ONLY
        for name in ("href", "src"):
            if given.get(name) and not (named and given[name].startswith(("http:", "https:"))):
                self.seen.links.append((given[name], (tag, name) in LOADED and not named))


def faults_of_site(folder: Path) -> list[str]:
    """All that is wrong with a published site, a line each; empty when nothing is."""
    manifest = read_manifest(folder)
    if manifest is None:
        return [f"{folder}: {MANIFEST} is missing or not ours"]
    base_path = urlsplit(manifest.get("base_url", "")).path.rstrip("/")
    faults = [*spoilt_files(folder, manifest["files"])]
    pages = {
        path: read_page(folder / path)
        for path in manifest["files"]
        if path.endswith(".html") and (folder / path).is_file()
    }
    known = {*manifest["files"], MANIFEST}
    for path, seen in pages.items():
        faults += [f"{path}: {fault}" for fault in seen.faults]
        for address, is_loaded in seen.links:
            fault = fault_of_link(path, address, is_loaded, known, pages, base_path)
            if fault:
                faults.append(f"{path}: {address}: {fault}")
    return faults


def spoilt_files(folder: Path, files: dict[str, dict[str, object]]) -> Iterator[str]:
    """Files that are missing or not what the manifest says."""
    for path, entry in files.items():
        try:
            digest = hashlib.sha256((folder / path).read_bytes()).hexdigest()
        except OSError as error:
            yield f"{path}: {error.strerror}"
            continue
        if digest != entry["sha256"]:
            yield f"{path}: not the bytes of the manifest"


def read_page(path: Path) -> PageSeen:
    """Read a page."""
    reader = Reader()
    reader.feed(path.read_text("utf-8"))
    reader.close()
    return reader.seen


def fault_of_link(
    path: str, address: str, is_loaded: bool, known: set[str], pages: dict[str, PageSeen], base_path: str
) -> str:
    """What is wrong with a link; empty when nothing is."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        if is_loaded:
            return "fetched from another host"
        return "" if parts.scheme in ("http", "https") else f"scheme {parts.scheme}"
    target = target_of(path, unquote(parts.path), base_path)
    if target not in known:
        return "leads nowhere"
    anchor = unquote(parts.fragment)
    if anchor and target in pages and anchor not in pages[target].anchors:
        return "no such anchor"
    return ""


def target_of(path: str, written: str, base_path: str) -> str:
    """The file that an address on a page means."""
    if not written:
        return path
    if written.startswith("/"):
        joined = written.removeprefix(base_path).lstrip("/")
    else:
        joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), written))
    joined = "" if joined == "." else joined
    return posixpath.join(joined, "index.html") if written.endswith("/") or not joined else joined
