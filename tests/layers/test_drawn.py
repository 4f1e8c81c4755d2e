"""A layer drawn: the same classes and colours, counted, in words, with its sources."""

import pytest

from layers.catalogue import CATALOGUE, build_layer
from layers.definition import LayerSource
from layers.drawn import DrawnLayer, document_citation, draw, source_line
from layers.place_index import place_index
from tests.policy.made_up import fake_atlas, real_register
from translations import words_for


def drawn(
    layer_id: str, lang: str = "zh", year: int = 2025, counted: frozenset[str] | None = None
) -> DrawnLayer:
    return draw(real_register(), build_layer(real_register(), layer_id, year), words_for(lang), counted)


@pytest.mark.parametrize("year", [2020, 2023, 2025])
@pytest.mark.parametrize("layer_id", CATALOGUE)
def test_the_counts_of_the_legend_sum_to_375(layer_id: str, year: int) -> None:
    assert sum(entry.count for entry in drawn(layer_id, year=year).legend) == 375


@pytest.mark.parametrize("layer_id", CATALOGUE)
def test_a_filter_changes_the_counts_and_nothing_else(layer_id: str) -> None:
    few = frozenset({"140100", "330500", "810000"})
    whole, part, none = drawn(layer_id), drawn(layer_id, counted=few), drawn(layer_id, counted=frozenset())
    assert sum(entry.count for entry in part.legend) == 3
    assert sum(entry.count for entry in none.legend) == 0
    assert part.places == whole.places
    assert [entry.label for entry in part.legend] == [entry.label for entry in whole.legend]


@pytest.mark.parametrize("layer_id", CATALOGUE)
def test_a_place_has_the_colour_of_its_entry_in_the_legend(layer_id: str) -> None:
    layer = drawn(layer_id)
    entry_of = {entry.code: entry for entry in layer.legend}
    assert [place.place_id for place in layer.places] == sorted(real_register().places)
    for place in layer.places:
        assert (place.colour, place.hatch) == (entry_of[place.code].colour, entry_of[place.code].hatch)
    for entry in layer.legend:
        assert entry.count == sum(place.code == entry.code for place in layer.places)


@pytest.mark.parametrize("layer_id", CATALOGUE)
def test_languages_differ_in_words_only(layer_id: str) -> None:
    zh, en = drawn(layer_id), drawn(layer_id, "en")
    assert zh.places == en.places
    assert [entry.count for entry in zh.legend] == [entry.count for entry in en.legend]
    assert zh.title != en.title
    for layer in (zh, en):
        words = [layer.title, layer.subtitle, layer.value_heading, *layer.note_labels.values()]
        words += [entry.label for entry in layer.legend] + [source.text for source in layer.sources]
        assert all(words)
        assert not [text for text in words if "{" in text]


def test_the_year_is_in_the_title() -> None:
    assert "2021" in drawn("observed", year=2021).title
    assert drawn("observed", year=2021).year == 2021
    assert drawn("key_region", year=2021).year is None


def test_a_source_is_cited_with_title_number_and_clause() -> None:
    line = source_line(real_register(), LayerSource("state-council-2023-24", "（三）"), words_for("zh"))
    assert line.text == "《空气质量持续改善行动计划》 国发〔2023〕24号 （三）"


@pytest.mark.parametrize(
    ("document_id", "is_partial"),
    [
        ("state-council-2023-24", False),
        ("shanxi-2024", False),
        ("pingdingshan-2024", False),
        ("henan-2024-12", True),
        ("kaifeng-2024", True),
        ("shanghai-2023", True),
        ("realtime-quotsoft", False),
        ("gb-3095-2012", False),
    ],
)
def test_a_document_not_held_in_full_says_so(document_id: str, is_partial: bool) -> None:
    cited = document_citation(real_register().documents[document_id], None, words_for("zh"))
    assert ("未掌握全文" in cited) == is_partial


def test_the_index_has_the_order_of_the_drawn_places() -> None:
    index = place_index(fake_atlas())["places"]
    assert [entry["id"] for entry in index] == [place.place_id for place in drawn("observed").places]
    soochow = next(entry for entry in index if entry["id"] == "320500")
    assert "soochow" in soochow["search"]
    assert (soochow["zh"], soochow["zh_short"], soochow["province_zh"]) == ("苏州市", "苏州", "江苏省")
    assert (soochow["lon"], soochow["lat"]) == (112.5, 37.75)


def test_our_own_name_of_a_document_is_no_title() -> None:
    documents = real_register().documents
    assert "《" not in document_citation(documents["pingdingshan-2024"], "8", words_for("zh"))
    assert document_citation(documents["shanxi-2024"], "8", words_for("zh")).startswith("《山西省")
