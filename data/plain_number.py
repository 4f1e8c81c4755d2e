"""A number as people type it: ASCII digits alone. Python's own `float` also takes `1_0`, `１２` and `infinity`."""

from __future__ import annotations

import re
from math import isfinite
from typing import Final

_FORM: Final = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")


def plain_number(text: str) -> float | None:
    """Read a decimal number; None when the text is anything else, or larger than a float can be.

    Parameters
    ----------
    text
        ASCII digits with an optional sign, decimal point and power of ten (`1e-7`, as programs write small numbers);
        no spaces.
    """
    if _FORM.fullmatch(text) is None:
        return None
    value = float(text)
    return value if isfinite(value) else None
