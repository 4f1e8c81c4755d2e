"""How the places of a region lie along an axis: one dot a place, stacked where several lie together, nothing averaged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Final

from layers.region_standings import Standing
from layers.status_words import verdict_name
from policy.attainment import basis_name
from policy.judgement import JudgementStatus, judged_mean
from policy.observed import REALTIME_MARGIN
from policy.records import Limit
from policy.rounding import exact, signed
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


@dataclass(frozen=True)
class Strip:
    """One axis with its dots.

    Attributes
    ----------
    low, high
        Both ends of the axis, µg/m³.
    stacked
        Each dot with where it stands, µg/m³, and how many stand below it; the lowest value first.
    """

    low: int
    high: int
    stacked: tuple[tuple[Dot, float, int], ...]

    @property
    def height(self) -> int:
        """Pixels from the foot of the axis to above the highest stack."""
        return (max(level for _dot, _middle, level in self.stacked) + 2) * DOT + FOOT

    def across(self, value: float) -> float:
        """Per cent from the left."""
        return 100 * (value - self.low) / (self.high - self.low)


def strip_of(dots: Sequence[Dot], marked: Sequence[float]) -> Strip:
    """Stack the dots on an axis that holds them and the values `marked` on it."""
    edges = [dot.value for dot in dots] + list(marked)
    low, high = STEP * floor((min(edges) - 1) / STEP), STEP * ceil((max(edges) + 1) / STEP)
    heights: Counter[float] = Counter()
    stacked = []
    for dot in sorted(dots, key=lambda dot: dot.value):
        middle = stack_of(dot.value)
        stacked.append((dot, middle, heights[middle]))
        heights[middle] += 1
    return Strip(low, high, tuple(stacked))


def stack_of(value: float) -> float:
    """The middle of the whole µg/m³ that a value falls in; a whole number goes to the side of 0.

    So 35.0 stands left of a limit of 35, and a difference of exactly 3 within the ±3 that tell nothing.
    """
    return ceil(value) - 0.5 if value >= 0 else floor(value) + 0.5


def dots_of(standings: Sequence[Standing]) -> tuple[list[Dot], list[Dot]]:
    """The means of 2025, and how far each is from its own figure."""
    judged = [one for one in standings if one.verdict.observation is not None]
    means = [Dot(one, one.verdict.observation.value) for one in judged if one.verdict.observation]
    gaps = [Dot(one, one.verdict.margin) for one in judged if one.verdict.margin is not None]
    return means, gaps


def dot_title(words: Words, dot: Dot) -> str:
    """A place in a few words: mean, basis, verdict, distance from its figure."""
    _ = words.gettext
    verdict, place = dot.standing.verdict, dot.standing.place
    if verdict.observation is None:
        return ""
    title = _(
        "{name}：{value:g} µg/m³（{basis}），{verdict}",
        name=words.pick(place.short_name_zh, place.name_en),
        value=verdict.observation.value,
        basis=basis_name(verdict.observation.basis),
        verdict=verdict_name(words, verdict),
    )
    return title if verdict.margin is None else title + _("，差 {margin}", margin=signed(verdict.margin))


def dot_kind(dot: Dot) -> tuple[str, str]:
    """Shape and colour: `r` is real-time, `q` is official; the colour is the verdict."""
    verdict = dot.standing.verdict
    shape = "q" if verdict.observation is not None and verdict.observation.basis == "official" else "r"
    kind: str = "none" if verdict.margin is None else verdict.status
    if verdict.is_indicative and kind in ("met", "not_met"):
        kind += "_indicative"
    return shape, kind


def dot_names(words: Words, *, has_unjudged: bool) -> dict[str, str]:
    """What shapes and colours of the dots mean, by their classes."""
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
    return names | ({"k none": _("没有判定")} if has_unjudged else {})


def means_sentence(words: Words, dots: Sequence[Dot], limit: Limit) -> str:
    """The strip of the means in words: its ends with their places, and how they stand to the standard.

    A real-time mean within ±3 of it is too close to tell, as in the layer of the standard.
    """
    _ = words.gettext
    lowest, highest = min(dots, key=lambda dot: dot.value), max(dots, key=lambda dot: dot.value)
    statuses = [status_of_mean(dot, limit) for dot in dots]
    if len(dots) == 1:
        params = {
            "name": name_of(words, lowest), "value": lowest.value, "limit": limit.limit,
            "gap": signed(exact(lowest.value - limit.limit)), "margin": REALTIME_MARGIN,
        }  # fmt: skip
        said_of_one = {
            "within": _("{name}的年均值为 {value:g}，不高于二级标准 {limit:g}。"),
            "above": _("{name}的年均值为 {value:g}，高于二级标准 {limit:g}。"),
            "undetermined": _(
                "{name}的年均值为 {value:g}，与二级标准 {limit:g} 相差 {gap}：实况相差不超过 {margin:g}，无法判定。"
            ),
            "insufficient_data": _("{name}的年均值为 {value:g}，天数不足，不按二级标准 {limit:g} 判定。"),
        }
        return said_of_one[statuses[0]].format(**params)
    names = {
        "within": _("{count} 个不高于"),
        "above": _("{count} 个高于"),
        "undetermined": _("{count} 个是实况，相差不超过 {margin:g}，无法判定"),
        "insufficient_data": _("{count} 个天数不足，不作判定"),
    }
    counts: Counter[str] = Counter(statuses)
    told = [
        name.format(count=counts[status], margin=REALTIME_MARGIN)
        for status, name in names.items()
        if counts[status]
    ]
    return _(
        "{count} 个地点有年均值：最低{lowest} {low:g}，最高{highest} {high:g}。按二级标准 {limit:g}：{list}。",
        count=len(dots),
        lowest=name_of(words, lowest),
        low=lowest.value,
        highest=name_of(words, highest),
        high=highest.value,
        limit=limit.limit,
        list=_("；").join(told),
    )


def status_of_mean(dot: Dot, limit: Limit) -> JudgementStatus:
    """How the mean of a dot stands to a limit."""
    observation = dot.standing.verdict.observation
    return "no_observation" if observation is None else judged_mean(observation, limit).status


def gaps_sentence(words: Words, dots: Sequence[Dot]) -> str:
    """The strip of the differences in words: its ends, and how many lie above their figure or too close to tell."""
    _ = words.gettext
    below, above = min(dots, key=lambda dot: dot.value), max(dots, key=lambda dot: dot.value)
    if len(dots) == 1:
        return _(
            "{name}与自己的目标、折算值或指示值相差 {gap}：{verdict}。",
            name=name_of(words, below),
            gap=signed(below.value),
            verdict=verdict_name(words, below.standing.verdict),
        )
    return _(
        "{count} 个地点有可比的数值：从{below} {low} 到{above} {high}；{over} 个大于 0，其中 {close} 个不超过 {margin:g}。",
        count=len(dots),
        below=name_of(words, below),
        low=signed(below.value),
        above=name_of(words, above),
        high=signed(above.value),
        over=sum(dot.value > 0 for dot in dots),
        close=sum(0 < dot.value <= REALTIME_MARGIN for dot in dots),
        margin=REALTIME_MARGIN,
    )


def name_of(words: Words, dot: Dot) -> str:
    """The short name of a dot's place."""
    return words.pick(dot.standing.place.short_name_zh, dot.standing.place.name_en)
