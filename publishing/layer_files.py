"""Files that belong to a layer in a year: its figures as CSV, and what the card of each place says on the map."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from layers.card_lines import cited_documents, selected_lines
from layers.drawn import draw
from layers.export_layer import csv_of_layer
from layers.filtering import NO_REGION
from layers.static_files import compact_json
from policy.effective import TARGET_YEAR
from policy.scope import members_of_key_regions
from publishing.addresses import PageKey
from publishing.assets import hashed_path
from publishing.page import PageMaker
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


def card_name(wanted: LayerYear) -> str:
    """Plain name of what the cards say, without language."""
    return f"cards-{wanted.name}"


def card_files(site: Site, wanted: LayerYear) -> dict[str, bytes]:
    """What the card of each place says on the home page's map, in each language, under a name by its content.

    Places of a layer share most lines: each is written once, and a place names the numbers of its own.
    """
    made = {}
    for lang in LANGUAGES:
        page = PageMaker(site, PageKey("home", lang))
        numbers: dict[str, int] = {}
        places = [
            [
                numbers.setdefault(line, len(numbers))
                for line in selected_lines(
                    site.atlas, page.words, place_id, wanted.layer_id, wanted.year or TARGET_YEAR
                )
            ]
            for place_id in site.atlas.register.places
        ]
        lines = list(numbers)
        sources = cited_documents(
            site.atlas, page.words, ["\n".join(lines)], partial(page.address, "document")
        )
        content = compact_json({"lines": lines, "places": places, "sources": sources})
        made[hashed_path(f"{card_name(wanted)}-{lang}.json", content)] = content
    return made


def filter_choices(page: PageMaker) -> dict[str, list[dict[str, str]]]:
    """What the map can be filtered by: key regions and provinces, each with a digit a place in the order of the index."""
    register = page.site.atlas.register
    regions = members_of_key_regions(register)
    listed = {one for ids in regions.values() for one in ids}
    outside = [one for one, place in register.places.items() if one not in listed and not place.outside_plan]
    by_province: dict[str, list[str]] = {}
    for one, place in register.places.items():
        by_province.setdefault(place.province.province_id, []).append(one)

    def choice(name: str, text: str, ids: Collection[str]) -> dict[str, str]:
        return {"id": name, "name": text, "mask": "".join("01"[one in ids] for one in register.places)}

    province_names = {
        one: page.words.pick(register.provinces[one].name_zh, register.provinces[one].name_en)
        for one in by_province
    }
    return {
        "region": [
            *(choice(one, page.scope_name(one), frozenset(ids)) for one, ids in regions.items()),
            choice(NO_REGION, page.words.gettext("不在重点区域"), frozenset(outside)),
        ],
        "province": [
            choice(one, province_names[one], frozenset(ids)) for one, ids in sorted(by_province.items())
        ],
    }
