"""One's own table in the browser: shown everywhere and marked, refused as a whole, gone when taken off."""

import csv
import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.end_to_end.map_steps import map_of
from tests.end_to_end.visitor import Visitor

Visit = Callable[..., Visitor]
TABLE = "地点,年份,PM2.5,有效天数\n太原市,2025,12.5,362\n辛集市,2025,44.1,360\n"


def hand_over(visitor: Visitor, folder: Path, content: str, name: str = "own.csv") -> Page:
    """Choose a file on the screen of one's own data."""
    file = folder / name
    file.write_text(content, encoding="utf-8")
    visitor.page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(file)
    visitor.wait_until_idle()
    return visitor.page


def test_own_figures_are_shown_and_marked_until_taken_off(visit: Visit, tmp_path: Path) -> None:
    visitor = visit("/overlay")
    page = hand_over(visitor, tmp_path, TABLE)
    banner = page.locator(".overlay-banner")
    expect(banner).to_contain_text("own.csv")
    expect(page.get_by_role("table")).to_contain_text("辛集市")
    page.get_by_test_id("stTopNavLink").filter(has_text="地图").click()
    visitor.wait_until_idle()
    map_of(page, "attainment")
    expect(banner).to_contain_text("2 个数值")
    expect(page.locator(".atlas-title")).to_contain_text("含本次会话叠加的数据")
    line = page.locator(".atlas tbody tr").filter(has_text="太原市")
    line.click()
    visitor.wait_until_idle()
    page.locator(".atlas-card-lines summary").click()
    expect(page.locator(".atlas-card-lines")).to_contain_text("本次会话叠加的表格 own.csv（未经核实）")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载表格（CSV）").click()
    with Path(download.value.path()).open(encoding="utf-8-sig", newline="") as stream:
        rows = {row["代码"]: row for row in csv.DictReader(stream)}
    assert rows["140100"]["实测"] == "12.5"
    assert "own.csv" in rows["140100"]["数据来源"]
    assert "own.csv" not in rows["410400"]["数据来源"]
    page.locator(".atlas-card-open").click()
    page.wait_for_url("**/city?place=140100*")
    visitor.wait_until_idle()
    expect(banner).to_contain_text("own.csv")
    page.locator("a[href*='place=140700']").first.click()
    page.wait_for_url("**/city?place=140700*")
    visitor.wait_until_idle()
    expect(banner).to_contain_text("own.csv")
    banner.get_by_role("link", name="查看").click()
    page.wait_for_url("**/overlay*")
    visitor.wait_until_idle()
    page.get_by_test_id("stTopNavLink").filter(has_text="地图").click()
    visitor.wait_until_idle()
    map_of(page, "attainment")
    page.get_by_role("button", name="移除叠加").click()
    visitor.wait_until_idle()
    expect(banner).to_have_count(0)
    expect(page.locator(".atlas-title")).not_to_contain_text("叠加")
    assert visitor.faults() == []


def test_a_bad_table_is_told_in_sentences_and_changes_nothing(visit: Visit, tmp_path: Path) -> None:
    visitor = visit("/overlay?lang=en")
    page = hand_over(visitor, tmp_path, TABLE)
    expect(page.locator(".overlay-banner")).to_contain_text("own.csv")
    wrong = TABLE + "<img src=x onerror=alert(1)>,2025,3,365\n平顶山市,2025,-1,365\n"
    hand_over(visitor, tmp_path, wrong, "wrong.csv")
    told = page.locator(".alert")
    expect(told).to_have_count(2)
    expect(told.first).to_contain_text("<img src=x onerror=alert(1)>")
    assert page.locator(".alert img").count() == 0
    expect(page.locator(".overlay-banner")).to_contain_text("own.csv")


def test_another_reader_sees_nothing_of_it(visit: Visit, tmp_path: Path) -> None:
    hand_over(visit("/overlay"), tmp_path, TABLE)
    other = visit("/city?place=太原")
    other.wait_until_idle()
    expect(other.page.locator(".overlay-banner")).to_have_count(0)
    expect(other.page.locator("body")).not_to_contain_text("own.csv")


def test_rows_of_no_place_are_left_out_when_ticked_and_the_next_step_is_named(
    visit: Visit, tmp_path: Path
) -> None:
    visitor = visit("/overlay")
    titled = "2024年各市PM2.5年均浓度,,\n单位：微克/立方米,,\n城市,年份,年均值\n太原市,2024,12.5\n古交市,2024,9\n合计,2024,11\n"
    page = hand_over(visitor, tmp_path, titled)
    expect(page.locator(".alert")).to_have_count(2)
    expect(page.locator(".alert").first).to_contain_text("跳过不认识的地点")
    page.get_by_test_id("stCheckbox").get_by_text("跳过不认识的地点").click()
    visitor.wait_until_idle()
    expect(page.locator(".alert")).to_have_count(0)
    expect(page.locator(".left-out")).to_contain_text(["2024年各市PM2.5年均浓度", "古交市、合计"])
    page.get_by_role("link", name="地图：实测 PM2.5").click()
    visitor.wait_until_idle()
    map_of(page, "observed")
    expect(page).to_have_url(re.compile("year=2024"))
    expect(page.locator(".overlay-banner")).to_contain_text("1 个数值")
    assert visitor.faults() == []
