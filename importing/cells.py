"""What the cells of hourly files may hold. The patterns serve the engine (RE2) and plain Python alike."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Final

from translations import N_, Message

NUMBER_FORM: Final = r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?"
MISSING_WORDS: Final = ("", "-", "--", "—", "_", "NA", "N/A", "NAN", "NULL", "NONE")
"""Cells, in capitals, that say that there is no value."""

DAY_FORM: Final = r"(20[0-9]{6}|20[0-9]{2}-[0-9]{1,2}-[0-9]{1,2}|20[0-9]{2}/[0-9]{1,2}/[0-9]{1,2})"
DAY_PATTERNS: Final = ("%Y%m%d", "%Y-%m-%d", "%Y/%m/%d")
HOUR_FORM: Final = r"(0?[0-9]|1[0-9]|2[0-3])"
MOMENT_FORM: Final = (
    r"20[0-9]{2}[-/][0-9]{1,2}[-/][0-9]{1,2}[ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2})?(\.0+)?(\+08:?00)?"
)
MOMENT_PATTERNS: Final = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M")
ZONED_FORM: Final = (
    r"20[0-9]{2}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:?[0-9]{2})"
)

UNITS: Final = ("µg/m³", "μg/m³", "ug/m3", "µg/m3", "μg/m3", "ug/m³")
"""µg/m³ with the micro sign, the Greek letter or plain letters."""

FIRST_YEAR: Final = 2015
LAST_YEAR: Final = 2040
"""The years that the table of observations holds."""

BEIJING_SECONDS: Final = 8 * 3600
EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001 – Beijing time has no zone here: it is the only one

A_NUMBER: Final = N_("数值，或空单元格")
A_DAY: Final = N_("{first} 至 {last} 年之间的日期，如 20240131", first=FIRST_YEAR, last=LAST_YEAR)
AN_HOUR: Final = N_("0 至 23 的整点")
A_MOMENT: Final = N_(
    "{first} 至 {last} 年之间的北京时间，如 2024-01-31 08:00:00", first=FIRST_YEAR, last=LAST_YEAR
)
A_ZONED_MOMENT: Final = N_("带时区的时间，如 2024-01-31T08:00:00+08:00")

_NUMBER, _DAY, _HOUR = re.compile(NUMBER_FORM), re.compile(DAY_FORM), re.compile(HOUR_FORM)
_MOMENT, _ZONED = re.compile(MOMENT_FORM), re.compile(ZONED_FORM)


class CellError(Exception):
    """A cell that holds something else; `expected` says what it should hold."""

    def __init__(self, expected: Message) -> None:
        self.expected = expected
        super().__init__(expected)


def number(text: str) -> float | None:
    """The number of a cell, None when it holds none.

    Raises
    ------
    CellError
        When there is something else.
    """
    text = text.strip()
    if text.upper() in MISSING_WORDS:
        return None
    if not _NUMBER.fullmatch(text):
        raise CellError(A_NUMBER)
    return float(text)


def day(text: str) -> date:
    """The day of a cell."""
    text = text.strip()
    if _DAY.fullmatch(text):
        for pattern in DAY_PATTERNS:
            try:
                found = datetime.strptime(text, pattern).date()  # noqa: DTZ007
            except ValueError:
                continue
            if FIRST_YEAR <= found.year <= LAST_YEAR:
                return found
    raise CellError(A_DAY)


def hour(text: str) -> int:
    """The full hour of a cell, 0 to 23."""
    if not _HOUR.fullmatch(text.strip()):
        raise CellError(AN_HOUR)
    return int(text)


def moment(text: str) -> int:
    """Seconds since 1970 on the clock of Beijing, of a time without a zone."""
    text = text.strip()
    if _MOMENT.fullmatch(text):
        bare = re.sub(r"(\.0+)?(\+08:?00)?$", "", text).replace("T", " ").replace("/", "-")
        for pattern in MOMENT_PATTERNS:
            try:
                found = datetime.strptime(bare, pattern)  # noqa: DTZ007
            except ValueError:
                continue
            if FIRST_YEAR <= found.year <= LAST_YEAR:
                return int((found - EPOCH).total_seconds())
    raise CellError(A_MOMENT)


def zoned_moment(text: str) -> int:
    """Seconds since 1970 on the clock of Beijing, of a time with its zone; parts of seconds are dropped."""
    text = text.strip()
    if _ZONED.fullmatch(text):
        try:
            found = datetime.fromisoformat(text)
        except ValueError as error:
            raise CellError(A_ZONED_MOMENT) from error
        offset = found.utcoffset() or timedelta()
        seconds = int((found.replace(tzinfo=None, microsecond=0) - offset - EPOCH).total_seconds())
        return seconds + BEIJING_SECONDS
    raise CellError(A_ZONED_MOMENT)


def day_of(instant: int) -> date:
    """The day of seconds since 1970 on the same clock."""
    return (EPOCH + timedelta(seconds=instant)).date()
