"""Whether the parts of a published site say the same: search and pages, languages of a page, site map, records of places."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final, Protocol

from geo.errors import shortened
from publishing.addresses import FOLDERS, public_path
from publishing.faults import said
from publishing.file_check import FIND_INDEX
from publishing.find_index import page_of_entry
from translations import N_

RECORD: Final = re.compile(r"api/places/(\d+)\.json")
NOT_LISTED: Final = "404.html"


class Titled(Protocol):
    """A page that was read."""

    title: str
    is_read: bool


def search_faults(content: bytes, pages: Mapping[str, Titled]) -> Iterator[str]:
    """Entries of the search that stand twice, have no name, or lead to a page of another name; a list of nothing."""
    rows = json.loads(content)["places"]
    if not rows:
        yield said(N_("名称列表是空的"))
    for name, times in Counter(row["id"] for row in rows).items():
        if times > 1:
            yield said(N_("名称列表里 {name} 出现 {count} 次，应为一次", name=shortened(name), count=times))
    for row in rows:
        for lang, folder in FOLDERS.items():
            path, name = folder + page_of_entry(row["id"]), row.get(lang)
            if not isinstance(name, str) or not name:
                yield said(N_("名称列表里 {name} 没有 {lang} 的名称", name=shortened(row["id"]), lang=lang))
            elif path in pages and pages[path].is_read and name not in pages[path].title:
                yield said(
                    N_(
                        "名称列表里的“{name}”通向 {path}，那一页的标题是“{title}”",
                        name=shortened(name),
                        path=shortened(path),
                        title=shortened(pages[path].title),
                    )
                )


def is_same_in_another_language(path: str, address: str, base_url: str) -> bool:
    """Whether an address is that of the page in any language, or of a feed."""
    plain = path.removeprefix(FOLDERS["en"])
    own = {f"{base_url}/{public_path(folder + plain)}" for folder in FOLDERS.values()}
    return address in own or address.endswith("/feed.xml")


def record_fault(path: str, content: bytes) -> str:
    """A record that is another place's than the one it is named after; empty when it is that place's."""
    found = RECORD.fullmatch(path)
    if not found:
        return ""
    record: Any = json.loads(content)
    told = record.get("place_id") if isinstance(record, dict) else None
    if told == found[1]:
        return ""
    return said(N_("应是 {wanted} 的记录，读到的是 {found}", wanted=found[1], found=shortened(str(told))))


def unlisted_pages(listed: set[str], pages: Mapping[str, Titled], base_url: str) -> Iterator[str]:
    """Pages that the site map does not name."""
    for path in pages:
        if path != NOT_LISTED and f"{base_url}/{public_path(path)}" not in listed:
            yield "sitemap.xml: " + said(N_("没有列出 {path}", path=path))


def is_search(path: str) -> bool:
    """Whether a file is the list of names that the search looks through."""
    return FIND_INDEX.fullmatch(path) is not None
