"""A look over a published site: links and anchors lead somewhere, files are whole, pages are valid and ask no other host."""

from __future__ import annotations

import hashlib
import os
import posixpath
import stat
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from geo.errors import shortened
from layers.web_address import is_site_address, split_address
from publishing.addresses import FOLDERS, LANGUAGE_TAGS, public_path
from publishing.agreement_check import (
    frame_counts,
    is_same_in_another_language,
    is_search,
    map_faults,
    missing_search,
    record_fault,
    search_faults,
)
from publishing.faults import MOST_SHOWN, said, switched_while_checked
from publishing.file_check import NAMED, ContentError, addresses_in, entries_of_map
from publishing.manifest import (
    MANIFEST,
    is_damaged,
    read_manifest,
    unlisted_files,
    why_folder_not_served,
    why_not_served,
)
from publishing.page_seen import PageSeen, read_pages
from translations import N_, Message

SITE_MAP: Final = "sitemap.xml"
LOOKS: Final = 2
MOST_TOLD: Final = 1000
"""Letters of a line as a whole."""


def faults_of_site(folder: Path, workers: int = 1) -> list[str]:
    """All that is wrong with a published site, a line each; empty when nothing is.

    A site that is published anew meanwhile is looked over once more.

    Parameters
    ----------
    workers
        Processes that read pages; 1 reads them in this one.

    Raises
    ------
    publishing.faults.SiteFolderError
        When the look could not be ended: a process is gone, or the site was published anew again.
    """
    for _time in range(LOOKS):
        before = edition(folder)
        try:
            faults = faults_found(folder, workers)
        except FileNotFoundError:
            # Between the two steps of a switch nothing lies there.
            continue
        if edition(folder) == before:
            return faults
    raise switched_while_checked(folder)


def edition(folder: Path) -> tuple[tuple[int, int] | None, ...]:
    """What tells one published site from the next under the same name: its folder and its manifest on the disk."""
    return tuple(number_at(path) for path in (folder, folder / MANIFEST))


def number_at(path: Path) -> tuple[int, int] | None:
    """The number of a file or folder on the disk and, of a file, when it changed; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_ino, 0 if path.is_dir() else found.st_mtime_ns)


def faults_found(folder: Path, workers: int) -> list[str]:
    """All that one look finds."""
    manifest = read_manifest(folder)
    if manifest is None:
        return [why_no_site(folder)]
    base_url = manifest.get("base_url", "")
    files = manifest["files"]
    faults = [
        *frame_of_site(folder, base_url),
        *spoilt_files(folder, files),
        *(told(path, N_("不在清单中")) for path in unlisted_files(folder, files)),
    ]
    pages = read_pages(
        folder, [path for path in files if path.endswith(".html") and is_plain(folder, path)], workers
    )
    # Assets of former builds are there for pages that are open, not for those that are published.
    known = {MANIFEST, *(path for path, entry in files.items() if "dropped" not in entry)}
    others = sorted(path for path in known - {MANIFEST} - set(pages) if is_plain(folder, path))
    for path in others:
        faults += [f"{path}: {fault}" for fault in faults_of_file(folder, path, known, base_url, pages)]
    for path, seen in pages.items():
        faults += [f"{path}: {fault}" for fault in faults_of_page(path, seen, known, pages, base_url)]
    faults += missing_search(known, pages)
    if base_url:
        maps = [path for path in others if path.startswith("sitemap") and path.endswith(".xml")]
        faults += site_map_faults(folder, maps, pages, base_url)
    return [shortened(fault, MOST_TOLD) for fault in faults]


def frame_of_site(folder: Path, base_url: str) -> Iterator[str]:
    """A folder that servers may not read, and an address in the manifest that is none."""
    hindered = why_folder_not_served(folder)
    if hindered:
        yield f"{folder}: {hindered}"
    if base_url and not is_site_address(base_url):
        yield told(
            MANIFEST,
            N_(
                "base_url 是 {address}，应为 https://example.org 或 https://example.org/path 这样的网址",
                address=shortened(base_url, MOST_SHOWN),
            ),
        )


def is_plain(folder: Path, path: str) -> bool:
    """Whether a file is neither link nor device nor pipe, which may never end."""
    try:
        return stat.S_ISREG((folder / path).lstat().st_mode)
    except OSError:
        return False


def site_map_faults(
    folder: Path, maps: Sequence[str], pages: Mapping[str, PageSeen], base_url: str
) -> Iterator[str]:
    """Pages that the site map leaves out, or that there is none; one that cannot be read has been told of."""
    if SITE_MAP not in maps:
        yield told(SITE_MAP, N_("没有站点地图，应列出每一页"))
        return
    try:
        entries = [one for path in maps for one in entries_of_map((folder / path).read_bytes())]
    except (OSError, ContentError):
        return
    yield from map_faults(entries, pages, base_url)


def path_of(base_url: str) -> str:
    """The path of a site's address, without the slash at its end."""
    parts = split_address(base_url)
    return parts.path.rstrip("/") if parts else ""


