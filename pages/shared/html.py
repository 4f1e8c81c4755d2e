"""Small pieces of HTML; every text is escaped here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufeff]"
)
"""Control characters, characters without width, marks and overrides of the direction, halves of characters."""


def element(tag: str, *children: str, **attributes: str | None) -> str:
    """An element with children that are already HTML; attribute values are escaped, `class_` is `class`."""
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
    return f"<{tag}{written}>{''.join(children)}</{tag}>"


def text(value: object) -> str:
    """Plain text, escaped; marks that nobody sees and that turn a sentence round are shown as one that is seen."""
    return escape(UNSEEN.sub("\N{REPLACEMENT CHARACTER}", str(value)))


def link(label: str, address: str) -> str:
    """A link; one to another site opens in its own tab. Any scheme but http and https is shown as plain text."""
    outside = address.startswith(("http://", "https://"))
    if not outside and ":" in address.split("?")[0]:
        return text(label)
    return element(
        "a",
        text(label),
        href=address,
        target="_blank" if outside else None,
        rel="noopener" if outside else None,
    )


def alert(sentence: str) -> str:
    """A sentence that must not be missed.

    What it quotes from an address stays text: `st.warning` would read it as markdown, pictures of other hosts included.
    """
    return element("p", text(sentence), role="alert", class_="alert")


def figure(shown: str, details: Sequence[tuple[str, str]], class_: str = "") -> str:
    """A figure that can be pressed: what is shown, and where it comes from as (name, HTML) lines."""
    lines = "".join(
        element("div", element("dt", text(name)), element("dd", value)) for name, value in details
    )
    return element(
        "details",
        element("summary", text(shown)),
        element("dl", lines),
        class_=f"figure {class_}".strip(),
    )


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], caption: str, class_: str = "plain") -> str:
    """A table of HTML cells in a box of its own that scrolls sideways."""
    head = element("tr", *(element("th", text(name), scope="col") for name in headings))
    body = "".join(element("tr", *(element("td", cell) for cell in row)) for row in rows)
    whole = element(
        "table",
        element("caption", text(caption)),
        element("thead", head),
        element("tbody", body),
        class_=class_,
    )
    return element("div", whole, class_="scrolls", tabindex="0", role="region", aria_label=caption)


def stacked_table(headings: Sequence[str], rows: Iterable[Sequence[str]], caption: str) -> str:
    """A table whose rows become cards on a narrow screen: each cell repeats its heading there, nothing is cut off."""
    head = element("tr", *(element("th", text(name), scope="col") for name in headings))
    body = "".join(
        element(
            "tr",
            *(element("td", cell, data_label=name) for name, cell in zip(headings, row, strict=True)),
        )
        for row in rows
    )
    whole = element(
        "table",
        element("caption", text(caption)),
        element("thead", head),
        element("tbody", body),
        class_="plain stacks",
    )
    return element("div", whole, class_="scrolls", tabindex="0", role="region", aria_label=caption)
