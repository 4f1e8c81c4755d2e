"""The map as a file of its own works from the disk and asks for nothing."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from layers.web_map import Colophon, map_document
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
