"""A reader's own annual means laid over the atlas for one session: they stand in for what the tables hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from hashlib import sha256
from typing import Any, Final, Literal

from policy.atlas import Atlas
from policy.records import Document, Observation
from policy.register import Register, grouped
from translations import words_for

OVERLAY_SOURCE: Final = "session-overlay"
VERSION_MARK: Final = "+"
"""In the version of the tables: what comes after it names the overlay."""

Basis = Literal["official", "realtime"]


@dataclass(frozen=True)
class OverlayRow:
    """One annual mean of the reader's, µg/m³; `days_with_data` None when the table does not say."""

    place_id: str
    year: int
    value: float
    basis: Basis
    days_with_data: int | None


@dataclass(frozen=True)
class Overlay:
    """What a reader laid over the atlas, under the name of the file."""

    name: str
    rows: tuple[OverlayRow, ...]

    @property
    def version(self) -> str:
        """A short name of the content."""
        return sha256(repr(self).encode()).hexdigest()[:8]


def overlaid(atlas: Atlas, overlay: Overlay) -> Atlas:
    """An atlas of the reader's own: for a place and year in the overlay its figure is the only one.

    Everything that does not hang on observations is shared with the atlas it is made from, which stays as it is.
    """
    tables = replace(atlas.tables, version=f"{atlas.tables.version}{VERSION_MARK}{overlay.version}")
    register = Register(tables)
    for name, value in dict(vars(atlas.register)).items():
        if name not in ("tables", "documents", "observations_of_place", "answers"):
            vars(register)[name] = value
    vars(register)["answers"] = None
    source = overlay_document(overlay)
    vars(register)["documents"] = dict(atlas.register.documents) | {source.document_id: source}
    stands_in = {(row.place_id, row.year) for row in overlay.rows}
    kept = [
        row
        for rows in atlas.register.observations_of_place.values()
        for row in rows
        if (row.place_id, row.year) not in stands_in
    ]
    vars(register)["observations_of_place"] = grouped(
        [*kept, *own_observations(overlay.rows)], lambda row: row.place_id
    )
    mine = Atlas(tables, atlas.geometry)
    vars(mine)["register"] = register
    return mine


def own_observations(rows: Sequence[OverlayRow]) -> list[Observation]:
    """The rows as observations, their source the overlay."""
    return [
        Observation(row.place_id, row.year, row.value, row.basis, row.days_with_data, OVERLAY_SOURCE, None)
        for row in rows
    ]


def overlay_document(overlay: Overlay) -> Document:
    """The source that every figure of the overlay names."""
    titles = {
        lang: words_for(lang).gettext("本次会话叠加的表格 {name}（未经核实）", name=overlay.name)
        for lang in ("zh", "en")
    }
    cells: dict[str, Any] = dict.fromkeys(field.name for field in fields(Document))
    cells |= {
        "document_id": OVERLAY_SOURCE,
        "kind": "data_source",
        "title_zh": titles["zh"],
        "title_en": titles["en"],
        "status": "unknown",
    }
    return Document(**cells)


def is_overlaid(atlas: Atlas) -> bool:
    """Whether figures of a reader's are laid over the tables."""
    return VERSION_MARK in atlas.tables.version
