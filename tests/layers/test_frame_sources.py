"""Sources behind the places of a frame."""

import pytest

from layers.catalogue import build_layer, layer_ids
from layers.frame_sources import sources_behind
from policy.register import Register
from policy.scope import members_of_key_regions

FENWEI = "fenwei-plain"


@pytest.fixture(scope="module")
def register(tables):
    return Register(tables)


def names(sources):
    return [(source.document_id, source.clause) for source in sources]


def test_fenwei_names_what_its_places_rest_on_and_nothing_else(register):
    layer = build_layer(register, "gap", 2024)
    found = names(sources_behind(register, layer, members_of_key_regions(register)[FENWEI]))
    assert {"shanxi-2024", "state-council-2023-24"} < {document for document, _clause in found}
    assert ("shanxi-2024", "26") in found
    # What the percentages of 陕西 are taken of is a source too.
    assert "official-shaanxi-2020" in {document for document, _clause in found}
    assert len(found) == 4 < len(layer.sources)


def test_the_whole_country_keeps_all(register):
    layer = build_layer(register, "attainment", 2025)
    assert sources_behind(register, layer, register.places) == layer.sources


def test_a_standard_stays_with_any_place(register):
    layer = build_layer(
        register, next(one for one in layer_ids(register) if one.startswith("standard.")), 2025
    )
    limits = {one.document_id for one in register.limits}
    found = {document for document, _clause in names(sources_behind(register, layer, ["140100"]))}
    assert found & limits
    assert found < {source.document_id for source in layer.sources}


def test_an_indicator_names_the_document_that_binds_there(register):
    layer = build_layer(register, "indicator.clean_transport_share", 2025)
    assert {document for document, _clause in names(sources_behind(register, layer, ["140100"]))} == {
        "shanxi-2024"
    }
