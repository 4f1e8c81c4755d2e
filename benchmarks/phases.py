"""The phases of a run. Each adds numbers to the figures; contenders always take turns."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

from playwright.sync_api import Browser

from benchmarks.contenders import CONTENDERS, Server, serving
from benchmarks.message_parts import Part, parts_of_changes
from benchmarks.opening import build_anew, open_cache, start_to_map
from benchmarks.reader import Reader, profile, reader
from benchmarks.scenario import changes
from benchmarks.sessions import SESSIONS, measure_load
from benchmarks.traffic import Download, Frame

FIRST_PORT = 8700
SHAPES_FILE = re.compile(r"/app/static/places\.\w+\.json$")
Say = Callable[[str], None]


@dataclass(frozen=True)
class Effort:
    """How often and how long things are done."""

    starts: int = 2
    rounds: int = 2
    loads: int = 2
    load_seconds: float = 8.0
    cache_openings: int = 3


QUICK = Effort(starts=1, rounds=1, loads=1, load_seconds=5.0, cache_openings=1)


@dataclass
class Figures:
    """All numbers: by measure, then by contender (`-` for measures of the atlas alone)."""

    numbers: dict[str, dict[str, list[float]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    parts: list[Part] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)

    def add(self, measure: str, contender: str, number: float) -> None:
        """Note a number."""
        self.numbers[measure][contender].append(float(number))


@dataclass
class Recording:
    """What a browser sent: to open the first view, and for each change of the last round."""

    opening: list[bytes]
    changes: list[list[bytes]] = field(default_factory=list)


def building(figures: Figures, effort: Effort, say: Say) -> None:
    """The first build, alone, and openings of the built cache."""
    say("first build of the shapes")
    for measure, number in build_anew().items():
        figures.add(measure, "-", number)
    say("openings of the built cache")
    for _ in range(effort.cache_openings):
        for measure, number in open_cache().items():
            figures.add(measure, "-", number)


def starting(figures: Figures, effort: Effort, say: Say, browser: Browser, folder: Path) -> None:
    """From the start of a server to the first map."""
    port = FIRST_PORT + len(CONTENDERS)
    for _ in range(effort.starts):
        for contender in CONTENDERS:
            say(f"start to first map, {contender.key}")
            figures.add("start_to_map_s", contender.key, start_to_map(browser, contender, folder, port))
            port += 1


def serving_phases(figures: Figures, effort: Effort, say: Say, browser: Browser, folder: Path) -> None:
    """Everything that needs running servers: visits, changes, the view, ten sessions."""
    with ExitStack() as stack:
        servers = [
            stack.enter_context(serving(contender, folder, FIRST_PORT + number))
            for number, contender in enumerate(CONTENDERS)
        ]
        readers, recordings = [], []
        for server in servers:
            say(f"first and second visit, {server.contender.key}")
            warm_up(browser, server)
            readers.append(reader(server.contender, stack.enter_context(profile(browser))))
            visit(figures, "first", readers[-1], server)
            recordings.append(Recording(readers[-1].traffic.sent()))
            again = reader(server.contender, readers[-1].page.context)
            visit(figures, "second", again, server)
            again.page.close()
        changing(figures, effort, say, list(zip(servers, readers, recordings, strict=True)))
        for server, tab in zip(servers, readers, strict=True):
            say(f"view kept, {server.contender.key}")
            for change in list(changes())[:2]:
                figures.add("view_kept", server.contender.key, tab.keeps_view(change))
            tab.page.close()
        loading(figures, effort, say, list(zip(servers, recordings, strict=True)))


def warm_up(browser: Browser, server: Server) -> None:
    """Have every view made once: the atlas by visiting them, the baseline by asking it to."""
    with profile(browser) as context:
        tab = reader(server.contender, context)
        tab.open(server.url if server.contender.way is None else f"{server.url}/?warm")
        for change in changes() if server.contender.way is None else ():
            tab.change(change)


def visit(figures: Figures, which: str, tab: Reader, server: Server) -> None:
    """Open the first view in a profile and count what goes over the network until the page is at rest."""
    key = server.contender.key
    painted = tab.open(server.url)
    tab.page.wait_for_timeout(1500)
    frames, downloads = tab.traffic.since((0, 0))
    figures.add(f"{which}_visit_to_map_ms", key, painted.milliseconds)
    figures.add(f"{which}_visit_http_bytes", key, http_bytes(downloads))
    figures.add(f"{which}_visit_websocket_bytes", key, sum(frame.wire_bytes for frame in frames))
    shapes = [download for download in downloads if SHAPES_FILE.search(download.url)]
    figures.add(f"{which}_visit_shapes_requests", key, sum(not download.from_cache for download in shapes))
    largest = max(frame.wire_bytes for frame in frames)
    figures.add(f"{which}_visit_shapes_bytes", key, http_bytes(shapes) if shapes else largest)
    figures.notes[f"websocket deflated, {key}"] = "yes" if tab.traffic.is_deflated else "no"


def changing(
    figures: Figures, effort: Effort, say: Say, tabs: Sequence[tuple[Server, Reader, Recording]]
) -> None:
    """The rounds of changes, one change in each contender in turn; what the browsers send is recorded."""
    received: list[list[Frame]] = []
    for number in range(effort.rounds):
        for _server, _tab, recording in tabs:
            recording.changes.clear()
        for change in changes():
            say(f"round {number + 1}, {change.name}")
            for server, tab, recording in tabs:
                tab.page.bring_to_front()
                mark, cpu = tab.traffic.mark(), server.cpu_seconds()
                painted = tab.change(change)
                cpu = server.cpu_seconds() - cpu
                frames, downloads = tab.traffic.since(mark)
                note_change(figures, server.contender.key, frames, downloads)
                figures.add("repaint_ms", server.contender.key, painted.milliseconds)
                figures.add("change_cpu_ms", server.contender.key, cpu * 1000)
                figures.add("places", server.contender.key, painted.places)
                recording.changes.append([frame.payload for frame in frames if frame.sent])
                if server.contender.way is None:
                    received.append(frames)
    figures.parts = parts_of_changes(received)


def note_change(figures: Figures, key: str, frames: Sequence[Frame], downloads: Sequence[Download]) -> None:
    """Count the bytes of a change."""
    received = [frame for frame in frames if not frame.sent]
    figures.add("change_received_bytes", key, sum(frame.wire_bytes for frame in received))
    figures.add("change_payload_bytes", key, sum(len(frame.payload) for frame in received))
    figures.add("change_sent_bytes", key, sum(frame.wire_bytes for frame in frames if frame.sent))
    figures.add("change_both_bytes", key, sum(frame.wire_bytes for frame in frames))
    figures.add("change_http_bytes", key, http_bytes(downloads))
    figures.add("change_shapes_requests", key, sum(bool(SHAPES_FILE.search(row.url)) for row in downloads))


def loading(figures: Figures, effort: Effort, say: Say, pairs: Sequence[tuple[Server, Recording]]) -> None:
    """Sessions without pause."""
    for number in range(effort.loads):
        for server, recording in pairs:
            key = server.contender.key
            say(f"{SESSIONS} sessions without pause, {key}, {number + 1}")
            measured = measure_load(server, recording.opening, recording.changes, effort.load_seconds)
            latencies = measured.load.latencies
            share = quantiles(latencies, n=20, method="inclusive")
            figures.add("load_changes_per_s", key, len(latencies) / measured.load.seconds)
            figures.add("load_p50_ms", key, share[9] * 1000)
            figures.add("load_p95_ms", key, share[18] * 1000)
            figures.add("load_cpu_ms", key, measured.cpu_seconds / len(latencies) * 1000)
            figures.add("load_wire_bytes", key, measured.load.wire_bytes / len(latencies))
            figures.add("load_payload_bytes", key, measured.load.payload_bytes / len(latencies))
            figures.add("session_memory_mb", key, measured.memory_bytes / SESSIONS / 1e6)


def http_bytes(downloads: Sequence[Download]) -> int:
    """Bytes transferred over HTTP; nothing for what came from the browser's cache."""
    return sum(download.wire_bytes for download in downloads)
