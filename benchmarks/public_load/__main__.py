"""Load the public doors: `python -m benchmarks.public_load`. See docs/load.md."""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from benchmarks.contenders import PROJECT_FOLDER
from benchmarks.public_load import soak as soaking
from benchmarks.public_load.faults import faults
from benchmarks.public_load.processes import machine, open_many_files
from benchmarks.public_load.recording import Recorded, chromium
from benchmarks.public_load.report import report, write_into
from benchmarks.public_load.stack import ToolMissingError, find_nginx, public_stack
from benchmarks.public_load.static_pages import static_rows
from benchmarks.public_load.sweep import SESSIONS, few_sessions, plain_folium, record_atlas, sweep
from benchmarks.public_load.visit import visit_bytes
from publishing.manifest import read_manifest

PHASES = ("static", "replicas", "faults", "soak")
BY_DEFAULT = ("static", "replicas", "faults")
SITE = PROJECT_FOLDER / ".cache" / "public-load" / "site"
Say = Callable[[str], None]


class Run:
    """A run: its figures are written after each of them, so that what was measured stays when it is cut short."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.began = time.monotonic()
        self.results: dict[str, Any] = {
            "date": datetime.now(UTC).date().isoformat(),
            "machine": machine(),
            "versions": {name: version(name) for name in ("streamlit", "folium", "streamlit-folium")},
            "notes": [],
        }
        if options.json and options.keep and options.json.exists():
            self.results = json.loads(options.json.read_text(encoding="utf-8"))
        self.results["notes"] += options.note

    def say(self, step: str) -> None:
        """Tell how far it is."""
        print(f"{time.monotonic() - self.began:5.0f} s  {step}", file=sys.stderr, flush=True)

    def note(self, name: str, figures: Any) -> None:
        """Keep figures, in a list when there are more of a kind."""
        self.results[name] = figures
        if self.options.json:
            self.options.json.write_text(json.dumps(self.results, indent=1), encoding="utf-8")

    def publish(self) -> Path:
        """The site to serve; publishes one where none was named and none is left from before."""
        if self.options.site:
            return self.options.site.absolute()
        if read_manifest(SITE) is None:
            self.say("publishing a site to serve (once; some minutes)")
            command = [sys.executable, "-m", "commands.publish_site", "--out", str(SITE), "--cards", "few"]
            command += ["--compress", "--base-url", "https://atlas.example"]
            subprocess.run(command, cwd=PROJECT_FOLDER, check=True, stdout=subprocess.DEVNULL)
        return SITE

    def static(self, browser: Browser, folder: Path, site: Path) -> None:
        """Static pages."""
        with public_stack(folder / "static", 1, site) as stack:
            self.note("visit", visit_bytes(browser, stack.static_url))
            rows = []
            for row in static_rows(
                stack.static_port, stack.nginx.pid, folder, site, 2 if self.options.quick else 5, self.say
            ):
                rows.append(row)
                self.note("static", rows)

    def replicas(self, browser: Browser, recorded: Recorded, folder: Path, site: Path) -> None:
        """The sweep, and the few sessions beside st_folium."""
        seconds = 12.0 if self.options.quick else 30.0
        few = {"atlas": few_sessions(recorded, folder, site, seconds, self.say)}
        few["st_folium"] = plain_folium(browser, folder, seconds, self.say)
        self.note("few", few)
        cells: list[dict[str, Any]] = []
        for replicas in self.options.replicas:
            for cell in sweep(recorded, folder, site, replicas, self.options.sessions, seconds, self.say):
                cells.append(cell)
                self.note("cells", cells)

    def faults(self, browser: Browser, recorded: Recorded, folder: Path, site: Path) -> None:
        """The faults."""
        told: dict[str, Any] = {}
        for name, figures in faults(
            browser, recorded, folder, site, 10.0 if self.options.quick else 20.0, self.say
        ):
            told[name] = figures
            self.note("faults", told)

    def soak(self, folder: Path, site: Path) -> None:
        """The hour, or what is read from samples of an earlier one."""
        samples_file = self.options.samples or folder / "soak.jsonl"
        if self.options.samples and samples_file.exists():
            samples = soaking.read_samples(samples_file)
        else:
            with public_stack(folder / "soak", 2, site) as stack:
                self.say(f"{self.options.minutes:.0f} minutes of readers who wander about")
                samples = soaking.soak(stack, self.options.minutes, samples_file)
        self.note("soak", soaking.verdict(samples))

    def work(self) -> None:
        """All phases asked for."""
        phases = self.options.phases
        with scratch() as folder:
            reads_only = phases == ["soak"] and self.options.samples and self.options.samples.exists()
            site = Path() if reads_only else self.publish()
            if set(phases) - {"soak"}:
                with chromium() as browser:
                    self.in_browser(browser, folder, site)
            if "soak" in phases:
                self.soak(folder, site)

    def in_browser(self, browser: Browser, folder: Path, site: Path) -> None:
        """The phases that need Chromium."""
        if "static" in self.options.phases:
            try:
                self.static(browser, folder, site)
            except ToolMissingError as error:
                self.results["notes"].append(str(error))
                self.say(str(error))
        if {"replicas", "faults"} & set(self.options.phases):
            recorded = record_atlas(browser, folder, site, self.say)
            if "replicas" in self.options.phases:
                self.replicas(browser, recorded, folder, site)
            if "faults" in self.options.phases:
                self.faults(browser, recorded, folder, site)


@contextmanager
def scratch() -> Iterator[Path]:
    """A temporary folder into which nginx's workers may look, who run as another user."""
    with tempfile.TemporaryDirectory(prefix="atlas-load-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the phases and print the tables; 2 with a sentence when a program is missing, 130 when cut short."""
    options = parser().parse_args(arguments)
    open_many_files()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    os.environ.setdefault("PYTHONPATH", str(PROJECT_FOLDER))
    run, code = Run(options), 0
    try:
        find_nginx()
    except ToolMissingError as error:
        print(error, file=sys.stderr)
        return 2
    try:
        run.work()
    except KeyboardInterrupt:
        run.results["notes"].append("Cut short: only what was measured until then.")
        code = 130
    finally:
        tell(run.results, options)
    return code


def tell(results: dict[str, Any], options: argparse.Namespace) -> None:
    """Print the tables, whatever there is, and write them where they were asked for."""
    text = report(results)
    print(text)
    if options.out:
        options.out.write_text(text, encoding="utf-8")
    if options.document:
        write_into(options.document, text)


def parser() -> argparse.ArgumentParser:
    """The command's options."""
    made = argparse.ArgumentParser(prog="python -m benchmarks.public_load", description=__doc__)
    made.add_argument("--phases", type=listed(PHASES), default=list(BY_DEFAULT), metavar=",".join(PHASES))
    made.add_argument("--quick", action="store_true", help="shorter measurements")
    made.add_argument("--replicas", type=numbers, default=[1, 2, 4], metavar="1,2,4")
    made.add_argument("--sessions", type=numbers, default=list(SESSIONS), metavar="50,200,…")
    made.add_argument("--minutes", type=float, default=60.0, help="of the soak")
    made.add_argument(
        "--samples", type=Path, metavar="FILE", help="samples of the soak; read when they are there"
    )
    made.add_argument("--site", type=Path, metavar="DIR", help="a published site; else one is published once")
    made.add_argument("--keep", action="store_true", help="add to the figures that --json already holds")
    made.add_argument("--note", action="append", default=[], metavar="TEXT", help="a line above the tables")
    made.add_argument("--out", type=Path, metavar="FILE", help="write the tables as Markdown")
    made.add_argument(
        "--json", type=Path, metavar="FILE", help="write all figures as JSON, after each of them"
    )
    made.add_argument(
        "--document", type=Path, metavar="FILE", help="put the tables between the marks of docs/load.md"
    )
    return made


def listed(known: Sequence[str]) -> Callable[[str], list[str]]:
    """Names with commas between them, for argparse."""

    def read(text: str) -> list[str]:
        names = text.split(",")
        unknown = set(names) - set(known)
        if unknown:
            raise argparse.ArgumentTypeError(f"no such phase: {', '.join(sorted(unknown))}")
        return names

    return read


def numbers(text: str) -> list[int]:
    """Numbers with commas between them, for argparse."""
    return sorted({int(part) for part in text.split(",")})


if __name__ == "__main__":
    sys.exit(main())
