"""On a phone: nothing scrolls sideways but tables, the map fills 60 % of the height, controls wait in a drawer."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.end_to_end.map_steps import INSIDE, map_of, rows, shapes
from tests.end_to_end.visitor import Visitor

Visit = Callable[..., Visitor]
WIDTH, HEIGHT = 390, 844
LONGEST_PAGES = {
    "map": "/?place=410400",
    "city": "/city?place=410400",
    "compare": "/compare?places=410400,411000,410300,411100,411300,411700",
    "method": "/method?document=state-council-2023-24",
}
OVERFLOWS = """() => {
    const wide = [];
    for (const node of [document.scrollingElement, ...document.querySelectorAll('[data-testid=stMain]')]) {
        if (node.scrollWidth > node.clientWidth + 1) wide.push(`${node.tagName} scrolls ${node.scrollWidth}`);
    }
    for (const node of document.querySelectorAll('[data-testid=stMain] *')) {
        if (node.closest('.scrolls, [data-testid=stVegaLiteChart], svg, [hidden]')) continue;
        const { left, right, width, height } = node.getBoundingClientRect();
        const style = getComputedStyle(node);
        if (!width || !height || style.visibility === 'hidden' || style.position === 'absolute') continue;
        if (right > innerWidth + 1 || left < -1) wide.push(`${node.tagName} ${left}-${right} ${node.innerText?.slice(0, 30)}`);
    }
    return [innerWidth, wide];
}"""


def assert_no_sideways_scroll(page: Page) -> None:
    """Check that the page is as wide as the window and nothing but tables reaches beyond."""
    width, wide = page.evaluate(OVERFLOWS)
    assert (width, wide) == (WIDTH, [])


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("screen", LONGEST_PAGES)
def test_nothing_scrolls_sideways(visit: Visit, screen: str, lang: str) -> None:
    visitor = visit(f"{LONGEST_PAGES[screen]}&lang={lang}", width=WIDTH, height=HEIGHT)
    page = visitor.page
    if screen == "map":
        map_of(page)
    assert_no_sideways_scroll(page)
    page.evaluate("document.querySelectorAll('details').forEach(node => { node.open = true; })")
    page.wait_for_timeout(300)
    assert_no_sideways_scroll(page)
    assert visitor.faults() == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_map_above_ranking_and_controls_in_a_drawer(visit: Visit, lang: str) -> None:
    visitor = visit(f"/?layer=observed&lang={lang}", width=WIDTH, height=HEIGHT)
    page = visitor.page
    map_of(page, "observed")
    canvas = page.locator(".atlas-canvas").bounding_box()
    assert 0.5 * HEIGHT <= canvas["height"] <= 0.7 * HEIGHT
    ranking = page.locator(".atlas-ranking").bounding_box()
    assert ranking["y"] >= canvas["y"] + canvas["height"]
    assert rows(page).count() == 375

    drawer = page.get_by_test_id("stSidebar")
    assert drawer.get_attribute("aria-expanded") == "false" or not drawer.is_visible()
    page.get_by_test_id("stExpandSidebarButton").click()
    layer = drawer.locator("label:has(input)").first
    expect(layer).to_be_in_viewport()
    layer.click()
    visitor.wait_until_idle()
    map_of(page, "key_region")
    assert "layer=key_region" in page.url
    # The choice has closed the drawer: tests/end_to_end/test_drawer.py.
    expect(layer).not_to_be_in_viewport()
    assert_no_sideways_scroll(page)
    assert visitor.faults() == []


def test_a_tap_selects_and_the_card_fits_the_map(visit: Visit) -> None:
    visitor = visit("/", width=WIDTH, height=HEIGHT)
    page = visitor.page
    map_of(page)
    rows(page).nth(2).click()
    visitor.wait_until_idle()
    card = page.locator(".atlas-card")
    expect(card).to_be_visible()
    box = card.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= WIDTH
    page.locator(".atlas-card-open").click()
    page.wait_for_url("**/city?place=*")
    visitor.wait_until_idle()
    assert_no_sideways_scroll(page)
    assert visitor.faults() == []


SCROLLED = """document.querySelector("[data-testid='stMain']").scrollTop"""


def test_the_first_tap_on_the_map_selects_and_scrolls_nothing(visit: Visit) -> None:
    visitor = visit("/", width=WIDTH, height=HEIGHT, touch=True)
    page = visitor.page
    map_of(page)
    page.evaluate(f"{SCROLLED} = 120")
    visitor.wait_until_idle()
    scrolled = page.evaluate(SCROLLED)
    assert scrolled > 0
    x, y = next(
        point
        for shape in shapes(page).all()
        if (point := shape.evaluate(INSIDE)) and point[1] < HEIGHT - 40 and shape.bounding_box()["width"] > 20
    )
    page.touchscreen.tap(x, y)
    expect(page.locator(".atlas-card")).to_be_visible()
    assert page.evaluate(SCROLLED) == scrolled
    visitor.wait_until_idle()
    assert "place=" in page.url
    assert visitor.faults() == []


def test_a_wide_table_scrolls_in_its_own_box(visit: Visit) -> None:
    visitor = visit("/method", width=WIDTH, height=HEIGHT)
    boxes = visitor.page.locator(".scrolls").evaluate_all(
        "boxes => boxes.map(box => [box.scrollWidth > box.clientWidth, box.tabIndex, getComputedStyle(box).overflowX])"
    )
    assert any(is_wider for is_wider, _tab, _overflow in boxes)
    assert {(tab, overflow) for _wider, tab, overflow in boxes} == {(0, "auto")}
