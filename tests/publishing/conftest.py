"""What several tests of the static site share."""

import pytest

from data.tables import Tables
from geo.store import Geometry
from policy.atlas import Atlas
from publishing.site import Site, SiteOptions
from tests.publishing.tiny_site import tiny

__all__ = ["tiny"]
ASSETS = ("site.css", "atlas.css", "icon.svg", "site_search.js", "index.json", "find.json")


@pytest.fixture(scope="module")
def site(tables: Tables, built_geometry: Geometry) -> Site:
    """A site whose pages can be made one by one; its assets have names and no content."""
    return Site(Atlas(tables, built_geometry), SiteOptions(), {name: f"assets/{name}" for name in ASSETS})
