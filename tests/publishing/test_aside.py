import gzip
import json
import os
from pathlib import Path

import brotli
import pytest

from publishing import switch as switching
from publishing.aside import built_aside, check_target
from publishing.compress import packed_files
from publishing.faults import SiteFolderError
from publishing.leftovers import Left, remove_left
from publishing.manifest import MADE_BY, MANIFEST


def publish(out: Path, **files: str) -> None:
    with built_aside(out) as aside:
        for name, text in files.items():
            aside.write(f"{name}.html", text.encode())
        (aside.folder / MANIFEST).write_text(json.dumps({"made_by": MADE_BY, "files": {}}))


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_other_sites_left_beside_a_name_with_signs_stay(tmp_path: Path) -> None:
    left = {
        name: tmp_path / name
        for name in (".a.building-1", ".[ab].building-1", ".a.former-1", ".[ab].former-1")
    }
    for folder in left.values():
        folder.mkdir()
    remove_left(tmp_path / "[ab]")
    assert names(tmp_path) == {".a.building-1", ".a.former-1"}


@pytest.mark.parametrize(
    "name", ["n" * 300, "n" * 248, "d" * 300 + "/site", "loop", "loop/site", "file/a/b", "a\0b"]
)
def test_target_that_cannot_be_is_refused_before_anything_is_made(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(SiteFolderError):
        check_target(tmp_path / name)
    assert names(tmp_path) == {"file", "loop"}


def test_everything_is_open_to_those_who_serve_it(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        with built_aside(tmp_path / "site") as aside:
            aside.write("a/b/index.html", b"x")
    finally:
        os.umask(before)
    modes = {
        path.relative_to(tmp_path).as_posix(): path.stat().st_mode & 0o777 for path in tmp_path.rglob("*")
    }
    assert modes == {"site": 0o755, "site/a": 0o755, "site/a/b": 0o755, "site/a/b/index.html": 0o644}


@pytest.mark.parametrize("can_exchange", [True, False])
def test_new_site_takes_the_place_of_the_former(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, can_exchange: bool
) -> None:
    if not can_exchange:
        monkeypatch.setattr(switching, "exchange", lambda *_folders: False)
    out = tmp_path / "deep" / "site"
    publish(out, index="one", old="gone")
    publish(out, index="two")
    assert names(out) == {"index.html", MANIFEST}
    assert (out / "index.html").read_text() == "two"
    assert names(out.parent) == {"site"}


def test_file_with_the_same_bytes_is_the_same_file(tmp_path: Path) -> None:
    out = tmp_path / "site"
    publish(out, same="x", other="y")
    before = {name: (out / name).stat().st_ino for name in ("same.html", "other.html")}
    publish(out, same="x", other="z")
    assert (out / "same.html").stat().st_ino == before["same.html"]
    assert (out / "other.html").stat().st_ino != before["other.html"]


def test_other_folders_are_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(SiteFolderError):
        publish(tmp_path, index="x")
    assert names(tmp_path) == {"thesis.txt"}


def test_file_and_link_are_no_folders(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for name in ("file", "link", "file/below"):
        with pytest.raises(SiteFolderError):
            publish(tmp_path / name, index="x")


def test_site_left_between_two_renames_is_brought_back(tmp_path: Path) -> None:
    out = tmp_path / "site"
    publish(out, index="whole")
    out.rename(tmp_path / ".site.former-77")
    remove_left(out)
    assert (out / "index.html").read_text() == "whole"


def test_folder_of_a_living_build_stays(tmp_path: Path) -> None:
    out = tmp_path / "site"
    with built_aside(out) as first:
        remove_left(out)
        assert first.folder.is_dir()
        first.write("index.html", b"first")
        (first.folder / MANIFEST).write_text(json.dumps({"made_by": MADE_BY, "files": {}}))
    assert (out / "index.html").read_text() == "first"


@pytest.mark.parametrize("can_exchange", [True, False])
@pytest.mark.parametrize("had_site", [True, False])
@pytest.mark.parametrize("kind", ["folder", "link", "file"])
def test_what_another_hand_puts_there_during_a_build_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, had_site: bool, can_exchange: bool
) -> None:
    if not can_exchange:
        monkeypatch.setattr(switching, "exchange", lambda *_folders: False)
    out, theirs = tmp_path / "site", tmp_path / "theirs"
    if had_site:
        publish(out, index="former")
    theirs.mkdir()
    (theirs / "thesis.txt").write_text("mine")

    def build() -> None:
        with built_aside(out) as aside:
            aside.write("index.html", b"new")
            if had_site:
                out.rename(tmp_path / "moved")
            if kind == "folder":
                theirs.rename(out)
            elif kind == "link":
                out.symlink_to(theirs)
            else:
                out.write_text("mine")

    with pytest.raises(SiteFolderError):
        build()
    assert (out if kind == "file" else out / "thesis.txt").read_text() == "mine"
    assert names(tmp_path) - {"theirs", "moved"} == {"site"}


@pytest.mark.parametrize("can_give_back", [True, False])
def test_what_comes_at_the_last_moment_is_put_back_or_left_under_a_told_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, can_give_back: bool
) -> None:
    out, calls = tmp_path / "site", []
    publish(out, index="former")

    def late(one: Path, other: Path) -> bool:
        calls.append(one)
        if len(calls) == 1:
            out.rename(tmp_path / "moved")
            out.mkdir()
            (out / "thesis.txt").write_text("mine")
        elif not can_give_back:
            return False
        return exchange(one, other)

    exchange = switching.exchange
    monkeypatch.setattr(switching, "exchange", late)
    with pytest.raises(SiteFolderError) as told:
        publish(out, index="new")
    (kept,) = tmp_path.glob("*/thesis.txt")
    assert str(kept.parent) in str(told.value)
    assert (kept.parent == out) == can_give_back
    assert not list(tmp_path.glob(".site*"))


def test_link_and_file_with_the_name_of_a_build_are_told_and_stay(tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / ".site.building-a").symlink_to(tmp_path / "theirs")
    (tmp_path / ".site.former-a").write_text("mine")
    (tmp_path / ".site.building-b").mkdir()
    left = [".site.building-a", ".site.former-a"]
    assert remove_left(tmp_path / "site") == Left(others=left)
    assert names(tmp_path) == {"theirs", *left}


def test_packed_files_stay_with_the_files_they_are_made_from(tmp_path: Path) -> None:
    def entries(out: Path, published: set[str], **files: str) -> dict[str, dict[str, object]]:
        with built_aside(out) as aside:
            written = {}
            for name, text in files.items():
                aside.write(f"{name}.html", text.encode())
                written[f"{name}.html"] = {"bytes": len(text.encode()), "changed": "2026-01-02"}
            made = packed_files(aside, written, published, lambda *_step: None)
            (aside.folder / MANIFEST).write_text(json.dumps({"made_by": MADE_BY, "files": {}}))
        return made

    out, long = tmp_path / "site", "天 " * 900
    first = entries(out, set(), same=long, other=long, short="x")
    second = entries(out, set(first), same=long, other=long + "!")
    assert (
        set(first)
        == set(second)
        == {f"{name}.html{end}" for name in ("same", "other") for end in (".gz", ".br")}
    )
    assert {path for path, entry in second.items() if entry["kept"]} == {"same.html.gz", "same.html.br"}
    assert gzip.decompress((out / "other.html.gz").read_bytes()).decode() == long + "!"
    assert brotli.decompress((out / "same.html.br").read_bytes()).decode() == long
