"""Sessions that each change something every ten seconds: a process of its own, so that its work is on nobody's account.

`python -m benchmarks.public_load.generator` takes orders line by line and answers with lines; `crowd.py` gives them.
Every session has a timetable that does not wait for answers: a change that could not begin in time because the one
before was not finished counts from the time it was due, so that a slow server cannot hide behind the pauses it causes.
"""

from __future__ import annotations

import asyncio
import base64
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any

from benchmarks.public_load.arithmetic import due_times, percentile
from benchmarks.public_load.frames import client_frame
from benchmarks.public_load.processes import open_many_files
from benchmarks.public_load.session import Door, Session, SessionLostError

OPENED_AT_ONCE = 8
DRAIN_SECONDS = 10.0
"""How long after the measured time a change that was due in it may still begin."""
AGAIN_SECONDS = 0.5
GIVE_UP_SECONDS = 60.0


@dataclass
class Tally:
    """What the sessions met while they were measured.

    Attributes
    ----------
    latencies
        Seconds from when each change was due to its end; of those never finished, what they had waited by then.
    lags
        Seconds that the generator itself came too late where the session was free.
    answered
        Changes that ended within the measured time, whenever they were due.
    away
        Seconds from the loss of a session to its view being back.
    """

    latencies: list[float] = field(default_factory=list)
    lags: list[float] = field(default_factory=list)
    away: list[float] = field(default_factory=list)
    unfinished: int = 0
    answered: int = 0
    moved: int = 0
    given_up: int = 0
    refusals: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Window:
    """The measured time, on the monotonic clock: changes due from `begin` to `end` count."""

    start: float
    begin: float
    end: float
    period: float
    jitter: float


class Member:
    """One session and its place in the round of changes."""

    def __init__(
        self, number: int, door: Door, opening: Sequence[bytes], changes: Sequence[Sequence[bytes]]
    ) -> None:
        self.number, self.door = number, door
        self.opening, self.round = opening, changes
        self.changes: Iterator[Sequence[bytes]] = cycle(changes)
        self.session = Session(door, str(number))
        self.frames = self.payload_bytes = 0  # of former sessions

    async def open(self) -> None:
        """Connect and open the first view, by the cookie of the session before if there was one."""
        self.frames, self.payload_bytes = self.received()
        self.session = Session(self.door, str(self.number), self.session.cookie)
        self.changes = cycle(self.round)
        await self.session.connect()
        await self.session.say(self.opening)

    def received(self) -> tuple[int, int]:
        """Frames and bytes so far, of former sessions as well."""
        cutter = self.session.cutter
        return self.frames + cutter.frames, self.payload_bytes + cutter.payload_bytes

    async def play_round(self) -> None:
        """Every change once, without pause, so that each view has been made."""
        for _ in self.round:
            await self.session.say(next(self.changes))

    async def keep_changing(self, window: Window, tally: Tally) -> None:
        """Follow the timetable until the window ends."""
        dice = random.Random(self.number)
        for due in due_times(window.start, window.period, window.jitter, dice):
            if due > window.end:
                return
            counts = due >= window.begin
            now = time.monotonic()
            if now < due:
                await asyncio.sleep(due - now)
                if counts:
                    tally.lags.append(time.monotonic() - due)
            if time.monotonic() < window.end + DRAIN_SECONDS:
                await self.change(tally)
            elif counts:
                tally.unfinished += 1
            ended = time.monotonic()
            tally.answered += window.begin <= ended <= window.end
            if counts:
                tally.latencies.append(ended - due)

    async def change(self, tally: Tally) -> None:
        """One change; a session that is lost comes back first."""
        try:
            await self.session.say(next(self.changes))
        except SessionLostError as error:
            tally.refusals[str(error)] += 1
            await self.come_back(tally)

    async def come_back(self, tally: Tally) -> None:
        """Connect again as a browser does, until it is let in."""
        lost, cookie = time.monotonic(), self.session.cookie
        while time.monotonic() - lost < GIVE_UP_SECONDS:
            try:
                await self.open()
            except SessionLostError as error:
                tally.refusals[str(error)] += 1
                await asyncio.sleep(AGAIN_SECONDS)
            else:
                tally.away.append(time.monotonic() - lost)
                tally.moved += self.session.cookie != cookie
                return
        tally.given_up += 1


