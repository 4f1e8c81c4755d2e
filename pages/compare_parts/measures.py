"""Clauses of a comparison: what binds all is folded, what binds some is listed, document by document."""

from __future__ import annotations

from collections.abc import Sequence

from layers.comparison_cells import unread_text
from layers.comparison_measures import clause_name, clause_row, lack_text
from layers.comparison_table import ComparisonTable
from pages.compare_parts.tables import plain_title, sides_html
from pages.shared.html import element, link, text
from pages.shared.links import href
from policy.atlas import Atlas
from policy.compared_measures import ClauseRow, DocumentClauses
from policy.comparison import Column
from policy.unread import Unread
from translations import Words


def measures_html(atlas: Atlas, table: ComparisonTable, only: bool) -> str:
    """The clauses of every document, the nation's first."""
    words = table.words
    _ = words.gettext
    groups = [group for group in table.found.documents if group.status == "differs" or not only]
    heading = element("h2", text(_("措施条款")))
    if not groups:
        return element("section", heading, element("p", text(_("没有差异。"))), class_="measures")
    parts = [document_html(atlas, table, group, only) for group in groups]
    note = element("p", text(_("只逐条列出读到全文的文件；每条以原文条款为准。")), class_="quiet")
    return element("section", heading, note, *parts, class_="measures sides-section clauses")


def document_html(atlas: Atlas, table: ComparisonTable, group: DocumentClauses, only: bool) -> str:
    """One document: how many clauses bind all it governs, whom it does not govern and why, and what differs."""
    words = table.words
    parts = [element("h3", text(plain_title(atlas, words, group.document.document_id)))]
    parts.append(element("p", text(governed_sentence(words, table, group))))
    parts += [element("p", text(line), class_="caveat") for line in lack_lines(words, table, group)]
    if not only:
        parts += folded_html(words, group)
    for found, said in (
        (group.differing, ""),
        (group.named_apart, words.gettext("条文相同，点名的部分不同或无法确定")),
    ):
        rows = [
            clause_row(atlas, table.found, group, row, words)
            for row in found
            if not only or group.status_of(row) == "differs"
        ]
        if rows:
            title = numbered_title(atlas, table, group)
            parts += [element("h4", text(said))] if said else []
            parts.append(sides_html(atlas, table, rows, words.join([title, said]) if said else title))
    return element("article", *parts)


def numbered_title(atlas: Atlas, table: ComparisonTable, group: DocumentClauses) -> str:
    """Title of a document with its number in the list of sources."""
    document_id = group.document.document_id
    return f"[{table.numbers[document_id]}] {plain_title(atlas, table.words, document_id)}"


def names_at(words: Words, columns: Sequence[Column], positions: Sequence[int]) -> str:
    """The short names of some of the places."""
    found = [columns[place].place for place in positions]
    return words.join([words.pick(place.short_name_zh, place.name_en) for place in found])


def governed_sentence(words: Words, table: ComparisonTable, group: DocumentClauses) -> str:
    """How many clauses hold all places of the document in their scope, and how many do not, or name parts besides."""
    _ = words.gettext
    whom = (
        _("全部 {count} 个地点", count=len(table.found.columns))
        if not group.lacks
        else names_at(words, table.found.columns, group.governed)
    )
    said = _("{count} 条的范围都包含{whom}", count=len(group.alike), whom=whom)
    if group.named_apart:
        said += _("；{count} 条条文相同，点名的部分不同或无法确定", count=len(group.named_apart))
    if group.differing:
        said += _("；{count} 条在它们之间有差异或无法确定", count=len(group.differing))
    if group.doubtful:
        said += _("；{count} 条对它们都无法确定是否适用", count=len(group.doubtful))
    return said + _("。")


def lack_lines(words: Words, table: ComparisonTable, group: DocumentClauses) -> list[str]:
    """Why the other places have none of a document's clauses, places with one reason together."""
    _ = words.gettext
    by_reason: dict[tuple[str, Unread | None], list[int]] = {}
    for place, lack in group.lacks.items():
        by_reason.setdefault((lack_text(words, lack), lack.unread), []).append(place)
    lines = []
    for (reason, unread), places in by_reason.items():
        names = names_at(words, table.found.columns, places)
        said = _("{names}没有这些条款：{reason}。", names=names, reason=reason)
        lines.append(said if unread is None else f"{said}{unread_text(words, unread)}{_('。')}")
    return lines


def folded_html(words: Words, group: DocumentClauses) -> list[str]:
    """Clauses that bind all alike, and those of which nobody can tell, folded."""
    _ = words.gettext
    folds = []
    if group.alike:
        folds.append(fold(words, _("{count} 条的范围都包含这些地点", count=len(group.alike)), group.alike))
    if group.doubtful:
        title = _("{count} 条无法确定是否适用", count=len(group.doubtful))
        folds.append(fold(words, title, group.doubtful))
    return folds


def fold(words: Words, title: str, rows: Sequence[ClauseRow]) -> str:
    """A folded list of clauses, each a link to its text among the measures."""
    items = [
        element("li", link(clause_name(row, words), href("measures", words, measure=row.measure.measure_id)))
        for row in rows
    ]
    return element("details", element("summary", text(title)), element("ul", *items), class_="fold")
