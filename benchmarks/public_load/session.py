"""One session of the dashboard without a browser: speaks Streamlit's protocol, reads as little as possible."""

from __future__ import annotations

import asyncio
import base64
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash

from benchmarks.public_load.frames import BINARY, CLOSE, PING, PONG, FrameCutter, client_frame

COOKIE = re.compile(rb"set-cookie: (atlas_replica=\w+)", re.IGNORECASE)
END_OF_HEADERS = b"\r\n\r\n"
SWITCHED = b" 101 "
ANSWER_SECONDS = 60.0


class SessionLostError(Exception):
    """The connection is gone, or was never made; the message says how."""


@dataclass(frozen=True)
class Door:
    """Where the dashboard is.

    Attributes
    ----------
    host, port
        Of nginx, or of a replica itself.
    """

    host: str
    port: int

    @property
    def url(self) -> str:
        """Address without a slash at the end."""
        return f"http://{self.host}:{self.port}"


class Session(asyncio.Protocol):
    """A websocket to the dashboard.

    Attributes
    ----------
    cookie
        Names the replica, as nginx set it; kept by who comes back.
    cutter
        Counts what came in.
    """

    def __init__(self, door: Door, reader: str, cookie: str = "") -> None:
        self.door, self.reader, self.cookie = door, reader, cookie
        self.cutter = FrameCutter()
        self.is_lost = False
        self._head = b""
        self._is_open = False
        self._transport: asyncio.Transport | None = None
        self._waiting: asyncio.Future[None] | None = None

    async def connect(self) -> None:
        """Open the connection.

        Raises
        ------
        SessionLostError
            When it is refused.
        """
        loop = asyncio.get_running_loop()
        try:
            await loop.create_connection(lambda: self, self.door.host, self.door.port)
        except OSError as error:
            raise SessionLostError(f"no connection: {error}") from error
        # Without a cookie nginx goes by address and browser: each session's own name stands for an address of its own.
        lines = [
            "GET /_stcore/stream HTTP/1.1",
            f"Host: {self.door.host}:{self.door.port}",
            f"Origin: {self.door.url}",
            f"User-Agent: atlas-load {self.reader}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Protocol: streamlit",
            *([f"Cookie: {self.cookie}"] if self.cookie else []),
        ]
        await self._exchange("\r\n".join(lines).encode() + END_OF_HEADERS)

    async def say(self, frames: Sequence[bytes]) -> None:
        """Send messages one after the other, each as soon as the run before has finished.

        Raises
        ------
        SessionLostError
            When the connection ends first.
        """
        for frame in frames:
            await self._exchange(frame)

    def close(self) -> None:
        """Hang up."""
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(client_frame(b"", CLOSE))
            self._transport.close()

    async def _exchange(self, data: bytes) -> None:
        if self.is_lost or self._transport is None:
            raise SessionLostError("the connection is closed")
        self._waiting = asyncio.get_running_loop().create_future()
        self._transport.write(data)
        try:
            await asyncio.wait_for(self._waiting, ANSWER_SECONDS)
        except TimeoutError as error:
            self._transport.abort()
            raise SessionLostError(f"no answer in {ANSWER_SECONDS:.0f} s") from error

    def _settle(self, error: SessionLostError | None = None) -> None:
        if self._waiting is not None and not self._waiting.done():
            if error is None:
                self._waiting.set_result(None)
            else:
                self._waiting.set_exception(error)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way to write."""
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell who waits."""
        self.is_lost = True
        self._settle(SessionLostError(f"connection lost: {exc or 'closed by the server'}"))

    def data_received(self, data: bytes) -> None:
        """Look for the end of the run."""
        if not self._is_open:
            data = self._shake_hands(data)
        for opcode, payload in self.cutter.feed(data):
            if opcode == BINARY:
                if has_finished(payload):
                    self._settle()
            elif opcode == PING:
                self._transport.write(client_frame(payload, PONG))

    def _shake_hands(self, data: bytes) -> bytes:
        self._head += data
        head, end, rest = self._head.partition(END_OF_HEADERS)
        if not end:
            return b""
        status = head.partition(b"\r\n")[0]
        if SWITCHED not in status:
            self._settle(SessionLostError(f"refused: {status.decode(errors='replace')}"))
            self._transport.abort()
            return b""
        found = COOKIE.search(head)
        self.cookie = found[1].decode() if found else self.cookie
        self._is_open = True
        self._settle()
        return rest


def has_finished(payload: bytes) -> bool:
    """Whether a message of the server says that the script has run to its end."""
    message = ForwardMsg.FromString(payload)
    early = ForwardMsg.FINISHED_EARLY_FOR_RERUN
    return message.WhichOneof("type") == "script_finished" and message.script_finished != early


def asking_for(page: str, query: str) -> bytes:
    """The frame that asks for an address, as a browser does that opens or changes one.

    Parameters
    ----------
    page
        Path of the screen without slash; empty for the map.
    query
        What follows the question mark.
    """
    message = BackMsg()
    message.rerun_script.query_string = query
    message.rerun_script.page_script_hash = calc_hash(page)
    return client_frame(message.SerializeToString())
