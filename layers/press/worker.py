"""The process that draws: reads jobs from its input and writes files to its output until the input ends.

Run by `layers.press.workshop` as `python -m layers.press.worker`. It is kinder than the process it serves, so that
whoever moves the map does not wait for whoever exports it.
"""

from __future__ import annotations

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
        pickle.dump(answer, answers)
        answers.flush()


def main() -> int:
    """Serve on the standard streams; what libraries print goes to the log."""
    if hasattr(os, "nice"):
        os.nice(KINDER)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    serve(open_atlas(), sys.stdin.buffer, answers)
    return 0


if __name__ == "__main__":
    sys.exit(main())
