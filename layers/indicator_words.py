"""What an indicator asks, in a few words; verdicts and reaches."""

from __future__ import annotations

from typing import Final

from layers.target_words import with_strength
from policy.atlas import Atlas
from policy.indicator_ladder import Bearing
from policy.reach import ReachKind
from policy.records import Comparison, Indicator
from translations import Words

THRESHOLD_COMPARATORS: Final = ("ban", "ban_use", "phase_out")
BOUNDS_OF_A_RULE: Final = frozenset(
    {
        "airport_size_gate",
        "attainment_pm25_gate",
        "border_strip_width",
        "chp_heating_radius",
        "chp_unit_size",
        "construction_site_gate",
        "low_voc_material_gate",
        "medium_long_distance",
        "nev_forklift_gate",
        "rail_siding_threshold",
        "ultra_low_emission_coal_boiler_band",
        "vehicle_change_pm25_gate",
        "vehicle_change_rank_gate",
    }
)
"""Kinds of quantity that say what a rule is about; no figure to reach or to stay under."""
ENGLISH_UNITS: Final = {
    "10⁴ kW": (10.0, "MW"),
    "10⁴ t": (0.01, "Mt"),
    "10⁴ t/a": (0.01, "Mt/year"),
    "10⁸ m³": (0.1, "billion m³"),
    "10⁴ bricks/a": (0.01, "million standard bricks/year"),
    "10⁴ persons/a": (0.01, "million passengers/year"),
}
"""What English says instead of ten thousands and hundred millions: factor and unit, the same quantity."""


def comparator_templates(words: Words) -> dict[str, str]:
    """Templates with `{value}` (unit included), `{to}` and `{base}`."""
    _ = words.gettext
    return {
        "<": _("低于 {value}"),
        "<=": _("不高于 {value}"),
        ">": _("高于 {value}"),
        ">=": _("不低于 {value}"),
        "=": _("{value}"),
        "reach": _("达到 {value}"),
        "about": _("{value} 左右"),
        "range": _("{value} 至 {to}"),
        "decrease_by": _("{base}下降 {value}"),
        "decrease_by_about": _("{base}下降约 {value}"),
        "decrease_by_at_least": _("{base}下降 {value} 以上"),
        "increase_by": _("{base}增长 {value}"),
        "increase_by_about": _("{base}增长约 {value}"),
        "increase_by_at_least": _("{base}增长 {value} 以上"),
        "negative_growth": _("{base}负增长"),
        "ban": _("不再新建 {value}"),
        "ban_use": _("禁止使用 {value}"),
        "phase_out": _("淘汰 {value}"),
        "complete_by": _("按期完成"),
        "complete_assigned": _("完成上级下达的任务"),
        "all": _("全部覆盖"),
        "replace": _("替代"),
        "promote": _("推进，未定数值"),
        "eliminate": _("基本消除"),
        "every": _("每 {value}"),
        "among_last": _("排名后 {value}"),
    }


def bound_templates(words: Words) -> dict[str, str]:
    """Templates for a bound of what a rule is about: airports of 5 million and above, boilers within 30 km."""
    _ = words.gettext
    return {
        "<": _("适用于低于 {value}"),
        "<=": _("适用于 {value}以内"),
        ">=": _("适用于 {value}及以上"),
        "range": _("适用于 {value} 至 {to}"),
        "among_last": _("适用于排名后 {value}"),
    }


def template_of(words: Words, indicator: Indicator) -> str:
    """The template of what an indicator asks; what is asked wherever it can be is not called full coverage."""
    _ = words.gettext
    comparator = indicator.comparator
    if comparator == "all" and "应用尽用" in (indicator.comparator_zh or ""):
        return _("能用尽用")
    if (comparator, indicator.strength) == ("all", "基本"):
        return _("基本全部覆盖")
    if indicator.comparable_key in BOUNDS_OF_A_RULE:
        bounds = bound_templates(words)
        if comparator in bounds:
            return bounds[comparator]
    return comparator_templates(words)[comparator]


def firm_text(words: Words, indicator: Indicator) -> str:
    """What an indicator asks with its word of strength, for places that show no strength beside it."""
    said = indicator_text(words, indicator)
    # Both templates already say 基本.
    if not said or (indicator.comparator in ("all", "eliminate") and indicator.strength == "基本"):
        return said
    return with_strength(words, said, indicator.strength)


def indicator_text(words: Words, indicator: Indicator) -> str:
    """What an indicator asks, with its unit and base year."""
    _ = words.gettext
    if indicator.comparator == "every":
        return frequency_text(words, indicator)
    base = _("比 {year} 年", year=indicator.base_year) if indicator.base_year else ""
    template = template_of(words, indicator)
    # A range names its unit once, at its end.
    value = number_text(words, indicator.value, None if "{to}" in template else indicator.unit_symbol)
    if indicator.comparator in THRESHOLD_COMPARATORS:
        value = bounded(words, value, indicator.comparator_zh or "")
    to = number_text(words, indicator.value_to, indicator.unit_symbol)
    return template.format(value=value, to=to, base=base).strip()


