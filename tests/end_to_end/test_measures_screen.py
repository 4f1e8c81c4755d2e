"""A measure in a real browser: opened with little, kept in the address, by keyboard and on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.end_to_end.measures_page import MEASURES, PAUSE_MS, params, ready, rows, search
from tests.end_to_end.visitor import Visitor

Visit = Callable[..., Visitor]
MOST_BYTES_PER_CHOICE = 10_000
BOILERS = "state-council-2023-24-11"


def test_a_choice_is_small_and_brings_map_and_figures(visit: Visit) -> None:
    page = ready(visitor := visit("/measures"))
    for number, place_count in ((10, 375), (48, 375), (90, 375)):
        frames, requests = len(visitor.frames_in), len(visitor.requests)
        rows(page).nth(number).click()
        visitor.wait_until_idle()
        assert sum(visitor.frames_in[frames:]) <= MOST_BYTES_PER_CHOICE
        expect(page.locator(".measures-map .atlas-shapes .atlas-place")).to_have_count(place_count)
        assert (
            page.locator(".measures-clause-body h2").inner_text()
            == rows(page).nth(number).locator(".measures-title").inner_text()
        )
        asked = [address for address in visitor.requests[requests:] if "/app/static/" in address]
        assert len(asked) <= (1 if number == 10 else 0), "shapes are fetched once"
    assert page.locator(".measures-clause dl a[href^='method?document=']").count() == 1
    assert visitor.faults() == []


def test_a_copied_link_opens_the_same_view(visit: Visit) -> None:
    page = ready(visitor := visit("/measures"))
    page.locator("input[value='energy']").check()
    rows(page).first.click()
    visitor.wait_until_idle()
    search(page, "煤")
    page.wait_for_timeout(PAUSE_MS)
    link, left = page.url, rows(page).count()
    title = page.locator(".measures-clause-body h2").inner_text()

    other = visit(link.removeprefix(visitor.home))
    ready(other)
    assert other.page.locator(".measures-search").input_value() == "煤"
    assert other.page.locator("input[value='energy']").is_checked()
    assert rows(other.page).count() == left
    assert other.page.locator(".measures-clause-body h2").inner_text() == title
    expect(other.page.locator(".measures-map [data-layer]")).to_be_visible()
    assert other.page.url == link
    assert other.faults() == []


def test_language_changes_and_the_view_stays(visit: Visit) -> None:
    page = ready(visitor := visit(f"/measures?measure={BOILERS}"))
    search(page, "boiler")
    left = rows(page).count()
    page.get_by_role("button", name="English").click()
    visitor.wait_until_idle()
    expect(page.locator(".measures-clause-body h2")).to_contain_text("boilers")
    assert page.locator(".measures-search").input_value() == "boiler"
    assert rows(page).count() == left
    page.wait_for_timeout(PAUSE_MS)
    assert params(page) == {"q": "boiler", "measure": BOILERS, "lang": "en"}
    assert visitor.faults() == []


@pytest.mark.parametrize(
    ("lang", "strength", "department"),
    [
        ("zh", "力争 · 低于 38 µg/m³", "省生态环境厅（牵头）"),
        (
            "en",
            "strive · below 38 µg/m³",
            "Department of Ecology and Environment (province) 省生态环境厅 (Lead)",
        ),
    ],
)
@pytest.mark.parametrize("width", [1440, 390])
def test_strength_and_departments_are_seen_without_pressing(
    visit: Visit, lang: str, strength: str, department: str, width: int
) -> None:
    page = ready(visitor := visit(f"/measures?measure=shanxi-2024-26&lang={lang}", width=width, height=844))
    figures = page.locator(".measures-figures summary b").all_inner_texts()
    assert strength in figures
    bare = [text for text in figures if "·" not in text]
    assert bare, "a figure without a word of strength gets none"
    expect(page.locator(".measures-chip", has_text="生态环境厅")).to_have_text(department)
    sheet = page.locator(".measures-clause-sheet")
    assert sheet.evaluate("sheet => sheet.scrollWidth - sheet.clientWidth") <= 0
    page.locator(".measures-chip", has_text="生态环境厅").click()
    assert params(page)["department"] == "省生态环境厅"
    assert visitor.faults() == []


def test_back_returns_to_the_measure_before(visit: Visit) -> None:
    page = ready(visitor := visit("/measures"))
    titles = []
    for number in (3, 5):
        rows(page).nth(number).click()
        visitor.wait_until_idle()
        titles.append(page.locator(".measures-clause-body h2").inner_text())
    page.go_back()
    visitor.wait_until_idle()
    assert page.locator(".measures-clause-body h2").inner_text() == titles[0]
    page.go_back()
    visitor.wait_until_idle()
    expect(page.locator(".measures-hint")).to_be_visible()
    assert visitor.faults() == []


@pytest.mark.parametrize("pause_ms", [0, 120])
def test_fast_steps_through_the_history_rewrite_no_entry(visit: Visit, pause_ms: int) -> None:
    page = ready(visitor := visit("/measures"))
    opened = [""]
    for number in (3, 5, 8):
        rows(page).nth(number).click()
        visitor.wait_until_idle()
        opened.append(params(page)["measure"])
    for steps in ((-1, -1, 1, 1, -1), (-1, 1, -1, 1)):
        for step in steps:
            page.evaluate(f"history.go({step})")
            page.wait_for_timeout(pause_ms)
        visitor.wait_until_idle()
        page.wait_for_timeout(PAUSE_MS)
        assert params(page)["measure"] == opened[2]
    for measure in (opened[1], opened[0]):
        page.go_back()
        visitor.wait_until_idle()
        page.wait_for_timeout(PAUSE_MS)
        assert params(page).get("measure", "") == measure
    for measure in opened[1:]:
        page.go_forward()
        visitor.wait_until_idle()
        page.wait_for_timeout(PAUSE_MS)
        assert params(page)["measure"] == measure
        selected = page.locator(".measures-row[aria-selected=true]")
        expect(selected).to_have_count(1)
        expect(page.locator(".measures-clause-body h2")).to_have_text(
            selected.locator(".measures-title").inner_text()
        )
    assert visitor.faults() == []


def test_all_is_done_by_keyboard(visit: Visit) -> None:
    page = ready(visitor := visit("/measures"))
    page.locator(".measures-search").focus()
    page.keyboard.type("扬尘")
    page.keyboard.press("ArrowDown")
    assert rows(page).first.evaluate("row => row === row.getRootNode().activeElement")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    visitor.wait_until_idle()
    expect(rows(page).nth(1)).to_have_attribute("aria-selected", "true")
    expect(page.locator(".measures-clause-body h2")).to_be_visible()
    assert page.locator(".measures-row[tabindex='0']").count() == 1
    page.keyboard.press("End")
    page.keyboard.press("Home")
    assert rows(page).first.evaluate("row => row === row.getRootNode().activeElement")
    assert page.get_by_role("dialog").count() == 0, "a letter was taken for a shortcut of the page"
    page.locator(".measures-figures summary").first.press("Enter")
    expect(page.locator(".measures-figures details[open] dl")).to_be_visible()
    assert visitor.faults() == []


def test_place_opens_from_the_map_of_the_clause(visit: Visit) -> None:
    page = ready(visitor := visit("/measures?measure=shanxi-2024-24"))
    page.get_by_role("button", name="列出全部地点及理由").click()
    line = page.locator(".measures-map tbody tr").first
    line.click()
    expect(page.locator(".measures-map .atlas-card")).to_contain_text("太原市")
    assert "place=" not in page.url
    line.press("Enter")
    page.wait_for_url("**/city?place=140100**")
    visitor.wait_until_idle()
    assert visitor.faults() == []


def test_place_opens_from_the_clause(visit: Visit) -> None:
    page = ready(visitor := visit(f"/measures?place=140100&measure={BOILERS}"))
    page.get_by_role("link", name="打开太原市的城市页").click()
    page.wait_for_url("**/city?place=140100**")
    visitor.wait_until_idle()
    page.go_back()
    visitor.wait_until_idle()
    ready(visitor)
    expect(page.locator(".measures-at-place")).to_contain_text("太原市")
    assert visitor.faults() == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_phone_opens_sheets_and_scrolls_nothing_sideways(visit: Visit, lang: str) -> None:
    visitor = visit(f"/measures?lang={lang}", width=390, height=844)
    page = ready(visitor)
    width = "document.documentElement.scrollWidth"
    assert page.evaluate(width) <= 390
    page.locator(".measures-opener").click()
    sheet = page.locator(".measures-sheet[open]")
    expect(sheet.locator(".measures-facets")).to_be_visible()
    sheet.locator("input[value='energy']").check()
    sheet.locator(".measures-apply").click()
    expect(page.locator(".measures-sheet[open]")).to_have_count(0)
    left = rows(page).count()
    assert 0 < left < MEASURES
    rows(page).nth(1).click()
    visitor.wait_until_idle()
    expect(page.locator(".measures-sheet-clause[open] h2").first).to_be_visible()
    box = page.locator(".measures-sheet-clause").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert page.evaluate(width) <= 390
    inner = page.locator(".measures-clause-sheet").evaluate("sheet => sheet.scrollWidth - sheet.clientWidth")
    assert inner <= 0
    page.keyboard.press("Escape")
    expect(page.locator(".measures-sheet[open]")).to_have_count(0)
    assert "measure" not in params(page)
    assert rows(page).count() == left
    assert visitor.faults() == []
