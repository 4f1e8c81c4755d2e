"""The static site in a browser over a plain file server, every other host out of reach, with and without scripts."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from data.tables import Tables
from geo.store import Geometry
from policy.atlas import Atlas
from publishing.build import build_site
from publishing.built import BuildOptions
from publishing.site import SiteOptions
from tests.end_to_end.visitor import Visitor, visiting

PLACE = "140100"
WINDOWS = (1440, 390)
KINDS = (
    "/",
    f"/places/{PLACE}.html",
    "/regions/fenwei-plain.html",
    "/layers/attainment-2025.html",
    "/documents/shanxi-2024.html",
    "/places/",
    "/regions/",
    "/layers/",
    "/documents/",
    "/method.html",
    "/404.html",
    "/en/",
    f"/en/places/{PLACE}.html",
)
"""One page of each kind, and in English the two whose words are the longest."""
SERIOUS = ("serious", "critical")
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
FOCUS = """() => {
    const frame = document.activeElement.closest(".atlas-search-box") ?? document.activeElement;
    const own = getComputedStyle(frame), box = document.activeElement.getBoundingClientRect();
    return {
        name: document.activeElement.getAttribute("name") ?? document.activeElement.className,
        outlined: (own.outlineStyle !== "none" && parseFloat(own.outlineWidth) >= 2) || own.boxShadow !== "none",
        onScreen: box.width > 0 && box.right > 0 && box.bottom > 0,
    };
}"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def home(tables: Tables, built_geometry: Geometry, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with a page of one place."""
    folder: Path = tmp_path_factory.mktemp("static") / "site"
    how = BuildOptions(workers=2, cards="none", compress=False, today="2026-11-22")
    build_site(
        Atlas(tables, built_geometry), SiteOptions(place_ids=(PLACE,)), how, folder, lambda *_step: None
    )
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_site_is_read_with_and_without_scripts(home: str, browser: Browser, scripts: bool) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, java_script_enabled=scripts, locale="zh-CN"
    )
    try:
        visitor = Visitor(context.new_page(), home)
        page = visitor.open("/", wait=False).page
        interactive, plain = (
            page.locator("#site-atlas .atlas-stage"),
            page.locator("#plain-map svg.nation:not(.sea)"),
        )
        if scripts:
            expect(interactive).to_be_visible()
            expect(plain).to_be_hidden()
            choice = page.locator("#map-choice")
            choice.locator('[name="layer"]').select_option("target_2025")
            expect(page.locator("#site-atlas .atlas[data-layer='target_2025']")).to_be_visible()
            expect(choice.locator('[name="year"]')).to_be_disabled()
            assert page.url == f"{home}/?layer=target_2025"
            other = page.locator("a.language[hreflang]")
            expect(other).to_have_attribute("href", f"{home}/en/?layer=target_2025")
            expect(page.locator("#map-differs")).to_be_visible()
            page.go_back()
            expect(page.locator("#site-atlas .atlas[data-layer='attainment']")).to_be_visible()
            expect(choice.locator('[name="layer"]')).to_have_value("attainment")
            expect(other).to_have_attribute("href", f"{home}/en/")
            page.locator(".find input").fill("taiyuan")
            expect(page.locator(".find [role=option]").first).to_contain_text("太原市")
            page.keyboard.press("Enter")
        else:
            expect(plain).to_be_visible()
            expect(interactive).to_have_count(0)
            plain.locator(f'a[href="places/{PLACE}.html"]').first.dispatch_event("click")
        page.wait_for_url(f"{home}/places/{PLACE}.html")
        figure = page.locator(".cards .figure").first
        figure.locator("summary").click()
        expect(figure.locator("dd a").first).to_be_visible()
        assert "太原市" in visitor.text()
        assert page.locator("body").bounding_box()["width"] <= 390
        assert visitor.faults() == []
    finally:
        context.close()


@pytest.fixture(scope="module")
def windows(home: str, browser: Browser) -> Iterator[dict[int, Visitor]]:
    """A tab in each width, shared by all pages."""
    with ExitStack() as stack:
        yield {
            width: stack.enter_context(visiting(browser, home, width=width, height=900)) for width in WINDOWS
        }


@pytest.mark.parametrize("path", KINDS)
def test_page_keeps_nobody_out(windows: dict[int, Visitor], path: str) -> None:
    """axe-core finds nothing serious, nothing scrolls sideways, no other host is asked, the policy is kept."""
    found = []
    for width, visitor in windows.items():
        page = visitor.open(path, wait=False).page
        page.wait_for_load_state()
        if path in ("/", "/en/"):
            expect(page.locator("#site-atlas .atlas-stage")).to_be_visible()
        assert page.evaluate(SIDEWAYS) <= 0, f"{width} px"
        for rule in Axe().run(page).response["violations"]:
            if rule["impact"] in SERIOUS:
                found += [f"{width} px {rule['id']}: {one['html'][:160]}" for one in rule["nodes"][:3]]
    assert found == []
    assert [fault for visitor in windows.values() for fault in visitor.faults()] == []


def test_axe_finds_what_is_wrong(windows: dict[int, Visitor]) -> None:
    page = windows[1440].open("/method.html", wait=False).page
    page.evaluate("() => document.querySelector('main').append(document.createElement('select'))")
    assert "select-name" in [rule["id"] for rule in Axe().run(page).response["violations"]]


def test_home_is_gone_through_by_keyboard(windows: dict[int, Visitor]) -> None:
    page = windows[1440].open("/", wait=False).page
    expect(page.locator("#map-choice")).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS) == {"name": "skip", "outlined": True, "onScreen": True}
    page.keyboard.press("Enter")
    seen = []
    while "layer" not in seen and len(seen) < 6:
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        assert focus["outlined"], focus
        assert focus["onScreen"], focus
        seen.append(focus["name"])
    assert seen[-1] == "layer"


def test_pages_are_read_without_scripts(home: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        for path, rows in ((f"/places/{PLACE}.html", 5), ("/layers/attainment-2025.html", 375)):
            page.goto(home + path)
            expect(page.locator("main figure svg").first).to_be_visible()
            assert page.locator("main tbody tr").count() >= rows
            expect(page.locator("main tbody tr").first).to_be_visible()
    finally:
        context.close()
