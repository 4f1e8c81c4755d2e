"""Tables of this installation: observations of its own, and the sources that they name.

They lie in a folder that the installation owns (`ATLAS_LOCAL_DATA`, else `local_data` beside the program), as
`observations.csv` and `documents.csv` with the columns of the tables of the same name. They add to the tables of the
repository, which are never edited by a command; taking the folder away takes the figures away.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from data.conformity import conformity_faults
from data.faults import TableFault, sorted_faults
from data.raw_table import RawTable, RawTables, Row, read_raw_table
from data.schema import DATA_FOLDER, table_schemas
from data.value_rules import (
    dates_are_of_the_calendar,
    days_are_of_the_year,
    figures_are_plausible,
    policy_documents_are_described,
    rows_are_sorted,
)

LOCAL_TABLES: Final = ("documents", "observations")
LOCAL_RULES: Final = (
    figures_are_plausible,
    days_are_of_the_year,
    dates_are_of_the_calendar,
    policy_documents_are_described,
    rows_are_sorted,
)
FIGURE: Final = ("place_id", "year", "metric", "basis")
"""Columns that a figure is of: a local one stands in for the repository's of the same."""


def default_local_folder() -> Path:
    """The folder named by the environment variable `ATLAS_LOCAL_DATA`, else `local_data` in the repository."""
    named = os.environ.get("ATLAS_LOCAL_DATA")
    return Path(named) if named else DATA_FOLDER.parent / "local_data"


def read_local_tables(folder: Path, repository: RawTables) -> tuple[RawTables, list[TableFault]]:
    """Read and check the tables of this installation.

    Parameters
    ----------
    folder
        Their folder; it need not exist, nor hold both.
    repository
        The tables that they add to.

    Returns
    -------
    tuple
        The tables (those not there without rows) and all faults, whose file is the path.
    """
    tables = {name: RawTable(schema) for name, schema in table_schemas().items()}
    faults: list[TableFault] = []
    for name in LOCAL_TABLES:
        if os.path.lexists(folder / table_schemas()[name].file):
            tables[name], found = read_raw_table(folder, table_schemas()[name])
            faults += found
    local = RawTables(folder, tables)
    if not faults:
        faults += [*conformity_faults(local), *(fault for rule in LOCAL_RULES for fault in rule(local))]
        faults += _references(local, repository)
    return local, [_named(folder, fault) for fault in sorted_faults(faults)]


def merged(repository: RawTable, local: RawTable) -> list[Row]:
    """Rows of both: a local figure stands in for the repository's of the same place, year, metric and basis."""
    if repository.schema.name != "observations":
        return [*repository.rows, *local.rows]
    stood_in = {_figure(row) for row in local.rows}
    return [*(row for row in repository.rows if _figure(row) not in stood_in), *local.rows]


def _figure(row: Row) -> tuple[str, ...]:
    return tuple(row.cells[column] for column in FIGURE)


def _references(local: RawTables, repository: RawTables) -> Iterator[TableFault]:
    places, documents = repository.ids("places", "place_id"), repository.ids("documents", "document_id")
    own = local.tables["documents"].values("document_id")
    figures: dict[tuple[str, ...], int] = {}
    for row in local.rows("observations"):
        if places is not None and row.cells["place_id"] not in places:
            yield local.cell_fault("observations", row, "place_id", "a place_id of places.csv")
        if documents is not None and row.cells["source_id"] not in documents | own:
            yield local.cell_fault("observations", row, "source_id", "a document_id of documents.csv")
        before = figures.setdefault(_figure(row), row.line)
        if before != row.line:
            expected = f"one figure for a place, year, metric and basis: row {before} has it"
            yield TableFault(local.file("observations"), row.line, None, " + ".join(_figure(row)), expected)
    for row in local.rows("documents"):
        if documents is not None and row.cells["document_id"] in documents:
            yield local.cell_fault(
                "documents", row, "document_id", "an id that the atlas does not use itself"
            )
        if row.cells["kind"] != "data_source":
            yield local.cell_fault("documents", row, "kind", "data_source")


def _named(folder: Path, fault: TableFault) -> TableFault:
    return TableFault(str(folder / fault.file), fault.row, fault.column, fault.found, fault.expected)
