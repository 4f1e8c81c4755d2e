"""The tables as typed, checked frames.

Text and codes are `string` columns, numbers `float64`, whole numbers `Int64`. An empty cell is missing in
every type (`pandas.isna`), never an empty text. Dates stay ISO text: some are a year or a month alone.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pandas as pd

from data.checks import read_and_check
from data.faults import TableFault, TableFaultsError
from data.raw_table import RawTable, RawTables
from data.schema import DATA_FOLDER

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


def load_tables(folder: Path = DATA_FOLDER) -> Tables:
    """Read and check every table.

    Parameters
    ----------
    folder
        Folder of the CSV files.

    Raises
    ------
    TableFaultsError
        When any table has a fault; carries all of them.
    """
    raw, faults = read_and_check(folder)
    if faults:
        raise TableFaultsError(faults)
    return Tables(**{name: _frame(table) for name, table in raw.tables.items()}, version=_version(raw))


def _frame(table: RawTable) -> pd.DataFrame:
    columns = {}
    for field in table.schema.fields:
        values = [_value(row.cells[field.name], field.type) for row in table.rows]
        columns[field.name] = pd.Series(values, dtype=DTYPES[field.type])
    return pd.DataFrame(columns)


def _value(cell: str, field_type: str) -> str | int | float | None:
    if cell == "":
        return None
    if field_type == "integer":
        return int(cell)
    return float(cell) if field_type == "number" else cell


def _version(raw: RawTables) -> str:
    digest = hashlib.sha256()
    for table in raw.tables.values():
        digest.update(f"{table.schema.file} {len(table.content)}\n".encode())
        digest.update(table.content)
    return digest.hexdigest()[:VERSION_LENGTH]
