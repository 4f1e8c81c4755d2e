"""Time a map of China for print beside plain geopandas on the same shapes: `python -m benchmarks.press_export`.

Each format of each contender runs in a process of its own, in turns: seconds of wall and CPU from the opened atlas to the
finished bytes, peak of resident memory as the system reports it at the end, size of the file. Plain geopandas draws the
same 375 shapes in the same projection, size and colours with `plot` and `savefig` and nothing else: no hatch, inset, legend,
name, source or check. Then twenty exports at once, with a thread beside them that wants a turn every ten milliseconds.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from statistics import median

FORMATS = ("png 144 dpi", "png 300 dpi", "svg", "pdf")
SHEETS, PLAIN = "export_press", "geopandas plot"
AT_ONCE = 20

OPENED = """
import io, json, resource, sys, time
from commands.open_atlas import open_atlas
from layers.catalogue import build_layer
from layers.drawn import draw
from translations import words_for

atlas = open_atlas()
atlas.geometry.places, atlas.geometry.provinces
drawn = draw(atlas.register, build_layer(atlas.register, "observed", 2025), words_for("zh"))
"""
CLOSED = """
wall, cpu = time.monotonic() - wall, time.process_time() - cpu
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
print(json.dumps({"wall": wall, "cpu": cpu, "peak": peak, "bytes": len(content)}))
"""
OF_SHEETS = """
from layers.press.export import checked_sheet, file_bytes, press_job
from layers.press.request import PressRequest
ending, _, dpi = sys.argv[1].removesuffix(" dpi").partition(" ")
wall, cpu = time.monotonic(), time.process_time()
request = PressRequest("observed", "china", ending, "2026-11-22", dpi=int(dpi) if dpi else None, address="https://a.example")
job = press_job(atlas, request)
content = file_bytes(atlas, job, checked_sheet(atlas, job)[0])
"""
OF_PLAIN = """
import matplotlib
matplotlib.use("agg")
import matplotlib.pyplot as plt
from geo.projections import ALBERS_CHINA
ending, _, dpi = sys.argv[1].removesuffix(" dpi").partition(" ")
wall, cpu = time.monotonic(), time.process_time()
figure, axes = plt.subplots(figsize=(960 / 72, 540 / 72))
colours = [place.colour for place in drawn.places]
atlas.geometry.places.to_crs(ALBERS_CHINA).plot(ax=axes, color=colours, edgecolor="#75838f", linewidth=0.2)
atlas.geometry.provinces.to_crs(ALBERS_CHINA).boundary.plot(ax=axes, color="#4a5b69", linewidth=0.55)
axes.set_axis_off()
stream = io.BytesIO()
figure.savefig(stream, format=ending, dpi=int(dpi or 144))
content = stream.getvalue()
"""
CROWD = """
import threading
from concurrent.futures import ThreadPoolExecutor
from layers.press.export import export_press
from layers.press.request import PressRequest
request = PressRequest("observed", "china", "png", "2026-11-22", address="https://a.example")
export_press(atlas, request)
waits, done = [], threading.Event()
def wait_for_turns():
    while not done.is_set():
        began = time.monotonic()
        time.sleep(0.01)
        waits.append(time.monotonic() - began - 0.01)
beside = threading.Thread(target=wait_for_turns)
beside.start()
wall, cpu = time.monotonic(), time.process_time()
with ThreadPoolExecutor(int(sys.argv[1])) as pool:
    content = list(pool.map(lambda _: export_press(atlas, request).content, range(int(sys.argv[1]))))[0]
done.set()
beside.join()
waits.sort()
print(json.dumps({"p50": waits[len(waits) // 2], "p95": waits[len(waits) * 95 // 100], "most": waits[-1]}))
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run all, print the tables."""
    options = parser().parse_args(arguments)
    runs: dict[tuple[str, str], list[dict[str, float]]] = {}
    for _ in range(options.rounds):
        for kind in FORMATS:
            for name, program in ((SHEETS, OF_SHEETS), (PLAIN, OF_PLAIN)):
                (found,) = lines_of(OPENED + program + CLOSED, kind)
                runs.setdefault((name, kind), []).append(found)
                print(f"{name}, {kind}: {found}", file=sys.stderr)
    text = report(runs)
    if options.crowd:
        text += crowd_report(*lines_of(OPENED + CROWD + CLOSED, str(AT_ONCE)))
    print(text)
    if options.out:
        options.out.write_text(text, encoding="utf-8")
    return 0


def lines_of(program: str, argument: str) -> list[dict[str, float]]:
    """Run a program and read the JSON that it prints, a line each."""
    done = subprocess.run(
        [sys.executable, "-c", program, argument], check=True, capture_output=True, text=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def report(runs: dict[tuple[str, str], list[dict[str, float]]]) -> str:
    """The table in Markdown."""
    rows = [
        (
            f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, load {os.getloadavg()[2]:.1f} over the last quarter of an"
            f" hour, Python {platform.python_version()}, matplotlib {metadata.version('matplotlib')}, geopandas"
            f" {metadata.version('geopandas')}. Median."
        ),
        "",
        f"| | {SHEETS}: s (CPU) | MB peak | kB | {PLAIN}: s (CPU) | MB peak | kB |",
        "|---|---|---|---|---|---|---|",
    ]
    for kind in FORMATS:
        cells = []
        for name in (SHEETS, PLAIN):
            middle = {
                key: median(run[key] for run in runs[name, kind]) for key in ("wall", "cpu", "peak", "bytes")
            }
            cells += [
                f"{middle['wall']:.1f} ({middle['cpu']:.1f})", f"{middle['peak']:.0f}", f"{middle['bytes'] / 1000:.0f}",
            ]  # fmt: skip
        rows.append(f"| {kind} | {' | '.join(cells)} |")
    return "\n".join(rows) + "\n"


def crowd_report(waits: dict[str, float], whole: dict[str, float]) -> str:
    """What twenty exports at once do to somebody else in the process."""
    return (
        f"\n{AT_ONCE} exports at once in one process: {whole['wall']:.0f} s together ({whole['cpu']:.0f} s of CPU), peak"
        f" {whole['peak']:.0f} MB; a thread beside them that wants a turn every 10 ms waits {waits['p50'] * 1000:.0f} ms"
        f" (median), {waits['p95'] * 1000:.0f} ms (p95), {waits['most'] * 1000:.0f} ms (longest).\n"
    )


def parser() -> argparse.ArgumentParser:
    """The command's options."""
    made = argparse.ArgumentParser(prog="python -m benchmarks.press_export", description=__doc__)
    made.add_argument("--rounds", type=int, default=3, help="runs of each (default 3)")
    made.add_argument("--no-crowd", dest="crowd", action="store_false", help="leave out the twenty at once")
    made.add_argument("--out", type=Path, metavar="FILE", help="write the tables as Markdown")
    return made


if __name__ == "__main__":
    sys.exit(main())
