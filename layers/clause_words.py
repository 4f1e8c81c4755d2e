"""Where in a document a figure stands, for readers of English: the printed label with its number or its meaning."""

from __future__ import annotations

import re
from typing import Final

from data.clause_rules import NUMERAL, number_of_clause
from translations import Words

NOT_SEEN: Final = "（未见条款号）"
_ITEM: Final = re.compile(rf"(?P<clause>{NUMERAL}（{NUMERAL}）)(?P<item>[0-9]+)")
_CHAPTER: Final = re.compile(rf"(?P<chapter>{NUMERAL})、(?P<heading>.+)")
_MEAN: Final = re.compile(r"(?P<year>[0-9]{4})年均值")
_BRIEFING: Final = re.compile(r"(?P<year>[0-9]{4})年(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日发布会")
_LINE: Final = re.compile(r"表(?P<table>[0-9]+) 序号(?P<line>[0-9]+)")


def clause_label(clause: str, words: Words) -> str:
    """Name a place in a document: as printed, in English with the number or the meaning beside it.

    Parameters
    ----------
    clause
        As the tables have it: a label such as （十一）, 26, 二（二） or 一、总体要求, several with 、 between them, or
        plain words.
    words
        The language.

    Returns
    -------
    str
        `（二十五）`, and `clause （二十五） (25)`. What neither rule nor catalogue knows stays as printed.
    """
    if words.lang == "zh" or not re.search(r"[^\x00-\x7f]|^[0-9]+$", clause):
        return clause
    return _numbered(clause, words) or _named(clause, words) or clause


def clause_meaning(clause: str, words: Words) -> str:
    """A place in a document in English alone, for sheets that print no Chinese beside it; as printed where unknown."""
    _ = words.gettext
    labels = clause.split("、")
    numbers = [number_of(label) for label in labels]
    if None in numbers:
        return _meaning(clause, words) or clause
    listed = words.join([number for number in numbers if number])
    if len(labels) > 1:
        return _("第 {numbers} 条", numbers=listed)
    if re.fullmatch(NUMERAL, clause):
        return _("第 {number} 章", number=listed)
    return _("第 {number} 条", number=listed)


def number_of(label: str) -> str | None:
    """The number of one label, with points: 11 for （十一）, 2.2 for 二（二）, 2.1.3 for 二（一）3, 1 for 一."""
    found = _ITEM.fullmatch(label)
    if found is not None:
        return f"{number_of(found['clause'])}.{found['item']}"
    number = number_of_clause(label)
    return None if number is None else number.removesuffix("-0").replace("-", ".")


def _numbered(clause: str, words: Words) -> str | None:
    """Labels that are numbers alone."""
    labels = clause.split("、")
    numbers = [number_of(label) for label in labels]
    if None in numbers:
        return None
    listed = words.join([number for number in numbers if number])
    _ = words.gettext
    if clause.isascii() or all(label.isascii() for label in labels):
        return (
            _("第 {number} 条", number=listed) if len(labels) == 1 else _("第 {numbers} 条", numbers=listed)
        )
    if len(labels) > 1:
        return _("{printed}（第 {numbers} 条）", printed=clause, numbers=listed)
    if re.fullmatch(NUMERAL, clause):
        return _("{printed}（第 {number} 章）", printed=clause, number=listed)
    return _("{printed}（第 {number} 条）", printed=clause, number=listed)


def _named(clause: str, words: Words) -> str | None:
    """Labels with words in them."""
    meaning = _meaning(clause, words)
    if meaning is None:
        return None
    return words.gettext("{printed}（{meaning}）", printed=clause, meaning=meaning)


def _meaning(clause: str, words: Words) -> str | None:
    _ = words.gettext
    names = heading_names(words)
    if found := _CHAPTER.fullmatch(clause):
        heading = names.get(found["heading"])
        number = number_of(found["chapter"])
        return heading and _("第 {number} 章：{heading}", number=number, heading=heading)
    if found := _MEAN.fullmatch(clause):
        return _("{year} 年均值", year=found["year"])
    if found := _BRIEFING.fullmatch(clause):
        day = f"{found['year']}-{int(found['month']):02}-{int(found['day']):02}"
        return _("{day} 新闻发布会", day=day)
    if found := _LINE.fullmatch(clause):
        return _("表 {table} 第 {line} 项", **found.groupdict())
    heading = names.get(clause.removesuffix(NOT_SEEN))
    if heading and clause.endswith(NOT_SEEN):
        return _("{heading}，未见条款号", heading=heading)
    return heading


def heading_names(words: Words) -> dict[str, str]:
    """Headings and other plain words that the tables name a place in a document by."""
    _ = words.gettext
    return {
        "主要目标": _("主要目标"),
        "工作目标": _("工作目标"),
        "总体目标": _("总体目标"),
        "总体要求": _("总体要求（标题）"),
        "目标要求": _("目标要求"),
        "行动目标": _("行动目标"),
        "目标": _("目标（标题）"),
        "第一部分总体要求": _("第一部分总体要求"),
        "解读第一部分目标要求": _("解读第一部分目标要求"),
        "交通": _("交通"),
        "能源": _("能源"),
        "能源结构调整": _("能源结构调整"),
        "优化产业结构": _("优化产业结构"),
        "加快提升机动车清洁化水平": _("加快提升机动车清洁化水平"),
        "机动车清洁化": _("机动车清洁化"),
        "大力发展清洁低碳能源": _("大力发展清洁低碳能源"),
        "大力发展清洁能源": _("大力发展清洁能源"),
        "燃煤锅炉关停整合": _("燃煤锅炉关停整合"),
        "城市名单": _("城市名单"),
        "实施范围": _("实施范围"),
        "名单": _("名单（标题）"),
        "导语": _("导语"),
        "引言": _("引言"),
        "摘要": _("摘要（标题）"),
        "新闻报道": _("新闻报道"),
        "转载标题": _("转载标题"),
        "网页": _("网页"),
        "省": _("省级边界"),
        "市": _("市级边界"),
        "区县": _("区县边界"),
        "第二阶段浓度限值": _("第二阶段浓度限值"),
        "过渡阶段浓度限值": _("过渡阶段浓度限值"),
        "PM2.5 年均值": _("PM2.5 年均值"),
        "PM2.5 24小时值（第99百分位）": _("PM2.5 24 小时值（第 99 百分位）"),
    }
