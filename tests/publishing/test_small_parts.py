"""Addresses, feed, site map, link check: what needs no site."""

import json
from pathlib import Path

import pytest

from data.tables import Tables
from geo.store import Geometry
from policy.atlas import Atlas
from publishing.addresses import PageKey, anchor_of, layer_name, public_path, relative
from publishing.compress import pack
from publishing.feed import changes
from publishing.file_check import entries_of_map
from publishing.find_index import places
from publishing.link_check import fault_of_link, faults_of_file, faults_of_site, frame_faults
from publishing.manifest import MADE_BY, MANIFEST
from publishing.page_seen import read_page
from publishing.site import Site, SiteOptions
from publishing.sitemap import MOST_ADDRESSES, sitemap_files


@pytest.mark.parametrize(
    ("source", "target", "address"),
    [
        ("index.html", "places/140100.html", "places/140100.html"),
        ("places/140100.html", "index.html", "../"),
        ("en/places/140100.html", "en/index.html", "../"),
        ("en/places/140100.html", "assets/site.css", "../../assets/site.css"),
        ("index.html", "index.html", "./"),
        ("places/index.html", "places/110000.html", "110000.html"),
        ("method.html", "en/places/index.html", "en/places/"),
    ],
)
def test_pages_link_to_each_other_relatively(source: str, target: str, address: str) -> None:
    assert relative(source, target) == address


def test_paths_of_pages() -> None:
    assert PageKey("place", "en", "140100").path == "en/places/140100.html"
    assert PageKey("home", "zh").path == "index.html"
    assert PageKey("regions", "zh").path == "regions/index.html"
    assert public_path("en/index.html") == "en/"
    assert layer_name("standard.gb-3095-2012", 2025) == "standard-gb-3095-2012-2025"


@pytest.mark.parametrize(
    ("clause", "anchor"),
    [
        ("（二十五）", "c-（二十五）"),
        ("24、25", "c-24"),
        ("一、总体要求", "c-一、总体要求"),
        ("PM2.5 年均值", "c-PM2.5-年均值"),
    ],
)
def test_several_clauses_lead_to_the_first(clause: str, anchor: str) -> None:
    assert anchor_of(clause) == anchor


def test_feed_takes_the_data_part_alone() -> None:
    log = (
        "# Log\n\n## 2.0 (2026-03-04)\n\n### Data\n\n- One `x`\n  and more.\n- Two.\n\n### Software\n\n- No.\n\n"
        "## 1.0\n\n### Data\n\n- Old.\n"
    )
    found = [(change.release, change.day, change.text) for change in changes(log)]
    assert found == [
        ("2.0 (2026-03-04)", "2026-03-04", "One x and more."),
        ("2.0 (2026-03-04)", "2026-03-04", "Two."),
        ("1.0", None, "Old."),
    ]


def test_long_site_map_is_split() -> None:
    pages = [PageKey("place", "zh", f"{number:06}") for number in range(MOST_ADDRESSES + 1)]
    files = sitemap_files("https://atlas.example", pages, {pages[0].path: "2026-01-02"})
    assert sorted(files) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]
    assert files["sitemap-1.xml"].count(b"<loc>") == MOST_ADDRESSES
    assert files["sitemap-1.xml"].count(b"<lastmod>2026-01-02</lastmod>") == 1
    assert b"https://atlas.example/sitemap-2.xml" in files["sitemap.xml"]


def test_site_map_names_each_language_by_its_own_tag() -> None:
    home = "https://atlas.example"
    content = sitemap_files(home, [PageKey("method", "zh"), PageKey("method", "en")], {})["sitemap.xml"]
    languages = {"zh-Hans": f"{home}/method.html", "en": f"{home}/en/method.html"}
    assert dict(entries_of_map(content)) == dict.fromkeys(languages.values(), languages)


def test_search_lists_no_place_without_a_page(tables: Tables, built_geometry: Geometry) -> None:
    site = Site(Atlas(tables, built_geometry), SiteOptions(place_ids=("140100",)))
    assert [row["id"] for row in places(site)] == ["140100"]


