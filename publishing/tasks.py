"""What is made: each task gives files by their paths; tasks know nothing of each other, so they run side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from layers.drawn import draw
from layers.static_files import compact_json
from layers.web_map import atlas_payload
from publishing.addresses import PageKey
from publishing.assets import hashed_path
from publishing.data_files import (
    GEOJSON,
    GEOPARQUET,
    PACKAGE,
    geojson_bytes,
    geoparquet_bytes,
    package_bytes,
    record_bytes,
    record_index,
    table_bytes,
    table_files,
)
from publishing.document_page import document_page
from publishing.home_page import home_page
from publishing.layer_files import card_files, card_name, filter_choices, layer_csv_files
from publishing.layer_page import layer_page
from publishing.list_pages import (
    documents_page,
    layer_choices,
    layers_page,
    not_found_page,
    places_page,
    regions_page,
)
from publishing.method_page import method_page
from publishing.page import PageMaker
from publishing.place_files import place_tables
from publishing.place_page import place_page
from publishing.region_page import region_page
from publishing.site import LayerYear, Site
from translations import LANGUAGES, words_for

MAKERS: Final[Mapping[str, Callable[[PageMaker], str]]] = {
    "home": home_page,
    "places": places_page,
    "place": place_page,
    "regions": regions_page,
    "region": region_page,
    "layers": layers_page,
    "layer": layer_page,
    "documents": documents_page,
    "document": document_page,
    "method": method_page,
    "not_found": not_found_page,
}


@dataclass(frozen=True)
class Task:
    """Something to be made: a page in all its languages with what belongs to it, or the data files."""

    kind: str
    name: str = ""

    @property
    def key(self) -> str:
        """Its name in the manifest."""
        return f"{self.kind} {self.name}".rstrip()


def first_tasks(site: Site) -> list[Task]:
    """Everything that needs the plain assets alone, the slowest first."""
    return [
        Task("data"),
        *(Task("layer", one.name) for one in site.layer_years),
        *(Task("place", one) for one in site.place_ids),
        *(Task("region", one) for one in site.scope_ids),
        *(Task("document", one) for one in site.atlas.register.documents),
        *(Task(kind) for kind in ("places", "regions", "layers", "documents", "method", "not_found")),
    ]


def files_of(site: Site, task: Task) -> dict[str, bytes]:
    """Carry out a task: content by path below the root of the site."""
    if task.kind == "data":
        return data_files(site)
    made = {}
    for lang in LANGUAGES if task.kind != "not_found" else ("zh",):
        key = PageKey(task.kind, lang, task.name)
        made[key.path] = MAKERS[task.kind](PageMaker(site, key)).encode()
    if task.kind == "place":
        made[f"api/places/{task.name}.json"] = record_bytes(site.atlas, task.name)
        made |= place_tables(site, task.name)
    if task.kind == "layer":
        wanted = next(one for one in site.layer_years if one.name == task.name)
        made |= layer_tables(site, wanted) | layer_csv_files(site, wanted) | card_files(site, wanted)
    return made


def data_files(site: Site) -> dict[str, bytes]:
    """Tables, shapes and the list of records."""
    tables = {f"data/{file}": table_bytes(site.atlas, name) for name, file in table_files(site.atlas).items()}
    return tables | {
        PACKAGE: package_bytes(site.atlas),
        GEOJSON: geojson_bytes(site.atlas),
        GEOPARQUET: geoparquet_bytes(site.atlas),
        "api/places/index.json": record_index(site),
    }


def layer_tables(site: Site, wanted: LayerYear) -> dict[str, bytes]:
    """The message of the map for a layer-year in each language, under a name by its content."""
    made = {}
    for lang in LANGUAGES:
        drawn = draw(site.atlas.register, site.layer(wanted), words_for(lang))
        content = compact_json(atlas_payload(drawn, lang=lang))
        made[hashed_path(f"{wanted.name}-{lang}.json", content)] = content
    return made


def layer_lists(site: Site, tables: Mapping[str, str]) -> dict[str, bytes]:
    """The list of layers in each language, by plain name.

    Parameters
    ----------
    tables
        Path of each layer-year's message by `name-lang`.
    """
    made = {}
    for lang in LANGUAGES:
        page = PageMaker(site, PageKey("home", lang))

        def file_of(name: str, lang: str = lang) -> str:
            return tables[f"{name}-{lang}"].rpartition("/")[2]

        rows = [
            row | {"table": file_of(one.name), "cards": file_of(card_name(one))}
            for one, row in zip(site.layer_years, layer_choices(page), strict=True)
        ]
        made[f"layers-{lang}.json"] = compact_json({"layers": rows, "filters": filter_choices(page)})
    return made


def home_files(site: Site, lists: Mapping[str, bytes]) -> dict[str, bytes]:
    """The home pages, and the lists of layers that they read."""
    paths = {name: hashed_path(name, content) for name, content in lists.items()}
    whole = replace(site, assets={**site.assets, **paths})
    pages = {PageKey("home", lang): home_page(PageMaker(whole, PageKey("home", lang))) for lang in LANGUAGES}
    return {paths[name]: content for name, content in lists.items()} | {
        key.path: text.encode() for key, text in pages.items()
    }
