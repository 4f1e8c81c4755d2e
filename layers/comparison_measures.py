"""The clauses of a comparison as rows of cells: who has them, how far, and why the others lack them."""

from __future__ import annotations

from collections.abc import Sequence

from layers.clause_words import clause_label
from layers.comparison_cells import Cited, FactCell, FactRow, unread_text
from layers.indicator_words import extent_names
from policy.compared_measures import ClauseRow, DocumentClauses, Lack, lack_of_clause
from policy.comparison import SideBySide
from policy.measures import BindingMeasure
from policy.reach import ReachKind
from policy.records import Document
from policy.register import Register
from policy.scope import scope_by_id
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


def scope_names(register: Register, scope_ids: Sequence[str], words: Words) -> str:
    """The areas and classes that a clause names."""
    scopes = [scope_by_id(register, scope_id) for scope_id in scope_ids]
    return words.join([words.pick(scope.name_zh, scope.name_en) for scope in scopes])


def named_parts(register: Register, bound: BindingMeasure, words: Words) -> list[str]:
    """Which of the parts that a clause names reach a place, may, or do not."""
    _ = words.gettext
    said = []
    if bound.singled_out:
        said.append(_("点名的部分适用：{names}", names=scope_names(register, bound.singled_out, words)))
    if bound.undetermined:
        names = scope_names(register, bound.undetermined, words)
        said.append(_("点名的部分无法确定：{names}", names=names))
    if bound.not_here:
        names = scope_names(register, bound.not_here, words)
        said.append(_("点名的部分不针对本地：{names}", names=names))
    return said


def bound_cell(
    register: Register, row: ClauseRow, bound: BindingMeasure, is_named_apart: bool, words: Words
) -> FactCell:
    """How a clause binds a place, and which of the parts it names reach it and which do not."""
    _ = words.gettext
    kind = bound.reach.kind
    lines = ((_("适用理由"), words.render(bound.reach.reason)),) if kind != "whole" else ()
    notes = named_parts(register, bound, words) if is_named_apart else []
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
    register: Register,
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
            cells.append(bound_cell(register, row, bound, is_named_apart, words))
            continue
        lack = clauses.lacks.get(place) or lack_of_clause(register, found.place_ids[place], clauses.document)
        cells.append(lack_cell(lack, words))
    return FactRow(
        f"measure.{clauses.document.document_id}",
        row.measure.measure_id,
        clause_name(row, words),
        tuple(cells),
        clauses.status_of(row),
    )


def clause_fact_rows(register: Register, found: SideBySide, words: Words) -> list[FactRow]:
    """Every clause across all places, in the order of the documents."""
    return [
        clause_row(register, found, clauses, row, words)
        for clauses in found.documents
        for row in sorted(
            clauses.rows,
            key=lambda one: list(register.measures).index(one.measure.measure_id),
        )
    ]


def document_title(document: Document, words: Words) -> str:
    """The title of a document."""
    return words.pick(document.title_zh, document.title_en)
