"""Clauses of several places side by side: which bind all, which some, and why a place lacks one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from policy.measures import BindingMeasure, binding_measures
from policy.records import Document, Measure
from policy.register import Register
from policy.unread import Unread, chain_documents, unread_down_to

RowStatus = Literal["differs", "unknown", "same"]
"""`unknown`: nobody can say, because something was not read or a list is missing."""
LackKind = Literal["outside_scope", "other_document", "outside_plan"]


@dataclass(frozen=True)
class Lack:
    """Why a clause does not reach a place.

    Attributes
    ----------
    kind
        `outside_scope`: the document governs the place, the clause speaks of others; `other_document`: it is another
        province's or city's; `outside_plan`: 香港, 澳门, 台湾.
    unread
        The place's own document at that level, where it was not read in full: the lack then tells nothing.
    """

    kind: LackKind
    unread: Unread | None = None


@dataclass(frozen=True)
class ClauseRow:
    """A clause and how it reaches each of the places, in their order; None where it does not."""

    measure: Measure
    reaches: tuple[BindingMeasure | None, ...]

    def kinds(self, positions: Sequence[int]) -> set[str]:
        """How it reaches these places: kinds of reach, `none` where it does not."""
        found = (self.reaches[place] for place in positions)
        return {row.reach.kind if row else "none" for row in found}

    def status_of_parts(self, positions: Sequence[int]) -> RowStatus:
        """Whether a part that the clause names besides reaches some of these places and others not."""
        bound = [row for row in (self.reaches[place] for place in positions) if row]
        found = {
            scope_id: {standing_of(row, scope_id) for row in bound} for scope_id in self.measure.singled_out
        }
        if any({"whole", "none"} <= kinds for kinds in found.values()):
            return "differs"
        return "unknown" if any(len(kinds) > 1 for kinds in found.values()) else "same"


def standing_of(bound: BindingMeasure, scope_id: str) -> str:
    """Whether a part that a clause names reaches a place: `whole`, `undetermined` or `none`."""
    if scope_id in bound.singled_out:
        return "whole"
    return "undetermined" if scope_id in bound.undetermined else "none"


@dataclass(frozen=True)
class DocumentClauses:
    """The clauses of one document.

    Attributes
    ----------
    governed
        Positions of the places whose chain the document is in.
    lacks
        Why the others have none of its clauses, by position.
    alike
        Clauses that bind all governed places in the same way; `doubtful` of which nobody can tell for any of them.
    named_apart
        Clauses whose scope holds all governed places, but that name parts which do not reach them all.
    differing
        Clauses that reach some of the governed places, or not all in the same way.
    """

    document: Document
    governed: tuple[int, ...]
    lacks: dict[int, Lack]
    alike: tuple[ClauseRow, ...]
    doubtful: tuple[ClauseRow, ...]
    named_apart: tuple[ClauseRow, ...]
    differing: tuple[ClauseRow, ...]

    @property
    def rows(self) -> tuple[ClauseRow, ...]:
        """All clauses, each once."""
        return (*self.alike, *self.doubtful, *self.named_apart, *self.differing)

    @property
    def status(self) -> RowStatus:
        """Whether places differ in the clauses of this document."""
        found = {self.status_of(row) for row in self.rows}
        return next((status for status in get_args(RowStatus) if status in found), "same")

    def status_of(self, row: ClauseRow) -> RowStatus:
        """Whether places differ in a clause: what was not read, or has no list, says nothing."""
        gaps = {
            place
            for place, bound in enumerate(row.reaches)
            if (bound is None and place in self.lacks and self.lacks[place].unread)
            or (bound is not None and bound.reach.kind == "undetermined")
        }
        known = [place for place in range(len(row.reaches)) if place not in gaps]
        parts = row.status_of_parts(known)
        if len(row.kinds(known)) > 1 or parts == "differs":
            return "differs"
        return "unknown" if (gaps and known) or parts == "unknown" else "same"


def compared_measures(register: Register, place_ids: Sequence[str]) -> tuple[DocumentClauses, ...]:
    """The clauses of all documents that bind any of the places, or may: nation first, then by document."""
    bound = [
        {row.measure.measure_id: row for row in binding_measures(register, place_id)}
        for place_id in place_ids
    ]
    rows: dict[str, list[ClauseRow]] = {}
    for measure in register.measures.values():
        if any(measure.measure_id in found for found in bound):
            reaches = tuple(found.get(measure.measure_id) for found in bound)
            rows.setdefault(measure.document_id, []).append(ClauseRow(measure, reaches))
    chains = [chain_documents(register, place_id) for place_id in place_ids]
    return tuple(
        document_clauses(register, place_ids, chains, register.documents[document_id], found)
        for document_id, found in rows.items()
    )


def document_clauses(
    register: Register,
    place_ids: Sequence[str],
    chains: Sequence[set[str]],
    document: Document,
    rows: Sequence[ClauseRow],
) -> DocumentClauses:
    """Sort the clauses of one document by whether the places it governs are bound alike."""
    governed = tuple(
        place
        for place, place_id in enumerate(place_ids)
        if document.document_id in chains[place] and not register.places[place_id].outside_plan
    )
    lacks = {
        place: lack_of_document(register, place_id, document)
        for place, place_id in enumerate(place_ids)
        if place not in governed
    }
    kinds = {row.measure.measure_id: row.kinds(governed) for row in rows}
    alike = [row for row in rows if len(kinds[row.measure.measure_id]) == 1]
    doubtful = [row for row in alike if kinds[row.measure.measure_id] == {"undetermined"}]
    named_apart = [row for row in alike if row not in doubtful and row.status_of_parts(governed) != "same"]
    return DocumentClauses(
        document,
        governed,
        lacks,
        tuple(row for row in alike if row not in doubtful and row not in named_apart),
        tuple(doubtful),
        tuple(named_apart),
        tuple(row for row in rows if row not in alike),
    )


def lack_of_document(register: Register, place_id: str, document: Document) -> Lack:
    """Why a place has no clause of a document that does not govern it."""
    if register.places[place_id].outside_plan:
        return Lack("outside_plan")
    level = max(register.level_of(document.document_id), 1)
    return Lack("other_document", unread_down_to(register, place_id, level))


def lack_of_clause(register: Register, place_id: str, document: Document) -> Lack:
    """Why a place lacks one clause of a document that governs it: the clause speaks of others.

    Its own documents below may say the same; where they were not read the lack tells nothing of that.
    """
    level = min(register.level_of(document.document_id) + 1, 2)
    return Lack("outside_scope", unread_down_to(register, place_id, level))
