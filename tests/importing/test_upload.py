"""A table handed over in the browser: read from memory as the command reads it, refused as a whole."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from importing.place_finder import PlaceFinder
from importing.upload import read_upload
from tests.policy.made_up import real_tables
from translations import words_for

LONG = "地点,年份,PM2.5,有效天数\n太原市,2025,38.5,362\n410400,2025,44.1,360\n"


@pytest.fixture(scope="module")
def finder() -> PlaceFinder:
    return PlaceFinder(real_tables().places)


def figures(
    content: bytes, finder: PlaceFinder, name: str = "own.csv"
) -> list[tuple[str, int, float, int | None]]:
    table = read_upload(name, content, finder)
    assert table.faults == []
    return [(row.place_id, row.year, row.value, row.days_with_data) for row in table.rows]


EXPECTED = [("140100", 2025, 38.5, 362), ("410400", 2025, 44.1, 360)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_text_of_any_usual_encoding_is_read(encoding: str, ends: str, finder: PlaceFinder) -> None:
    assert figures(LONG.replace("\n", ends).encode(encoding), finder) == EXPECTED


def test_a_workbook_is_read(finder: PlaceFinder) -> None:
    book, stream = Workbook(), io.BytesIO()
    for row in [["地点", 2024, 2025], ["太原市", 40.1, 38.5], ["平顶山市", None, 44.1]]:
        book.active.append(row)
    book.save(stream)
    assert figures(stream.getvalue(), finder, "own.xlsx") == [
        ("140100", 2024, 40.1, None), ("140100", 2025, 38.5, None), ("410400", 2025, 44.1, None)
    ]  # fmt: skip


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * (80 * 1024 * 1024))
    return stream.getvalue()


HOSTILE = {
    "year of many digits": "地点,年份,PM2.5\n太原市,02025999,38.5\n".encode(),
    "days of many digits": f"地点,年份,PM2.5,有效天数\n太原市,2025,38.5,{'0' * 5000}9\n".encode(),
    "another substance": "地点,年份,年均值（SO2）\n太原市,2025,7\n".encode(),
    "another substance in a year": "地点,2025(PM10)\n太原市,77\n".encode(),
    "another substance in a row": "城市,年份,污染物名称,浓度\n太原市,2025,SO2,7\n".encode(),
    "another unit": "地点,年份,PM2.5(mg·m-3)\n太原市,2025,0.035\n".encode(),
    "two figures on one basis": "地点,年份,PM2.5,口径\n太原市,2025,38.5,\n太原,2025,39,实况\n".encode(),
    "empty": b"",
    "spaces": b"  \n \n",
    "binary": b"a,b\0c\n",
    "utf-16": LONG.encode("utf-16"),
    "no text": b"\xff\xfe\xfd,\x81\n",
    "zip bomb": bomb(),
    "cut workbook": b"PK\x03\x04" + b"junk" * 40,
    "heading alone": "地点,年份,PM2.5\n".encode(),
    "no heading": b"1,2,3\n",
    "unknown place": "地点,年份,PM2.5\n月球,2025,3\n".encode(),
    "markup": "地点,年份,PM2.5\n<img src=x onerror=alert(1)>,2025,3\n".encode(),
    "formula": "地点,年份,PM2.5\n太原市,2025,=1+1\n".encode(),
    "negative": "地点,年份,PM2.5\n太原市,2025,-3\n".encode(),
    "two rows": "地点,年份,PM2.5\n太原市,2025,3\n140100,2025,4\n".encode(),
    "full-width": "地点,年份,PM2.5\n太原市,2525,30\n".encode(),
    "open quote": '地点,年份,PM2.5\n"太原市,2025,30\n'.encode(),
    "ten thousand columns": ("地点,年份,PM2.5" + ",x" * 10_000 + "\n").encode(),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_bad_table_is_refused_as_a_whole_with_its_faults(name: str, finder: PlaceFinder) -> None:
    table = read_upload("own.csv", HOSTILE[name], finder)
    assert table.faults
    for fault in table.faults:
        assert fault.file == "own.csv"


def test_every_fault_is_told_at_once(finder: PlaceFinder) -> None:
    content = "地点,年份,PM2.5\n月球,2025,3\n太原市,25,3\n平顶山市,2025,abc\n".encode()
    assert [(fault.row, fault.column) for fault in read_upload("own.csv", content, finder).faults] == [
        (2, "地点"), (3, "年份"), (4, "PM2.5")
    ]  # fmt: skip


def test_rows_of_no_place_are_faults_or_left_out(finder: PlaceFinder) -> None:
    content = "2025年\n单位：μg/m³\n地点,年份,PM2.5\n合计,2025,3\n太原市,2025,38.5\n".encode()
    refused = read_upload("own.csv", content, finder)
    assert [(fault.row, fault.column) for fault in refused.faults] == [(4, "地点")]
    assert "跳过不认识的地点" in str(words_for("zh").render(refused.faults[0].expected))
    taken = read_upload("own.csv", content, finder, skip_unknown=True)
    assert (len(taken.rows), taken.skipped, taken.titles) == (1, ["合计"], ["2025年", "单位:μg/m3"])
