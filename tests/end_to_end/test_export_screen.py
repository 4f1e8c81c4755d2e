"""The export screen makes a real file, and the map fits into a frame of another site."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.end_to_end.map_steps import map_of
from tests.end_to_end.visitor import Visitor

Visit = Callable[..., Visitor]
PNG = b"\x89PNG\r\n\x1a\n"
EAST_OF_SEA_LINES = """() => Math.max(...[...document.querySelectorAll("*")]
  .flatMap((one) => [...(one.shadowRoot?.querySelectorAll(".atlas-shapes .atlas-line-sea") ?? []),
    ...(one.matches(".atlas-shapes .atlas-line-sea") ? [one] : [])])
  .map((line) => line.getBoundingClientRect().right))"""
"""How far right the dashes of the main map reach, which lie east of Taiwan."""


def test_the_preview_appears_and_one_press_saves_the_file(visit: Visit) -> None:
    visitor = visit("/export?frame=fenwei-plain&layer=observed&title=%3Cb%3E%24x%24%F0%9F%8C%8F")
    page = visitor.page
    preview = page.locator(".st-key-export_grid [data-testid=stImage] img")
    expect(preview).to_be_visible()
    assert preview.evaluate("image => image.complete && image.naturalWidth") == 1000
    expect(page.locator(".press-notice")).to_contain_text("U+1F30F")
    with page.expect_download() as saving:
        page.get_by_role("button", name="PNG（屏幕用）", exact=True).click()
    saved = saving.value
    assert saved.suggested_filename.startswith("blue-sky-atlas-observed-2025-fenwei-plain-")
    content = saved.path().read_bytes()
    assert content.startswith(PNG)
    assert len(content) > 50_000
    with page.expect_download():
        page.get_by_role("button", name="PNG（屏幕用）", exact=True).click()
    assert visitor.faults() == []


def test_the_embedded_map_fills_a_small_frame_and_nothing_else_is_there(visit: Visit) -> None:
    visitor = visit("/?layer=observed&year=2024&embed=true&lang=en", width=360, height=400)
    page = visitor.page
    map_of(page, "observed")
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    expect(page.get_by_role("navigation")).to_have_count(0)
    expect(page.locator(".brand")).to_have_count(0)
    for absent in (".atlas-ranking", ".atlas-export"):
        expect(page.locator(absent)).to_be_hidden()
    parts = (".atlas-title h2", ".atlas-canvas", ".atlas-legend", ".atlas-sources", ".embedded-foot a")
    for part in parts:
        expect(page.locator(part)).to_be_in_viewport(ratio=0.99)
    for part in (".atlas-title h2", ".atlas-legend", ".atlas-sources"):
        assert page.locator(part).evaluate("one => one.scrollHeight <= one.clientHeight + 1"), part
    expect(page.locator(".atlas-stamp")).to_have_text("Draft – not approved for publication")
    link = page.get_by_role("link", name="Open in Blue Sky Atlas")
    assert link.get_attribute("target") == "_blank"
    assert link.get_attribute("href") == "./?layer=observed&year=2024&lang=en"
    assert page.evaluate("document.scrollingElement.scrollHeight <= innerHeight + 1")
    assert page.locator(".atlas-canvas").bounding_box()["height"] > 200
    inset = page.locator(".atlas-inset").bounding_box()
    east = page.evaluate(EAST_OF_SEA_LINES)
    assert inset["x"] > east
    page.locator(".atlas-legend-toggle").click()
    for part in (*parts[1:], ".atlas-key >> nth=0"):
        expect(page.locator(part)).to_be_in_viewport(ratio=0.99)
    assert visitor.faults() == []
