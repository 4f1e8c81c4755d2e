"""How long a table of points takes, beside a loop over single points and a plain spatial join, and what others feel.

Run from the repository: `python -m benchmarks.locate_points [--points 100000] [--looped 300]`. Prints a table in Markdown.
"""

from __future__ import annotations

import argparse
import io
import json
import resource
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import numpy as np

from commands.open_atlas import open_atlas
from geo.point_lookup import locate, locate_many
from importing.point_answers import PointAnswers
from importing.point_files import write_answers
from importing.point_lines import read_point_bytes
from importing.point_worker import command
from policy.atlas import Atlas
from policy.measures import binding_measures
from policy.point_record import point_record

SEED = 20261122
FELT_FOR = 4.0
REPOSITORY = Path(__file__).parents[1]


def random_points(atlas: Atlas, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Points spread evenly over the land of all counties, degrees on WGS 84."""
    chance = np.random.default_rng(SEED)
    lon, lat = np.empty(0), np.empty(0)
    while len(lon) < count:
        x, y = chance.uniform(73.5, 135, 2 * count), chance.uniform(18, 53.5, 2 * count)
        inside = atlas.geometry.point_index.county_rows(x, y) >= 0
        lon, lat = np.append(lon, x[inside]), np.append(lat, y[inside])
    return lon[:count].round(6), lat[:count].round(6)


def warm_index(atlas: Atlas) -> None:
    """Read counties and borders and make the index."""
    atlas.geometry.point_index.warm()


def table_of(lon: np.ndarray, lat: np.ndarray) -> bytes:
    """A CSV as someone would hand it over."""
    rows = (f"企业{number},{x},{y}\n" for number, (x, y) in enumerate(zip(lon, lat, strict=True)))
    return ("名称,经度,纬度\n" + "".join(rows)).encode()


def seconds(work: Callable[[], object]) -> float:
    """How long something takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def worker_run(content: bytes, kind: str) -> tuple[float, float]:
    """Seconds and peak megabytes of the process that the dashboard starts, from its start to its last byte."""
    asked = {"name": "points.csv", "kind": kind, "datum": "wgs84", "lang": "zh", "swapped": False}
    given = json.dumps(asked).encode() + b"\n" + content
    begun = time.perf_counter()
    subprocess.run(command(), cwd=REPOSITORY, input=given, stdout=subprocess.DEVNULL, check=True)
    taken = time.perf_counter() - begun
    # The largest of all children so far: formats are run from the leanest on.
    return taken, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def felt_by_others(atlas: Atlas, busy: Callable[[], object] | None) -> tuple[float, float]:
    """Median and worst milliseconds of some work of another session, while `busy` goes on in a thread."""
    thread = threading.Thread(target=busy, daemon=True) if busy else None
    if thread:
        thread.start()
        time.sleep(0.5)
    taken: list[float] = []
    until = time.perf_counter() + FELT_FOR
    while time.perf_counter() < until and (thread is None or thread.is_alive()):
        taken.append(1000 * seconds(lambda: binding_measures(atlas.register, "410400")))
        time.sleep(0.02)
    if thread:
        thread.join()
    return statistics.median(taken), max(taken)


def main() -> int:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--points", type=int, default=100_000)
    options.add_argument("--looped", type=int, default=300)
    asked = options.parse_args()
    atlas = open_atlas()
    index = seconds(lambda: warm_index(atlas))
    lon, lat = random_points(atlas, asked.points)
    content = table_of(lon, lat)
    print(f"index of counties and borders, once per process: {index:.1f} s\n")

    looped = range(asked.looped)
    one = seconds(lambda: [point_record(atlas, locate(atlas.geometry, lon[i], lat[i])) for i in looped])
    located = seconds(lambda: locate_many(atlas.geometry, lon.tolist(), lat.tolist()))
    one_located = seconds(lambda: [locate(atlas.geometry, lon[i], lat[i]) for i in looped])

    def answered() -> None:
        table = read_point_bytes("points.csv", content)
        files: dict[str, io.BytesIO] = {}
        write_answers(
            PointAnswers(atlas, table, "wgs84", "zh"),
            "csv",
            lambda role: files.setdefault(role, io.BytesIO()),
        )

    whole = seconds(answered)
    scale = asked.points / asked.looped
    print(f"| {asked.points:,} points | seconds | ratio |\n| --- | ---: | ---: |")
    print(f"| read, answered and written as CSV, in this process | {whole:.1f} | 1 |")
    print(
        f"| loop of single records (measured on {asked.looped}, scaled) | {one * scale:.0f} | {one * scale / whole:.0f} |"
    )
    print(f"| where each is and how far the border (`locate_many`) | {located:.1f} | 1 |")
    ratio = one_located * scale / located
    print(
        f"| loop of `locate` (measured on {asked.looped}, scaled) | {one_located * scale:.0f} | {ratio:.0f} |"
    )

    counties = atlas.geometry.counties[["county_zh", "geometry"]]
    points = gpd.GeoDataFrame(geometry=gpd.points_from_xy(lon, lat), crs=counties.crs)
    join = seconds(lambda: atlas.geometry.point_index.county_rows(lon, lat))
    plain = seconds(lambda: gpd.sjoin(points, counties, predicate="intersects"))
    print(f"| county of each point, index held ready | {join:.2f} | 1 |")
    print(f"| county of each point, `geopandas.sjoin` | {plain:.2f} | {plain / join:.1f} |")

    print("\n| the dashboard's process for a table | seconds | peak MB |\n| --- | ---: | ---: |")
    for kind in ("csv", "geojson", "xlsx"):
        taken, peak = worker_run(content, kind)
        print(f"| {kind} | {taken:.1f} | {peak:.0f} |")

    print("\n| another session's 10 ms of Python meanwhile | median ms | worst ms |\n| --- | ---: | ---: |")
    ways = {
        "nothing else": None,
        "the table in a thread of the same process": answered,
        "the table in a process of its own, nice 10": lambda: worker_run(content, "csv"),
    }
    for name, busy in ways.items():
        median, worst = felt_by_others(atlas, busy)
        print(f"| {name} | {median:.1f} | {worst:.0f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
