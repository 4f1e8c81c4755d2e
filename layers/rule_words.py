"""How figures are judged, in sentences."""

from __future__ import annotations

from typing import Final

from policy.judgement import LEVEL_NAMES
from policy.observed import DAYS_NEEDED, REALTIME_MARGIN
from policy.records import Limit
from translations import N_, Words

CLASS_NAMES: Final = {"I": N_("一级").msgid, "II": N_("二级").msgid}


def rule_sentences(words: Words) -> list[str]:
    """The rules in a few sentences, with the numbers from the code."""
    _ = words.gettext
    return [
        _("每个数值都能打开它的文件与条款或数据来源；没有来源的不显示，缺失的写明原因。"),
        _(
            "文件直接为本地写明的目标优先，其次是写明的一类城市；都没有时，把区域或全国的整体要求按本地基准折算，只作指示。"
        ),
        _("一个省的平均浓度目标不套用到单个城市；省的百分比要求可按本地基准折算，只作指示。"),
        _(
            "官方公布的年均值优先；实况数据由第三方汇总，未扣除沙尘，与目标相差不超过 {margin:g} µg/m³ 时不作判定。",
            margin=REALTIME_MARGIN,
        ),
        _("一年少于 {days} 天有数据的，只显示，不判定（HJ 663）。", days=DAYS_NEEDED),
        _("“以下”“低于”按严格小于记录，“以内”“及以下”“不高于”按小于等于记录，并列出原文用语。"),
        _("2020 年的官方考核基数与公布的年均值不一定相同，由百分比折算的数值都只作指示。"),
        _("香港、澳门、台湾不在本计划范围内。"),
    ]


def level_text(words: Words, limit: Limit) -> str:
    """The class or step of a limit as its standard calls it."""
    named = LEVEL_NAMES.get(limit.level)
    return words.render(named) if named else words.gettext(CLASS_NAMES.get(limit.level, limit.level))


def period_text(words: Words, limit: Limit) -> str:
    """When a limit is in force; one without an end says from when."""
    if limit.valid_to is None:
        return words.gettext("{start} 起", start=limit.valid_from)
    return f"{limit.valid_from} – {limit.valid_to}"
