"""Files that belong to a place: its years as CSV in each language."""

from __future__ import annotations

from layers.export_table import place_csv
from publishing.site import Site
from translations import LANGUAGES, words_for


def place_csv_path(place_id: str, lang: str) -> str:
    """Path of the table below the root of the site."""
    return f"data/places/{place_id}-{lang}.csv"


def place_tables(site: Site, place_id: str) -> dict[str, bytes]:
    """The observed years with source, basis, days and verdict, in each language."""
    return {
        place_csv_path(place_id, lang): place_csv(site.atlas.register, place_id, words_for(lang))
        for lang in LANGUAGES
    }
