"""The first visit: the map whole, nothing failed, nothing foreign, one language, little to fetch and that only once."""

import json
import re
from collections.abc import Callable

import pytest

from geo.store import Geometry
from tests.end_to_end.app_server import AppServer
from tests.end_to_end.map_steps import (
    LAYERS,
    PLACES,
    YEARS,
    choose_layer,
    choose_year,
    map_of,
    rows,
    shapes,
    watch_wire,
)
from tests.end_to_end.visitor import Visitor
from translations.words import read_catalogue

Visit = Callable[..., Visitor]
MOST_GEOMETRY_BYTES = 250_000
MOST_BYTES_PER_CHANGE = 10_000
CHINESE = re.compile(r"[\u4e00-\u9fff]")
STATIC = "/app/static/"
GEOMETRY = "/app/static/places."


def test_the_first_visit_shows_the_whole_map_and_every_place(visit: Visit, built_geometry: Geometry) -> None:
    visitor = visit("/", is_first=True)
    page = visitor.page
    map_of(page, "attainment")
    drawn = shapes(page).evaluate_all(
        "paths => paths.map(path => [path.getAttribute('d'), path.getAttribute('fill')])"
    )
    assert len(drawn) == PLACES
    assert all(shape.startswith("M") and fill for shape, fill in drawn)
    assert len({fill for _shape, fill in drawn}) >= 5
    assert rows(page).count() == PLACES
    topology = json.loads(built_geometry.topology_file.read_text("utf-8"))
    ids = [str(one["id"]) for one in topology["objects"]["places"]["geometries"]]
    assert ids == sorted(built_geometry.places.index)
    counts = page.locator(".atlas-key-count").all_inner_texts()
    assert sum(int(count) for count in counts) == PLACES
    assert visitor.faults() == []


def test_the_geometry_is_small_compressed_and_fetched_once(visit: Visit) -> None:
    visitor = visit(None, is_first=True)
    wire = watch_wire(visitor.page)
    visitor.open("/")
    map_of(visitor.page)
    [geometry] = wire.of(GEOMETRY)
    assert geometry.encoding == "gzip"
    assert 50_000 < geometry.wire_bytes <= MOST_GEOMETRY_BYTES
    assert re.search(r"/places\.[0-9a-f]{12}\.json$", geometry.address)

    fetched = len(wire.of(STATIC))
    for layer in LAYERS[:4]:
        choose_layer(visitor, layer)
    choose_layer(visitor, "observed")
    for year in YEARS[:-1]:
        choose_year(visitor, year)
    assert len(wire.of(STATIC)) == fetched
    assert visitor.faults() == []


@pytest.mark.parametrize("again", ["the same page", "another screen", "another tab"])
def test_a_second_visit_takes_everything_of_the_map_out_of_the_cache(visit: Visit, again: str) -> None:
    visitor = visit("/", is_first=True)
    map_of(visitor.page)
    page = visitor.page.context.new_page() if again == "another tab" else visitor.page
    wire = watch_wire(page)
    if again == "another screen":
        visitor.open("/city?place=140100")
    page.goto(f"{visitor.home}/?layer=observed", wait_until="domcontentloaded")
    map_of(page, "observed")
    fetched = wire.of(GEOMETRY)
    assert [one for one in fetched if not one.from_cache and one.wire_bytes > 0] == []
    assert [one.address for one in wire.of(STATIC) if not one.from_cache] == []


def test_a_change_of_layer_or_year_is_a_small_message(visit: Visit) -> None:
    visitor = visit("/")
    map_of(visitor.page)
    sizes = {}
    steps = [(choose_layer, layer) for layer in LAYERS] + [(choose_year, year) for year in YEARS]
    for choose, choice in steps:
        before = (visitor.bytes_in, visitor.bytes_out, len(visitor.requests))
        choose(visitor, choice)
        sizes[choice] = visitor.bytes_in - before[0] + visitor.bytes_out - before[1]
        asked = [one for one in visitor.requests[before[2] :] if STATIC in one]
        assert asked == []
    assert all(0 < size <= MOST_BYTES_PER_CHANGE for size in sizes.values()), sizes
    assert visitor.faults() == []


UI_OF_STREAMLIT = ("Press Enter", "Choose option", "No results", "Deploy", "Running...", "Stop", "Rerun")


def words_of_map(visitor: Visitor) -> list[str]:
    """Return every word that the map shows or reads out, each by itself."""
    return visitor.page.locator(".atlas, .atlas-search").evaluate_all(
        """roots => roots.flatMap(root => [...root.querySelectorAll('*')].flatMap(node => [
            ...[...node.childNodes].filter(child => child.nodeType === 3).map(child => child.textContent.trim()),
            node.getAttribute('aria-label') ?? '', node.getAttribute('title') ?? '',
            node.getAttribute('placeholder') ?? '',
        ])).filter(Boolean)"""
    )


@pytest.mark.parametrize("layer", ["key_region", "observed"])
def test_the_screen_speaks_one_language(visit: Visit, layer: str) -> None:
    english = read_catalogue("en")
    foreign = {
        "zh": {text for key, text in english.items() if text != key and re.search("[a-z]{3}", text)},
        "en": {key for key, text in english.items() if text != key and CHINESE.search(key)},
    }
    for lang, wrong in foreign.items():
        visitor = visit(f"/?layer={layer}&lang={lang}&place=140100")
        map_of(visitor.page, layer)
        said = {*words_of_map(visitor), *(line.strip() for line in visitor.text().splitlines())}
        assert len(said) > PLACES
        assert said & wrong == set()
        if lang == "zh":
            assert [line for line in said for part in UI_OF_STREAMLIT if part in line] == []


def test_typing_into_a_filter_brings_no_english_hint(visit: Visit) -> None:
    visitor = visit("/")
    visitor.page.get_by_label("名称包含").fill("太")
    visitor.page.wait_for_timeout(300)
    assert [part for part in UI_OF_STREAMLIT if part in visitor.text()] == []


def test_the_server_itself_asks_nobody(visit: Visit, app_server: AppServer) -> None:
    visitor = visit("/?layer=gap&place=140100")
    visitor.open("/city?place=140100")
    visitor.open("/method?document=state-council-2023-24")
    assert visitor.faults() == []
    assert app_server.outgoing_connections() == []
