"""Which documents of a place's chain there are, and which of them were not read in full."""

from __future__ import annotations

from dataclasses import dataclass

from policy.cascade import document_of_scope
from policy.records import Document, Scope
from policy.register import Register
from policy.scope import scope_chain


@dataclass(frozen=True)
class Unread:
    """A document of a place's chain that was not read in full; None as document where none is held."""

    scope: Scope
    document: Document | None


def chain_documents(register: Register, place_id: str) -> set[str]:
    """Ids of the documents of a place's rungs, as far as any is known."""
    found = (document_of_scope(register, scope) for scope in scope_chain(register, place_id).rungs)
    return {document.document_id for document in found if document}


def unread_down_to(register: Register, place_id: str, level: int) -> Unread | None:
    """The first document of a place, from the province down to a level, that was not read in full.

    Levels as in `Register.level_of`: 1 province, 2 city. A municipality's own document is at level 1.
    """
    return next((unread for unread in unread_rungs(register, place_id)[:level] if unread), None)


def unread_rungs(register: Register, place_id: str) -> list[Unread | None]:
    """Province and city of a place, or the municipality: its document if it was not read in full, else None."""
    chain = scope_chain(register, place_id)
    rungs = [scope for scope in (chain.province, chain.own) if scope is not None]
    documents = [document_of_scope(register, scope) for scope in rungs]
    return [
        None if document is not None and document.held_in_full else Unread(scope, document)
        for scope, document in zip(rungs, documents, strict=True)
    ]
