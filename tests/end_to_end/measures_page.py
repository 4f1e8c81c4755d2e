"""The list of measures as the browser tests see it."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page

from tests.end_to_end.visitor import Visitor

MEASURES = 121
PAUSE_MS = 500


def rows(page: Page) -> Locator:
    """Return the measures that the list shows."""
    return page.locator(".measures-row:not([hidden])")


def ready(visitor: Visitor) -> Page:
    """Return the page once the list is there."""
    rows(visitor.page).first.wait_for()
    return visitor.page


def search(page: Page, text: str) -> None:
    """Type a text into the search."""
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
