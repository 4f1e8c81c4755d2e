"""Coordinates as people paste them: whatever is written is read back, and what is none is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.coordinate_text import CoordinateTextError, read_angle, read_coordinate

CHINESE_LON = st.floats(73.5, 135.0).map(lambda value: round(value, 6))
CHINESE_LAT = st.floats(3.5, 53.5).map(lambda value: round(value, 6))
SEPARATORS = st.sampled_from([",", ", ", "，", " ", "；", "\t", " / ", "、"])


def dms(value: float, marks: str = "°′″") -> str:
    """Degrees, minutes and seconds to a hundredth of a second, carried over properly."""
    hundredths = round(abs(value) * 360_000)
    degrees, rest = divmod(hundredths, 360_000)
    minutes, seconds = divmod(rest, 6_000)
    return f"{degrees}{marks[0]}{minutes}{marks[1]}{seconds / 100:.2f}{marks[2]}"


def full_width(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


@given(CHINESE_LON, CHINESE_LAT, SEPARATORS, st.booleans(), st.booleans())
def test_two_numbers_in_china_are_read_in_either_order(lon, lat, separator, swap, wide):
    first, second = (lat, lon) if swap else (lon, lat)
    text = f"{first!r}{separator}{second!r}"
    found = read_coordinate(full_width(text) if wide else text)
    assert (found.lon, found.lat) == (lon, lat)
    assert found.order == ("lat_lon" if swap else "lon_lat")
    assert found.other is None


@given(
    st.floats(-180, 180),
    st.floats(-90, 90),
    st.sampled_from(["°′″", "°'\"", "dms", "度分秒", "º’”"]),
    st.booleans(),
    st.booleans(),
)
def test_degrees_minutes_and_seconds_with_letters_go_round(lon, lat, marks, before, swap):
    east, north = ("E" if lon >= 0 else "W"), ("N" if lat >= 0 else "S")
    parts = [
        f"{letter}{dms(value, marks)}" if before else f"{dms(value, marks)} {letter}"
        for value, letter in ((lon, east), (lat, north))
    ]
    found = read_coordinate(" ".join(reversed(parts) if swap else parts))
    assert found.order == "named"
    assert found.lon == pytest.approx(lon, abs=2e-6)
    assert found.lat == pytest.approx(lat, abs=2e-6)


@given(CHINESE_LON, CHINESE_LAT)
def test_chinese_names_before_the_numbers(lon, lat):
    found = read_coordinate(f"北纬{dms(lat, '度分秒')}，东经{dms(lon, '度分秒')}")
    assert (found.lon, found.lat) == (pytest.approx(lon, abs=2e-6), pytest.approx(lat, abs=2e-6))


@pytest.mark.parametrize(
    ("text", "lon", "lat"),
    [
        ("N37.87 E112.55", 112.55, 37.87),
        ("37.87N,112.55E", 112.55, 37.87),
        ("lat: 37.87, lon: 112.55", 112.55, 37.87),
        ("经度：112.55　纬度：37.87", 112.55, 37.87),
        ("北纬37°52′ 东经112°32′", 112 + 32 / 60, 37 + 52 / 60),
        ("112d32m45s 37d52m10s", 112 + 32 / 60 + 45 / 3600, 37 + 52 / 60 + 10 / 3600),
        ("(112.55, 37.87)", 112.55, 37.87),
        ("33.5S 70.6W", -70.6, -33.5),
        ("https://uri.amap.com/marker?position=116.473195,39.993253&name=park", 116.473195, 39.993253),
        ("https://www.openstreetmap.org/#map=15/39.90/116.40", 116.40, 39.90),
        ("https://www.google.com/maps/@37.87,112.55,15z", 112.55, 37.87),
    ],
)
def test_what_people_paste(text, lon, lat):
    found = read_coordinate(text)
    assert (found.lon, found.lat) == (pytest.approx(lon), pytest.approx(lat))


def test_abroad_the_order_is_asked_for():
    found = read_coordinate("30.5, 40.5")
    assert (found.lon, found.lat, found.other) == (30.5, 40.5, (40.5, 30.5))
    only_one = read_coordinate("40, -120")
    assert (only_one.lon, only_one.lat, only_one.other) == (-120, 40, None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("181,95", "超出范围"),
        ("91N 10E", "超出范围"),
        ("112.55", "1 个数"),
        ("1,2,3", "3 个数"),
        ("112°75′ 37°", "不是坐标"),
        ("112.5°30′ 37°", "不是坐标"),
        ("112.55E,37.87E", "不是坐标"),
        ("-112W 37N", "不是坐标"),
        ("112,3x", "不是坐标"),
        ("1e5,3", "3 个数"),
        ("https://example.com/7", "没有读到坐标"),
    ],
)
def test_what_is_no_coordinate_is_one_sentence(text, said):
    with pytest.raises(CoordinateTextError, match=said) as caught:
        read_coordinate(text)
    assert "{" not in str(caught.value)
    assert str(caught.value).endswith("。")


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(text):
    try:
        found = read_coordinate(text)
    except CoordinateTextError:
        return
    assert abs(found.lon) <= 180
    assert abs(found.lat) <= 90


@pytest.mark.parametrize(
    ("text", "which", "value"),
    [
        ("112°32′45″E", "lon", 112 + 32 / 60 + 45 / 3600),
        ("112°32′45″E", "lat", None),
        ("北纬37度52分", "lat", 37 + 52 / 60),
        ("＋３７．５", "lat", 37.5),
        ("=37", "lat", None),
        ("37 38", "lat", None),
        ("", "lat", None),
    ],
)
def test_cells_of_a_table(text, which, value):
    assert read_angle(text, which) == (value if value is None else pytest.approx(value))
