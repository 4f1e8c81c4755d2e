"""What the screen tests share: the atlas that the screens read, and the words of both languages."""

import pytest

from data.tables import Tables
from geo.store import Geometry
from policy.atlas import Atlas


@pytest.fixture(scope="session")
def atlas(tables: Tables, built_geometry: Geometry) -> Atlas:
    """Tables and shapes as the screens have them. Nobody changes them."""
    return Atlas(tables, built_geometry)
