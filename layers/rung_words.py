"""What rungs of the chain and levels of documents are called."""

from __future__ import annotations

from policy.cascade import RungStatus
from policy.indicator_ladder import IndicatorStatus
from translations import Words


def rung_names(words: Words) -> dict[RungStatus | IndicatorStatus, str]:
    """What a rung of the ladder says."""
    _ = words.gettext
    return {
        "undetermined": _("无法确定是否适用"),
        "stated_place": _("直接写明本地"),
        "stated_class": _("写明本类城市"),
        "whole": _("整体要求，本地参考"),
        "not_read": _("未掌握全文"),
        "no_document": _("未掌握文件"),
        "silent": _("没有规定"),
    }


def level_names(words: Words) -> dict[str, str]:
    """The levels of the chain."""
    _ = words.gettext
    return {
        "nation": _("国家"),
        "key_region": _("重点区域"),
        "geography": _("地理区域"),
        "province": _("省"),
        "place": _("本地"),
        "class": _("一类城市"),
    }


def document_level_names(words: Words) -> dict[str, str]:
    """The levels of documents."""
    _ = words.gettext
    return {
        "nation": _("国家"),
        "province": _("省"),
        "city": _("市"),
        "county": _("县"),
        "": _("未注明级别"),
    }