@dataclass
class Crowd:
    """All sessions."""

    door: Door
    opening: Sequence[bytes]
    changes: Sequence[Sequence[bytes]]
    members: list[Member] = field(default_factory=list)

    async def open(self, sessions: int) -> dict[str, Any]:
        """Open more until there are so many, a few at a time."""
        began, took, failed = time.monotonic(), [], Counter()
        gate = asyncio.Semaphore(OPENED_AT_ONCE)

        async def one(member: Member) -> None:
            async with gate:
                asked = time.monotonic()
                try:
                    await member.open()
                except SessionLostError as error:
                    failed[str(error)] += 1
                else:
                    took.append(time.monotonic() - asked)

        new = [
            Member(number, self.door, self.opening, self.changes)
            for number in range(len(self.members), sessions)
        ]
        await asyncio.gather(*(one(member) for member in new))
        self.members += new
        spread = Counter(member.session.cookie for member in self.members)
        return {
            "opened": len(took),
            "failed": dict(failed),
            "seconds": time.monotonic() - began,
            "p50": percentile(took, 0.5),
            "p95": percentile(took, 0.95),
            "spread": dict(spread),
        }

    async def warm(self) -> dict[str, Any]:
        """Have one session of each replica go through the round."""
        by_replica = {member.session.cookie: member for member in self.members}
        await asyncio.gather(*(member.play_round() for member in by_replica.values()))
        return {"replicas": len(by_replica)}

    async def measure(self, settle: float, seconds: float, period: float, jitter: float) -> dict[str, Any]:
        """Have all change by their timetables and count what is due after the first seconds."""
        tally, start = Tally(), time.monotonic()
        window = Window(start, start + settle, start + settle + seconds, period, jitter)
        running = asyncio.gather(*(member.keep_changing(window, tally) for member in self.members))
        await asyncio.sleep(window.begin - time.monotonic())
        before = self.counted()
        answer({"at": "begin"})
        await asyncio.sleep(window.end - time.monotonic())
        after = self.counted()
        answer({"at": "end"})
        await running
        return figures(tally, seconds, before, after)

    def counted(self) -> tuple[float, int, int]:
        """CPU seconds of this process, frames and bytes received so far."""
        received = [member.received() for member in self.members]
        return time.process_time(), sum(one[0] for one in received), sum(one[1] for one in received)

    async def close(self) -> dict[str, Any]:
        """Hang up all."""
        for member in self.members:
            member.session.close()
        closed, self.members = len(self.members), []
        await asyncio.sleep(0.5)
        return {"closed": closed}


def figures(
    tally: Tally, seconds: float, before: tuple[float, int, int], after: tuple[float, int, int]
) -> dict[str, Any]:
    """What came out."""
    cpu, frames, received = (last - first for first, last in zip(before, after, strict=True))
    changes = max(1, tally.answered)
    return {
        "seconds": seconds,
        "due": len(tally.latencies),
        "unfinished": tally.unfinished,
        "answered": tally.answered,
        **{f"p{share}": percentile(tally.latencies, share / 100) for share in (50, 95, 99)},
        "max": max(tally.latencies, default=0.0),
        "lag_p99": percentile(tally.lags, 0.99),
        "generator_cpu": cpu,
        "frames_per_change": frames / changes,
        "bytes_per_change": received / changes,
        "lost": len(tally.away) + tally.given_up,
        "moved": tally.moved,
        "given_up": tally.given_up,
        "away_p50": percentile(tally.away, 0.5),
        "away_max": max(tally.away, default=0.0),
        "refusals": dict(tally.refusals.most_common(5)),
    }


def answer(line: dict[str, Any]) -> None:
    """Tell the measuring process."""
    print(json.dumps(line), flush=True)


def crowd_of(order: dict[str, Any]) -> Crowd:
    """The crowd of the first order."""
    return Crowd(
        Door(order["host"], order["port"]),
        as_frames(order["opening"]),
        [as_frames(change) for change in order["changes"]],
    )


def as_frames(messages: Sequence[str]) -> list[bytes]:
    """Messages in base64 as frames, made once for all sessions."""
    return [client_frame(base64.b64decode(message)) for message in messages]


async def work() -> None:
    """Carry out orders until there are no more."""
    crowd = crowd_of(json.loads(await asyncio.to_thread(sys.stdin.readline)))
    answer({"at": "ready"})
    while line := await asyncio.to_thread(sys.stdin.readline):
        order = json.loads(line)
        result = await getattr(crowd, order.pop("do"))(**order)
        answer({"at": "result", **result})


def main() -> int:
    """Run until the input ends."""
    open_many_files()
    asyncio.run(work())
    return 0


if __name__ == "__main__":
    sys.exit(main())
