"""What became of the readers when something broke, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks.public_load.plan import row
from benchmarks.public_load.stack import START_SECONDS

Told = dict[str, Any]


def fault_lines(faults: dict[str, Told]) -> Iterator[str]:
    """One row a fault."""
    yield from ("### Faults under load", "")
    yield from ("| what was done | what readers felt |", "|---|---|")
    for name, tell in {"killed": killed, "deleted": deleted, "cut": cut, "full": full}.items():
        if name in faults:
            yield row(*tell(faults[name]))
    yield ""


def killed(told: Told) -> tuple[str, str]:
    """A replica killed."""
    before, after, seen = told["pages_before"], told["pages_after"], told["browser"]
    said = "; ".join(seen["words"]) or "nothing"
    browser = f"a browser's tab was without connection for {seen['away']:.1f} s (it said: {said}), kept `{seen['address']}`, "
    browser += {
        None: "and did not draw what was pressed in it",
        1: "and drew what was pressed next",
    }.get(seen["presses"], f"and drew what was pressed next only at press {seen['presses']}")
    return (
        "one of two replicas killed (SIGKILL), started again later",
        (
            f"{told['lost']} sessions lost, {told['moved']} taken in by the other replica, {told['given_up']} given up; "
            f"view back after {told['away_p50']:.2f} s (median), {told['away_max']:.2f} s (longest); p95 of all changes "
            f"{told['p95'] * 1000:.0f} ms; {browser}. Static pages: {after['asked']} asked after the kill, faults "
            f"{after['faults'] or 'none'}, p99 {before['p99'] * 1000:.1f} ms before, {after['p99'] * 1000:.1f} ms after. "
            f"The replica was ready again {told['ready_again']:.1f} s after its start."
        ),
    )


def started(told: Told) -> str:
    """A replica started meanwhile."""
    ready = (
        f"not ready after {START_SECONDS} s (“{told['health'].strip()}”)"
        if told["ready"] is None
        else f"ready after {told['ready']:.1f} s"
    )
    return (
        f"a replica killed and started then was {ready}; its {told['lost']} sessions were "
        f"back after {told['away_max']:.2f} s at most ({told['given_up']} given up), p95 {told['p95'] * 1000:.0f} ms"
    )


def deleted(told: Told) -> tuple[str, str]:
    """The cache deleted."""
    return (
        "folder of the built shapes deleted while running",
        (
            f"{told['answered']} changes answered, {told['lost']} sessions lost, {told['errors']:.0f} errors, p95 "
            f"{told['p95'] * 1000:.0f} ms; {started(told['start'])} (shapes built anew)."
        ),
    )


def cut(told: Told) -> tuple[str, str]:
    """A file of the cache cut."""
    whole = (
        "and found the file cut: it is whole again" if told["is_whole_again"] else "and the file is still cut"
    )
    return (
        f"`{told['file']}` of the built shapes cut in half while running",
        f"{started(told['start'])} {whole}; {told['errors']:.0f} errors.",
    )


def full(told: Told) -> tuple[str, str]:
    """The disk full."""
    pages = told["pages"]
    how = (
        f"a real file system with {told['free_mb_before']:.0f} MB left"
        if told["is_mounted"]
        else "no right to mount a small disk: files limited in size instead"
    )
    left = ", ".join(told["left_beside"]) or "nothing"
    return (
        f"site published anew on a full disk ({how})",
        (
            f"the command ended after {told['seconds']:.0f} s with code {told['exit_code']}: “{told['said']}”. Meanwhile "
            f"{pages['asked']} files were asked for and compared with the manifest: faults {pages['faults'] or 'none'}, p99 "
            f"{pages['p99'] * 1000:.1f} ms. Left beside the site: {left}; {told['free_mb_after']:.0f} MB free again."
        ),
    )
