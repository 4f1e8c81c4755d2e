"""The clauses of a comparison as rows of cells: who has them, how far, and why the others lack them."""

from __future__ import annotations

from collections.abc import Sequence

from layers.clause_words import clause_label
from layers.comparison_cells import Cited, FactCell, FactRow, unread_text
from layers.indicator_words import extent_names
from layers.measure_index import scope_names
from policy.atlas import Atlas
from policy.compared_measures import ClauseRow, DocumentClauses, Lack, lack_of_clause
from policy.comparison import SideBySide
from policy.measures import BindingMeasure
from policy.reach import ReachKind
from policy.records import Document
from translations import Words

REACH_MARKS: dict[ReachKind, str] = {
    "whole": "●",
    "part": "◐",
    "derived": "◆",
    "undetermined": "⋯",
    "none": "–",
}


def lack_text(words: Words, lack: Lack) -> str:
    """Why a clause does not reach a place, in few words."""
    _ = words.gettext
    if lack.kind == "outside_plan":
        return _("计划范围外")
    if lack.kind == "outside_scope":
        return _("条款不针对本地")
    return _("另一地的文件，本地文件未读全") if lack.unread else _("另一地的文件")


def clause_name(row: ClauseRow, words: Words) -> str:
    """Label and title of a clause."""
    measure = row.measure
    return f"{clause_label(measure.clause, words)} {words.pick(measure.title_zh, measure.title_en)}"


def named_parts(atlas: Atlas, bound: BindingMeasure, words: Words) -> list[str]:
    """Which of the parts that a clause names reach a place, may, or do not."""
    _ = words.gettext

    def names_of(scope_ids: Sequence[str]) -> str:
        return words.join([scope_names(atlas, scope_id)[words.lang] for scope_id in scope_ids])

    said = []
    if bound.singled_out:
        said.append(_("点名的部分适用：{names}", names=names_of(bound.singled_out)))
    if bound.undetermined:
        said.append(_("点名的部分无法确定：{names}", names=names_of(bound.undetermined)))
    if bound.not_here:
        said.append(_("点名的部分不针对本地：{names}", names=names_of(bound.not_here)))
    return said


def bound_cell(
    atlas: Atlas, row: ClauseRow, bound: BindingMeasure, is_named_apart: bool, words: Words
) -> FactCell:
    """How a clause binds a place, and which of the parts it names reach it and which do not."""
    _ = words.gettext
    kind = bound.reach.kind
    lines = ((_("适用理由"), words.render(bound.reach.reason)),) if kind != "whole" else ()
    notes = named_parts(atlas, bound, words) if is_named_apart else []
    return FactCell(
        shown=f"{REACH_MARKS[kind]} {extent_names(words)[kind]}",
        note=_("；").join(notes),
        standing=kind,
        cited=(Cited(row.measure.document_id, row.measure.clause),),
        lines=lines,
    )


def lack_cell(lack: Lack, words: Words) -> FactCell:
    """Why a place has no such clause."""
    lines = ((words.gettext("未读到"), unread_text(words, lack.unread)),) if lack.unread else ()
    mark = "？" if lack.kind == "other_document" and lack.unread else REACH_MARKS["none"]
    return FactCell(f"{mark} {lack_text(words, lack)}", standing="none", lines=lines)


def clause_row(
    atlas: Atlas,
    found: SideBySide,
    clauses: DocumentClauses,
    row: ClauseRow,
    words: Words,
) -> FactRow:
    """One clause across all places."""
    cells = []
    is_named_apart = row.status_of_parts(clauses.governed) != "same"
    for place, bound in enumerate(row.reaches):
        if bound is not None:
            cells.append(bound_cell(atlas, row, bound, is_named_apart, words))
            continue
        lack = clauses.lacks.get(place) or lack_of_clause(
            atlas.register, found.place_ids[place], clauses.document
        )
        cells.append(lack_cell(lack, words))
    return FactRow(
        f"measure.{clauses.document.document_id}",
        row.measure.measure_id,
        clause_name(row, words),
        tuple(cells),
        clauses.status_of(row),
    )


def clause_fact_rows(atlas: Atlas, found: SideBySide, words: Words) -> list[FactRow]:
    """Every clause across all places, in the order of the documents."""
    return [
        clause_row(atlas, found, clauses, row, words)
        for clauses in found.documents
        for row in sorted(
            clauses.rows,
            key=lambda one: list(atlas.register.measures).index(one.measure.measure_id),
        )
    ]


def document_title(document: Document, words: Words) -> str:
    """The title of a document."""
    return words.pick(document.title_zh, document.title_en)
