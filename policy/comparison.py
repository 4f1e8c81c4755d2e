"""Two to six places side by side: who they are, what they are held to, what each clause asks. No words, no drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from policy.atlas import Atlas
from policy.attainment import Attainment, attainment_of
from policy.cascade import Statement, all_statements
from policy.change import Change, change_since_base
from policy.compared_measures import DocumentClauses, RowStatus, compared_measures
from policy.effective import TARGET_YEAR, EffectiveTarget
from policy.indicator_ladder import sectors_of_keys
from policy.indicator_pairs import UNKNOWN, Asked, Pair, asked_at, pair_of
from policy.indicators import BindingIndicator, binding_indicators
from policy.observed import best_observations
from policy.place_record import neighbour_entries
from policy.records import Indicator, Membership, Observation, Place, Scope
from policy.register import Register
from policy.scope import geographies_of, key_region_of
from policy.unread import Unread, unread_rungs

FEWEST_PLACES: Final = 2
MOST_PLACES: Final = 6


@dataclass(frozen=True)
class Column:
    """One place of a comparison.

    Attributes
    ----------
    observations
        One figure a year, µg/m³.
    unread
        Documents of its chain, province then city, that were not read in full.
    statements
        Every target that has something to say for it, the widest area first.
    """

    place: Place
    region: tuple[Scope, Membership] | None
    geographies: tuple[Scope, ...]
    verdict: Attainment
    change: Change
    observations: dict[int, Observation]
    unread: tuple[Unread, ...]
    statements: tuple[Statement, ...]

    @property
    def target(self) -> EffectiveTarget | None:
        """What its mean is held against."""
        return self.verdict.target


@dataclass(frozen=True)
class IndicatorRow:
    """One kind of quantity: what each place is asked, and how it stands against the first place."""

    key: str
    sector: str | None
    first: Indicator
    asked: tuple[Asked, ...]
    pairs: tuple[Pair, ...]

    @property
    def status(self) -> RowStatus:
        """Whether any place is asked something else by what was read; else whether of any nothing can be said."""
        if any(pair.is_difference for pair in self.pairs):
            return "differs"
        return "unknown" if any(pair.kind in UNKNOWN for pair in self.pairs) else "same"


@dataclass(frozen=True)
class SideBySide:
    """A comparison; the first place is the one that the others are held against."""

    columns: tuple[Column, ...]
    indicators: tuple[IndicatorRow, ...]
    documents: tuple[DocumentClauses, ...]

    @property
    def place_ids(self) -> tuple[str, ...]:
        """Ids in the order of the columns."""
        return tuple(column.place.place_id for column in self.columns)

    @property
    def years(self) -> tuple[int, ...]:
        """Years observed at any of the places, ascending."""
        return tuple(sorted({year for column in self.columns for year in column.observations}))


def side_by_side(atlas: Atlas, place_ids: Sequence[str], sectors: Sequence[str]) -> SideBySide:
    """Put places beside each other.

    Parameters
    ----------
    place_ids
        Two to six ids, each once; the first is the reference.
    sectors
        Sectors in the order in which they are shown.

    Raises
    ------
    ValueError
        When there are too few or too many places, or one twice.
    """
    if not FEWEST_PLACES <= len(place_ids) <= MOST_PLACES or len(set(place_ids)) != len(place_ids):
        raise ValueError(
            f"{FEWEST_PLACES} to {MOST_PLACES} different places expected, found {list(place_ids)}"
        )
    register = atlas.register
    return SideBySide(
        tuple(column_of(register, place_id) for place_id in place_ids),
        indicator_rows(register, place_ids, sectors),
        compared_measures(register, place_ids),
    )


def column_of(register: Register, place_id: str) -> Column:
    """What is known of one place."""
    place = register.places[place_id]
    inside = not place.outside_plan
    return Column(
        place=place,
        region=key_region_of(register, place_id) if inside else None,
        geographies=geographies_of(register, place_id) if inside else (),
        verdict=attainment_of(register, place_id),
        change=change_since_base(register, place_id, TARGET_YEAR),
        observations={row.year: row for row in best_observations(register, place_id)},
        unread=tuple(unread for unread in unread_rungs(register, place_id) if unread),
        statements=tuple(all_statements(register, place_id)),
    )


def indicator_rows(
    register: Register, place_ids: Sequence[str], sectors: Sequence[str]
) -> tuple[IndicatorRow, ...]:
    """Every kind of quantity that reaches any of the places, or may: by sector, in the order of the clauses."""
    found: list[dict[str, list[BindingIndicator]]] = []
    for place_id in place_ids:
        by_key: dict[str, list[BindingIndicator]] = {}
        for row in binding_indicators(register, place_id):
            by_key.setdefault(row.indicator.comparable_key, []).append(row)
        found.append(by_key)
    sector_of = sectors_of_keys(register, list(sectors))
    clauses = {(row.document_id, row.clause): place for place, row in enumerate(register.measures.values())}
    rows = []
    for key in dict.fromkeys(key for by_key in found for key in by_key):
        asked = tuple(
            asked_at(register, place_id, tuple(by_key.get(key, ())))
            for place_id, by_key in zip(place_ids, found, strict=True)
        )
        pairs = (
            Pair("reference"),
            *(pair_of(register, asked[0], other) for other in asked[1:]),
        )
        rows.append(IndicatorRow(key, sector_of[key], first_of(register, found, key), asked, pairs))
    places = {sector: place for place, sector in enumerate(sectors)}
    return tuple(
        sorted(
            rows,
            key=lambda row: (
                places.get(row.sector or "", len(places)),
                clauses.get((row.first.document_id, row.first.clause), len(clauses)),
                row.key,
            ),
        )
    )


def first_of(register: Register, found: Sequence[dict[str, list[BindingIndicator]]], key: str) -> Indicator:
    """The indicator of the highest document, which names the row."""
    rows = [row.indicator for by_key in found for row in by_key.get(key, ())]
    return min(rows, key=lambda row: (register.level_of(row.document_id), row.indicator_id))


def stated_figure(column: Column) -> float | None:
    """The figure stated for a place, µg/m³: a number, or the class II limit where 达标 is; None where none is."""
    target = column.target
    return target.figure.value if target is not None and target.is_printed else None


def is_by_the_standard(column: Column) -> bool:
    """Whether a place's stated figure is the limit of the standard that its document says is to be attained."""
    target = column.target
    return target is not None and target.is_printed and target.statement.target.value is None


def lowest_stated(columns: Sequence[Column]) -> tuple[float, tuple[Column, ...]] | None:
    """The lowest figure stated for any of the places, µg/m³, and whose it is; None where none is."""
    found = [(stated_figure(column), column) for column in columns]
    stated = [(value, column) for value, column in found if value is not None]
    if not stated:
        return None
    lowest = min(value for value, _column in stated)
    return lowest, tuple(column for value, column in stated if value == lowest)


def with_neighbours(atlas: Atlas, place_id: str, most: int = MOST_PLACES) -> tuple[str, ...]:
    """A place and those it shares the longest borders with, `most` in all."""
    return (
        place_id,
        *(entry["place_id"] for entry in neighbour_entries(atlas, place_id)[: most - 1]),
    )
