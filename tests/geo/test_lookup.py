"""Places by any of their names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.lookup import AmbiguousPlaceError, PlaceNames, UnknownPlaceError, plain

ROWS = [
    ("110000", "北京市", "北京", "Beijing", "京|北平|Peking"),
    ("140100", "太原市", "太原", "Taiyuan", ["并州"]),
    ("320500", "苏州市", "苏州", "Suzhou (Jiangsu)", ""),
    ("341300", "宿州市", "宿州", "Suzhou (Anhui)", ""),
    ("370100", "济南市", "济南", "Jinan", ""),
    ("410400", "平顶山市", "平顶山", "Pingdingshan", ""),
    ("440100", "广州市", "广州", "Guangzhou", ""),
    ("610100", "西安市", "西安", "Xi'an", ()),
]
NAMES = PlaceNames(ROWS)


@pytest.mark.parametrize(
    "text",
    [
        "北京",
        "北京市",
        "Beijing",
        "BEIJING",
        "beijing",
        "110000",
        "京",
        "Peking",
        " 北京 ",
        "１１００００",
        "Ｂｅｉｊｉｎｇ",
        "Běijīng",
    ],
)
def test_beijing_by_any_name(text):
    assert NAMES.find(text) == "110000"


@pytest.mark.parametrize(
    ("text", "place_id"),
    [
        ("濟南", "370100"),
        ("蘇州市", "320500"),
        ("廣州", "440100"),
        ("xian", "610100"),
        ("XI’AN", "610100"),
        ("并州", "140100"),
    ],
)
def test_other_ways_of_writing(text, place_id):
    assert NAMES.find(text) == place_id


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("太塬", "140100"),
        ("Taiyuann", "140100"),
        ("平頂山是", "410400"),
        ("Pingdinshan", "410400"),
        ("110105", "110000"),
    ],
)
def test_a_miss_names_near_matches(text, near):
    with pytest.raises(UnknownPlaceError) as caught:
        NAMES.find(text)
    assert caught.value.near[0] == near
    assert text in str(caught.value)


@pytest.mark.parametrize(
    "text", ["", "   ", "<script>alert(1)</script>", "🙂", "Zzzzzz", "a" * 5000, "%00\x00"]
)
def test_nonsense_has_no_near_match(text):
    with pytest.raises(UnknownPlaceError) as caught:
        NAMES.find(text)
    assert caught.value.near == []
    assert len(str(caught.value)) < 80
    assert str(caught.value).isprintable()


def test_a_name_of_two_places_is_not_settled():
    with pytest.raises(AmbiguousPlaceError) as caught:
        NAMES.find("Suzhou")
    assert caught.value.near == ["320500", "341300"]
    assert "苏州市、宿州市" in str(caught.value)
    assert NAMES.find("Suzhou Anhui") == "341300"


def test_search_while_typing():
    assert NAMES.search("su") == ["320500", "341300"]
    assert NAMES.search("京")[0] == "110000"
    assert NAMES.search("太")[0] == "140100"
    assert NAMES.search("zhou")[:3] == ["320500", "341300", "440100"]
    assert NAMES.search("") == []
    assert len(NAMES.search("州", limit=2)) == 2


def found_or_near(text):
    try:
        return [NAMES.find(text)]
    except UnknownPlaceError as error:
        return error.near


@given(st.text(max_size=60))
def test_any_text_is_answered(text):
    ids = {row[0] for row in ROWS}
    assert set(found_or_near(text)) <= ids
    assert len(found_or_near(text)) <= 5
    assert set(NAMES.search(text)) <= ids


@given(st.text(max_size=30))
def test_plain_form_is_stable(text):
    assert plain(plain(text)) == plain(text)
