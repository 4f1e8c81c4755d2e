"""The process that draws: reads jobs from its input and writes files to its output until the input ends.

Run by `layers.press.workshop` as `python -m layers.press.worker`. It is kinder than the process it serves, so that
whoever moves the map does not wait for whoever exports it.
"""

from __future__ import annotations

import ctypes
import gc
import logging
import os
import pickle
import sys
from typing import BinaryIO

from data.tables import load_tables
from geo.store import default_cache_root, ensure_geometry
from layers.press.job import NotMade, PressTask
from layers.press.making import make_file
from policy.atlas import Atlas
from policy.carving import carve_outs_of
from translations import N_

KINDER = 10
logger = logging.getLogger(__name__)


def open_atlas() -> Atlas:
    """Open tables and geometry as the dashboard has built them."""
    tables = load_tables()
    return Atlas(tables, ensure_geometry(carve_outs_of(tables), default_cache_root()))


def serve(atlas: Atlas, jobs: BinaryIO, answers: BinaryIO) -> None:
    """Answer each job with a `MadeFile` or a `NotMade`."""
    while True:
        try:
            task: PressTask = pickle.load(jobs)
        except EOFError:
            return
        try:
            answer: object = make_file(atlas, task)
        except Exception:
            logger.exception("a file for print could not be made: %s", repr(task)[:300])
            answer = NotMade((N_("制作时出现意外错误，详情见服务器日志。"),), again=True)
        # Before the answer goes out: whoever gets it looks at what this process holds.
        give_back()
        pickle.dump(answer, answers)
        answers.flush()


def give_back() -> None:
    """Free what the last sheet left: figures hold themselves in circles, and the allocator keeps what they held."""
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)


def main() -> int:
    """Serve on the standard streams; what libraries print goes to the log."""
    if hasattr(os, "nice"):
        os.nice(KINDER)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    atlas = open_atlas()
    # Tables and shapes stay for good: they need not be looked through after each sheet.
    gc.freeze()
    serve(atlas, sys.stdin.buffer, answers)
    return 0


if __name__ == "__main__":
    sys.exit(main())
