"""The page of a city in the browser: reached by the search box, read, opened up figure by figure, taken away."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from data.tables import Tables
from geo.store import Geometry
from policy.atlas import Atlas
from policy.place_record import place_record
from tests.end_to_end.visitor import Visitor

Visit = Callable[..., Visitor]
SEARCH = "城市名称、拼音或代码"


def heading(page: Page) -> str:
    """Return the name of the city."""
    return page.get_by_role("heading", level=1).first.inner_text()


def test_two_letters_and_enter_lead_to_the_city(visit: Visit) -> None:
    visitor = visit("/method")
    page = visitor.page
    box = page.get_by_role("combobox", name=SEARCH)
    box.click()
    page.keyboard.type("太")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("太原市")
    chosen = options.filter(has_text="太原市").first
    for _ in range(options.count()):
        if chosen.get_attribute("aria-selected") == "true":
            break
        page.keyboard.press("ArrowDown")
    expect(chosen).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.wait_for_url("**/city?place=140100")
    visitor.wait_until_idle()
    assert heading(page).startswith("太原市")
    assert visitor.faults() == []


def test_the_arrow_keys_choose_among_several(visit: Visit) -> None:
    visitor = visit("/city")
    page = visitor.page
    page.get_by_role("combobox", name=SEARCH).click()
    page.keyboard.type("Suzhou")
    options = page.get_by_role("option")
    expect(options).to_have_count(2)
    second = options.nth(1).locator("b").inner_text()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/city?place=*")
    visitor.wait_until_idle()
    assert heading(page).startswith(second)


@pytest.mark.parametrize(("asked", "near"), [("太元市", "太原市"), ("taiyuann", "太原市"), ("qqqqqqqq", "")])
def test_nonsense_in_the_search_box_is_answered_with_near_names(visit: Visit, asked: str, near: str) -> None:
    visitor = visit("/method")
    page = visitor.page
    page.get_by_role("combobox", name=SEARCH).click()
    page.keyboard.type(asked)
    page.keyboard.press("Enter")
    alert = page.get_by_role("alert")
    expect(alert).to_have_count(1)
    expect(alert).to_contain_text(asked)
    expect(alert).to_contain_text(near)
    assert page.url == f"{visitor.home}/method"
    visitor.wait_until_idle()
    assert visitor.faults() == []


@pytest.mark.parametrize(
    ("place", "lang", "name", "words"),
    [
        ("太原", "zh", "太原市", "汾渭平原"),
        ("雄安", "zh", "雄安新区", "京津冀及周边地区"),
        ("三沙", "en", "Sansha", "no observation"),
        ("香港", "en", "Hong Kong", "outside the plan"),
        ("Xi'an", "en", "Xi'an", "Fenwei Plain"),
    ],
)
def test_a_city_is_shown_whole(visit: Visit, place: str, lang: str, name: str, words: str) -> None:
    visitor = visit(f"/city?place={place}&lang={lang}")
    page = visitor.page
    assert heading(page).startswith(name)
    assert words.lower() in visitor.text().lower()
    [width] = page.locator(".area-map img").evaluate_all("images => images.map(image => image.naturalWidth)")
    assert width > 100
    observed = place not in ("三沙", "香港")
    assert page.get_by_test_id("stVegaLiteChart").count() == observed
    if observed:
        drawing = page.get_by_test_id("stVegaLiteChart").locator("canvas, svg").first
        box = drawing.bounding_box()
        assert box["width"] > 300
        assert box["height"] > 200
    assert visitor.faults() == []


def test_every_figure_opens_and_leads_to_its_document(visit: Visit) -> None:
    visitor = visit("/city?place=410400")
    page = visitor.page
    figures = page.locator("details.figure:visible")
    assert figures.count() > 20
    for position in (0, 3, figures.count() - 1):
        figure = figures.nth(position)
        expect(figure.locator("dl")).to_be_hidden()
        figure.locator("summary").click()
        expect(figure.locator("dl")).to_be_visible()
    target = page.locator("article").filter(has_text="2025 年目标").locator("details")
    if target.get_attribute("open") is None:
        target.locator("summary").click()
    cited = target.locator("a[href*='document=pingdingshan']").first
    title = cited.inner_text()
    cited.click()
    page.wait_for_url("**/method?document=pingdingshan*")
    visitor.wait_until_idle()
    first = heading(page)
    assert first in title
    assert "41" in page.locator("section.document").inner_text()
    assert visitor.faults() == []


def test_links_to_issuers_open_beside_and_are_the_only_ones_outside(visit: Visit, tables: Tables) -> None:
    official = set(tables.documents["official_url"].dropna())
    for path in ("/city?place=410400", "/method", "/"):
        visitor = visit(path)
        found = visitor.page.locator("a[href]").evaluate_all(
            "links => links.map(link => [link.href, link.target, link.rel])"
        )
        outside = [one for one in found if not one[0].startswith(visitor.home)]
        assert {address for address, _target, _rel in outside} <= official
        assert all(target == "_blank" and "noopener" in rel for _address, target, rel in outside)
        assert outside


def test_neighbours_lead_from_city_to_city(visit: Visit) -> None:
    visitor = visit("/city?place=140100")
    page = visitor.page
    row = page.locator("table", has_text="共同边界").locator("tbody tr").first
    link = row.locator("a").first
    name = link.inner_text()
    link.click()
    page.wait_for_url(re.compile(r"/city\?place=(?!140100)\d{6}"))
    visitor.wait_until_idle()
    assert heading(page).startswith(name)
    assert "太原" in page.locator("table", has_text="共同边界").inner_text()
    assert visitor.faults() == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_record_and_observations_can_be_downloaded(
    visit: Visit, tables: Tables, built_geometry: Geometry, tmp_path: Path, lang: str
) -> None:
    atlas = Atlas(tables, built_geometry)
    visitor = visit(f"/city?place=140100&lang={lang}")
    page = visitor.page
    contents = {}
    for ending in ("JSON", "CSV"):
        with page.expect_download() as download:
            page.get_by_role("button", name=ending).click()
        assert download.value.suggested_filename == f"140100.{ending.lower()}"
        download.value.save_as(tmp_path / ending)
        contents[ending] = (tmp_path / ending).read_bytes()
    record = place_record(atlas, "140100", lang=lang)
    assert json.loads(contents["JSON"].decode("utf-8")) == record
    assert contents["CSV"].startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(contents["CSV"].decode("utf-8-sig"))))
    assert [(int(row[2]), float(row[3])) for row in rows[1:]] == [
        (entry["year"], entry["value"]) for entry in record["observations"]
    ]
    assert visitor.faults() == []
