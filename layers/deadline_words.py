"""What must be said of a place's deadlines before they are listed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from policy.deadlines import Deadline, undetermined_deadlines
from policy.register import Register
from translations import Words

FIRST_MONTH: Final = (2024, 6)
MONTHS: Final = 19
"""2024-06 to 2025-12, the months that the documents set; whatever is due later shares the column after them."""
LABELLED: Final = (0, 6, 12, 18)


def deadlines_title(words: Words, rows: Sequence[Deadline], today: date) -> str:
    """How many deadlines there are, and how many have passed."""
    past = sum(row.has_passed(today) for row in rows)
    return words.gettext("期限 {count} 项，其中 {past} 项已过", count=len(rows), past=past)


def deadlines_note(
    register: Register, words: Words, place_id: str, today: date, *, is_settled: bool = False
) -> str:
    """As of when, how a year is read, and what is left out.

    Parameters
    ----------
    is_settled
        `today` is the day since which no deadline has passed (`policy.deadlines.settled_day`), not the reader's.
    """
    _ = words.gettext
    said = _(
        "截至 {today}。已过期限不等于已经完成；只写年份的按当年最后一天计，没有写明期限的不列。",
        today=today.isoformat(),
    )
    if is_settled:
        said += _("此后到本页生成时没有新的期限到期。")
    unknown = undetermined_deadlines(register, place_id)
    if unknown:
        said += _("另有 {count} 项有期限但无法确定是否适用，没有列入。", count=unknown)
    return said


def column_of(day: date) -> int:
    """The column of a month, 0 for 2024-06 and earlier, the last one for all that is due after 2025-12."""
    year, month = FIRST_MONTH
    return max(0, min((day.year - year) * 12 + day.month - month, MONTHS))


def month_label(words: Words, column: int) -> str:
    """The month under a column: every half year, and what comes after."""
    if column == MONTHS:
        return words.gettext("以后")
    if column not in LABELLED:
        return ""
    year, month = FIRST_MONTH
    months = year * 12 + month - 1 + column
    return f"{months // 12}-{months % 12 + 1:02}"
