"""The browser names a choice by its words: going to the other language and back must lose none, nor keep old words."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from pages.map_parts.layer_choice import offered
from pages.point_parts.batch import datum_names
from tests.end_to_end.visitor import Visitor
from translations import words_for

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


def test_the_language_goes_along_from_screen_to_screen(visit: Callable[..., Visitor]) -> None:
    visitor = visit("/")
    page = visitor.page
    button = page.locator(".st-key-language button")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    button.click()
    expect(button).to_have_text("中文")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    for name, path in (("Data and method", "/method"), ("City", "/city"), ("Map", "/")):
        page.get_by_role("link", name=name, exact=True).click()
        expect(page).to_have_url(re.compile(rf"{path}\?lang=en$"))
        expect(button).to_have_text("中文")
        visitor.wait_until_idle()
    button.click()
    expect(button).to_have_text("English")
    visitor.wait_until_idle()
    page.go_back()
    expect(button).to_have_text("中文")
    visitor.wait_until_idle()
    page.get_by_role("link", name="City", exact=True).click()
    expect(page).to_have_url(re.compile(r"/city\?lang=en$"))
    assert visitor.faults() == []


def test_back_to_an_address_without_language_is_chinese(visit: Callable[..., Visitor]) -> None:
    visitor = visit("/method")
    page = visitor.page
    button = page.locator(".st-key-language button")
    button.click()
    expect(button).to_have_text("中文")
    visitor.wait_until_idle()
    page.go_back()
    expect(button).to_have_text("English")
    expect(page).to_have_url(re.compile("/method$"))


@pytest.mark.parametrize(
    ("opened", "other", "back"),
    [("/", "中文", "English"), ("/locate?datum=gcj02&lang=en", "English", "中文")],
)
def test_pressed_gone_back_and_pressed_again(
    visit: Callable[..., Visitor], opened: str, other: str, back: str
) -> None:
    visitor = visit(opened)
    page = visitor.page
    button = page.locator(".st-key-language button")
    for told, step in ((other, button.click), (back, page.go_back)) * 2:
        step()
        expect(button).to_have_text(told)
        visitor.wait_until_idle()
        words = words_for("en" if told == "中文" else "zh")
        if opened == "/":
            title = words.render(offered()["attainment"])
            expect(page.get_by_role("radio", name=title, exact=True)).to_be_checked()
        else:
            datum = page.locator(".st-key-locate_datum").get_by_role("combobox")
            expect(datum).to_have_value(datum_names(words)["gcj02"])
    assert visitor.traces_on_screen() == []
    assert visitor.faults() == []
