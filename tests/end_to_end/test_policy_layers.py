"""Any indicator on the map, as a reader chooses it: painted, in the address, within the bytes of a change."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from data.tables import Tables
from layers.catalogue import build_layer
from layers.drawn import draw
from policy.register import Register
from tests.end_to_end.map_steps import map_of, rows, shapes
from tests.end_to_end.test_first_visit import MOST_BYTES_PER_CHANGE
from tests.end_to_end.visitor import Visitor
from translations import words_for

Visit = Callable[..., Visitor]
STEEL, COAL = "indicator.short_process_steel_share", "indicator.coal_consumption_change"


def choose_indicator(visitor: Visitor, name: str) -> None:
    """Choose an indicator by typing part of its name into the box."""
    page = visitor.page
    box = page.get_by_test_id("stSelectbox").locator("input")
    box.click()
    box.fill(name)
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Enter")
    visitor.wait_until_idle()


def test_an_indicator_is_painted_and_stays_within_the_bytes_of_a_change(visit: Visit, tables: Tables) -> None:
    visitor = visit(f"/?layer={STEEL}")
    page = visitor.page
    map_of(page, STEEL)
    visitor.wait_until_idle()
    before = visitor.bytes_in, visitor.bytes_out
    choose_indicator(visitor, "煤炭消费量变化")
    map_of(page, COAL)
    assert visitor.bytes_in - before[0] + visitor.bytes_out - before[1] <= MOST_BYTES_PER_CHANGE
    assert f"layer={COAL}" in page.url
    drawn = draw(Register(tables), build_layer(Register(tables), COAL, 2025), words_for("zh"))
    painted = [shape.get_attribute("fill") for shape in shapes(page).all()]
    assert len(painted) == len(drawn.places)
    for fill, place in zip(painted, drawn.places, strict=True):
        if place.hatch:
            assert fill.endswith(f"-{place.hatch})"), place.place_id
        else:
            assert fill == place.colour, place.place_id
    assert visitor.faults() == []


def test_a_legend_key_shows_the_places_it_stands_for(visit: Visit) -> None:
    visitor = visit(f"/?layer={COAL}")
    page = visitor.page
    map_of(page, COAL)
    key = page.locator(".atlas-key").filter(has_text="长三角地区煤炭消费量")
    expect(key.locator(".atlas-key-count")).to_have_text("31")
    key.click()
    expect(rows(page).locator("visible=true")).to_have_count(31)


def test_the_finding_says_how_many_and_links_the_documents_counted(visit: Visit) -> None:
    visitor = visit("/?layer=measures.all&lang=en")
    page = visitor.page
    map_of(page, "measures.all")
    heading = page.locator(".finding h1")
    expect(heading).to_have_text(re.compile(r"37 .*80 "))
    assert page.locator(".finding a[href*='document=shanxi-2024']").count() == 1
    assert visitor.faults() == []
