"""The national map: its finding, every layer and year, filters that combine, and what a selected place says."""

from collections import Counter

import pytest

from data.tables import Tables
from layers.catalogue import CATALOGUE, build_layer
from layers.filtering import PlaceFilter, visible_places
from pages.shared.status_words import verdict_name
from policy.atlas import Atlas
from policy.attainment import attainment_of
from tests.screen_harness import open_screen, report_event
from tests.screens.reading import (
    CHINESE,
    address,
    document_ids,
    integers,
    links,
    map_message,
    of_class,
    page,
    quiet,
    shown_places,
    text,
)
from translations import words_for

YEARS = (2020, 2023, 2025)


SIZES_OF_REGIONS = {"jing-jin-ji-and-surroundings": 42, "yangtze-river-delta": 31, "fenwei-plain": 15}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_line_of_lists_says_the_size_of_each_key_region_and_opens_its_list(lang: str) -> None:
    _label, *rows = of_class(page(quiet(open_screen(lang=lang))), "lists")[0].findall("li")
    sizes = {}
    for row in rows:
        [region] = [one for one in SIZES_OF_REGIONS if f"region={one}" in links(row)[0]]
        [sizes[region]] = integers(text(row.find("details/summary")))
        assert document_ids(row.find("details")) == ["state-council-2023-24"]
        assert "（二）" in text(row.find("details/dl"))
    assert sizes == SIZES_OF_REGIONS


@pytest.mark.parametrize("layer_id", CATALOGUE)
def test_sources_name_data_and_documents_and_count_the_rest(atlas: Atlas, layer_id: str) -> None:
    listed = of_class(page(quiet(open_screen(layer=layer_id))), "sources")[0]
    sources = build_layer(atlas.register, layer_id, 2025).sources
    named = document_ids(listed)
    assert set(named) <= {source.document_id for source in sources}
    kinds = {atlas.register.documents[source.document_id].kind for source in sources}
    assert {atlas.register.documents[one].kind for one in named} == kinds
    rest = [item for item in listed.iter("li") if links(item) == ["method"]]
    assert sum(integers(text(item))[0] for item in rest) == len(sources) - len(named)
    assert atlas.tables.version in text(of_class(page(open_screen(layer=layer_id)), "sources")[1])


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("layer_id", CATALOGUE)
def test_every_layer_and_year_is_sent_whole(atlas: Atlas, layer_id: str, year: int, lang: str) -> None:
    message = map_message(quiet(open_screen(layer=layer_id, year=str(year), lang=lang)))
    layer = build_layer(atlas.register, layer_id, year)
    place_ids = sorted(atlas.register.places)
    assert (message["layer_id"], message["lang"]) == (layer_id, lang)
    assert list(message["codes"]) == [layer.cells[place_id].code for place_id in place_ids]
    for place_id, sent in zip(place_ids, message["values"], strict=True):
        value = layer.cells[place_id].value
        assert sent is value is None or abs(sent - value) < 0.0501
    assert message["visible"] == "1" * len(place_ids)
    counts = Counter(message["codes"])
    assert {entry["code"]: entry["count"] for entry in message["legend"]} == {
        entry.code: counts[entry.code] for entry in layer.classes
    }
    assert str(year) in message["title"] or not CATALOGUE[layer_id].has_years
    if lang == "en":
        words = [message["title"], message["subtitle"], *(entry["label"] for entry in message["legend"])]
        assert [part for part in words if CHINESE.search(part)] == []


def test_observed_values_are_those_of_the_table(tables: Tables) -> None:
    message = map_message(open_screen(layer="observed", year="2024"))
    rows = tables.observations
    rows = rows[(rows["year"] == 2024) & (rows["metric"] == "pm25_annual_mean")]
    # "official" comes before "realtime"
    best = rows.sort_values(["place_id", "basis"]).groupby("place_id")["value"].first()
    ids = sorted(tables.places["place_id"])
    sent = {
        place_id: value for place_id, value in zip(ids, message["values"], strict=True) if value is not None
    }
    # 香港, 澳门 and 台湾 are outside the plan and shown as such
    inside = best[~best.index.str.startswith(("71", "81", "82"))]
    assert sent == inside.round(1).to_dict()


FILTERS = {
    "region": ({"region": "fenwei-plain"}, PlaceFilter(regions=("fenwei-plain",))),
    "two regions": (
        {"region": "fenwei-plain,yangtze-river-delta"},
        PlaceFilter(regions=("fenwei-plain", "yangtze-river-delta")),
    ),
    "no region": ({"region": "none"}, PlaceFilter(regions=("none",))),
    "province": ({"province": "140000,410000"}, PlaceFilter(provinces=("140000", "410000"))),
    "status": ({"status": "met,not_met"}, PlaceFilter(statuses=("met", "not_met"))),
    "range": ({"min": "-3", "max": "0.5"}, PlaceFilter(low=-3.0, high=0.5)),
    "name": ({"q": "州"}, PlaceFilter(name="州")),
    "english name": ({"q": "yang"}, PlaceFilter(name="yang")),
    "region and province": (
        {"region": "fenwei-plain", "province": "140000"},
        PlaceFilter(regions=("fenwei-plain",), provinces=("140000",)),
    ),
    "all five": (
        {
            "region": "jing-jin-ji-and-surroundings",
            "province": "410000",
            "status": "undetermined",
            "min": "-3",
            "max": "3",
            "q": "阳",
        },
        PlaceFilter(("jing-jin-ji-and-surroundings",), ("410000",), ("undetermined",), -3.0, 3.0, "阳"),
    ),
    "nothing left": (
        {"region": "fenwei-plain", "province": "330000"},
        PlaceFilter(regions=("fenwei-plain",), provinces=("330000",)),
    ),
}
SIZES = {"region": 15, "two regions": 46, "no region": 284, "nothing left": 0}


