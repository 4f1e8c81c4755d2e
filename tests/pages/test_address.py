"""The address says the whole view and gives it back; what it cannot mean is reported, never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.catalogue import CATALOGUE
from layers.filtering import NO_REGION, PlaceFilter
from pages.shared.address import (
    LONGEST_VALUE,
    Choices,
    MapView,
    map_params,
    read_language,
    read_map_view,
    repeated,
)
from policy.attainment import STATUSES
from tests.policy.made_up import real_register
from translations import LANGUAGES, words_for

CHOICES = Choices(
    layers=tuple(CATALOGUE),
    years=(2020, 2021, 2022, 2023, 2024, 2025),
    regions=("fenwei-plain", "jing-jin-ji-and-surroundings", "yangtze-river-delta", NO_REGION),
    provinces=tuple(real_register().provinces),
    statuses=STATUSES,
    places=tuple(real_register().places),
)
LONG = "长" * 10_000
LOOSE_NUMBERS = [
    "1_0",
    "１２",
    "٣",
    "Infinity",
    "-infinity",
    " 35",
    "35 ",
    "3 5",
    "35\n",
    "12.5.1",
    "1e",
    ".",
]
"""All but the last three are numbers to Python's own reader."""
HOSTILE = {
    "layer": ["<script>alert(1)</script>", "", "OBSERVED", "observed,gap", "__class__", LONG],
    "year": ["1999", "2026", "", "２０２５", "2025.0", "0x7e9", "<script>", LONG],
    "place": ["999999", "太原", "", "140100,140200", "../../etc/passwd", LONG],
    "region": ["<script>", "fenwei", "none of them", LONG],
    "province": ["14", "山西省", "<img src=x onerror=alert(1)>", LONG],
    "status": ["ok", "MET", "{0.__class__}", LONG],
    "min": ["nan", "inf", "-inf", "1e400", "", "12,5", "0x10", "<script>", "9" * 10_000, *LOOSE_NUMBERS],
    "max": ["nan", "NaN", "infinity", *LOOSE_NUMBERS, "twelve", "{value}", LONG],
    "q": ["x" * (LONGEST_VALUE + 1), LONG, "<script>" * 1_000],
}
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


def some(choices: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    """Choices of one filter, as the address keeps them: in order, each once."""
    return st.lists(st.sampled_from(choices), unique=True).map(lambda chosen: tuple(sorted(chosen)))


@st.composite
def filters(drawn: st.DrawFn) -> PlaceFilter:
    low, high = drawn(st.none() | NUMBERS), drawn(st.none() | NUMBERS)
    if low is not None and high is not None:
        low, high = sorted((low, high))
    return PlaceFilter(
        regions=drawn(some(tuple(CHOICES.regions))),
        provinces=drawn(some(tuple(CHOICES.provinces))),
        statuses=drawn(some(tuple(CHOICES.statuses))),
        low=low,
        high=high,
        name=drawn(st.text(max_size=LONGEST_VALUE)),
    )


VIEWS = st.builds(
    MapView,
    layer=st.sampled_from(CHOICES.layers),
    year=st.sampled_from(CHOICES.years),
    wanted=filters(),
    place=st.none() | st.sampled_from(CHOICES.places),
)


@given(view=VIEWS, lang=st.sampled_from(LANGUAGES))
def test_a_written_view_is_read_back(view: MapView, lang: str) -> None:
    params = map_params(view, lang)
    assert read_map_view(params, CHOICES) == (view, [])
    assert read_language(params) == (lang, [])
    assert all(params.values())


def test_the_default_view_has_no_parameters() -> None:
    assert map_params(MapView(), "zh") == {}
    assert map_params(MapView(), "en") == {"lang": "en"}
    assert read_map_view({}, CHOICES) == (MapView(), [])


def test_an_address_reads_as_people_write_it() -> None:
    params = {
        "layer": "gap",
        "year": "2024",
        "region": "fenwei-plain,none",
        "min": "-3",
        "max": "12.5",
        "place": "140100",
    }
    view, faults = read_map_view(params, CHOICES)
    wanted = PlaceFilter(regions=("fenwei-plain", "none"), low=-3.0, high=12.5)
    assert (view, faults) == (MapView("gap", 2024, wanted, "140100"), [])
    assert map_params(view, "zh") == params


@pytest.mark.parametrize(
    ("name", "value"),
    [(name, value) for name, values in HOSTILE.items() for value in values],
    ids=lambda part: part[:20] + "…" * (len(part) > 20),
)
def test_what_cannot_be_meant_gives_one_sentence_and_the_default(name: str, value: str) -> None:
    view, faults = read_map_view({name: value}, CHOICES)
    assert view == MapView()
    assert len(faults) == 1
    for lang in LANGUAGES:
        sentence = words_for(lang).render(faults[0])
        assert f"{name} " in sentence
        assert value[:40] in sentence
        assert len(sentence) < 300
        assert "{name}" not in sentence


@pytest.mark.parametrize("lang", ["", "fr", "ZH", "<script>", LONG])
def test_an_unknown_language_is_chinese_and_said(lang: str) -> None:
    found, faults = read_language({"lang": lang})
    assert found == "zh"
    assert len(faults) == 1
    assert len(words_for("zh").render(faults[0])) < 300


def test_of_a_list_the_known_parts_stay() -> None:
    view, faults = read_map_view({"region": "fenwei-plain,<script>,,fenwei-plain"}, CHOICES)
    assert view.wanted.regions == ("fenwei-plain",)
    assert len(faults) == 1
    assert "<script>" in words_for("zh").render(faults[0])


def test_bounds_in_the_wrong_order_are_both_left_out() -> None:
    view, faults = read_map_view({"min": "40", "max": "30"}, CHOICES)
    assert (view.wanted.low, view.wanted.high) == (None, None)
    assert len(faults) == 1


def test_each_fault_has_a_sentence_of_its_own_and_the_rest_is_read() -> None:
    params = {"layer": "<script>", "year": "1999", "min": "nan", "place": "140100", "max": "30"}
    view, faults = read_map_view(params, CHOICES)
    assert view == MapView(place="140100", wanted=PlaceFilter(high=30.0))
    assert len({words_for("zh").render(fault) for fault in faults}) == len(faults) == 3


def test_unknown_parameters_are_not_ours() -> None:
    assert read_map_view({"utm_source": "<script>", "embed": "true"}, CHOICES) == (MapView(), [])


@given(st.dictionaries(st.sampled_from(sorted(HOSTILE)), st.text(max_size=300)))
def test_any_address_gives_a_view_and_sentences(params: dict[str, str]) -> None:
    view, faults = read_map_view(params, CHOICES)
    assert view.layer in CHOICES.layers
    assert view.year in CHOICES.years
    assert set(view.wanted.provinces) <= set(CHOICES.provinces)
    assert len(faults) <= len(params)
    assert read_map_view(map_params(view, "zh"), CHOICES) == (view, [])
    for fault in faults:
        assert words_for("zh").render(fault)


def test_a_parameter_written_twice_is_said_with_the_one_that_counts():
    assert repeated({"layer": ["gap"], "year": []}) == []
    [sentence] = repeated({"layer": ["gap"], "province": ["140000", "410000"]})
    for lang in LANGUAGES:
        said = words_for(lang).render(sentence)
        assert "province" in said
        assert "2" in said
    [sentence] = repeated({LONG: ["", "", ""]})
    assert len(words_for("zh").render(sentence)) < 100
