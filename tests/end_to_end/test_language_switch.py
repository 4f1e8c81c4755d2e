"""The browser names a choice by its words: going to the other language and back must lose none, nor keep old words."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.end_to_end.visitor import Visitor

ADDRESS = "layer=standard.gb-3095-2026-2030&province=140000"


def test_choices_outlive_the_language(visit: Callable[..., Visitor]) -> None:
    visitor = visit(f"/?{ADDRESS}")
    page = visitor.page
    for name, standard in (
        ("Shanxi", "^30.* until 2030$"),
        ("山西", "^30.*，至 2030$"),
        ("Shanxi", "^30.* until 2030$"),
    ):
        page.locator(".st-key-language button").click()
        expect(page.get_by_test_id("stMultiSelect")).to_contain_text(name)
        visitor.wait_until_idle()
        box = page.get_by_test_id("stSelectbox").get_by_role("combobox")
        expect(box).to_have_value(re.compile(standard))
        assert box.evaluate("box => box.scrollWidth <= box.clientWidth"), "clipped"
        expect(page).to_have_url(re.compile(re.escape(ADDRESS)))
    assert visitor.faults() == []
