"""What a document would fetch from elsewhere: one that is handed out asks for nothing."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

FETCHING: Final = frozenset(
    {"script", "img", "iframe", "source", "video", "audio", "embed", "input", "object"}
)
IN_STYLES: Final = (r"url\(\s*[\"']?(https?:[^\"')]+)", r"@import\s+[\"']?([^\"';]+)")


def requests_outside(document: str) -> list[str]:
    """What a document would fetch from elsewhere: addresses in `src`, `href` of links to files, `url()` and imports.

    What only reads like one, in a title or in data, fetches nothing.
    """
    reader = _Reader()
    reader.feed(document)
    reader.close()
    styles = "\n".join(reader.styles)
    found = [*reader.fetched, *(match for pattern in IN_STYLES for match in re.findall(pattern, styles))]
    return found if "default-src 'none'" in document else [*found, "no content policy"]


class _Reader(HTMLParser):
    """Collects what elements fetch, and the text of styles and scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.styles: list[str] = []
        self._within = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        given = {name: value or "" for name, value in attrs}
        addresses = [given[name] for name in ("src", "data", "poster") if tag in FETCHING and name in given]
        if tag == "link" and "href" in given:
            addresses.append(given["href"])
        self.fetched += [address for address in addresses if not address.startswith("data:")]
        self.styles.append(given.get("style", ""))
        self._within = tag in ("style", "script") and given.get("type") != "application/json"

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        self._within = self._within and tag not in ("style", "script")

    def handle_data(self, data: str) -> None:
        """Text of an element."""
        if self._within:
            self.styles.append(data)
