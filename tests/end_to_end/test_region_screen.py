"""The page of a key region in a real browser: wide and narrow, small, by keyboard, cold."""

from collections.abc import Callable

import pytest

from tests.end_to_end.visitor import Visitor

Visit = Callable[..., Visitor]
MOST_BYTES = 400_000
REGION = "/region?scope=jing-jin-ji-and-surroundings"

WIDER = "boxes => boxes.filter(box => box.scrollWidth > box.clientWidth + 1).map(box => box.ariaLabel)"
BEYOND = """(nodes, width) => nodes
    .filter(node => node.getBoundingClientRect().right > width + 1 && !node.closest('caption, thead, details:not([open])'))
    .map(node => node.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize(("width", "height", "lang"), [(1440, 900, "zh"), (390, 844, "en")])
def test_every_city_is_drawn_within_the_window(visit: Visit, width: int, height: int, lang: str) -> None:
    visitor = visit(f"{REGION}&lang={lang}", width=width, height=height)
    page = visitor.page
    charts = page.locator("figure.small")
    assert charts.count() == 39
    loaded = "images => images.every(one => one.complete && one.naturalWidth > 0)"
    assert page.locator("figure.small img").evaluate_all(loaded)
    first = page.locator("figure.small .plot").first
    box = first.bounding_box()
    assert box is not None
    for mark in first.locator("i").all():
        inside = mark.bounding_box()
        assert inside is not None
        assert box["x"] <= inside["x"] <= box["x"] + box["width"]
        assert box["y"] <= inside["y"] <= box["y"] + box["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator(".scrolls").evaluate_all(WIDER) == [], "a table of the region is cut off"
    assert page.locator('[data-testid="stHtml"] *').evaluate_all(BEYOND, width) == []
    dots = page.locator(".strip").first.locator("a")
    assert dots.count() == 39
    assert dots.evaluate_all("dots => dots.every(dot => dot.getBoundingClientRect().width >= 10)")
    assert visitor.bytes_in <= MOST_BYTES
    assert visitor.faults() == []


def test_a_chart_leads_to_its_city_and_a_figure_opens_by_keyboard(visit: Visit) -> None:
    visitor = visit("/region?scope=fenwei-plain")
    page = visitor.page
    mean = page.locator(".by-definition summary").first
    mean.focus()
    page.keyboard.press("Enter")
    assert page.locator(".by-definition details[open] dl").first.is_visible()
    name = page.locator("figure.small figcaption a").first
    place = (name.get_attribute("href") or "").partition("place=")[2]
    name.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/city?place={place}")
    visitor.wait_until_idle()
    assert page.locator(".city h1").is_visible()
    assert visitor.faults() == []


def test_a_cold_link_opens_the_region(
    visit_own: Visit, built_geometry: object, start_app_server: Callable[..., object]
) -> None:
    visitor = visit_own("/region?scope=fenwei-plain", server=start_app_server())
    assert visitor.page.locator("header.region h1").is_visible()
    assert visitor.faults() == []


def test_a_geography_fits_a_phone_with_its_map(visit: Visit) -> None:
    visitor = visit("/region?scope=taiyuan-basin", width=390, height=844)
    page = visitor.page
    picture = page.locator(".area-map img")
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0")
    box = picture.bounding_box()
    assert box is not None
    assert box["width"] >= 300
    assert page.locator('[data-testid="stHtml"] *').evaluate_all(BEYOND, 390) == []
    assert visitor.faults() == []
