"""Whether the parts of a published site say the same: search and pages, languages of a page, site map, records of places."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Protocol

from geo.errors import shortened
from publishing.addresses import FOLDERS, LANGUAGE_TAGS, public_path
from publishing.faults import said
from publishing.file_check import FIND_INDEX
from publishing.find_index import page_of_entry
from translations import N_

RECORD: Final = re.compile(r"api/places/(\d+)\.json")
NOT_LISTED: Final = "404.html"
ANY_LANGUAGE: Final = "x-default"
NAMED_PAGE: Final = re.compile(r"(?:places|regions|layers|documents)/(?!index\.html)[^/]+\.html")
YEAR: Final = re.compile(r"-\d{4}(?=\.html$)")
WORDS: Final = ("zh_short", "province_zh", "province_en", "search")
"""Parts of an entry, besides its names, that the script takes for words."""


class Titled(Protocol):
    """A page that was read."""

    title: str
    is_read: bool


def search_faults(content: bytes, pages: Mapping[str, Titled]) -> Iterator[str]:
    """Entries of the search that stand twice, are no words, or lead to a page of another name; pages without an entry."""
    rows = json.loads(content)["places"]
    if not rows:
        yield said(N_("名称列表是空的"))
    for name, times in Counter(row["id"] for row in rows).items():
        if times > 1:
            yield said(N_("名称列表里 {name} 出现 {count} 次，应为一次", name=name, count=times))
    for row in rows:
        yield from entry_faults(row, pages)
    named = {page_of_entry(row["id"]) for row in rows}
    for path in sorted(pages_with_names(pages) - named):
        yield said(N_("名称列表里没有 {path}", path=path))


def entry_faults(row: Mapping[str, Any], pages: Mapping[str, Titled]) -> Iterator[str]:
    """What is wrong with an entry of the search."""
    for part in WORDS:
        if not isinstance(row.get(part, ""), str):
            yield said(N_("名称列表里 {name} 的 {part} 不是文字", name=row["id"], part=part))
    for lang, folder in FOLDERS.items():
        path, name = folder + page_of_entry(row["id"]), row.get(lang)
        if not isinstance(name, str) or not name.strip():
            yield said(N_("名称列表里 {name} 没有 {lang} 的名称", name=row["id"], lang=lang))
        elif path in pages and pages[path].is_read and not is_title_of(pages[path].title, name):
            yield said(
                N_(
                    "名称列表里的“{name}”通向 {path}，那一页的标题是“{title}”",
                    name=shortened(name),
                    path=shortened(path),
                    title=shortened(pages[path].title),
                )
            )


def is_title_of(title: str, name: str) -> bool:
    """Whether a title begins with a name as a whole; year and site follow it after a dot."""
    return title == name or title.startswith(f"{name} · ")


def pages_with_names(pages: Iterable[str]) -> set[str]:
    """Pages that the search leads to, below the home of a language: of a layer the newest year alone."""
    plain = {path.removeprefix(FOLDERS["en"]) for path in pages}
    newest: dict[str, str] = {}
    for path in sorted(one for one in plain if NAMED_PAGE.fullmatch(one)):
        newest[YEAR.sub("", path) if path.startswith("layers/") else path] = path
    return set(newest.values())


def missing_search(known: Iterable[str], pages: Iterable[str]) -> Iterator[str]:
    """A site whose pages have names, and that has no list of them."""
    if pages_with_names(pages) and not any(is_search(path) for path in known):
        yield said(N_("没有名称列表 {path}", path="assets/find.*.json"))


def addresses_of_page(path: str, base_url: str) -> dict[str, str]:
    """Whole addresses of a page by the tag of each language, and of the one for all others."""
    plain = path.removeprefix(FOLDERS["en"])
    own = {
        LANGUAGE_TAGS[lang]: f"{base_url}/{public_path(folder + plain)}" for lang, folder in FOLDERS.items()
    }
    return own | {ANY_LANGUAGE: own[LANGUAGE_TAGS["zh"]]}


def is_same_in_another_language(path: str, language: str, address: str, base_url: str) -> bool:
    """Whether an address is that of the page in a language; where none is named, of the feed in the page's own."""
    if language:
        return addresses_of_page(path, base_url).get(language) == address
    folder = FOLDERS["en"] if path.startswith(FOLDERS["en"]) else FOLDERS["zh"]
    return address == f"{base_url}/{folder}feed.xml"


def frame_counts(path: str, named: Iterable[tuple[str, str]], base_url: str) -> Iterator[str]:
    """A page that does not name its own address, or itself in a language, exactly once."""
    if not base_url or path == NOT_LISTED:
        return
    count = Counter(what for what, _address in named)
    for what in ("canonical", *(f"alternate {language}" for language in addresses_of_page(path, base_url))):
        if count[what] != 1:
            yield said(N_("{what} 有 {count} 个，应恰有一个", what=what, count=count[what]))


def record_fault(path: str, content: bytes) -> str:
    """A record that is another place's than the one it is named after; empty when it is that place's."""
    found = RECORD.fullmatch(path)
    if not found:
        return ""
    record: Any = json.loads(content)
    told = record.get("place_id") if isinstance(record, dict) else None
    if told == found[1]:
        return ""
    if not isinstance(told, str):
        return said(
            N_(
                "place_id 应是文字 {wanted}，读到的是 {found}",
                wanted=json.dumps(found[1]),
                found=json.dumps(told),
            )
        )
    return said(N_("应是 {wanted} 的记录，读到的是 {found}", wanted=found[1], found=shortened(told)))


def map_faults(
    entries: Sequence[tuple[str, Mapping[str, str]]], pages: Iterable[str], base_url: str
) -> Iterator[str]:
    """Pages that the site map does not list by an entry of their own, or whose languages it names wrongly.

    Parameters
    ----------
    entries
        Address of each entry, with the addresses of its languages by tag.
    """
    listed = dict(entries)
    for path in pages:
        own = addresses_of_page(path, base_url)
        address = own[LANGUAGE_TAGS["en" if path.startswith(FOLDERS["en"]) else "zh"]]
        if path == NOT_LISTED:
            continue
        if address not in listed:
            yield "sitemap.xml: " + said(N_("没有列出 {path}", path=path))
        elif listed[address] != {tag: one for tag, one in own.items() if tag != ANY_LANGUAGE}:
            yield "sitemap.xml: " + said(N_("{path} 的各语言网址不对", path=path))


def is_search(path: str) -> bool:
    """Whether a file is the list of names that the search looks through."""
    return FIND_INDEX.fullmatch(path) is not None
