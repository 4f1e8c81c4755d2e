"""What statuses, standings and the completeness of documents are called, on screens and in tables."""

from __future__ import annotations

from layers.classes import BASE_YEAR_LABEL
from policy.attainment import Attainment
from policy.change import Change
from policy.records import Place
from translations import Words


def status_names(words: Words) -> dict[str, str]:
    """Attainment statuses, for filters; what a place lacks is said by `verdict_name`."""
    _ = words.gettext
    return {
        "met": _("不高于目标或指示值"),
        "not_met": _("高于目标或指示值"),
        "undetermined": _("接近，无法判定"),
        "insufficient_data": _("数据不足"),
        "no_observation": _("未收录实测值"),
        "no_target": _("没有可用的目标值，或在基准年"),
        "outside_plan": _("计划范围外"),
    }


def verdict_name(words: Words, verdict: Attainment) -> str:
    """A verdict in few words; one against an indicative figure never says that a target was reached."""
    _ = words.gettext
    kind = words.render(verdict.target.kind) if verdict.target else ""
    if verdict.status == "met":
        return _("不高于{kind}", kind=kind) if verdict.is_indicative else _("已到目标")
    if verdict.status == "not_met":
        return _("高于{kind}", kind=kind)
    if verdict.lack == "base_year":
        return words.render(BASE_YEAR_LABEL)
    return _("没有可用的目标值") if verdict.lack == "no_figure" else status_names(words)[verdict.status]


def standing_names(words: Words) -> dict[str, str]:
    """How a target stands for a place."""
    _ = words.gettext
    return {"place": _("直接写明本地"), "class": _("写明本类城市"), "indicative": _("整体要求，本地参考")}


def why_no_chart(words: Words, place: Place) -> str:
    """Why no year of a place is drawn, and that no other place's figures stand in for its own."""
    _ = words.gettext
    if place.outside_plan:
        return _("没有收录这个地点的实测值：这里不在本计划范围内。")
    if place.kind == "carve_out":
        return _("没有这个地点的实测值；不以上级城市的数值代替。")
    return _("没有这个地点的实测值；不以别处的数值代替。")


def completeness_names(words: Words) -> dict[str, str]:
    """How much of a document was read."""
    _ = words.gettext
    return {"full_text": _("全文"), "excerpt": _("节选"), "summary": _("摘要"), "cited": _("仅见引用")}


def lacking_words(words: Words, change: Change) -> str:
    """Which of its two years a change lacks; empty where none does."""
    if not change.lacking:
        return ""
    years = words.join([str(year) for year in change.lacking])
    return words.gettext("未收录 {years} 年实测值", years=years)


def judgement_names(words: Words) -> dict[str, str]:
    """A year under a limit."""
    _ = words.gettext
    return {
        "within": _("不高于限值"),
        "above": _("高于限值"),
        "undetermined": _("接近，无法判定"),
        "insufficient_data": _("数据不足"),
        "no_observation": _("未收录实测值"),
        "outside_plan": _("计划范围外"),
    }
