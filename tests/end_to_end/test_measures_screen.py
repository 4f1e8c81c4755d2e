"""The measures in a real browser: searched and filtered without the server, opened with little, kept in the address."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, Route, expect

from tests.end_to_end.visitor import Visitor

Visit = Callable[..., Visitor]
MEASURES = 121
MOST_BYTES_PER_CHOICE = 10_000
BOILERS = "state-council-2023-24-11"
PAUSE_MS = 500


def rows(page: Page) -> Locator:
    """Return the measures that the list shows."""
    return page.locator(".measures-row:not([hidden])")


def ready(visitor: Visitor) -> Page:
    """Return the page once the list is there."""
    rows(visitor.page).first.wait_for()
    return visitor.page


def search(page: Page, text: str) -> None:
    page.locator(".measures-search").fill(text)


def params(page: Page) -> dict[str, str]:
    """Return the parameters of the address as the reader would copy it."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def count_of(page: Page, facet: str, value: str) -> int:
    """Return the number beside a choice of a filter."""
    label = page.locator(f".measures-boxes label:has(input[value='{value}'])")
    return int(label.locator(".measures-number").inner_text())


def shown(page: Page) -> int:
    """Return the number that the list says it shows."""
    return int(re.search(r"\d+", page.locator(".measures-count").inner_text())[0])


def test_search_finds_inside_words_and_marks(visit: Visit) -> None:
    page = ready(visitor := visit("/measures"))
    assert rows(page).count() == MEASURES == shown(page)
    sent = len(visitor.frames_out)
    search(page, "锅炉")
    assert "燃煤锅炉淘汰与整合" in rows(page).locator(".measures-title").all_inner_texts()
    marks = rows(page).first.locator("mark").all_inner_texts()
    assert marks
    assert set(marks) == {"锅炉"}
    both = rows(page).count()
    search(page, "锅炉　35")
    assert 0 < rows(page).count() < both
    assert {"锅炉", "35"} <= set(rows(page).first.locator("mark").all_inner_texts())
    search(page, "ＰＭ２．５")
    wide = rows(page).count()
    search(page, "pm2.5")
    assert rows(page).count() == wide > 0
    assert "PM2.5" in page.locator(".measures-row:not([hidden]) mark").all_inner_texts()
    search(page, "coal BOILERS")
    assert rows(page).count() > 0
    assert "boiler" in rows(page).first.locator(".measures-found").inner_text().lower()
    search(page, "没有这样的词")
    expect(page.locator(".measures-none")).to_be_visible()
    page.wait_for_timeout(PAUSE_MS)
    assert len(visitor.frames_out) == sent, "typing asked the server"
    assert visitor.faults() == []


def test_an_english_word_is_found_where_words_begin_else_anywhere(visit: Visit) -> None:
    page = ready(visit("/measures?lang=en"))
    search(page, "dust")
    assert 0 < rows(page).count() < MEASURES / 4
    assert "dust" in {text.lower() for text in rows(page).locator("mark").all_inner_texts()}
    assert "in<mark>dust" not in page.locator(".measures-scroller").inner_html().lower()
    search(page, "oiler")
    assert rows(page).count() > 0
    search(page, "boilers")
    plural = rows(page).count()
    search(page, "boiler")
    assert rows(page).count() == plural


def test_words_in_quotes_stand_alone(visit: Visit) -> None:
    page = ready(visit("/measures?lang=en"))
    search(page, "ban")
    inside = rows(page).count()
    search(page, '"ban"')
    assert rows(page).count() < inside
    search(page, '"built-up areas"')
    assert {text.lower() for text in rows(page).first.locator("mark").all_inner_texts()} <= {"built-up areas"}


