"""The plan on paper: what a million readers a day and ten thousand at once need, worked out from measured figures."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.public_load.arithmetic import AIM_SECONDS

READERS_A_DAY = 1_000_000
READERS_AT_ONCE = 10_000
PEAK_FACTOR = 5
"""The busiest minutes of a smog day against the mean of the day."""
PAGES_A_VISIT = 4
SECONDS_A_PAGE = 30
SHARE_TO_DASHBOARD = 0.05
MINUTES_IN_DASHBOARD = 5
SECONDS_A_CHANGE = 10
BUSY_SHARE = 0.6
"""How busy a core may be by plan: beyond, queues grow faster than load."""
DAY_SECONDS = 86_400
Cell = dict[str, Any]


@dataclass(frozen=True)
class Costs:
    """What was measured.

    Attributes
    ----------
    first_bytes, next_bytes
        Over HTTP for the first page of a visit and for each further one.
    page_cpu
        Seconds of nginx for a page.
    change_cpu, opening_cpu
        Seconds of a replica for a change and for opening a session.
    session_mb, replica_mb
        Memory of a session, and of a replica without any.
    """

    first_bytes: float
    next_bytes: float
    page_cpu: float
    change_cpu: float
    opening_cpu: float
    session_mb: float
    replica_mb: float


def costs_of(results: dict[str, Any]) -> Costs | None:
    """Costs from the figures of a run; None when a part of it is missing.

    The cost of a change is that of the busiest cell that kept the aim, or of the calmest cell when none did.
    """
    cells, pages, visit = results.get("cells", []), results.get("static", []), results.get("visit")
    if not cells or not pages or not visit:
        return None
    kept = [cell for cell in cells if cell["p95"] <= AIM_SECONDS]
    chosen = (
        max(kept, key=lambda cell: cell["answered"]) if kept else min(cells, key=lambda cell: cell["p95"])
    )
    largest = max(cells, key=lambda cell: cell["sessions"])
    page = next(row for row in pages if row["server"] == "nginx" and row["what"] == "page of a place")
    return Costs(
        first_bytes=visit["first"]["bytes"],
        next_bytes=visit["next"]["bytes"],
        page_cpu=page["cpu_per_page"],
        change_cpu=chosen["cpu_replicas"] / chosen["answered"],
        opening_cpu=largest["opened"]["cpu"] / max(1, largest["opened"]["opened"]),
        session_mb=max(0.0, session_mb(largest)),
        replica_mb=largest["base_uss"] / largest["replicas"],
    )


def session_mb(cell: Cell) -> float:
    """Memory of a session, MB."""
    return (cell["uss"] - cell["base_uss"]) / (cell["sessions"] - cell["base_sessions"])


def plan_lines(costs: Costs) -> Iterator[str]:
    """Both plans in Markdown, with the arithmetic."""
    visits = READERS_A_DAY / DAY_SECONDS * PEAK_FACTOR
    visit_bytes = costs.first_bytes + (PAGES_A_VISIT - 1) * costs.next_bytes
    sessions = visits * SHARE_TO_DASHBOARD * MINUTES_IN_DASHBOARD * 60
    yield f"**{READERS_A_DAY:,} readers a day**".replace(",", " ")
    yield ""
    yield "| step | arithmetic | comes to |"
    yield "|---|---|---|"
    yield row(
        "visits at the peak",
        f"{READERS_A_DAY:,} ÷ {DAY_SECONDS:,} s × {PEAK_FACTOR}".replace(",", " "),
        f"{visits:.0f} a second",
    )
    yield row(
        "pages at the peak", f"{visits:.0f} × {PAGES_A_VISIT}", f"{visits * PAGES_A_VISIT:.0f} a second"
    )
    yield row(
        "bytes of a visit",
        f"{kb(costs.first_bytes)} + {PAGES_A_VISIT - 1} × {kb(costs.next_bytes)}",
        kb(visit_bytes),
    )
    yield row("network at the peak", f"{visits:.0f} × {kb(visit_bytes)} × 8", gbit(visits * visit_bytes))
    yield row("volume of the day", f"10⁶ × {kb(visit_bytes)}", f"{READERS_A_DAY * visit_bytes / 1e12:.2f} TB")
    yield row(
        "nginx, without TLS",
        f"{visits * PAGES_A_VISIT:.0f} × {costs.page_cpu * 1e6:.0f} µs",
        f"{visits * PAGES_A_VISIT * costs.page_cpu:.3f} cores",
    )
    yield row(
        "sessions of the dashboard",
        f"{visits:.0f} × {SHARE_TO_DASHBOARD:.0%} × {MINUTES_IN_DASHBOARD} min",
        f"{sessions:.0f} at once",
    )
    yield from dashboard_rows(costs, sessions, visits * SHARE_TO_DASHBOARD)
    pages = READERS_AT_ONCE / SECONDS_A_PAGE
    yield ""
    yield f"**{READERS_AT_ONCE:,} at once**".replace(",", " ")
    yield ""
    yield "| step | arithmetic | comes to |"
    yield "|---|---|---|"
    yield row(
        "all on static pages",
        f"{READERS_AT_ONCE:,} ÷ {SECONDS_A_PAGE} s".replace(",", " "),
        f"{pages:.0f} pages a second, {pages * costs.page_cpu:.3f} cores, {gbit(pages * costs.next_bytes)}",
    )
    at_once = READERS_AT_ONCE * costs.first_bytes
    yield row(
        "all arriving within a minute",
        f"{READERS_AT_ONCE:,} × {kb(costs.first_bytes)} × 8 ÷ 60 s".replace(",", " "),
        gbit(at_once / 60),
    )
    for share in (SHARE_TO_DASHBOARD, 1.0):
        number = READERS_AT_ONCE * share
        yield row("of them in the dashboard", f"{share:.0%}", f"{number:.0f} sessions")
        yield from dashboard_rows(costs, number, number / (60 * MINUTES_IN_DASHBOARD))


def dashboard_rows(costs: Costs, sessions: float, opened: float) -> Iterator[str]:
    """Cores, replicas and memory for sessions at once and so many opened a second."""
    changes = sessions / SECONDS_A_CHANGE
    busy = changes * costs.change_cpu + opened * costs.opening_cpu
    replicas = max(2, math.ceil(busy / BUSY_SHARE))
    yield row("… changes", f"{sessions:.0f} ÷ {SECONDS_A_CHANGE} s", f"{changes:.0f} a second")
    yield row(
        "… CPU",
        f"{changes:.0f} × {costs.change_cpu * 1000:.1f} ms + {opened:.1f} × {costs.opening_cpu * 1000:.0f} ms",
        f"{busy:.1f} cores",
    )
    yield row(
        "… replicas, one a core",
        f"{busy:.1f} ÷ {BUSY_SHARE:.0%}, two at least",
        f"{replicas} replicas and cores",
    )
    memory = replicas * costs.replica_mb + sessions * costs.session_mb
    yield row(
        "… memory",
        f"{replicas} × {costs.replica_mb:.0f} MB + {sessions:.0f} × {costs.session_mb:.2f} MB",
        f"{memory / 1000:.1f} GB",
    )


def row(*cells: str) -> str:
    """A row of a table."""
    return "| " + " | ".join(cells) + " |"


def kb(number: float) -> str:
    """Bytes in thousands."""
    return f"{number / 1000:.0f} kB"


def gbit(bytes_a_second: float) -> str:
    """Bytes a second as what lines are sold by."""
    return f"{bytes_a_second * 8 / 1e9:.2f} Gbit/s"


def sessions_a_core(cells: Sequence[Cell]) -> float:
    """Sessions that a core carries by plan, from the CPU of a change in the busiest cell that kept the aim."""
    kept = [cell for cell in cells if cell["p95"] <= AIM_SECONDS]
    if not kept:
        return math.nan
    busiest = max(kept, key=lambda cell: cell["answered"])
    return BUSY_SHARE * busiest["answered"] / busiest["cpu_replicas"] * SECONDS_A_CHANGE
