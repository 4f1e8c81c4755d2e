"""The ladder of an indicator: every rung of a place's chain, what it asks there, and what could not be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from policy.cascade import document_of_scope, name_of, province_text_in_full, silent_rung
from policy.indicators import BindingIndicator, binding_indicators, comparisons_at, set_for_other_rank
from policy.records import Comparison, Document, Indicator, Scope
from policy.register import Register
from policy.scope import ScopeChain, scope_by_id, scope_chain
from translations import N_, Message

Bearing = Literal["place", "each", "whole", "part", "derived", "undetermined"]
IndicatorStatus = Literal[
    "stated_place", "stated_class", "whole", "undetermined", "not_read", "no_document", "silent"
]

RUNG_KINDS: Final = ("nation", "key_region", "geography", "province", "place")
STATUS_OF_BEARING: Final[Mapping[Bearing, IndicatorStatus]] = {
    "place": "stated_place",
    "part": "stated_place",
    "each": "stated_class",
    "derived": "stated_class",
    "whole": "whole",
    "undetermined": "undetermined",
}
"""The firmest first: it names the rung."""
VERDICTS_WITHOUT_A_FIGURE: Final = ("absent", "no_number")


@dataclass(frozen=True)
class IndicatorRung:
    """One rung and what it asks of the place for one kind of quantity.

    Attributes
    ----------
    rows
        What reaches the place, or may; or what asks it of cities of a rank above the place alone. Empty where the rung is
        silent, not read, or without a document.
    comparisons
        The curated verdicts on the rung's document, said at one rung of each document.
    """

    scope: Scope
    status: IndicatorStatus
    rows: tuple[BindingIndicator, ...]
    document: Document | None
    reason: Message
    comparisons: tuple[Comparison, ...] = ()


def bearing_of(register: Register, row: BindingIndicator) -> Bearing:
    """How an indicator bears on a place: names it, binds each member, or speaks of an area as a whole."""
    scope = scope_by_id(register, row.indicator.scope_id)
    is_own = scope.kind in ("place", "county")
    if row.reach.kind == "part" and row.indicator.applies_to == "whole" and not is_own:
        return "whole"
    if row.reach.kind in ("undetermined", "part", "derived"):
        return row.reach.kind
    if is_own:
        return "place"
    return "whole" if row.indicator.applies_to == "whole" else "each"


def indicator_ladder(register: Register, place_id: str, comparable_key: str) -> tuple[IndicatorRung, ...]:
    """Build the ladder of a place for one kind of quantity; empty for a place outside the plan."""
    chain = scope_chain(register, place_id)
    rows = binding_indicators(register, place_id, comparable_key)
    said: dict[str, list[BindingIndicator]] = {}
    for row in rows:
        said.setdefault(rung_scope(register, chain, row.indicator).scope_id, []).append(row)
    others = {
        rung_scope(register, chain, row.indicator).scope_id: row
        for row in set_for_other_rank(register, place_id, comparable_key)
    }
    scopes = list(chain.rungs)
    known = {scope.scope_id for scope in scopes}
    scopes += [scope_by_id(register, scope_id) for scope_id in said if scope_id not in known]
    scopes.sort(key=lambda scope: RUNG_KINDS.index(scope.kind))
    rungs = [
        speaking_rung(register, scope, said[scope.scope_id])
        if scope.scope_id in said
        else rung_of_other_rank(register, scope, others[scope.scope_id])
        if scope.scope_id in others
        else quiet_rung(register, place_id, scope, comparable_key, rows)
        for scope in scopes
    ]
    return with_comparisons(rungs, comparisons_here(register, place_id, comparable_key))


def rung_scope(register: Register, chain: ScopeChain, indicator: Indicator) -> Scope:
    """The rung an indicator stands at: its own scope; a class stands at the rung of its document.

    重点区域 is a class of key regions: a national rule for it stands at the place's own key region.
    """
    scope = scope_by_id(register, indicator.scope_id)
    own = chain.own or scope
    if scope.kind in ("place", "county"):
        return own
    if scope.kind != "class":
        return scope
    level = register.level_of(indicator.document_id)
    if level > 0:
        return (chain.province or own) if level == 1 else own
    members = {row.member_id for row in register.members_of_scope[scope.scope_id]}
    if chain.key_region is not None and chain.key_region.scope_id in members:
        return chain.key_region
    return chain.nation or scope


def rung_of_other_rank(register: Register, scope: Scope, row: BindingIndicator) -> IndicatorRung:
    """A rung that asks something of 地级及以上城市 alone, of which the place is none: shown, and said not to be about it."""
    document = register.documents[row.indicator.document_id]
    return IndicatorRung(scope, "whole", (row,), document, row.reach.reason)


def speaking_rung(register: Register, scope: Scope, rows: Sequence[BindingIndicator]) -> IndicatorRung:
    """A rung that asks something: the firmest bearing names it."""
    bearings = {bearing_of(register, row): row for row in reversed(rows)}
    firmest = next(bearing for bearing in STATUS_OF_BEARING if bearing in bearings)
    whose = scope_by_id(register, bearings[firmest].indicator.scope_id)
    reasons: dict[Bearing, Message] = {
        "place": N_("直接写明本地"),
        "each": N_("对范围内每个地点提出"),
        "whole": N_("针对{scope}整体，对本地只作参考", scope=name_of(whose)),
    }
    reason = reasons.get(firmest, bearings[firmest].reach.reason)
    document = register.documents[bearings[firmest].indicator.document_id]
    status = status_of(register, bearings[firmest], firmest)
    return IndicatorRung(scope, status, tuple(rows), document, reason)


def status_of(register: Register, row: BindingIndicator, bearing: Bearing) -> IndicatorStatus:
    """What a rung with this figure says: a county of the place is named, but ports and built-up areas are of a class."""
    scope = scope_by_id(register, row.indicator.scope_id)
    if bearing != "part" or row.indicator.qualifier_zh is None or scope.kind in ("place", "county"):
        return STATUS_OF_BEARING[bearing]
    return "whole" if row.indicator.applies_to == "whole" else "stated_class"


def quiet_rung(
    register: Register,
    place_id: str,
    scope: Scope,
    comparable_key: str,
    rows: Sequence[BindingIndicator],
) -> IndicatorRung:
    """A rung that asks nothing: read and silent, not read in full, or without a document.

    A city named in a province's text held in full has no document of its own here: that is no silence either.
    """
    document = document_of_scope(register, scope)
    if document is None and scope.kind == "place" and province_text_in_full(register, place_id):
        reason = N_("上级文件全文中没有单列本地；本地自己的文件未收录，没有列出不等于没有规定")
        return IndicatorRung(scope, "no_document", (), None, reason)
    if document is None or not document.held_in_full:
        plain = silent_rung(register, place_id, scope, comparable_key)
        status: IndicatorStatus = "no_document" if document is None else "not_read"
        return IndicatorRung(scope, status, (), document, plain.reason)
    if any(row.indicator.document_id == document.document_id for row in rows):
        reason = N_("这一层级没有另作规定，见同一文件在其他层级的规定")
    elif speaks(register, comparable_key, document):
        reason = N_("文件有本项规定，但不针对本地")
    else:
        reason = N_("公开文本中没有本项规定")
    return IndicatorRung(scope, "silent", (), document, reason)


def speaks(register: Register, comparable_key: str, document: Document) -> bool:
    """Whether a document sets this kind of quantity for anyone."""
    return bool(register.indicators_of[comparable_key, document.document_id])


def comparisons_here(
    register: Register, place_id: str, comparable_key: str
) -> dict[str, tuple[Comparison, ...]]:
    """The curated verdicts that concern a place, by lower document, province before city.

    A verdict on a figure counts where the figure reaches the place; *absent* and *no number* where the document is
    one of the place's chain and sets no figure for anyone.
    """
    chain = scope_chain(register, place_id)
    governing = [document_of_scope(register, scope) for scope in (chain.province, chain.own) if scope]
    rows = binding_indicators(register, place_id, comparable_key)
    reaching = {row.indicator.document_id for row in rows}
    documents = {document.document_id: document for document in governing if document is not None}
    documents |= {name: register.documents[name] for name in sorted(reaching)}
    found = {}
    for document_id in sorted(documents, key=register.level_of):
        verdicts = list(comparisons_at(register, place_id, comparable_key, document_id))
        if document_id not in reaching:
            if speaks(register, comparable_key, documents[document_id]):
                continue
            verdicts = [row for row in verdicts if row.verdict in VERDICTS_WITHOUT_A_FIGURE]
        if verdicts:
            found[document_id] = tuple(verdicts)
    return found


def with_comparisons(
    rungs: Sequence[IndicatorRung], comparisons: Mapping[str, tuple[Comparison, ...]]
) -> tuple[IndicatorRung, ...]:
    """Each document's verdicts at one rung: where it speaks of its own province or city, else where it first stands.

    A rung without a figure says why in the words of the verdict: not mentioned, or mentioned without a number.
    """
    place_of: dict[str, tuple[bool, bool, int]] = {}
    for place, rung in enumerate(rungs):
        name = rung.document.document_id if rung.document else ""
        if name in comparisons:
            rank = (not rung.rows, rung.scope.kind not in ("province", "place"), place)
            place_of[name] = min(place_of.get(name, rank), rank)
    at = {rank[-1]: comparisons[name] for name, rank in place_of.items()}
    return tuple(judged(rung, at[place]) if place in at else rung for place, rung in enumerate(rungs))


def judged(rung: IndicatorRung, comparisons: tuple[Comparison, ...]) -> IndicatorRung:
    """A rung with its verdicts."""
    first = comparisons[0]
    reason = rung.reason if rung.rows else N_("{zh}", zh=first.reason_zh, en=first.reason_en)
    return replace(rung, comparisons=comparisons, reason=reason)


def sectors_of_keys(register: Register, order: Sequence[str]) -> dict[str, str | None]:
    """The sector of each kind of quantity: that of most clauses that set it, ties by `order`.

    None where only documents set it whose clauses are not held.
    """
    sector_of = {(row.document_id, row.clause): row.sector for row in register.measures.values()}
    counted: dict[str, Counter[str]] = {}
    for row in register.indicators.values():
        sector = sector_of.get((row.document_id, row.clause))
        counted.setdefault(row.comparable_key, Counter()).update([sector] if sector else [])
    return {
        key: min(sectors, key=lambda name: (-sectors[name], order.index(name))) if sectors else None
        for key, sectors in counted.items()
    }
