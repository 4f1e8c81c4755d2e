"""The export screen makes a real file, and the map fits into a frame of another site."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.end_to_end.map_steps import map_of
from tests.end_to_end.visitor import Visitor

Visit = Callable[..., Visitor]
PNG = b"\x89PNG\r\n\x1a\n"


def test_the_preview_appears_and_one_press_saves_the_file(visit: Visit) -> None:
    visitor = visit("/export?frame=fenwei-plain&layer=observed&format=png&title=%3Cb%3E%24x%24%F0%9F%8C%8F")
    page = visitor.page
    preview = page.locator(".st-key-export_grid [data-testid=stImage] img")
    expect(preview).to_be_visible()
    assert preview.evaluate("image => image.complete && image.naturalWidth") == 1000
    expect(page.locator(".press-notice")).to_contain_text("U+1F30F")
    with page.expect_download() as saving:
        page.get_by_role("button", name="下载：PNG，屏幕用").click()
    saved = saving.value
    assert saved.suggested_filename.startswith("blue-sky-atlas-observed-2025-fenwei-plain-")
    content = saved.path().read_bytes()
    assert content.startswith(PNG)
    assert len(content) > 50_000
    with page.expect_download():
        page.get_by_role("button", name="下载：PNG，屏幕用").click()
    assert visitor.faults() == []


def test_the_embedded_map_fills_a_small_frame_and_nothing_else_is_there(visit: Visit) -> None:
    visitor = visit("/?layer=observed&year=2024&embed=true", width=360, height=400)
    page = visitor.page
    map_of(page, "observed")
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    expect(page.get_by_role("navigation")).to_have_count(0)
    expect(page.locator(".brand")).to_have_count(0)
    expect(page.locator(".atlas-ranking")).to_be_hidden()
    for part in (".atlas-title h2", ".atlas-canvas", ".atlas-legend", ".atlas-sources", ".embedded-foot a"):
        expect(page.locator(part)).to_be_in_viewport(ratio=0.99)
    link = page.get_by_role("link", name="在蓝天图志中打开")
    assert link.get_attribute("target") == "_blank"
    assert link.get_attribute("href") == "./?layer=observed&year=2024"
    assert page.evaluate("document.scrollingElement.scrollHeight <= innerHeight + 1")
    assert page.locator(".atlas-canvas").bounding_box()["height"] > 150
    assert visitor.faults() == []