def test_packed_file_holds_no_time() -> None:
    assert pack(b"x" * 2000, ".gz") == pack(b"x" * 2000, ".gz")
    assert len(pack(b"x" * 2000, ".br")) < 100


@pytest.mark.parametrize(
    ("markup", "fault"),
    [
        ('<p style="color:red">', "<p style>"),
        ('<p onclick="x()">', "<p onclick>"),
        ("<script>x()</script>", "inline <script>"),
        ("<style>p{}</style>", "inline <style>"),
        ('<i id="a"></i><i id="a"></i>', "id twice: a"),
    ],
)
def test_what_a_strict_policy_forbids_is_found(markup: str, fault: str) -> None:
    assert any(fault in found for found in read_page(markup).faults)


@pytest.mark.parametrize(
    ("address", "is_loaded", "fault"),
    [
        ("gone.html", False, "leads nowhere"),
        ("b.html#none", False, "no such anchor"),
        ("b.html#there", False, ""),
        ("../a.html", False, ""),
        ("/air/p/b.html", False, ""),
        ("https://example.org/x", False, ""),
        ("https://example.org/x.js", True, "fetched from another host"),
        ("javascript:alert(1)", False, "scheme javascript"),
        ("http://[::1", False, "is no address of the web"),
    ],
)
def test_links_are_followed(address: str, is_loaded: bool, fault: str) -> None:
    written = {"a.html": "", "p/a.html": "", "p/b.html": '<b id="there">'}
    pages = {path: read_page(markup) for path, markup in written.items()}
    found = fault_of_link("p/a.html", address, is_loaded, set(pages), pages, "/air")
    assert found.endswith(f" / {fault}") if fault else found == ""


@pytest.mark.parametrize(
    "markup",
    [
        '<img srcset="a.html 1x, {} 2x" alt="">',
        '<object data="{}"></object>',
        '<embed src="{}">',
        '<video src="{}"></video>',
        '<video poster="{}"></video>',
        '<base href="{}">',
        '<form action="{}"></form>',
        '<button formaction="{}">a</button>',
        '<svg><use href="{}"/></svg>',
        '<svg><image xlink:href="{}"/></svg>',
        '<link rel="preload" href="{}">',
        '<link rel="preload" as="image" imagesrcset="a.html 1x, {} 2x">',
    ],
)
def test_every_way_to_another_host_is_found(markup: str) -> None:
    other = "https://example.org/x"
    assert (other, True) in read_page(markup.format(other)).links


BASE = "https://atlas.example/air"


