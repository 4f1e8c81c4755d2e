"""Files that are no tables, or worse: each is refused in a sentence, and nothing changes."""

import gzip
import os
import signal
import subprocess
import sys
import time
import zipfile

import pytest

CITY = "date,hour,type,太原,北京\n"
OPENAQ = "location_id,sensors_id,location,datetime,lat,lon,parameter,units,value\n"
GOOD = "城市,年份,数值\n太原,2024,30\n"


def zip_bomb(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as stream:
            for _ in range(300):
                stream.write(b"0" * 1_000_000)


def cut_gzip(path):
    whole = gzip.compress(
        (OPENAQ + '1,2,"A",2024-01-01T00:00:00Z,37.8,112.5,pm25,µg/m³,12\n' * 9000).encode()
    )
    path.write_bytes(whole[: len(whole) // 2])


def gzip_bomb(path):
    path.write_bytes(gzip.compress(OPENAQ.encode() + b"0" * 300_000_000))


def sparse(path):
    with path.open("wb") as stream:
        stream.truncate(2**30)


FILES = {
    "garbage.csv": lambda path: path.write_bytes(os.urandom(64_000_000)),
    "sparse.csv": sparse,
    "letters.csv": lambda path: path.write_bytes(b"x" * 64_000_000),
    "bomb.xlsx": zip_bomb,
    "no_workbook.xlsx": lambda path: zipfile.ZipFile(path, "w").writestr("a.txt", "a"),
    "cut.xlsx": lambda path: path.write_bytes(b"PK\x03\x04" + b"x" * 1000),
    "old.xls": lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0" + b"x" * 1000),
    "columns.csv": lambda path: path.write_text(",".join(f"c{number}" for number in range(10_000)) + "\n1\n"),
    "cut.csv.gz": cut_gzip,
    "bomb.csv.gz": gzip_bomb,
    "utf16.csv": lambda path: path.write_bytes(GOOD.encode("utf-16")),
    "zero.csv": lambda path: path.write_bytes(GOOD.replace("30", "3\x000").encode()),
    "zero_in_hours.csv": lambda path: path.write_text(
        CITY + "20240101,0,PM2.5,1,2\n" * 20000 + "20240101,1,AQI,\0,2\n"
    ),
    "bytes_in_hours.csv": lambda path: path.write_bytes(
        CITY.encode() + b"20240101,0,PM2.5,1,2\n" * 20000 + b"\xff\xfe\n"
    ),
    "garbage_in_hours.csv": lambda path: path.write_bytes(
        CITY.encode() + os.urandom(8_000_000).replace(b"\0", b"\n")
    ),
    "endless.csv": lambda path: path.write_text(CITY + "20240101,0,PM2.5,1,2\n" + "1" * 5_000_000),
    "long_line.csv": lambda path: path.write_text(CITY + "1" * 5_000_000 + "\n20240101,0,PM2.5,1,2\n"),
    "quote.csv": lambda path: path.write_text('城市,年份,数值\n太原,2024,"30\n长治,2024,3\n'),
    "empty.csv": lambda path: path.write_bytes(b""),
    "heading.csv": lambda path: path.write_text("城市,年份,数值\n"),
    "heading_of_hours.csv": lambda path: path.write_text(CITY),
    "folder.csv": lambda path: path.mkdir(),
    "pipe.csv": os.mkfifo,
    "missing.csv": lambda path: None,
    "=cmd.csv": lambda path: path.write_text("城市,年份,数值\n<img src=x onerror=alert(1)>,2024,30\n"),
}


@pytest.mark.parametrize("name", FILES)
def test_hostile_file_is_refused(imports, name):
    imports(imports.write("good.csv", GOOD))
    before = imports.tables()
    path = imports.files / name
    FILES[name](path)
    imports(path)
    assert imports.code == 2
    assert {fault["file"] for fault in imports.faults} == {str(path)}
    assert "Traceback" not in imports.said
    assert imports.tables() == before


@pytest.mark.parametrize("name", ["/dev/zero", "/dev/null", "/"])
def test_devices_and_folders(imports, name):
    imports(name)
    assert [fault["file"] for fault in imports.faults] == [name]


def test_faults_without_end_are_cut(imports):
    imports(imports.write("a.csv", CITY + "20240101,0,PM2.5,x,y\n" * 5000))
    assert len(imports.faults) == 1001
    assert imports.faults[-1]["row"] is None


def test_good_files_beside_a_bad_one_are_not_imported(imports):
    imports(imports.write("good.csv", GOOD), imports.write("bad.csv", "城市,年份,数值\n太原,2023,x\n"))
    assert not imports.folder.exists()


def test_names_that_are_patterns(imports):
    assert imports(imports.write("[a]*?.csv", GOOD))
    rows = imports(
        imports.write("h[a]*?.csv", CITY + "".join(f"20240101,{hour},PM2.5,1,2\n" for hour in range(24)))
    )
    assert rows == {}


def test_folder_that_cannot_be_written(imports):
    imports.folder.write_text("a file in its place")
    imports(imports.write("a.csv", GOOD))
    assert imports.code == 2


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_import_leaves_nothing(tmp_path, number):
    line = "20240101,{hour},PM2.5," + ",".join("1" for _ in range(2)) + "\n"
    paths = []
    for day in range(400):
        paths.append(tmp_path / f"{day}.csv")
        paths[-1].write_text(CITY + line.format(hour=3) * 5000 + "\n" * day)
    folder = tmp_path / "local"
    command = [
        sys.executable,
        "-m",
        "commands.import_observations",
        *map(str, paths),
        "--data-folder",
        str(folder),
    ]
    with subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    ) as process:
        while not list(tmp_path.glob("atlas-import-*/work/readings.duckdb*")) and process.poll() is None:
            time.sleep(0.05)
        process.send_signal(number)
        out, said = process.communicate()
    assert process.returncode == 128 + number
    assert out == ""
    assert "Traceback" not in said
    assert said.strip().endswith("已中断，没有写入任何内容。")
    assert not folder.exists()
    assert list(tmp_path.glob("atlas-import-*")) == []
