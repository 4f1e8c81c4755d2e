"""On a narrow screen the controls lie over the map: a choice made by hand gives the map back, one by keyboard does not."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.end_to_end.map_steps import LAYERS, OFFERED, choose_layer, map_of
from tests.end_to_end.visitor import Visitor

Visit = Callable[..., Visitor]
PHONE = {"width": 390, "height": 844}
FOCUS_IN_DRAWER = "document.activeElement.closest('[data-testid=stSidebar]') !== null"


def opened_drawer(visitor: Visitor) -> Locator:
    """Open the drawer and return it."""
    visitor.page.get_by_test_id("stExpandSidebarButton").click()
    drawer = visitor.page.get_by_test_id("stSidebar")
    expect(drawer.locator("label:has(input)").first).to_be_in_viewport(ratio=1)
    return drawer


def layer_in(drawer: Locator, layer: str) -> Locator:
    return drawer.get_by_test_id("stRadio").locator("label:has(input)").nth(OFFERED.index(layer))


@pytest.mark.parametrize("choice", ["observed", "2022"])
def test_a_layer_or_year_chosen_on_a_phone_gives_the_map_back(visit: Visit, choice: str) -> None:
    visitor = visit("/", **PHONE)
    page = visitor.page
    map_of(page, "attainment")
    drawer = opened_drawer(visitor)
    (layer_in(drawer, choice) if choice in LAYERS else drawer.get_by_text(choice, exact=True)).click()
    visitor.wait_until_idle()
    assert choice in page.url
    expect(drawer.locator("label:has(input)").first).not_to_be_in_viewport()
    expect(page.locator(".atlas-canvas")).to_be_in_viewport(ratio=0.95)
    assert not page.evaluate(FOCUS_IN_DRAWER)
    # It opens again, and closes again.
    drawer = opened_drawer(visitor)
    layer_in(drawer, "gap").click()
    visitor.wait_until_idle()
    map_of(page, "gap")
    expect(drawer.locator("label:has(input)").first).not_to_be_in_viewport()
    assert visitor.faults() == []


def test_a_screen_chosen_in_the_drawer_is_seen(visit: Visit) -> None:
    visitor = visit("/", **PHONE, touch=True)
    page = visitor.page
    map_of(page)
    for name, path in (("城市", "/city"), ("措施", "/measures"), ("数据与方法", "/method"), ("地图", "/")):
        drawer = page.get_by_test_id("stSidebar")
        page.get_by_test_id("stExpandSidebarButton").tap()
        link = drawer.get_by_role("link", name=name, exact=True)
        expect(link).to_be_in_viewport(ratio=1)
        link.tap()
        page.wait_for_url(f"**{path}")
        visitor.wait_until_idle()
        expect(link).not_to_be_in_viewport()
    assert visitor.faults() == []


def test_filters_are_chosen_one_after_another_in_the_open_drawer(visit: Visit) -> None:
    visitor = visit("/", **PHONE)
    map_of(visitor.page)
    drawer = opened_drawer(visitor)
    for name in ("京津冀", "长三角"):
        pill = drawer.get_by_role("button", name=name)
        pill.click()
        visitor.wait_until_idle()
        expect(pill).to_be_in_viewport()
    assert visitor.faults() == []


def test_the_keyboard_stays_in_the_drawer(visit: Visit) -> None:
    visitor = visit("/", **PHONE)
    page = visitor.page
    map_of(page, "attainment")
    drawer = opened_drawer(visitor)
    drawer.locator("input[type=radio]:checked").first.focus()
    for layer in ("gap", "observed"):
        page.keyboard.press("ArrowUp")
        visitor.wait_until_idle()
        map_of(page, layer)
        expect(layer_in(drawer, layer)).to_be_in_viewport()
        assert page.evaluate("document.activeElement.value") == str(OFFERED.index(layer))
    assert visitor.faults() == []


def test_on_a_wide_screen_the_controls_keep_place_and_focus(visit: Visit) -> None:
    visitor = visit("/")
    page = visitor.page
    map_of(page, "attainment")
    choose_layer(visitor, "observed")
    page.wait_for_timeout(400)
    expect(layer_in(page.get_by_test_id("stSidebar"), "observed")).to_be_in_viewport(ratio=1)
    assert page.evaluate(FOCUS_IN_DRAWER)
    page.keyboard.press("ArrowDown")
    visitor.wait_until_idle()
    map_of(page, "gap")
    assert page.evaluate(FOCUS_IN_DRAWER)
    assert visitor.faults() == []
