"""The search box finds a place by any of its names, on every screen and without the mouse."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.end_to_end.visitor import Visitor

Visit = Callable[..., Visitor]


def test_search_finds_by_any_name_and_asks_about_the_rest(visit: Visit) -> None:
    visitor = visit("/")
    page = visitor.page
    box = page.get_by_role("combobox", name="城市名称、拼音或代码")
    for text in ("Taiyuan", "140100", "太原"):
        box.fill(text)
        expect(page.get_by_role("option").first).to_contain_text("太原市")
        assert box.get_attribute("aria-expanded") == "true"
        assert box.get_attribute("aria-activedescendant")
        box.fill("")
    box.fill("太原")
    box.press("ArrowDown")
    box.press("ArrowUp")
    box.press("Enter")
    page.wait_for_url("**/city?**place=140100**")
    visitor.wait_until_idle()

    box.fill("太圆市")
    box.press("Enter")
    visitor.wait_until_idle()
    expect(page.get_by_role("alert").first).to_contain_text("太圆市")
    assert visitor.faults() == []
