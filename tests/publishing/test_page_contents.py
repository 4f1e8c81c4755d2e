"""What pages of the static site say is what the tables and the policy say, and every figure opens its source."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from urllib.parse import unquote

import html5lib
import pytest

from data.tables import Tables
from geo.store import Geometry
from layers.card_lines import selected_lines
from layers.place_indicators import indicator_lines
from policy.atlas import Atlas
from policy.cascade import PM25, cascade
from policy.deadlines import deadlines_of, settled_day
from policy.membership import membership_changes
from policy.observed import best_observations
from policy.region_means import definitions_of, region_mean
from policy.scope import members_of_key_regions
from publishing.addresses import PageKey, anchor_of, indicator_anchor
from publishing.document_page import clauses_cited
from publishing.feed import feed_bytes
from publishing.layer_files import card_files, filter_choices, layer_csv_files
from publishing.layer_table import part_of
from publishing.page import PageMaker
from publishing.place_files import place_tables
from publishing.site import LayerYear, Site, SiteOptions
from publishing.tasks import MAKERS
from translations import words_for

HTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
ATOM = "{http://www.w3.org/2005/Atom}"
PLACES = ("140100", "410400")
ASSETS = ("site.css", "atlas.css", "icon.svg", "site_search.js", "index.json", "find.json")


@pytest.fixture(scope="module")
def site(tables: Tables, built_geometry: Geometry) -> Site:
    options = SiteOptions("https://atlas.example", None, None, "2026-01-01")
    return Site(Atlas(tables, built_geometry), options, {name: f"assets/{name}" for name in ASSETS})


MADE: dict[PageKey, ET.Element] = {}


def tree(site: Site, kind: str, name: str = "", lang: str = "zh") -> ET.Element:
    """Make a page once and parse it; a fault of its HTML is an error."""
    key = PageKey(kind, lang, name)
    if key not in MADE:
        MADE[key] = html5lib.HTMLParser(strict=True).parse(MAKERS[kind](PageMaker(site, key)))
    return MADE[key]


def ids_of(page: ET.Element) -> set[str | None]:
    return {row.get("id") for row in page.iter()}


def rows_of(page: ET.Element, caption: str) -> Iterator[list[ET.Element]]:
    """Cells of the rows of the table whose caption begins with a text."""
    for table in page.iter(f"{HTML}table"):
        if name_of(page, table).startswith(caption):
            yield from (list(row) for row in table.find(f"{HTML}tbody"))


def name_of(page: ET.Element, table: ET.Element) -> str:
    """The caption of a table, or the heading above that names it."""
    named = table.get("aria-labelledby")
    found = (
        next(row for row in page.iter() if row.get("id") == named) if named else table.find(f"{HTML}caption")
    )
    return "".join(found.itertext())


def text_of(element: ET.Element) -> str:
    return "".join(element.itertext()).strip()


@pytest.mark.parametrize("name", ["attainment-2025", "observed-2020", "target_2025"])
def test_every_figure_of_a_layer_opens_its_clause(site: Site, name: str) -> None:
    rows = list(rows_of(tree(site, "layer", name), "全部"))
    assert len(rows) == 375
    figures = [cell for row in rows for cell in row[1:2] if text_of(cell) != "—"]
    links = [link.get("href") for row in rows for cell in row[1:] for link in cell.iter(f"{HTML}a")]
    assert len(figures) > 250
    assert all(cell.find(f"{HTML}a") is not None for cell in figures)
    for address in set(links):
        path, _sign, anchor = address.partition("#")
        document = path.removeprefix("../documents/").removesuffix(".html")
        assert document in site.atlas.register.documents, address
        assert not anchor or unquote(anchor) in anchors_of(site, document), address


@pytest.mark.parametrize("name", ["target_2025", "attainment-2025"])
def test_a_layer_says_that_a_target_may_not_speak_of_a_place(site: Site, name: str) -> None:
    notes = {text_of(row[0])[:2]: text_of(row[-1]) for row in rows_of(tree(site, "layer", name), "全部")}
    assert all("条文针对地级及以上城市" in notes[place] for place in ("石河", "阿拉"))
    assert "条文针对" not in notes["太原"] + notes["乌鲁"]


def anchors_of(site: Site, document_id: str) -> set[str]:
    """The clauses that the page of a document has."""
    return {anchor_of(clause) for clause in clauses_cited(site.atlas)[document_id]}


def test_document_has_an_anchor_for_every_clause(site: Site) -> None:
    assert anchors_of(site, "shanxi-2024") <= ids_of(tree(site, "document", "shanxi-2024"))


def test_table_of_a_layer_is_its_download(site: Site) -> None:
    wanted = LayerYear("observed", 2024)
    content = layer_csv_files(site, wanted)["data/layers/observed-2024-zh.csv"].decode("utf-8-sig")
    read = {row["地点"]: row["实测"] for row in csv.DictReader(io.StringIO(content))}
    assert len(read) == 375
    register = site.atlas.register
    short = {place.short_name_zh: place.name_zh for place in register.places.values()}
    for row in rows_of(tree(site, "layer", "observed-2024"), "全部"):
        name = text_of(row[0].find(f"{HTML}a"))
        shown = text_of(row[1]).replace("\u00a0", " ").removesuffix(" µg/m³")
        if list(short).count(name) == 1 and name in short:
            told = read[short[name]]
            assert (shown == "—") == (told == ""), name
            assert shown == "—" or float(shown) == pytest.approx(float(told), abs=0.05), name


def test_classes_are_counted_by_region(site: Site) -> None:
    rows = list(rows_of(tree(site, "layer", "attainment-2025"), "各级"))
    counts = [[int(text_of(cell)) for cell in row[1:]] for row in rows]
    assert sum(row[0] for row in counts) == 375
    assert all(row[0] == sum(row[1:]) for row in counts)
    sizes = sorted(len(ids) for ids in members_of_key_regions(site.atlas.register).values())
    assert sorted(sum(column) for column in list(zip(*counts, strict=True))[1:4]) == sizes


@pytest.mark.parametrize("place_id", PLACES)
def test_deadlines_are_those_of_the_policy(site: Site, place_id: str) -> None:
    page = tree(site, "place", place_id)
    section = next(row for row in page.iter(f"{HTML}section") if row.get("id") == "deadlines")
    stops = section.findall(f"{HTML}ol/{HTML}li")
    shown = {
        (stop.find(f".//{HTML}time").get("datetime"), stop.get("class") == "past"): len(
            stop.findall(f".//{HTML}ul/{HTML}li")
        )
        for stop in stops
    }
    wanted: dict[tuple[str, bool], int] = {}
    for row in deadlines_of(site.atlas.register, place_id):
        key = (row.stated, row.has_passed(site.as_of))
        wanted[key] = wanted.get(key, 0) + 1
    assert shown == wanted
    assert ("2025", True) in shown


def test_what_is_past_changes_with_a_deadline_alone(site: Site) -> None:
    register = site.atlas.register
    assert settled_day(register, "2026-01-01") == settled_day(register, "2026-11-23") == "2026-01-01"
    assert settled_day(register, "2025-12-31") < "2025-12-31"
    assert settled_day(register, "2020-01-01") <= "2020-01-01"


@pytest.mark.parametrize("place_id", PLACES)
def test_every_rung_is_drawn(site: Site, place_id: str) -> None:
    page, register = tree(site, "place", place_id), site.atlas.register
    ladder = next(row for row in page.iter(f"{HTML}ol") if row.get("class") == "ladder")
    assert [row.get("class") for row in ladder] == [rung.status for rung in cascade(register, place_id, PM25)]
    rows = {row.get("id"): row for row in page.iter(f"{HTML}details") if row.get("class") == "rung-row"}
    lines = indicator_lines(site.atlas, words_for("zh"), place_id)
    assert {indicator_anchor(line.key) for line in lines} <= set(rows)
    assert len({indicator_anchor(line.key) for line in lines}) == len(lines)
    for row in rows.values():
        for figure in row.findall(f".//{HTML}details"):
            assert figure.find(f".//{HTML}a") is not None, text_of(row)


def test_layers_lead_to_the_ladders_of_a_place(site: Site) -> None:
    page, found = PageMaker(site, PageKey("home", "zh")), ids_of(tree(site, "place", "140100"))
    keys = {row.comparable_key for row in site.atlas.register.indicators.values()}
    parts = {part_of(page, LayerYear(f"indicator.{key}", None), "140100") for key in keys}
    assert len(parts) > 40
    assert {part.removeprefix("#") for part in parts if part} <= found


def test_place_says_what_the_lists_changed_and_gives_its_years(site: Site) -> None:
    told = text_of(tree(site, "place", "140100"))
    assert "2023 年由京津冀及周边地区划入" in told
    content = place_tables(site, "140100")["data/places/140100-zh.csv"].decode("utf-8-sig")
    rows = best_observations(site.atlas.register, "140100")
    assert [float(row["PM2.5 年均浓度（µg/m³）"]) for row in csv.DictReader(io.StringIO(content))] == [
        row.value for row in rows
    ]


def test_region_has_its_means_changes_and_charts(site: Site) -> None:
    register, scope_id = site.atlas.register, "fenwei-plain"
    page = tree(site, "region", scope_id)
    present = next(one for one in definitions_of(register, scope_id) if one.is_present)
    by_year = {text_of(row[0]): text_of(row[1].find(f".//{HTML}summary")) for row in rows_of(page, "区域均值") if
               row[1].find(f".//{HTML}summary") is not None}  # fmt: skip
    mean = region_mean(register, present, "realtime", 2025).value
    assert mean is not None
    assert float(by_year["2025"]) == pytest.approx(mean, abs=0.051)
    changes = membership_changes(register, scope_id)
    section = next(row for row in page.iter(f"{HTML}section") if row.get("id") == "changes")
    items = section.findall(f"{HTML}ul/{HTML}li/{HTML}b")
    listed = [text_of(row) for row in items]
    total = sum(int(re.search(r"（(\d+)）", text)[1]) for text in listed)
    assert total == sum(
        len(ids)
        for ids in (
            changes.stayed,
            changes.moved_in,
            changes.moved_out,
            changes.joined,
            changes.named_apart,
            changes.left,
        )
    )
    members = members_of_key_regions(register)[scope_id]
    drawn = [row for row in page.iter(f"{SVG}svg") if row.get("class") == "small-chart"]
    assert len(drawn) == sum(bool(best_observations(register, one)) for one in members)


def test_card_on_the_map_says_what_the_dashboard_says(site: Site) -> None:
    made = card_files(site, LayerYear("attainment", 2025))
    content = json.loads(next(text for path, text in made.items() if "-zh." in path))
    place = list(site.atlas.register.places).index("410400")
    told = [content["lines"][number] for number in content["places"][place]]
    assert told == selected_lines(site.atlas, words_for("zh"), "410400", "attainment", 2025)
    cited = [row for row in content["sources"] if any(row["text"] in line for line in told)]
    assert cited
    assert all(row["href"].startswith("documents/") for row in cited)


def test_map_can_be_filtered_by_region_and_province(site: Site) -> None:
    choices = filter_choices(PageMaker(site, PageKey("home", "en")))
    masks = {row["id"]: row["mask"] for row in choices["region"]}
    regions = members_of_key_regions(site.atlas.register)
    assert {one: masks[one].count("1") for one in regions} == {one: len(ids) for one, ids in regions.items()}
    provinces = [row["mask"] for row in choices["province"]]
    assert ["".join(column).count("1") for column in zip(*provinces, strict=True)] == [1] * 375


@pytest.mark.parametrize(
    ("kind", "name"), [("place", "140100"), ("region", "fenwei-plain"), ("not_found", "")]
)
def test_headings_are_in_order(site: Site, kind: str, name: str) -> None:
    levels = [
        int(row.tag[-1]) for row in tree(site, kind, name).iter() if re.fullmatch(rf"{HTML}h\d", str(row.tag))
    ]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_lost_reader_can_search_in_both_languages(site: Site) -> None:
    page = tree(site, "not_found")
    boxes = [row for row in page.iter(f"{HTML}div") if row.get("class") == "find"]
    assert [row.find(f"{HTML}a").get("href") for row in boxes] == ["/places/", "/en/places/"]
    assert {row.get("data-index") for row in boxes} == {"/assets/find.json"}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_feed_names_the_version_of_the_data_first(site: Site, lang: str) -> None:
    feed = ET.fromstring(feed_bytes(site, lang, "2026-11-22", "## 1.0 (2026-01-02)\n\n### Data\n\n- One.\n"))
    entries = feed.findall(f"{ATOM}entry")
    assert site.atlas.tables.version in entries[0].find(f"{ATOM}title").text
    said = entries[0].find(f"{ATOM}content").text
    assert ".csv" not in said
    assert {str(len(site.atlas.tables.places)), str(site.years[0]), str(site.years[-1])} <= set(
        re.findall(r"\d+", said)
    )
    assert entries[0].find(f"{ATOM}link").get("href").endswith("method.html")
    assert [entry.find(f"{ATOM}updated").text[:10] for entry in entries] == ["2026-11-22", "2026-01-02"]
    assert entries[1].find(f"{ATOM}title").text == (
        "One." if lang == "en" else "数据变化：第 1 项（说明为英文）"
    )
    assert entries[1].find(f"{ATOM}content").get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    for entry in entries:
        assert all(entry.find(f"{ATOM}{name}") is not None for name in ("id", "title", "updated", "content"))


def test_pages_lead_to_the_dashboard_only_where_somebody_says_where_it_is(site: Site) -> None:
    told = replace(site, options=replace(site.options, dashboard_url="https://map.example/at"))
    for lang, end in (("zh", ""), ("en", "&lang=en")):
        key = PageKey("place", lang, "140100")
        linked = MAKERS["place"](PageMaker(told, key))
        assert f'href="https://map.example/at/city?place=140100{end.replace("&", "&amp;")}"' in linked
        assert "https://map.example/at/compare?place=140100" in linked
        assert "https://map.example/at/export?frame=140100" in linked
        assert f'href="https://map.example/at/locate{end.replace("&", "?")}"' in linked
        assert 'rel="external"' not in MAKERS["place"](PageMaker(site, key))
    region = MAKERS["region"](PageMaker(told, PageKey("region", "zh", "fenwei-plain")))
    assert 'href="https://map.example/at/region?scope=fenwei-plain"' in region
    assert 'href="https://map.example/at/export?frame=fenwei-plain"' in region
