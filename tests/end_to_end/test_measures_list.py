"""The list of measures in a real browser: searched and filtered without the server, and handed out."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Route, expect

from tests.end_to_end.measures_page import MEASURES, PAUSE_MS, count_of, params, ready, rows, search, shown
from tests.end_to_end.visitor import Visitor

Visit = Callable[..., Visitor]
CHINESE = re.compile("[\u4e00-\u9fff]")


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


def test_departments_are_found_by_english_and_chinese(visit: Visit) -> None:
    page = ready(visitor := visit("/measures?lang=en"))
    search(page, "meteorological bureau")
    english = rows(page).count()
    assert "Departments" in rows(page).first.locator(".measures-found").inner_text()
    search(page, "气象局")
    assert rows(page).count() == english == 3
    search(page, "ecology")
    ecology = rows(page).count()
    search(page, "生态环境")
    assert 0 < ecology <= rows(page).count()
    assert visitor.faults() == []


def test_departments_are_named_in_english_and_kept_in_chinese_in_the_address(visit: Visit) -> None:
    page = ready(visitor := visit("/measures?lang=en"))
    box = page.locator("select[aria-label='Departments']")
    lines = box.locator("option").all_inner_texts()
    assert any(re.fullmatch(r"Taiyuan Customs 太原海关 \(2\)", line) for line in lines)
    box.select_option("太原海关")
    assert params(page) == {"department": "太原海关", "lang": "en"}
    assert rows(page).count() == 2
    expect(page.locator(".measures-chips button").first).to_have_attribute("title", "太原海关")
    expect(page.locator(".measures-chips button").first).to_contain_text("Taiyuan Customs")

    page.locator(".measures-facets .measures-clear").click()
    clean = [line for line in rows(page).locator(".measures-facts").all_inner_texts() if CHINESE.search(line)]
    assert clean == [], "the list is in English alone"
    assert visitor.faults() == []


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


def test_no_space_is_needed_between_chinese_and_figures(visit: Visit) -> None:
    page = ready(visitor := visit("/measures"))
    for figure, word in (("35", "蒸吨"), ("2024", "年"), ("30", "公里")):
        search(page, figure + word)
        marks = page.locator(".measures-row:not([hidden]) mark").all_inner_texts()
        assert marks, figure
        assert {mark.replace(" ", "") for mark in marks} == {figure + word}
        close = rows(page).count()
        search(page, f'"{figure} {word}"')
        assert rows(page).count() == close
    search(page, "2024")
    marks = page.locator(".measures-row:not([hidden]) mark").all_inner_texts()
    assert set(marks) == {"2024"}, "a mark covers no space beside what was found"
    assert visitor.faults() == []


def test_characters_without_width_are_not_searched(visit: Visit) -> None:
    page = ready(visit("/measures"))
    search(page, "锅炉")
    plain = rows(page).count()
    for hidden in ("\u200b锅炉", "锅\u200b炉", "锅\u200d炉\ufeff", "\u2060锅炉\u00ad"):
        search(page, hidden)
        assert rows(page).count() == plain > 0, ascii(hidden)
    search(page, "\u200b")
    assert rows(page).count() == MEASURES


def test_a_quotation_mark_left_open_reaches_to_the_end(visit: Visit) -> None:
    page = ready(visit("/measures?lang=en"))
    for closed, opened in (
        ('"built-up areas"', '"built-up areas'),
        ("“built-up areas”", "“built-up areas"),
        ("boiler", 'boiler "'),
        ("boiler", 'boiler"'),
    ):
        search(page, closed)
        wanted = rows(page).locator(".measures-title").all_inner_texts()
        search(page, opened)
        assert rows(page).locator(".measures-title").all_inner_texts() == wanted != [], opened
    search(page, '"')
    assert rows(page).count() == MEASURES


def test_a_place_in_the_address_may_be_a_name(visit: Visit) -> None:
    page = ready(visitor := visit("/measures?place=太原"))
    expect(page.locator(".measures-place")).to_contain_text("太原市")
    visitor.wait_until_idle()
    assert params(page) == {"place": "140100"}
    assert visitor.faults() == []
