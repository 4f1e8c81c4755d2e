"""Table and plain map of a layer's page say the very values that the interactive map shows."""

import re
from decimal import ROUND_HALF_UP, Decimal

import pytest

from data.tables import Tables
from geo.store import Geometry
from layers.drawn import DrawnLayer, draw
from layers.press.map_labels import value_line
from layers.web_map import atlas_payload
from policy.atlas import Atlas
from publishing.addresses import PageKey
from publishing.cites import Link
from publishing.layer_table import layer_table
from publishing.nation_map import coloured
from publishing.page import PageMaker
from publishing.site import LayerYear, Site, SiteOptions
from translations import words_for

WANTED = [
    LayerYear("attainment", 2025),
    LayerYear("gap", 2022),
    LayerYear("gap", 2025),
    LayerYear("path", 2025),
    LayerYear("target_2025", None),
]


@pytest.fixture(scope="module")
def site(tables: Tables, built_geometry: Geometry) -> Site:
    return Site(Atlas(tables, built_geometry), SiteOptions(), {"site.css": "assets/site.css"})


def shown_by_the_map(drawn: DrawnLayer) -> dict[str, str]:
    """Values as `formatValue` of the interactive map writes them, from the message that it is sent."""
    sent = atlas_payload(drawn, lang="zh")
    told = {}
    for place, value in zip(drawn.places, sent["values"], strict=True):
        if value is None:
            continue
        step = Decimal(1).scaleb(-sent["decimals"])
        digits = str(Decimal(repr(abs(value))).quantize(step, ROUND_HALF_UP))
        sign = "−" if value < 0 else "+" if sent["signed"] and value else ""
        told[place.place_id] = f"{sign}{digits}"
    return told


@pytest.mark.parametrize("wanted", WANTED, ids=lambda wanted: wanted.name)
def test_table_and_plain_map_say_what_the_interactive_map_says(site: Site, wanted: LayerYear) -> None:
    words = words_for("zh")
    drawn = draw(site.atlas.register, site.layer(wanted), words)
    expected = shown_by_the_map(drawn)
    assert expected
    page = PageMaker(site, PageKey("layer", "zh", wanted.name))
    said = {}
    for row in layer_table(page, wanted, drawn).rows:
        name, value = row[0], row[1]
        text = value.text if isinstance(value, Link) else str(value)
        assert isinstance(name, Link)
        found = re.search(r"places/(\d{6})\.html", name.href)
        assert found is not None
        said[found[1]] = text
    symbol = drawn.unit_symbol
    without = {place.place_id for place in drawn.places} - expected.keys()
    assert said == {key: f"{value}\u00a0{symbol}" for key, value in expected.items()} | dict.fromkeys(
        without, "—"
    )

    shapes = {place.place_id: "M0 0" for place in drawn.places}
    titles = re.findall(
        r'href="(\d{6})"[^>]*><path d="M0 0"><title>([^<]*)</title>',
        coloured(site.atlas, words, drawn, shapes, lambda place_id: place_id),
    )
    pointed_at = {key: re.search(rf" ([+−]?[\d.]+) {symbol} · ", title) for key, title in titles}
    assert {key: found[1] for key, found in pointed_at.items() if found} == expected
    assert not any("−0.0 " in title for _key, title in titles)

    signed = any(value[0] in "+−" for value in expected.values())
    on_sheets = {
        place.place_id: value_line(place, drawn.decimals, signed=signed)[0]
        for place in drawn.places
        if place.place_id in expected
    }
    assert on_sheets == expected
