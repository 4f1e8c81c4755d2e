"""What cannot be understood or read is said in a sentence: no traceback, no half-drawn map, nothing asked of others."""

import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from data.tables import DATA_FOLDER
from geo.store import Geometry, default_cache_root
from tests.end_to_end.app_server import AUDIT_FOLDER, PROJECT_FOLDER, AppServer
from tests.end_to_end.map_steps import PATIENCE_MS, PLACES, map_of, rows, shapes
from tests.end_to_end.visitor import Visitor

Visit = Callable[..., Visitor]
OTHER_TABLES = """
import runpy, sys
from pathlib import Path
sys.path.insert(0, {project!r})
import data.schema
data.schema.DATA_FOLDER = Path({tables!r})
runpy.run_path({audit!r})
"""
BUILT_ALREADY = """
import json, runpy, shutil, sys, time
from pathlib import Path
sys.path.insert(0, {project!r})
import geo.store
FOUND = ("source_name", "source_version", "builder_version", "tolerances_m", "carve_outs_sha256")
MADE = ("built_at", "build_seconds", "files")
def build(folder, source, carve_outs, on_progress, faults_file):
    on_progress("simplify", 0.3)
    while not Path({seen!r}).exists():
        time.sleep(0.05)
    shutil.copytree({built!r}, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("manifest.json"))
    manifest = json.loads(Path({built!r}, "manifest.json").read_text("utf-8"))
    return {{key: value for key, value in manifest.items() if key not in FOUND + MADE}}
geo.store.build = build
"""
NONSENSE = {
    "unknown layer": "?layer=%3Cscript%3Ealert(1)%3C/script%3E",
    "year without data": "?year=1999",
    "no number": "?min=nan",
    "bounds crossed": "?min=40&max=30",
    "unknown place": "?place=999999",
    "unknown language": "?lang=xx",
    "picture of another host": "?layer=" + quote("![x](https://host.example/x.png)"),
    "markup": "?year=" + quote('"><img src=https://host.example/x.png onerror=alert(1)>'),
    "endless": "?q=" + "x" * 10_000,
}


@pytest.mark.parametrize("name", NONSENSE)
def test_a_nonsensical_address_shows_a_sentence_and_the_whole_map(visit: Visit, name: str) -> None:
    visitor = visit(f"/{NONSENSE[name]}")
    page = visitor.page
    map_of(page, "attainment")
    alert = page.get_by_role("alert")
    expect(alert).to_have_count(1)
    assert "地址中的" in alert.inner_text()
    assert shapes(page).count() == rows(page).count() == PLACES
    assert page.locator("[data-testid=stHtml] img").count() == 0
    assert visitor.faults() == []


def test_many_faults_of_one_address_are_said_one_by_one(visit: Visit) -> None:
    visitor = visit("/?layer=%3Cscript%3E&year=1999&min=nan&place=999999&lang=en")
    map_of(visitor.page, "attainment")
    expect(visitor.page.get_by_role("alert")).to_have_count(4)
    assert visitor.faults() == []


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/city?place=999999", "没有找到“999999”"),
        ("/city?place=%3Cimg%20src=x%20onerror=alert(1)%3E&lang=en", "was not found"),
        ("/city?place=" + "x" * 10_000, "没有找到"),
        ("/city?place=Suzhou", "宿州"),
        ("/method?document=%3Cscript%3E", "没有代码为“<script>”的文件"),
    ],
    ids=["code", "markup", "endless", "ambiguous", "document"],
)
def test_what_does_not_exist_is_said_with_what_does(visit: Visit, path: str, words: str) -> None:
    visitor = visit(path)
    assert words in visitor.text()
    assert visitor.page.locator("[data-testid=stHtml] img").count() == 0
    assert visitor.page.get_by_test_id("stHtml").locator("a").count() > 0
    assert visitor.faults() == []


def test_a_broken_table_is_a_sentence_and_no_map(
    start_app_server: Callable[..., AppServer], visit_own: Visit, tmp_path: Path
) -> None:
    tables = tmp_path / "data"
    tables.mkdir()
    for path in [*DATA_FOLDER.glob("*.csv"), *DATA_FOLDER.glob("*.json")]:
        shutil.copy(path, tables)
    targets = tables / "targets.csv"
    whole = targets.read_text("utf-8")
    targets.write_text(whole.replace(",约束,", ",<b>随便</b>,", 1).replace("µg/m³", "ug/m3", 1), "utf-8")
    audit = str(AUDIT_FOLDER / "sitecustomize.py")
    start = OTHER_TABLES.format(project=str(PROJECT_FOLDER), tables=str(tables), audit=audit)
    (tmp_path / "sitecustomize.py").write_text(start, "utf-8")
    server = start_app_server(env={"PYTHONPATH": str(tmp_path)})
    visitor = visit_own("/?layer=observed", server=server)
    page = visitor.page
    expect(page.get_by_role("heading", level=1)).to_have_text("数据没有通过核对，地图未显示")
    assert page.get_by_role("alert").count() > 0
    for sentence in page.get_by_role("alert").all_inner_texts():
        assert sentence.startswith("targets.csv, row ")
        assert "found" in sentence
        assert "expected" in sentence
    assert page.locator(".atlas").count() == 0
    assert page.locator("[data-testid=stHtml] b").count() == 0
    assert visitor.faults() == []

    targets.write_text(whole, "utf-8")
    page.reload()
    map_of(page, "observed")
    assert visitor.faults() == []


def test_a_truncated_cache_is_built_again(
    built_geometry: Geometry, start_app_server: Callable[..., AppServer], visit_own: Visit, tmp_path: Path
) -> None:
    """The build itself is that of `test_first_start`; here it hands out what is built already, once the bar was seen."""
    cache, seen = tmp_path / "geometry", tmp_path / "seen"
    shutil.copytree(default_cache_root(), cache)
    [topology] = cache.glob("geometry-*/places.*.json")
    size = topology.stat().st_size
    topology.write_bytes(topology.read_bytes()[: size // 2])
    start = BUILT_ALREADY.format(
        project=str(PROJECT_FOLDER), built=str(built_geometry.folder), seen=str(seen)
    )
    audit = str(AUDIT_FOLDER / "sitecustomize.py")
    (tmp_path / "sitecustomize.py").write_text(start + f"\nrunpy.run_path({audit!r})\n", "utf-8")
    server = start_app_server(env={"ATLAS_CACHE": str(cache), "PYTHONPATH": str(tmp_path)})
    visitor = visit_own("/", server=server, wait=False)
    bar = visitor.page.get_by_role("progressbar").first
    bar.wait_for(timeout=PATIENCE_MS)
    seen.touch()
    bar.wait_for(state="detached", timeout=PATIENCE_MS)
    map_of(visitor.page, "attainment")
    visitor.wait_until_idle()
    assert shapes(visitor.page).count() == PLACES
    [rebuilt] = cache.glob("geometry-*/places.*.json")
    assert rebuilt.stat().st_size == size
    assert visitor.faults() == []
