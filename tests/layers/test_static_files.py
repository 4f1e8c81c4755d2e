"""What browsers keep has a name for its content, appears whole, and is told from what is missing."""

import hashlib
import json
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import astuple
from pathlib import Path

import pytest

from layers import client_files
from layers.client_files import (
    ClientFileMissingError,
    client_module,
    client_script,
    client_styles,
    leaflet_file,
)
from layers.static_files import publish, publish_static
from tests.layers.drawn_example import INDEX, square_topology

YEAR_SECONDS = 365 * 24 * 3600


def publish_many(folder: Path) -> set[str]:
    """Write the same files over and over, as a process among others does."""
    return {publish(folder, "places.json", b"x" * 200_000) for _ in range(30)}


def test_name_carries_the_hash_of_the_content(tmp_path: Path) -> None:
    content = "边界".encode()
    digest = hashlib.sha256(content).hexdigest()[:12]
    assert publish(tmp_path, "places.json", content) == f"app/static/places.{digest}.json"
    assert (tmp_path / f"places.{digest}.json").read_bytes() == content
    assert publish(tmp_path, "places.json", b"other") != f"app/static/places.{digest}.json"


def test_file_is_old_so_that_browsers_keep_it(tmp_path: Path) -> None:
    publish(tmp_path, "atlas.css", b"a")
    (file,) = tmp_path.iterdir()
    assert time.time() - file.stat().st_mtime > 10 * YEAR_SECONDS


def test_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    publish(tmp_path, "atlas.css", b"a")
    (file,) = tmp_path.iterdir()
    before = file.stat().st_ino
    publish(tmp_path, "atlas.css", b"a")
    assert file.stat().st_ino == before


def test_truncated_file_is_written_anew(tmp_path: Path) -> None:
    publish(tmp_path, "places.json", b"whole")
    (file,) = tmp_path.iterdir()
    file.write_bytes(b"wh")
    publish(tmp_path, "places.json", b"whole")
    assert file.read_bytes() == b"whole"


def test_processes_publish_at_the_same_time(tmp_path: Path) -> None:
    with ProcessPoolExecutor(4) as pool:
        addresses = set().union(*pool.map(publish_many, [tmp_path] * 4))
    assert len(addresses) == 1
    (file,) = tmp_path.iterdir()
    assert file.read_bytes() == b"x" * 200_000


def test_failure_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("os.utime", refuse)
    with pytest.raises(OSError, match="disk full"):
        publish(tmp_path, "places.json", b"whole")
    assert list(tmp_path.iterdir()) == []


def test_everything_the_map_needs_is_published(tmp_path: Path) -> None:
    files = publish_static(tmp_path / "static", json.dumps(square_topology()), INDEX, {"measures": []})
    assert {Path(address).name for address in astuple(files)} == {
        file.name for file in (tmp_path / "static").iterdir()
    }
    published = (tmp_path / "static" / Path(files.index_url).name).read_text(encoding="utf-8")
    assert json.loads(published) == INDEX
    assert "太原市" in published


@pytest.mark.parametrize("entry", ["map_component.js", "search_component.js", "measures_component.js"])
def test_module_is_joined_whole(entry: str) -> None:
    module = client_module(entry)
    assert "\nimport " not in module
    assert module.rstrip().endswith(f"export const {{ show }} = modules['{entry}'];")
    assert module.count("export ") == 1
    assert "sourceMappingURL" not in module


def test_search_box_does_not_bring_the_map_along() -> None:
    assert "Leaflet" in client_module("map_component.js")
    assert len(client_module("search_component.js")) < 20_000


def test_script_exports_nothing() -> None:
    assert "export " not in client_script("atlas_map.js")


def test_client_never_takes_text_for_markup_or_code() -> None:
    for file in client_files.CLIENT_FOLDER.glob("*.js"):
        text = file.read_text(encoding="utf-8")
        for forbidden in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "eval(",
            "new Function",
            "http://unpkg",
        ):
            assert forbidden not in text, file.name


def test_style_sheet_asks_for_nothing_elsewhere() -> None:
    styles = client_styles("atlas.css", "measures.css")
    assert "http" not in styles.replace("https://bugzilla.mozilla.org/show_bug.cgi?id=888319", "")
    assert "@import" not in styles


def test_missing_leaflet_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_files, "LEAFLET_PACKAGE", "no-such-package")
    with pytest.raises(
        ClientFileMissingError, match=r"leaflet\.js of Leaflet is not installed: .*no-such-package"
    ):
        leaflet_file("leaflet.js")


def test_missing_module_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.js").write_text('import { b } from "./b.js";\n', encoding="utf-8")
    monkeypatch.setattr(client_files, "CLIENT_FOLDER", tmp_path)
    with pytest.raises(ClientFileMissingError, match=r"b\.js is missing"):
        client_module("a.js")


def test_circle_of_imports_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.js").write_text('import { b } from "./b.js";\n', encoding="utf-8")
    (tmp_path / "b.js").write_text('import { a } from "./a.js";\n', encoding="utf-8")
    monkeypatch.setattr(client_files, "CLIENT_FOLDER", tmp_path)
    with pytest.raises(ValueError, match=r"a\.js imports itself through a\.js → b\.js"):
        client_module("a.js")