def faults_of_page(
    path: str, seen: PageSeen, known: set[str], pages: dict[str, PageSeen], base_url: str
) -> Iterator[str]:
    """All that is wrong on a page."""
    yield from seen.faults
    if not seen.is_read:
        return
    yield from frame_faults(path, seen, known, base_url)
    yield from frame_counts(path, seen.named, base_url)
    for address, is_loaded in seen.links:
        fault = fault_of_link(path, address, is_loaded, known, pages, path_of(base_url))
        if fault:
            yield f"{shortened(address, MOST_SHOWN)}: {fault}"


def told(path: str, fault: Message) -> str:
    """A fault of a file in both languages."""
    return f"{path}: {said(fault)}"


def why_no_site(folder: Path) -> str:
    """Why there is nothing to check."""
    if not os.path.lexists(folder):
        why = N_("没有这个文件夹")
    elif is_damaged(folder):
        why = N_("{file} 已损坏，重新发布即可", file=MANIFEST)
    else:
        why = N_("没有本命令写的 {file}", file=MANIFEST)
    return told(str(folder), why)


def spoilt_files(folder: Path, files: Mapping[str, Mapping[str, object]]) -> Iterator[str]:
    """Files that are missing or not what the manifest says."""
    for path, entry in files.items():
        try:
            hindered = why_not_served(folder, path)
            content = (folder / path).read_bytes() if is_plain(folder, path) else None
        except FileNotFoundError:
            yield told(path, N_("没有这个文件，清单中有"))
            continue
        except OSError as error:
            yield told(path, N_("读不到（系统错误 {number}）", number=error.errno))
            continue
        if hindered:
            yield f"{path}: {hindered}"
        if content is None:
            continue
        if len(content) != entry["bytes"] or hashlib.sha256(content).hexdigest() != entry["sha256"]:
            yield told(path, N_("内容与清单不符"))


def faults_of_file(
    folder: Path, path: str, known: set[str], base_url: str, pages: Mapping[str, PageSeen] | None = None
) -> Iterator[str]:
    """What is wrong in a file that is no page; one that is not there has been named before."""
    try:
        content = (folder / path).read_bytes()
        for address, kind in addresses_in(path, content):
            if kind == NAMED:
                fault = fault_of_named(path, address, known, base_url)
            else:
                fault = fault_of_link(path, address, True, known, {}, path_of(base_url))
            if fault:
                yield f"{shortened(address, MOST_SHOWN)}: {fault}"
        if is_search(path):
            yield from search_faults(content, pages or {})
        yield from filter(None, [record_fault(path, content)])
    except ContentError as error:
        yield said(error.message)
    except OSError:
        return


def frame_faults(path: str, seen: PageSeen, known: set[str], base_url: str) -> Iterator[str]:
    """A language that is not that of the page's folder, and whole addresses that lead nowhere."""
    wanted = LANGUAGE_TAGS["en" if path.startswith(FOLDERS["en"]) else "zh"]
    if seen.lang != wanted:
        yield said(N_("lang 是 {lang}，不是 {wanted}", lang=seen.lang, wanted=wanted))
    for what, address in seen.named:
        fault = fault_of_named(path, address, known, base_url)
        if not fault and what in ("canonical", "og:url") and address != f"{base_url}/{public_path(path)}":
            fault = said(N_("是另一个页面"))
        kind, _space, language = what.partition(" ")
        if (
            not fault
            and kind == "alternate"
            and not is_same_in_another_language(path, language, address, base_url)
        ):
            fault = said(N_("是另一个页面，应为本页的另一种语言"))
        if fault:
            yield f"{what} {shortened(address, MOST_SHOWN)}: {fault}"


def fault_of_named(path: str, address: str, known: set[str], base_url: str) -> str:
    """What is wrong with a whole address of a file of the site."""
    if not base_url or not address.startswith(f"{base_url}/"):
        return said(N_("不是本站的网址"))
    base_path = path_of(base_url)
    return fault_of_link(path, base_path + address.removeprefix(base_url), False, known, {}, base_path)


def fault_of_link(
    path: str, address: str, is_loaded: bool, known: set[str], pages: dict[str, PageSeen], base_path: str
) -> str:
    """What is wrong with a link; empty when nothing is."""
    parts = split_address(address)
    if parts is None:
        return said(N_("不是网址"))
    if parts.scheme or parts.netloc:
        if is_loaded:
            return said(N_("取自其他主机"))
        return (
            ""
            if parts.scheme in ("http", "https")
            else said(N_("不是网页地址：{scheme}", scheme=parts.scheme))
        )
    target = target_of(path, unquote(parts.path), base_path)
    if target not in known:
        return said(N_("链接没有目标"))
    anchor = unquote(parts.fragment)
    if anchor and target in pages and pages[target].is_read and anchor not in pages[target].anchors:
        return said(N_("页内没有这个位置"))
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
