"""A table of points that changes, breaks or costs too much: nothing is lost, nothing is guessed."""

import csv
import io
import json
import os
import resource
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from commands.locate_point import main
from commands.open_atlas import CommandError
from commands.written_whole import written_whole
from importing import leftovers, point_table
from importing.point_lines import read_point_bytes, read_point_file
from policy.atlas import Atlas

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def atlas(tables, built_geometry):
    return Atlas(tables, built_geometry)


@pytest.fixture
def run(atlas, capsys):
    """Run the command; return exit code and stderr."""

    def call(*arguments, before=lambda: None):
        def opener():
            before()
            return atlas

        code = main([str(argument) for argument in arguments], opener=opener)
        return code, capsys.readouterr().err

    return call


def rows_of(path):
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def test_the_file_of_clauses_takes_no_place_of_another(run, tmp_path):
    source, side = tmp_path / "x.measures.csv", tmp_path / "x.measures.csv"
    source.write_text("lon,lat\n112.5,37.8\n", encoding="utf-8")
    code, said = run("--file", source, "--out", tmp_path / "x.csv")
    assert (code, "x.measures.csv" in said) == (2, True)
    other = tmp_path / "points.csv"
    other.write_text("lon,lat\n112.5,37.8\n", encoding="utf-8")
    code, said = run("--file", other, "--out", tmp_path / "x.csv")
    assert (code, "不是本命令写的条款表" in said) == (2, True)
    assert side.read_text(encoding="utf-8") == "lon,lat\n112.5,37.8\n"
    side.unlink()
    for _again in range(2):
        code, said = run("--file", other, "--out", tmp_path / "x.csv")
        assert code == 0
        assert "x.measures.csv" in said


@pytest.mark.parametrize(
    "content",
    [None, "lon,lat\nx,y\n", 'lon,lat\n"1,2\n', "lon,lat\n112.5,37.8\n", "lon,lat\n112.5,999\n" * 3],
)
def test_a_table_that_changes_while_it_is_read_is_refused(run, tmp_path, monkeypatch, content):
    monkeypatch.setattr(point_table, "KEPT_ROWS", 1)
    source, target = tmp_path / "points.csv", tmp_path / "answers.csv"
    source.write_text("lon,lat\n112.5,37.8\n112.6,37.9\n112.7,37.9\n", encoding="utf-8")

    def change():
        if content is None:
            source.unlink()
        else:
            source.write_text(content, encoding="utf-8")

    code, said = run("--file", source, "--out", target, before=change)
    assert (code, target.exists()) == (2, False)
    assert "改动" in said or "没有这个文件" in said


def test_bad_rows_can_be_left_unanswered(run, tmp_path):
    source = tmp_path / "points.csv"
    source.write_text("lon,lat,n\n112.549,37.87,a\nx,1,b\n37.87,112.549,c\n39.47,75.99,d\n", encoding="utf-8")
    code, said = run("--file", source, "--out", tmp_path / "a.csv")
    assert (code, "--skip-bad 只核查其余 2 行" in said) == (2, True)
    for ending in ("csv", "geojson", "xlsx"):
        code, said = run("--file", source, "--out", tmp_path / f"a.{ending}", "--skip-bad")
        assert (code, "2 行有错误" in said) == (0, True)
    rows = rows_of(tmp_path / "a.csv")
    assert [row["n"] for row in rows] == ["a", "b", "c", "d"]
    assert [row["place_id"] for row in rows[:3]] == ["140100", "", ""]
    assert [row["measures"] for row in rows[1:3]] == ["", ""]
    assert "“x”" in rows[1]["note"]
    assert "写反" in rows[2]["note"]
    assert "写反" in rows[3]["note"]
    drawn = json.loads((tmp_path / "a.geojson").read_text("utf-8"))["features"]
    assert [one["geometry"] is None for one in drawn] == [False, True, True, False]


def test_a_datum_in_the_headings_is_used_and_contradiction_refused(run, tmp_path):
    source, target = tmp_path / "points.csv", tmp_path / "a.csv"
    source.write_text("经度(GCJ-02),纬度(GCJ-02)\n112.549,37.87\n", encoding="utf-8")
    code, said = run("--file", source, "--out", target)
    assert (code, "按 GCJ-02 读取" in said) == (0, True)
    assert rows_of(target)[0]["datum"] == "gcj02"
    code, said = run("--file", source, "--out", target, "--datum", "wgs84")
    assert (code, "GCJ-02" in said) == (2, True)


def test_columns_without_name_and_content_are_left_out():
    table = read_point_bytes("t", b"a,,lon,,lat,,,\n1,,112,x,37,,,\n,,,,,,,\n")
    assert (table.fault_count, table.count, table.columns) == (0, 1, ["a", "lon", "", "lat"])
    assert next(table.chunks(9)).cells == [["1", "112", "x", "37"]]


