"""The tables as typed, checked frames.

Text and codes are `string` columns, numbers `float64`, whole numbers `Int64`. An empty cell is missing in
every type (`pandas.isna`), never an empty text. Dates stay ISO text: some are a year or a month alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pandas as pd

from data.checks import read_and_check
from data.faults import TableFault, TableFaultsError
from data.local_tables import default_local_folder, merged, read_local_tables
from data.raw_table import RawTables, Row
from data.schema import DATA_FOLDER, TableSchema

__all__ = ["DATA_FOLDER", "TableFault", "TableFaultsError", "Tables", "load_tables"]

VERSION_LENGTH: Final = 12
DTYPES: Final[dict[str, Any]] = {
    "string": pd.StringDtype(),
    "date": pd.StringDtype(),
    "integer": pd.Int64Dtype(),
    "number": "float64",
}


@dataclass(frozen=True, eq=False)
class Tables:
    """Every table as a frame, columns as in datapackage.json, rows as in the file; not for readers to change.

    `version` names the data: a short sha256 over the bytes of all files.
    """

    documents: pd.DataFrame
    provinces: pd.DataFrame
    places: pd.DataFrame
    carve_outs: pd.DataFrame
    scopes: pd.DataFrame
    scope_members: pd.DataFrame
    former_members: pd.DataFrame
    former_inclusions: pd.DataFrame
    targets: pd.DataFrame
    standards: pd.DataFrame
    observations: pd.DataFrame
    region_observations: pd.DataFrame
    measures: pd.DataFrame
    departments: pd.DataFrame
    indicators: pd.DataFrame
    cascades: pd.DataFrame
    numbers_that_set_nothing: pd.DataFrame
    version: str
    local_figures: int = 0
    """Observations of this installation's own (`data.local_tables`) among the rows."""


def load_tables(folder: Path | None = None, local_folder: Path | None = None) -> Tables:
    """Read and check every table.

    Parameters
    ----------
    folder
        Folder of the CSV files, alone; None for the repository's with those of this installation on top.
    local_folder
        Folder of this installation's own tables (`data.local_tables`); None for the one that is set, or for none
        when `folder` is given.

    Raises
    ------
    TableFaultsError
        When any table has a fault; carries all of them.
    """
    raw, faults = read_and_check(folder or DATA_FOLDER)
    if faults:
        raise TableFaultsError(faults)
    if folder is None and local_folder is None:
        local_folder = default_local_folder()
    local = None
    if local_folder is not None:
        local, faults = read_local_tables(local_folder, raw)
        if faults:
            raise TableFaultsError(faults)
    frames = {
        name: _frame(table.schema, merged(table, local.tables[name]) if local else table.rows)
        for name, table in raw.tables.items()
    }
    added = len(local.tables["observations"].rows) if local else 0
    return Tables(**frames, version=_version(raw, local), local_figures=added)


def _frame(schema: TableSchema, rows: Sequence[Row]) -> pd.DataFrame:
    columns = {}
    for field in schema.fields:
        values = [_value(row.cells[field.name], field.type) for row in rows]
        columns[field.name] = pd.Series(values, dtype=DTYPES[field.type])
    return pd.DataFrame(columns)


def _value(cell: str, field_type: str) -> str | int | float | None:
    if cell == "":
        return None
    if field_type == "integer":
        return int(cell)
    return float(cell) if field_type == "number" else cell


def _version(raw: RawTables, local: RawTables | None) -> str:
    digest = hashlib.sha256()
    added = [] if local is None else [table for table in local.tables.values() if table.content]
    for table in [*raw.tables.values(), *added]:
        digest.update(f"{table.schema.file} {len(table.content)}\n".encode())
        digest.update(table.content)
    return digest.hexdigest()[:VERSION_LENGTH]
