"""One row of a table as a typed record. Fields are the table's columns; an empty cell is None."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

PROVINCES_OUTSIDE_PLAN: Final = frozenset({"710000", "810000", "820000"})
"""台湾, 香港, 澳门: the plan sets no target for them."""


@dataclass(frozen=True)
class Province:
    """A row of provinces.csv."""

    province_id: str
    name_zh: str
    short_name_zh: str
    name_en: str


@dataclass(frozen=True)
class Place:
    """A row of places.csv, with its province."""

    place_id: str
    name_zh: str
    short_name_zh: str
    name_en: str
    province: Province
    kind: str
    aliases: tuple[str, ...]
    parent_place_id: str | None

    @property
    def outside_plan(self) -> bool:
        """Whether the plan sets nothing here (香港, 澳门, 台湾)."""
        return self.province.province_id in PROVINCES_OUTSIDE_PLAN

    @property
    def is_municipality(self) -> bool:
        """Whether place and province are one (北京, 天津, 上海, 重庆)."""
        return self.kind == "municipality"

    @property
    def is_city_with_districts(self) -> bool:
        """Whether 设区的市 in a province's text means this place."""
        return self.kind == "prefecture_level_city"


@dataclass(frozen=True)
class Document:
    """A row of documents.csv."""

    document_id: str
    kind: str
    relation: str | None
    title_zh: str
    title_en: str
    issuer_zh: str | None
    issuer_en: str | None
    number_zh: str | None
    level: str | None
    scope_id: str | None
    issued_on: str | None
    url: str | None
    official_url: str | None
    completeness: str | None
    status: str | None
    licence: str | None
    note_zh: str | None
    note_en: str | None

    @property
    def in_chain(self) -> bool:
        """Whether it stands in the chain of 国发〔2023〕24号."""
        return self.relation == "chain"

    @property
    def held_in_full(self) -> bool:
        """Whether its whole text was read: only then does silence mean *not set*."""
        return self.completeness == "full_text"


@dataclass(frozen=True)
class Scope:
    """What a rule applies to: a row of scopes.csv, or a province, place or county by its code."""

    scope_id: str
    kind: str
    name_zh: str
    name_en: str
    member_list: str | None
    document_id: str | None
    clause: str | None
    note_zh: str | None = None
    note_en: str | None = None
    parent_scope_id: str | None = None


@dataclass(frozen=True)
class Membership:
    """A row of scope_members.csv."""

    scope_id: str
    member_kind: str
    member_id: str
    named_as_zh: str | None
    document_id: str
    clause: str


@dataclass(frozen=True)
class FormerMember:
    """A row of former_members.csv: a place in a key region as it stood before the plan of 2023."""

    scope_id: str
    definition_zh: str
    place_id: str
    named_as_zh: str
    document_id: str
    clause: str


@dataclass(frozen=True)
class FormerInclusion:
    """A row of former_inclusions.csv: a place, none of the cities counted, that a document before 2023 took in."""

    scope_id: str
    place_id: str
    named_as_zh: str
    manner: str
    document_id: str
    clause: str


@dataclass(frozen=True)
class Target:
    """A row of targets.csv. `value` is in `unit_symbol`; a fall is positive with `decrease_by`."""

    target_id: str
    metric: str
    comparator: str
    comparator_zh: str | None
    value: float | None
    unit_symbol: str | None
    base_year: int | None
    target_year: int | None
    period_zh: str | None
    strength: str
    scope_id: str
    applies_to: str
    subject_zh: str | None
    subject_en: str | None
    document_id: str
    clause: str
    read_at: str | None
    note_zh: str | None
    note_en: str | None


@dataclass(frozen=True)
class Observation:
    """A row of observations.csv; `value` in µg/m³, `days_with_data` None where the source gives none."""

    place_id: str
    year: int
    value: float
    basis: str
    days_with_data: int | None
    source_id: str
    clause: str | None


@dataclass(frozen=True)
class RegionObservation:
    """A row of region_observations.csv: a published mean of one definition of an area; `value` in µg/m³."""

    scope_id: str
    definition_zh: str
    year: int
    value: float
    basis: str
    source_id: str
    clause: str


@dataclass(frozen=True)
class Limit:
    """A row of standards.csv; `limit` in µg/m³, dates ISO, `valid_to` None while in force."""

    standard_id: str
    pollutant: str
    averaging: str
    level: str
    limit: float
    valid_from: str
    valid_to: str | None
    document_id: str
    clause: str


@dataclass(frozen=True)
class Measure:
    """A row of measures.csv: one clause. Lists are tuples."""

    measure_id: str
    document_id: str
    clause: str
    sector: str
    title_zh: str
    title_en: str
    summary_zh: str
    summary_en: str
    scope_id: str
    singled_out: tuple[str, ...]
    qualifier_zh: str | None
    qualifier_en: str | None
    lead_departments: tuple[str, ...]
    responsible_departments: tuple[str, ...]
    note_zh: str | None
    note_en: str | None


@dataclass(frozen=True)
class Department:
    """A row of departments.csv; the English is our translation."""

    name_zh: str
    name_en: str


@dataclass(frozen=True)
class Indicator:
    """A row of indicators.csv: one quantity that a clause sets; `value` in `unit_symbol`."""

    indicator_id: str
    comparable_key: str
    document_id: str
    clause: str
    name_zh: str
    name_en: str
    comparator: str
    comparator_zh: str | None
    value: float | None
    value_to: float | None
    unit_symbol: str | None
    base_year: int | None
    deadline: str | None
    strength: str
    scope_id: str
    applies_to: str
    subject_zh: str | None
    subject_en: str | None
    qualifier_zh: str | None
    qualifier_en: str | None
    read_at: str | None
    note_zh: str | None
    note_en: str | None


@dataclass(frozen=True)
class Comparison:
    """A row of cascades.csv: the curated verdict of a lower document against the one above, with its reason."""

    comparable_key: str
    document_id: str
    clause: str | None
    upper_document_id: str
    upper_clause: str | None
    verdict: str
    verdict_in_upper_scope: str | None
    reason_zh: str
    reason_en: str
