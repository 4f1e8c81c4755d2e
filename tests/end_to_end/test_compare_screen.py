"""The comparison in a real browser: first column in sight on the phone, the switch, and paper."""

import re
from collections.abc import Callable

import pytest

from tests.end_to_end.visitor import Visitor

Visit = Callable[..., Visitor]
SHANXI = "/compare?places=140100,140700,141100,140300,140900"
SIX = "/compare?places=410400,411000,410300,411100,411300,411700"
A4_LANDSCAPE = (1047, 715)
"""What is left of 297 × 210 mm between margins, in CSS pixels."""
PRINTED = "table.sides th, table.sides td, .finding, .sources li, .colophon p, .locator"
BEYOND_PAPER = """printed => [...document.querySelectorAll(printed)]
    .filter(node => node.getClientRects().length)
    .filter(node => node.getBoundingClientRect().right > innerWidth + 1 || node.scrollWidth > node.clientWidth + 2)
    .map(node => node.innerText.slice(0, 30))"""
CUT_OFF = """() => {
    const cut = [];
    for (let node = document.querySelector('.colophon'); node && node !== document.documentElement; node = node.parentElement) {
        const style = getComputedStyle(node);
        if (style.overflowY !== 'visible' && node.scrollHeight > node.clientHeight + 1) cut.push(node.className);
    }
    return cut;
}"""


def test_the_first_column_stays_in_sight_on_the_phone(visit: Visit) -> None:
    visitor = visit(SHANXI, width=390, height=844)
    table = visitor.page.locator(".scrolls:has(table.sides)").first
    name = table.locator("tbody th").first
    before = name.bounding_box()
    moved = table.evaluate("node => { node.scrollLeft = 400; return node.scrollLeft; }")
    after = name.bounding_box()
    assert before is not None
    assert after is not None
    assert moved > 100
    assert after["x"] == pytest.approx(before["x"], abs=1)
    assert visitor.faults() == []


def test_the_switch_leaves_differences_and_the_address_says_so(visit: Visit) -> None:
    visitor = visit(SHANXI)
    page = visitor.page
    every = page.locator("table.sides tbody tr").count()
    page.get_by_text("只看差异").click()
    page.wait_for_url("**only=diff*")
    visitor.wait_until_idle()
    rows = page.locator("table.sides tbody tr")
    assert 0 < rows.count() < every
    assert page.locator(".sides-section table.sides tbody tr:not(.differs)").count() == 0
    page.get_by_role("button", name="✕").last.click()
    page.wait_for_function("() => !location.search.includes('140900')")
    visitor.wait_until_idle()
    assert page.locator("table.sides thead").first.locator("th").count() == 5
    assert visitor.faults() == []


@pytest.mark.parametrize(("address", "fewest"), [(f"{SIX}&lang=en", 6), ("/compare?places=140100,140700", 4)])
def test_paper_holds_every_column_and_every_page(visit: Visit, address: str, fewest: int) -> None:
    visitor = visit(address)
    page = visitor.page
    width, height = A4_LANDSCAPE
    page.emulate_media(media="print")
    page.set_viewport_size({"width": width, "height": height})
    assert page.evaluate(BEYOND_PAPER, PRINTED) == []
    assert page.evaluate(CUT_OFF) == []
    assert page.locator(".colophon").is_visible()
    for away in (
        ".st-key-bar",
        ".st-key-compare_controls",
        ".st-key-compare_downloads",
        "[data-testid=stHeader]",
    ):
        assert not page.locator(away).first.is_visible()
    paper = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox\s*\[([^\]]*)\]", paper)
    sizes = {tuple(round(float(number)) for number in box.split()) for box in boxes}
    assert sizes == {(0, 0, 842, 595)}
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", paper)) >= fewest
    assert visitor.faults() == []
