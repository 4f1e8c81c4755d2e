"""Facts and indicators of a comparison as tables: a column a place, a row a fact, every figure with its source."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from layers.clause_words import clause_label
from layers.comparison_cells import FactCell, FactRow, plain_citation
from layers.comparison_table import ComparisonTable, group_title
from pages.compare_parts.cites import cite_html
from pages.compare_parts.header import legend_entries
from pages.shared.html import element, figure, link, text
from pages.shared.links import href
from policy.atlas import Atlas
from policy.comparison import Column
from translations import Words

UNMARKED: Final = ("reference", "neither")
STATUS_ORDER: Final = ("differs", "unknown", "same")
LONG_TEXT: Final = 40
"""Characters from which a text is told once in a row."""


def facts_html(atlas: Atlas, table: ComparisonTable, only: bool) -> str:
    """Who the places are, what they are held to, what was observed."""
    parts = []
    for group, rows in groupby(shown_rows(table.facts, only), key=lambda row: row.group):
        title = group_title(atlas.register, group, table.words)
        sides = sides_html(atlas, table, list(rows), title)
        parts.append(element("div", element("h2", text(title)), sides, class_="together"))
    return element("section", *parts, class_="sides-section")


def indicators_html(atlas: Atlas, table: ComparisonTable, only: bool) -> str:
    """What each place is asked, folded by sector."""
    words = table.words
    _ = words.gettext
    rows = shown_rows(table.indicators, only)
    heading = element("h2", text(_("各项指标")))
    if not rows:
        return element("section", heading, element("p", text(_("没有差异。"))), class_="measures")
    parts = []
    for group, found in groupby(rows, key=lambda row: row.group):
        parts.append(sector_html(atlas, table, group, list(found), only))
    return element("section", heading, *parts, class_="measures sides-section")


def sector_html(atlas: Atlas, table: ComparisonTable, group: str, rows: Sequence[FactRow], only: bool) -> str:
    """One sector, what differs first; closed where all is the same."""
    words = table.words
    title = group_title(atlas.register, group, words)
    differ = any(row.status != "same" for row in rows)
    head = element(
        "summary",
        element("b", text(title)),
        element("span", text(len(rows)), class_="count"),
        element("span", text(told_of(table, rows)), class_="brought"),
    )
    return element(
        "details",
        head,
        sides_html(atlas, table, sorted(rows, key=lambda row: STATUS_ORDER.index(row.status)), title),
        class_="sector",
        open="" if differ or only else None,
    )


def told_of(table: ComparisonTable, rows: Sequence[FactRow]) -> str:
    """How many rows of a sector differ or cannot be compared; where something was not read, only that is the same."""
    _ = table.words.gettext
    differ = sum(row.is_difference for row in rows)
    unknown = sum(row.status == "unknown" for row in rows)
    said = [_("{count} 项有差异", count=differ)] if differ else []
    said += [_("{count} 项不能比", count=unknown)] if unknown else []
    if said:
        return table.words.join(said)
    is_read = not any(column.unread for column in table.found.columns)
    return _("全部相同") if is_read else _("读到的条款相同")


def unknown_html(atlas: Atlas, table: ComparisonTable, only: bool) -> str:
    """With the switch on: the rows of which nobody can tell, in one folded block with their count."""
    _ = table.words.gettext
    rows = [row for row in (*table.facts, *table.indicators) if row.status == "unknown"]
    clauses = sum(row.status == "unknown" for row in table.clauses)
    if not only or not (rows or clauses):
        return ""
    title = _("另有 {count} 行不能比：有文件没有读到、没有数值，或没有名单", count=len(rows) + clauses)
    parts = [sides_html(atlas, table, rows, _("不能比的"))] if rows else []
    if clauses:
        said = _("其中 {count} 行是措施条款：对照的文件没有读到。", count=clauses)
        parts.append(element("p", text(said), class_="quiet"))
    head = element("summary", element("b", text(title)))
    return element("details", head, *parts, class_="sector unknown")


def shown_rows(rows: Sequence[FactRow], only: bool) -> list[FactRow]:
    """All rows, or those that differ."""
    return [row for row in rows if row.is_difference or not only]


def sides_html(atlas: Atlas, table: ComparisonTable, rows: Sequence[FactRow], caption: str) -> str:
    """A table with the places as columns; its head repeats on every printed page."""
    words = table.words
    columns = table.found.columns
    heads = [element("th", text(words.gettext("事项")), scope="col")]
    heads += [column_head(words, columns, place) for place in range(len(columns))]
    body = "".join(row_html(atlas, table, row) for row in rows)
    whole = element(
        "table",
        element("caption", text(caption)),
        element("thead", key_row(table, rows), element("tr", *heads)),
        element("tbody", body),
        class_=f"plain sides of-{len(columns)}",
    )
    return element("div", whole, class_="scrolls", tabindex="0", role="region", aria_label=caption)


def key_row(table: ComparisonTable, rows: Sequence[FactRow]) -> str:
    """On paper: the signs of this table, repeated with its head on every page."""
    entries = legend_entries(table.words, rows)
    if not entries:
        return ""
    cell = element("td", text("　".join(entries)), colspan=str(len(table.found.columns) + 1))
    return element("tr", cell, class_="key")


def column_head(words: Words, columns: Sequence[Column], place: int) -> str:
    """Number and name, a link to the city page; another province than the first place's is marked."""
    found = columns[place].place
    name = words.pick(found.short_name_zh, found.name_en)
    parts = [link(f"{place + 1} {name}", href("city", words, place=found.place_id))]
    if found.province != columns[0].place.province:
        province = words.pick(found.province.short_name_zh, found.province.name_en)
        badge = words.gettext("跨省界 · {province}", province=province)
        parts.append(element("span", text(badge), class_="badge"))
    return element("th", *parts, scope="col")


