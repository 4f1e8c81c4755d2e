"""The policy on a city page in the browser: folded lists, ladders opened in place, deadlines; on a phone too."""

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.end_to_end.test_phone import HEIGHT, WIDTH, assert_no_sideways_scroll
from tests.end_to_end.visitor import Visitor

Visit = Callable[..., Visitor]


def ladder_top(page: Page) -> float:
    """Return how far the heading of the ladder stands below the top of the window, px."""
    return page.locator("#ladder").bounding_box()["y"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_on_a_phone_everything_opens_within_the_width(visit: Visit, lang: str) -> None:
    visitor = visit(f"/city?place=410400&indicator=straw_use_rate&lang={lang}", width=WIDTH, height=HEIGHT)
    page = visitor.page
    for name in ("indicators", "deadlines"):
        expect(page.locator(f"section.{name}")).to_have_count(1)
    page.evaluate(
        "document.querySelectorAll('.measures details').forEach(node => { node.open = !node.matches('.figure'); })"
    )
    page.wait_for_timeout(300)
    assert_no_sideways_scroll(page)
    labels = page.locator(".axis small, .axis em").evaluate_all(
        "nodes => nodes.filter(node => node.innerText).map(node => { const box = node.getBoundingClientRect();"
        " return [node.tagName, box.left, box.right]; })"
    )
    months = [box for box in labels if box[0] == "SMALL"]
    assert all(left >= 0 and right <= WIDTH for _tag, left, right in labels)
    assert all(one[2] <= next_one[1] for one, next_one in pairwise(months))
    first = page.locator(".timeline .figure summary").first
    first.click()
    cited = page.locator(".timeline .figure[open] a[href*='document=']").first
    expect(cited).to_be_visible()
    assert visitor.faults() == []


def test_a_name_of_the_overview_opens_its_ladder_without_loading_the_page(visit: Visit) -> None:
    visitor = visit("/city?place=140100")
    page = visitor.page
    page.evaluate("window.stayed = true")
    sector = page.locator(".indicators .sector").filter(has_text="面源污染")
    sector.locator("summary").click()
    sector.get_by_role("link", name="秸秆综合利用率").click()
    page.wait_for_url(re.compile("indicator=straw_use_rate"))
    visitor.wait_until_idle()
    expect(page.locator(".ladder .said summary").first).to_have_text("不低于 86%")
    page.wait_for_timeout(2000)
    assert 0 <= ladder_top(page) < 200
    assert page.evaluate("window.stayed") is True
    assert visitor.faults() == []


def test_a_cold_link_to_a_ladder_stands_at_it(visit: Visit) -> None:
    visitor = visit("/city?place=140100&indicator=straw_use_rate#ladder")
    visitor.page.wait_for_timeout(3000)
    assert 0 <= ladder_top(visitor.page) < 200
    assert visitor.faults() == []


def test_a_clause_opens_on_the_measures_screen(visit: Visit) -> None:
    visitor = visit("/city?place=410400")
    page = visitor.page
    sector = page.locator(".measures:not(.indicators):not(.deadlines) .sector").filter(has_text="产业结构")
    sector.locator("summary").click()
    link = sector.locator("li b a").first
    title = link.inner_text()
    link.click()
    page.wait_for_url("**/measures?measure=*")
    visitor.wait_until_idle()
    expect(page.get_by_text(title).first).to_be_visible()
    assert visitor.faults() == []
