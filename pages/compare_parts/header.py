"""The finding of a comparison in a sentence made from the data, and how its marks are read."""

from __future__ import annotations

from layers.comparison_cells import pair_mark
from layers.comparison_table import ComparisonTable
from layers.comparison_targets import UNIT
from pages.shared.html import element, text
from policy.comparison import Column, SideBySide, strictest_printed
from policy.indicator_pairs import PairKind
from translations import Words

EXPLAINED: tuple[PairKind, ...] = (
    "same",
    "stricter",
    "looser",
    "number_higher",
    "number_lower",
    "different_definition",
    "not_read",
    "outside_scope",
)


def header_html(table: ComparisonTable) -> str:
    """Finding, what the places are held against, and what was not read."""
    words, found = table.words, table.found
    lines = [element("h1", text(finding(words, found))), element("p", text(rule_sentence(words, found)))]
    unread = unread_sentence(words, found)
    if unread:
        lines.append(element("p", text(unread), class_="caveat"))
    return element("header", *lines, class_="finding compare")


def short(words: Words, column: Column) -> str:
    """The short name of a place."""
    return words.pick(column.place.short_name_zh, column.place.name_en)


def finding(words: Words, found: SideBySide) -> str:
    """The strictest printed target and how many indicators differ."""
    _ = words.gettext
    strictest = strictest_printed(found.columns)
    if strictest is None:
        target = _("{count} 个地点都没有文件写明的 2025 年 PM2.5 目标数值", count=len(found.columns))
    else:
        value, whose = strictest
        printed = sum(column.target is not None and column.target.is_printed for column in found.columns)
        target = _(
            "{count} 个地点中 {printed} 个有文件写明的 2025 年 PM2.5 目标，最严的是{names}的 {value:g} {symbol}",
            count=len(found.columns),
            printed=printed,
            names=words.join([short(words, column) for column in whose]),
            value=value,
            symbol=UNIT,
        )
    rows = found.indicators
    differ = sum(row.differs_as_read for row in rows)
    gap = sum(row.has_gap for row in rows)
    said = _("；{total} 项指标中 {differ} 项有差异", total=len(rows), differ=differ)
    if gap:
        said += _("，{gap} 项因有文件没有读到而不能比", gap=gap)
    return target + said + _("。")


def rule_sentence(words: Words, found: SideBySide) -> str:
    """What the marks are against, and what they never are."""
    return words.gettext(
        "各列与第一个地点（{first}）相比；“更严、更宽”只来自上下级文件的逐条对照，两个数值不单独比较。",
        first=short(words, found.columns[0]),
    )


def unread_sentence(words: Words, found: SideBySide) -> str:
    """Whose documents were not read in full."""
    _ = words.gettext
    names = dict.fromkeys(
        words.pick(unread.scope.name_zh, unread.scope.name_en)
        for column in found.columns
        for unread in column.unread
    )
    if not names:
        return ""
    return _(
        "没有收录或没有读全自己的文件：{names}。对这些地方，没有列出不等于没有规定，缺少一项不能算更宽。",
        names=words.join(list(names)),
    )


def legend_html(words: Words) -> str:
    """The marks and what they say."""
    items = [element("li", text(pair_mark(words, kind)), class_=kind) for kind in EXPLAINED]
    return element("ul", *items, class_="marks", aria_label=words.gettext("与第一个地点相比"))
