"""Links of the chain that are missing: documents not held in full, or not known at all."""

from __future__ import annotations

from dataclasses import dataclass

from policy.cascade import PM25, document_of_scope, province_text_in_full
from policy.records import Document, Scope
from policy.register import Register
from policy.scope import scope_chain
from translations import N_, Message


@dataclass(frozen=True)
class MissingLink:
    """A rung whose silence means *not read*, never *not set*."""

    document: Document | None
    scope: Scope
    completeness: str
    reason: Message


def missing_links(register: Register, place_id: str) -> tuple[MissingLink, ...]:
    """Rungs of a place's chain that could not be read whole, province first.

    A city whose province names its cities in a text held in full (山西) misses nothing at the city rung.
    """
    chain = scope_chain(register, place_id)
    links = [missing_link(register, scope) for scope in (*chain.geographies, chain.province) if scope]
    links += unlisted_areas(register, chain.province)
    if chain.own is not None and province_text_in_full(register, place_id) is None:
        links.append(missing_link(register, chain.own))
    found = [link for link in links if link is not None]
    # An area inside a province is governed by the province's own document: said once, for the province.
    return tuple({(link.document or link.scope, link.reason.msgid): link for link in found}.values())


def missing_for_rules(register: Register, place_id: str) -> tuple[MissingLink, ...]:
    """The same for measures and indicators: a plan of the city's own that is not held could say anything of them.

    Its province's text sets the city's PM2.5 figure (山西); that is no word on the city's own plan.
    """
    links = missing_links(register, place_id)
    own = scope_chain(register, place_id).own
    if own is None or any(link.scope.scope_id == own.scope_id for link in links):
        return links
    found = missing_link(register, own)
    return links if found is None else (*links, found)


def unlisted_areas(register: Register, province: Scope | None) -> list[MissingLink | None]:
    """Areas of the province with a PM2.5 target of their own whose members were not read: the place may be in one."""
    if province is None:
        return []
    areas = [
        scope
        for scope in register.listed_scopes.values()
        if scope.parent_scope_id == province.scope_id
        and scope.member_list == "none"
        and any(target.metric == PM25 for target in register.targets_of_scope[scope.scope_id])
    ]
    return [unlisted_area(register, scope) for scope in areas]


def unlisted_area(register: Register, scope: Scope) -> MissingLink | None:
    """The missing link of an area without a list."""
    if scope.document_id is None:
        return None
    document = register.documents[scope.document_id]
    reason = N_(
        "方案为{scope}另设目标，名单未读到，无法确定本地是否在内",
        scope=N_("{zh}", zh=scope.name_zh, en=scope.name_en),
    )
    return MissingLink(document, scope, document.completeness or "cited", reason)


def missing_link(register: Register, scope: Scope) -> MissingLink | None:
    """The missing link at one rung, or None when its document is held in full."""
    document = document_of_scope(register, scope)
    if document is None:
        return MissingLink(None, scope, "none", N_("未掌握这一级的文件：没有列出不等于没有规定"))
    if document.held_in_full:
        return None
    return MissingLink(
        document,
        scope,
        document.completeness or "cited",
        N_("只读到文件的一部分：没有列出不等于没有规定"),
    )


def documents_of_place(register: Register, place_id: str) -> tuple[Document | None, ...]:
    """The documents of a place's own rungs below the nation, province then city; None where none is known.

    A municipality has one such rung, a place outside the plan none.
    """
    chain = scope_chain(register, place_id)
    return tuple(document_of_scope(register, scope) for scope in (chain.province, chain.own) if scope)


def is_read_whole(register: Register, place_id: str) -> bool:
    """Whether every document of the place's own rungs was read in full: only then is silence *not set*."""
    return all(
        document is not None and document.held_in_full for document in documents_of_place(register, place_id)
    )
