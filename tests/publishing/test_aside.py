import gzip
import json
from pathlib import Path

import brotli
import pytest

from publishing import aside as module
from publishing.aside import MADE_BY, MANIFEST, built_aside, check_target
from publishing.compress import packed_files
from publishing.faults import SiteFolderError


def publish(out: Path, **files: str) -> None:
    with built_aside(out) as aside:
        for name, text in files.items():
            aside.write(f"{name}.html", text.encode())
        (aside.folder / MANIFEST).write_text(json.dumps({"made_by": MADE_BY, "files": {}}))


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("can_exchange", [True, False])
def test_new_site_takes_the_place_of_the_former(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, can_exchange: bool
) -> None:
    if not can_exchange:
        monkeypatch.setattr(module, "exchange", lambda *_folders: False)
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
    check_target(out)
    assert (out / "index.html").read_text() == "whole"


def test_folder_of_a_living_build_stays(tmp_path: Path) -> None:
    out = tmp_path / "site"
    with built_aside(out) as first:
        module.remove_left(out)
        assert first.folder.is_dir()
        first.write("index.html", b"first")
        (first.folder / MANIFEST).write_text(json.dumps({"made_by": MADE_BY, "files": {}}))
    assert (out / "index.html").read_text() == "first"


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
