"""The search in the header: on every page, a link where no script runs, and every named page within its reach."""

import xml.etree.ElementTree as ET

import html5lib
import pytest

from publishing.addresses import PageKey, layer_name
from publishing.find_index import entry, find_index, page_of_entry
from publishing.link_check import target_of
from publishing.page import PageMaker
from publishing.site import Site
from publishing.tasks import MAKERS
from translations import N_

HTML = "{http://www.w3.org/1999/xhtml}"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("place", "140100"),
        ("region", "fenwei-plain"),
        ("document", "shanxi-2024"),
        ("layer", "target_2025"),
        ("method", ""),
    ],
)
def test_every_page_has_a_search_that_is_a_link_without_scripts(
    site: Site, kind: str, name: str, lang: str
) -> None:
    key = PageKey(kind, lang, name)
    page = html5lib.parse(MAKERS[kind](PageMaker(site, key)))
    (box,) = (row for row in page.iter(f"{HTML}div") if row.get("class") == "find")
    link = box.find(f"{HTML}a")
    assert box.get("data-index").endswith("assets/find.json")
    assert target_of(key.path, link.get("href"), "") == PageKey("places", lang).path
    assert link.text
    cost = len(ET.tostring(box)) + len(
        "<script type=module src=../../assets/site_search.123456789012.js></script>"
    )
    assert cost < 600


def test_search_finds_every_named_page_and_leads_to_it(site: Site) -> None:
    found = {page_of_entry(row["id"]): row for row in find_index(site)["places"]}
    kinds = {"place", "region", "document"}
    assert {key.path for key in site.pages() if key.kind in kinds and key.lang == "zh"} <= found.keys()
    assert found.keys() <= {key.path for key in site.pages()}
    assert found["places/140100.html"]["zh"] == "太原市"
    assert found["regions/fenwei-plain.html"]["en"] == "Fenwei Plain"
    assert "国发〔2023〕24号" in found["documents/state-council-2023-24.html"]["search"]
    assert all(row["zh"] and row["en"] for row in found.values())
    newest: dict[str, int] = {}
    for one in site.layer_years:
        newest[one.layer_id] = max(newest.get(one.layer_id, 0), one.year or 0)
    layers = {PageKey("layer", "zh", layer_name(one, year or None)).path for one, year in newest.items()}
    assert {path for path in found if path.startswith("layers/")} == layers
    assert "layers/attainment-2025.html" in layers


def test_names_are_kept_as_they_are_looked_for_in_small_letters() -> None:
    row = entry("document", "a", N_("文件"), ("甲", "A"), "GB 3095-2012 STRASSE Straße")
    assert row["search"] == "gb 3095-2012 strasse strasse"