def bounded(words: Words, value: str, printed: str) -> str:
    """A threshold with the side it bars, as printed: 及以下 holds the figure itself, 以下 does not."""
    _ = words.gettext
    sides = {
        "及以下": _("{value}及以下", value=value),
        "以下": _("{value}以下", value=value),
        "超过": _("超过 {value}", value=value),
    }
    side = next((text for sign, text in sides.items() if sign in printed), value)
    return side if value else ""


def frequency_text(words: Words, indicator: Indicator) -> str:
    """How often something is due."""
    _ = words.gettext
    count = f"{indicator.value:g}"
    once = {"year": _("每年"), "month": _("每月"), "day": _("每日")}
    several = {"year": _("每 {count} 年"), "month": _("每 {count} 月"), "day": _("每 {count} 日")}
    symbol = indicator.unit_symbol or ""
    return once[symbol] if count == "1" else several[symbol].format(count=count)


def number_text(words: Words, value: float | None, symbol: str | None) -> str:
    """A number with its unit; nothing when there is none."""
    _ = words.gettext
    if value is None:
        return ""
    if words.lang == "en" and symbol in ENGLISH_UNITS:
        factor, symbol_en = ENGLISH_UNITS[symbol]
        return f"{value * factor:.10g} {symbol_en}"
    numbered = {"stage": _("第 {count} 阶段"), "smoke class": _("第 {count} 类")}
    if symbol in numbered:
        return numbered[symbol].format(count=f"{value:g}")
    return f"{value:g}{unit_suffix(words, symbol)}"


def unit_suffix(words: Words, symbol: str | None) -> str:
    """The unit after a number; counts, ranks and ratios carry none."""
    _ = words.gettext
    names = {
        "t/h": _("蒸吨/小时"),
        "10⁴ t": _("万吨"),
        "10⁴ t/a": _("万吨/年"),
        "10⁴ kW": _("万千瓦"),
        "km": _("公里"),
        "10⁸ m³": _("亿立方米"),
        "m²": _("平方米"),
        "m³": _("立方米"),
        "%/a": _("%/年"),
        "percentage points": _("个百分点"),
        "10⁴ bricks/a": _("万块标砖/年"),
        "10⁴ persons/a": _("万人次/年"),
        "d": _("天"),
        "t": _("吨"),
    }
    if symbol in (None, "count", "rank", "ratio"):
        return ""
    if symbol == "%":
        return "%"
    return f" {names.get(symbol, symbol).strip()}"


def verdict_names(words: Words) -> dict[str, str]:
    """How a lower document's figure stands against the one above."""
    _ = words.gettext
    return {
        "stricter": _("更严"),
        "looser": _("更宽"),
        "equal": _("一致"),
        "different_definition": _("口径不同"),
        "no_number": _("未给数值"),
        "absent": _("无同类规定"),
    }


def reach_names(words: Words) -> dict[str, str]:
    """How a scope reaches a place."""
    _ = words.gettext
    return {
        "whole": _("适用"),
        "part": _("部分适用"),
        "derived": _("推算适用"),
        "undetermined": _("无法确定是否适用"),
    }


def bearing_names(words: Words) -> dict[Bearing, str]:
    """How an indicator bears on a place."""
    _ = words.gettext
    return {
        "place": _("直接写明本地"),
        "each": _("适用"),
        "whole": _("整体要求，本地参考"),
        "part": _("部分适用"),
        "derived": _("推算适用"),
        "undetermined": _("无法确定是否适用"),
    }


def extent_names(words: Words) -> dict[ReachKind, str]:
    """How much of a place a measure binds."""
    _ = words.gettext
    return {
        "whole": _("全部适用"),
        "part": _("部分适用"),
        "derived": _("推算适用"),
        "undetermined": _("无法确定是否适用"),
    }


def deadline_text(words: Words, stated: str | None) -> str:
    """A deadline as the clause states it: a year, a month of one, or none."""
    _ = words.gettext
    year, _dash, month = (stated or "").partition("-")
    if not year:
        return _("未写明期限")
    return _("{year} 年 {month} 月", year=year, month=int(month)) if month else _("{year} 年", year=year)


def sector_names(words: Words) -> dict[str, str]:
    """The sectors of the measures."""
    _ = words.gettext
    return {
        "overall": _("总体要求"),
        "targets": _("改善目标"),
        "industry": _("产业结构"),
        "energy": _("能源结构"),
        "transport": _("交通结构"),
        "area_sources": _("面源污染"),
        "pollutants": _("多污染物减排"),
        "mechanism": _("管理机制"),
        "capacity": _("监测执法能力"),
        "law_and_economy": _("法规与经济政策"),
        "responsibility": _("责任与全民行动"),
    }


VERDICT_MARKS: Final = {
    "stricter": "▲",
    "looser": "▽",
    "equal": "＝",
    "different_definition": "≠",
    "no_number": "○",
    "absent": "–",
}
"""A shape for each verdict, so that none is told by its colour alone."""


def verdict_text(words: Words, verdict: str) -> str:
    """A verdict with its shape."""
    return f"{VERDICT_MARKS[verdict]} {verdict_names(words)[verdict]}"


def compared_with(words: Words, atlas: Atlas, comparison: Comparison) -> str:
    """Which rung a verdict compares with."""
    _ = words.gettext
    names = {"nation": _("与国家相比："), "province": _("与省相比：")}
    return names[atlas.register.documents[comparison.upper_document_id].level or ""]
