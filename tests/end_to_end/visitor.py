"""A reader at a browser: opens screens, and writes down all that the page asks for, says and gets wrong."""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    Request,
    Response,
    WebSocket,
)

PROJECT_FOLDER = Path(__file__).resolve().parents[2]
FIRST_ERROR_STATUS = 400
QUIET_MS = 400
STEP_MS = 50
IDLE_SECONDS = 120
BROWSER_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--no-proxy-server",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # No other host has an address: what a reader behind a closed network sees. Requests are not
    # intercepted, for that would switch off the browser's cache.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
IDLE = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    return Boolean(app)
        && app.dataset.testScriptState === 'notRunning'
        && app.dataset.testConnectionState === 'CONNECTED';
}"""
# Opened below a path, as in /city, Streamlit looks for its server there first (/city/_stcore/health),
# is answered 404, and finds it at the root: its own way, no fault of a screen.
PATH_PROBE = re.compile(r"://[^/]+/[^?]+/_stcore/(health|host-config)$")
TRACES = ("Traceback (most recent call last)", 'File "/', "stException")


class NeverIdleError(Exception):
    """The screen did not come to rest in time."""


def browser_environment() -> dict[str, str]:
    """Return CHROMIUM and what else starting it needs, getting both ready when they are missing."""
    command = [str(PROJECT_FOLDER / "scripts" / "prepare_browser.sh")]
    lines = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()
    return dict(line.split("=", 1) for line in lines)


def launch(playwright: Playwright, chromium: str) -> Browser:
    """Start Chromium without a screen, with a profile of its own and no other host within reach."""
    return playwright.chromium.launch(
        executable_path=Path(__file__).with_name("chromium.sh"),
        env=os.environ | {"CHROMIUM_PROGRAM": chromium},
        args=list(BROWSER_ARGUMENTS),
    )


@dataclass
class Visitor:
    """A browser tab with an empty profile, and everything that happened in it.

    Attributes
    ----------
    requests
        Addresses asked for, in order, to any host.
    failed_requests
        `METHOD address: reason` of requests that failed or were answered with 400 and above. Requests
        that the page itself gave up on when leaving are no failures.
    console_errors
        Errors of the console, and exceptions nobody caught.
    path_probes
        Addresses below a screen's path where Streamlit looked for its server: neither of the above.
    frames_in, frames_out
        Bytes of every websocket message from and to the server, in order.
    """

    page: Page
    home: str
    requests: list[str] = field(default_factory=list)
    failed_requests: list[str] = field(default_factory=list)
    console_errors: list[str] = field(default_factory=list)
    path_probes: list[str] = field(default_factory=list)
    frames_in: list[int] = field(default_factory=list)
    frames_out: list[int] = field(default_factory=list)
    _open_requests: int = 0

    def __post_init__(self) -> None:
        page = self.page
        page.on("request", self._on_request)
        page.on("requestfinished", self._on_finished)
        page.on("requestfailed", self._on_failed)
        page.on("response", self._on_response)
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.console_errors.append(str(error)))
        page.on("websocket", self._on_websocket)

    # --- going about ---------------------------------------------------------------------------------

    def open(self, path: str = "/", *, wait: bool = True) -> "Visitor":
        """Open an address of the dashboard, as in `/city?place=140100`, and wait until it is at rest."""
        self.page.goto(self.home + path, wait_until="domcontentloaded")
        if wait:
            self.wait_until_idle()
        return self

    def wait_until_idle(self, quiet_ms: int = QUIET_MS, seconds: float = IDLE_SECONDS) -> None:
        """Return once the script has run and neither request nor message came for `quiet_ms`.

        Raises
        ------
        NeverIdleError
            When this does not happen within `seconds`.
        """
        quiet, seen = 0, None
        for _ in range(int(seconds * 1000 / STEP_MS)):
            self.page.wait_for_timeout(STEP_MS)
            now = (len(self.requests), len(self.frames_in), len(self.frames_out), self._open_requests)
            at_rest = now == seen and self._open_requests <= 0 and self.page.evaluate(IDLE)
            quiet = quiet + STEP_MS if at_rest else 0
            seen = now
            if quiet >= quiet_ms:
                return
        raise NeverIdleError(f"{self.page.url} after {seconds} s: {seen} (requests, in, out, open)")

    def text(self) -> str:
        """Return the words on the screen."""
        return self.page.locator("body").inner_text()

    # --- what happened -------------------------------------------------------------------------------

    @property
    def foreign_requests(self) -> list[str]:
        """Addresses asked for at any host but the dashboard's."""
        own = urlsplit(self.home).netloc
        return [
            address
            for address in self.requests
            if urlsplit(address).scheme in ("http", "https", "ws", "wss") and urlsplit(address).netloc != own
        ]

    @property
    def bytes_in(self) -> int:
        """Bytes of all websocket messages from the server."""
        return sum(self.frames_in)

    @property
    def bytes_out(self) -> int:
        """Bytes of all websocket messages to the server."""
        return sum(self.frames_out)

    def traces_on_screen(self) -> list[str]:
        """Return the signs of a traceback that the page shows."""
        return [sign for sign in TRACES if sign in self.page.content()]

    def faults(self) -> list[str]:
        """Return everything a reader must never meet: empty when all is well."""
        return [
            *[f"foreign request: {address}" for address in self.foreign_requests],
            *[f"failed request: {line}" for line in self.failed_requests],
            *[f"console error: {line}" for line in self.console_errors],
            *[f"traceback on the screen: {sign}" for sign in self.traces_on_screen()],
        ]

    # --- listening -----------------------------------------------------------------------------------

    def _on_request(self, request: Request) -> None:
        self.requests.append(request.url)
        self._open_requests += 1

    def _on_finished(self, _request: Request) -> None:
        self._open_requests -= 1

    def _on_failed(self, request: Request) -> None:
        self._open_requests -= 1
        if request.failure != "net::ERR_ABORTED":
            self.failed_requests.append(f"{request.method} {request.url}: {request.failure}")

    def _on_response(self, response: Response) -> None:
        if response.status < FIRST_ERROR_STATUS:
            return
        if PATH_PROBE.search(response.url):
            self.path_probes.append(response.url)
        else:
            self.failed_requests.append(f"{response.request.method} {response.url}: {response.status}")

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not PATH_PROBE.search(message.location["url"]):
            self.console_errors.append(message.text)

    def _on_websocket(self, socket: WebSocket) -> None:
        # A websocket is a request like any other: to another host it is foreign.
        self.requests.append(socket.url)
        socket.on("framereceived", lambda payload: self.frames_in.append(_size(payload)))
        socket.on("framesent", lambda payload: self.frames_out.append(_size(payload)))


def _size(payload: str | bytes) -> int:
    return len(payload.encode()) if isinstance(payload, str) else len(payload)


class Window(NamedTuple):
    """What a profile is made for: a window of a size in pixels; with `touch` that of a phone.

    There `page.touchscreen.tap` is a tap of a finger.
    """

    width: int = 1440
    height: int = 900
    locale: str = "zh-CN"
    touch: bool = False


def profile_at(browser: Browser, window: Window) -> BrowserContext:
    """Return an empty profile at a window."""
    size = {"width": window.width, "height": window.height}
    return browser.new_context(
        viewport=size, locale=window.locale, has_touch=window.touch, is_mobile=window.touch
    )


@contextmanager
def visiting(browser: Browser, home: str, **window) -> Iterator[Visitor]:
    """Give a reader with an empty profile, at the `Window`, until the block ends."""
    context = profile_at(browser, Window(**window))
    try:
        yield Visitor(context.new_page(), home)
    finally:
        context.close()
