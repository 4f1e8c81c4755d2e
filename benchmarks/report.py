"""The figures as Markdown and as JSON."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib import metadata
from statistics import median

from benchmarks.contenders import ATLAS, CONTENDERS
from benchmarks.phases import Figures

BIGGEST_PARTS = 16
PACKAGES = ("streamlit", "folium", "streamlit-folium")


@dataclass(frozen=True)
class Row:
    """A line of the table.

    Attributes
    ----------
    measure
        Key of the numbers.
    title
        What is measured, with its unit.
    scale
        The number is divided by this.
    decimals
        Digits after the point.
    more_is_better
        The ratio is then ours over theirs.
    """

    measure: str
    title: str
    scale: float = 1.0
    decimals: int = 0
    more_is_better: bool = False


KB = 1000.0
SIDE_BY_SIDE = (
    Row("change_received_bytes", "websocket per change, from the server, kB", KB, 1),
    Row("change_both_bytes", "websocket per change, both directions, kB", KB, 1),
    Row("change_http_bytes", "HTTP per change, kB", KB, 1),
    Row("repaint_ms", "click to repaint, ms"),
    Row("change_cpu_ms", "server CPU per change, ms", 1, 1),
    Row("view_kept", "view kept (1 yes, 0 no)"),
    Row("load_changes_per_s", "10 sessions: changes a second", 1, 1, more_is_better=True),
    Row("load_p50_ms", "10 sessions: p50, ms"),
    Row("load_p95_ms", "10 sessions: p95, ms"),
    Row("load_cpu_ms", "10 sessions: server CPU per change, ms", 1, 1),
    Row("load_wire_bytes", "10 sessions: received per change as on the wire, kB", KB, 1),
    Row("session_memory_mb", "memory per session, MB", 1, 2),
    Row("first_visit_shapes_bytes", "first visit: shapes as transferred, kB", KB, 0),
    Row("first_visit_http_bytes", "first visit: all HTTP, kB", KB, 0),
    Row("first_visit_websocket_bytes", "first visit: websocket, kB", KB, 0),
    Row("first_visit_to_map_ms", "first visit: to the map, ms"),
    Row("second_visit_http_bytes", "second visit: HTTP, kB", KB, 0),
    Row("second_visit_websocket_bytes", "second visit: websocket, kB", KB, 0),
    Row("second_visit_to_map_ms", "second visit: to the map, ms"),
    Row("start_to_map_s", "start of the server to the map, s", 1, 1),
)
ALONE = (
    Row("build_seconds", "first build of the shapes, s", 1, 1),
    Row("build_cpu_seconds", "its CPU, s", 1, 1),
    Row("build_peak_mb", "its peak memory (RSS), MB"),
    Row("import_seconds", "open of the built cache: imports, s", 1, 2),
    Row("tables_seconds", "… read and check the tables, s", 1, 2),
    Row("open_seconds", "… open the shapes (hashes checked), s", 1, 2),
    Row("read_seconds", "… read the places, s", 1, 2),
)


def report(figures: Figures) -> str:
    """All tables, and what they were measured on."""
    blocks = [machine(figures), "\n".join(side_by_side(figures)), "\n".join(alone(figures))]
    blocks += ["\n".join(delivery(figures)), "\n".join(parts(figures))]
    return "\n\n".join(block for block in blocks if block) + "\n"


def machine(figures: Figures) -> str:
    """Date, machine and versions in a sentence."""
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in PACKAGES)
    browser = figures.notes.get("browser", "")
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, load {os.getloadavg()[2]:.1f} over the last "
        f"quarter of an hour, Python {platform.python_version()}, {versions}, Chromium {browser}. "
        "Median (smallest – largest)."
    )


def side_by_side(figures: Figures) -> Iterator[str]:
    """The contenders, and how many times better the atlas is than each."""
    rows = [row for row in SIDE_BY_SIDE if row.measure in figures.numbers]
    if not rows:
        return
    keys = [contender.key for contender in CONTENDERS]
    titles = [f"{contender.key}: {contender.title}" for contender in CONTENDERS]
    ratios = [f"{key} : {ATLAS.key}" for key in keys[1:]]
    yield f"| | {' | '.join([*titles, *ratios])} |"
    yield "|---|" + "---|" * (len(titles) + len(ratios))
    for row in rows:
        numbers = figures.numbers[row.measure]
        cells = [cell(numbers[key], row) for key in keys]
        times = [ratio(numbers[key], numbers[ATLAS.key], row) for key in keys[1:]]
        yield f"| {row.title} | {' | '.join([*cells, *times])} |"


def alone(figures: Figures) -> Iterator[str]:
    """What only the atlas does."""
    rows = [row for row in ALONE if row.measure in figures.numbers]
    if rows:
        yield "| the atlas alone | |"
        yield "|---|---|"
    for row in rows:
        yield f"| {row.title} | {cell(figures.numbers[row.measure]['-'], row)} |"


def delivery(figures: Figures) -> Iterator[str]:
    """What was promised of the delivery, and what was seen."""
    if "places" not in figures.numbers:
        return
    of = {measure: numbers[ATLAS.key] for measure, numbers in figures.numbers.items()}
    received = of["change_received_bytes"]
    yield "| promised of the atlas | seen |"
    yield "|---|---|"
    yield f"| 375 places drawn after every change | {cell(of['places'], Row('', ''))} |"
    yield f"| shapes ≤ 250 kB as transferred | {of['first_visit_shapes_bytes'][0] / KB:.0f} kB |"
    yield (
        "| shapes fetched once per browser | "
        f"requests: first visit {of['first_visit_shapes_requests'][0]:.0f}, "
        f"second visit {of['second_visit_shapes_requests'][0]:.0f}, "
        f"{len(received)} changes {sum(of['change_shapes_requests']):.0f} |"
    )
    yield (
        "| ≤ 10 kB over the websocket per change | "
        f"largest {max(received) / KB:.1f} kB from the server, {max(of['change_both_bytes']) / KB:.1f} kB both ways |"
    )
    deflated = figures.notes.get(f"websocket deflated, {ATLAS.key}", "no")
    yield f"| websocket compressed by permessage-deflate (then only the sessions' bytes are those on the wire) | {deflated} |"


def parts(figures: Figures) -> Iterator[str]:
    """The biggest elements of the atlas's changes."""
    if not figures.parts:
        return
    yield "| bytes per change, median (largest) | element | where |"
    yield "|---|---|---|"
    for part in figures.parts[:BIGGEST_PARTS]:
        name = part.name.replace("|", "\\|").replace("<", "&lt;")
        yield f"| {part.middle:.0f} ({max(part.sizes)}) | {name} | {part.path} |"
    rest = figures.parts[BIGGEST_PARTS:]
    yield f"| {sum(part.middle for part in rest):.0f} | {len(rest)} smaller ones together | |"


def cell(numbers: list[float], row: Row) -> str:
    """Median and range."""
    if not numbers:
        return "–"

    def shown(number: float) -> str:
        return f"{number / row.scale:,.{row.decimals}f}".replace(",", " ")

    middle, low, high = shown(median(numbers)), shown(min(numbers)), shown(max(numbers))
    return middle if low == high else f"{middle} ({low} – {high})"


def ratio(theirs: list[float], ours: list[float], row: Row) -> str:
    """How many times better ours is, by the medians."""
    if not theirs or not ours or row.measure == "view_kept":
        return "–"
    better, worse = median(ours), median(theirs)
    if not row.more_is_better:
        better, worse = worse, better
    return f"{better / worse:.1f}×" if worse > 0 else "–"


def raw(figures: Figures) -> str:
    """All numbers as JSON."""
    content = {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "cores": os.cpu_count(),
        "notes": figures.notes,
        "numbers": figures.numbers,
        "parts": [asdict(part) for part in figures.parts],
    }
    return json.dumps(content, ensure_ascii=False, indent=1)
