"""The target cascade: for a place and a metric, every rung in order and what it says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from policy.prefecture_level import Among, among_its_subjects
from policy.records import Document, Place, Scope, Target
from policy.register import Register
from policy.remembering import remembered
from policy.scope import scope_chain
from translations import N_, Message

Standing = Literal["place", "class", "indicative"]
RungStatus = Literal["stated_place", "stated_class", "whole", "not_read", "no_document", "silent"]

PM25 = "pm25_annual_mean"
ATTAINMENT = "air_quality_attainment"


@dataclass(frozen=True)
class Statement:
    """A target as it stands for one place.

    Attributes
    ----------
    among
        Whether the place is among the cities it is set for: 地级及以上城市 may be above its rank.
    """

    target: Target
    scope: Scope
    standing: Standing
    among: Among = "yes"


@dataclass(frozen=True)
class Rung:
    """One level of the chain and what it says about the metric asked for.

    Attributes
    ----------
    status
        `stated_place` for this place, `stated_class` for a class this place is in, `whole` for the area as a whole
        (indicative here), `not_read` document not held in full, `no_document` none known, `silent` read and silent.
    document
        The document that speaks, or whose silence is reported; None when none is known.
    """

    scope: Scope
    status: RungStatus
    statements: tuple[Statement, ...]
    document: Document | None
    reason: Message


def speaks_for(target: Target, place: Place) -> bool:
    """Whether a target set for each member of a province means this place: its 设区的市."""
    return place.is_city_with_districts or target.scope_id == f"place-{place.place_id}"


def speaks_of_pm25(row: Statement) -> bool:
    """Whether a target is one on PM2.5: itself, or 空气质量达标 of the place, which entails the PM2.5 limit."""
    entails = row.target.metric == ATTAINMENT and row.target.comparator == "attain"
    return row.target.metric == PM25 or (entails and row.standing != "indicative")


def statements_of(register: Register, place_id: str, scope: Scope) -> list[Statement]:
    """All targets of a scope, in the chain of the plan, as they stand for a place."""
    place = register.places[place_id]
    statements = []
    for target in register.targets_of_scope[scope.scope_id]:
        if not register.documents[target.document_id].in_chain:
            continue
        if scope.kind == "place":
            statements.append(Statement(target, scope, "place"))
        elif target.applies_to == "each":
            if scope.kind != "province" or speaks_for(target, place):
                statements.append(Statement(target, scope, "class"))
        else:
            statements.append(
                Statement(target, scope, "indicative", among_its_subjects(register, target, place_id))
            )
    return statements


@remembered
def all_statements(register: Register, place_id: str) -> tuple[Statement, ...]:
    """Every target that has something to say for the place, widest scope first."""
    chain = scope_chain(register, place_id)
    return tuple(statement for scope in chain.rungs for statement in statements_of(register, place_id, scope))


def statements_outside_chain(register: Register, place_id: str) -> list[Statement]:
    """Targets for the place itself in documents outside the chain (earlier, related, interpretations)."""
    chain = scope_chain(register, place_id)
    scopes = [scope for scope in (chain.province, chain.own) if scope is not None]
    return [
        Statement(target, scope, "place" if scope.kind == "place" else "indicative")
        for scope in scopes
        for target in register.targets_of_scope[scope.scope_id]
        if not register.documents[target.document_id].in_chain
    ]


def document_of_scope(register: Register, scope: Scope) -> Document | None:
    """The chain document that governs a scope: its list, its province's plan, its own plan."""
    if scope.document_id is not None:
        return register.documents[scope.document_id]
    for document in register.documents.values():
        if document.in_chain and document.scope_id == scope.scope_id:
            return document
    return None


def cascade(register: Register, place_id: str, metric: str = PM25) -> tuple[Rung, ...]:
    """Build the ladder of a place for one metric; empty for a place outside the plan."""
    return tuple(
        rung_of(register, place_id, scope, metric) for scope in scope_chain(register, place_id).rungs
    )


def rung_of(register: Register, place_id: str, scope: Scope, metric: str) -> Rung:
    """What one rung says about the metric."""
    said = tuple(
        row
        for row in statements_of(register, place_id, scope)
        if row.target.metric == metric or (metric == PM25 and speaks_of_pm25(row))
    )
    if said:
        return speaking_rung(register, scope, said)
    return silent_rung(register, place_id, scope, metric)


def speaking_rung(register: Register, scope: Scope, said: tuple[Statement, ...]) -> Rung:
    """A rung with targets: the strongest standing names it."""
    document = register.documents[said[0].target.document_id]
    standings = {row.standing for row in said}
    if "place" in standings:
        return Rung(scope, "stated_place", said, document, N_("直接写明本地"))
    if "class" in standings:
        return Rung(scope, "stated_class", said, document, N_("写明本地所属的一类城市"))
    return Rung(scope, "whole", said, document, reason_of_whole(scope, {row.among for row in said}))


def reason_of_whole(scope: Scope, among: set[Among]) -> Message:
    """Why a figure for an area as a whole is indicative here, and whether the place is counted in the whole."""
    if among == {"no"}:
        return N_(
            "针对{scope}的地级及以上城市合计，本地不是地级城市，不在其列，只作参考", scope=name_of(scope)
        )
    if among == {"unknown"}:
        return N_(
            "针对{scope}的地级及以上城市合计，没有文件说明本地是否在其列，只作参考", scope=name_of(scope)
        )
    return N_("针对{scope}整体，对本地只作参考", scope=name_of(scope))


def silent_rung(register: Register, place_id: str, scope: Scope, metric: str) -> Rung:
    """A rung without a target: silent, not read, or without a document.

    A province's text that sets each city its PM2.5 figure (山西) leaves nothing of PM2.5 to a plan of the city's own; of
    other metrics that plan, not held, could say anything.
    """
    document = document_of_scope(register, scope)
    if document is None and scope.kind == "place" and metric == PM25:
        named_by = province_text_in_full(register, place_id)
        if named_by is not None:
            return Rung(scope, "silent", (), named_by, N_("上级文件全文中没有单列本地"))
    if document is None:
        return Rung(
            scope, "no_document", (), None, N_("未收录{scope}依本计划制定的文件", scope=name_of(scope))
        )
    if not document.held_in_full:
        return Rung(scope, "not_read", (), document, N_("只读到文件的一部分，未见本项不等于没有规定"))
    return Rung(scope, "silent", (), document, N_("公开文本中没有本项规定"))


def province_text_in_full(register: Register, place_id: str) -> Document | None:
    """The province's plan when it was read whole (山西): it names the cities it sets figures for."""
    province = scope_chain(register, place_id).province
    document = document_of_scope(register, province) if province else None
    return document if document is not None and document.held_in_full else None


def name_of(scope: Scope) -> Message:
    """The name of a scope as a message, so that each language shows its own."""
    return N_("{zh}", zh=scope.name_zh, en=scope.name_en)
