"""The map of whom a measure binds: one class a place, singled-out places bordered, nothing invented."""

from typing import Any

import pytest

from geo.store import Geometry
from layers.drawn import DrawnLayer, draw
from layers.measure_index import REACH_CODES
from layers.measure_layer import CLASSES, measure_layer
from layers.web_map import atlas_payload, write_message
from policy.atlas import Atlas
from policy.measures import places_bound
from translations import words_for

LARGEST_MESSAGE = 6_000


@pytest.fixture(scope="module")
def atlas(tables: Any, built_geometry: Geometry) -> Atlas:
    return Atlas(tables, built_geometry)


def drawn(atlas: Atlas, measure_id: str, lang: str = "zh") -> DrawnLayer:
    words = words_for(lang)
    return draw(atlas.register, measure_layer(atlas, atlas.register.measures[measure_id], words), words)


def codes(layer: DrawnLayer) -> dict[str, str]:
    return {place.place_id: place.code for place in layer.places}


def notes(layer: DrawnLayer) -> dict[str, str]:
    return {place.place_id: layer.note_labels.get(place.note_code, "") for place in layer.places}


def marked(layer: DrawnLayer) -> set[str]:
    return {place.place_id for place in layer.places if place.note_code in (layer.marked_notes or "-")}


def test_classes_are_those_of_the_rules(atlas: Atlas) -> None:
    for measure in atlas.register.measures.values():
        layer = drawn(atlas, measure.measure_id)
        bound = places_bound(atlas.register, measure)
        expected = {
            place_id: REACH_CODES[bound[place_id].kind if place_id in bound else "none"]
            for place_id in atlas.register.places
        }
        assert codes(layer) == expected, measure.measure_id
        assert sum(entry.count for entry in layer.legend) == len(atlas.register.places)


def test_only_the_undetermined_are_hatched() -> None:
    assert [item.code for item in CLASSES if item.hatch] == [REACH_CODES["undetermined"]]
    assert len({item.colour for item in CLASSES}) == len(CLASSES)


def test_a_basin_binds_its_members_and_in_part_where_counties_are_named(atlas: Atlas) -> None:
    layer = drawn(atlas, "shanxi-2024-24")
    assert codes(layer)["140100"] == REACH_CODES["part"]
    assert codes(layer)["140700"] == REACH_CODES["part"]
    assert codes(layer)["330100"] == REACH_CODES["none"]
    assert notes(layer)["140700"], "why only in part is said"
    assert notes(layer)["330100"] == ""


def test_whom_a_clause_singles_out_gets_a_border_and_is_named(atlas: Atlas) -> None:
    layer = drawn(atlas, "state-council-2023-24-11")
    assert {"110000", "140100", "330100"} <= marked(layer)
    assert "530100" not in marked(layer) or "未达标" in notes(layer)["530100"]
    assert "长三角" in notes(layer)["330100"]
    assert layer.marked_label
    plain = drawn(atlas, "shanxi-2024-9")
    assert marked(plain) == set()
    assert plain.marked_label == ""


def test_outside_the_plan_is_said(atlas: Atlas) -> None:
    layer = drawn(atlas, "state-council-2023-24-1")
    for place_id in ("710000", "810000", "820000"):
        assert codes(layer)[place_id] == REACH_CODES["none"]
        assert notes(layer)[place_id] == "计划范围外"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_message_is_small(atlas: Atlas, lang: str) -> None:
    sizes = {
        measure_id: len(write_message(atlas_payload(drawn(atlas, measure_id, lang), lang=lang)))
        for measure_id in atlas.register.measures
    }
    assert max(sizes.values()) < LARGEST_MESSAGE


def test_source_is_the_clause_itself(atlas: Atlas) -> None:
    (source,) = drawn(atlas, "shanxi-2024-9").sources
    assert (source.document_id, source.clause) == ("shanxi-2024", "9")
