"""Changing the map: what the reader looks at stays where it is, and map, ranking and address follow one another."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from data.tables import Tables
from tests.end_to_end.map_steps import (
    LAYERS,
    PLACES,
    choose_layer,
    choose_year,
    map_of,
    move_map,
    point_in,
    rows,
    shapes,
)
from tests.end_to_end.visitor import Visitor

Visit = Callable[..., Visitor]
WHERE = """path => {
    const canvas = path.getRootNode().querySelector('.atlas-canvas').getBoundingClientRect();
    const { left, top, width } = path.getBoundingClientRect();
    return [left - canvas.left, top - canvas.top, width, canvas.width, canvas.height];
}"""
SAME_PX = 1.5


@pytest.fixture(scope="session")
def position_of(tables: Tables) -> dict[str, int]:
    """Give the position of a place in the order of ids, which is that of the shapes."""
    return {place_id: position for position, place_id in enumerate(sorted(tables.places["place_id"]))}


def assert_same_place(before: list[float], after: list[float]) -> None:
    """Check that a shape lies where it lay, from the middle of the map, in the same size."""
    assert abs(before[2] - after[2]) < SAME_PX
    for axis in (0, 1):
        offset = [spot[axis] - spot[3 + axis] / 2 for spot in (before, after)]
        assert abs(offset[0] - offset[1]) < SAME_PX


def test_zoom_and_centre_stay_over_every_change(visit: Visit, position_of: dict[str, int]) -> None:
    visitor = visit("/")
    page = visitor.page
    map_of(page)
    view = move_map(visitor)
    shape = shapes(page).nth(position_of["140100"])
    handle = shape.element_handle()
    before = shape.evaluate(WHERE)

    def assert_kept() -> None:
        assert page.evaluate("location.hash") == view
        assert handle.evaluate("path => path.isConnected"), "the map was mounted again"
        assert_same_place(before, shape.evaluate(WHERE))

    for layer in LAYERS:
        choose_layer(visitor, layer)
        assert_kept()
    for year in (2020, 2025):
        choose_year(visitor, year)
        assert_kept()
    page.get_by_text("汾渭平原 15", exact=True).click()
    visitor.wait_until_idle()
    expect(rows(page)).to_have_count(15)
    assert_kept()
    page.get_by_role("button", name="清除全部筛选").click()
    visitor.wait_until_idle()
    expect(rows(page)).to_have_count(PLACES)
    assert_kept()
    page.get_by_role("button", name="English").click()
    visitor.wait_until_idle()
    expect(page.get_by_role("button", name="中文")).to_be_visible()
    assert "lang=en" in page.url
    assert_kept()
    assert visitor.faults() == []


def test_colours_change_with_the_layer_and_the_year(visit: Visit) -> None:
    visitor = visit("/?layer=observed&year=2020")
    page = visitor.page
    map_of(page, "observed")

    def fills() -> list[str]:
        return shapes(page).evaluate_all("paths => paths.map(path => path.getAttribute('fill'))")

    earlier = fills()
    choose_year(visitor, 2025)
    later = fills()
    assert sum(one != other for one, other in zip(earlier, later, strict=True)) > PLACES / 5
    choose_layer(visitor, "key_region")
    assert len(set(fills()) - set(later)) >= 3


def test_a_press_on_the_map_selects_and_a_second_opens_the_city(
    visit: Visit, position_of: dict[str, int]
) -> None:
    visitor = visit("/?layer=observed#map=6/37.9/112.5")
    page = visitor.page
    map_of(page, "observed")
    spot = point_in(page, position_of["140100"])
    page.mouse.click(*spot)
    visitor.wait_until_idle()
    assert re.search(r"[?&]place=140100\b", page.url)
    expect(page.locator(".atlas-card h3")).to_have_text("太原市")
    expect(page.locator(".atlas-card-lines")).to_contain_text("《")
    chosen = page.locator(".atlas tr[aria-selected=true]")
    expect(chosen).to_contain_text("太原")
    expect(chosen).to_be_in_viewport()
    page.mouse.click(*spot)
    page.wait_for_url("**/city?place=140100")
    visitor.wait_until_idle()
    expect(page.get_by_role("heading", level=1)).to_contain_text("太原市")
    assert visitor.faults() == []


def test_the_card_leads_to_the_city_and_can_be_closed(visit: Visit) -> None:
    visitor = visit("/?place=410400")
    page = visitor.page
    map_of(page)
    expect(page.locator(".atlas-card h3")).to_have_text("平顶山市")
    page.locator(".atlas-card-close").click()
    visitor.wait_until_idle()
    expect(page.locator(".atlas-card")).to_be_hidden()
    assert "place=" not in page.url
    rows(page).filter(has_text="平顶山").click()
    visitor.wait_until_idle()
    page.locator(".atlas-card-open").click()
    page.wait_for_url("**/city?place=410400")


def test_pointing_at_a_place_marks_its_row_and_the_other_way_round(
    visit: Visit, position_of: dict[str, int]
) -> None:
    visitor = visit("/?layer=observed#map=6/37.9/112.5")
    page = visitor.page
    map_of(page, "observed")
    spot = point_in(page, position_of["140100"])
    sent = len(visitor.frames_out)
    page.mouse.move(*spot)
    expect(page.locator(".atlas-tooltip")).to_contain_text("太原市")
    expect(page.locator(".atlas-row-hover")).to_contain_text("太原")
    rows(page).nth(1).hover()
    expect(page.locator(".atlas-tooltip")).to_be_hidden()
    expect(page.locator(".atlas-row-hover")).to_have_count(1)
    named = rows(page).nth(1).locator(".atlas-name").get_attribute("title")
    tables_name = page.locator(".atlas-row-hover .atlas-name").get_attribute("title")
    assert tables_name == named
    outline = page.locator(".atlas-raised-hover").first.get_attribute("d")
    drawn = shapes(page).evaluate_all(
        "(paths, d) => paths.filter(path => path.getAttribute('d') === d).length", outline
    )
    assert drawn == 1
    assert len(visitor.frames_out) == sent


def test_filters_leave_the_same_places_on_the_map_and_in_the_ranking(visit: Visit) -> None:
    visitor = visit("/?layer=observed&province=140000&min=30")
    page = visitor.page
    map_of(page, "observed")
    left = rows(page).count()
    assert 0 < left < 11
    faded = shapes(page).evaluate_all(
        """paths => {
            const counts = new Map();
            for (const path of paths) {
                const fill = path.getAttribute('fill');
                counts.set(fill, (counts.get(fill) ?? 0) + 1);
            }
            return Math.max(...counts.values());
        }"""
    )
    assert faded == PLACES - left
    values = [float(value) for value in rows(page).locator("td.atlas-value").all_text_contents()]
    assert min(values) >= 30
    assert page.get_by_role("status").filter(has_text=str(PLACES)).first.is_visible()


def test_the_ranking_is_sorted_by_its_headers(visit: Visit) -> None:
    visitor = visit("/?layer=observed")
    page = visitor.page
    map_of(page, "observed")
    head = page.locator(".atlas th.atlas-name")
    sent = len(visitor.frames_out)
    for direction in ("ascending", "descending"):
        head.locator("button").click()
        expect(head).to_have_attribute("aria-sort", direction)
        names = rows(page).locator("td.atlas-name").all_text_contents()
        ordered = page.evaluate(
            "names => [...names].sort(new Intl.Collator('zh-Hans-CN', {numeric: true}).compare)", names
        )
        assert names == (ordered if direction == "ascending" else ordered[::-1])
        assert len(set(names)) > PLACES - 10
    assert len(visitor.frames_out) == sent


def test_on_a_wide_screen_the_ranking_stands_beside_the_map(visit: Visit) -> None:
    visitor = visit("/", width=1440, height=900)
    page = visitor.page
    map_of(page)
    canvas = page.locator(".atlas-canvas").bounding_box()
    ranking = page.locator(".atlas-ranking").bounding_box()
    controls = page.get_by_test_id("stSidebar").bounding_box()
    assert controls["x"] + controls["width"] <= canvas["x"]
    assert canvas["x"] + canvas["width"] <= ranking["x"]
    assert ranking["x"] + ranking["width"] <= 1440
    shared = min(canvas["y"] + canvas["height"], ranking["y"] + ranking["height"]) - max(
        canvas["y"], ranking["y"]
    )
    assert shared > 0.8 * canvas["height"]
    assert canvas["width"] > 1.5 * ranking["width"]


def test_the_figures_behind_the_map_can_be_downloaded(visit: Visit, tmp_path: Path) -> None:
    visitor = visit("/?layer=gap&year=2024&province=140000&lang=en")
    page = visitor.page
    map_of(page, "gap")
    with page.expect_download() as download:
        page.get_by_role("button", name="(CSV)").click()
    name = download.value.suggested_filename
    assert re.fullmatch(r"blue-sky-atlas-gap-2024-[0-9a-f]{12}\.csv", name)
    download.value.save_as(tmp_path / name)
    content = (tmp_path / name).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    table = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert len(table) == 12
    assert {row[2] for row in table[1:]} == {"Shanxi"}
    assert not [cell for row in table for cell in row if re.match(r"[=@\t]|[+-](?![\d.]+$)", cell)]
    assert visitor.faults() == []
