"""The one sentence that says what a sheet finds, counted from the figures of the places it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from statistics import median
from typing import Final

from layers.drawn import DrawnLayer, DrawnPlace
from layers.indicator_layer import INDICATOR_PREFIX
from layers.judged_layers import STANDARD_PREFIX
from layers.measure_count_layer import MEASURES_PREFIX
from layers.palettes import CHANGE_BREAKS, CHANGE_PERCENT_BREAKS, OTHER_PLACES
from layers.pm25_layers import SHORT_YEAR_NOTE
from layers.press.frames import PressFrame
from layers.press.told import Told
from policy.change import BASE_YEAR
from policy.judgement import yardstick_name, yardsticks
from policy.observed import REALTIME_MARGIN
from policy.register import Register
from policy.standards import limit_for_year
from translations import Words

LONGEST_LABEL: Final = {"zh": 34, "en": 80}
"""Characters of a class that still fits into a sentence."""


def main_finding(register: Register, drawn: DrawnLayer, frame: PressFrame, words: Words) -> str:
    """The sentence of a layer in a frame, in the language the layer was drawn in, with its full stop."""
    focus = set(frame.focus)
    shown = tuple(place for place in drawn.places if place.place_id in focus)
    places = tuple(place for place in shown if not register.places[place.place_id].outside_plan)
    valued = tuple(
        sorted((place for place in places if place.value is not None), key=lambda place: place.value or 0.0)
    )
    told = Told(register, drawn, frame, words, shown, places, valued)
    first = _chosen_first(told)
    if first and not any(place.place_id != frame.chosen for place in places):
        return first
    if not places:
        return words.gettext("{where}不在本计划范围内。", where=told.where(shown))
    said = _sentence_of(drawn.layer_id)(told)
    return f"{first}{words.pick('', ' ')}{said}" if first else said


def _chosen_first(told: Told) -> str:
    """That the chosen place has no figure, and why, before anything is said of its neighbours."""
    chosen = told.chosen_without()
    if chosen is None:
        return ""
    label = told.entry(chosen.code).label
    reason = told.words.pick(label, label[:1].lower() + label[1:])
    name = told.name_of(chosen.place_id)
    if told.drawn.unit_symbol is None:
        return told.words.gettext("{name}：{reason}。", name=name, reason=reason)
    return told.words.gettext("{name}没有数值：{reason}。", name=name, reason=reason)


def _counted(told: Told) -> tuple[DrawnPlace, ...]:
    """The places of the frame but the chosen one that was spoken of before."""
    chosen = told.chosen_without()
    return tuple(place for place in told.shown if chosen is None or place.place_id != chosen.place_id)


def _sentence_of(layer_id: str) -> Callable[[Told], str]:
    of_layer: dict[str, Callable[[Told], str]] = {
        "observed": _observed,
        "target_2025": _target,
        "gap": _gap,
        "attainment": _attainment,
        "change": _change,
        "change_percent": _change,
        "path": _path,
    }
    of_family = {
        STANDARD_PREFIX: _standard,
        INDICATOR_PREFIX: _indicator,
        MEASURES_PREFIX: _measures,
    }
    found = next((made for prefix, made in of_family.items() if layer_id.startswith(prefix)), _classes)
    return of_layer.get(layer_id, found)


def _nothing(told: Told) -> str:
    return told.words.gettext("{where}没有可用的数值。", where=told.where(_counted(told)))


def _observed(told: Told) -> str:
    if not told.valued:
        return _nothing(told)
    _, low, high = told.words.gettext, told.values[0], told.values[-1]
    year = told.drawn.year or BASE_YEAR
    limit = limit_for_year(told.register, year).limit
    params = {
        "year": year, "where": told.where(told.valued),
        "low": told.figure(low), "lowest": told.name(low), "high": told.figure(high), "highest": told.name(high),
        "above": sum(value > limit for value in told.values), "limit": f"{limit:g}",
    }  # fmt: skip
    if low == high:
        params["highest"] = told.where(told.valued) if len(told.valued) == 1 else params["highest"]
        return _(
            "{year} 年，{highest}的 PM2.5 年均值为 {high} 微克/立方米（当年二级标准限值为 {limit}）。",
            **params,
        )
    ran = _(
        "{year} 年，{where}的 PM2.5 年均值在 {low}（{lowest}）到 {high}（{highest}）微克/立方米之间，",
        **params,
    )
    if params["above"]:
        ran += _("其中 {above} 个的数值高于当年的二级标准限值 {limit}。", **params)
    else:
        ran += _("没有地点的数值高于当年的二级标准限值 {limit}。", **params)
    short = sum(place.note_code == SHORT_YEAR_NOTE for place in told.valued)
    gap = told.words.pick("", " ")
    return ran + (gap + _("其中 {count} 个地点不足 324 天，不作判定。", count=short) if short else "")


def _target(told: Told) -> str:
    if not told.valued:
        return _nothing(told)
    low, high = told.values[0], told.values[-1]
    return told.words.gettext(
        "{where} 2025 年 PM2.5 年均浓度的目标或指示值，最低 {low}（{lowest}），最高 {high}（{highest}）"
        "微克/立方米；{stated} 个由文件写明。",
        where=told.where(told.valued),
        low=told.figure(low),
        lowest=told.name(low),
        high=told.figure(high),
        highest=told.name(high),
        stated=sum(place.note_code in told.drawn.marked_notes for place in told.valued),
    )


def _gap(told: Told) -> str:
    if not told.valued:
        return _nothing(told)
    _, high = told.words.gettext, told.values[-1]
    above, below, near = _thirds(told.values, REALTIME_MARGIN)
    parts = [
        (above, _("{count} 个高 3 以上", count=above)),
        (below, _("{count} 个低 3 以上", count=below)),
        (near, _("{count} 个相差不超过 3", count=near)),
    ]
    return _(
        "{year} 年，{where}的 PM2.5 年均值与 2025 年目标或指示值相比（微克/立方米）：{list}。差距最高的是{highest}（{high}）。",
        year=told.drawn.year,
        where=told.where(_counted(told)),
        list=told.listed(parts),
        highest=told.name(high),
        high=told.signed(high),
    )


def _attainment(told: Told) -> str:
    _ = told.words.gettext
    counts = [told.count(code) for code in "abcde"]
    said = [
        _("{count} 个已到写明的目标值", count=counts[0]) + told.named("a"),
        _("{count} 个高于写明的目标值", count=counts[1]) + ("" if counts[0] else told.named("b")),
        _("{count} 个低于折算或指示值", count=counts[2]),
        _("{count} 个高于折算或指示值", count=counts[3]),
        _("{count} 个接近，无法判定", count=counts[4]),
    ]
    return _(
        "{year} 年，{where}的 PM2.5 年均值：{list}。",
        year=told.drawn.year,
        where=told.where(_counted(told)),
        list=told.listed(list(zip(counts, said, strict=True))),
    )


def _change(told: Told) -> str:
    _ = told.words.gettext
    if told.drawn.year == BASE_YEAR:
        return _("{base} 年是比较的起点，请选择之后的年份", base=BASE_YEAR) + _("。")
    if not told.valued:
        return _nothing(told)
    percent = told.drawn.unit_symbol == "%"
    edge = (CHANGE_PERCENT_BREAKS if percent else CHANGE_BREAKS)[3]
    symbol = "%" if percent else _(" 微克/立方米").strip()
    up, down, same = _thirds(told.values, edge)
    parts = [
        (down, _("{count} 个下降超过 {edge}", count=down, edge=f"{edge:g}")),
        (same, _("{count} 个在 ±{edge} 以内", count=same, edge=f"{edge:g}")),
        (up, _("{count} 个上升超过 {edge}", count=up, edge=f"{edge:g}")),
    ]
    return _(
        "{year} 年，{where}的 PM2.5 年均值与 {base} 年相比（{symbol}）：{list}。变化的中位数为 {middle}。",
        year=told.drawn.year,
        where=told.where(_counted(told)),
        base=BASE_YEAR,
        list=told.listed(parts),
        middle=told.signed(median(told.values)),
        symbol=symbol,
    )


def _path(told: Told) -> str:
    if not told.valued:
        return _nothing(told)
    _ = told.words.gettext
    behind, before, near = _thirds(told.values, REALTIME_MARGIN)
    parts = [
        (before, _("{count} 个低 3 以上", count=before)),
        (behind, _("{count} 个高 3 以上", count=behind)),
        (near, _("{count} 个相差不超过 3", count=near)),
    ]
    return _(
        "{year} 年，{where}的 PM2.5 年均值与匀速下降的路径相比（微克/立方米）：{list}。",
        year=told.drawn.year,
        where=told.where(_counted(told)),
        list=told.listed(parts),
    )


def _standard(told: Told) -> str:
    _ = told.words.gettext
    limit = yardsticks(told.register)[told.drawn.layer_id.removeprefix(STANDARD_PREFIX)]
    within, above, near = (told.count(code) for code in "abc")
    parts = [
        (within, _("{count} 个不高于限值", count=within)),
        (above, _("{count} 个高于限值", count=above)),
        (near, _("{count} 个接近，无法判定", count=near)),
    ]
    return _(
        "{year} 年，{where}的 PM2.5 年均值按 {standard}：{list}。",
        year=told.drawn.year,
        where=told.where(_counted(told)),
        standard=told.words.render(yardstick_name(limit)),
        list=told.listed(parts),
    )


def _indicator(told: Told) -> str:
    hatched = {entry.code for entry in told.drawn.legend if entry.hatch}
    counts = Counter(place.code for place in told.places if place.code not in hatched)
    found = counts.total()
    params = {"where": told.where(_counted(told)), "found": found}
    if not found:
        return told.words.gettext("{where}中，没有一个能确定在要求之内。", **params)
    code, most = max(counts.items(), key=lambda item: (item[1], item[0]))
    label = next(entry.label for entry in told.drawn.legend if entry.code == code)
    if len(label) > LONGEST_LABEL[told.words.lang]:
        return told.words.gettext("{where}中，{found} 个在要求之内。", **params)
    return told.words.gettext(
        "{where}中，{found} 个在要求之内；最多的是“{label}”（{most} 个）。",
        **params,
        label=label,
        most=most,
    )


def _measures(told: Told) -> str:
    if not told.valued:
        return _nothing(told)
    low, high = int(told.values[0]), int(told.values[-1])
    if low == high:
        return told.words.gettext(
            "{where}读到的约束条款都是 {low} 条。", where=told.where(told.valued), low=low
        )
    return told.words.gettext(
        "{where}读到的约束条款，最少 {low} 条，最多 {high} 条（{highest}）。",
        where=told.where(told.valued),
        low=low,
        high=high,
        highest=told.name(told.values[-1]),
    )


def _classes(told: Told) -> str:
    """Any layer whose classes are words: how many places are in each; those in none go without saying."""
    counts = Counter(place.code for place in told.places)
    shown = [entry for entry in told.drawn.legend if counts[entry.code]]
    named = [entry for entry in shown if not entry.hatch and entry.colour != OTHER_PLACES]
    parts = [
        told.words.gettext("{label} {count} 个", label=entry.label, count=counts[entry.code])
        for entry in named or shown
    ]
    return told.words.gettext(
        "{where}中：{list}。",
        where=told.where(_counted(told)),
        list=told.words.join(parts),
    )


def _thirds(values: Sequence[float], edge: float) -> tuple[int, int, int]:
    """How many lie above, below and within the middle class of the legend, both its ends included."""
    above = sum(value > edge for value in values)
    below = sum(value < -edge for value in values)
    return above, below, len(values) - above - below
