"""The address of a comparison: codes and names in any mixture, and whatever else someone types."""

from hypothesis import given
from hypothesis import strategies as st

from geo.lookup import AmbiguousPlaceError
from pages.shared.compare_address import CompareView, compare_params, moved, read_compare_view
from policy.comparison import MOST_PLACES
from tests.policy.made_up import real_register

PLACES = sorted(real_register().places)
NAMES = real_register().place_names


def read(text: str, **params: str) -> CompareView:
    return read_compare_view({"places": text} | params, NAMES)


@given(st.lists(st.sampled_from(PLACES), unique=True, max_size=MOST_PLACES), st.booleans())
def test_what_is_written_is_read_back(place_ids: list[str], only: bool) -> None:
    view = read_compare_view(compare_params(place_ids, only, "zh"), NAMES)
    assert view == CompareView(tuple(place_ids), only=only)


@given(st.text(max_size=300))
def test_any_text_gives_known_places_once_and_keeps_the_rest_as_faults(text: str) -> None:
    view = read(text)
    assert len(view.place_ids) <= MOST_PLACES
    assert len(set(view.place_ids + view.left_out)) == len(view.place_ids + view.left_out)
    assert set(view.place_ids + view.left_out + view.doubles) <= set(PLACES)


def test_doubles_in_other_words_are_doubles() -> None:
    view = read("140100,太原,taiyuan")
    assert (view.place_ids, view.doubles) == (("140100",), ("140100",))


def test_the_seventh_is_left_out() -> None:
    view = read(",".join(PLACES[:8]))
    assert (len(view.place_ids), view.left_out) == (6, tuple(PLACES[6:8]))


def test_a_name_of_several_places_is_a_fault_with_all_of_them() -> None:
    ((asked, error),) = read("suzhou,140100").unknown
    assert asked == "suzhou"
    assert isinstance(error, AmbiguousPlaceError)


def test_only_takes_one_value() -> None:
    assert [read("", only=text).only for text in ("diff", "", "Diff")] == [True, False, False]
    assert read("", only="Diff").bad_only == "Diff"


@given(
    st.lists(st.sampled_from(PLACES), unique=True, min_size=1, max_size=6),
    st.data(),
    st.sampled_from([-1, 1]),
)
def test_moving_changes_the_order_alone(place_ids: list[str], data: st.DataObject, by: int) -> None:
    chosen = data.draw(st.sampled_from(place_ids))
    after = moved(place_ids, chosen, by)
    assert sorted(after) == sorted(place_ids)
    assert abs(after.index(chosen) - place_ids.index(chosen)) <= 1
    assert [one for one in after if one != chosen] == [one for one in place_ids if one != chosen]
