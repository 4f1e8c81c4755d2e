"""The message of the map of a view: the same for the map's own screen and for a frame of another site."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from layers.card_lines import cited_documents, selected_lines
from layers.drawn import DrawnLayer
from layers.web_map import atlas_payload
from pages.map_parts.labels import map_labels
from pages.shared import cached
from pages.shared.address import MapView
from pages.shared.links import href
from policy.atlas import Atlas
from translations import Words


def map_message(
    atlas: Atlas, words: Words, view: MapView, drawn: DrawnLayer, visible: Collection[str]
) -> dict[str, Any]:
    """What the map component is told: the layer as drawn, the places the filters leave, the card of the one selected."""
    told = selected_lines(atlas, words, view.place, view.layer, view.year) if view.place else []
    files = cached.static_files()
    return atlas_payload(
        drawn,
        geometry_url=files.geometry_url,
        index_url=files.index_url,
        lang=words.lang,
        visible=visible,
        area=view.wanted.area,
        selected=view.place,
        labels=map_labels(words),
        selected_lines=told,
        selected_sources=cited_documents(atlas, words, told, lambda one: href("method", words, document=one)),
    )
