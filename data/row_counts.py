"""How many rows each table should have: a table cut at the end of a line is as well-formed as a whole one.

`datapackage.json` holds the numbers beside the schema. `scripts/count_rows.py` writes them after a change on purpose.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from data.faults import TableFault
from data.raw_table import RawTable, RawTables
from data.schema import SCHEMA_FILE

COUNTING: Final = "python scripts/count_rows.py"


def row_count_faults(raw: RawTables) -> Iterator[TableFault]:
    """Say which tables have more or fewer rows than the datapackage of their own folder says.

    A folder without a datapackage is a draft: nobody has counted it.
    """
    package = raw.folder / SCHEMA_FILE.name
    if not package.is_file():
        return
    wanted = counted_rows(package)
    for name, table in raw.tables.items():
        if not table.content:
            continue
        found, expected = rows_in(table), wanted.get(name)
        if expected is None:
            yield TableFault(
                raw.file(name), None, None, said(found), f"its number of rows in {package.name} ({COUNTING})"
            )
        elif found != expected:
            yield TableFault(
                raw.file(name),
                None,
                None,
                said(found),
                f"{expected}; after a change on purpose run {COUNTING}",
            )


def counted_rows(package: Path) -> Mapping[str, int]:
    """The numbers of rows that a datapackage gives, by table."""
    resources = json.loads(package.read_text(encoding="utf-8"))["resources"]
    return {resource["name"]: resource["rows"] for resource in resources if "rows" in resource}


def rows_in(table: RawTable) -> int:
    """Lines below the header, readable or not: what is wrong with a line is said of the line."""
    lines = table.content.split(b"\n")
    return len(lines) - 1 - (lines[-1] == b"")


def said(count: int) -> str:
    """A number of rows in words."""
    return f"{count} row{'' if count == 1 else 's'}"
