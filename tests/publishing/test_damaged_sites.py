"""A published site that was damaged or that others have put things into: noticed, told, made again."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from publishing.aside import check_target
from publishing.faults import SiteFolderError
from publishing.former import open_former
from publishing.link_check import faults_of_site
from publishing.manifest import MANIFEST
from tests.publishing.tiny_site import Tiny


def test_a_folder_replaced_by_a_link_is_made_a_folder_again(tiny: Tiny, tmp_path: Path) -> None:
    tiny.build()
    (tiny.folder / "en").rename(tmp_path / "elsewhere")
    (tiny.folder / "en").symlink_to(tmp_path / "elsewhere")
    assert any(
        fault.startswith("en/method.html:") and fault.endswith("en is a link or no folder")
        for fault in faults_of_site(tiny.folder)
    )
    assert tiny.build().spoilt == ["en/feed.xml", "en/method.html"]
    assert not (tiny.folder / "en").is_symlink()
    assert (tmp_path / "elsewhere" / "method.html").stat().st_nlink == 1
    assert open_former(tiny.folder).is_whole


@pytest.mark.parametrize("path", ["method.html", "en"])
def test_what_others_cannot_read_is_made_again(tiny: Tiny, path: str) -> None:
    tiny.build()
    (tiny.folder / path).chmod(0o700)
    assert tiny.build().spoilt
    assert (tiny.folder / path).stat().st_mode & 0o004
    assert tiny.build().spoilt == []


def test_files_that_nobody_published_are_named(tiny: Tiny, tmp_path: Path) -> None:
    tiny.build()
    (tiny.folder / "en" / "stray.html").touch()
    (tiny.folder / "link").symlink_to(tmp_path)
    again = tiny.build()
    assert (again.rendered, again.unlisted) == (0, ["en/stray.html", "link"])


def test_a_folder_that_cannot_be_read_is_named(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    tiny.build()
    closed, scandir = tiny.folder / "closed", os.scandir
    closed.mkdir()

    def refuse(path: str | Path) -> Iterator[os.DirEntry[str]]:
        if Path(path) == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert tiny.build().unlisted == ["closed/"]
    assert any(fault.startswith("closed/: ") for fault in faults_of_site(tiny.folder))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text[: len(text) // 2],
        lambda _text: "\x00 garbage",
        lambda _text: "",
        lambda _text: "null",
        lambda _text: "[" * 200_000,
        lambda text: text.replace('"made_from": {', '"made_from": [], "x": {'),
        lambda text: text.replace('"method.html": {', '"method.html": null, "x": {', 1),
        lambda text: text.replace('"404.html": {', '"a\\u0000.html": {'),
        lambda text: text.replace('"404.html": {', '"a\\ud800.html": {'),
        lambda text: text.replace('"404.html": {', '"../a.html": {'),
        lambda text: text.replace('"data_changed": "2026-11-23"', '"data_changed": null'),
        lambda text: text.replace('"changed": "2026-11-23"', '"changed": 7', 1),
    ],
)
def test_a_damaged_manifest_is_no_obstacle_and_nothing_is_taken_over(
    tiny: Tiny, spoil: Callable[[str], str]
) -> None:
    tiny.build()
    whole = (tiny.folder / MANIFEST).read_text("utf-8")
    (tiny.folder / MANIFEST).write_text(spoil(whole), "utf-8")
    assert spoil(whole) != whole
    assert any("damaged" in fault for fault in faults_of_site(tiny.folder))
    again = tiny.build()
    assert (again.rendered, again.list_damaged) == (3, True)
    assert (tiny.folder / MANIFEST).read_text("utf-8") == whole


def test_a_manifest_without_the_day_of_its_data_gets_one(tiny: Tiny) -> None:
    tiny.build()
    content = tiny.manifest()
    del content["data_changed"]
    (tiny.folder / MANIFEST).write_text(json.dumps(content))
    tiny.build()
    assert tiny.manifest()["data_changed"] == "2026-11-23"


def test_a_manifest_of_another_maker_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text('{"made_by": "somebody else"}')
    with pytest.raises(SiteFolderError):
        check_target(tmp_path)


def test_a_manifest_of_another_hand_is_believed_in_nothing(tiny: Tiny) -> None:
    tiny.build()
    content = tiny.manifest()
    content |= {"tasks": {"method": "method.html"}, "prints": "x", "refused": [], "made_from": {"tables": 1}}
    content["files"]["../outside.html"] = {"bytes": 1, "sha256": "x"}
    (tiny.folder / MANIFEST).write_text(json.dumps(content))
    assert tiny.build().rendered == 3
