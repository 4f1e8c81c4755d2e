"""A site of two places, built once and looked at from all sides. The whole site is checked by `--check`."""

import errno
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import html5lib
import pytest
import shapely

from commands.publish_site import base_url_of
from data.schema import DATA_FOLDER
from data.tables import Tables
from geo.store import Geometry
from policy.atlas import Atlas
from policy.place_record import place_record
from publishing import workers
from publishing.build import build_site
from publishing.built import BuildOptions, Built
from publishing.faults import SiteFolderError
from publishing.link_check import faults_of_site
from publishing.manifest import MANIFEST
from publishing.site import SiteOptions

PLACES = ("140100", "410400", "460300")
BASE = base_url_of("https://atlas.example/air/")
HTML = "{http://www.w3.org/1999/xhtml}"
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
KINDS = (
    "index.html",
    "404.html",
    "method.html",
    "places/index.html",
    "places/140100.html",
    "places/460300.html",
    "regions/index.html",
    "regions/fenwei-plain.html",
    "regions/taiyuan-basin.html",
    "layers/index.html",
    "layers/attainment-2025.html",
    "documents/index.html",
    "documents/shanxi-2024.html",
)
PAGES = (*KINDS, *(f"en/{path}" for path in KINDS if path != "404.html"))


@dataclass(frozen=True)
class SmallSite:
    """The site, and how to build it again."""

    folder: Path
    atlas: Atlas
    built: Built
    again: Callable[..., Built]

    def text(self, path: str) -> str:
        return (self.folder / path).read_text("utf-8")

    def tree(self, path: str) -> ET.Element:
        return html5lib.parse(self.text(path))


@pytest.fixture(scope="module")
def site(tables: Tables, built_geometry: Geometry, tmp_path_factory: pytest.TempPathFactory) -> SmallSite:
    atlas = Atlas(tables, built_geometry)
    folder = tmp_path_factory.mktemp("published") / "site"

    def again(today: str = "2026-12-24", number: str | None = None) -> Built:
        how = BuildOptions(workers=1, cards="none", compress=False, today=today)
        return build_site(atlas, SiteOptions(BASE, number, PLACES), how, folder, lambda *_step: None)

    return SmallSite(folder, atlas, again("2026-11-22"), again)


def test_every_link_leads_somewhere(site: SmallSite) -> None:
    assert faults_of_site(site.folder) == []


@pytest.mark.parametrize("path", PAGES)
def test_page_is_valid_html(site: SmallSite, path: str) -> None:
    parser = html5lib.HTMLParser(strict=True)
    parser.parse(site.text(path))


@pytest.mark.parametrize("path", [path for path in PAGES if path != "404.html"])
def test_page_names_itself_in_both_languages(site: SmallSite, path: str) -> None:
    links = site.tree(path).findall(f".//{HTML}link")
    plain = path.removeprefix("en/")
    shown = {"zh": plain.removesuffix("index.html"), "en": f"en/{plain}".removesuffix("index.html")}
    canonical = [link.get("href") for link in links if link.get("rel") == "canonical"]
    others = {link.get("hreflang"): link.get("href") for link in links if link.get("hreflang")}
    own = shown["en" if path.startswith("en/") else "zh"]
    assert canonical == [f"{BASE}/{own}"]
    assert others == {
        "zh-Hans": f"{BASE}/{shown['zh']}",
        "en": f"{BASE}/{shown['en']}",
        "x-default": f"{BASE}/{shown['zh']}",
    }


@pytest.mark.parametrize("path", PAGES)
def test_page_says_what_it_is(site: SmallSite, path: str) -> None:
    tree = site.tree(path)
    properties = {row.get("property"): row.get("content") for row in tree.findall(f".//{HTML}meta")}
    assert tree.find(f".//{HTML}title").text
    assert properties["og:title"]
    assert properties["og:description"]
    assert len(tree.findall(f".//{HTML}h1")) >= 1
    # Without an approval number every page says that its maps are drafts.
    assert ("未经审核" in site.text(path)) or ("Draft" in site.text(path))


@pytest.mark.parametrize("path", ["places/140100.html", "en/regions/fenwei-plain.html"])
def test_every_figure_opens_where_it_comes_from(site: SmallSite, path: str) -> None:
    figures = [
        row
        for row in site.tree(path).findall(f".//{HTML}details")
        if row.get("class", "").startswith("figure")
    ]
    assert len(figures) > 20
    for figure in figures:
        said = "".join(figure.find(f"{HTML}summary").itertext())
        links = figure.findall(f".//{HTML}a")
        reasons = [row for row in figure.findall(f".//{HTML}dd") if "".join(row.itertext()).strip()]
        assert links or reasons, said


@pytest.mark.parametrize("path", ["index.html", "en/layers/attainment-2025.html"])
def test_nation_can_be_read_without_a_script(site: SmallSite, path: str) -> None:
    drawing = site.tree(path).find(".//{http://www.w3.org/2000/svg}svg[@class='nation']")
    titles = drawing.findall(".//{http://www.w3.org/2000/svg}title")
    assert len(titles) == 375
    assert len({title.text.split(" ")[0] for title in titles if title.text}) > 300


def test_islands_of_the_south_sea_are_shown_as_on_the_map_of_the_country(site: SmallSite) -> None:
    page = site.text("places/460300.html")
    assert 'class="nation"' in page
    assert "南沙群岛" in page
    assert 'class="nation"' not in site.text("places/140100.html")


def test_layer_page_lists_every_place(site: SmallSite) -> None:
    tables = site.tree("layers/attainment-2025.html").findall(f".//{HTML}tbody")
    rows = tables[-1].findall(f"{HTML}tr")
    assert len(rows) == len(site.atlas.register.places)


