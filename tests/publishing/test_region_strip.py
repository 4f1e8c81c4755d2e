"""The strips of a region's page: each place with a mean stands once, where its value puts it, and opens its page."""

import re

import pytest

from data.tables import Tables
from geo.store import Geometry
from layers.region_standings import standings_of
from layers.region_strip import dots_of, gaps_sentence, means_sentence, stack_of
from policy.areas import places_of_area
from policy.atlas import Atlas
from policy.judgement import judged
from policy.standards import limit_for_year
from publishing.addresses import PageKey
from publishing.page import PageMaker
from publishing.region_page import region_page
from publishing.region_strip import distribution
from publishing.site import Site, SiteOptions
from translations import words_for

SCOPE = "fenwei-plain"


@pytest.fixture(scope="module")
def site(tables: Tables, built_geometry: Geometry) -> Site:
    names = ("site.css", "icon.svg", "atlas.css", "site_search.js", "find.json")
    return Site(Atlas(tables, built_geometry), SiteOptions(), {name: f"assets/{name}" for name in names})


def test_each_place_with_a_mean_is_a_dot_that_opens_its_page(site: Site) -> None:
    standings = standings_of(site.atlas, places_of_area(site.atlas.register, SCOPE))
    shown = distribution(PageMaker(site, PageKey("region", "zh", SCOPE)), standings)
    assert shown is not None
    with_mean = {one.place.place_id for one in standings if one.verdict.observation is not None}
    means, gaps = shown.strips
    assert sorted(re.findall(r'href="\.\./places/(\d{6})\.html"', means.drawing)) == sorted(with_mean)
    assert len(re.findall("<a ", gaps.drawing)) == sum(one.verdict.margin is not None for one in standings)
    assert means.said.startswith(f"{len(with_mean)} 个地点有年均值")
    assert shown.without.startswith(f"{len(standings) - len(with_mean)} 个地点没有")


def along(drawing: str, value: float) -> float:
    """Per cent from the left where a value stands by the marks of the axis that readers see."""
    found = re.findall(r'<text class="tick" x="([\d.]+)%" y="[\d.]+">(−?\d+)</text>', drawing)
    marks = [(float(told.replace("−", "-")), float(at)) for at, told in found]
    (low, left), (high, right) = marks[0], marks[-1]
    assert marks == sorted(marks)
    assert (left, right) == (0, 100)
    assert low < high
    return 100 * (value - low) / (high - low)


def test_dots_limit_and_band_stand_where_the_axis_says(site: Site) -> None:
    standings = standings_of(site.atlas, places_of_area(site.atlas.register, SCOPE))
    shown = distribution(PageMaker(site, PageKey("region", "zh", SCOPE)), standings)
    assert shown is not None
    means, gaps = (strip.drawing for strip in shown.strips)
    for drawing, limit in ((means, 35), (gaps, 0)):
        (line,) = re.findall(r'<line class="limit" x1="([\d.]+)%"', drawing)
        assert float(line) == pytest.approx(along(drawing, limit), abs=0.05)
    assert "二级标准 35<" in means
    ((left, width),) = re.findall(r'<rect class="band" x="([\d.]+)%" y="8" width="([\d.]+)%"', gaps)
    assert float(left) == pytest.approx(along(gaps, -3), abs=0.05)
    assert float(left) + float(width) == pytest.approx(along(gaps, 3), abs=0.05)
    dots = re.findall(
        r'places/(\d+)\.html" aria-label="[^"]*"><(circle|rect) class="\w+" (?:cx|x)="([\d.]+)%"', means
    )
    verdicts = {one.place.place_id: one.verdict.observation for one in standings}
    assert {kind for _place, kind, _at in dots} == {"circle", "rect"}
    for place_id, kind, at in dots:
        seen = verdicts[place_id]
        assert seen is not None
        assert kind == ("rect" if seen.basis == "official" else "circle")
        assert float(at) == pytest.approx(along(means, seen.value), abs=100 / 30)
        assert float(at) == pytest.approx(along(means, stack_of(seen.value)), abs=0.05)


@pytest.mark.parametrize(
    ("value", "middle"), [(35.0, 34.5), (35.1, 35.5), (3.0, 2.5), (-3.0, -2.5), (-3.2, -3.5)]
)
def test_a_whole_number_stands_on_the_side_of_zero(value: float, middle: float) -> None:
    assert stack_of(value) == middle


def test_no_heading_stands_again_as_a_caption(site: Site) -> None:
    html = region_page(PageMaker(site, PageKey("region", "zh", SCOPE)))
    headings = {re.sub("<[^>]+>", "", one) for one in re.findall(r"<h2[^>]*>(.*?)</h2>", html)}
    captions = set(re.findall("<caption>(.*?)</caption>", html))
    assert "区域均值，按口径分列（µg/m³）" in headings
    assert captions
    assert not headings & captions


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_region_of_one_place_has_no_lowest_and_no_highest(site: Site, lang: str) -> None:
    words, limit = words_for(lang), limit_for_year(site.atlas.register, 2025)
    means, gaps = dots_of(standings_of(site.atlas, ["140100"]))
    name = words.pick("太原", "Taiyuan")
    for said in (means_sentence(words, means, limit), gaps_sentence(words, gaps)):
        assert said.count(name) == 1
        assert f"{means[0].value:g}" in said or f"{abs(gaps[0].value):g}" in said


@pytest.mark.parametrize(
    ("lang", "close"),
    [("zh", "实况相差不超过 3，无法判定"), ("en", "within ±3 on real-time data, too close")],
)
def test_a_real_time_mean_close_to_the_standard_is_not_called_above_it(
    site: Site, lang: str, close: str
) -> None:
    register, words = site.atlas.register, words_for(lang)
    limit = limit_for_year(register, 2025)
    means, _gaps = dots_of(standings_of(site.atlas, ["140100"]))
    assert judged(register, "140100", 2025, limit).status == "undetermined"
    assert close in means_sentence(words, means, limit)
    clear, _gaps = dots_of(standings_of(site.atlas, ["140200"]))
    assert judged(register, "140200", 2025, limit).status == "within"
    assert words.pick("不高于二级标准", "not above the class II") in means_sentence(words, clear, limit)


@pytest.mark.parametrize("scope_id", [SCOPE, "jing-jin-ji-and-surroundings", "yangtze-river-delta"])
def test_places_are_counted_against_the_standard_as_its_layer_judges_them(site: Site, scope_id: str) -> None:
    register = site.atlas.register
    ids, limit = places_of_area(register, scope_id), limit_for_year(register, 2025)
    statuses = [judged(register, place_id, 2025, limit).status for place_id in ids]
    within, above, close = (statuses.count(one) for one in ("within", "above", "undetermined"))
    assert within
    assert close
    means, _gaps = dots_of(standings_of(site.atlas, ids))
    told = re.split(r"按二级标准 35：", means_sentence(words_for("zh"), means, limit))[1]
    parts = [f"{within} 个不高于", f"{above} 个高于"][: 2 if above else 1]
    assert told.startswith("；".join([*parts, f"{close} 个是实况，相差不超过 3，无法判定"]))
    english = means_sentence(words_for("en"), means, limit)
    assert f"{within} not above; " in english
    assert f"{close} too close to tell" in english
