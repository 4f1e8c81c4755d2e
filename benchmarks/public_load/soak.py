"""An hour of readers who come, wander about and go, and what becomes of the memory."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.public_load.arithmetic import due_times, percentile, slope
from benchmarks.public_load.processes import cpu_seconds, memory_of, own_uss, with_children
from benchmarks.public_load.session import Door, Session, SessionLostError
from benchmarks.public_load.stack import PublicStack, Replica
from benchmarks.public_load.wandering import World, frames, world

SESSIONS = 60
PERIOD_SECONDS = 10.0
JITTER = 0.5
LIFE_SECONDS = (120.0, 300.0)
SAMPLE_SECONDS = 15.0
AGAIN_SECONDS = 1.0
SEED = 7


@dataclass
class Readers:
    """All who wander at a time, and what they met.

    Attributes
    ----------
    latencies
        Seconds from when each view was due to its end, since the last sample.
    views, readers, lost
        How many so far.
    """

    door: Door
    world: World
    until: float
    latencies: list[float] = field(default_factory=list)
    views: int = 0
    readers: int = 0
    lost: int = 0
    faults: dict[str, int] = field(default_factory=dict)

    async def run(self, sessions: int) -> None:
        """Keep so many going until the time is over."""
        async with asyncio.TaskGroup() as group:
            for seat in range(sessions):
                group.create_task(self.seat(seat, sessions))

    async def seat(self, seat: int, sessions: int) -> None:
        """One reader after another."""
        await asyncio.sleep(PERIOD_SECONDS * seat / sessions)
        while time.monotonic() < self.until:
            self.readers += 1
            dice = random.Random(SEED + self.readers)
            if not await self.one_reader(dice):
                await asyncio.sleep(AGAIN_SECONDS)

    async def one_reader(self, dice: random.Random) -> bool:
        """Open the map, look at a view every ten seconds or so, and go; False when the session was lost."""
        session = Session(self.door, f"soak {self.readers}")
        wanted = frames(self.world, dice)
        screen, frame = next(wanted)
        end = min(self.until, time.monotonic() + dice.uniform(*LIFE_SECONDS))
        try:
            await session.connect()
            await session.say([frame])
            for due in due_times(time.monotonic(), PERIOD_SECONDS, JITTER, dice):
                if due > end:
                    break
                await asyncio.sleep(max(0.0, due - time.monotonic()))
                screen, frame = next(wanted)
                await session.say([frame])
                self.latencies.append(time.monotonic() - due)
                self.views += 1
            await asyncio.sleep(max(0.0, end - time.monotonic()))
        except SessionLostError as error:
            self.lost += 1
            fault = f"{screen}: {error}"
            self.faults[fault] = self.faults.get(fault, 0) + 1
            return False
        finally:
            session.close()
        return True


def replica_sample(replica: Replica) -> dict[str, Any]:
    """Memory of a replica without and of its children, MB, and its own measures."""
    everything = memory_of([replica.pid])
    children = [process.pid for process in with_children([replica.pid])[1:]]
    measures = replica.measures()
    return {
        # Not as a difference: what draws may begin or end between two looks.
        "uss": own_uss(replica.pid),
        "pss": everything.pss,
        "rss": everything.rss,
        "children_uss": sum(own_uss(pid) for pid in children),
        "sessions": measures.get("atlas_sessions"),
        "reruns": measures.get("atlas_reruns_total"),
        "errors": measures.get("atlas_errors_total"),
        "resident": measures.get("process_resident_memory_bytes", 0.0) / 1e6,
        "cpu": cpu_seconds([replica.pid]),
    }


def sample(stack: PublicStack, readers: Readers, began: float) -> dict[str, Any]:
    """Everything at one time."""
    latencies, readers.latencies = readers.latencies, []
    return {
        "seconds": time.monotonic() - began,
        "replicas": [replica_sample(replica) for replica in stack.replicas],
        "nginx_pss": memory_of([stack.nginx.pid]).pss,
        "views": readers.views,
        "readers": readers.readers,
        "lost": readers.lost,
        "faults": dict(readers.faults),
        "p50": percentile(latencies, 0.5),
        "p95": percentile(latencies, 0.95),
    }


def soak(
    stack: PublicStack, minutes: float, samples_file: Path, sessions: int = SESSIONS
) -> list[dict[str, Any]]:
    """Let readers wander and write a sample every quarter of a minute; what was written stays when it is cut short."""
    return asyncio.run(soaked(stack, minutes, samples_file, sessions))


async def soaked(
    stack: PublicStack, minutes: float, samples_file: Path, sessions: int
) -> list[dict[str, Any]]:
    """The same within a loop."""
    began = time.monotonic()
    readers = Readers(stack.door, world(), began + 60 * minutes)
    wandering = asyncio.create_task(readers.run(sessions))
    found = []
    with samples_file.open("w", encoding="utf-8") as lines:
        while True:
            found.append(await asyncio.to_thread(sample, stack, readers, began))
            lines.write(json.dumps(found[-1]) + "\n")
            lines.flush()
            if wandering.done():
                break
            with suppress(TimeoutError):
                await asyncio.wait_for(asyncio.shield(wandering), SAMPLE_SECONDS)
    wandering.result()
    return found


def read_samples(samples_file: Path) -> list[dict[str, Any]]:
    """Samples of an earlier soak."""
    return [json.loads(line) for line in samples_file.read_text(encoding="utf-8").splitlines()]


def total(one: dict[str, Any], name: str) -> float:
    """A figure of all replicas together."""
    return sum(replica[name] or 0.0 for replica in one["replicas"])


def verdict(samples: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """How memory changed over the second half; no judgement.

    Returns
    -------
    dict
        MB per hour and per 1 000 views of the replicas without what draws, with standard errors; what draws in MB per
        hour; and where memory was at the begin, in the middle and at the end (means of eight samples).
    """
    # While readers leave at the end, memory goes too.
    later = [one for one in samples if one["seconds"] >= samples[-1]["seconds"] / 2][:-1]
    hours = [one["seconds"] / 3600 for one in later]
    memory = [total(one, "uss") for one in later]
    by_hour = slope(hours, memory)
    by_view = slope([one["views"] / 1000 for one in later], memory)
    drawing = slope(hours, [total(one, "children_uss") for one in later])
    return {
        "mb_per_hour": by_hour.per_x,
        "mb_per_hour_error": by_hour.error,
        "mb_per_1000_views": by_view.per_x,
        "mb_per_1000_views_error": by_view.error,
        "spread_mb": by_hour.spread,
        "drawing_mb_per_hour": drawing.per_x,
        "first_mb": total(samples[0], "uss"),
        "middle_mb": mean([total(one, "uss") for one in later[:8]]),
        "last_mb": mean([total(one, "uss") for one in later[-8:]]),
        "drawing_last_mb": total(later[-1], "children_uss"),
        "minutes": samples[-1]["seconds"] / 60,
        "views": samples[-1]["views"],
        "readers": samples[-1]["readers"],
        "lost": samples[-1]["lost"],
        "faults": samples[-1]["faults"],
        "errors": total(samples[-1], "errors"),
    }


def mean(numbers: Sequence[float]) -> float:
    """The mean."""
    return sum(numbers) / len(numbers)
