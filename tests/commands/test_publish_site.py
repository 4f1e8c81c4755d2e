"""`python -m commands.publish_site`: one sentence a fault, before anything is built."""

import signal
from pathlib import Path

import pytest

from commands import publish_site
from commands.open_atlas import CommandError
from commands.publish_report import Progress, steps_of
from commands.publish_site import base_url_of, main, workers_of
from publishing.built import BuildOptions


@pytest.fixture(autouse=True)
def _never_builds(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise AssertionError("the atlas was opened")

    monkeypatch.setattr(publish_site, "open_atlas", refuse)


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("", ""),
        ("https://atlas.example", "https://atlas.example"),
        ("https://atlas.example/", "https://atlas.example"),
        ("http://127.0.0.1:8732/air/", "http://127.0.0.1:8732/air"),
        ("http://localhost:80", "http://localhost:80"),
        ("http://10.0.0.1", "http://10.0.0.1"),
        ("https://4.a1", "https://4.a1"),
        ("http://[::1]:8732/", "http://[::1]:8732"),
        ("https://a-b.example.org/x-1/y", "https://a-b.example.org/x-1/y"),
    ],
)
def test_address_is_kept_without_its_last_slash(given: str, read: str) -> None:
    assert base_url_of(given) == read


@pytest.mark.parametrize("option", ["--base-url", "--dashboard-url"])
@pytest.mark.parametrize(
    "given",
    [
        "atlas.example",
        "ftp://atlas.example",
        "https://",
        "https://atlas.example/?a=1",
        "https://atlas.example/#a",
        "https://name:word@atlas.example",
        "https://atlas.example:99999",
        'https://atlas.example/"><b>',
        "https://[::1",
        "javascript:alert(1)",
        "https://atlas.example/#",
        "https://atlas.example/?",
        "https://atlas.example/a/../b",
        "https://atlas.example/%0a",
        "https://@atlas.example",
        "https://atlas.example/@a",
        "https://atlas.example/{a}",
        "https://atlas.example//a",
        "https://atlas.example/a\n",
        "https://atlas.example:",
        "https://..",
        "https://-",
        "https://-a.example",
        "https://a..example",
        "https://" + "a" * 64 + ".example",
        "https://" + "a" * 1_000_000,
        "https://" + "a." * 127 + "aa",
        "https://[:::]",
        "https://atlas.example:0",
        "https://999.999.999.999",
        "https://1.2.3",
        "https://a.0x7f",
    ],
)
def test_odd_address_is_refused_in_a_sentence(
    given: str, option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--out", str(tmp_path / "site"), option, given]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1
    assert option in told.err
    assert "https://example.org or https://example.org/path" in told.err
    assert len(told.err) < 400
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_seen_in_an_address_is_written_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--out", "site", "--base-url", "https://a.example\n\u200b"]) == 2
    assert "“https://a.example\\n\\u200b”" in capsys.readouterr().err


@pytest.mark.parametrize("more", [[], ["--check"]])
def test_a_folder_without_a_name_is_refused(more: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--out", "", *more]) == 2
    assert "--out is empty" in capsys.readouterr().err


def test_folder_of_other_things_is_refused_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    assert main(["--out", str(tmp_path)]) == 2
    assert str(tmp_path) in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize("given", ["0", "17", "two", "-1", "1.5", "１", "1" * 5000])
def test_odd_number_of_processes_is_refused(given: str) -> None:
    with pytest.raises(CommandError, match="must be a whole number"):
        workers_of(given)


@pytest.mark.parametrize("name", ["loop", "n" * 300, "file/below"])
def test_target_that_cannot_be_is_told_with_the_other_faults(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "file").touch()
    assert main(["--out", str(tmp_path / name), "--workers", "0"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_check_of_no_folder_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--out", str(tmp_path / "none"), "--check"]) == 1
    assert "没有这个文件夹 / no such folder" in capsys.readouterr().err


def test_steps_are_numbered(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress(steps_of(BuildOptions(1, "none", compress=True, today="2026-11-23"))) as progress:
        progress.step("pages", 3, 3)
        progress.step("compress", 2, 2)
    told = capsys.readouterr().err.splitlines()
    assert told == ["[1/2] 页面 / pages 3/3", "[2/2] 压缩 / compression 2/2"]


def test_check_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--out", str(tmp_path), "--check"]) == 1
    assert "site-manifest.json" in capsys.readouterr().err


def test_progress_is_a_line_a_tenth_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress() as progress:
        for done in range(101):
            progress.step("pages", done, 100)
        progress.step("cards", 0, 0)
    assert len(capsys.readouterr().err.splitlines()) == 11


def test_all_faults_are_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("mine")
    given = ["--out", str(tmp_path / "file"), "--base-url", "atlas.example", "--workers", "99"]
    assert main(given) == 2
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 3
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.parametrize("name", ["", "publishing", "data/site", "new"])
def test_the_software_is_no_place_for_the_site(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = Path(publish_site.__file__).resolve().parents[1] / name
    there = out.exists()
    assert main(["--out", str(out)]) == 2
    assert ".cache" in capsys.readouterr().err
    assert out.exists() == there


def test_being_asked_to_end_ends_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(publish_site, "open_atlas", lambda: signal.raise_signal(signal.SIGTERM))
    before = signal.getsignal(signal.SIGTERM)
    assert main(["--out", str(tmp_path / "site")]) == 143
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
    assert signal.getsignal(signal.SIGTERM) is before
