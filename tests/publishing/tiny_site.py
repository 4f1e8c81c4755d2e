"""A site of three pages, built in a moment with whatever behind it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from data.tables import Tables
from geo.store import Geometry
from policy.atlas import Atlas
from publishing import build as building
from publishing import workers
from publishing.build import build_site
from publishing.built import BuildOptions, Built
from publishing.fingerprints import parts_of
from publishing.manifest import MANIFEST
from publishing.site import Site, SiteOptions
from publishing.tasks import Task

PAGE = b"<!doctype html><html lang=en><title>A page</title><p>The words of a page.</p></html>" * 12
FILES = {
    "data": {"data/targets.csv": b"a,b", "data/places.geojson": b"{}"},
    "method": {"method.html": PAGE, "en/method.html": PAGE},
    "not_found": {"404.html": PAGE},
}
TASKS = [Task("data"), Task("method"), Task("not_found")]


@dataclass
class Tiny:
    """A site that is built in a moment, and how to build it with something else behind it."""

    folder: Path
    build: Callable[..., Built]
    styles: dict[str, bytes]

    def manifest(self) -> dict[str, Any]:
        return json.loads((self.folder / MANIFEST).read_text("utf-8"))

    def assets(self) -> set[str]:
        return {path.name for path in (self.folder / "assets").iterdir()}


@pytest.fixture
def tiny(tables: Tables, built_geometry: Geometry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tiny:
    atlas, folder = Atlas(tables, built_geometry), tmp_path / "site"
    made_from = parts_of(Site(atlas, SiteOptions()))
    styles = {"site.css": b"h1 { color: black }"}
    plain = {"site.css": b"", "icon.svg": b"<svg/>", "atlas.css": b"", "site_map.js": b""}
    monkeypatch.setattr(building, "plain_assets", lambda _site: plain | styles)
    monkeypatch.setattr(building, "first_tasks", lambda _site: TASKS)
    monkeypatch.setattr(workers, "files_of", lambda _site, task: FILES[task.kind])
    monkeypatch.setattr(building, "layer_lists", lambda *_: {})
    monkeypatch.setattr(building, "home_files", lambda *_: {"index.html": b"<!doctype html><title>x</title>"})

    def build(
        today: str = "2026-11-23",
        parts: Mapping[str, Any] | None = None,
        compress: bool = False,
        options: SiteOptions | None = None,
    ) -> Built:
        monkeypatch.setattr(building, "parts_of", lambda _site: made_from | (parts or {}))
        how = BuildOptions(workers=1, cards="none", compress=compress, today=today)
        return build_site(atlas, options or SiteOptions(), how, folder, lambda *_: None)

    return Tiny(folder, build, styles)
