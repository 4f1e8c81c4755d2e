"""Whether the cells keep the schema: types, constraints and keys, judged by the Frictionless library."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from data.faults import TableFault
from data.raw_table import RawTable, RawTables
from data.schema import FieldSchema, TableSchema

ALL_FAULTS = 1_000_000
TYPE_WORDS = {
    "integer": "a whole number in plain digits",
    "number": "a number in plain digits",
    "date": "a date of the calendar as year-month-day",
}


def conformity_faults(raw: RawTables) -> Iterator[TableFault]:
    """Judge every readable table against datapackage.json.

    Frictionless gets the cells that were read, not the files: it would guess encodings and count records
    instead of lines. Foreign keys are followed here: Frictionless opens the table referred to anew for each,
    which triples the time.

    Parameters
    ----------
    raw
        All tables as text.
    """
    from frictionless import Package  # a fifth of a second that only a check should cost

    readable = {name: table for name, table in raw.tables.items() if table.rows}
    if not readable:
        return
    package = Package.from_descriptor({"name": "tables", "resources": [*map(_resource, readable.values())]})
    for task in package.validate(limit_errors=ALL_FAULTS).tasks:
        for error in task.errors:
            yield from _faults_of(error.to_descriptor(), readable[task.name])
    for table in readable.values():
        yield from _foreign_key_faults(table, raw)


def _resource(table: RawTable) -> dict[str, Any]:
    names = table.schema.field_names
    fields = [
        {"name": field.name, "type": field.type, "constraints": dict(field.constraints)}
        for field in table.schema.fields
    ]
    return {
        "name": table.schema.name,
        "data": [names, *([row.cells[name] for name in names] for row in table.rows)],
        "schema": {"fields": fields, "missingValues": [""], "primaryKey": table.schema.primary_key},
    }


def _foreign_key_faults(table: RawTable, raw: RawTables) -> Iterator[TableFault]:
    for key in table.schema.table_schema.get("foreignKeys", []):
        (column,), reference = key["fields"], key["reference"]
        (column_there,), name = reference["fields"], reference["resource"] or table.schema.name
        known = raw.ids(name, column_there)
        if known is None:
            continue
        for row in table.rows:
            if row.cells[column] and row.cells[column] not in known:
                expected = f"a {column_there} of {raw.file(name)}"
                yield raw.cell_fault(table.schema.name, row, column, expected)


def _faults_of(error: dict[str, Any], table: RawTable) -> Iterator[TableFault]:
    file = table.schema.file
    kind = error["type"]
    line = table.rows[error["rowNumber"] - 2].line if "rowNumber" in error else None
    if kind in ("type-error", "constraint-error", "unique-error"):
        field = table.schema.field[error["fieldName"]]
        yield TableFault(file, line, field.name, error["cell"], _expected(error, field, table))
    elif kind == "primary-key":
        # A key of empty cells has a fault of its own: its columns are required.
        if (same := _same_row(error["note"], table)) is not None:
            found = f"the key {_key(error, table.schema)} again"
            yield TableFault(file, line, None, found, f"a key used once, by row {same}")
    else:
        yield TableFault(file, line, None, error["message"], "a table that keeps its schema")


def _expected(error: dict[str, Any], field: FieldSchema, table: RawTable) -> str:
    if error["type"] == "type-error":
        return _like(TYPE_WORDS.get(field.type, f"a {field.type}"), field)
    if error["type"] == "unique-error":
        return f"a value used once: row {_same_row(error['note'], table)} has it"
    constraint = re.findall(r'"(\w+)"', error["note"])[0]
    limit = field.constraints[constraint]
    words = {
        "required": "a value",
        "minimum": f"{limit} or more",
        "maximum": f"{limit} or less",
        "pattern": f"the form {limit}",
    }
    if constraint == "enum":
        return f"one of {', '.join(limit)}" if len(limit) > 1 else str(limit[0])
    if constraint == "pattern" and field.example:
        return f"the form of {field.example}"
    return words[constraint]


def _like(words: str, field: FieldSchema) -> str:
    return f"{words}, such as {field.example}" if field.example else words


def _same_row(note: str, table: RawTable) -> int | None:
    found = re.search(r"row at position (\d+)", note)
    return table.rows[int(found[1]) - 2].line if found else None


def _key(error: dict[str, Any], schema: TableSchema) -> str:
    cells = dict(zip(schema.field_names, error["cells"], strict=True))
    return " + ".join(str(cells[column]) for column in schema.primary_key)
