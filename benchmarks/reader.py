"""A reader at the browser: opens a contender, presses its controls, and waits until the map is painted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page
from playwright.sync_api import TimeoutError as BrowserTimeoutError

from benchmarks.contenders import Contender
from benchmarks.scenario import FIRST_LAYER, FIRST_YEAR, Change, fills
from benchmarks.traffic import Traffic

PROBE = Path(__file__).with_name("map_probe.js").read_text(encoding="utf-8")
WINDOW = {"width": 1440, "height": 900}
PAINT_MS = 120_000
SETTLE_MS = 300  # the server's garbage collection follows the last message
SAME_PLACE_PX = 1.0
ZOOM_MS = 1_000
SEEN_LETTERS = 300


class MapNotPaintedError(Exception):
    """The map did not take on the colours of the layer in time; says how many places have them."""


@dataclass(frozen=True)
class Painted:
    """When the map was painted.

    Attributes
    ----------
    milliseconds
        From the click (or from the begin of the navigation).
    epoch
        Seconds since 1970 at which the new fills were on the screen.
    places
        Paths that were drawn.
    """

    milliseconds: float
    epoch: float
    places: int


@dataclass
class Reader:
    """One tab on one contender."""

    contender: Contender
    page: Page
    traffic: Traffic
    expected: list[str] = field(default_factory=list)

    def open(self, url: str) -> Painted:
        """Open the first view and return when its map is painted."""
        self.page.goto(url, wait_until="commit")
        self._watch(FIRST_LAYER, FIRST_YEAR, from_start=True)
        return self._painted()

    def change(self, change: Change) -> Painted:
        """Press a control and return when the new map is painted and the server at rest."""
        self._watch(change.layer_id, change.year, from_start=False)
        self._control(change).click()
        painted = self._painted()
        self.page.wait_for_timeout(SETTLE_MS)
        return painted

    def keeps_view(self, change: Change) -> bool:
        """Zoom in, press a control, and tell whether a place in the middle is still where it was."""
        self.page.bring_to_front()
        self._map_document().locator(self.contender.zoom_in).first.click()
        self.page.wait_for_timeout(ZOOM_MS)
        selectors = [self.contender.paths, self.contender.map_box]
        before = self.page.evaluate("selectors => mapProbe.landmark(...selectors)", selectors)
        self.change(change)
        after = self.page.evaluate("args => mapProbe.where(...args)", [*selectors, before["index"]])
        return all(abs(before[side] - after[side]) < SAME_PLACE_PX for side in after)

    def _control(self, change: Change) -> Any:
        return self.page.locator(f".st-key-{change.control}").get_by_text(change.choice, exact=True).first

    def _map_document(self) -> Any:
        return self.page if self.contender.way is None else self.page.frame_locator("iframe").first

    def _watch(self, layer_id: str, year: int, *, from_start: bool) -> None:
        self.expected = fills(layer_id, year, hatches=self.contender.hatches)
        self.page.evaluate(
            "([paths, expected, fromStart]) => { mapProbe.watch(paths, expected, fromStart); }",
            [self.contender.paths, ",".join(self.expected), from_start],
        )

    def _painted(self) -> Painted:
        try:
            self.page.wait_for_function("mapProbe.result.then(() => true)", timeout=PAINT_MS)
        except BrowserTimeoutError as error:
            raise MapNotPaintedError(self._state()) from error
        result = self.page.evaluate("mapProbe.result")
        return Painted(
            milliseconds=result["painted"] - result["click"],
            epoch=(result["origin"] + result["painted"]) / 1000,
            places=result["count"],
        )

    def _state(self) -> str:
        found = self.page.evaluate("paths => mapProbe.fills(paths)", self.contender.paths).split(",")
        right = sum(seen == wanted for seen, wanted in zip(found, self.expected, strict=False))
        seen = " ".join(self.page.locator("body").inner_text().split())[:SEEN_LETTERS]
        return (
            f"{self.contender.title}: {right} of {len(self.expected)} places have their colour, {len(found)} paths "
            f"drawn, {len(self.traffic.frames)} messages, on the screen: {seen!r}"
        )


@contextmanager
def profile(browser: Browser) -> Iterator[BrowserContext]:
    """An empty profile, with the probe in every page and a cache that lasts as long as the profile."""
    context = browser.new_context(viewport=WINDOW, locale="zh-CN")
    context.add_init_script(PROBE)
    context.set_default_timeout(PAINT_MS)
    try:
        yield context
    finally:
        context.close()


def reader(contender: Contender, context: BrowserContext) -> Reader:
    """A new tab in a profile; nothing is opened yet."""
    page = context.new_page()
    return Reader(contender, page, Traffic(page))
