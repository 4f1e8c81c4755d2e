"""Time the import of a year of hourly city files beside a loop with pandas: `python -m benchmarks.import_hours`.

Each runs in a process of its own on the same files (366 files, 370 cities, 15 types: `tests/importing/made_year.py`), in
turns; wall time, CPU and the peak of resident memory as the system reports them. Both must come to the same means.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from statistics import median

from tests.importing.made_year import CITIES, DAYS

ATLAS, LOOP = "import_observations", "loop with pandas"

PANDAS_LOOP = """
import json, sys
from pathlib import Path
import pandas as pd
from data.tables import load_tables
from importing.place_finder import PlaceFinder

find = PlaceFinder(load_tables().places).find
parts = []
for path in sorted(Path(sys.argv[1]).iterdir()):
    try:
        frame = pd.read_csv(path, encoding="utf-8-sig", na_values=["—"])
    except UnicodeDecodeError:
        frame = pd.read_csv(path, encoding="gbk", na_values=["—"])
    frame = frame[frame["type"] == "PM2.5"].drop(columns="type").drop_duplicates()
    frame = frame.melt(["date", "hour"], var_name="city").dropna()
    parts.append(frame[frame["value"].between(0, 2000)])
hours = pd.concat(parts)
hours["place_id"] = hours["city"].map({name: find(name) for name in hours["city"].unique()})
days = hours.groupby(["place_id", "date"])["value"].agg(["mean", "count"]).reset_index()
days = days[days["count"] >= 20]
month = days["date"] // 100 % 100
of_month = days.groupby(["place_id", month]).size().unstack(fill_value=0)
enough = (of_month >= [25 if number == 2 else 27 for number in of_month.columns]).all(axis=1)
years = days.groupby("place_id")["mean"].agg(["mean", "count"])
years = years[(years["count"] >= 324) & enough]
print(json.dumps({place_id: row["mean"] for place_id, row in years.iterrows()}))
"""


@dataclass(frozen=True)
class Run:
    """One run of one contender: seconds, seconds of CPU, MB of resident memory at the peak."""

    wall: float
    cpu: float
    peak: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the files, run both, print the table."""
    options = parser().parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="atlas-benchmark-") as folder:
        files = Path(folder) / "year"
        files.mkdir()
        # in a process of its own: what is forked off a large process counts its memory
        means = Path(folder) / "means.json"
        making = ["-m", "tests.importing.made_year", str(files), "--means", str(means)]
        subprocess.run([sys.executable, *making], check=True)
        expected = json.loads(means.read_text(encoding="utf-8"))
        paths = sorted(files.iterdir())
        size = sum(path.stat().st_size for path in paths)
        names = Path(folder) / "names.txt"
        names.write_text("\n".join(map(str, paths)), encoding="utf-8")
        commands = {
            ATLAS: [
                "-m",
                "commands.import_observations",
                f"@{names}",
                "--check",
                "--json",
                "--data-folder",
                folder,
            ],
            LOOP: ["-c", PANDAS_LOOP, str(files)],
        }
        runs: dict[str, list[Run]] = {name: [] for name in commands}
        for _ in range(options.rounds):
            for name, command in commands.items():
                run, found = measured([sys.executable, *command])
                runs[name].append(run)
                compare(name, found, expected)
                print(f"{name}: {run}", file=sys.stderr)
    text = report(runs, size)
    print(text)
    if options.out:
        options.out.write_text(text, encoding="utf-8")
    return 0


def measured(command: Sequence[str]) -> tuple[Run, dict[str, float]]:
    """Run a command; its figures and the means that it prints."""
    with tempfile.TemporaryFile() as out:
        began = time.monotonic()
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
        _pid, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise RuntimeError(f"{command[:3]} ended with {process.returncode}")
        out.seek(0)
        printed = json.load(out)
    # ru_maxrss is in kB on Linux and in bytes on macOS
    peak = usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    means = {row["place_id"]: row["value"] for row in printed["rows"]} if "rows" in printed else printed
    return Run(wall, usage.ru_utime + usage.ru_stime, peak), means


def compare(name: str, found: dict[str, float], expected: dict[str, float]) -> None:
    """Stop when a contender comes to other means."""
    wrong = [
        key
        for key in expected.keys() | found.keys()
        if abs(found.get(key, -1) - expected.get(key, -1)) > 1e-5
    ]
    if wrong:
        raise RuntimeError(f"{name}: {len(wrong)} means differ from plain loops")


def report(runs: dict[str, list[Run]], size: int) -> str:
    """The table in Markdown."""
    rows = [
        (
            f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, load {os.getloadavg()[2]:.1f} over the last quarter of an"
            f" hour, Python {platform.python_version()}, duckdb {metadata.version('duckdb')}, pandas"
            f" {metadata.version('pandas')}. {DAYS} files, {CITIES} cities, 15 types, {size / 1e6:.0f} MB. Median (smallest –"
            " largest)."
        ),
        "",
        f"| | {ATLAS} | {LOOP} | ratio |",
        "|---|---|---|---|",
    ]
    for title, decimals, pick in (
        ("wall time, s", 1, lambda run: run.wall),
        ("CPU, s", 1, lambda run: run.cpu),
        ("peak memory (RSS), MB", 0, lambda run: run.peak),
    ):
        numbers = {name: [pick(run) for run in listed] for name, listed in runs.items()}
        cells = [
            f"{median(listed):.{decimals}f} ({min(listed):.{decimals}f} – {max(listed):.{decimals}f})"
            for listed in numbers.values()
        ]
        rows.append(
            f"| {title} | {' | '.join(cells)} | {median(numbers[LOOP]) / median(numbers[ATLAS]):.1f}× |"
        )
    return "\n".join(rows) + "\n"


def parser() -> argparse.ArgumentParser:
    """The command's options."""
    made = argparse.ArgumentParser(prog="python -m benchmarks.import_hours", description=__doc__)
    made.add_argument("--rounds", type=int, default=3, help="runs of each (default 3)")
    made.add_argument("--out", type=Path, metavar="FILE", help="write the table as Markdown")
    return made


if __name__ == "__main__":
    sys.exit(main())
