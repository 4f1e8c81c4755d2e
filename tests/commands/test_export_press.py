"""`python -m commands.export_press`: one sentence a fault, whole files or none, the same bytes on the same day."""

import os
import zipfile
from pathlib import Path

import pytest

from commands import export_press
from commands.export_press import main
from layers.catalogue import layer_ids
from layers.press import export
from layers.press.finding import Finding
from policy.atlas import Atlas
from tests.policy.made_up import real_register
from translations import N_

ASKED = ["--layer", "observed", "--frame", "140100", "--date", "2026-11-22", "--size", "square"]


@pytest.fixture(autouse=True)
def _one_atlas(monkeypatch: pytest.MonkeyPatch, tables, built_geometry) -> None:
    atlas = Atlas(tables, built_geometry)
    monkeypatch.setattr(export_press, "open_atlas", lambda: atlas)
    monkeypatch.delenv("MAP_APPROVAL_NUMBER", raising=False)


def test_layers_are_listed_a_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--list-layers", "--lang", "en"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("\t")[0] for line in lines] == list(layer_ids(real_register()))
    assert "observed\tObserved PM2.5" in lines
    assert all(title.strip() for _id, title in (line.split("\t") for line in lines))


def test_a_map_is_written_whole_and_its_path_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "map.svg"
    assert main([*ASKED, "--out", str(out)]) == 0
    said = capsys.readouterr()
    assert said.out == f"{out}\n"
    assert "✓ nothing_over_islands" in said.err
    assert "二维码" in said.err
    assert out.read_bytes().startswith(b"<?xml")
    assert list(tmp_path.iterdir()) == [out]
    assert out.stat().st_mode & 0o777 == 0o644


def test_the_day_comes_from_source_date_epoch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1763769600")
    arguments = [argument for argument in ASKED if argument not in ("--date", "2026-11-22")]
    assert main([*arguments, "--out", str(tmp_path / "map.svg")]) == 0
    assert "制作日期 2025-11-22" in (tmp_path / "map.svg").read_text(encoding="utf-8")


def test_the_approval_number_is_read_from_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAP_APPROVAL_NUMBER", "GS（2026）0001号")
    assert main([*ASKED, "--out", str(tmp_path / "map.svg")]) == 0
    text = (tmp_path / "map.svg").read_text(encoding="utf-8")
    assert "审图号：GS（2026）0001号" in text
    assert "未经审核" not in text


def test_all_faults_are_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "map.gif"
    assert (
        main(
            ["--layer", "obsrved", "--frame", "fenwei", "--year", "1999", "--dpi", "9999", "--out", str(out)]
        )
        == 2
    )
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 5
    for part in ("observed", "fenwei-plain", "gif", "1999", "9999"):
        assert part in said.err
    assert not out.exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "--layer、--frame、--out"),
        ([*ASKED, "--year", "二〇二五", "--dpi", "1e3", "--out", "x.png"], "--dpi"),
        ([*ASKED, "--out", "no/such/folder/x.png"], "no/such/folder/x.png"),
    ],
)
def test_what_cannot_be_done_is_said(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert said in error
    assert "Traceback" not in error


def test_a_broken_rule_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = Finding("taiwan", False, N_("没有画出台湾省。"))
    monkeypatch.setattr(export, "check_rules", lambda *_looked: [broken])
    assert main([*ASKED, "--out", str(tmp_path / "map.png")]) == 2
    assert "Taiwan is not drawn." in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_path_as_title_is_only_a_title(tmp_path: Path) -> None:
    out = tmp_path / "pack.zip"
    assert main([*ASKED, "--title", "../../etc/passwd", "--note", "$x$", "--out", str(out)]) == 0
    with zipfile.ZipFile(out) as archive:
        assert all(os.sep not in name and ".." not in name for name in archive.namelist())
    assert list(tmp_path.iterdir()) == [out]