@pytest.mark.parametrize("name", FILTERS)
def test_filters_of_the_address_combine(atlas: Atlas, name: str) -> None:
    params, wanted = FILTERS[name]
    screen = quiet(open_screen(layer="gap", year="2024", **params))
    message = map_message(screen)
    layer = build_layer(atlas.register, "gap", 2024)
    expected = visible_places(atlas.register, layer, wanted, 2024)
    shown = shown_places(message, atlas.register.places)
    assert shown == expected
    assert len(shown) == SIZES.get(name, len(shown))
    assert sum(entry["count"] for entry in message["legend"]) == len(expected)
    [said] = of_class(page(screen), "filtered")
    assert integers(text(said)) == [len(expected), 375]
    assert not expected or set(expected) != set(atlas.register.places)


def test_widgets_filter_as_the_address_does(atlas: Atlas) -> None:
    params, wanted = FILTERS["all five"]
    screen = open_screen(layer="gap", year="2024")
    screen.button_group(key="region").set_value(["jing-jin-ji-and-surroundings"])
    screen.multiselect(key="province").set_value(["410000"])
    screen.button_group(key="status").set_value(["undetermined"])
    screen.number_input(key="min").set_value(-3.0)
    screen.number_input(key="max").set_value(3.0)
    screen.text_input(key="q").set_value("阳")
    quiet(screen.run())
    layer = build_layer(atlas.register, "gap", 2024)
    expected = visible_places(atlas.register, layer, wanted, 2024)
    assert expected
    assert shown_places(map_message(screen), atlas.register.places) == expected
    assert address(screen) == {"layer": "gap", "year": "2024"} | params


def test_clear_all_takes_off_every_filter_and_nothing_else() -> None:
    params, _wanted = FILTERS["all five"]
    screen = open_screen(layer="gap", year="2024", place="410400", lang="en", **params)
    assert "0" in map_message(screen)["visible"]
    quiet(screen.button(key="clear").click().run())
    assert address(screen) == {"layer": "gap", "year": "2024", "place": "410400", "lang": "en"}
    assert "0" not in map_message(screen)["visible"]
    assert screen.button_group(key="region").value == []
    assert screen.multiselect(key="province").value == []
    assert screen.number_input(key="min").value is None
    assert screen.text_input(key="q").value == ""
    assert of_class(page(screen), "filtered") == []


def test_clear_all_is_only_offered_when_something_is_filtered() -> None:
    assert open_screen(layer="gap", place="140100").button(key="clear").disabled
    assert not open_screen(q="a").button(key="clear").disabled


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("place_id", ["140100", "410400", "610100", "133100", "810000", "460300", "419001"])
def test_a_selected_place_says_its_figures_with_document_and_clause(
    atlas: Atlas, place_id: str, lang: str
) -> None:
    screen = open_screen(lang=lang)
    quiet(report_event(screen, "atlas", {"select": place_id}))
    assert address(screen)["place"] == place_id
    message = map_message(screen)
    assert message["selected"] == place_id
    lines = message["selected_lines"]
    verdict = attainment_of(atlas.register, place_id)
    words = words_for(lang)
    documents = atlas.register.documents
    assert lines[-1] == words.sentence(verdict.reason)
    if verdict.observation is not None:
        source = documents[verdict.observation.source_id]
        [line] = [line for line in lines if words.pick(source.title_zh, source.title_en) in line]
        assert f"{verdict.observation.value:g}" in line
        assert (verdict.observation.clause or "") in line
    if verdict.target is not None:
        target = verdict.target.statement.target
        document = documents[target.document_id]
        [line] = [line for line in lines if words.pick(document.title_zh, document.title_en) in line]
        assert target.clause in line
        assert f"{target.value:g}" in line


def test_a_selection_can_be_taken_away() -> None:
    screen = open_screen(place="140100", layer="gap")
    quiet(report_event(screen, "atlas", {"select": ""}))
    assert address(screen) == {"layer": "gap"}
    assert map_message(screen)["selected"] is None
    assert map_message(screen)["selected_lines"] == []


def test_the_map_opens_the_page_of_a_city() -> None:
    screen = open_screen(layer="gap", place="140100", lang="en")
    quiet(report_event(screen, "atlas", {"open": "140100"}))
    assert address(screen) == {"place": "140100", "lang": "en"}
    assert "Taiyuan" in text(of_class(page(screen), "city")[0].find("h1"))


def test_an_indicative_verdict_is_never_called_a_target_met(atlas: Atlas) -> None:
    met = words_for("zh").gettext("已到目标")
    register = atlas.register
    indicative = [
        verdict
        for verdict in (attainment_of(register, place_id) for place_id in register.places)
        if verdict.is_indicative
    ]
    assert indicative
    assert [verdict for verdict in indicative if verdict_name(words_for("zh"), verdict) == met] == []
