"""What is counted while the dashboard runs, for Prometheus."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, ProcessCollector
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from streamlit.runtime import Runtime

from pages.shared.cached import atlas_opening

ACTIVE_SESSIONS = "active_sessions"

# One of our own: the library's default one would count again whenever a test imports it anew.
REGISTRY = CollectorRegistry()
RERUNS = Counter(
    "atlas_reruns", "Runs of the entry script: openings of a page and changes on it.", registry=REGISTRY
)
ERRORS = Counter("atlas_errors", "Runs that ended in an error nobody foresaw.", registry=REGISTRY)
ProcessCollector(registry=REGISTRY)


@contextmanager
def counted_rerun() -> Iterator[None]:
    """Count a run of the entry script, and whether it ended in an error; the error goes on its way.

    A screen that stops or asks for another run ends in an exception as well; Streamlit's are no `Exception`.
    """
    RERUNS.inc()
    try:
        yield
    except Exception:
        ERRORS.inc()
        raise


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


class ReplicaCollector(Collector):
    """Sessions and readiness, read when asked; what is not known is left out, never 0."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Give what is known just now."""
        sessions = active_sessions()
        if sessions is not None:
            yield GaugeMetricFamily("atlas_sessions", "Sessions with a browser connected.", value=sessions)
        ready = float(atlas_opening().atlas is not None)
        yield GaugeMetricFamily("atlas_ready", "1 when tables are read and shapes are built.", value=ready)


REGISTRY.register(ReplicaCollector())
