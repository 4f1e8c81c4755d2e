"""Measure the map beside what one would pick instead: `python -m benchmarks`. See docs/benchmarks.md."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.phases import QUICK, Effort, Figures, Say, building, serving_phases, starting
from benchmarks.report import raw, report
from benchmarks.scenario import atlas
from tests.end_to_end.visitor import browser_environment, launch

PHASES = ("build", "start", "changes")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the phases and print the tables."""
    options = parser().parse_args(arguments)
    effort = QUICK if options.quick else Effort()
    figures = Figures()
    began = time.monotonic()

    def say(step: str) -> None:
        print(f"{time.monotonic() - began:5.0f} s  {step}", file=sys.stderr, flush=True)

    atlas()  # builds the shapes if need be: no contender shall pay for that
    if "build" in options.phases:
        building(figures, effort, say)
    if {"start", "changes"} & set(options.phases):
        in_browser(figures, effort, say, options.phases)
    text = report(figures)
    print(text)
    if options.out:
        options.out.write_text(text, encoding="utf-8")
    if options.json:
        options.json.write_text(raw(figures), encoding="utf-8")
    return 0


def in_browser(figures: Figures, effort: Effort, say: Say, phases: Sequence[str]) -> None:
    """The phases that need Chromium."""
    os.environ.update(browser_environment())
    with sync_playwright() as playwright, tempfile.TemporaryDirectory(prefix="atlas-benchmark-") as folder:
        browser = launch(playwright, os.environ["CHROMIUM"])
        figures.notes["browser"] = browser.version
        try:
            if "start" in phases:
                starting(figures, effort, say, browser, Path(folder))
            if "changes" in phases:
                serving_phases(figures, effort, say, browser, Path(folder))
        finally:
            browser.close()


def parser() -> argparse.ArgumentParser:
    """The command's options."""
    made = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    made.add_argument("--quick", action="store_true", help="one round of everything, shorter loads")
    made.add_argument("--phases", nargs="+", choices=PHASES, default=PHASES, help="only some of the phases")
    made.add_argument("--out", type=Path, metavar="FILE", help="write the tables as Markdown")
    made.add_argument("--json", type=Path, metavar="FILE", help="write all numbers as JSON")
    return made


if __name__ == "__main__":
    sys.exit(main())
