import math
from pathlib import Path

import pytest

from benchmarks.public_load.plan import Costs, costs_of, plan_lines
from benchmarks.public_load.report import BEGIN, END, knee_sentence, report, write_into
from benchmarks.public_load.soak import verdict
from benchmarks.public_load.static_pages import read_wrk

WRK = """Running 2s test @ http://127.0.0.1:9380/x
  1 threads and 32 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency   278.13ms  288.90ms   1.05s    80.14%
  Latency Distribution
     50%  131.95ms
     75%  401.62us
     90%  817.09ms
     99%    1.05s{blank}
  335 requests in 2.11s, 5.18MB read
{more}Requests/sec:    158.42
Transfer/sec:      2.45MB
"""


def cell(sessions: int, p95: float) -> dict:
    return {
        "replicas": 2, "sessions": sessions, "seconds": 40.0, "due": 4 * sessions, "answered": 4 * sessions,
        "unfinished": 0, "p50": p95 / 3, "p95": p95, "p99": 2 * p95, "lag_p99": 0.004, "lost": 0, "errors": 0.0,
        "cpu_replicas": 0.08 * sessions, "cpu_nginx": 1.0, "generator_cpu": 2.0, "cpu_machine": 40.0,
        "uss": 800.0 + 0.5 * sessions, "base_uss": 800.0, "base_sessions": 0, "opened": {"opened": 100, "cpu": 5.0},
    }  # fmt: skip


RESULTS = {
    "date": "2026-11-23",
    "machine": {"cores": 2, "cpu": "x", "memory_gb": 24.0, "load_1": 0.1},
    "versions": {"streamlit": "1"},
    "cells": [cell(50, 0.1), cell(200, 0.3), cell(500, 2.5)],
    "static": [
        {"what": "page of a place", "server": "nginx", "bytes": 23_000, "encoding": "gzip", "rate": 1e4, "p50": 0.001,
         "p99": 0.002, "cpu_per_page": 5e-5, "failed": 0},
    ],
    "visit": {"first": {"requests": 9, "bytes": 400_000}, "next": {"requests": 1, "bytes": 25_000}},
}  # fmt: skip


@pytest.mark.parametrize(
    ("more", "failed"),
    [
        ("", 0),
        (
            "  Socket errors: connect 1, read 2, write 0, timeout 4\n  Non-2xx or 3xx responses: 10\n",
            17,
        ),
    ],
)
def test_what_wrk_prints(more: str, failed: int) -> None:
    found = read_wrk(WRK.format(blank=" ", more=more))
    assert found == pytest.approx(
        {"rate": 158.42, "requests": 335, "failed": failed, "p50": 0.13195, "p99": 1.05}
    )


def test_wrk_that_says_something_else_is_not_read_as_figures() -> None:
    with pytest.raises(ValueError, match="unable to connect"):
        read_wrk("unable to connect to 127.0.0.1:1 Connection refused\n")


def test_costs_come_from_the_busiest_cell_that_kept_the_aim() -> None:
    costs = costs_of(RESULTS)
    assert costs.change_cpu == pytest.approx(0.02)
    assert costs.opening_cpu == pytest.approx(0.05)
    assert costs.session_mb == pytest.approx(0.5)
    assert costs.replica_mb == pytest.approx(400)
    assert costs_of(RESULTS | {"static": []}) is None


def test_the_plan_shows_its_arithmetic() -> None:
    text = "\n".join(plan_lines(Costs(400_000, 25_000, 5e-5, 0.02, 0.05, 0.5, 400)))
    # 10⁶ ÷ 86 400 × 5 = 57.87 visits a second; of 475 kB each: 0.22 Gbit/s; 868 sessions.
    assert "| 58 a second |" in text
    assert "| 231 a second |" in text
    assert "| 0.22 Gbit/s |" in text
    assert "| 868 at once |" in text
    # 10 000 sessions: 1 000 changes × 20 ms + 33.3 openings × 50 ms = 21.7 cores; 37 replicas at 60 %.
    assert "| 21.7 cores |" in text
    assert "| 37 replicas and cores |" in text
    assert "| 37 × 400 MB + 10000 × 0.50 MB | 19.8 GB |" in text


def test_every_part_that_was_measured_is_told() -> None:
    text = report(RESULTS)
    assert "p95 under 0.5 s up to 200 sessions, no longer with 500; more than 500 were not tried" in text
    assert "Sessions lost: 0." in text
    assert "1 000 000 readers a day" in text
    assert "### Soak" not in text


def test_knee_of_all_cells() -> None:
    assert "up to 1000 sessions, the most that were measured; 100.0" in knee_sentence(2, [cell(1000, 0.4)])
    assert "1 replica: p95 under 0.5 s not even with 50 sessions" in knee_sentence(1, [cell(50, 0.9)])


def test_flat_and_growing_memory_are_told_apart() -> None:
    def samples(growth: float) -> list[dict]:
        return [
            {
                "seconds": 15.0 * number,
                "views": 45 * number,
                "readers": number,
                "lost": 0,
                "faults": {},
                "replicas": [
                    {"uss": 400 + growth * number / 240, "children_uss": 100.0, "errors": 0.0},
                    {"uss": 380 + math.sin(number), "children_uss": 50.0, "errors": 0.0},
                ],
            }
            for number in range(241)
        ]

    flat, growing = verdict(samples(0)), verdict(samples(60))
    assert abs(flat["mb_per_hour"]) < 3 * flat["mb_per_hour_error"]
    assert growing["mb_per_hour"] == pytest.approx(60, abs=1)
    assert growing["mb_per_1000_views"] == pytest.approx(60 / 10.8, abs=0.1)
    assert growing["drawing_mb_per_hour"] == pytest.approx(0, abs=1e-6)
    assert (growing["minutes"], growing["views"]) == (60.0, 10_800)


def test_the_document_is_filled_between_its_marks(tmp_path: Path) -> None:
    document = tmp_path / "load.md"
    document.write_text(f"# Load\n\n{BEGIN}\nold\n{END}\n\nafter\n", encoding="utf-8")
    write_into(document, "new")
    write_into(document, "newer")
    assert document.read_text(encoding="utf-8") == f"# Load\n\n{BEGIN}\n\nnewer\n{END}\n\nafter\n"
    document.write_text("no marks", encoding="utf-8")
    with pytest.raises(ValueError, match="begin"):
        write_into(document, "new")
