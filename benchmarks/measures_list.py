"""Search, filter and open clauses while thirty other sessions do so without pause: `python -m benchmarks.measures_list`.

The list answers in the browser, so the server's load must not be felt: for each query the page is looked at in the
first frame after the key press and again half a second later; both must show the same rows.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from playwright.sync_api import Page, sync_playwright

from benchmarks.contenders import ATLAS, Server, serving
from benchmarks.scenario import atlas
from benchmarks.sessions import LoadFigures, measure_load
from benchmarks.traffic import Traffic
from tests.end_to_end.visitor import browser_environment, launch

PORT = 8731
SESSIONS = 30
LOAD_SECONDS = 40.0
SETTLED_MS = 500
QUERIES = (
    "锅",
    "锅炉",
    "燃煤锅炉",
    "dust",
    "steel boiler",
    "VOCs",
    "2025",
    "",
    "机动车",
    "zzz",
    "新能源 公交",
    "",
)
CLAUSES = ("state-council-2023-24-11", "shanxi-2024-16", "pingdingshan-2024-4-2", "state-council-2023-24-14")
MEASURE_SEARCH = """
async (input, [text, settled]) => {
  const count = () => input.getRootNode().querySelector(".measures-count").textContent;
  const began = performance.now();
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  const handled = performance.now() - began;
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const painted = performance.now() - began;
  const first = count();
  await new Promise((done) => setTimeout(done, settled));
  return { handled, painted, same: first === count(), count: first };
}
"""
MEASURE_FILTER = """
async (box, settled) => {
  const root = box.getRootNode();
  const count = () => root.querySelector(".measures-count").textContent;
  const began = performance.now();
  box.click();
  const handled = performance.now() - began;
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const painted = performance.now() - began;
  const first = count();
  await new Promise((done) => setTimeout(done, settled));
  return { handled, painted, same: first === count(), count: first };
}
"""


def main() -> int:
    """Measure alone, then under load, and print both."""
    atlas()
    os.environ.update(browser_environment())
    with (
        tempfile.TemporaryDirectory(prefix="atlas-benchmark-") as folder,
        sync_playwright() as playwright,
        serving(ATLAS, Path(folder), PORT) as server,
    ):
        browser = launch(playwright, os.environ["CHROMIUM"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        traffic = Traffic(page)
        page.goto(f"{server.url}/measures")
        page.locator(".measures-row:not([hidden])").first.wait_for()
        page.wait_for_timeout(2000)
        opening = traffic.sent()
        changes = [open_clause(page, traffic, clause) for clause in CLAUSES]
        alone = answers(page)
        crowd, figures = start_crowd(server, opening, changes)
        page.wait_for_timeout(12_000)
        loaded = answers(page)
        crowd.join()
        browser.close()
    print(table("alone", alone))
    print(table(f"{SESSIONS} sessions opening clauses without pause", loaded))
    load = figures[0].load
    share = quantiles(load.latencies, n=20, method="inclusive")
    print(
        f"the {SESSIONS} sessions: {len(load.latencies) / load.seconds:.1f} clauses a second, p50 {share[9] * 1000:.0f} ms, "
        f"p95 {share[18] * 1000:.0f} ms, {load.wire_bytes / len(load.latencies) / 1000:.1f} kB a clause, "
        f"server CPU {figures[0].cpu_seconds / len(load.latencies) * 1000:.1f} ms a clause, "
        f"{figures[0].memory_bytes / SESSIONS / 1e6:.2f} MB a session"
    )
    return 0


def open_clause(page: Page, traffic: Traffic, measure_id: str) -> list[bytes]:
    """Open a clause as a reader does; return what the browser sent for it."""
    mark = traffic.mark()
    page.locator(f".measures-row[data-id='{measure_id}']").click()
    page.wait_for_timeout(1500)
    frames, _downloads = traffic.since(mark)
    return [frame.payload for frame in frames if frame.sent]


def answers(page: Page) -> list[dict[str, Any]]:
    """Type every query and press every sector, each measured in the page."""
    box = page.locator(".measures-search").element_handle()
    found = [box.evaluate(MEASURE_SEARCH, [text, SETTLED_MS]) for text in QUERIES]
    for choice in page.locator(".measures-boxes input[type=checkbox]").element_handles()[:8]:
        found += [choice.evaluate(MEASURE_FILTER, SETTLED_MS) for _ in range(2)]
    return found


def start_crowd(
    server: Server, opening: list[bytes], changes: list[list[bytes]]
) -> tuple[threading.Thread, list[LoadFigures]]:
    """Let the other sessions loose beside the browser."""
    figures: list[LoadFigures] = []

    def run() -> None:
        figures.append(measure_load(server, opening, changes, LOAD_SECONDS, SESSIONS))

    crowd = threading.Thread(target=run)
    crowd.start()
    return crowd, figures


def table(title: str, found: list[dict[str, Any]]) -> str:
    """One line: how long the answers took, and whether the first frame already had them."""
    handled = [one["handled"] for one in found]
    painted = [one["painted"] for one in found]
    same = sum(one["same"] for one in found)
    return (
        f"{title}: {len(found)} searches and filters, {same} answered in the first frame; handled in "
        f"{median(handled):.1f} ms (largest {max(handled):.1f}), painted after {median(painted):.1f} ms "
        f"(largest {max(painted):.1f})"
    )


if __name__ == "__main__":
    sys.exit(main())
