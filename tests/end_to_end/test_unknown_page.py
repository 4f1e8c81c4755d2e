"""An address that is no screen is answered with a page of ours, in the reader's language, and no dialog."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.end_to_end.map_steps import map_of
from tests.end_to_end.visitor import Visitor

Visit = Callable[..., Visitor]


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/nothing", "没有“nothing”这个页面"),
        ("/nothing?lang=en", "There is no page “nothing”"),
        ("/City?place=140100", "没有“City”这个页面"),
        ("/%E5%9F%8E%E5%B8%82", "没有“城市”这个页面"),
        ("/%3Cimg%20src=x%20onerror=alert(1)%3E", "没有“<img src=x onerror=alert(1)>”这个页面"),
        ("/" + "x" * 300, "没有“" + "x" * 40 + "…”这个页面"),
        ("/home", "没有“home”这个页面"),
    ],
)
def test_an_unknown_page_is_said_and_the_known_ones_are_named(visit: Visit, path: str, heading: str) -> None:
    visitor = visit("/").open(path)
    page = visitor.page
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    assert page.get_by_role("dialog").count() == 0
    assert page.locator("[data-testid=stHtml] img").count() == 0
    links = page.get_by_test_id("stHtml").locator(".near a")
    assert links.count() == 9
    assert visitor.faults() == []
    lang = "?lang=en" if "lang=en" in path else ""
    links.nth(1).click()
    page.wait_for_url(f"{visitor.home}/city{lang}")
    visitor.wait_until_idle()
    expect(page.get_by_role("heading", level=1)).to_have_text("Choose a city" if lang else "选择一个城市")
    assert page.get_by_role("dialog").count() == 0
    assert visitor.faults() == []


def test_the_navigation_leads_away_from_an_unknown_page(visit: Visit) -> None:
    visitor = visit("/").open("/nothing")
    page = visitor.page
    page.get_by_test_id("stTopNavLink").last.click()
    page.wait_for_url("**/method")
    visitor.wait_until_idle()
    page.get_by_test_id("stTopNavLink").first.click()
    map_of(page)
    visitor.wait_until_idle()
    assert page.get_by_role("dialog").count() == 0
    assert visitor.faults() == []


def test_the_name_of_the_first_screen_leads_to_it(visit: Visit) -> None:
    visitor = visit("/").open("/map?layer=gap&lang=en")
    map_of(visitor.page, "gap")
    assert visitor.page.url == f"{visitor.home}/?layer=gap&lang=en"
    assert visitor.page.get_by_role("dialog").count() == 0
    assert visitor.faults() == []
