"""The deadlines of a city page as a timeline: months as bars, then each deadline with what is due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Final

from layers.deadline_words import MONTHS, column_of, deadlines_note, deadlines_title, month_label
from layers.indicator_words import bearing_names, deadline_text, firm_text
from layers.target_words import metric_names, target_text, with_strength
from pages.city_parts.indicator_figures import indicator_figure
from pages.shared.html import element, figure, text
from pages.shared.sources import target_details
from policy.atlas import Atlas
from policy.deadlines import Deadline, deadlines_of
from policy.indicators import BindingIndicator
from translations import Words

SHORT_LIST: Final = 6


def timeline_html(atlas: Atlas, words: Words, place_id: str, today: date) -> str:
    """When what is due, those past marked as of `today`; nothing for a place without deadlines."""
    _ = words.gettext
    rows = deadlines_of(atlas.register, place_id)
    if not rows:
        return ""
    stops = [
        stop_html(atlas, words, stated, list(group), today)
        for stated, group in groupby(rows, key=lambda row: row.stated)
    ]
    return element(
        "section",
        element("h2", text(deadlines_title(words, rows, today))),
        element("p", text(deadlines_note(atlas.register, words, place_id, today))),
        axis_html(words, rows, today),
        element("ol", *stops, class_="timeline"),
        class_="measures deadlines",
    )


def axis_html(words: Words, rows: Sequence[Deadline], today: date) -> str:
    """One bar a month, as high as what is due then, and where today stands; the list below says the same."""
    _ = words.gettext
    counts = Counter(column_of(row.last_day) for row in rows)
    past = Counter(column_of(row.last_day) for row in rows if row.has_passed(today))
    most = max(counts.values())
    columns = []
    for column in range(MONTHS + 1):
        count = counts[column]
        state = "past" if count and past[column] == count else "ahead"
        bar = element("i", class_=state, style=f"height:{round(100 * count / most)}%") if count else ""
        number = element("b", text(count)) if count else ""
        label = month_label(words, column)
        now = column == column_of(today)
        columns.append(
            element(
                "span",
                element("span", number, bar, class_="bar"),
                element("small", text(label)),
                element("em", text(_("今天"))) if now else "",
                class_="now" if now else None,
            )
        )
    caption = _("各月到期的项数，2024 年 6 月至 2025 年 12 月及以后")
    return element("div", *columns, class_="axis", role="img", aria_label=caption)


def stop_html(atlas: Atlas, words: Words, stated: str, rows: Sequence[Deadline], today: date) -> str:
    """One date with everything due by it, a short list open."""
    _ = words.gettext
    passed = rows[0].has_passed(today)
    state = element("span", text(_("已过期限") if passed else _("尚未到期")), class_="badge")
    head = element(
        "summary",
        element("time", text(deadline_text(words, stated)), datetime=stated),
        element("span", text(_("{count} 项", count=len(rows))), class_="count"),
        state,
    )
    entries = element("ul", *(entry_html(atlas, words, row) for row in rows))
    folded = element("details", head, entries, open="" if len(rows) <= SHORT_LIST else None)
    return element("li", folded, class_="past" if passed else "ahead")


def entry_html(atlas: Atlas, words: Words, deadline: Deadline) -> str:
    """What is due: name, figure with its source, and how it bears on the place."""
    row = deadline.row
    if isinstance(row, BindingIndicator):
        name = words.pick(row.indicator.name_zh, row.indicator.name_en)
        said = indicator_figure(atlas, words, row, firm_text(words, row.indicator))
        limits = words.pick(row.indicator.qualifier_zh or "", row.indicator.qualifier_en)
    else:
        name = metric_names(words)[row.target.metric]
        asked = with_strength(words, target_text(words, row.target), row.target.strength)
        said = figure(asked, target_details(atlas, words, row))
        limits = ""
    marks = [] if deadline.bearing in ("place", "each") else [bearing_names(words)[deadline.bearing]]
    marks += [words.gettext("限于：{what}", what=limits)] if limits else []
    return element(
        "li",
        element("span", text(name)),
        said,
        element("span", text(" · ".join(marks)), class_="limits-to") if marks else "",
        class_=deadline.bearing,
    )
