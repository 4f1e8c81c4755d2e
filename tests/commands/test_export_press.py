"""`python -m commands.export_press`: one sentence a fault, whole files or none, the same bytes on the same day."""

import errno
import os
import tempfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from commands import export_press
from commands.export_press import main
from layers.catalogue import layer_ids
from layers.china_day import china_day
from layers.press import export, fonts
from layers.press.finding import Finding
from layers.press.fonts import face, truetype_of
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


@pytest.mark.parametrize(
    ("epoch", "day"),
    [("1763769600", "2025-11-22"), ("1763827200", "2025-11-23"), ("", "2026-01-01"), (" ", "2026-01-01")],
)
def test_days_are_those_of_china_and_an_empty_setting_is_none(
    monkeypatch: pytest.MonkeyPatch, epoch: str, day: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    now = china_day(datetime(2025, 12, 31, 16, 0, tzinfo=UTC))
    monkeypatch.setattr(export_press, "china_day", lambda moment=None: china_day(moment) if moment else now)
    assert export_press.date_of_making() == day


def test_a_font_is_built_whatever_the_clock_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = truetype_of("ab", face())
    for odd in ("", "soon"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", odd)
        assert truetype_of("ab", face()) == plain


def test_a_full_folder_for_temporary_files_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(_path: Path, _content: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(fonts, "_font_folder", lambda: tempfile.TemporaryDirectory(dir=tmp_path))
    monkeypatch.setattr(Path, "write_bytes", full)
    assert main([*ASKED, "--out", str(tmp_path / "map.png")]) == 2
    said = capsys.readouterr().err
    assert "TMPDIR" in said
    assert "No space left" in said
    assert "Traceback" not in said
    assert not (tmp_path / "map.png").exists()


def test_options_without_effect_are_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def ignored(*arguments: str) -> list[str]:
        options = export_press.parser().parse_args(arguments)
        told = export_press.ignored_options(options, export_press.format_of(options))
        return [str(message.params["name"]) for message in told]

    assert ignored("--out", "a.html", "--size", "a4", "--dpi", "300", "--text", "paths") == [
        "size", "dpi", "text",
    ]  # fmt: skip
    assert ignored("--out", "a.svg", "--size", "a4", "--dpi", "300", "--text", "paths") == ["dpi"]
    assert ignored("--out", "a.png", "--size", "a4", "--dpi", "300", "--text", "paths") == ["text"]
    assert ignored("--out", "a.zip") == []


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
        ([*ASKED, "--out", "no/such/folder/x.png"], "no/such/folder"),
        ([*ASKED, "--address", "https://a.example:99999/", "--out", "x.png"], "99999"),
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


def test_a_title_that_cannot_be_seen_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "map.svg"
    assert main([*ASKED, "--title", "\u200b", "--note", "\u202e\u200b", "--out", str(out)]) == 0
    assert "标题" in capsys.readouterr().err
    assert "实测年均值" in out.read_text(encoding="utf-8")


def test_a_path_as_title_is_only_a_title(tmp_path: Path) -> None:
    out = tmp_path / "pack.zip"
    assert main([*ASKED, "--title", "../../etc/passwd", "--note", "$x$", "--out", str(out)]) == 0
    with zipfile.ZipFile(out) as archive:
        assert all(os.sep not in name and ".." not in name for name in archive.namelist())
    assert list(tmp_path.iterdir()) == [out]
