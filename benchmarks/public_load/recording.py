"""What a browser sends: recorded once from a real one, then repeated by all sessions."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, sync_playwright

from benchmarks.contenders import ATLAS, Contender
from benchmarks.reader import profile, reader
from benchmarks.scenario import changes
from tests.end_to_end.visitor import browser_environment, launch

SETTLED_MS = 1_500


@dataclass
class Recorded:
    """Messages to the server: those that open the first view, and those of each change of a round.

    Attributes
    ----------
    both_ways_bytes
        Of each change, payload, as a browser sent and received it.
    """

    opening: list[bytes]
    changes: list[list[bytes]] = field(default_factory=list)
    both_ways_bytes: list[int] = field(default_factory=list)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser."""
    os.environ.update(browser_environment())
    with sync_playwright() as playwright:
        browser = launch(playwright, os.environ["CHROMIUM"])
        try:
            yield browser
        finally:
            browser.close()


def record(browser: Browser, url: str, contender: Contender = ATLAS) -> Recorded:
    """Have a browser open the first view and go through the round of changes.

    Parameters
    ----------
    url
        Without a slash at the end.
    """
    with profile(browser) as context:
        tab = reader(contender, context)
        tab.open(url)
        tab.page.wait_for_timeout(SETTLED_MS)
        recorded = Recorded(tab.traffic.sent())
        for change in changes():
            mark = tab.traffic.mark()
            tab.change(change)
            frames, _downloads = tab.traffic.since(mark)
            recorded.changes.append([frame.payload for frame in frames if frame.sent])
            recorded.both_ways_bytes.append(sum(frame.wire_bytes for frame in frames))
    return recorded
