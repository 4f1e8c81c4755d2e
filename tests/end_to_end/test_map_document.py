"""The map as a file of its own works from the disk and asks for nothing."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from layers.colophon import Colophon
from layers.web_map import map_document
from tests.end_to_end.visitor import Visitor, visiting
from tests.layers.drawn_example import INDEX, drawn_example, square_topology


@pytest.fixture
def document_page(browser: Browser, tmp_path: Path) -> Iterator[Visitor]:
    """A reader with the small map as a file of its own."""
    file = tmp_path / "map.html"
    drawn = drawn_example(title="</script><img src=x onerror=alert(1)>")
    colophon = Colophon("2026-11-22", "abc123", "https://atlas.example/")
    file.write_text(
        map_document(
            drawn, lang="zh", topology=json.dumps(square_topology()), index=INDEX, colophon=colophon
        ),
        encoding="utf-8",
    )
    with visiting(browser, file.as_uri()) as visitor:
        visitor.page.goto(file.as_uri())
        visitor.page.locator(".atlas[data-layer]").wait_for()
        yield visitor


def test_document_works_from_the_disk_and_asks_for_nothing(document_page: Visitor) -> None:
    page = document_page.page
    assert [address for address in document_page.requests if not address.startswith("file:")] == []
    assert len(document_page.requests) == 1
    assert document_page.console_errors == []
    assert page.locator(".atlas-title h2").inner_text() == "</script><img src=x onerror=alert(1)>"
    assert page.locator(".atlas img").count() == 0
    assert page.locator(".atlas-shapes .atlas-place").count() == len(INDEX["places"])
    page.locator(".atlas tbody tr").first.click()
    expect(page.locator(".atlas-card h3")).to_have_text("太原市")
    assert page.locator(".atlas-card-open").count() == 0
    page.locator(".atlas-tools button").first.click()
    page.wait_for_function("() => location.hash.startsWith('#map=')")
    assert document_page.console_errors == []


def test_hatches_tell_the_kinds_of_nothing_apart(document_page: Visitor) -> None:
    fills = document_page.page.locator(".atlas-shapes .atlas-place").evaluate_all(
        "paths => paths.map(path => path.getAttribute('fill'))"
    )
    assert fills[0] == "#feeba2"
    assert fills[1] == "#5c2006"
    assert re.fullmatch(r"url\(#atlas-\d+-no_observation\)", fills[2])
    assert re.fullmatch(r"url\(#atlas-\d+-outside_plan\)", fills[3])
    patterns = document_page.page.locator(".atlas-shapes pattern").evaluate_all(
        "patterns => patterns.map(pattern => pattern.innerHTML)"
    )
    assert len(set(patterns)) == len(patterns) == 9


def test_document_of_a_place_opens_on_it_and_its_card_lies_over_no_sea(
    browser: Browser, tmp_path: Path
) -> None:
    file = tmp_path / "place.html"
    document = map_document(
        drawn_example(),
        lang="en",
        topology=json.dumps(square_topology()),
        index=INDEX,
        colophon=Colophon("2026-11-22", "abc123", "", title="Mine", note="Of my own", shown="Taiyuan"),
        visible=["140100"],
        selected="140100",
        area="140100",
    )
    file.write_text(document, encoding="utf-8")
    with visiting(browser, file.as_uri(), width=390, height=844) as visitor:
        page = visitor.page
        page.goto(file.as_uri())
        page.locator(".atlas[data-layer]").wait_for()
        expect(page.locator(".atlas-kicker")).to_have_text("Taiyuan")
        expect(page.locator(".atlas-title h2")).to_have_text("Mine")
        expect(page.locator(".atlas-stamp")).to_have_text("Draft – not approved for publication")
        canvas = page.locator(".atlas-canvas").bounding_box()
        place = page.locator(".atlas-shapes .atlas-place").nth(1).bounding_box()
        card = page.locator(".atlas-card").bounding_box()
        assert canvas is not None
        assert place is not None
        assert card is not None
        assert place["width"] > canvas["width"] / 10
        assert abs(place["x"] + place["width"] / 2 - canvas["x"] - canvas["width"] / 2) < 20
        assert card["y"] >= canvas["y"] + canvas["height"]
        assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
        assert visitor.console_errors == []
