"""How a reader who moves the map fares while twenty others have images drawn: `python -m benchmarks.exporting`.

One websocket client changes layer and year on the map without pause, first alone, then while twenty sessions of the
export screen ask for one new sheet after another. The clients load the server and draw nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash
from websockets.asyncio.client import connect

from benchmarks.contenders import ATLAS, Server, serving

EXPORTERS = 20
WAIT_SECONDS = 600
LAYERS = ("observed", "gap", "attainment", "change")
YEARS = (2021, 2022, 2023, 2024)


@dataclass
class Load:
    """What came out of one part.

    Attributes
    ----------
    changes
        Seconds of each change of the map.
    sheets
        Seconds that each sheet was waited for.
    """

    changes: list[float] = field(default_factory=list)
    sheets: list[float] = field(default_factory=list)
    seconds: float = 0.0
    worker_bytes: int = 0


class Session:
    """One session: asks for an address and waits until the script has finished."""

    def __init__(self, socket: object, page: str) -> None:
        self.socket, self.page = socket, page

    async def open(self, query: str) -> float:
        """Open an address; give the seconds until everything was there."""
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_script_hash = calc_hash(self.page)
        began = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        while not await self._finished():
            pass
        return time.perf_counter() - began

    async def _finished(self) -> bool:
        data = await asyncio.wait_for(self.socket.recv(decode=False), WAIT_SECONDS)
        return len(data) < 1000 and ForwardMsg.FromString(data).WhichOneof("type") == "script_finished"


def views() -> Iterator[str]:
    """Addresses of the map, no two in a row alike."""
    return (f"layer={layer}&year={year}" for layer, year in itertools.cycle(itertools.product(LAYERS, YEARS)))


async def change_map(server: Server, load: Load, until: asyncio.Event) -> None:
    """Change the map without pause."""
    async with session_of(server) as socket:
        session = Session(socket, "")
        addresses = views()
        for _ in range(len(LAYERS) * len(YEARS)):
            await session.open(next(addresses))
        began = time.perf_counter()
        while not until.is_set():
            load.changes.append(await session.open(next(addresses)))
        load.seconds = time.perf_counter() - began


async def export(server: Server, load: Load, number: int, until: asyncio.Event) -> None:
    """Have one sheet after another drawn, none like another."""
    async with session_of(server) as socket:
        session = Session(socket, "export")
        for turn in itertools.count():
            if until.is_set():
                return
            waited = await session.open(
                f"layer={LAYERS[number % 4]}&year={YEARS[turn % 4]}&title=n{number}-{turn}"
            )
            load.sheets.append(waited)


def session_of(server: Server) -> connect:
    """A connection that speaks Streamlit's protocol."""
    address = server.url.replace("http", "ws", 1) + "/_stcore/stream"
    return connect(address, origin=server.url, subprotocols=["streamlit"], max_size=None, ping_interval=None)


async def part(server: Server, exporters: int, seconds: float) -> Load:
    """One part of the measurement."""
    load, until = Load(), asyncio.Event()
    async with asyncio.TaskGroup() as group:
        for number in range(exporters):
            group.create_task(export(server, load, number, until))
        while exporters and not load.sheets:
            await asyncio.sleep(0.5)
        group.create_task(change_map(server, load, until))
        await asyncio.sleep(seconds)
        load.worker_bytes = workers_memory(server)
        until.set()
    return load


def workers_memory(server: Server) -> int:
    """Memory (USS) of the processes that draw."""
    return sum(child.memory_full_info().uss for child in psutil.Process(server.process.pid).children())


def line(name: str, load: Load) -> str:
    """A row of the table."""
    tail = quantiles(load.changes, n=20)[-1]
    sheets = f"{len(load.sheets)}, {median(load.sheets):.1f} s" if load.sheets else "–"
    return (
        f"| {name} | {len(load.changes) / load.seconds:.1f} | {median(load.changes) * 1000:.0f} | {tail * 1000:.0f} "
        f"| {sheets} | {load.worker_bytes / 1e6:.0f} |"
    )


def main() -> int:
    """Measure and print a table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=30)
    options.add_argument("--port", type=int, default=8740)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder, serving(ATLAS, Path(folder), chosen.port) as server:
        asyncio.run(part(server, 0, 1))
        alone = asyncio.run(part(server, 0, chosen.seconds))
        busy = asyncio.run(part(server, EXPORTERS, chosen.seconds))
    print("| | changes a second | p50, ms | p95, ms | sheets, median wait | memory of what draws, MB |")
    print("|---|---|---|---|---|---|")
    print(line("map alone", alone))
    print(line(f"with {EXPORTERS} sessions exporting", busy))
    print(json.dumps({"load": psutil.getloadavg()}), file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
