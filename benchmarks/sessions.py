"""Ten sessions without pause: websocket clients that speak Streamlit's protocol and load the server, not a browser.

A process of its own (`python -m benchmarks.sessions`), so that its work is not on the server's account. Each client
repeats, word for word, the messages that a browser sent for one round of changes, and begins the next change as soon
as the server says that the script has finished. What comes back is received whole but not drawn.
"""

from __future__ import annotations

import asyncio
import base64
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from itertools import cycle

from websockets.asyncio.client import ClientConnection, connect

from benchmarks.contenders import PROJECT_FOLDER, Server

SESSIONS = 10
SMALL = 1_000  # the message that ends a run is smaller; larger ones need not be read
WAIT_SECONDS = 120


@dataclass(frozen=True)
class Script:
    """What the clients do.

    Attributes
    ----------
    url
        Of the server, as the browser named it.
    opening
        The messages that open the first view, in base64.
    changes
        The messages of each change of a round, in base64.
    seconds
        No change begins later than this; the measured part lasts until the last one has ended.
    """

    url: str
    opening: list[str]
    changes: list[list[str]]
    seconds: float
    sessions: int = SESSIONS


@dataclass
class Load:
    """What came out of the measured part.

    Attributes
    ----------
    latencies
        Seconds of each change.
    seconds
        From the begin of the first change to the end of the last.
    wire_bytes
        Received, as it came out of the TCP connection: frame headers included, compressed where the server compresses.
    payload_bytes
        The same messages without headers and uncompressed.
    """

    latencies: list[float] = field(default_factory=list)
    seconds: float = 0.0
    wire_bytes: int = 0
    payload_bytes: int = 0


@dataclass(frozen=True)
class LoadFigures:
    """A load, and what it cost the server.

    Attributes
    ----------
    cpu_seconds
        During the measured part.
    memory_bytes
        With all sessions open, minus before there were any of them.
    """

    load: Load
    cpu_seconds: float
    memory_bytes: int


class CountingConnection(ClientConnection):
    """A websocket connection that counts what it receives; like browsers it offers permessage-deflate."""

    wire_bytes = 0

    def data_received(self, data: bytes) -> None:
        """Take in what the TCP connection brought."""
        self.wire_bytes += len(data)
        super().data_received(data)


class Client:
    """One session."""

    def __init__(self, socket: CountingConnection) -> None:
        self.socket = socket
        self.payload_bytes = 0

    async def say(self, messages: Sequence[str]) -> None:
        """Send messages one after the other, each as soon as the run before has finished."""
        for message in messages:
            await self.socket.send(base64.b64decode(message))
            while not await self._finished():
                pass

    async def _finished(self) -> bool:
        from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

        data = await asyncio.wait_for(self.socket.recv(decode=False), WAIT_SECONDS)
        self.payload_bytes += len(data)
        return len(data) < SMALL and ForwardMsg.FromString(data).WhichOneof("type") == "script_finished"


class Crowd:
    """All sessions together; speaks with the measuring process line by line."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.load = Load()
        self.barrier = asyncio.Barrier(script.sessions)
        self.began = 0.0

    async def run(self) -> Load:
        """Open all sessions, change once in each, then change without pause for the time given."""
        async with asyncio.TaskGroup() as group:
            for _ in range(self.script.sessions):
                group.create_task(self.session())
        return self.load

    async def session(self) -> None:
        """One client. The messages only make sense in their order, so that all begin with the first."""
        url = self.script.url
        address = url.replace("http", "ws", 1) + "/_stcore/stream"
        changes = cycle(self.script.changes)
        options = {"subprotocols": ["streamlit"], "max_size": None, "ping_interval": None}
        options["create_connection"] = CountingConnection
        async with connect(address, origin=url, **options) as socket:
            client = Client(socket)
            await client.say(self.script.opening)
            await client.say(next(changes))
            await self.together()
            self.began = self.began or time.perf_counter()
            socket.wire_bytes = client.payload_bytes = 0
            while time.perf_counter() < self.began + self.script.seconds:
                began = time.perf_counter()
                await client.say(next(changes))
                self.load.latencies.append(time.perf_counter() - began)
            self.load.seconds = max(self.load.seconds, time.perf_counter() - self.began)
            self.load.wire_bytes += socket.wire_bytes
            self.load.payload_bytes += client.payload_bytes
            await self.together()

    async def together(self) -> None:
        """Wait for all sessions and for the measuring process, which reads the server's figures meanwhile."""
        if await self.barrier.wait() == 0:
            print("ready", flush=True)
            await asyncio.to_thread(sys.stdin.readline)
        await self.barrier.wait()


def measure_load(
    server: Server,
    opening: list[bytes],
    changes: list[list[bytes]],
    seconds: float,
    sessions: int = SESSIONS,
) -> LoadFigures:
    """Let the clients loose on a server.

    Parameters
    ----------
    opening, changes
        What a browser sent to it.
    seconds
        Length of the measured part.
    sessions
        How many clients.
    """
    texts = [as_text(messages) for messages in changes]
    script = Script(server.url, as_text(opening), texts, seconds, sessions)
    memory = server.memory_bytes()
    command = [sys.executable, "-m", "benchmarks.sessions"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "bufsize": 1}
    with subprocess.Popen(command, cwd=PROJECT_FOLDER, **pipes) as crowd:
        print(json.dumps(asdict(script)), file=crowd.stdin)
        cpu_seconds = (wait_for(crowd, "ready"), server.cpu_seconds())[1]
        print(file=crowd.stdin)
        cpu_seconds = (wait_for(crowd, "ready"), server.cpu_seconds())[1] - cpu_seconds
        memory = server.memory_bytes() - memory
        print(file=crowd.stdin)
        load = Load(**json.loads(crowd.stdout.readline()))
    return LoadFigures(load, cpu_seconds, memory)


def wait_for(crowd: subprocess.Popen, line: str) -> None:
    """Read one line from the clients.

    Raises
    ------
    RuntimeError
        When it is another, or there is none because they have ended.
    """
    said = crowd.stdout.readline()
    if said.strip() != line:
        raise RuntimeError(f"the sessions said {said!r} instead of {line!r}")


def as_text(messages: Sequence[bytes]) -> list[str]:
    """Messages in base64."""
    return [base64.b64encode(message).decode() for message in messages]


def main() -> int:
    """Read a script from the input, run it, and write the load."""
    script = Script(**json.loads(sys.stdin.readline()))
    print(json.dumps(asdict(asyncio.run(Crowd(script).run()))), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
