"""The effective PM2.5 target: the most specific stated one, else a regional or national rule, indicative."""

from __future__ import annotations

from dataclasses import dataclass

from policy.cascade import PM25, Standing, Statement, all_statements, speaks_of_pm25
from policy.figure import FALL_COMPARATORS, Figure, figure_of
from policy.records import Scope
from policy.register import Register
from policy.remembering import remembered
from translations import N_, Message

TARGET_YEAR = 2025
AREAS_FROM_WIDE_TO_NARROW = (
    "nation",
    "key_region",
    "geography",
    "province",
    "geography of a province",
    "place",
)


class AmbiguousTargetError(ValueError):
    """Two documents of the chain state different PM2.5 targets for one place, rung and year."""

    def __init__(self, place_id: str, statements: list[Statement]) -> None:
        said = "; ".join(
            f"{row.target.target_id}: {row.target.comparator} {row.target.value}" for row in statements
        )
        super().__init__(f"place {place_id}: one stated target expected, {len(statements)} found ({said})")
        self.place_id = place_id
        self.statements = statements


@dataclass(frozen=True)
class EffectiveTarget:
    """The target a place is held against, and what it means in µg/m³."""

    statement: Statement
    figure: Figure

    @property
    def standing(self) -> Standing:
        """`place`, `class` or `indicative`."""
        return self.statement.standing

    @property
    def is_printed(self) -> bool:
        """Whether a document prints the figure, or 达标, for the place or its class.

        A stated percentage is not one: what it means in µg/m³ rests on a base that no document prints.
        """
        return self.standing != "indicative" and self.figure.base is None and self.figure.value is not None

    @property
    def kind(self) -> Message:
        """What the figure is called: 目标, 折算值 (a stated percentage worked out) or 指示值."""
        if self.standing == "indicative":
            return N_("指示值")
        return N_("目标") if self.is_printed else N_("折算值")


@remembered
def effective_target(register: Register, place_id: str, year: int = TARGET_YEAR) -> EffectiveTarget | None:
    """Choose the target of a place for a year.

    Stated targets come first, the place's own before its class's. Only then a rule for an area as a whole:
    a percentage or 达标, the most specific area first. A mean printed for a whole province says nothing of one
    city and is never handed down.

    Raises
    ------
    AmbiguousTargetError
        When two different targets stand on the same rung.
    """
    rows = [
        row
        for row in all_statements(register, place_id)
        if row.target.target_year == year and speaks_of_pm25(row) and can_be_worked_out(row)
    ]
    for standing in ("place", "class"):
        stated = prefer_pm25([row for row in rows if row.standing == standing])
        if stated:
            return resolved(register, place_id, most_specific(place_id, stated))
    handed_down = [row for row in rows if row.standing == "indicative" and can_be_handed_down(row)]
    # A sentence on cities of a rank above the place is held against it only where nothing else is said.
    handed_down = [row for row in handed_down if row.among != "no"] or handed_down
    if handed_down:
        return resolved(register, place_id, most_specific(place_id, handed_down))
    return None


def prefer_pm25(rows: list[Statement]) -> list[Statement]:
    """Targets on PM2.5 itself, where there are any."""
    return [row for row in rows if row.target.metric == PM25] or rows


def can_be_worked_out(row: Statement) -> bool:
    """Whether the target is a number, a percentage or 达标 (完成上级下达任务 is none of them)."""
    return row.target.value is not None or row.target.comparator == "attain"


def can_be_handed_down(row: Statement) -> bool:
    """Whether a rule for a whole area can be applied to one of its cities as an indication."""
    return row.target.comparator in FALL_COMPARATORS or row.target.comparator == "attain"


def most_specific(place_id: str, rows: list[Statement]) -> Statement:
    """The row of the narrowest area.

    Within one area, a percentage is handed down before 达标 of the whole. Two areas of one kind that differ are
    ambiguous: the order of the rows settles nothing.
    """
    narrowest = max(narrowness(row.scope) for row in rows)
    last = [row for row in rows if narrowness(row.scope) == narrowest]
    falls = [row for row in last if row.target.comparator in FALL_COMPARATORS]
    candidates = falls if falls and last[0].standing == "indicative" else last
    said = {(row.target.comparator, row.target.value, row.target.base_year) for row in candidates}
    if len(said) > 1:
        raise AmbiguousTargetError(place_id, candidates)
    return candidates[0]


def narrowness(scope: Scope) -> int:
    """Rank of an area, higher is narrower.

    An area inside a province (乌海市及周边地区) is narrower than the province, an area of the nation is not.
    """
    if scope.kind == "geography" and (scope.parent_scope_id or "").startswith("province-"):
        return AREAS_FROM_WIDE_TO_NARROW.index("geography of a province")
    return AREAS_FROM_WIDE_TO_NARROW.index(scope.kind)


def resolved(register: Register, place_id: str, row: Statement) -> EffectiveTarget:
    """Add the figure."""
    return EffectiveTarget(row, figure_of(register, row.target, place_id))
