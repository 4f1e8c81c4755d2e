"""An atlas with the payload in every free text cell of every table, and the screens and pages that show it."""

from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import pandas as pd
import pytest

from data.schema import table_schemas
from data.tables import Tables
from geo.store import Geometry
from pages.shared import cached, opening, waiting
from pages.shared.opening import AtlasOpening
from policy.atlas import Atlas
from tests.screens.test_export import Bench
from tests.security.hostile import MARKUP, SCRIPT_ADDRESS

# Names by which rows of tables and shapes find each other.
KEYS = {
    ("departments", "name_zh"),
    ("provinces", "name_zh"),
    ("provinces", "short_name_zh"),
    ("places", "name_zh"),
    ("carve_outs", "county_zh"),
}
FREE = ("_zh", "_en", "note", "reason", "licence", "aliases")


def poisoned(tables: Tables) -> Tables:
    """The tables with the payload behind every free text, and a script behind every address."""
    frames = {}
    for name in (one.name for one in fields(Tables) if isinstance(getattr(tables, one.name), pd.DataFrame)):
        frame = getattr(tables, name).copy()
        for field in table_schemas()[name].fields:
            column = frame[field.name]
            if (name, field.name) in KEYS or field.type != "string":
                continue
            if "url" in field.name:
                frame[field.name] = column.where(column.isna(), SCRIPT_ADDRESS)
            elif field.name.endswith(FREE):
                frame[field.name] = column + MARKUP
        frames[name] = frame
    return replace(tables, **frames, version="poisoned")


@pytest.fixture(scope="session")
def poisoned_atlas(tables: Tables, built_geometry: Geometry) -> Atlas:
    """Tables with the payload everywhere, on the shapes."""
    return Atlas(poisoned(tables), built_geometry)


@pytest.fixture(scope="module")
def poisoned_screens(
    poisoned_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[AtlasOpening]:
    """The dashboard on those tables, for the tests of a module."""
    made = AtlasOpening()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "STATIC_FOLDER", Path(tmp_path_factory.mktemp("static")))
        patch.setattr(opening, "load_tables", lambda: poisoned_atlas.tables)
        patch.setattr(cached, "workshop", Bench)
        for module in (cached, waiting):
            patch.setattr(module, "atlas_opening", lambda: made)
        yield made


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> None:
    """No sheet is drawn."""
    monkeypatch.setattr(cached, "workshop", Bench)
