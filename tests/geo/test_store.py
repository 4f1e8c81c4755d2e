"""The cache: built once, whole or not at all, built again when anything disagrees."""

import json
import os
import stat
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from geo import store
from geo.errors import BoundaryDataMissingError, CarveOutError, CoverageFaultError, GeometryCacheError
from geo.planning_units import CarveOut
from geo.store import default_cache_root, ensure_geometry
from tests.toy_country import CARVE_OUT, PLACES, ToySource

REPOSITORY = Path(__file__).parents[2]


def ensure(cache_root, source=None, **options):
    source = source or ToySource()
    return ensure_geometry([CARVE_OUT], cache_root, source=source, **options), source


def leftovers(cache_root):
    return [path.name for path in cache_root.iterdir() if path.name.startswith(store.TEMPORARY_PREFIX)]


@pytest.fixture
def built(tmp_path):
    return ensure(tmp_path)[0]


def test_a_second_opening_builds_nothing(tmp_path, built):
    steps = []
    again, source = ensure(tmp_path, on_progress=lambda step, done: steps.append(step))
    assert source.reads == 0
    assert steps == []
    assert again.manifest == built.manifest
    assert tuple(again.places.index) == PLACES


def test_progress_grows_to_one_and_names_each_step(tmp_path):
    seen = []
    ensure(tmp_path, on_progress=lambda step, done: seen.append((step, done)))
    assert list(dict.fromkeys(step for step, _ in seen)) == [
        "read",
        "carve",
        "simplify",
        "check",
        "strip",
        "write",
        "done",
    ]
    shares = [done for _, done in seen]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)


def test_manifest_says_what_the_build_was_made_from(built):
    manifest = built.manifest
    assert (manifest["source_name"], manifest["source_version"]) == ("toy", "1")
    assert manifest["counts"] == {"counties": 14, "places": 6, "provinces": 3}
    assert set(manifest["files"]) == {path.name for path in built.folder.iterdir()} - {"manifest.json"}
    assert manifest["topology_file"] in manifest["files"]
    assert manifest == json.loads((built.folder / "manifest.json").read_text(encoding="utf-8"))


def test_other_boundaries_are_built_again(tmp_path, built):
    again, source = ensure(tmp_path, ToySource(edition="2"))
    assert source.reads == 1
    assert again.manifest["source_version"] == "2"
    assert again.folder == built.folder


def test_other_carve_outs_stand_beside(tmp_path, built):
    other = ensure_geometry([], tmp_path, source=ToySource())
    assert other.folder != built.folder
    assert "910181" not in other.places.index
    assert ensure(tmp_path)[1].reads == 0


@pytest.mark.parametrize(
    "name", ["places.parquet", "counties.parquet", "borders.parquet", "manifest.json", "topology"]
)
@pytest.mark.parametrize("damage", ["cut", "missing", "changed", "empty"])
def test_a_damaged_build_is_built_again(tmp_path, built, name, damage):
    path = built.topology_file if name == "topology" else built.folder / name
    content = path.read_bytes()
    if damage == "missing":
        path.unlink()
    else:
        middle = len(content) // 2
        changed = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
        path.write_bytes({"cut": content[:middle], "changed": changed, "empty": b""}[damage])
    again, source = ensure(tmp_path)
    manifest_still_reads = name == "manifest.json" and damage == "changed"
    assert source.reads == 1 or manifest_still_reads
    assert tuple(again.places.index) == PLACES
    assert len(again.counties) == 14
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize("content", ["[]", "null", "{}", '{"files": 3}', "{", '"text"'])
def test_a_manifest_that_is_none_is_built_again(tmp_path, built, content):
    (built.folder / "manifest.json").write_text(content, encoding="utf-8")
    assert ensure(tmp_path)[1].reads == 1


def test_force_builds_again(tmp_path, built):
    time.sleep(0.05)
    assert ensure(tmp_path, force=True)[1].reads == 1
    assert leftovers(tmp_path) == []


def test_leftovers_of_a_killed_build_are_swept(tmp_path):
    old = tmp_path / f"{store.TEMPORARY_PREFIX}old"
    old.mkdir(parents=True)
    (old / "places.parquet").write_bytes(b"half")
    ensure(tmp_path)
    assert leftovers(tmp_path) == []


def test_a_failing_build_leaves_nothing(tmp_path):
    class Failing(ToySource):
        def south_sea_lines(self):
            raise BoundaryDataMissingError(store.N_("x"))

    with pytest.raises(BoundaryDataMissingError):
        ensure(tmp_path, Failing())
    assert [path.name for path in tmp_path.iterdir()] == [store.LOCK_FILE]


def test_boundaries_that_overlap_are_refused_and_shown(tmp_path):
    class Overlapping(ToySource):
        def counties(self):
            counties = super().counties()
            counties.loc[0, "geometry"] = counties.geometry[0].buffer(0.05)
            return counties

    with pytest.raises(CoverageFaultError) as caught:
        ensure(tmp_path, Overlapping())
    assert any("910101" in fault for fault in caught.value.faults)
    assert len(caught.value.faults) >= 3
    assert caught.value.file == tmp_path / store.FAULTS_FILE
    assert caught.value.file.is_file()
    assert leftovers(tmp_path) == []


def test_without_boundaries_a_good_cache_still_opens(tmp_path, built):
    again, source = ensure(tmp_path, ToySource(edition=None))
    assert source.reads == 0
    assert again.manifest["source_version"] == "1"


def test_a_cache_root_that_is_a_file_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(GeometryCacheError) as caught:
        ensure(tmp_path / "file" / "cache")
    assert "ATLAS_CACHE" in str(caught.value)
    assert str(tmp_path) in str(caught.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_root_is_said(tmp_path):
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(GeometryCacheError):
        ensure(tmp_path)


def test_a_read_only_cache_that_is_right_is_opened_without_the_lock(tmp_path, built):
    (tmp_path / store.LOCK_FILE).unlink()
    ensure(tmp_path)
    assert not (tmp_path / store.LOCK_FILE).exists()


def test_default_root_can_be_named(monkeypatch, tmp_path):
    monkeypatch.setenv("ATLAS_CACHE", str(tmp_path))
    assert default_cache_root() == tmp_path
    monkeypatch.delenv("ATLAS_CACHE")
    assert default_cache_root() == REPOSITORY / ".cache" / "geometry"


def test_two_builds_of_the_same_are_the_same(tmp_path):
    one, other = ensure(tmp_path / "one")[0], ensure(tmp_path / "other")[0]
    assert one.manifest["files"] == other.manifest["files"]


def test_carve_out_that_does_not_fit_leaves_the_good_build(tmp_path, built):
    with pytest.raises(CarveOutError):
        ensure_geometry([CarveOut("910181", "910200", ("910103",))], tmp_path, source=ToySource())
    assert ensure(tmp_path)[1].reads == 0


def test_threads_of_one_process_build_once(tmp_path):
    source = ToySource()
    with ThreadPoolExecutor(4) as pool:
        folders = list(pool.map(lambda _: ensure(tmp_path, source)[0].folder, range(4)))
    assert source.reads == 1
    assert len(set(folders)) == 1
