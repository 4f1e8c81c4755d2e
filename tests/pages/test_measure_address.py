"""The address of the measures says the whole view and gives it back; what it cannot mean is reported."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.shared.address import LONGEST_VALUE
from pages.shared.measure_address import (
    MeasureChoices,
    MeasureView,
    measure_params,
    read_measure_view,
    view_message,
)
from translations import words_for

CHOICES = MeasureChoices(
    documents=("shanxi-2024", "state-council-2023-24"),
    sectors=("energy", "industry", "transport"),
    scopes=("fenwei-plain", "nation", "province-140000"),
    departments=("市生态环境局", "省生态环境厅"),
    years=("2024", "2025"),
    places=("140100", "410400"),
    measures=("shanxi-2024-9", "state-council-2023-24-11"),
)
LONG = "长" * 10_000
HOSTILE = {
    "q": ["x" * (LONGEST_VALUE + 1), LONG],
    "document": ["shanxi", "<script>alert(1)</script>", LONG],
    "sector": ["能源", "ENERGY", "{0.__class__}"],
    "scope": ["nation,fenwei-plain", "__class__", LONG],
    "department": ["生态环境局", "<img src=x onerror=alert(1)>"],
    "year": ["1999", "２０２５", "2025.0"],
    "number": ["yes", "true", "2", LONG],
    "place": ["太原", "999999", "140100,410400"],
    "measure": ["11", "../../etc/passwd", LONG],
}


def some(choices: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(choices), unique=True).map(lambda chosen: tuple(sorted(chosen)))


VIEWS = st.builds(
    MeasureView,
    text=st.text(max_size=LONGEST_VALUE),
    documents=some(CHOICES.documents),
    sectors=some(CHOICES.sectors),
    scope=st.sampled_from((None, *CHOICES.scopes)),
    department=st.sampled_from((None, *CHOICES.departments)),
    years=some(CHOICES.years),
    has_number=st.booleans(),
    place=st.sampled_from((None, *CHOICES.places)),
    measure=st.sampled_from((None, *CHOICES.measures)),
)


@given(VIEWS, st.sampled_from(("zh", "en")))
def test_what_is_written_is_read_again(view: MeasureView, lang: str) -> None:
    assert read_measure_view(measure_params(view, lang), CHOICES) == (view, [])


def test_nothing_asked_is_the_plain_list() -> None:
    assert read_measure_view({}, CHOICES) == (MeasureView(), [])
    assert measure_params(MeasureView(), "zh") == {}
    assert measure_params(MeasureView(), "en") == {"lang": "en"}


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in HOSTILE.items() for value in values]
)
def test_one_sentence_for_each_wrong_parameter(name: str, value: str) -> None:
    view, faults = read_measure_view({name: value, "lang": "en"}, CHOICES)
    assert view == MeasureView()
    (fault,) = faults
    for lang in ("zh", "en"):
        sentence = words_for(lang).render(fault)
        assert name in sentence
        assert len(sentence) < 400


def test_every_wrong_parameter_at_once_and_the_rest_is_kept() -> None:
    params = {name: values[0] for name, values in HOSTILE.items()} | {"sector": "energy,nothing"}
    view, faults = read_measure_view(params, CHOICES)
    assert len(faults) == len(HOSTILE)
    assert view == MeasureView(sectors=("energy",))


def test_the_browser_is_told_every_parameter_by_its_name() -> None:
    view = MeasureView(text="锅炉", sectors=("energy",), has_number=True, measure="shanxi-2024-9")
    told = view_message(view)
    names = {"q", "document", "sector", "scope", "department", "year", "number", "place", "measure"}
    assert set(told) == names
    assert set(measure_params(view, "zh")) <= names
    assert told["q"] == "锅炉"
    assert told["scope"] == ""
