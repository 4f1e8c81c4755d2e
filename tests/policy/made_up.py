"""The real tables, read once, and registers made from them with rows changed; a geometry without shapes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from types import SimpleNamespace
from typing import Any

import pandas as pd

from data.tables import Tables, load_tables
from policy.atlas import Atlas
from policy.register import Register

KEYS = {
    "targets": ["target_id"],
    "observations": ["place_id", "year", "metric", "basis"],
    "scope_members": ["scope_id", "member_kind", "member_id"],
    "former_members": ["scope_id", "definition_zh", "place_id"],
    "region_observations": ["scope_id", "year", "metric", "basis", "definition_zh", "source_id"],
    "documents": ["document_id"],
    "standards": ["standard_id", "pollutant", "averaging", "class", "valid_from"],
    "measures": ["measure_id"],
    "departments": ["name_zh"],
    "indicators": ["indicator_id"],
}
"""What makes a row of a table the same row: a changed row takes the place of the one with its key."""

SAID_BY_DEFAULT: dict[str, dict[str, Any]] = {
    "targets": {
        "metric": "pm25_annual_mean",
        "unit_symbol": "µg/m³",
        "target_year": 2025,
        "strength": "none",
        "applies_to": "whole",
        "document_id": "state-council-2023-24",
        "clause": "made up",
    },
    "observations": {
        "metric": "pm25_annual_mean",
        "unit_symbol": "µg/m³",
        "source_id": "realtime-quotsoft",
        "clause": "made up",
    },
    "scope_members": {"document_id": "state-council-2023-24", "clause": "made up"},
}


@cache
def real_tables() -> Tables:
    """The tables of data/."""
    return load_tables()


@cache
def real_register() -> Register:
    """The register of the tables of data/."""
    return Register(real_tables())


def changed_register(**rows_of_table: Sequence[Mapping[str, Any]]) -> Register:
    """The real register with rows added to its tables, or put in the place of those with the same key.

    Raises
    ------
    KeyError
        When a row has a column that its table does not have.
    """
    tables = real_tables()
    frames = {
        name: with_rows(getattr(tables, name), name, rows) for name, rows in rows_of_table.items() if rows
    }
    return Register(replace(tables, **frames))


def with_rows(frame: pd.DataFrame, name: str, rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """A table with changed rows; columns that a row does not name are empty or as usual."""
    whole = [SAID_BY_DEFAULT.get(name, {}) | dict(row) for row in rows]
    unknown = {column for row in whole for column in row} - set(frame.columns)
    if unknown:
        raise KeyError(f"{name} has no column {', '.join(sorted(unknown))}")
    added = pd.DataFrame(whole, columns=list(frame.columns)).astype(frame.dtypes.to_dict())
    joined = pd.concat([frame, added], ignore_index=True)
    return joined.drop_duplicates(KEYS[name], keep="last", ignore_index=True)


def without_rows(name: str, column: str, value: str) -> Register:
    """The real register without the rows of a table that have this value in this column."""
    frame = getattr(real_tables(), name)
    return Register(replace(real_tables(), **{name: frame[frame[column] != value].reset_index(drop=True)}))


@cache
def fake_atlas() -> Atlas:
    """The real tables with shapes that are only names: two neighbours of Taiyuan, one place in the strip."""
    adjacency = pd.DataFrame(
        [("140100", "140900", 61.04), ("140100", "140700", 250.55), ("140700", "140100", 250.55)],
        columns=["place_id", "neighbour_id", "shared_km"],
    )
    labels = pd.DataFrame({"label_lon": 112.50049, "label_lat": 37.75}, index=sorted(real_register().places))
    geometry = SimpleNamespace(
        adjacency=adjacency,
        strip_places=frozenset({"140800"}),
        strip_shares={"140800": 0.4},
        places=labels,
        county_names=pd.DataFrame([("清徐县", "140100")], ["140121"], ["county_zh", "place_id"]),
    )
    return Atlas(real_tables(), geometry)  # type: ignore[arg-type]
