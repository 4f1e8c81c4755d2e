"""The figures of a run as Markdown, and into docs/load.md between its marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.public_load.arithmetic import AIM_SECONDS, knee
from benchmarks.public_load.faults_report import fault_lines
from benchmarks.public_load.plan import BUSY_SHARE, costs_of, kb, plan_lines, row, session_mb, sessions_a_core

BEGIN, END = "<!-- begin: last run -->", "<!-- end: last run -->"
Results = dict[str, Any]


def report(results: Results) -> str:
    """All tables that the run has figures for."""
    return "\n".join(lines(results)) + "\n"


def lines(results: Results) -> Iterator[str]:
    """The same, line by line."""
    yield from head(results)
    if results.get("static"):
        yield from static_lines(results)
    if results.get("cells"):
        yield from sweep_lines(results["cells"])
    if results.get("few"):
        yield from few_lines(results["few"])
    if results.get("faults"):
        yield from fault_lines(results["faults"])
    if results.get("soak"):
        yield from soak_lines(results["soak"])
    costs = costs_of(results)
    yield from ("### The plan in figures", "")
    if costs is None:
        yield "Needs the phases `static` and `replicas` in one run."
    else:
        yield from plan_lines(costs)


def head(results: Results) -> Iterator[str]:
    """Date and machine."""
    machine = results["machine"]
    versions = ", ".join(f"{name} {number}" for name, number in results["versions"].items())
    yield (
        f"{results['date']}, {machine['cores']} cores ({machine['cpu']}), {machine['memory_gb']:.0f} GB, "
        f"load before the run {machine['load_1']:.1f}, {versions}."
    )
    if results.get("notes"):
        yield ""
        yield from (f"- {note}" for note in results["notes"])
    yield ""


def static_lines(results: Results) -> Iterator[str]:
    """Static pages."""
    yield from ("### Static pages", "")
    yield "| file | server | bytes as sent | packed | a second | p50, ms | p99, ms | CPU a page, µs | failed |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for one in results["static"]:
        yield row(
            one["what"],
            one["server"],
            f"{one['bytes'] / 1000:.1f} kB",
            one["encoding"],
            f"{one['rate']:.0f}",
            f"{one['p50'] * 1000:.1f}",
            f"{one['p99'] * 1000:.1f}",
            f"{one['cpu_per_page'] * 1e6:.0f}",
            str(one["failed"]),
        )
    yield ""
    visit = results.get("visit")
    if visit:
        yield (
            f"A browser with an empty cache fetches {visit['first']['requests']} files and {kb(visit['first']['bytes'])} "
            f"for the home page, then {visit['next']['requests']} and {kb(visit['next']['bytes'])} for the page of a place."
        )
        yield ""


def sweep_lines(cells: Sequence[Results]) -> Iterator[str]:
    """Sessions and replicas."""
    yield from ("### Sessions that each change something every 10 s", "")
    yield (
        "| replicas | sessions | due a s | answered a s | p50, ms | p95, ms | p99, ms | unfinished | CPU a change, ms "
        "| cores: replicas | nginx | generator | others | MB a session |"
    )
    yield "|" + "---|" * 14
    for cell in cells:
        yield sweep_row(cell)
    yield ""
    for replicas in sorted({cell["replicas"] for cell in cells}):
        yield "- " + knee_sentence(replicas, [cell for cell in cells if cell["replicas"] == replicas])
    yield (
        f"- By the CPU of a change, a core that is {BUSY_SHARE:.0%} busy carries {sessions_a_core(cells):.0f} sessions."
    )
    lost = sum(cell["lost"] for cell in cells)
    errors = sum(cell["errors"] for cell in cells)
    yield f"- Sessions lost: {lost}. Runs that ended in an error: {errors:.0f}."
    lag = max(cell["lag_p99"] for cell in cells)
    yield f"- The generator itself was late by {lag * 1000:.0f} ms at most (p99 of a cell): that much is its own."
    yield ""


def sweep_row(cell: Results) -> str:
    """A cell."""
    seconds = cell["seconds"]
    servers, nginx, generator = (
        cell[name] / seconds for name in ("cpu_replicas", "cpu_nginx", "generator_cpu")
    )
    return row(
        str(cell["replicas"]),
        str(cell["sessions"]),
        f"{cell['due'] / seconds:.1f}",
        f"{cell['answered'] / seconds:.1f}",
        *(f"{cell[name] * 1000:.0f}" for name in ("p50", "p95", "p99")),
        str(cell["unfinished"]),
        f"{cell['cpu_replicas'] / max(1, cell['answered']) * 1000:.1f}",
        f"{servers:.2f}",
        f"{nginx:.2f}",
        f"{generator:.2f}",
        f"{max(0.0, cell['cpu_machine'] / seconds - servers - nginx - generator):.2f}",
        f"{session_mb(cell):.2f}",
    )


def knee_sentence(replicas: int, cells: Sequence[Results]) -> str:
    """Where the aim is lost."""
    kept, lost = knee([(cell["sessions"], cell["p95"]) for cell in cells])
    aim = f"p95 under {AIM_SECONDS} s"
    who = f"{replicas} replica{'s' if replicas > 1 else ''}"
    if lost is None:
        told = f"{aim} up to {kept} sessions, the most that were measured"
    elif kept is None:
        told = f"{aim} not even with {lost} sessions"
    else:
        told = f"{aim} up to {kept} sessions, no longer with {lost}"
    most = max(cell["sessions"] for cell in cells)
    # The rule that ends a row of cells; see docs/load.md.
    skipped = "" if most == 1000 else f"; more than {most} were not tried"
    busiest = max(cell["answered"] / cell["seconds"] for cell in cells)
    return f"{who}: {told}{skipped}; {busiest:.1f} changes a second at most."


def few_lines(few: dict[str, Results]) -> Iterator[str]:
    """Atlas and st_folium."""
    atlas, folium = few["atlas"], few["st_folium"]
    yield from (f"### {atlas['sessions']} sessions of the atlas and of a plain st_folium app", "")
    yield from ("| | atlas, behind nginx | st_folium | ratio |", "|---|---|---|---|")
    for name, told in {
        "p50, ms": lambda cell: cell["p50"] * 1000,
        "p95, ms": lambda cell: cell["p95"] * 1000,
        "server CPU a change, ms": lambda cell: cell["cpu_replicas"] / max(1, cell["answered"]) * 1000,
        "kB a change, from the server": lambda cell: cell["bytes_per_change"] / 1000,
        "memory a session, MB": session_mb,
        "changes due a second": lambda cell: cell["due"] / cell["seconds"],
        "answered a second": lambda cell: cell["answered"] / cell["seconds"],
    }.items():
        one, other = told(atlas), told(folium)
        ratio = f"{other / one:.1f}×" if one > 0 and "second" not in name else "–"
        yield row(name, f"{one:.1f}", f"{other:.1f}", ratio)
    yield ""


def soak_lines(soak: Results) -> Iterator[str]:
    """The hour."""
    yield from ("### Soak", "")
    yield (
        f"{soak['minutes']:.0f} minutes, {soak['readers']} readers one after another, {soak['views']} views, "
        f"{soak['lost']} sessions lost{reasons(soak['faults'])}, {soak['errors']:.0f} runs that ended in an error."
    )
    yield from ("", "| memory of all replicas (USS) | MB |", "|---|---|")
    yield row("at the begin, no session", f"{soak['first_mb']:.0f}")
    yield row("in the middle (mean of eight samples)", f"{soak['middle_mb']:.0f}")
    yield row("at the end (mean of eight samples)", f"{soak['last_mb']:.0f}")
    yield row(
        "second half, an hour",
        f"{soak['mb_per_hour']:+.1f} ± {soak['mb_per_hour_error']:.1f} (standard error)",
    )
    yield row(
        "second half, 1 000 views",
        f"{soak['mb_per_1000_views']:+.2f} ± {soak['mb_per_1000_views_error']:.2f}",
    )
    yield row("spread about the line", f"{soak['spread_mb']:.1f}")
    yield row(
        "the processes that draw, apart",
        f"{soak['drawing_last_mb']:.0f} at the end, {soak['drawing_mb_per_hour']:+.0f} an hour",
    )
    yield ""


def reasons(faults: dict[str, int]) -> str:
    """Why, in brackets."""
    told = "; ".join(f"{number} × {fault}" for fault, number in sorted(faults.items()))
    return f" ({told})" if told else ""


def write_into(document: Path, text: str) -> None:
    """Put the report between the marks of a document.

    Raises
    ------
    ValueError
        When the marks are not there.
    """
    before, begin, rest = document.read_text(encoding="utf-8").partition(BEGIN)
    _former, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{document} has no {BEGIN} and {END}")
    document.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{after}", encoding="utf-8")
