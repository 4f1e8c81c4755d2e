"""Every screen of the dashboard by axe-core, wide and narrow, in both languages: only what is known of Streamlit remains."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.end_to_end.app_server import AppServer
from tests.end_to_end.visitor import Visitor, visiting
from tests.security.hostile import screens

SOUND = {
    "": "layer=observed&province=140000&place=140100",
    "city": "place=140100",
    "compare": "places=140100,410400",
    "region": "scope=fenwei-plain",
    "measures": "place=140100&measure=state-council-2023-24-11",
    "locate": "at=112.549,37.870",
    "export": "",
    "overlay": "",
    "method": "document=shanxi-2024",
}
"""What each screen is looked at with: a screen that has most to show."""
LOOKS = (((1440, 900), "", "zh-Hans"), ((390, 844), "&lang=en", "en"))
"""Wide in Chinese, narrow in English, whose words are the longest: colours, names and roles are the same crosswise."""
OF_STREAMLIT: frozenset[tuple[str, str]] = frozenset()
"""Faults of Streamlit's own markup, by rule and element, as told in docs/decisions.md; none is left at present."""
OPTIONS = {"resultTypes": ["violations"], "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
SERIOUS = ("serious", "critical")
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
OPEN_SOME = "() => [...document.querySelectorAll('details')].slice(0, 4).forEach(one => { one.open = true; })"


@pytest.fixture(scope="module")
def reader(app_server: AppServer, browser: Browser) -> Iterator[Visitor]:
    """One tab for all screens."""
    with ExitStack() as stack:
        yield stack.enter_context(visiting(browser, app_server.url))


@pytest.fixture(scope="module")
def seen() -> set[tuple[str, str]]:
    """All faults of all screens so far."""
    return set()


def faults_of(page: Page) -> list[tuple[str, str, str]]:
    """Serious faults as rule, element and what it is in the page."""
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [
        (rule["id"], str(node["target"][-1]), node["html"][:160])
        for rule in found
        if rule["impact"] in SERIOUS
        for node in rule["nodes"]
    ]


def test_every_screen_is_looked_at() -> None:
    assert set(screens()) == set(SOUND)


@pytest.mark.parametrize("screen", SOUND)
def test_screen_keeps_nobody_out(reader: Visitor, seen: set[tuple[str, str]], screen: str) -> None:
    for (width, height), ending, lang in LOOKS:
        reader.page.set_viewport_size({"width": width, "height": height})
        page = reader.open(f"/{screen}?{SOUND[screen]}{ending}").page
        page.evaluate(OPEN_SOME)
        expect(page.locator("html")).to_have_attribute("lang", lang)
        assert page.evaluate(SIDEWAYS) <= 0, f"{width} px, {lang}"
        found = faults_of(page)
        seen.update(one[:2] for one in found)
        assert [(width, lang, *one) for one in found if one[:2] not in OF_STREAMLIT] == []
    assert reader.faults() == []


def test_what_is_known_of_streamlit_is_still_there(seen: set[tuple[str, str]]) -> None:
    assert OF_STREAMLIT - seen == set()


def test_axe_sees_into_the_components(reader: Visitor) -> None:
    page = reader.open("/").page
    page.locator(".atlas").evaluate("atlas => atlas.append(document.createElement('select'))")
    assert "select-name" in [rule for rule, *_rest in faults_of(page)]
