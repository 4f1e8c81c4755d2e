"""What day it is: the one place of the screens that asks, so that a test can say another."""

from __future__ import annotations

from datetime import date

from layers.china_day import china_day


def today() -> date:
    """The day in China, wherever the server stands."""
    return china_day()
