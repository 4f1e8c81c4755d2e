"""The schema of the tables, read from datapackage.json: the only place that says what a column holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

DATA_FOLDER: Final = Path(__file__).resolve().parent
SCHEMA_FILE: Final = DATA_FOLDER / "datapackage.json"


@dataclass(frozen=True)
class FieldSchema:
    """One column: its name, Frictionless type, titles in Chinese and English, and constraints."""

    name: str
    type: str
    title_zh: str
    title_en: str
    description: str
    example: str | None
    constraints: Mapping[str, Any]


@dataclass(frozen=True)
class TableSchema:
    """One table: its file, titles, columns in order, and the Table Schema of the Frictionless standard."""

    name: str
    file: str
    title_zh: str
    title_en: str
    description: str
    fields: tuple[FieldSchema, ...]
    table_schema: Mapping[str, Any]

    @property
    def field_names(self) -> list[str]:
        """Column names in the order of the file."""
        return [field.name for field in self.fields]

    @property
    def primary_key(self) -> list[str]:
        """Columns that together identify a row, in the order in which the file is sorted."""
        return list(self.table_schema["primaryKey"])

    @cached_property
    def field(self) -> Mapping[str, FieldSchema]:
        """Columns by name."""
        return {field.name: field for field in self.fields}


@lru_cache(maxsize=1)
def table_schemas() -> Mapping[str, TableSchema]:
    """Read the schema of every table, by table name; read once per process."""
    package = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    return MappingProxyType({resource["name"]: _table_schema(resource) for resource in package["resources"]})


def _table_schema(resource: Mapping[str, Any]) -> TableSchema:
    return TableSchema(
        name=resource["name"],
        file=resource["path"],
        title_zh=resource["title"],
        title_en=resource["title_en"],
        description=resource["description"],
        fields=tuple(_field_schema(field) for field in resource["schema"]["fields"]),
        table_schema=resource["schema"],
    )


def _field_schema(field: Mapping[str, Any]) -> FieldSchema:
    return FieldSchema(
        name=field["name"],
        type=field["type"],
        title_zh=field["title"],
        title_en=field["title_en"],
        description=field["description"],
        example=field.get("example"),
        constraints=field.get("constraints", {}),
    )
