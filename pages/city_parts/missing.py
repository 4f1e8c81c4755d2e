"""Missing links of the chain, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence

from pages.shared.html import element, text
from pages.shared.sources import document_link
from pages.shared.status_words import level_names
from policy.atlas import Atlas
from policy.missing import MissingLink, missing_for_rules
from translations import Words


def missing_html(atlas: Atlas, words: Words, place_id: str) -> str:
    """A list of what could not be read for a place, its own plan among it; nothing when the chain is whole."""
    return links_html(words, missing_for_rules(atlas.register, place_id))


def links_html(words: Words, links: Sequence[MissingLink]) -> str:
    """Missing links, each with its reason; nothing when there is none."""
    _ = words.gettext
    if not links:
        return ""
    items = []
    for row in links:
        scope = words.pick(row.scope.name_zh, row.scope.name_en)
        level = f"{level_names(words)[row.scope.kind]} · {scope}"
        cited = (
            document_link(row.document, None, words) if row.document else text(_("未收录依本计划制定的文件"))
        )
        note = words.pick(row.document.note_zh or "", row.document.note_en) if row.document else ""
        items.append(
            element(
                "li",
                element("b", text(level)),
                element("span", cited),
                element("span", text(words.render(row.reason))),
                element("span", text(note), class_="note") if note else "",
            )
        )
    return element("section", element("h2", text(_("缺失的环节"))), element("ul", *items), class_="missing")
