"""How the places of a region lie: one dot a place along an axis, stacked where several lie together, nothing averaged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Final

from layers.region_standings import Standing
from layers.region_words import signed
from pages.shared.html import element, text
from pages.shared.links import href
from pages.shared.status_words import verdict_name
from policy.attainment import basis_name
from policy.effective import TARGET_YEAR
from policy.observed import REALTIME_MARGIN
from policy.register import Register
from policy.standards import limit_for_year
from translations import Words

STEP: Final = 5
"""µg/m³ between two marks of the axis."""
DOT: Final = 13
"""Pixels from one dot of a stack to the next."""
FOOT: Final = 20
"""Pixels below the dots for the marks of the axis."""


@dataclass(frozen=True)
class Dot:
    """A place on the axis: its value in µg/m³."""

    standing: Standing
    value: float


def distribution_html(register: Register, words: Words, standings: Sequence[Standing]) -> str:
    """Two strips: the means of 2025, and how far each is from its own figure."""
    _ = words.gettext
    judged = [one for one in standings if one.verdict.observation is not None]
    means = [Dot(one, one.verdict.observation.value) for one in judged if one.verdict.observation]
    gaps = [Dot(one, one.verdict.margin) for one in judged if one.verdict.margin is not None]
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
    edges = [dot.value for dot in dots] + [value for value, _name in lines]
    low = STEP * floor((min(edges) - 1) / STEP)
    high = STEP * ceil((max(edges) + 1) / STEP)

    def across(value: float) -> str:
        return f"{100 * (value - low) / (high - low):.2f}%"

    stacks: Counter[float] = Counter()
    marks = []
    for dot in sorted(dots, key=lambda dot: dot.value):
        stack = stack_of(dot.value)
        marks.append(dot_html(words, dot, across(stack), stacks[stack]))
        stacks[stack] += 1
    height = max(stacks.values()) * DOT + FOOT + DOT
    parts = []
    if band is not None:
        left, right = 100 * (-band - low) / (high - low), 100 * (high - band) / (high - low)
        parts.append(element("u", style=f"left:{max(left, 0):.2f}%;right:{min(right, 100):.2f}%"))
    parts += [
        element("s", text(value), style=f"left:{across(value)}") for value in range(low, high + 1, STEP)
    ]
    parts += [
        element("b", element("span", text(name)), style=f"left:{across(value)}") for value, name in lines
    ]
    return element("div", *parts, *marks, class_="strip", style=f"height:{height}px")


def stack_of(value: float) -> float:
    """The middle of the whole µg/m³ that a value falls in; a whole number goes to the side of 0.

    So 35.0 stands left of a limit of 35, and a difference of exactly 3 within the ±3 that tell nothing.
    """
    return ceil(value) - 0.5 if value >= 0 else floor(value) + 0.5


def dot_html(words: Words, dot: Dot, left: str, level: int) -> str:
    """A place: round is real-time, square is official; colour is its verdict; it opens the place's page."""
    verdict = dot.standing.verdict
    place = dot.standing.place
    observation = verdict.observation
    if observation is None:
        return ""
    _ = words.gettext
    title = _(
        "{name}：{value:g} µg/m³（{basis}），{verdict}",
        name=words.pick(place.short_name_zh, place.name_en),
        value=observation.value,
        basis=basis_name(observation.basis),
        verdict=verdict_name(words, verdict),
    )
    if verdict.margin is not None:
        title += _("，差 {margin}", margin=signed(verdict.margin))
    shape = "q" if observation.basis == "official" else "r"
    kind = "none" if verdict.margin is None else verdict.status
    kind += "_indicative" if verdict.is_indicative and kind in ("met", "not_met") else ""
    return element(
        "a",
        href=href("city", words, place=place.place_id),
        title=title,
        aria_label=title,
        class_=f"{shape} {kind}",
        style=f"left:{left};bottom:{FOOT + level * DOT}px",
    )


def legend_html(words: Words, has_unjudged: bool) -> str:
    """Shapes and colours of the dots."""
    _ = words.gettext
    names = {
        "r": _("实况"),
        "q": _("官方"),
        "k met": _("不高于文件数值"),
        "k not_met": _("高于文件数值"),
        "k met_indicative": _("不高于折算或指示值"),
        "k not_met_indicative": _("高于折算或指示值"),
        "k undetermined": _("接近，无法判定"),
    }
    if has_unjudged:
        names["k none"] = _("没有判定")
    items = (element("li", element("i", class_=f"dot {kind}"), text(name)) for kind, name in names.items())
    note = element("li", text(_("一点一个地点，1 µg/m³ 一格；点开是城市页")))
    return element("ul", *items, note, class_="legend")