def test_filters_count_what_they_leave(visit: Visit) -> None:
    page = ready(visitor := visit("/measures"))
    sent = len(visitor.frames_out)
    energy = count_of(page, "sector", "energy")
    page.locator("input[value='energy']").check()
    assert rows(page).count() == energy == shown(page)
    shanxi = count_of(page, "document", "shanxi-2024")
    page.locator("input[value='shanxi-2024']").check()
    assert rows(page).count() == shanxi
    page.locator("input[value='industry']").check()
    assert rows(page).count() > shanxi, "two choices of one filter are alternatives"
    assert params(page) == {"document": "shanxi-2024", "sector": "energy,industry"}
    page.locator(".measures-chips button").first.click()
    assert params(page) == {"sector": "energy,industry"}
    page.locator(".measures-facets .measures-clear").click()
    assert rows(page).count() == MEASURES
    assert params(page) == {}
    page.locator("select[aria-label='部门']").select_option("市生态环境局")
    departments = rows(page).count()
    assert departments > 20
    page.locator("input[value='2025']").check()
    assert rows(page).count() < departments
    page.locator(".measures-facets .measures-clear").click()
    page.locator("select[aria-label='适用范围']").select_option("fenwei-plain")
    assert 0 < rows(page).count() < MEASURES
    page.wait_for_timeout(PAUSE_MS)
    assert len(visitor.frames_out) == sent, "a filter asked the server"
    assert visitor.faults() == []


def test_a_place_leaves_what_binds_it_and_says_how(visit: Visit) -> None:
    page = ready(visit("/measures"))
    box = page.locator(".measures-place-box input")
    box.fill("晋中")
    box.press("Enter")
    expect(page.locator(".measures-place")).to_contain_text("晋中市")
    assert params(page) == {"place": "140700"}
    said = set(rows(page).locator(".measures-reach").all_inner_texts())
    assert {"全部适用", "部分适用"} <= said
    assert "不适用" not in said
    documents = page.locator(".measures-group:visible").all_inner_texts()
    assert len(documents) == 2
    assert "平顶山" not in " ".join(documents)
    page.locator(".measures-place button").click()
    assert rows(page).count() == MEASURES


def test_a_choice_is_small_and_brings_map_and_figures(visit: Visit) -> None:
    page = ready(visitor := visit("/measures"))
    for number, place_count in ((10, 375), (48, 375), (90, 375)):
        frames, requests = len(visitor.frames_in), len(visitor.requests)
        rows(page).nth(number).click()
        visitor.wait_until_idle()
        assert sum(visitor.frames_in[frames:]) <= MOST_BYTES_PER_CHOICE
        expect(page.locator(".measures-map .atlas-shapes .atlas-place")).to_have_count(place_count)
        assert page.locator(".measures-clause-body h2").inner_text() == rows(page).nth(number).locator(
            ".measures-title"
        ).inner_text()
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


@pytest.mark.parametrize("kind", ["CSV", "Excel"])
def test_download_is_what_is_listed(visit: Visit, tmp_path: Path, kind: str) -> None:
    page = ready(visitor := visit("/measures?q=锅炉"))
    left = rows(page).count()
    with page.expect_download() as handed:
        page.locator(".measures-downloads").get_by_role("button", name=kind).click()
    file = tmp_path / handed.value.suggested_filename
    handed.value.save_as(file)
    if kind == "CSV":
        assert file.read_text(encoding="utf-8-sig").count("\n") >= left + 1
    else:
        assert load_workbook(file).worksheets[0].max_row == left + 1
    visitor.wait_until_idle()
    assert rows(page).count() == left
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


def test_broken_index_is_a_sentence_and_can_be_tried_again(visit: Visit) -> None:
    visitor = visit(None)
    page = visitor.page
    served = []

    def spoil(route: Route) -> None:
        served.append(route.request.url)
        if len(served) == 1:
            route.fulfill(status=200, content_type="application/json", body='{"measures":[{"id')
        else:
            route.continue_()

    page.route("**/app/static/measures.*.json", spoil)
    visitor.open("/measures")
    expect(page.locator(".measures-message")).to_contain_text("措施没有载入")
    page.locator(".measures-message button").click()
    ready(visitor)
    assert rows(page).count() == MEASURES
    assert visitor.faults() == []
