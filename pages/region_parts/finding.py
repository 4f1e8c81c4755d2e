"""The head of a region page: which region, and what came of its target in a sentence made from the data."""

from __future__ import annotations

from layers.region_words import finding, places_sentence, realtime_sentence, region_name
from pages.shared.html import element, link, text
from pages.shared.links import href
from pages.shared.sources import document_link
from policy.atlas import Atlas
from policy.scope import members_of_key_regions
from translations import Words


def header_html(atlas: Atlas, words: Words, scope_id: str) -> str:
    """The regions to choose from, the finding, the places behind it and where the list stands."""
    _ = words.gettext
    scope = atlas.register.listed_scopes[scope_id]
    listed = document_link(atlas.register.documents[scope.document_id or ""], scope.clause, words)
    on_map = link(_("在地图上看这个区域"), href("map", words, region=scope_id))
    second = realtime_sentence(atlas, words, scope_id)
    return element(
        "header",
        choices_html(atlas, words, scope_id),
        element("h1", text(finding(atlas, words, scope_id))),
        element("p", text(second), class_="second") if second else "",
        element("p", text(places_sentence(atlas, words, scope_id))),
        element("p", text(_("名单：")), listed, " · ", on_map),
        class_="finding region",
    )


def choices_html(atlas: Atlas, words: Words, scope_id: str) -> str:
    """Links to the key regions and to the index of all areas; the one shown is marked."""
    _ = words.gettext
    listed = members_of_key_regions(atlas.register)
    ids = [*listed, *([] if scope_id in listed else [scope_id])]
    choices = [
        element(
            "a",
            text(region_name(atlas, words, one)),
            href=href("region", words, scope=one),
            aria_current="page" if one == scope_id else None,
        )
        for one in ids
    ]
    every = element("a", text(_("全部区域")), href=href("region", words))
    return element("nav", *choices, every, aria_label=_("区域"), class_="regions")
