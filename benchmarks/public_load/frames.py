"""Websocket frames as a generator of load needs them: written once, and cut by their sizes when they come in."""

from __future__ import annotations

from collections.abc import Iterator

FINAL = 0x80
MASKED = 0x80
BINARY, CLOSE, PING, PONG = 0x2, 0x8, 0x9, 0xA
TWO_BYTES, EIGHT_BYTES = 126, 127
SMALL = 1_000
"""Bytes; a payload from this size on is counted and passed over. The message that ends a run is far smaller."""


def client_frame(payload: bytes, opcode: int = BINARY) -> bytes:
    """A frame to the server.

    A client's frames are masked; with a mask of zeros the payload stays as it is, so that one frame serves all sessions.
    """
    size = len(payload)
    if size < TWO_BYTES:
        length = bytes([MASKED | size])
    elif size < 1 << 16:
        length = bytes([MASKED | TWO_BYTES]) + size.to_bytes(2, "big")
    else:
        length = bytes([MASKED | EIGHT_BYTES]) + size.to_bytes(8, "big")
    return bytes([FINAL | opcode]) + length + bytes(4) + payload


class FrameCutter:
    """Cuts what a server sends into frames.

    Attributes
    ----------
    frames, payload_bytes
        How many there were so far, and what was in them.
    """

    def __init__(self) -> None:
        self.frames = 0
        self.payload_bytes = 0
        self._rest = b""
        self._passed_over = 0

    def feed(self, data: bytes) -> Iterator[tuple[int, bytes]]:
        """Take in bytes; give opcode and payload of each small frame that is whole now."""
        if self._passed_over:
            taken = min(self._passed_over, len(data))
            self._passed_over -= taken
            data = data[taken:]
        data = self._rest + data if self._rest else data
        at, end = 0, len(data)
        while at + 2 <= end:
            begin, size = at + 2, data[at + 1]
            if size >= TWO_BYTES:
                begin += 2 if size == TWO_BYTES else 8
                if begin > end:
                    break
                size = int.from_bytes(data[at + 2 : begin], "big")
            if size < SMALL and begin + size > end:
                break
            self.frames += 1
            self.payload_bytes += size
            if size < SMALL:
                yield data[at] & 0x0F, data[begin : begin + size]
            at = begin + size
        self._passed_over = max(0, at - end) + self._passed_over
        self._rest = data[at:]
