"""Files that belong to a layer in a year: its figures as CSV, and what the card of each place says on the map."""

from __future__ import annotations

from layers.drawn import draw
from layers.export_layer import csv_of_layer
from policy.effective import TARGET_YEAR
from publishing.site import LayerYear, Site
from translations import LANGUAGES, words_for


def layer_csv_path(wanted: LayerYear, lang: str) -> str:
    """Path of the table below the root of the site."""
    return f"data/layers/{wanted.name}-{lang}.csv"


def layer_csv_files(site: Site, wanted: LayerYear) -> dict[str, bytes]:
    """The figures with their sources, in each language: the columns of the dashboard's own download."""
    register, layer = site.atlas.register, site.layer(wanted)
    year = wanted.year or TARGET_YEAR
    made = {}
    for lang in LANGUAGES:
        words = words_for(lang)
        drawn = draw(register, layer, words)
        made[layer_csv_path(wanted, lang)] = csv_of_layer(register, drawn, register.places, year, words)
    return made
