"""What is taken over from the former site and what is made again, on a site of three pages."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from data.tables import Tables
from geo.store import Geometry
from policy.atlas import Atlas
from publishing import build as building
from publishing import old_assets, workers
from publishing.aside import check_target
from publishing.build import build_site
from publishing.built import BuildOptions, Built
from publishing.faults import SiteFolderError
from publishing.fingerprints import changed_parts, parts_of
from publishing.former import open_former
from publishing.link_check import faults_of_site
from publishing.lock import publishing_alone
from publishing.manifest import MANIFEST
from publishing.site import Site, SiteOptions
from publishing.tasks import Task

PAGE = b"<!doctype html><html lang=en><title>A page</title><p>The words of a page.</p></html>" * 12
FILES = {
    "data": {"data/targets.csv": b"a,b", "data/places.geojson": b"{}"},
    "method": {"method.html": PAGE, "en/method.html": PAGE},
    "not_found": {"404.html": PAGE},
}
TASKS = [Task("data"), Task("method"), Task("not_found")]
HOLDER = """
import sys, time
from pathlib import Path
from publishing.link_check import faults_of_site
from publishing.lock import publishing_alone
from publishing.manifest import MANIFEST
with publishing_alone(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


@dataclass
class Tiny:
    """A site that is built in a moment, and how to build it with something else behind it."""

    folder: Path
    build: Callable[..., Built]
    styles: dict[str, bytes]

    def manifest(self) -> dict[str, Any]:
        return json.loads((self.folder / MANIFEST).read_text("utf-8"))

    def assets(self) -> set[str]:
        return {path.name for path in (self.folder / "assets").iterdir()}


@pytest.fixture
def tiny(tables: Tables, built_geometry: Geometry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tiny:
    atlas, folder = Atlas(tables, built_geometry), tmp_path / "site"
    made_from = parts_of(Site(atlas, SiteOptions()))
    styles = {"site.css": b"h1 { color: black }"}
    plain = {"site.css": b"", "icon.svg": b"<svg/>", "atlas.css": b"", "site_map.js": b""}
    monkeypatch.setattr(building, "plain_assets", lambda _atlas: plain | styles)
    monkeypatch.setattr(building, "first_tasks", lambda _site: TASKS)
    monkeypatch.setattr(workers, "files_of", lambda _site, task: FILES[task.kind])
    monkeypatch.setattr(building, "layer_lists", lambda *_: {})
    monkeypatch.setattr(building, "home_files", lambda *_: {"index.html": b"<!doctype html><title>x</title>"})

    def build(
        today: str = "2026-11-23",
        parts: Mapping[str, Any] | None = None,
        compress: bool = False,
        options: SiteOptions | None = None,
    ) -> Built:
        monkeypatch.setattr(building, "parts_of", lambda _site: made_from | (parts or {}))
        how = BuildOptions(workers=1, cards="none", compress=compress, today=today)
        return build_site(atlas, options or SiteOptions(), how, folder, lambda *_: None)

    return Tiny(folder, build, styles)


def test_unchanged_site_is_not_touched(tiny: Tiny) -> None:
    first = tiny.build()
    before = tiny.folder.stat()
    again = tiny.build(today="2027-01-01")
    assert (first.rendered, again.rendered) == (3, 0)
    assert again.kept == again.files == first.files
    assert tiny.folder.stat().st_ino == before.st_ino
    assert tiny.folder.stat().st_mtime_ns == before.st_mtime_ns


@pytest.mark.parametrize(
    ("parts", "rendered"),
    [
        ({"code": "other"}, 3),
        ({"libraries": "other"}, 3),
        ({"shapes": "other"}, 3),
        ({"tables": {"targets": "other"}}, 3),
        ({"pages": "other"}, 3),
        ({"approval": "GS(2024)0001号"}, 2),
        ({"address": "https://elsewhere.example"}, 2),
        ({"changes": "other"}, 0),
    ],
    ids=lambda given: next(iter(given)) if isinstance(given, dict) else None,
)
def test_what_changed_says_what_is_made_again(tiny: Tiny, parts: Mapping[str, Any], rendered: int) -> None:
    tiny.build()
    again = tiny.build(parts=parts)
    assert again.rendered == rendered
    assert again.kept == again.files
    assert again.because == [next(iter(parts)) if "tables" not in parts else name for name in again.because]
    assert again.because
    assert tiny.build(parts=parts).rendered == 0


def test_a_changed_table_is_named() -> None:
    before = {"tables": {"targets": "1", "places": "1", "version": "a"}, "code": "x"}
    now = {"tables": {"targets": "2", "places": "1", "version": "b"}, "code": "y"}
    assert changed_parts(before, now) == ["code", "tables/targets"]
    assert changed_parts({}, now) == []


def test_a_packed_file_that_was_altered_is_packed_again(tiny: Tiny) -> None:
    tiny.build(compress=True)
    packed = tiny.folder / "method.html.gz"
    whole = packed.read_bytes()
    packed.write_bytes(whole[:-1] + b"?")
    assert tiny.build(compress=True).spoilt == ["method.html.gz"]
    assert packed.read_bytes() == whole


def test_a_link_in_the_place_of_a_file_is_made_a_file_again(tiny: Tiny, tmp_path: Path) -> None:
    tiny.build()
    page = tiny.folder / "method.html"
    page.rename(tmp_path / "elsewhere.html")
    page.symlink_to(tmp_path / "elsewhere.html")
    tiny.build()
    assert not page.is_symlink()
    assert open_former(tiny.folder).is_whole


def test_a_folder_replaced_by_a_link_is_made_a_folder_again(tiny: Tiny, tmp_path: Path) -> None:
    tiny.build()
    (tiny.folder / "en").rename(tmp_path / "elsewhere")
    (tiny.folder / "en").symlink_to(tmp_path / "elsewhere")
    assert "en/method.html: en is a link or no folder" in faults_of_site(tiny.folder)
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


def test_former_assets_stay_for_a_week(tiny: Tiny) -> None:
    tiny.build("2026-11-01", compress=True)
    first = tiny.assets()
    tiny.styles["site.css"] = b"h1 { color: blue }" * 90
    tiny.build("2026-11-02", {"pages": "blue"}, compress=True)
    both = tiny.assets()
    assert first < both
    assert open_former(tiny.folder).is_whole
    dropped = {path: row["dropped"] for path, row in tiny.manifest()["files"].items() if "dropped" in row}
    assert set(dropped.values()) == {"2026-11-02"}
    assert {path.removeprefix("assets/") for path in dropped} < first
    assert tiny.build("2026-11-08", {"pages": "blue"}, compress=True).rendered == 0
    assert tiny.assets() == both
    tiny.build("2026-11-09", {"pages": "blue"}, compress=True)
    assert tiny.assets() == both - {path.removeprefix("assets/") for path in dropped}


def test_former_assets_take_no_more_than_their_room(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(old_assets, "MOST_BYTES", 45)
    for number in range(4):
        tiny.styles["site.css"] = b"h1 { order: %d }    " % number
        tiny.build(f"2026-11-0{number + 1}", {"pages": str(number)})
    dropped = [row["dropped"] for row in tiny.manifest()["files"].values() if "dropped" in row]
    assert sorted(dropped) == ["2026-11-03", "2026-11-04"]


def test_an_asset_in_use_again_is_no_former_one(tiny: Tiny) -> None:
    tiny.build("2026-11-01")
    own = tiny.styles["site.css"]
    tiny.styles["site.css"] = b"h1 { color: blue }"
    tiny.build("2026-11-02", {"pages": "blue"})
    tiny.styles["site.css"] = own
    tiny.build("2026-11-03")
    entries = tiny.manifest()["files"]
    assert [row["dropped"] for row in entries.values() if "dropped" in row] == ["2026-11-03"]


def test_a_second_build_into_a_folder_is_told_so(tiny: Tiny) -> None:
    tiny.build()
    before = tiny.folder.stat().st_mtime_ns
    with publishing_alone(tiny.folder), pytest.raises(SiteFolderError) as told:
        tiny.build(parts={"code": "other"})
    assert "另一个进程" in told.value.message.msgid
    assert tiny.folder.stat().st_mtime_ns == before
    assert tiny.build(parts={"code": "other"}).rendered == 3
    assert [path.name for path in tiny.folder.parent.iterdir()] == ["site"]


def test_the_lock_of_a_killed_build_is_no_obstacle(tmp_path: Path) -> None:
    out = tmp_path / "site"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(out)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(building.__file__).parents[1],
    )
    try:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(SiteFolderError), publishing_alone(out):
            pass
    finally:
        os.kill(holder.pid, signal.SIGKILL)
        holder.communicate()
    assert (tmp_path / ".site.lock").exists()
    with publishing_alone(out):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_worker_that_is_killed_is_told_in_a_sentence(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    tiny.build()

    def gone(*_: object) -> object:
        raise BrokenProcessPool

    monkeypatch.setattr(building, "made_pages", gone)
    with pytest.raises(SiteFolderError) as told:
        tiny.build(parts={"code": "other"})
    assert "--workers 1" in told.value.message.msgid
    assert open_former(tiny.folder).is_whole
