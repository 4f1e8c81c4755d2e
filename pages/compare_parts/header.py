"""The finding of a comparison in a sentence made from the data, and how its marks are read."""

from __future__ import annotations

from collections.abc import Iterable

from layers.comparison_cells import PAIR_MARKS, FactRow, pair_names
from layers.comparison_table import ComparisonTable
from layers.comparison_targets import UNIT
from pages.compare_parts.cites import cite_html
from pages.shared.compare_address import compare_params
from pages.shared.html import element, link, text
from pages.shared.links import href
from policy.comparison import Column, SideBySide, is_by_the_standard, lowest_stated, stated_figure
from translations import Words

UNEXPLAINED = ("", "reference", "neither")


def header_html(table: ComparisonTable, only: bool) -> str:
    """Finding, the way to what differs, what the places are held against, and what was not read."""
    words, found = table.words, table.found
    _ = words.gettext
    lines = [element("h1", text(finding(words, found))), source_line(table)]
    if not only:
        address = href("compare", words, **compare_params(found.place_ids, True, "zh"))
        lines.append(element("p", link(_("只看有差异的"), address), class_="way"))
    lines.append(element("p", text(rule_sentence(words, found))))
    unread = unread_sentence(words, found)
    if unread:
        lines.append(element("p", text(unread), class_="caveat"))
    return element("header", *lines, class_="finding compare")


def source_line(table: ComparisonTable) -> str:
    """On paper: the clause of the figure in the finding, and where the chart's figures are told."""
    _ = table.words.gettext
    target = next(row for row in table.facts if row.key == "target")
    lowest = lowest_stated(table.found.columns)
    whose = lowest[1] if lowest else ()
    cells = [cell for column, cell in zip(table.found.columns, target.cells, strict=True) if column in whose]
    cited = dict.fromkeys(cited for cell in cells for cited in cell.cited)
    said = _("方括号是文末来源的编号，后面是条款；图中数值的出处见各表。")
    return element("p", *(cite_html(table, tuple(cited)),), text(said), class_="paper")


def short(words: Words, column: Column) -> str:
    """The short name of a place."""
    return words.pick(column.place.short_name_zh, column.place.name_en)


def finding(words: Words, found: SideBySide) -> str:
    """The lowest stated target, and how many indicators differ or cannot be compared."""
    _ = words.gettext
    lowest = lowest_stated(found.columns)
    if lowest is None:
        target = _("{count} 个地点都没有文件写明的 2025 年 PM2.5 目标数值", count=len(found.columns))
    else:
        value, whose = lowest
        target = _(
            "{count} 个地点中 {stated} 个有文件写明的 2025 年 PM2.5 目标数值，最低的是{names}的 {value:g} {symbol}",
            count=len(found.columns),
            stated=sum(stated_figure(column) is not None for column in found.columns),
            names=words.join([short(words, column) for column in whose]),
            value=value,
            symbol=UNIT,
        )
        by_standard = [column for column in found.columns if is_by_the_standard(column)]
        if by_standard:
            target += _(
                "（{names}写明的是达标，数值按二级标准）",
                names=words.join([short(words, column) for column in by_standard]),
            )
    rows = found.indicators
    differ = sum(row.status == "differs" for row in rows)
    gap = sum(row.status == "unknown" for row in rows)
    said = _("；{total} 项指标中 {differ} 项有差异", total=len(rows), differ=differ)
    if gap:
        said += _("，另有 {gap} 项不能比", gap=gap)
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


def legend_html(words: Words, rows: Iterable[FactRow]) -> str:
    """The signs that occur and what they say."""
    items = [element("li", text(entry)) for entry in legend_entries(words, rows)]
    return element("ul", *items, class_="marks", aria_label=words.gettext("与第一个地点相比"))


def legend_entries(words: Words, rows: Iterable[FactRow]) -> list[str]:
    """Each sign that occurs in some rows with what it may say; first the bar of a row that differs."""
    rows = list(rows)
    occurring = {cell.kind for row in rows for cell in row.cells if cell.mark}
    names = pair_names(words)
    told: dict[str, list[str]] = {}
    for kind, sign in PAIR_MARKS.items():
        if kind in occurring and kind not in UNEXPLAINED:
            told.setdefault(sign, []).append(names[kind])
    bar = [f"▌ {words.gettext('这一行有差异')}"] if any(row.is_difference for row in rows) else []
    return [*bar, *(f"{sign} {' / '.join(said)}" for sign, said in told.items())]
