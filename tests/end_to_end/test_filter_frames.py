"""A filter of area frames the places it leaves; a view of the reader's own is never moved."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.end_to_end.map_steps import choose_layer, map_of, move_map, shapes
from tests.end_to_end.visitor import Visitor

Visit = Callable[..., Visitor]
FENWEI = "?region=fenwei-plain"
SPAN = """() => {
    const root = [...document.querySelectorAll('*')]
        .map(node => node.shadowRoot)
        .find(found => found?.querySelector('.atlas-shapes'));
    const frame = root.querySelector('.atlas-canvas').getBoundingClientRect();
    const left = [...root.querySelectorAll('.atlas-shapes .atlas-place')]
        .filter(path => WANTED.includes(path.getAttribute('fill')) === false)
        .map(path => path.getBoundingClientRect());
    return [
        Math.min(...left.map(box => box.left)) - frame.left, Math.min(...left.map(box => box.top)) - frame.top,
        frame.right - Math.max(...left.map(box => box.right)), frame.bottom - Math.max(...left.map(box => box.bottom)),
        frame.width, frame.height,
    ];
}"""


def margins(page: Page) -> tuple[list[float], float]:
    """Return how far the coloured places stay from the four edges of the map, and their share of its longer side."""
    faded = "#eef1f4"
    west, north, east, south, width, height = page.evaluate(SPAN.replace("WANTED", f"['{faded}']"))
    share = max((width - west - east) / width, (height - north - south) / height)
    return [west, north, east, south], share


def whole_country(page: Page) -> tuple[float, float]:
    """Return the width of the country's outline on the screen, and where it begins."""
    box = page.locator(".atlas-line-outline").first.bounding_box()
    return round(box["width"]), round(box["x"])


def choose_region(visitor: Visitor, name: str) -> None:
    """Press the filter of a key region and wait until all is at rest."""
    visitor.page.get_by_test_id("stSidebar").get_by_role("button", name=name).click()
    visitor.wait_until_idle()


def assert_framed(page: Page) -> None:
    """Check that the places left fill the map and that none is cut."""
    edges, share = margins(page)
    assert min(edges) >= 0
    assert share > 0.7
    assert page.evaluate("location.hash") == ""


def test_a_filter_of_area_frames_what_it_leaves_and_clearing_it_the_country(visit: Visit) -> None:
    visitor = visit("/")
    page = visitor.page
    map_of(page)
    country = whole_country(page)
    choose_region(visitor, "汾渭平原")
    assert_framed(page)
    fenwei = whole_country(page)
    choose_layer(visitor, "observed")
    assert whole_country(page) == fenwei
    choose_region(visitor, "长三角")
    assert_framed(page)
    assert whole_country(page) != fenwei
    page.get_by_role("button", name="清除全部筛选").click()
    visitor.wait_until_idle()
    assert whole_country(page) == country
    assert page.evaluate("location.hash") == ""
    assert visitor.faults() == []


# A single place is shown with what lies around it.
@pytest.mark.parametrize(
    ("address", "least_share"),
    [(FENWEI, 0.7), (f"{FENWEI}&place=110000", 0.7), ("?province=310000", 0.05), ("?q=临汾", 0.05)],
)
def test_a_link_with_a_filter_of_area_opens_framed(visit: Visit, address: str, least_share: float) -> None:
    visitor = visit(f"/{address}")
    map_of(visitor.page)
    edges, share = margins(visitor.page)
    assert min(edges) >= 0
    assert share > least_share
    assert visitor.page.evaluate("location.hash") == ""


def test_a_framed_view_follows_the_window_and_stays_out_of_the_address(visit: Visit) -> None:
    visitor = visit(f"/{FENWEI}")
    page = visitor.page
    map_of(page)
    for width, height in ((1100, 700), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(600)
        assert_framed(page)
    assert visitor.faults() == []


@pytest.mark.parametrize("address", ["?status=not_met", "?min=40"])
def test_filters_of_verdict_and_value_leave_the_country(visit: Visit, address: str) -> None:
    visitor = visit(f"/{address}")
    map_of(visitor.page)
    found = whole_country(visitor.page)
    visitor.open("/")
    map_of(visitor.page)
    assert whole_country(visitor.page) == found


def test_a_view_of_the_readers_own_is_not_moved(visit: Visit) -> None:
    visitor = visit("/")
    page = visitor.page
    map_of(page)
    view = move_map(visitor)
    country = whole_country(page)
    choose_region(visitor, "汾渭平原")
    assert page.evaluate("location.hash") == view
    page.get_by_role("button", name="清除全部筛选").click()
    visitor.wait_until_idle()
    assert page.evaluate("location.hash") == view
    assert whole_country(page) == country
    # The reader gives the view back: from now on filters move it again.
    page.locator(".atlas-tools button").nth(2).click()
    choose_region(visitor, "汾渭平原")
    assert_framed(page)
    assert visitor.faults() == []


def test_the_view_of_a_link_goes_before_its_filter(visit: Visit) -> None:
    visitor = visit(f"/{FENWEI}#map=5/30/120")
    page = visitor.page
    map_of(page)
    assert page.evaluate("location.hash") == "#map=5/30/120"
    choose_region(visitor, "长三角")
    assert page.evaluate("location.hash") == "#map=5/30/120"
    assert visitor.faults() == []


def test_a_filter_that_leaves_nothing_shows_the_country(visit: Visit) -> None:
    visitor = visit("/?q=xyzzy")
    map_of(visitor.page)
    found = whole_country(visitor.page)
    visitor.open("/")
    map_of(visitor.page)
    expect(shapes(visitor.page)).to_have_count(375)
    assert whole_country(visitor.page) == found
