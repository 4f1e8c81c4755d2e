"""Imports that wait, are killed or are undone: a sentence at the end, nothing left, nothing half done."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from filelock import FileLock

from commands import import_observations
from importing import local_folder
from importing.leftovers import LOCK_FILE, PREFIX, remove_left_folders, staging_folder

TABLE = "城市,年份,数值\n太原,2024,30\n长治,2024,31\n"
HOLD = """
from importing.leftovers import staging_folder
with staging_folder() as folder:
    print(folder, flush=True)
    input()
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_waiting_for_another_import_can_be_ended(imports, number):
    path = imports.write("a.csv", TABLE)
    temporary = imports.files / "tmp"
    temporary.mkdir()
    imports.folder.mkdir()
    command = [sys.executable, "-m", "commands.import_observations", str(path)]
    with FileLock(imports.folder / local_folder.LOCK_FILE):
        process = subprocess.Popen(
            [*command, "--data-folder", str(imports.folder)],
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "TMPDIR": str(temporary)},
        )
        with process:
            # the sentence about the wait is the last thing said before it
            said = ""
            while "等待" not in said:
                line = process.stderr.readline()
                assert line, said
                said += line
            process.send_signal(number)
            _out, rest = process.communicate(timeout=30)
    assert process.returncode == 128 + number
    assert "已中断，没有写入任何内容。" in rest
    assert "Traceback" not in rest
    assert [path.name for path in imports.folder.iterdir()] == [local_folder.LOCK_FILE]
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize(
    "options",
    [
        ("--source-id", "Bad Id"),
        ("--source-id", "own", "--source-url", "ftp://example.org"),
        ("--source-id", "state-council-2023-24", "--source-url", "https://example.org"),
        ("--source-title-zh", "有\u200b隐藏字符"),
        ("--source-id", "own"),
    ],
)
def test_check_says_what_an_import_says(imports, options):
    path = imports.write("a.csv", TABLE)
    imports(path, options=["--check", *options])
    checked = imports.faults
    assert not imports.folder.exists()
    imports(path, options=options)
    assert imports.faults == checked
    assert bool(checked) == (options != ("--source-id", "own"))


def test_check_sees_a_folder_that_cannot_be_one(imports):
    imports.folder.write_text("a file in its place")
    path = imports.write("a.csv", TABLE)
    imports(path, options=["--check"])
    checked = imports.faults
    assert checked
    imports(path)
    assert imports.faults == checked


def test_the_folder_of_a_killed_import_goes_and_that_of_a_living_one_stays(tmp_path):
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    holders = [
        subprocess.Popen(
            [sys.executable, "-c", HOLD],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        for _which in range(2)
    ]
    killed, living = holders
    folders = [Path(holder.stdout.readline().strip()).parent for holder in holders]
    try:
        killed.kill()
        killed.wait()
        (folders[0] / "work" / "readings.duckdb").write_text("left")
        fresh, old = tmp_path / f"{PREFIX}fresh", tmp_path / f"{PREFIX}old"
        for folder in (fresh, old):
            folder.mkdir()
        os.utime(old, (time.time() - 7200,) * 2)
        assert set(remove_left_folders(tmp_path)) == {folders[0], old}
        assert folders[1].is_dir()
        assert (folders[1] / LOCK_FILE).exists()
        assert fresh.is_dir()
    finally:
        living.communicate("\n")
        killed.stdin.close()
        killed.stdout.close()
    assert not folders[1].exists()


def test_an_import_removes_what_killed_ones_left(imports, monkeypatch):
    temporary = imports.files / "tmp"
    (temporary / f"{PREFIX}dead" / "work").mkdir(parents=True)
    (temporary / f"{PREFIX}dead" / LOCK_FILE).touch()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    (imports.folder / "previous").mkdir(parents=True)
    left = [
        imports.folder / ".observations.csv.abc123",
        imports.folder / "previous" / ".documents.csv.abc123",
        imports.folder / ".new-abc123" / "observations.csv",
    ]
    left[2].parent.mkdir()
    for path in left:
        path.write_text("half")
    imports(imports.write("a.csv", TABLE))
    assert imports.code == 0
    assert not any(path.exists() for path in left)
    assert list(temporary.iterdir()) == []


def test_staging_folder_is_empty_and_goes(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with staging_folder() as folder:
        assert list(folder.iterdir()) == []
        assert remove_left_folders(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def on_sources(imports, capsys):
    def run(*arguments):
        capsys.readouterr()
        code = import_observations.main([*arguments, "--data-folder", str(imports.folder)])
        return (code, *capsys.readouterr())

    return run


def test_an_import_is_listed_and_undone(imports, on_sources, tables):
    imports(imports.write("a.csv", TABLE), options=["--source-id", "first-source"])
    before = imports.tables()
    imports(imports.write("b.csv", "城市,2023\n太原,33\n"), options=["--source-id", "second-source"])
    code, out, _said = on_sources("--list")
    lines = out.splitlines()
    assert code == 0
    assert [line.split("：")[0] for line in lines] == ["first-source", "second-source"]
    assert "2 个数值，2 个地点，年份 2024；导入于 20" in lines[0]
    sources = json.loads(on_sources("--list", "--json")[1])["sources"]
    assert [(source["source_id"], source["figures"], source["years"]) for source in sources] == [
        ("first-source", 2, [2024]),
        ("second-source", 1, [2023]),
    ]
    code, _out, said = on_sources("--undo", "second-source")
    assert code == 0
    assert "已撤销来源 second-source 的 1 个数值" in said
    assert imports.tables() == before
    assert on_sources("--undo", "first-source")[0] == 0
    assert imports.tables() == {}
    assert "没有导入的数值" in on_sources("--list")[1]


def test_undo_of_an_unknown_source_is_a_sentence(imports, on_sources):
    imports(imports.write("a.csv", TABLE))
    before = imports.tables()
    code, _out, said = on_sources("--undo", "realtime-quotsoft")
    assert code == 2
    assert "realtime-quotsoft" in said
    assert "local-annual-table" in said
    assert imports.tables() == before
    assert on_sources("--undo", "x", "--lang", "en")[0] == 2


def test_undo_is_all_or_nothing(imports, on_sources, monkeypatch):
    imports(imports.write("a.csv", TABLE))
    before = imports.tables()
    replace_table = local_folder._set

    def failing(path, content):
        if path.name == "documents.csv" and content is None:
            raise OSError(28, "No space left on device", str(path))
        replace_table(path, content)

    monkeypatch.setattr(local_folder, "_set", failing)
    code, _out, said = on_sources("--undo", "local-annual-table")
    assert code == 2
    assert "No space left" in said
    assert imports.tables() == before


def test_when_is_said_to_be_unknown_where_nothing_says_so(imports, on_sources):
    imports(imports.write("a.csv", TABLE))
    (imports.folder / "imports.jsonl").write_text("{}\nnot json\n[1]\n")
    assert "时间未记录" in on_sources("--list")[1]


@pytest.mark.parametrize(
    "arguments", [(), ("a.csv", "--list"), ("--list", "--undo", "x"), ("--check", "--undo", "x")]
)
def test_one_thing_at_a_time(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        import_observations.main(list(arguments))
    assert ended.value.code == 2
    assert "--undo" in capsys.readouterr().err
