"""What the search in the header finds: places, areas, layers and documents by any of their names, in both languages."""

from __future__ import annotations

from typing import Any

from layers.layer_titles import layer_titles
from layers.place_index import place_index
from publishing.addresses import PageKey
from publishing.site import LayerYear, Site
from translations import N_, Message, words_for

Entry = dict[str, str]
"""Names in both languages; `id` is a place's code, else the path of the page below its language's home."""


def find_index(site: Site) -> dict[str, list[Entry]]:
    """Every page that has a name of its own, places first; of a layer only its newest year, which leads to the others."""
    return {"places": [*places(site), *areas(site), *layers(site), *documents(site)]}


def page_of_entry(name: str) -> str:
    """Path of the page that an entry's `id` means, below the home of a language."""
    return PageKey("place", "zh", name).path if name.isdigit() else name


def entry(kind: str, name: str, said: Message, names: tuple[str, str], search: str = "") -> Entry:
    """A page that is no place's, with what kind of page it is."""
    zh, en = (words_for(lang).render(said) for lang in ("zh", "en"))
    return {
        "id": PageKey(kind, "zh", name).path,
        "zh": names[0],
        "en": names[1],
        "province_zh": zh,
        "province_en": en,
        "search": search.casefold(),
    }


def places(site: Site) -> list[Entry]:
    """Places with the province they are in; those whose page is not made are left out."""
    rows: list[dict[str, Any]] = place_index(site.atlas)["places"]
    made = set(site.place_ids)
    return [
        {name: value for name, value in row.items() if name not in ("lon", "lat")}
        for row in rows
        if row["id"] in made
    ]


def areas(site: Site) -> list[Entry]:
    """Key regions and other named areas."""
    scopes = [site.atlas.register.listed_scopes[one] for one in site.scope_ids]
    return [entry("region", one.scope_id, N_("区域"), (one.name_zh, one.name_en)) for one in scopes]


def layers(site: Site) -> list[Entry]:
    """Layers, each in its newest year."""
    newest: dict[str, LayerYear] = {one.layer_id: one for one in site.layer_years}
    zh, en = (layer_titles(site.atlas.register, words_for(lang)) for lang in ("zh", "en"))
    return [entry("layer", row.name, N_("图层"), (zh[one], en[one])) for one, row in newest.items()]


def documents(site: Site) -> list[Entry]:
    """Documents by title, number and issuer."""
    return [
        entry(
            "document",
            row.document_id,
            N_("文件"),
            (row.title_zh, row.title_en),
            " ".join(filter(None, (row.number_zh, row.issuer_zh, row.document_id))),
        )
        for row in site.atlas.register.documents.values()
    ]