@pytest.mark.parametrize(
    ("path", "content", "told"),
    [
        ("a.json", '{"a": 1}', ""),
        ("a.json", '{"a": ', "cannot be read"),
        ("a.geojson", "", "cannot be read"),
        ("a.xml", "<a><b></a>", "cannot be read"),
        ("feed.xml", f'<feed><link href="{BASE}/p/b.html"/></feed>', ""),
        ("feed.xml", f'<feed><link href="{BASE}/gone.html"/></feed>', "leads nowhere"),
        ("feed.xml", '<feed><link href="https://example.org/"/></feed>', "no address of this site"),
        ("a.svg", '<svg><image href="https://example.org/a.png"/></svg>', "another host"),
        ("assets/a.css", "a { background: url('https://example.org/a.png') }", "another host"),
        ("assets/a.css", '@import "gone.css";', "leads nowhere"),
        ("assets/a.css", "a { background: url(data:image/png;base64,AA) url(a.css) }", ""),
        ("assets/layers-zh.0a.json", '{"layers": [{"table": "a.css", "cards": "a.css"}]}', ""),
        ("assets/layers-zh.0a.json", '{"layers": [{"table": "a.css", "cards": "no.json"}]}', "leads nowhere"),
        ("assets/layers-zh.0a.json", '{"layers": [{"table": "a.css"}]}', "no list of layers"),
        ("assets/layers-zh.0a.json", '{"layers": [{"table": 5, "cards": 5}]}', "no list of layers"),
        ("assets/find.0a.json", '{"places": [{"id": 5}]}', "no list of names"),
        ("assets/find.0a.json", '{"places": [5]}', "no list of names"),
        ("a.json", "[" * 200_000, "cannot be read"),
        ("assets/a.js", 'import "https://example.org/x.js";', "another host"),
        ("assets/a.js", 'import { one, two } from "./gone.js";', "leads nowhere"),
        ("assets/a.js", "const a = await import('./gone.js');", "leads nowhere"),
        ("assets/a.js", 'export * from "gone.js"', "leads nowhere"),
        ("assets/a.js", 'import "./a.css"; const important = "x";', ""),
        ("assets/a.css", 'a { background: image-set("https://example.org/a.png" 1x) }', "another host"),
        ("assets/a.css", 'a { background: image-set("a.css" 1x, "gone.png" 2x) }', "leads nowhere"),
        ("api/places/110000.json", '{"place_id": "110000"}', ""),
        (
            "api/places/110000.json",
            '{"place_id": "120000"}',
            "expected the record of 110000, found that of 120000",
        ),
        (
            "sitemap.xml",
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{BASE}/no</loc></url></urlset>',
            "leads nowhere",
        ),
    ],
)
def test_files_that_are_no_pages_are_looked_into(tmp_path: Path, path: str, content: str, told: str) -> None:
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text(content, "utf-8")
    found = list(faults_of_file(tmp_path, path, {"p/b.html", "assets/a.css"}, BASE))
    assert len(found) == bool(told)
    assert all(told in fault for fault in found)


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (f'<link rel="canonical" href="{BASE}/p/b.html">', ""),
        (f'<link rel="canonical" href="{BASE}/p/a.html">', "is another page"),
        ('<link rel="canonical" href="https://example.org/p/b.html">', "no address of this site"),
        (f'<link rel="alternate" hreflang="en" href="{BASE}/en/none.html">', "leads nowhere"),
        (f'<link rel="alternate" hreflang="en" href="{BASE}/en/p/b.html">', ""),
        (
            f'<link rel="alternate" hreflang="en" href="{BASE}/p/a.html">',
            "expected this one in another language",
        ),
        (f'<link rel="alternate" hreflang="en" href="{BASE}/feed.xml">', "expected this one in another"),
        (f'<link rel="alternate" hreflang="fr" href="{BASE}/p/b.html">', "expected this one in another"),
        (f'<link rel="alternate" hreflang="x-default" href="{BASE}/p/b.html">', ""),
        (f'<link rel="alternate" type="application/atom+xml" href="{BASE}/feed.xml">', ""),
        (f'<link rel="alternate" href="{BASE}/en/feed.xml">', "expected this one in another language"),
        ('<link rel="canonical" href="http://[::1">', "no address of this site"),
        (f'<meta property="og:image" content="{BASE}/images/none.png">', "leads nowhere"),
        ('<html lang="en">', "lang is en"),
    ],
)
def test_what_a_page_says_of_itself_is_followed(head: str, told: str) -> None:
    seen = read_page(head if head.startswith("<html") else f'<html lang="zh-Hans">{head}')
    found = list(
        frame_faults(
            "p/b.html", seen, {"p/a.html", "p/b.html", "en/p/b.html", "feed.xml", "en/feed.xml"}, BASE
        )
    )
    assert len(found) == bool(told)
    assert all(told in fault for fault in found)


def test_spoilt_file_is_found(tmp_path: Path) -> None:
    files = {"a.txt": {"bytes": 1, "sha256": "0"}, "b.txt": {"bytes": 1, "sha256": "0"}}
    tmp_path.chmod(0o755)
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / MANIFEST).write_text(json.dumps({"made_by": MADE_BY, "base_url": "", "files": files}))
    found = faults_of_site(tmp_path)
    assert [fault.split(":")[0] for fault in found] == ["a.txt", "b.txt"]
    assert found[0] == "a.txt: 内容与清单不符 / not the bytes of the manifest"
    assert faults_of_site(tmp_path / "none") != []
