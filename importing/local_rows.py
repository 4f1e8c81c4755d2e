"""Imported figures and their source as rows of the tables: every figure names a row of documents.csv."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Final

from importing.import_files import KIND_NAMES, Imported, ImportedRow, Kind
from translations import words_for

METRIC: Final = "pm25_annual_mean"
UNIT_SYMBOL: Final = "µg/m³"
TABLE_DECIMALS: Final = 1
"""As all real-time means of the table; a figure of an annual table stays as it is printed."""

DEFAULT_IDS: Final[dict[Kind, str]] = {
    "annual": "local-annual-table",
    "city_hours": "local-city-hours",
    "station_hours": "local-station-hours",
    "openaq_hours": "local-openaq-hours",
}


@dataclass(frozen=True)
class SourceWords:
    """What the user says of the source; empty where nothing was said.

    Parameters
    ----------
    source_id
        Id of a source that the atlas knows, or of the one to be registered.
    fields
        Cells of documents.csv: `title_zh`, `title_en`, `issuer_zh`, `url`, `licence`, `note_zh` …
    """

    source_id: str = ""
    fields: dict[str, str] = field(default_factory=dict)


def source_row(kind: Kind, said: SourceWords) -> dict[str, str]:
    """The row of documents.csv that a source gets in the tables of this installation."""
    name_zh, name_en = (words_for(lang).render(KIND_NAMES[kind]) for lang in ("zh", "en"))
    row = {
        "document_id": said.source_id or DEFAULT_IDS[kind],
        "kind": "data_source",
        "title_zh": f"本机导入：{name_zh}",
        "title_en": f"Imported on this installation: {name_en}",
        "status": "unknown",
        "note_zh": "由本机的管理者导入，来源由其负责。",
        "note_en": "Imported by whoever runs this installation, who answers for its origin.",
    }
    given = {name: cell for name, cell in said.fields.items() if cell}
    if "title_zh" in given:
        given.setdefault("title_en", given["title_zh"])
    elif "title_en" in given:
        given["title_zh"] = given["title_en"]
    return row | given


def observation_rows(imported: Imported, source_id: str, basis: str, files: int) -> list[dict[str, str]]:
    """The rows of observations.csv.

    Parameters
    ----------
    imported
        What the files gave.
    source_id
        Row of documents.csv.
    basis
        For figures that do not say theirs.
    files
        How many files hourly means come from.
    """
    return [
        {
            "place_id": row.place_id,
            "year": str(row.year),
            "metric": METRIC,
            "value": _figure(imported.kind, row.value),
            "unit_symbol": UNIT_SYMBOL,
            "basis": row.basis or basis,
            "days_with_data": "" if row.days_with_data is None else str(row.days_with_data),
            "source_id": source_id,
            "clause": _clause(row, files),
        }
        for row in imported.rows
    ]


def doubled(rows: Sequence[dict[str, str]]) -> list[tuple[str, str]]:
    """Places and years that have two figures on one basis: one said so, the other took the basis of the command."""
    seen: set[tuple[str, str, str]] = set()
    found = []
    for row in rows:
        key = (row["place_id"], row["year"], row["basis"])
        if key in seen:
            found.append(key[:2])
        seen.add(key)
    return found


def _figure(kind: Kind, value: float) -> str:
    if kind != "annual":
        value = round(value, TABLE_DECIMALS)
    return f"{Decimal(repr(value)):f}".removesuffix(".0")


def _clause(row: ImportedRow, files: int) -> str:
    if row.row is None:
        return f"小时值，{files} 个文件"
    # a name of a file is somebody's text: letters that cannot be seen do not enter the table
    name = "".join(letter for letter in Path(row.file).name if letter.isprintable()).strip().lstrip("=+-@")
    return f"{name or '表'}，第 {row.row} 行"
