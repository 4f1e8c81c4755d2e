"""What targets and indicators are called: metrics, strengths, comparators and units."""

from __future__ import annotations

from typing import Final

from policy.cascade import ATTAINMENT, Statement
from policy.records import Target
from translations import Words

CLASS_II: Final = "二级"
"""In the printed words of a target: class II of the standard is asked for by name."""


def strength_name(words: Words, strength: str) -> str:
    """How binding a target is, as printed; in English with the printed word beside it."""
    word = strength_word(words, strength)
    return word if word == strength or strength == "none" else f"{word} (“{strength}”)"


def strength_word(words: Words, strength: str) -> str:
    """How binding a target is, in a word of the reader's language alone."""
    _ = words.gettext
    names = {
        "none": _("无强度用词"),
        "约束": _("约束"),
        "控制": _("控制"),
        "稳定控制": _("稳定控制"),
        "稳定": _("稳定"),
        "力争": _("力争"),
        "确保": _("确保"),
        "鼓励": _("鼓励"),
        "基本": _("基本"),
        "原则上": _("原则上"),
        "全面": _("全面"),
        "逐步": _("逐步"),
        "严禁": _("严禁"),
        "有序": _("有序"),
    }
    return names.get(strength, strength)


def with_strength(words: Words, said: str, strength: str) -> str:
    """What is asked, with the word of commitment where one is printed: striving for 60 % is no duty to reach it."""
    if strength == "none":
        return said
    return words.gettext("{said}（{strength}）", said=said, strength=strength_word(words, strength))


def target_with_strength(words: Words, target: Target) -> str:
    """What a target asks in a few words, with its word of commitment: for where nothing stands beside it."""
    return with_strength(words, target_text(words, target), target.strength)


def subject_text(words: Words, row: Statement) -> str:
    """Whom a target speaks of as printed, and that a place below that rank is not, or may not be, among them."""
    subject = words.pick(row.target.subject_zh or "", row.target.subject_en)
    if row.among == "yes":
        return subject
    if row.among == "unknown":
        return words.gettext("{subject}（没有文件说明本地是否在其列）", subject=subject)
    return words.gettext("{subject}（本地不是地级城市，不在其列）", subject=subject)


def metric_names(words: Words) -> dict[str, str]:
    """What targets are about."""
    _ = words.gettext
    return {
        "pm25_annual_mean": _("PM2.5 年均浓度"),
        "pm10_annual_mean": _("PM10 年均浓度"),
        "ozone_8h_90p": _("臭氧 8 小时第 90 百分位"),
        "good_day_share": _("优良天数比率"),
        "heavy_pollution_day_share": _("重度及以上污染天数比率"),
        "heavy_pollution_days": _("重度及以上污染天数"),
        "nox_emissions": _("氮氧化物排放总量"),
        "vocs_emissions": _("VOCs 排放总量"),
        "nox_and_vocs_emissions": _("氮氧化物和 VOCs 排放总量"),
        "nox_project_reduction": _("氮氧化物重点工程减排量"),
        "vocs_project_reduction": _("VOCs 重点工程减排量"),
        "composite_index_rank": _("空气质量排名"),
        "attaining_cities": _("达标城市数"),
        "air_quality_attainment": _("空气质量达标"),
        "assigned_indicators": _("上级下达的约束性指标"),
    }


def comparator_texts(words: Words) -> dict[str, str]:
    """Templates of what a target asks: `{value}` with its unit, `{base}` the base year."""
    _ = words.gettext
    return {
        "<": _("低于 {value}"),
        "<=": _("不高于 {value}"),
        ">=": _("不低于 {value}"),
        ">": _("高于 {value}"),
        "=": _("{value}"),
        "reach": _("达到 {value}"),
        "about": _("{value} 左右"),
        "decrease_by": _("{base}下降 {value}"),
        "decrease_by_at_least": _("{base}下降 {value} 以上"),
        "attain": _("达标"),
        "complete_assigned": _("完成上级下达的任务"),
        "eliminate": _("消除"),
        "leave_bottom": _("退出全国 168 城后 {value} 位"),
        "stay_out_of_bottom": _("保持在后 {value} 位之外"),
        "within_top": _("进入前 {value} 位"),
        "advance_by": _("前进 {value} 位"),
        "advance": _("排名稳定前移"),
        "set_stage_target": _("明确阶段目标"),
        "hold": _("巩固改善"),
    }


def target_text(words: Words, target: Target) -> str:
    """What a target asks, in a few words with its unit."""
    value = "" if target.value is None else f"{target.value:g}{unit_text(words, target)}"
    if target.comparator == "attain":
        return attainment_text(words, target)
    base = words.gettext("比 {year} 年", year=target.base_year) if target.base_year else ""
    text = comparator_texts(words)[target.comparator].format(value=value, base=base)
    return text.strip()


def attainment_text(words: Words, target: Target) -> str:
    """达标 as the text means it: of an area as a whole, of class II by name, or no more than 达标."""
    _ = words.gettext
    if target.applies_to == "whole" and not target.scope_id.startswith("place-"):
        return _("总体达标")
    if CLASS_II not in (target.comparator_zh or ""):
        return _("达标")
    return _("空气质量二级达标") if target.metric == ATTAINMENT else _("达到国家二级标准")


def period_text(words: Words, period_zh: str) -> str:
    """The period of a target that names no year: those of the tables, so that none is shown in Chinese alone."""
    _ = words.gettext
    return {"十四五": _("十四五"), "年度": _("年度")}.get(period_zh, period_zh)


def period_of(words: Words, target: Target) -> str:
    """The period that a target names instead of a year; empty where it names none."""
    return period_text(words, target.period_zh) if target.period_zh else ""


def year_or_period(words: Words, target: Target) -> str:
    """When a target is to be met, for a column of years: the year alone, else the period; empty when neither is said."""
    return str(target.target_year) if target.target_year else period_of(words, target)


def when_due(words: Words, target: Target) -> str:
    """When a target is to be met, in a line of words; empty when no text says it."""
    if target.target_year:
        return words.gettext("{year} 年", year=target.target_year)
    return period_of(words, target)


def unit_text(words: Words, target: Target) -> str:
    """The unit as a suffix; ranks and counts carry none."""
    _ = words.gettext
    names = {"10⁴ t": _("万吨"), "t": _("吨"), "d": _("天"), "%": "%", "city count": _("个")}
    symbol = target.unit_symbol
    if symbol in (None, "rank"):
        return ""
    return names.get(symbol, f" {symbol}")
