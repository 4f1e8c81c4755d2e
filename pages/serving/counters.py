"""What is counted while the dashboard runs, for Prometheus."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from streamlit.runtime import Runtime

from pages.shared.cached import atlas_opening
from pages.shared.opening import AtlasOpening

ACTIVE_SESSIONS = "active_sessions"
OTHER_SCREEN = "other"
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
OPENING_STATES = ("opening", "open", "fault")

# One of our own: the library's default one would count again whenever a test imports it anew.
REGISTRY = CollectorRegistry()
RERUNS = Counter(
    "atlas_reruns", "Runs of the entry script: openings of a page and changes on it.", registry=REGISTRY
)
ERRORS = Counter("atlas_errors", "Runs that ended in an error nobody foresaw.", registry=REGISTRY)
RERUN_SECONDS = Histogram(
    "atlas_rerun_seconds",
    "What a run of the entry script took, by screen.",
    ["screen"],
    buckets=SECONDS,
    registry=REGISTRY,
)
RUNNING = Gauge("atlas_reruns_running", "Runs of the entry script under way.", registry=REGISTRY)
FRAGMENT_RERUNS = Counter(
    "atlas_fragment_reruns",
    "Looks at how far a table of points is, without the entry script.",
    registry=REGISTRY,
)
ProcessCollector(registry=REGISTRY)


@dataclass
class Rerun:
    """A run under way; `screen` is what it draws, once that is known."""

    screen: str = OTHER_SCREEN


@contextmanager
def counted_rerun() -> Iterator[Rerun]:
    """Count and time a run of the entry script, and whether it ended in an error; the error goes on its way.

    A screen that stops or asks for another run ends in an exception as well; Streamlit's are no `Exception`.
    """
    RERUNS.inc()
    rerun, began = Rerun(), time.perf_counter()
    RUNNING.inc()
    try:
        yield rerun
    except Exception:
        ERRORS.inc()
        raise
    finally:
        RUNNING.dec()
        RERUN_SECONDS.labels(rerun.screen).observe(time.perf_counter() - began)


def running_now() -> int:
    """Runs of the entry script under way."""
    return int(next(iter(RUNNING.collect())).samples[0].value)


def active_sessions() -> int | None:
    """Sessions with a browser at the other end; None where this process serves none, or Streamlit no longer tells.

    Streamlit has no public way to ask within the process: `stats_mgr` is what its own `/_stcore/metrics` reads.
    """
    try:
        if not Runtime.exists():
            return None
        stats = Runtime.instance().stats_mgr.get_stats([ACTIVE_SESSIONS])
        return int(stats[ACTIVE_SESSIONS][0].value)
    except (AttributeError, KeyError, IndexError, TypeError, ValueError):
        return None


def opening_state(opening: AtlasOpening) -> str:
    """How far the opening of the atlas is: `opening`, `open` or `fault`."""
    if opening.atlas is not None:
        return "open"
    return "fault" if opening.faults else "opening"


class ReplicaCollector(Collector):
    """Sessions and readiness, read when asked; what is not known is left out, never 0."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Give what is known just now."""
        sessions = active_sessions()
        if sessions is not None:
            yield GaugeMetricFamily("atlas_sessions", "Sessions with a browser connected.", value=sessions)
        now = opening_state(atlas_opening())
        yield GaugeMetricFamily(
            "atlas_ready", "1 when tables are read and shapes are built.", value=float(now == "open")
        )
        states = GaugeMetricFamily(
            "atlas_opening",
            "How far the opening of tables and shapes is: 1 at one of them.",
            labels=["state"],
        )
        for state in OPENING_STATES:
            states.add_metric([state], float(state == now))
        yield states


REGISTRY.register(ReplicaCollector())
