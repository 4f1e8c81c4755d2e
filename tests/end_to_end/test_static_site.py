"""The static site in a browser over a plain file server, every other host out of reach, with and without scripts."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from data.tables import Tables
from geo.store import Geometry
from policy.atlas import Atlas
from publishing.build import build_site
from publishing.built import BuildOptions
from publishing.site import SiteOptions
from tests.end_to_end.visitor import Visitor

PLACE = "140100"


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
        interactive, plain = page.locator("#site-atlas .atlas-stage"), page.locator("#plain-map svg.nation")
        if scripts:
            expect(interactive).to_be_visible()
            expect(plain).to_be_hidden()
            choice = page.locator("#map-choice")
            choice.locator('[name="layer"]').select_option("target_2025")
            expect(page.locator("#site-atlas .atlas[data-layer='target_2025']")).to_be_visible()
            expect(choice.locator('[name="year"]')).to_be_disabled()
            assert page.url == f"{home}/?layer=target_2025"
            page.locator("#site-search input").fill("taiyuan")
            page.locator("#site-search [role=option]").first.click()
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
