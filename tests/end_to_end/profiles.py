"""Browser profiles that readers of one server use in turn: emptied in between, but for the files fetched already.

A profile that has never been used fetches and unpacks some hundred files of Streamlit's client first, which costs
server and browser a fifth of a visit.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext

from tests.end_to_end.visitor import Visitor, Window, profile_at

KEPT_NOWHERE = "cookies,local_storage,indexeddb,service_workers,cache_storage,websql,file_systems"


@dataclass
class Profiles:
    """Profiles at rest, by the window they were made for."""

    browser: Browser
    _at_rest: dict[Window, list[BrowserContext]] = field(default_factory=lambda: defaultdict(list))

    @contextmanager
    def visiting(self, home: str, window: Window) -> Iterator[Visitor]:
        """Give a reader who finds nothing of the one before; a profile that a failed test used is not used again."""
        at_rest = self._at_rest[window]
        context = at_rest.pop() if at_rest else profile_at(self.browser, window)
        try:
            yield Visitor(context.new_page(), home)
            empty(context, home)
        except BaseException:
            context.close()
            raise
        at_rest.append(context)


def empty(context: BrowserContext, home: str) -> None:
    """Close the tabs, with all that they alone remember, and forget whatever pages of `home` left behind."""
    for tab in context.pages[1:]:
        tab.close()
    tab = context.pages[0]
    tab.goto("about:blank")
    context.new_cdp_session(tab).send(
        "Storage.clearDataForOrigin", {"origin": home, "storageTypes": KEPT_NOWHERE}
    )
    tab.close()
    context.clear_cookies()
    context.clear_permissions()
