"""What is taken over from the former site and what is made again, on a site of three pages."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from publishing import build as building
from publishing import lock, old_assets
from publishing.built import BuildOptions, Built
from publishing.cards import CardTask
from publishing.faults import SiteFolderError
from publishing.fingerprints import CARDS, changed_parts
from publishing.former import Former, open_former
from publishing.lock import publishing_alone
from tests.publishing.tiny_site import Tiny

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


def test_a_lock_that_its_holder_removed_is_taken_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, taken = tmp_path / ".site.lock", lock._lock
    calls = []

    def late(handle: int) -> None:
        if not calls:
            path.unlink()
            path.write_text("of the next")
        calls.append(handle)
        taken(handle)

    monkeypatch.setattr(lock, "_lock", late)
    with publishing_alone(tmp_path / "site"):
        assert os.path.samestat(os.fstat(calls[-1]), path.stat())
    assert len(calls) == 2


def test_a_file_is_dated_by_the_day_its_bytes_changed(tmp_path: Path) -> None:
    before = {"changed": "2026-11-01", "sha256": "a"}
    entries = {"same": {"sha256": "a"}, "other": {"sha256": "b"}, "new": {"sha256": "a"}}
    former = Former(tmp_path, {"files": {"same": before, "other": before}})
    building.date_entries(entries, former, "2026-11-23")
    assert {name: entry["changed"] for name, entry in entries.items()} == {
        "same": "2026-11-01",
        "other": "2026-11-23",
        "new": "2026-11-23",
    }


@pytest.mark.parametrize(("made_from", "drawn"), [("same", []), ("other", ["home-zh"])])
def test_a_refused_image_is_tried_again_when_its_making_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made_from: str, drawn: list[str]
) -> None:
    tried: list[str] = []

    def refuse(_site: object, _aside: object, cards: list[CardTask], *_how: object) -> list[object]:
        tried.extend(card.name for card in cards)
        return []

    card = SimpleNamespace(name="home-zh", path="images/home-zh.png")
    monkeypatch.setattr(building, "card_tasks", lambda *_: [card])
    monkeypatch.setattr(building, "made_cards", refuse)
    former = Former(tmp_path, {"prints": {CARDS: "same"}, "refused": ["home-zh"]})
    how = BuildOptions(workers=1, cards="few", compress=False, today="2026-11-23")
    work = building.Work(former, {}, {CARDS: made_from}, how, lambda *_: None, Built())
    building.draw_cards(None, None, work)
    assert (tried, work.built.refused) == (drawn, ["home-zh"])


def test_a_worker_that_is_killed_is_told_in_a_sentence(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    tiny.build()

    def gone(*_: object) -> object:
        raise BrokenProcessPool

    monkeypatch.setattr(building, "made_pages", gone)
    with pytest.raises(SiteFolderError) as told:
        tiny.build(parts={"code": "other"})
    assert "--workers 1" in told.value.message.msgid
    assert open_former(tiny.folder).is_whole
