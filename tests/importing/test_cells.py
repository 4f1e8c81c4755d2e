from datetime import date

import pytest

from importing import cells
from importing.cells import CellError
from importing.readings import Readings


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    store = Readings(tmp_path_factory.mktemp("engine"), 2000.0)
    yield store
    store.close()


@pytest.mark.parametrize("text", ["", " ", "NA", "nan", "—", "-", "null", "None"])
def test_missing(text):
    assert cells.number(text) is None


@pytest.mark.parametrize(
    ("text", "value"), [("12", 12.0), (" 3.5 ", 3.5), ("-999", -999.0), ("1e3", 1000.0), (".5", 0.5)]
)
def test_numbers(text, value):
    assert cells.number(text) == value


@pytest.mark.parametrize(
    "text", ["x", "=1+1", "1,2", "0x1F", "1_000", "１２", "1\x002", "inf", "--5", "1e9999"]
)
def test_neither_number_nor_missing(text):
    with pytest.raises(CellError):
        cells.number(text)


NUMBERS = [
    "",
    "NA",
    "12",
    "-5",
    "9999",
    "x",
    "=1",
    "1e3",
    "0x1F",
    "１２",
    "inf",
    "1_0",
    ".5",
    "5.",
    "—",
    "1e999",
]


@pytest.mark.parametrize("text", NUMBERS)
def test_engine_judges_a_cell_as_the_plain_walk_does(engine, text):
    tally, at_fault = engine.add(
        "SELECT 0 AS file, 140100 AS place, '' AS sensor, 0 AS instant, ? AS cell", [text]
    )
    try:
        value = cells.number(text)
    except CellError:
        assert at_fault == [0]
        return
    assert at_fault == []
    counts = (tally.valid, tally.missing, tally.negative, tally.absurd)
    wanted = (value is not None and 0 <= value <= 2000, value is None, (value or 0) < 0, (value or 0) > 2000)
    assert counts == wanted


@pytest.mark.parametrize("text", ["20240229", "2024-02-29", "2024/2/29"])
def test_leap_day(text):
    assert cells.day(text) == date(2024, 2, 29)


@pytest.mark.parametrize(
    "text", ["20230229", "2024-13-01", "1999-01-01", "20410101", "24-1-1", "yesterday", ""]
)
def test_no_day(text):
    with pytest.raises(CellError):
        cells.day(text)


@pytest.mark.parametrize(("text", "hour"), [("0", 0), ("07", 7), ("23", 23)])
def test_hours(text, hour):
    assert cells.hour(text) == hour


@pytest.mark.parametrize("text", ["24", "-1", "1.0", "", "７"])
def test_no_hours(text):
    with pytest.raises(CellError):
        cells.hour(text)


def test_times_of_one_moment():
    wanted = cells.moment("2024-03-01 00:00:00")
    same = ["2024-03-01T00:00", "2024/3/1 0:00:00", "2024-03-01 00:00:00+08:00"]
    assert [cells.moment(text) for text in same] == [wanted] * 3
    zoned = ["2024-03-01T00:00:00+08:00", "2024-02-29T16:00:00Z", "2024-02-29T11:00:00-0500"]
    assert [cells.zoned_moment(text) for text in zoned] == [wanted] * 3
    assert cells.day_of(wanted) == date(2024, 3, 1)


@pytest.mark.parametrize("text", ["2024-03-01T00:00:00Z", "2024-02-30 00:00", "2024-03-01 24:00", "00:00"])
def test_no_time_in_beijing(text):
    with pytest.raises(CellError):
        cells.moment(text)


@pytest.mark.parametrize("text", ["2024-03-01T00:00:00", "2024-02-30T00:00:00Z", ""])
def test_no_time_with_a_zone(text):
    with pytest.raises(CellError):
        cells.zoned_moment(text)
