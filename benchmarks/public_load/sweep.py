"""More and more sessions on one, two and four replicas; and the same on a plain st_folium app."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from benchmarks.contenders import FEATURE_GROUP, serving
from benchmarks.public_load.arithmetic import is_beyond_knee
from benchmarks.public_load.crowd import RemoteCrowd, crowd
from benchmarks.public_load.processes import cpu_seconds, memory_of
from benchmarks.public_load.recording import Recorded, record
from benchmarks.public_load.session import Door
from benchmarks.public_load.stack import LOOPBACK, PublicStack, public_stack

REPLICAS = (1, 2, 4)
SESSIONS = (50, 200, 500, 1000)
FIRST_SESSIONS = 4
"""A replica, about: they make every view once before memory is looked at."""
FEW_SESSIONS = 10
FOLIUM_PORT = 9390
Say = Callable[[str], None]
Cell = dict[str, Any]


def sweep(
    recorded: Recorded,
    folder: Path,
    site: Path,
    replicas: int,
    sessions: Sequence[int],
    seconds: float,
    say: Say,
) -> Iterator[Cell]:
    """Cells of one number of replicas, fewest sessions first, until one is beyond the knee.

    Parameters
    ----------
    recorded
        What a browser sent to a replica.
    seconds
        Measured in each cell.
    """
    with public_stack(folder / f"replicas-{replicas}", replicas, site) as stack:
        say(f"{replicas} replica(s) up")
        with crowd(stack.door, recorded) as many:
            many.open(FIRST_SESSIONS * replicas)
            many.warm()
            base = memory_of(stack.replica_pids)
            for number in sessions:
                cpu = cpu_seconds(stack.replica_pids)
                opened = many.open(number)
                opened["cpu"] = cpu_seconds(stack.replica_pids) - cpu
                say(
                    f"{number} sessions open after {opened['seconds']:.0f} s, {opened['failed'] or 'none refused'}"
                )
                cell = measured(many, stack, seconds)
                memory = memory_of(stack.replica_pids)
                cell |= {
                    "replicas": replicas,
                    "sessions": number,
                    "opened": opened,
                    "base_sessions": FIRST_SESSIONS * replicas,
                    "base_uss": base.uss,
                    "uss": memory.uss,
                    "base_pss": base.pss,
                    "pss": memory.pss,
                    "nginx_pss": memory_of([stack.nginx.pid]).pss,
                    "errors": sum(one.measures().get("atlas_errors_total", 0.0) for one in stack.replicas),
                }
                say(told(cell))
                yield cell
                if is_beyond_knee(cell["p95"], 1 - cell["unfinished"] / max(1, cell["due"])):
                    return


def measured(many: RemoteCrowd, stack: PublicStack, seconds: float) -> Cell:
    """One cell."""
    return many.measure(seconds, {"replicas": stack.replica_pids, "nginx": [stack.nginx.pid]})


def told(cell: Cell) -> str:
    """A cell in a line."""
    return (
        f"{cell['replicas']} × {cell['sessions']} sessions: {cell['due'] / cell['seconds']:.1f} changes/s due, "
        f"p50 {cell['p50'] * 1000:.0f} ms, p95 {cell['p95'] * 1000:.0f} ms, {cell['unfinished']} unfinished, "
        f"{cell['cpu_replicas'] / max(1, cell['answered']) * 1000:.1f} ms CPU a change, "
        f"generator {cell['generator_cpu'] / cell['seconds']:.0%} of a core"
    )


def plain_folium(
    browser: Browser, folder: Path, seconds: float, say: Say, sessions: int = FEW_SESSIONS
) -> Cell:
    """A few sessions of a plain st_folium app, each on the same timetable."""
    with serving(FEATURE_GROUP, folder, FOLIUM_PORT) as server:
        with_every_view = record_folium(browser, server.url)
        with crowd(Door(LOOPBACK, FOLIUM_PORT), with_every_view) as many:
            many.open(1)
            many.warm()
            base = memory_of([server.process.pid])
            opened = many.open(sessions)
            cell = many.measure(seconds, {"replicas": [server.process.pid]})
            memory = memory_of([server.process.pid])
    cell |= {"replicas": 1, "sessions": sessions, "opened": opened, "contender": "st_folium"}
    cell |= {
        "base_sessions": 1,
        "base_uss": base.uss,
        "uss": memory.uss,
        "base_pss": base.pss,
        "pss": memory.pss,
    }
    say("st_folium " + told(cell))
    return cell


def record_atlas(browser: Browser, folder: Path, site: Path, say: Say) -> Recorded:
    """Record a browser on one replica of the atlas, behind nginx as the sessions will be."""
    with public_stack(folder / "recorded", 1, site) as stack:
        say("one replica up; recording a browser")
        return record(browser, stack.door.url)


def record_folium(browser: Browser, url: str) -> Recorded:
    """Have every view made once, then record."""
    page = browser.new_page()
    page.goto(f"{url}/?warm")
    page.wait_for_selector("iframe", timeout=120_000)
    page.close()
    return record(browser, url, FEATURE_GROUP)


def few_sessions(recorded: Recorded, folder: Path, site: Path, seconds: float, say: Say) -> Cell:
    """The same few sessions on one replica of the atlas."""
    cell = next(sweep(recorded, folder / "few", site, 1, (FEW_SESSIONS,), seconds, say))
    return cell | {"contender": "atlas"}
