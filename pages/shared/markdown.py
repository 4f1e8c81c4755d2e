"""Names where Streamlit reads markdown: labels of buttons and pills, and the help beside them."""

from __future__ import annotations

import re
from typing import Final

MARKS: Final = re.compile(r"[\\`*_\[\]<>~$!#|]|:(?=\S)")


def as_label(name: str) -> str:
    """A name with a backslash before all that markdown would take for a mark: no picture of another host, no link."""
    return MARKS.sub(lambda found: "\\" + found[0], name)
