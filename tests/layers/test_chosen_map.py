"""The small map of a comparison: every place as its class says, every name whole."""

import re

import pytest

from data.tables import Tables
from geo.store import Geometry
from layers.catalogue import build_layer
from layers.chosen_map import chosen_map_svg
from layers.comparison_table import single_clauses
from layers.locator import FONT_SIZE, WIDTH
from layers.region_map import NO_VERDICT
from policy.atlas import Atlas
from policy.effective import TARGET_YEAR
from translations import words_for

TAIYUAN, SHIHEZI, SHANGHAI, DINGAN = "140100", "659001", "310000", "469021"


@pytest.fixture(scope="module")
def real_atlas(tables: Tables, built_geometry: Geometry) -> Atlas:
    return Atlas(tables, built_geometry)


def drawn(atlas: Atlas, *place_ids: str) -> str:
    layer = build_layer(atlas.register, "attainment", TARGET_YEAR)
    return chosen_map_svg(atlas, words_for("zh"), layer, place_ids)


def test_a_place_without_a_verdict_is_hatched(real_atlas: Atlas) -> None:
    assert drawn(real_atlas, DINGAN, TAIYUAN).count(f'fill="{NO_VERDICT}"') == 1
    assert '<pattern id="n"' in drawn(real_atlas, DINGAN, TAIYUAN)
    assert NO_VERDICT not in drawn(real_atlas, SHANGHAI, TAIYUAN)


def test_names_at_the_edge_stand_whole(real_atlas: Atlas) -> None:
    names = re.findall(r'<text x="([\d.]+)"[^>]*>([^<]+)<', drawn(real_atlas, TAIYUAN, SHIHEZI, SHANGHAI))
    assert [name for _x, name in names] == ["1 太原", "2 石河子", "3 上海"]
    for x, name in names:
        half = (len(name) - 2) * FONT_SIZE / 2 + FONT_SIZE / 2
        assert half <= float(x) <= WIDTH - half


@pytest.mark.parametrize(
    ("clause", "single"), [("24、25", ["24", "25"]), ("一、总体要求", ["一、总体要求"]), ("", [])]
)
def test_a_document_cited_as_a_whole_has_no_clause(clause: str, single: list[str]) -> None:
    assert single_clauses(clause) == single
