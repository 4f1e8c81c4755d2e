"""The deadlines of a place: a bar a month, then each date with what is due, those past marked as of a stated day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Final

from layers.deadline_words import MONTHS, column_of, deadlines_note, deadlines_title, month_label
from layers.indicator_words import bearing_names, deadline_text, firm_text
from layers.target_words import metric_names, target_text, with_strength
from policy.deadlines import Deadline, deadlines_of
from policy.indicators import BindingIndicator
from publishing.cites import Figure
from publishing.page import PageMaker
from publishing.place_policy import indicator_lines_of

WIDTH: Final = 800
HEIGHT: Final = 132
FOOT: Final = 24
HEAD: Final = 30
SHORT_LIST: Final = 6


@dataclass(frozen=True)
class Due:
    """What is due: name, figure with its source, what it is limited to and how it bears on the place."""

    name: str
    figure: Figure
    marks: str


@dataclass(frozen=True)
class Stop:
    """A date with everything due by it; a short list is open."""

    day: str
    stated: str
    has_passed: bool
    state: str
    count: str
    entries: tuple[Due, ...]

    @property
    def is_short(self) -> bool:
        """Whether the list stands open."""
        return len(self.entries) <= SHORT_LIST


@dataclass(frozen=True)
class Timeline:
    """The section: title, note, bars as SVG, stops."""

    title: str
    note: str
    axis: str
    stops: tuple[Stop, ...]


def timeline(page: PageMaker) -> Timeline | None:
    """When what is due; None for a place without deadlines."""
    register, words, today = page.site.atlas.register, page.words, page.site.as_of
    rows = deadlines_of(register, page.key.name)
    if not rows:
        return None
    stops = tuple(
        stop(page, stated, list(group)) for stated, group in groupby(rows, key=lambda row: row.stated)
    )
    note = deadlines_note(register, words, page.key.name, today, is_settled=bool(page.site.options.as_of))
    return Timeline(deadlines_title(words, rows, today), note, axis_svg(page, rows), stops)


def stop(page: PageMaker, stated: str, rows: Sequence[Deadline]) -> Stop:
    """One date."""
    _ = page.words.gettext
    passed = rows[0].has_passed(page.site.as_of)
    return Stop(
        deadline_text(page.words, stated),
        stated,
        passed,
        _("已过期限") if passed else _("尚未到期"),
        _("{count} 项", count=len(rows)),
        tuple(due(page, row) for row in rows),
    )


def due(page: PageMaker, deadline: Deadline) -> Due:
    """One thing due."""
    words, row = page.words, deadline.row
    marks = [] if deadline.bearing in ("place", "each") else [bearing_names(words)[deadline.bearing]]
    if not isinstance(row, BindingIndicator):
        shown = Figure(
            with_strength(words, target_text(words, row.target), row.target.strength), page.citing.target(row)
        )
        return Due(metric_names(words)[row.target.metric], shown, " · ".join(marks))
    limits = words.pick(row.indicator.qualifier_zh or "", row.indicator.qualifier_en)
    marks += [words.gettext("限于：{what}", what=limits)] if limits else []
    shown = Figure(firm_text(words, row.indicator) or "—", indicator_lines_of(page, row))
    return Due(words.pick(row.indicator.name_zh, row.indicator.name_en), shown, " · ".join(marks))


def axis_svg(page: PageMaker, rows: Sequence[Deadline]) -> str:
    """One bar a month, as high as what is due then; the list below says the same."""
    words, today = page.words, page.site.as_of
    counts = Counter(column_of(row.last_day) for row in rows)
    past = Counter(column_of(row.last_day) for row in rows if row.has_passed(today))
    most, across = max(counts.values()), WIDTH / (MONTHS + 1)
    room = HEIGHT - FOOT - HEAD
    parts = [f'<path class="grid" d="M0 {HEIGHT - FOOT}H{WIDTH}"/>']
    for column in range(MONTHS + 1):
        middle, count = across * (column + 0.5), counts[column]
        if count:
            high = max(round(room * count / most, 1), 2)
            kind = "past" if past[column] == count else "ahead"
            parts.append(
                f'<rect class="{kind}" x="{middle - across * 0.36:.1f}" y="{HEIGHT - FOOT - high:g}" '
                f'width="{across * 0.72:.1f}" height="{high:g}"/>'
                f'<text x="{middle:.1f}" y="{HEIGHT - FOOT - high - 5:g}" text-anchor="middle">{count}</text>'
            )
        label = month_label(words, column)
        if label:
            anchor = "end" if column == MONTHS else "middle"
            x = WIDTH if column == MONTHS else max(middle, 28)
            parts.append(
                f'<text class="tick" x="{x:.1f}" y="{HEIGHT - 7}" text-anchor="{anchor}">{escape(label)}</text>'
            )
    caption = words.gettext("各月到期的项数，2024 年 6 月至 2025 年 12 月及以后")
    return (
        f'<svg class="chart deadlines" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(caption)}" '
        f'xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
    )