def test_documents_that_were_not_read_are_named(run, tmp_path):
    source, target = tmp_path / "points.csv", tmp_path / "a.csv"
    source.write_text("lon,lat\n110.45,35.479\n", encoding="utf-8")
    assert run("--file", source, "--out", target)[0] == 0
    assert rows_of(target)[0]["missing_documents"]


LATE = b"name,lon,lat\n" + b"aaaaaaaaaaaaaaaaaaa,112.5,37.8\n" * 10_000


def test_the_encoding_is_told_from_the_whole_file(tmp_path):
    path = tmp_path / "points.csv"
    path.write_bytes(LATE + "太原,112.55,37.87\n".encode("gb18030"))
    assert read_point_file(path).fault_count == 0
    path.write_bytes(LATE + "太原,112.55,37.87\n".encode() + b"\xe5,1,2\n")
    [fault] = read_point_file(path).faults
    assert fault.row == 10_003
    assert read_point_bytes("t", path.read_bytes()).faults[0].row == 10_003
    path.write_bytes(b"name,lon,lat\ra,112,37\rb,113,38\r")
    assert read_point_file(path).count == 2


BOOK = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "xl/workbook.xml": "<workbook/>",
}


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"])
def test_a_small_workbook_of_millions_of_nothings_is_refused_unread(part):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in BOOK.items():
            archive.writestr(name, text)
        archive.writestr(part, "<c/>" * 8_000_000)
    table = read_point_bytes("t", content.getvalue())
    assert table.fault_count == 1
    assert "展开" in table.faults[0].found.msgid


def test_odd_targets_are_a_sentence(tmp_path):
    loop = tmp_path / "loop.csv"
    loop.symlink_to(loop)
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    for path in (loop, pipe, tmp_path, tmp_path / "no" / "a.csv", tmp_path / ("x" * 300)):
        with pytest.raises(CommandError), written_whole({"a": path}):
            raise AssertionError("it was opened")


def test_what_a_killed_command_left_is_removed(tmp_path, monkeypatch):
    monkeypatch.setattr(leftovers, "SECONDS_TO_LOCK", -1)
    left = tmp_path / ".a.csv.x.atlas-part"
    left.write_text("half")
    with written_whole({"a": tmp_path / "a.csv"}) as streams:
        streams["a"].write(b"mine")
        streams["a"].flush()
        assert not left.exists()
        leftovers.remove_left_parts(tmp_path, ".a.csv.", ".atlas-part")
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def command(*arguments, **options):
    return subprocess.Popen(
        [sys.executable, "-m", "commands.locate_point", *map(str, arguments)],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_full_disk_is_one_sentence(built_geometry, tmp_path, ending):
    source = tmp_path / "points.csv"
    source.write_text("lon,lat\n" + "112.5,37.8\n" * 30_000, encoding="utf-8")

    def small():
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    process = command("--file", source, "--out", tmp_path / f"a.{ending}", preexec_fn=small)
    _out, said = process.communicate(timeout=120)
    assert process.returncode == 2, said
    assert len(said.splitlines()) == 1, said
    assert [path.name for path in tmp_path.iterdir()] == ["points.csv"]


def test_a_request_to_end_leaves_nothing(built_geometry, tmp_path):
    source = tmp_path / "points.csv"
    source.write_text("lon,lat\n" + "112.5,37.8\n" * 200_000, encoding="utf-8")
    process = command("--file", source, "--out", tmp_path / "a.csv")
    while process.poll() is None and not list(tmp_path.glob(".a.csv.*")):
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    _out, said = process.communicate(timeout=120)
    assert (process.returncode, "Traceback" in said) == (143, False)
    assert [path.name for path in tmp_path.iterdir()] == ["points.csv"]


def test_answers_in_words_keep_every_column_and_tell_its_name(atlas):
    from openpyxl import load_workbook

    from importing.point_answers import PointAnswers
    from importing.point_columns import ANSWER_COLUMNS
    from importing.point_files import write_answers

    content = "备注,说明,lon,lat\na,b,110.45,35.479\n".encode()
    for lang, yes in (("zh", "是"), ("en", "yes")):
        stream = io.BytesIO()
        answers = PointAnswers(atlas, read_point_bytes("t", content), "wgs84", lang, in_words=True)
        write_answers(answers, "xlsx", lambda _role, stream=stream: stream)
        points, clauses, sources = load_workbook(stream).worksheets
        headings = [cell.value for cell in points[1]]
        assert len(set(headings)) == len(headings) == 4 + len(ANSWER_COLUMNS)
        assert points[2][4 + ANSWER_COLUMNS.index("in_border_strip")].value.casefold() == yes
        assert not set(headings) & set(ANSWER_COLUMNS)
        words = {cell.value for row in clauses.iter_rows() for cell in row}
        assert not words & {"overall", "whole", "state-council-2023-24"}
        assert "missing_documents" in " ".join(str(cell.value) for cell in sources["A"])
