"""What all tests share."""

import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from data.checks import read_and_check
from data.faults import TableFault
from data.raw_table import RawTables
from data.schema import DATA_FOLDER
from data.tables import Tables, load_tables
from geo.store import Geometry, default_cache_root, ensure_geometry
from policy.carving import carve_outs_of

# A slow machine fails nothing: no test is judged by the clock. The same commit gives the same result; other examples
# are looked for on purpose: HYPOTHESIS_PROFILE=explore make test TESTS=tests/geo
STEADY = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("atlas", derandomize=True, **STEADY)
settings.register_profile("explore", max_examples=1_000, **STEADY)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "atlas"))

# The tables of whoever runs the tests are not tested; servers and commands started by tests inherit this.
os.environ["ATLAS_LOCAL_DATA"] = str(Path(tempfile.gettempdir()) / "atlas-tests-without-local-data")


# A shell that starts the tests in the background has them ignore Ctrl-C, and so would the commands they interrupt.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


MAIN = sys.modules["__main__"]


@pytest.fixture(autouse=True)
def own_main() -> Iterator[None]:
    """Give `__main__` back after a test of a screen, which puts the entry script there: spawned processes import it."""
    yield
    sys.modules["__main__"] = MAIN


@pytest.fixture(scope="session")
def tables() -> Tables:
    """The tables of the repository, read once. Nobody changes them."""
    return load_tables()


@pytest.fixture(scope="session")
def repository() -> tuple[RawTables, list[TableFault]]:
    """The repository's own tables, read and checked once, for who reads them in each test. Nobody can change them."""
    return read_and_check(DATA_FOLDER)


@pytest.fixture(scope="session")
def built_geometry(tables: Tables) -> Geometry:
    """The shapes in the default cache, built first when they are not there. Nobody changes them."""
    return ensure_geometry(carve_outs_of(tables), default_cache_root())
