"""What goes over the network for one page, from Chromium's own network log (CDP `Network`)."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

BINARY = 2


@dataclass(frozen=True)
class Frame:
    """A websocket message.

    Attributes
    ----------
    payload
        As the page sees it, uncompressed.
    sent
        True from the browser to the server.
    """

    payload: bytes
    sent: bool

    @property
    def wire_bytes(self) -> int:
        """Bytes of the frame on the wire without compression: payload and header (RFC 6455, 5.2)."""
        size = len(self.payload)
        length_field = 0 if size < 126 else 2 if size < 65_536 else 8
        return 2 + length_field + (4 if self.sent else 0) + size


@dataclass
class Download:
    """A request over HTTP.

    Attributes
    ----------
    wire_bytes
        Headers and body as transferred (compressed); 0 when it came from the browser's cache.
    """

    url: str
    wire_bytes: int = 0
    from_cache: bool = False
    finished: bool = False


@dataclass
class Traffic:
    """Everything since the page was made; `mark` and `since` cut it into changes."""

    page: Page
    frames: list[Frame] = field(default_factory=list)
    downloads: dict[str, Download] = field(default_factory=dict)
    is_deflated: bool = False

    def __post_init__(self) -> None:
        session = self.page.context.new_cdp_session(self.page)
        for name, listener in {
            "webSocketFrameReceived": lambda event: self._add_frame(event["response"], sent=False),
            "webSocketFrameSent": lambda event: self._add_frame(event["response"], sent=True),
            "webSocketHandshakeResponseReceived": self._look_at_handshake,
            "requestWillBeSent": self._begin,
            "requestServedFromCache": self._came_from_cache,
            "responseReceived": self._look_at_response,
            "loadingFinished": self._finish,
        }.items():
            session.on(f"Network.{name}", listener)
        session.send("Network.enable", {"maxTotalBufferSize": 0, "maxResourceBufferSize": 0})

    def mark(self) -> tuple[int, int]:
        """A point in time for `since`."""
        return len(self.frames), len(self.downloads)

    def since(self, mark: tuple[int, int]) -> tuple[list[Frame], list[Download]]:
        """Websocket messages and requests since a mark."""
        return self.frames[mark[0] :], list(self.downloads.values())[mark[1] :]

    def sent(self) -> list[bytes]:
        """All websocket messages to the server so far."""
        return [frame.payload for frame in self.frames if frame.sent]

    def _add_frame(self, response: dict[str, Any], *, sent: bool) -> None:
        data = response["payloadData"]
        payload = base64.b64decode(data) if response["opcode"] == BINARY else data.encode()
        self.frames.append(Frame(payload, sent))

    def _look_at_handshake(self, event: dict[str, Any]) -> None:
        headers = {name.lower(): value for name, value in event["response"]["headers"].items()}
        self.is_deflated |= "permessage-deflate" in headers.get("sec-websocket-extensions", "")

    def _begin(self, event: dict[str, Any]) -> None:
        if event["request"]["url"].startswith("http"):
            self.downloads[event["requestId"]] = Download(event["request"]["url"])

    def _came_from_cache(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self.downloads:
            self.downloads[event["requestId"]].from_cache = True

    def _look_at_response(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self.downloads and event["response"].get("fromDiskCache"):
            self.downloads[event["requestId"]].from_cache = True

    def _finish(self, event: dict[str, Any]) -> None:
        download = self.downloads.get(event["requestId"])
        if download:
            download.finished = True
            download.wire_bytes = 0 if download.from_cache else int(event["encodedDataLength"])