def row_html(atlas: Atlas, table: ComparisonTable, row: FactRow) -> str:
    """A fact across the places; equal neighbours share a cell, what was said before in the row is a link.

    A row in which nothing differs is one cell.
    """
    words = table.words
    mark = element("i", text("▌"), title=words.gettext("这一行有差异")) if row.is_difference else ""
    name = text(row.name)
    if row.group.startswith("indicator."):
        first = table.found.place_ids[0]
        name = link(row.name, f"{href('city', words, place=first, indicator=row.key)}#ladder")
    cells = [element("th", mark, name, scope="row")]
    told: set[tuple[object, ...]] = set()
    if row.is_common and not row.is_difference:
        cells.append(cell_html(atlas, table, row, row.cells[0], len(row.cells), told))
    else:
        for _content, group in groupby(row.cells, key=content_of):
            alike = list(group)
            cells.append(cell_html(atlas, table, row, alike[0], len(alike), told))
    return element("tr", *cells, class_="differs" if row.is_difference else None)


def content_of(cell: FactCell) -> tuple[object, ...]:
    """Everything that a cell shows or opens."""
    return (cell.shown, cell.note, cell.kind or "", cell.cited, cell.lines)


def cell_html(
    atlas: Atlas,
    table: ComparisonTable,
    row: FactRow,
    cell: FactCell,
    width: int,
    told: set[tuple[object, ...]],
) -> str:
    """One cell of a row, `width` places wide."""
    words = table.words
    # Whose document was not read stands above the tables: the clause itself is opened once in a row.
    said = (cell.shown, cell.cited, () if cell.kind == "not_read" else cell.lines)
    if (cell.cited or cell.lines) and said not in told:
        shown = figure(cell.shown, details_of(atlas, words, cell, told))
        told.add(said)
    elif cell.cited:
        shown = link(cell.shown, clause_address(atlas, words, cell))
    else:
        shown = text(cell.shown)
    parts = [shown]
    if cell.mark and cell.kind not in UNMARKED:
        # The words of a mark stand in the legend and in what the figure opens.
        sign, _space, name = cell.mark.partition(" ")
        parts.append(element("b", text(sign), title=name, class_=f"mark {cell.kind}"))
    if cell.note:
        parts.append(element("small", text(cell.note)))
    # A row of a clause names it itself.
    if not row.group.startswith("measure."):
        parts.append(cite_html(table, cell.cited))
    indicative = "indicative" if cell.standing == "indicative" else None
    return element("td", *parts, colspan=str(width) if width > 1 else None, class_=indicative)


def details_of(
    atlas: Atlas, words: Words, cell: FactCell, told: set[tuple[object, ...]]
) -> list[tuple[str, str]]:
    """Where a cell comes from, and what else belongs to it; a long text that the row told before is left out."""
    _ = words.gettext
    documents = atlas.register.documents
    details = []
    for cited in cell.cited:
        document = documents[cited.document_id]
        name = _("数据来源") if document.kind == "data_source" else _("文件与条款")
        cite = plain_citation(document, cited.clause, words)
        details.append((name, link(cite, href("method", words, document=cited.document_id))))
    if cell.basis and cell.number is not None:
        details.append((_("口径"), text(cell.basis)))
    lines = [line for line in cell.lines if len(line[1]) < LONG_TEXT or line not in told]
    told.update(lines)
    return details + [(name, text(value)) for name, value in lines]


def clause_address(atlas: Atlas, words: Words, cell: FactCell) -> str:
    """The clause among the measures, else its document."""
    cited = cell.cited[0]
    for measure in atlas.register.measures.values():
        if (measure.document_id, measure.clause) == (cited.document_id, cited.clause):
            return href("measures", words, measure=measure.measure_id)
    return href("method", words, document=cited.document_id)


def sources_html(atlas: Atlas, table: ComparisonTable) -> str:
    """Every document and data source that the comparison cites, numbered, with its clauses."""
    words = table.words
    items = []
    for document_id, clauses in table.cited.items():
        document = atlas.register.documents[document_id]
        name = link(plain_title(atlas, words, document_id), href("method", words, document=document_id))
        official = document.official_url
        outside = f" · {link(words.gettext('原文'), official)}" if official else ""
        labels = words.join([clause_label(clause, words) for clause in clauses])
        number = element("b", text(f"[{table.numbers[document_id]}] "))
        items.append(element("li", number, name, outside, element("small", text(labels)) if labels else ""))
    heading = element("h2", text(words.gettext("来源")))
    return element("section", heading, element("ul", *items), class_="sources")


def plain_title(atlas: Atlas, words: Words, document_id: str) -> str:
    """Title and number of a document."""
    document = atlas.register.documents[document_id]
    title = words.gettext("《{title}》", title=words.pick(document.title_zh, document.title_en))
    number = document.number_zh if document.kind != "data_source" else None
    return f"{title} {number}" if number else title
