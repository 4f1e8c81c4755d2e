"""How the places of a region lie: one dot a place along an axis, stacked where several lie together, nothing averaged."""

from __future__ import annotations

from collections.abc import Sequence

from layers.region_standings import Standing
from layers.region_strip import DOT, FOOT, STEP, Dot, dot_kind, dot_names, dot_title, dots_of, strip_of
from pages.shared.html import element, text
from pages.shared.links import href
from policy.effective import TARGET_YEAR
from policy.observed import REALTIME_MARGIN
from policy.register import Register
from policy.standards import limit_for_year
from translations import Words


def distribution_html(register: Register, words: Words, standings: Sequence[Standing]) -> str:
    """Two strips: the means of 2025, and how far each is from its own figure."""
    _ = words.gettext
    means, gaps = dots_of(standings)
    if not means:
        return ""
    limit = limit_for_year(register, TARGET_YEAR).limit
    without = len(standings) - len(means)
    parts = [
        element("h2", text(_("各地点的分布，{year} 年", year=TARGET_YEAR))),
        legend_html(words, len(gaps) < len(means)),
        element("h3", text(_("年均值（µg/m³）"))),
        strip_html(words, means, [(limit, _("二级标准 {limit:g}", limit=limit))]),
    ]
    if gaps:
        parts += [
            element("h3", text(_("与自己的目标、折算值或指示值之差（µg/m³），0 为恰好到达"))),
            strip_html(words, gaps, [(0.0, "0")], band=REALTIME_MARGIN),
        ]
    if without:
        parts.append(
            element(
                "p",
                text(_("{count} 个地点没有 {year} 年均值，不在图上。", count=without, year=TARGET_YEAR)),
                class_="quiet",
            )
        )
    return element("section", *parts, class_="distribution")


def strip_html(
    words: Words, dots: Sequence[Dot], lines: Sequence[tuple[float, str]], band: float | None = None
) -> str:
    """One axis with its dots; `lines` are values with a name, `band` what lies as near to 0 as to tell nothing."""
    strip = strip_of(dots, [value for value, _name in lines])
    low, high = strip.low, strip.high

    def across(value: float) -> str:
        return f"{strip.across(value):.2f}%"

    marks = [dot_html(words, dot, across(middle), level) for dot, middle, level in strip.stacked]
    parts = []
    if band is not None:
        left, right = strip.across(-band), 100 - strip.across(band)
        parts.append(element("u", style=f"left:{max(left, 0):.2f}%;right:{min(right, 100):.2f}%"))
    parts += [
        element("s", text(value), style=f"left:{across(value)}") for value in range(low, high + 1, STEP)
    ]
    parts += [
        element("b", element("span", text(name)), style=f"left:{across(value)}") for value, name in lines
    ]
    return element("div", *parts, *marks, class_="strip", style=f"height:{strip.height}px")


def dot_html(words: Words, dot: Dot, left: str, level: int) -> str:
    """A place: round is real-time, square is official; colour is its verdict; it opens the place's page."""
    title = dot_title(words, dot)
    return element(
        "a",
        href=href("city", words, place=dot.standing.place.place_id),
        title=title,
        aria_label=title,
        class_=" ".join(dot_kind(dot)),
        style=f"left:{left};bottom:{FOOT + level * DOT}px",
    )


def legend_html(words: Words, has_unjudged: bool) -> str:
    """Shapes and colours of the dots."""
    _ = words.gettext
    names = dot_names(words, has_unjudged=has_unjudged)
    items = (element("li", element("i", class_=f"dot {kind}"), text(name)) for kind, name in names.items())
    note = element("li", text(_("一点一个地点，1 µg/m³ 一格；点开是城市页")))
    return element("ul", *items, note, class_="legend")
