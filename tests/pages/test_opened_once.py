"""What was opened once needs the cache on the disk no more: it may be cleared, or rebuilt by another process."""

import gc
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.tables import Tables
from geo.geometry import Geometry
from geo.point_lookup import locate_many
from layers.catalogue import build_layer
from layers.drawn import draw
from pages.city_parts.locator import locator_html
from pages.shared import opening
from pages.shared.downloads import map_bytes
from policy.atlas import Atlas
from policy.place_record import place_record
from translations import words_for


@pytest.fixture(scope="module")
def atlas(
    tables: Tables, built_geometry: Geometry, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Atlas]:
    """An atlas as the dashboard opens it, whose cache has gone since."""
    tmp_path = tmp_path_factory.mktemp("opened")
    folder = tmp_path / "cache"
    shutil.copytree(built_geometry.folder, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "STATIC_FOLDER", tmp_path / "static")
        made = Atlas(tables, Geometry(folder, built_geometry.manifest))
        opening.warm(made)
        opening.publish(made)
        opening.settle(made)
        shutil.rmtree(folder)
        yield made
    gc.unfreeze()


def test_the_map_is_downloaded_without_the_cache(atlas: Atlas) -> None:
    drawn = draw(atlas.register, build_layer(atlas.register, "attainment", 2025), words_for("zh"))
    document = map_bytes(
        atlas, drawn, list(atlas.register.places), "", "zh", "http://atlas.example/"
    ).decode()
    [island] = re.findall(r'id="atlas-topology">(.*?)</script>', document, re.DOTALL)
    assert len(json.loads(island)["objects"]["places"]["geometries"]) == len(atlas.register.places)


def test_what_browsers_fetch_is_written_again_without_the_cache(atlas: Atlas) -> None:
    shutil.rmtree(opening.STATIC_FOLDER)
    files = opening.publish(atlas)
    assert all((opening.STATIC_FOLDER / Path(address).name).is_file() for address in vars(files).values())


def test_a_place_is_shown_without_the_cache(atlas: Atlas) -> None:
    assert place_record(atlas, "140100")["neighbours"]
    assert "<img" in locator_html(atlas, words_for("zh"), "140100")


def test_points_are_answered_without_the_cache_and_nothing_is_made_for_the_first_one(atlas: Atlas) -> None:
    index = atlas.geometry.point_index
    made = dict(index._of_province), index._of_places
    assert len(made[0]) == 30
    assert made[1] is not None
    answers = locate_many(atlas.geometry, [110.45, 112.549, 122.9], [35.479, 37.87, 30.0])
    assert [answer.place_id for answer in answers] == ["610581", "140100", None]
    assert atlas.geometry.point_index is index
    assert (dict(index._of_province), index._of_places) == made
