"""A page as it is published: what it links to, what it says of itself, which places in it can be linked to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import turbohtml
from turbohtml import Element

from publishing.faults import checker_gone, said
from publishing.html_check import html_faults, in_drawing, value
from translations import N_

PRESSED: Final = ("a", "area")
"""A link that readers press may lead elsewhere; every other address a browser fetches by itself or sends things to."""
ADDRESSES: Final = ("href", "xlink:href", "src", "poster", "action", "formaction", "background", "data")
SETS: Final = ("srcset", "imagesrcset")
PROPERTIES: Final = ("og:image", "og:url", "twitter:image")
NAMED_ONLY: Final = ("canonical", "alternate")
CHUNK: Final = 40
FEW: Final = 80
"""So few pages are read in this process sooner than another has begun."""
HANDLER: Final = re.compile(r"on[a-z]+|style|ping")
"""Attributes that no page has: they run, look or tell of a reader without a file of the site."""


@dataclass
class PageSeen:
    """What a page links to, holds and breaks."""

    links: list[tuple[str, bool]] = field(default_factory=list)
    """Address, and whether a browser fetches it by itself."""
    named: list[tuple[str, str]] = field(default_factory=list)
    """Whole addresses that the page gives of itself, its other languages (`alternate en`) and its image, with what they are."""
    lang: str = ""
    title: str = ""
    is_read: bool = True
    anchors: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)


def read_pages(folder: Path, paths: Sequence[str], workers: int) -> dict[str, PageSeen]:
    """Read pages, in this process or in several.

    Raises
    ------
    publishing.faults.SiteFolderError
        When one of the processes ended before its pages were read.
    """
    if workers <= 1 or len(paths) < FEW:
        return {path: read_page_file(folder / path) for path in paths}
    chunks = [paths[start : start + CHUNK] for start in range(0, len(paths), CHUNK)]
    try:
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            parts = list(pool.map(read_pages, repeat(folder), chunks, repeat(1)))
    except BrokenProcessPool as error:
        raise checker_gone() from error
    return {path: seen for part in parts for path, seen in part.items()}


def read_page_file(file: Path) -> PageSeen:
    """Read a page from the disk; of one that cannot be read, why."""
    try:
        return read_page(file.read_bytes().decode("utf-8"))
    except UnicodeDecodeError as error:
        why = N_("第 {byte} 个字节起不是 UTF-8，页面应为 UTF-8", byte=error.start + 1)
    except OSError as error:
        why = N_("读不到（系统错误 {number}）", number=error.errno)
    except RecursionError:
        why = N_("元素嵌套过深，读不完")
    return PageSeen(faults=[said(why)], is_read=False)


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
    if tag == "title" and not seen.title and not in_drawing(one):
        seen.title = " ".join(one.text.split())
    seen.faults += [
        said(N_("页面不应有 <{tag} {name}>：样式和脚本在各自的文件里", tag=tag, name=name))
        for name in given
        if HANDLER.fullmatch(name)
    ]
    if tag == "style" or (tag == "script" and "src" not in given and given.get("type") != "application/json"):
        seen.faults.append(said(N_("写在页面里的 <{tag}>", tag=tag)))
    if tag == "link" and given.get("rel") in NAMED_ONLY and "//" in given.get("href", ""):
        seen.named.append((f"{given['rel']} {given.get('hreflang', '')}".strip(), given["href"]))
        return
    for address in addresses_of(given):
        seen.links.append((address, tag not in PRESSED))


def addresses_of(given: Mapping[str, str]) -> Iterator[str]:
    """Every address in the attributes of an element."""
    yield from (given[name] for name in ADDRESSES if given.get(name))
    for name in SETS:
        yield from (one.split()[0] for one in given.get(name, "").split(",") if one.split())
