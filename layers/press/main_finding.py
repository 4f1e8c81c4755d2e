"""The one sentence that says what a sheet finds, counted from the figures of the places it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from statistics import median
from typing import Final

from layers.drawn import DrawnLayer
from layers.indicator_layer import INDICATOR_PREFIX
from layers.judged_layers import STANDARD_PREFIX
from layers.measure_count_layer import MEASURES_PREFIX
from layers.palettes import OTHER_PLACES
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
    places = tuple(
        place
        for place in drawn.places
        if place.place_id in focus and not register.places[place.place_id].outside_plan
    )
    valued = tuple(
        sorted((place for place in places if place.value is not None), key=lambda place: place.value or 0.0)
    )
    told = Told(register, drawn, frame, words, places, valued)
    if not places:
        return words.gettext("{where}不在本计划范围内。", where=told.where(len(frame.focus)))
    return _sentence_of(drawn.layer_id)(told)


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
    return told.words.gettext("{where}都没有可用的数值。", where=told.where(len(told.places)))


def _observed(told: Told) -> str:
    if not told.valued:
        return _nothing(told)
    low, high = told.values[0], told.values[-1]
    year = told.drawn.year or BASE_YEAR
    limit = limit_for_year(told.register, year).limit
    params = {
        "year": year, "where": told.where(len(told.valued)),
        "low": told.figure(low), "lowest": told.name(low), "high": told.figure(high), "highest": told.name(high),
        "above": sum(value > limit for value in told.values), "limit": f"{limit:g}",
    }  # fmt: skip
    if low == high:
        return told.words.gettext(
            "{year} 年，{highest}的 PM2.5 年均值为 {high} 微克/立方米（当年二级标准限值为 {limit}）。",
            **params,
        )
    return told.words.gettext(
        "{year} 年，{where}的 PM2.5 年均值在 {low}（{lowest}）到 {high}（{highest}）微克/立方米之间，"
        "其中 {above} 个的数值高于当年的二级标准限值 {limit}。",
        **params,
    )


def _target(told: Told) -> str:
    if not told.valued:
        return _nothing(told)
    low, high = told.values[0], told.values[-1]
    return told.words.gettext(
        "{where} 2025 年 PM2.5 年均浓度的目标或指示值，最低 {low}（{lowest}），最高 {high}（{highest}）"
        "微克/立方米；{stated} 个由文件写明。",
        where=told.where(len(told.valued)),
        low=told.figure(low),
        lowest=told.name(low),
        high=told.figure(high),
        highest=told.name(high),
        stated=sum(place.note_code in told.drawn.marked_notes for place in told.valued),
    )


def _gap(told: Told) -> str:
    if not told.valued:
        return _nothing(told)
    above, below, near = _thirds(told.values)
    high = told.values[-1]
    return told.words.gettext(
        "{year} 年，{where}的 PM2.5 年均值可与 2025 年目标或指示值相比：{above} 个高 3 微克/立方米以上，"
        "{below} 个低 3 以上，{near} 个相差不超过 3；差距最高的是{highest}（{high}）。",
        year=told.drawn.year,
        where=told.where(len(told.valued)),
        above=above,
        below=below,
        near=near,
        highest=told.name(high),
        high=told.signed(high),
    )


def _attainment(told: Told) -> str:
    _ = told.words.gettext
    counts = [told.count(code) for code in "abcd"]
    said = [
        _("{count} 个已到写明的目标值", count=counts[0]),
        _("{count} 个高于写明的目标值", count=counts[1]),
        _("{count} 个低于折算或指示值", count=counts[2]),
        _("{count} 个高于折算或指示值", count=counts[3]),
        _("{count} 个无法判定", count=len(told.places) - sum(counts)),
    ]
    counts.append(len(told.places) - sum(counts))
    return _(
        "{year} 年，{where}的 PM2.5 年均值：{list}。",
        year=told.drawn.year,
        where=told.where(len(told.places)),
        list=told.words.join([part for part, count in zip(said, counts, strict=True) if count]),
    )


def _change(told: Told) -> str:
    if told.drawn.year == BASE_YEAR:
        return told.words.gettext(
            "{base} 年是比较的起点，请选择之后的年份", base=BASE_YEAR
        ) + told.words.gettext("。")
    if not told.valued:
        return _nothing(told)
    values = told.values
    return told.words.gettext(
        "{year} 年，{where}的 PM2.5 年均值可与 {base} 年相比：{down} 个下降，{up} 个上升，{same} 个持平；"
        "中位数 {middle}{symbol}。",
        year=told.drawn.year,
        where=told.where(len(values)),
        base=BASE_YEAR,
        down=sum(value < 0 for value in values),
        up=sum(value > 0 for value in values),
        same=sum(value == 0 for value in values),
        middle=told.signed(median(values)),
        symbol="%" if told.drawn.unit_symbol == "%" else told.words.gettext(" 微克/立方米"),
    )


def _path(told: Told) -> str:
    if not told.valued:
        return _nothing(told)
    behind, before, near = _thirds(told.values)
    return told.words.gettext(
        "{year} 年，{where}的 PM2.5 年均值可与匀速下降的路径相比：{before} 个低 3 微克/立方米以上，"
        "{behind} 个高 3 以上，{near} 个相差不超过 3。",
        year=told.drawn.year,
        where=told.where(len(told.valued)),
        before=before,
        behind=behind,
        near=near,
    )


def _standard(told: Told) -> str:
    limit = yardsticks(told.register)[told.drawn.layer_id.removeprefix(STANDARD_PREFIX)]
    within, above = (told.count(code) for code in "ab")
    return told.words.gettext(
        "{year} 年，{where}的 PM2.5 年均值按 {standard}：{within} 个不高于限值，{above} 个高于，{rest} 个无法判定。",
        year=told.drawn.year,
        where=told.where(len(told.places)),
        standard=told.words.render(yardstick_name(limit)),
        within=within,
        above=above,
        rest=len(told.places) - within - above,
    )


def _indicator(told: Told) -> str:
    hatched = {entry.code for entry in told.drawn.legend if entry.hatch}
    counts = Counter(place.code for place in told.places if place.code not in hatched)
    found = counts.total()
    params = {"where": told.where(len(told.places)), "found": found}
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
            "{where}读到的约束条款都是 {low} 条。", where=told.where(len(told.valued)), low=low
        )
    return told.words.gettext(
        "{where}读到的约束条款，最少 {low} 条，最多 {high} 条（{highest}）。",
        where=told.where(len(told.valued)),
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
        where=told.where(len(told.places)),
        list=told.words.join(parts),
    )


def _thirds(values: Sequence[float]) -> tuple[int, int, int]:
    """How many lie above, below and within what a real-time mean leaves open."""
    above = sum(value > REALTIME_MARGIN for value in values)
    below = sum(value < -REALTIME_MARGIN for value in values)
    return above, below, len(values) - above - below
