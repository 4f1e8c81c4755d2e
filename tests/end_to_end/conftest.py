"""Servers and readers for the browser tests."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.end_to_end.app_server import PROJECT_FOLDER, AppServer, running_app
from tests.end_to_end.profiles import Profiles
from tests.end_to_end.visitor import Visitor, Window, browser_environment, launch, visiting

LOG_LINES = 30
FAILURES_FOLDER = PROJECT_FOLDER / ".cache" / "failed-browser-tests"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is below this folder, and run it last: the quick tests speak first."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker("browser")
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Say of every open page what was wrong, with a picture and the end of its server's log, when a test fails."""
    report = yield
    if report.when == "call" and report.failed:
        FAILURES_FOLDER.mkdir(parents=True, exist_ok=True)
        name = re.sub(r"[^-\w]+", "_", item.name)
        for number, (visitor, server) in enumerate(getattr(item, "visits", [])):
            report.sections.append(("page", told(visitor, FAILURES_FOLDER / f"{name}-{number}.png")))
            report.sections.append(("server", "\n".join(server.log().splitlines()[-LOG_LINES:])))
    return report


def told(visitor: Visitor, picture: Path) -> str:
    """Return where the page is, its picture and its faults, as far as the page still answers."""
    try:
        visitor.page.screenshot(path=picture)
        return "\n".join([visitor.page.url, str(picture), *visitor.faults()])
    except Exception as error:  # noqa: BLE001 - the page may be gone; the test's own failure matters
        return f"no picture: {error}"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once."""
    environment = browser_environment()
    os.environ.update(environment)
    with sync_playwright() as playwright:
        chromium = launch(playwright, environment["CHROMIUM"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def app_server(built_geometry: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """The dashboard on built geometry, one server for all tests that leave it as they found it."""
    with running_app(tmp_path_factory.mktemp("app_server")) as server:
        yield server


@pytest.fixture
def start_app_server(tmp_path: Path) -> Iterator[Callable[..., AppServer]]:
    """Start a server of one's own, cold: `start_app_server(env=…, arguments=…, script=…)`."""
    with ExitStack() as stack:
        yield lambda **options: stack.enter_context(running_app(tmp_path, **options))


@pytest.fixture(scope="session")
def profiles(browser: Browser) -> Profiles:
    """Profiles for the readers of the common server."""
    return Profiles(browser)


@pytest.fixture
def visit(
    profiles: Profiles, app_server: AppServer, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Visitor]]:
    """Give a reader with an empty profile: `visit("/city?place=140100", width=390, height=844)`.

    Nothing of an earlier reader is in it but files that browsers fetch once; `is_first=True`: not even those.
    `path=None` opens nothing yet.
    """

    def reader(is_first: bool = False, **window) -> AbstractContextManager[Visitor]:
        if is_first:
            return visiting(profiles.browser, app_server.url, **window)
        return profiles.visiting(app_server.url, Window(**window))

    yield from _visits(request, lambda **which: (app_server, reader(**which)))


@pytest.fixture
def visit_own(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Visitor]]:
    """Give a reader of a server of one's own: `visit_own("/", server=…)`; the common one is not started."""
    yield from _visits(request, lambda server, **window: (server, visiting(browser, server.url, **window)))


def _visits(
    request: pytest.FixtureRequest,
    reader: Callable[..., tuple[AppServer, AbstractContextManager[Visitor]]],
) -> Iterator[Callable[..., Visitor]]:
    request.node.visits = []
    with ExitStack() as stack:

        def visit(path: str | None = "/", *, wait: bool = True, **which) -> Visitor:
            visited, visits = reader(**which)
            visitor = stack.enter_context(visits)
            request.node.visits.append((visitor, visited))
            return visitor if path is None else visitor.open(path, wait=wait)

        yield visit
