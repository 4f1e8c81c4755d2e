"""Everything without the mouse: to the ranking, along it, to a city, through its figures, and back."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.end_to_end.map_steps import map_of
from tests.end_to_end.visitor import Visitor

Visit = Callable[..., Visitor]
FOCUSED = """() => {
    let focused = document.activeElement;
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    return [focused.tagName, focused.className || '', focused.getAttribute('role') ?? '', focused.innerText ?? ''];
}"""
OUTLINED = """() => {
    let focused = document.activeElement;
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    const style = getComputedStyle(focused);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none';
}"""
MOST_STEPS = 120


def focused(page: Page) -> list[str]:
    """Return tag, class, role and words of what the keyboard is at, shadow roots looked into."""
    return page.evaluate(FOCUSED)


def tab_to(page: Page, tag: str, part: str = "", *, whole: bool = False) -> list[str]:
    """Press the tab key until the keyboard is at an element with this tag and these words or class, alone if `whole`."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        found = focused(page)
        if found[0] == tag and (part in found if whole else part in " ".join(found)):
            return found
    raise AssertionError(f"{tag} {part} was not reached with {MOST_STEPS} steps")


def test_the_ranking_is_reached_walked_and_opened(visit: Visit) -> None:
    visitor = visit("/?layer=observed")
    page = visitor.page
    map_of(page, "observed")
    first = tab_to(page, "TR")
    assert page.evaluate(OUTLINED)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    third = focused(page)
    assert (third[0], third[3] != first[3]) == ("TR", True)
    assert page.evaluate(OUTLINED)
    page.keyboard.press("Enter")
    visitor.wait_until_idle()
    [place_id] = re.findall(r"[?&]place=(\d{6})", page.url)
    name = page.locator(".atlas-card h3").inner_text()
    assert name[:2] in third[3]
    assert focused(page)[0] == "TR", "the keyboard lost its place"
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/city?place={place_id}")
    visitor.wait_until_idle()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    assert visitor.faults() == []


def test_the_headers_sort_without_the_mouse(visit: Visit) -> None:
    visitor = visit("/?layer=observed")
    page = visitor.page
    map_of(page, "observed")
    tab_to(page, "BUTTON", "地点", whole=True)
    head = page.locator(".atlas th.atlas-name")
    for direction in ("ascending", "descending"):
        page.keyboard.press("Enter")
        expect(head).to_have_attribute("aria-sort", direction)
    assert focused(page)[0] == "BUTTON"


def test_layer_and_search_need_no_mouse(visit: Visit) -> None:
    visitor = visit("/")
    page = visitor.page
    map_of(page, "attainment")
    tab_to(page, "INPUT")
    page.keyboard.press("ArrowUp")
    visitor.wait_until_idle()
    map_of(page, "gap")
    assert "layer=gap" in page.url
    tab_to(page, "INPUT", "atlas-search-input")
    page.keyboard.type("大同")
    expect(page.get_by_role("option").first).to_contain_text("大同市")
    page.keyboard.press("Enter")
    page.wait_for_url("**/city?place=140200")
    visitor.wait_until_idle()
    assert visitor.faults() == []


def test_figures_open_and_their_links_follow(visit: Visit) -> None:
    visitor = visit("/city?place=140100")
    page = visitor.page
    found = tab_to(page, "SUMMARY", "38")
    assert page.evaluate(OUTLINED)
    # What is folded open from the start, sectors and ladders, is no figure.
    expect(page.locator("details.figure[open]")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator("details.figure[open]")).to_have_count(1)
    assert found[3] in page.locator("details.figure[open]").inner_text()
    tab_to(page, "A", "《")
    page.keyboard.press("Enter")
    page.wait_for_url("**/method?document=shanxi-2024*")
    visitor.wait_until_idle()
    assert visitor.faults() == []


def test_escape_takes_the_selection_away(visit: Visit) -> None:
    visitor = visit("/?place=140100")
    page = visitor.page
    map_of(page)
    tab_to(page, "TR")
    page.keyboard.press("Escape")
    visitor.wait_until_idle()
    expect(page.locator(".atlas-card")).to_be_hidden()
    assert "place=" not in page.url