def test_every_clause_of_a_plan_stands_on_its_page(site: SmallSite) -> None:
    ids = {row.get("id") for row in site.tree("documents/shanxi-2024.html").iter() if row.get("id")}
    clauses = {
        f"c-{row.clause}" for row in site.atlas.register.measures.values() if row.document_id == "shanxi-2024"
    }
    assert clauses <= ids
    assert len(clauses) == 41


@pytest.mark.parametrize("place_id", PLACES)
def test_record_is_that_of_the_command(site: SmallSite, place_id: str) -> None:
    assert json.loads(site.text(f"api/places/{place_id}.json")) == place_record(site.atlas, place_id)


def test_tables_are_published_as_they_are(site: SmallSite) -> None:
    package = json.loads(site.text("data/datapackage.json"))
    assert package["version"] == site.atlas.tables.version
    for resource in package["resources"]:
        assert (site.folder / "data" / resource["path"]).read_bytes() == (
            DATA_FOLDER / resource["path"]
        ).read_bytes()


def test_shapes_of_all_places_can_be_downloaded(site: SmallSite) -> None:
    found = json.loads(site.text("data/places.geojson"))["features"]
    frame = gpd.read_parquet(site.folder / "data" / "places.parquet")
    assert [row["id"] for row in found] == list(site.atlas.register.places) == frame["place_id"].tolist()
    taiyuan = next(row["properties"] for row in found if row["id"] == "140100")
    record = place_record(site.atlas, "140100")
    assert taiyuan["status"] == record["attainment"]["status"]
    assert taiyuan["target_clause"] == record["effective_pm25_target"]["clause"]


def test_shapes_stay_a_coverage(site: SmallSite) -> None:
    shapes = gpd.GeoSeries(
        [
            shapely.geometry.shape(row["geometry"])
            for row in json.loads(site.text("data/places.geojson"))["features"]
        ]
    )
    assert shapes.is_valid.all()
    assert shapely.coverage_is_valid(shapes.to_numpy())


def test_site_map_lists_every_page_once(site: SmallSite) -> None:
    listed = [row.text for row in ET.fromstring(site.text("sitemap.xml")).iter(f"{SITEMAP}loc")]
    pages = [path for path in site.built.entries if path.endswith(".html") and path != "404.html"]
    assert len(listed) == len(set(listed)) == len(pages)
    assert f"{BASE}/en/places/140100.html" in listed
    assert f"Sitemap: {BASE}/sitemap.xml" in site.text("robots.txt")


def test_feed_is_atom(site: SmallSite) -> None:
    feed = ET.fromstring(site.text("feed.xml"))
    entries = feed.findall(f"{ATOM}entry")
    assert entries
    assert len({entry.find(f"{ATOM}id").text for entry in entries}) == len(entries)
    assert feed.find(f"{ATOM}updated").text == "2026-11-22T00:00:00Z"


def test_assets_are_named_by_their_content(site: SmallSite) -> None:
    manifest = json.loads(site.text(MANIFEST))
    for path in (path for path in manifest["files"] if path.startswith("assets/")):
        assert manifest["files"][path]["sha256"][:12] in path


def test_a_second_build_leaves_every_file_as_it_was(site: SmallSite) -> None:
    before = {path: (site.folder / path).stat() for path in site.built.entries}
    built = site.again("2026-12-24")
    after = {path: (site.folder / path).stat() for path in built.entries}
    assert built.kept == built.files
    assert {path: (row.st_mtime_ns, row.st_ino) for path, row in before.items()} == {
        path: (row.st_mtime_ns, row.st_ino) for path, row in after.items()
    }


def test_a_spoilt_or_missing_file_is_noticed_and_made_again(site: SmallSite) -> None:
    whole = {path: (site.folder / path).read_bytes() for path in site.built.entries}
    page, record, layer = "en/places/140100.html", "api/places/410400.json", "layers/attainment-2025.html"
    former = (site.folder / layer).stat().st_mtime_ns
    (site.folder / page).write_bytes(whole[page].replace(b"PM2.5", b"PM9.9"))
    (site.folder / record).unlink()
    built = site.again("2026-12-24")
    assert built.spoilt == [record, page]
    assert built.rendered == 2
    assert {path: (site.folder / path).read_bytes() for path in built.entries} == whole
    assert built.entries[page]["changed"] == "2026-11-22"
    assert (site.folder / layer).stat().st_mtime_ns == former
    assert site.again("2026-12-24").rendered == 0


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_fails_leaves_the_published_site_whole(
    site: SmallSite, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def full(*_arguments: object) -> dict[str, bytes]:
        raise OSError(number, "the disk")

    monkeypatch.setattr(workers, "files_of", full)
    with pytest.raises(SiteFolderError) as told:
        site.again(number="GS(2024)0001号")
    assert ("已满" in told.value.message.msgid) == (number == errno.ENOSPC)
    assert faults_of_site(site.folder) == []
    assert [path.name for path in site.folder.parent.iterdir()] == [site.folder.name]


def test_a_killed_build_is_swept_away_by_the_next(site: SmallSite, monkeypatch: pytest.MonkeyPatch) -> None:
    left = site.folder.parent / f".{site.folder.name}.building-killed"
    left.mkdir()
    (left / ".alive").touch()
    (left / "index.html").write_text("half")
    (site.folder.parent / f".{site.folder.name}.lock").touch()
    monkeypatch.setattr(workers, "files_of", lambda *_arguments: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        site.again(number="GS(2024)0001号")
    assert [path.name for path in site.folder.parent.iterdir()] == [site.folder.name]
    assert faults_of_site(site.folder) == []
