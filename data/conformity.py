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
    instead of lines. Foreign keys into a table that was not read whole are left out, for what is missing
    there has its own fault.

    Parameters
    ----------
    raw
        All tables as text.
    """
    from frictionless import Package  # a fifth of a second that only a check should cost

    readable = {name: table for name, table in raw.tables.items() if table.rows}
    if not readable:
        return
    resources = [_resource(table, raw) for table in readable.values()]
    package = Package.from_descriptor({"name": "tables", "resources": resources})
    report = package.validate(limit_errors=ALL_FAULTS)
    for task in report.tasks:
        table = readable[task.name]
        for error in task.errors:
            yield from _faults_of(error.to_descriptor(), table)


def _resource(table: RawTable, raw: RawTables) -> dict[str, Any]:
    schema = dict(table.schema.table_schema)
    schema["foreignKeys"] = [
        key
        for key in schema.get("foreignKeys", [])
        if (raw.tables[key["reference"]["resource"]] if key["reference"]["resource"] else table).whole
    ]
    names = table.schema.field_names
    return {
        "name": table.schema.name,
        "data": [names, *([row.cells[name] for name in names] for row in table.rows)],
        "schema": schema,
    }


def _faults_of(error: dict[str, Any], table: RawTable) -> Iterator[TableFault]:
    file = table.schema.file
    kind = error["type"]
    line = table.rows[error["rowNumber"] - 2].line if "rowNumber" in error else None
    if kind in ("type-error", "constraint-error", "unique-error"):
        field = table.schema.field[error["fieldName"]]
        yield TableFault(file, line, field.name, error["cell"], _expected(error, field, table))
    elif kind == "foreign-key":
        expected = f"a {error['referenceFieldNames'][0]} of {error['referenceName'] or table.schema.name}.csv"
        yield TableFault(file, line, error["fieldNames"][0], error["fieldCells"][0], expected)
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
