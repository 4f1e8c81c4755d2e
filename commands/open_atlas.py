"""Opening the atlas for a command: progress on stderr, faults as sentences."""

from __future__ import annotations

from data.tables import TableFaultsError, load_tables
from geo.errors import GeometryError, UnknownPlaceError
from geo.lookup import PlaceNames
from geo.store import default_cache_root, ensure_geometry
from layers.county_words import county_hint
from policy.atlas import Atlas
from policy.carving import carve_outs_of
from translations import words_for


class CommandError(Exception):
    """What a command says on stderr before it ends with exit code 2."""


def open_atlas() -> Atlas:
    """Open tables and shapes, building the shapes when they are not there.

    Raises
    ------
    CommandError
        When a table has faults, or the shapes can be neither opened nor built.
    """
    try:
        tables = load_tables()
        return Atlas(tables, ensure_geometry(carve_outs_of(tables), default_cache_root()))
    except TableFaultsError as error:
        raise CommandError("\n".join(fault.sentence() for fault in error.faults)) from error
    except GeometryError as error:
        raise CommandError(str(error)) from error


def place_id_of(atlas: Atlas, text: str) -> str:
    """Resolve a name, alias or code.

    Raises
    ------
    CommandError
        When no place, or more than one, has the name; the sentence gives near matches, and whose a county is.
    """
    names = PlaceNames(
        (place.place_id, place.name_zh, place.short_name_zh, place.name_en, place.aliases)
        for place in atlas.register.places.values()
    )
    try:
        return names.find(text)
    except UnknownPlaceError as error:
        hint = county_hint(atlas, words_for("zh"), text)
        raise CommandError(f"{error}{hint}") from error
