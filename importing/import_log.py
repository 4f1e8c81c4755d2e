"""What was imported into this installation: from the tables, and when from a list of dates beside them."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from importing.local_folder import read_tables

LOG_FILE: Final = "imports.jsonl"


@dataclass(frozen=True)
class LocalSource:
    """A source of figures of this installation.

    Parameters
    ----------
    source_id, title_zh, title_en
        As in documents.csv.
    figures, places
        How many there are.
    years
        Of the figures, in order.
    imported_at
        Last import, UTC, `YYYY-MM-DDThh:mm:ssZ`; None when nothing says so.
    """

    source_id: str
    title_zh: str
    title_en: str
    figures: int
    places: int
    years: tuple[int, ...]
    imported_at: str | None


def note_import(folder: Path, source_id: str, figures: int) -> None:
    """Add a line that says when; what is imported does not hang on it."""
    now = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    line = json.dumps({"source_id": source_id, "imported_at": now, "figures": figures}, ensure_ascii=False)
    with suppress(OSError), (folder / LOG_FILE).open("a", encoding="utf-8") as stream:
        stream.write(line + "\n")


def local_sources(folder: Path) -> list[LocalSource]:
    """The sources of this installation's tables, in order of their ids.

    Parameters
    ----------
    folder
        Of the tables; it need not exist.

    Raises
    ------
    TableFaultsError
        When the tables have faults.
    """
    repository, local = read_tables(folder)
    rows = local.rows("observations")
    documents = {
        row.cells["document_id"]: row.cells
        for row in (*repository.rows("documents"), *local.rows("documents"))
    }
    own = {row.cells["document_id"] for row in local.rows("documents")}
    moments = import_moments(folder)
    found = []
    for source_id in sorted(own | {row.cells["source_id"] for row in rows}):
        of_source = [row.cells for row in rows if row.cells["source_id"] == source_id]
        found.append(
            LocalSource(
                source_id,
                documents[source_id]["title_zh"],
                documents[source_id]["title_en"],
                len(of_source),
                len({cells["place_id"] for cells in of_source}),
                tuple(sorted({int(cells["year"]) for cells in of_source})),
                moments.get(source_id),
            )
        )
    return found


def import_moments(folder: Path) -> dict[str, str]:
    """When each source was imported last; lines that cannot be read say nothing."""
    moments: dict[str, str] = {}
    try:
        lines = (folder / LOG_FILE).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return moments
    for line in lines:
        with suppress(ValueError, KeyError, TypeError):
            entry = json.loads(line)
            moments[str(entry["source_id"])] = str(entry["imported_at"])[:20]
    return moments
