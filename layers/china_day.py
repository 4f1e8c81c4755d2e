"""What day it is in China: the one clock by which files are dated, wherever they are made."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final

CHINA: Final = timezone(timedelta(hours=8))
"""China Standard Time."""


def china_day(moment: datetime | None = None) -> date:
    """The day in China at a moment, now unless one is given; a moment without a zone is read as UTC."""
    when = moment or datetime.now(UTC)
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(CHINA).date()
