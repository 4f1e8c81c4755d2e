"""What the documents say of an area by name: clauses, figures and targets whose scope it is or that single it out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from policy.records import Indicator, Measure, Target
from policy.register import Register
from policy.scope import members_of_key_regions

ALL_KEY_REGIONS: Final = "class-key-regions"


@dataclass(frozen=True)
class Mentions:
    """Rows that name an area; the order is that of the documents, the nation first.

    Attributes
    ----------
    own_measures
        Clauses that are about this area as a whole, or say something special for it and not for all key regions.
    shared_measures
        Clauses that say something for all three key regions; empty for a geography.
    indicators, targets
        Figures set for this area.
    shared_indicators
        Figures set for 重点区域, all three together; empty for a geography.
    """

    own_measures: tuple[Measure, ...]
    shared_measures: tuple[Measure, ...]
    targets: tuple[Target, ...]
    indicators: tuple[Indicator, ...]
    shared_indicators: tuple[Indicator, ...]

    @property
    def is_empty(self) -> bool:
        """Whether no row names the area at all."""
        return not (self.own_measures or self.shared_measures or self.targets or self.indicators)


def mentions_of(register: Register, scope_id: str) -> Mentions:
    """Everything in the tables that names an area."""
    regions = set(members_of_key_regions(register))
    named = [
        row for row in register.measures.values() if scope_id == row.scope_id or scope_id in row.singled_out
    ]
    shared = [row for row in named if scope_id in regions and regions <= set(row.singled_out)]
    of_all = ALL_KEY_REGIONS if scope_id in regions else None
    return Mentions(
        own_measures=tuple(row for row in named if row not in shared),
        shared_measures=tuple(shared),
        targets=tuple(register.targets_of_scope[scope_id]),
        indicators=indicators_of_scope(register, scope_id),
        shared_indicators=indicators_of_scope(register, of_all) if of_all else (),
    )


def indicators_of_scope(register: Register, scope_id: str) -> tuple[Indicator, ...]:
    """The figures whose scope is this one, by document from the nation down."""
    found = [row for row in register.indicators.values() if row.scope_id == scope_id]
    return tuple(sorted(found, key=lambda row: (register.level_of(row.document_id), row.indicator_id)))
