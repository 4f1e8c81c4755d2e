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
from pages.shared.atlas_component import packed_map
from pages.shared.kept import kept
from pages.shared.links import href
from policy.atlas import Atlas
from policy.overlay import is_overlaid
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


def map_data(atlas: Atlas, words: Words, view: MapView, drawn: DrawnLayer, visible: Collection[str]) -> bytes:
    """The same as the bytes that travel; those of a view without filters are kept."""
    if view.wanted.is_empty and not is_overlaid(atlas):
        return whole_map_data(atlas, words, view.layer, view.year, view.place)
    return packed_map(map_message(atlas, words, view, drawn, visible))


@kept(most=512)
def whole_map_data(atlas: Atlas, words: Words, layer_id: str, year: int, place_id: str | None) -> bytes:
    """The bytes of a layer in a year, some 2 kB, without filters: with a place selected or none."""
    view = MapView(layer=layer_id, year=year, place=place_id)
    drawn = cached.drawn_layer(atlas, layer_id, year, words.lang)
    return packed_map(map_message(atlas, words, view, drawn, atlas.register.places))
