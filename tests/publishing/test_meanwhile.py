"""What another hand puts into the site while it is built stays, and what killed or other hands left is never lost."""

import json
from pathlib import Path

import pytest

from publishing import aside as module
from publishing import switch as switching
from publishing.aside import built_aside
from publishing.faults import SiteFolderError
from publishing.leftovers import ALIVE, Left, remove_left
from publishing.manifest import MADE_BY, MANIFEST
from publishing.meanwhile import Parting
from publishing.switch import Found
from tests.publishing.tiny_site import Tiny

NOBODY_BEGAN = 99


@pytest.fixture(params=[True, False], ids=["exchange", "two steps"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways of switching."""
    if not request.param:
        monkeypatch.setattr(switching, "exchange", lambda *_folders: False)


def make_site(folder: Path, **files: str) -> Path:
    """A site of ours."""
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.html").write_text(text)
    listed = {f"{name}.html": {"bytes": len(text), "sha256": ""} for name, text in files.items()}
    (folder / MANIFEST).write_text(json.dumps({"made_by": MADE_BY, "files": listed}))
    return folder


def put_there(out: Path, path: str, text: str = "mine") -> None:
    (out / path).parent.mkdir(parents=True, exist_ok=True)
    (out / path).write_text(text)


def publish(out: Path, put: dict[str, str]) -> Parting:
    with built_aside(out) as aside:
        aside.write("index.html", b"new")
        aside.write("a/new.html", b"new")
        (aside.folder / MANIFEST).write_text(json.dumps({"made_by": MADE_BY, "files": {}}))
        for path, text in put.items():
            put_there(out, path, text)
    return aside.parting


@pytest.mark.usefixtures("way")
def test_what_appears_in_the_site_is_carried_over_and_named(tmp_path: Path) -> None:
    out = make_site(tmp_path / "site", index="old", gone="old")
    put_there(out, "before.txt")
    put = {"mine.txt": "mine", ".well-known/acme/x": "key", "a/mine.txt": "mine", "before.txt": "grown"}
    parting = publish(out, put)
    assert parting == Parting(carried=[".well-known", "a/mine.txt", "before.txt", "mine.txt"])
    assert {path: (out / path).read_text() for path in put} == put
    assert (out / "index.html").read_text() == (out / "a/new.html").read_text() == "new"
    assert not (out / "gone.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.usefixtures("way")
def test_a_published_file_that_is_altered_is_kept_with_the_former_site(tmp_path: Path) -> None:
    out = make_site(tmp_path / "site", index="old")
    parting = publish(out, {"index.html": "theirs", "a/new.html": "theirs", "b.txt": "mine"})
    assert (parting.carried, parting.altered) == (["b.txt"], ["a/new.html", "index.html"])
    kept = Path(parting.kept)
    assert (kept / "index.html").read_text() == (kept / "a/new.html").read_text() == "theirs"
    assert (out / "index.html").read_text() == "new"
    assert kept.name.startswith("site.found-")
    assert remove_left(out) == Left()
    assert kept.is_dir()


def test_a_build_says_what_it_carried_over(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    tiny.build()
    put_there(tiny.folder, "early.txt")
    write_ends = module.settle
    monkeypatch.setattr(module, "settle", lambda folder: (put_there(tiny.folder, "m/x"), write_ends(folder)))
    built = tiny.build(parts={"changes": "other"})
    assert (built.unlisted, built.parting.carried) == (["early.txt"], ["m"])
    assert (tiny.folder / "m/x").read_text() == "mine"


def test_a_former_site_that_cannot_be_removed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = make_site(tmp_path / "site", index="old")
    monkeypatch.setattr("publishing.leftovers.shutil.rmtree", lambda *_given, **_how: None)
    parting = publish(out, {})
    (stuck,) = tmp_path.glob(".site.building-*")
    assert parting == Parting(stuck=str(stuck))
    assert remove_left(out) == Left(stuck=[stuck.name])


@pytest.mark.parametrize("step", ["carry_over", "removed"])
def test_an_end_after_the_switch_does_not_say_that_nothing_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def end(*_given: object) -> None:
        raise KeyboardInterrupt

    out = make_site(tmp_path / "site", index="old")
    monkeypatch.setattr(module, step, end)
    with pytest.raises(SiteFolderError) as told:
        publish(out, {})
    (left,) = (path for path in tmp_path.iterdir() if path != out)
    assert str(left) in str(told.value)
    assert (left / "index.html").read_text() == "old"
    assert (out / "index.html").read_text() == "new"


@pytest.mark.parametrize("name", [".site.building-a", ".site.former-a"])
def test_only_what_is_ours_is_removed(tmp_path: Path, name: str) -> None:
    put_there(tmp_path, f"{name}/thesis.txt")
    put_there(make_site(tmp_path / f"{name}1", index="old"), "mine.txt")
    make_site(tmp_path / f"{name}2", index="old")
    put_there(tmp_path / f"{name}3", "half.html")
    put_there(tmp_path / f"{name}3", ALIVE)
    (tmp_path / "site").mkdir()
    put_there(tmp_path / "site", "index.html")
    assert remove_left(tmp_path / "site") == Left(others=[name, f"{name}1"])
    assert {path.name for path in tmp_path.iterdir()} == {"site", name, f"{name}1"}


@pytest.mark.parametrize("is_empty", [True, False])
def test_a_former_site_is_brought_back_before_a_build_that_fails(tmp_path: Path, is_empty: bool) -> None:
    out = tmp_path / "site"
    make_site(tmp_path / f".site.former-{NOBODY_BEGAN}", index="whole")
    put_there(tmp_path, ".site.former-1/thesis.txt")
    if is_empty:
        out.mkdir()

    def build() -> None:
        with built_aside(out):
            raise OSError

    with pytest.raises(SiteFolderError):
        build()
    assert (out / "index.html").read_text() == "whole"
    assert (tmp_path / ".site.former-1/thesis.txt").read_text() == "mine"


def test_what_comes_between_the_two_steps_is_told_with_where_the_site_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = make_site(tmp_path / "site", index="old")
    put = switching.put

    def late(folder: Path, target: Path) -> None:
        put_there(target, "thesis.txt")
        put(folder, target)

    monkeypatch.setattr(switching, "exchange", lambda *_folders: False)
    monkeypatch.setattr(switching, "put", late)
    with pytest.raises(SiteFolderError) as told:
        publish(out, {})
    (former,) = tmp_path.glob(".site.former-*")
    assert str(former) in str(told.value)
    assert "没有改动" not in str(told.value)
    assert (former / "index.html").read_text() == "old"
    (out / "thesis.txt").unlink()
    remove_left(out)
    assert (out / "index.html").read_text() == "old"


def test_a_folder_put_where_the_new_site_grows_stays(tmp_path: Path) -> None:
    def build() -> None:
        with built_aside(tmp_path / "site") as aside:
            aside.folder.rename(tmp_path / "moved")
            put_there(aside.folder, "thesis.txt")
            (aside.folder / ALIVE).touch()

    with pytest.raises(SiteFolderError):
        build()
    assert not (tmp_path / "site").exists()
    assert len(list(tmp_path.glob(".site.building-*/thesis.txt"))) == 1


def test_a_folder_may_go_only_as_what_it_was_and_only_when_it_is_ours(tmp_path: Path) -> None:
    site, theirs = make_site(tmp_path / "site"), tmp_path / "theirs"
    theirs.mkdir()
    assert Found.at(site).may_go_from(site)
    assert Found.at(theirs).may_go_from(theirs)
    assert not Found.at(site).may_go_from(theirs)
    put_there(theirs, "thesis.txt")
    assert not Found.at(theirs).may_go_from(theirs)
    device, number = site.stat().st_dev, site.stat().st_ino
    assert Found((device, number)).is_at(site)
    assert not Found((device + 1, number)).is_at(site)
