"""What day it is: the one place that asks, so that a test can say another."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final

CHINA: Final = timezone(timedelta(hours=8))


def today() -> date:
    """The day in China, wherever the server stands."""
    return datetime.now(UTC).astimezone(CHINA).date()
