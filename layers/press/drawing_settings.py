"""matplotlib's settings while a sheet is drawn, read or written: ours, whatever a matplotlibrc of the machine says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import RLock
from typing import Any, Final

import matplotlib as mpl

DRAWING_LOCK: Final = RLock()
"""matplotlib keeps settings and fonts for the whole process: one sheet is drawn at a time."""

HASH_SALT: Final = "Blue Sky Atlas"
SETTINGS: Final = {
    "pdf.fonttype": 42,
    "pdf.compression": 9,
    "path.simplify": False,
    "svg.hashsalt": HASH_SALT,
    "text.hinting": "none",
    "text.parse_math": False,
    "text.usetex": False,
}


@contextmanager
def drawing(more: Mapping[str, Any] | None = None) -> Iterator[None]:
    """Hold the lock, with our settings and some more; what was set before comes back."""
    with DRAWING_LOCK, mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update({**SETTINGS, **(more or {})})
        yield
