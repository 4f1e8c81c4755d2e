"""A look over a published site: links and anchors lead somewhere, files are whole, pages are valid and ask no other host."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

import turbohtml
from turbohtml import Element

from publishing.addresses import FOLDERS, LANGUAGE_TAGS, public_path
from publishing.faults import said
from publishing.file_check import NAMED, addresses_in
from publishing.html_check import html_faults, value
from publishing.manifest import MANIFEST, is_damaged, read_manifest, unlisted_files, why_not_served
from translations import N_, Message

PRESSED: Final = ("a", "area")
"""A link that readers press may lead elsewhere; every other address a browser fetches by itself or sends things to."""
ADDRESSES: Final = ("href", "xlink:href", "src", "poster", "action", "formaction", "background", "data")
SETS: Final = ("srcset", "imagesrcset")
PROPERTIES: Final = ("og:image", "og:url", "twitter:image")
NAMED_ONLY: Final = ("canonical", "alternate")
CHUNK: Final = 40
FEW: Final = 80
"""So few pages are read in this process sooner than another has begun."""
HANDLER: Final = re.compile(r"on[a-z]+")


@dataclass
class PageSeen:
    """What a page links to, holds and breaks."""

    links: list[tuple[str, bool]] = field(default_factory=list)
    """Address, and whether a browser fetches it by itself."""
    named: list[tuple[str, str]] = field(default_factory=list)
    """Whole addresses that the page gives of itself, its other languages and its image, with what they are."""
    lang: str = ""
    anchors: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)


def faults_of_site(folder: Path, workers: int = 1) -> list[str]:
    """All that is wrong with a published site, a line each; empty when nothing is.

    Parameters
    ----------
    workers
        Processes that read pages; 1 reads them in this one.
    """
    manifest = read_manifest(folder)
    if manifest is None:
        return [why_no_site(folder)]
    base_url = manifest.get("base_url", "")
    base_path = urlsplit(base_url).path.rstrip("/")
    files = manifest["files"]
    faults = [
        *spoilt_files(folder, files),
        *(told(path, N_("不在清单中")) for path in unlisted_files(folder, files)),
    ]
    pages = read_pages(
        folder, [path for path in files if path.endswith(".html") and (folder / path).is_file()], workers
    )
    # Assets of former builds are there for pages that are open, not for those that are published.
    known = {MANIFEST, *(path for path, entry in files.items() if "dropped" not in entry)}
    for path in sorted(known - {MANIFEST} - set(pages)):
        faults += [f"{path}: {fault}" for fault in faults_of_file(folder, path, known, base_url)]
    for path, seen in pages.items():
        faults += [f"{path}: {fault}" for fault in [*seen.faults, *frame_faults(path, seen, known, base_url)]]
        for address, is_loaded in seen.links:
            fault = fault_of_link(path, address, is_loaded, known, pages, base_path)
            if fault:
                faults.append(f"{path}: {address}: {fault}")
    return faults


def told(path: str, fault: Message) -> str:
    """A fault of a file in both languages."""
    return f"{path}: {said(fault)}"


def why_no_site(folder: Path) -> str:
    """Why there is nothing to check."""
    if not folder.exists():
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
            content = (folder / path).read_bytes()
        except OSError as error:
            yield told(path, N_("读不到：{reason}", reason=error.strerror))
            continue
        if hindered:
            yield f"{path}: {hindered}"
        if len(content) != entry["bytes"] or hashlib.sha256(content).hexdigest() != entry["sha256"]:
            yield told(path, N_("内容与清单不符"))


def read_pages(folder: Path, paths: Sequence[str], workers: int) -> dict[str, PageSeen]:
    """Read pages, in this process or in several."""
    if workers <= 1 or len(paths) < FEW:
        return {path: read_page((folder / path).read_text("utf-8")) for path in paths}
    chunks = [paths[start : start + CHUNK] for start in range(0, len(paths), CHUNK)]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        parts = list(pool.map(read_pages, repeat(folder), chunks, repeat(1)))
    return {path: seen for part in parts for path, seen in part.items()}


def read_page(text: str) -> PageSeen:
    """What a page links to and holds, what a strict content policy does not allow, and what is no valid HTML."""
    document = turbohtml.parse(text)
    seen = PageSeen(faults=html_faults(text, document))
    for one in document.descendants:
        if isinstance(one, Element):
            note(seen, one)
    return seen


def note(seen: PageSeen, one: Element) -> None:
    """Note an element."""
    tag, given = one.tag, {name: value(one, name) or "" for name in one.attrs}
    if tag == "html":
        seen.lang = given.get("lang", "")
    if tag == "meta" and (what := given.get("property") or given.get("name")) in PROPERTIES:
        seen.named.append((str(what), given.get("content", "")))
    if "id" in given:
        seen.anchors.add(given["id"])
    seen.faults += [f"<{tag} {name}>" for name in given if name == "style" or HANDLER.fullmatch(name)]
    if tag == "style" or (tag == "script" and "src" not in given and given.get("type") != "application/json"):
        seen.faults.append(said(N_("写在页面里的 <{tag}>", tag=tag)))
    if tag == "link" and given.get("rel") in NAMED_ONLY and urlsplit(given.get("href", "")).netloc:
        seen.named.append((given["rel"], given["href"]))
        return
    for address in addresses_of(given):
        seen.links.append((address, tag not in PRESSED))


def addresses_of(given: Mapping[str, str]) -> Iterator[str]:
    """Every address in the attributes of an element."""
    yield from (given[name] for name in ADDRESSES if given.get(name))
    for name in SETS:
        yield from (one.split()[0] for one in given.get(name, "").split(",") if one.split())


def faults_of_file(folder: Path, path: str, known: set[str], base_url: str) -> Iterator[str]:
    """What is wrong in a file that is no page; one that is not there has been named before."""
    try:
        for address, kind in addresses_in(path, (folder / path).read_bytes()):
            if kind == NAMED:
                fault = fault_of_named(path, address, known, base_url)
            else:
                fault = fault_of_link(path, address, True, known, {}, urlsplit(base_url).path.rstrip("/"))
            if fault:
                yield f"{address}: {fault}"
    except (ValueError, RecursionError) as error:
        yield said(N_("读不懂：{reason}", reason=error))
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
        if fault:
            yield f"{what} {address}: {fault}"


def fault_of_named(path: str, address: str, known: set[str], base_url: str) -> str:
    """What is wrong with a whole address of a file of the site."""
    if not base_url or not address.startswith(f"{base_url}/"):
        return said(N_("不是本站的网址"))
    base_path = urlsplit(base_url).path.rstrip("/")
    return fault_of_link(path, base_path + address.removeprefix(base_url), False, known, {}, base_path)


def fault_of_link(
    path: str, address: str, is_loaded: bool, known: set[str], pages: dict[str, PageSeen], base_path: str
) -> str:
    """What is wrong with a link; empty when nothing is."""
    parts = urlsplit(address)
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
    if anchor and target in pages and anchor not in pages[target].anchors:
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
