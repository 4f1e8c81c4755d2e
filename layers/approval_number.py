"""审图号: the number under which a map may be published, and how one is written."""

from __future__ import annotations

import re
from typing import Final

FORM: Final = re.compile(r"(GS[\u4e00-\u9fff]?|[\u4e00-\u9fff]S)[(（〔]\d{4}[)）〕]\d{1,6}号")
"""As GS(2024)0001号, GS京(2022)0001号 or 京S(2021)024号: by the Ministry, or a province, year and running number."""


def is_approval_number(text: str) -> bool:
    """Whether a text has the form of a 审图号; only the number's owner can say that it is one."""
    return FORM.fullmatch(text) is not None


def approval_number(setting: str | None) -> str | None:
    """The number out of a setting; None, so that maps stay drafts, where it is empty or has another form."""
    text = (setting or "").strip()
    return text if is_approval_number(text) else None
