"""The page of a key region: findings, means, members and charts come from the data, and every figure opens its source."""

import re

import pytest

from policy.atlas import Atlas
from policy.attainment import attainment_of
from policy.region_means import definitions_of, region_mean, requirements_of
from policy.scope import members_of_key_regions
from tests.screen_harness import open_screen
from tests.screens.reading import CHINESE, document_ids, links, of_class, page, quiet, text, warnings

REGIONS = ("jing-jin-ji-and-surroundings", "yangtze-river-delta", "fenwei-plain")
FENWEI = "fenwei-plain"
PRINTED = re.compile(r"《|》|〔|〕|（[^（）]*）|“[^”]*”|[\u4e00-\u9fff]+ \(|国发|新闻报道")


@pytest.mark.parametrize("scope_id", REGIONS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_finding_is_made_from_the_data(atlas: Atlas, scope_id: str, lang: str) -> None:
    """The official mean of the present cities first where one is held, the real-time one after it."""
    shown = page(quiet(open_screen("region", scope=scope_id, lang=lang)))
    realtime, official = requirements_of(atlas.register, scope_id)[:2]
    heading = text(next(shown.iter("h1")))
    second = "".join(text(part) for part in of_class(shown, "second"))
    assert lang == "zh" or not CHINESE.search(heading + second)
    assert (official.latest.value is None) == (scope_id == REGIONS[1]) == (second == "")
    told = heading
    if official.latest.value is not None:
        assert f"{official.latest.value:.1f}" in heading
        assert f"{realtime.latest.value:.1f}" not in heading
        assert f"{abs(realtime.margin or 0):.1f}" in heading
        told = second
    for figure in (realtime.latest.value, realtime.base.value, abs(realtime.margin or 0)):
        assert f"{figure:.1f}" in told
    assert f"{realtime.figure:g}" in told or f"{realtime.figure:.1f}" in told


def test_attaining_overall_is_a_limit_and_no_percentage() -> None:
    for lang, limit, worked_out in (
        ("zh", "二级标准限值 35", "指示值"),
        ("en", "class II limit of 35", "indicative"),
    ):
        shown = page(quiet(open_screen("region", scope=REGIONS[1], lang=lang)))
        target = next(
            part for part in of_class(shown, "means") if "by-definition" not in part.get("class", "")
        )
        for told in (text(next(shown.iter("h1"))), text(target)):
            assert limit in told
            assert worked_out not in told
            assert "≈" not in told


@pytest.mark.parametrize("scope_id", REGIONS)
def test_every_mean_stands_under_its_definition_with_its_sources(atlas: Atlas, scope_id: str) -> None:
    shown = page(quiet(open_screen("region", scope=scope_id)))
    table = next(of_class(shown, "by-definition")[0].iter("table"))
    headings = [text(cell) for cell in table.find("thead/tr")]
    definitions = definitions_of(atlas.register, scope_id)[::-1]
    assert headings[1:] == [
        f"{one.name_zh} · {way}" + ("" if one.is_present else "（原名单）")
        for one in definitions
        for way in ("实况平均", "官方均值")
    ]
    rows = {text(row[0]): row for row in table.findall("tbody/tr")}
    for year in range(2020, 2026):
        cells = list(rows[str(year)])[1:]
        means = [
            region_mean(atlas.register, one, basis, year)
            for one in definitions
            for basis in ("realtime", "official")
        ]
        for cell, mean in zip(cells, means, strict=True):
            said = text(cell.find(".//summary")) if cell.find(".//summary") is not None else text(cell)
            assert (said == "—") == (mean.value is None)
            if mean.value is None:
                continue
            assert float(said) == pytest.approx(mean.value, abs=0.0501)
            wanted = {mean.published.source_id} if mean.published else {row.source_id for row in mean.rows}
            assert wanted <= set(document_ids(cell))


def test_official_means_of_two_definitions_are_not_subtracted() -> None:
    said = text(page(quiet(open_screen("region", scope=REGIONS[0]))))
    assert "官方 2020 年的 51 是2+26城市的均值，2025 年的 37.3 是2+36城市的均值" in said
    assert "13.7" not in said.replace("−13.7（−26.6%）", "")  # 51 − 37.3; the real-time 2+26 fell by as much


def test_the_gap_of_real_time_and_official_is_told_with_dust() -> None:
    said = text(page(quiet(open_screen("region", scope=FENWEI))))
    assert "2025 年13个城市实况 36.3、官方 33.7（+2.6）" in said
    assert "未扣除沙尘" in said


@pytest.mark.parametrize("scope_id", REGIONS)
def test_the_target_names_its_clause_and_each_base(atlas: Atlas, scope_id: str) -> None:
    shown = page(quiet(open_screen("region", scope=scope_id)))
    table = next(one for one in shown.iter("table") if text(one.find("caption")) == "区域目标与现状")
    held = [
        row
        for row in requirements_of(atlas.register, scope_id)
        if row.base.value is not None or row.latest.value is not None
    ]
    assert len(table.findall("tbody/tr")) == len(held)
    assert "（三）" in text(of_class(shown, "said")[0])
    assert document_ids(of_class(shown, "said")[0]) == ["state-council-2023-24"]


@pytest.mark.parametrize("scope_id", REGIONS)
def test_one_chart_a_city_the_furthest_first_and_every_year_a_mark(atlas: Atlas, scope_id: str) -> None:
    shown = page(quiet(open_screen("region", scope=scope_id)))
    register = atlas.register
    charts = of_class(shown, "small")
    ids = [links(chart)[0].partition("place=")[2] for chart in charts]
    observed = [
        one for one in members_of_key_regions(register)[scope_id] if register.observations_of_place[one]
    ]
    assert sorted(ids) == sorted(observed)
    margins = [attainment_of(register, one).margin for one in ids]
    told = [margin for margin in margins if margin is not None]
    assert told == sorted(told, reverse=True)
    assert margins[len(told) :] == [None] * (len(margins) - len(told))
    for chart, place_id in zip(charts, ids, strict=True):
        rows = {row.year for row in register.observations_of_place[place_id]}
        marks = list(of_class(chart, "plot")[0].iter("i"))
        assert len(marks) == len(rows)
        assert all(re.match(r"20\d\d 年 [\d.]+，(实况|官方)", mark.get("title", "")) for mark in marks)
        hollow = [mark for mark in marks if "h" in mark.get("class", "").split()]
        assert all("数据不足" in mark.get("title", "") for mark in hollow)
        assert len(hollow) == sum("数据不足" in mark.get("title", "") for mark in marks)


def test_a_chart_stays_small() -> None:
    for scope_id in REGIONS:
        screen = open_screen("region", scope=scope_id)
        (charts,) = [part.proto.body for part in screen.get("html") if 'class="multiples"' in part.proto.body]
        assert len(charts.encode()) / charts.count("<figure") <= 3_000


@pytest.mark.parametrize("scope_id", REGIONS)
def test_the_ranking_has_every_place_and_its_caveat(atlas: Atlas, scope_id: str) -> None:
    shown = page(quiet(open_screen("region", scope=scope_id)))
    ranking = of_class(shown, "ranking")[0]
    assert len(ranking.findall(".//tbody/tr")) == len(members_of_key_regions(atlas.register)[scope_id])
    caveat = text(of_class(ranking, "caveat")[0])
    assert "不是官方排名" in caveat
    assert "±3" in caveat
    assert "沙尘" in caveat


def test_who_moved_is_told_with_both_lists() -> None:
    shown = page(quiet(open_screen("region", scope=FENWEI)))
    moves = {text(item.find("b")): len(links(item)) for item in of_class(shown, "changes")[0].iter("li")}
    assert moves == {
        "由京津冀及周边地区划入（4）": 4,
        "划归京津冀及周边地区（2）": 2,
        "此前已包括在内，2023 年起单独列名（2）": 2,
        "一直在名单上（9）": 9,
    }
    assert {
        "fenwei-plain-supervision-2018",
        "fenwei-plain-autumn-winter-2018",
        "state-council-2023-24",
    } <= set(document_ids(shown))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_without_a_region_the_three_are_offered(lang: str) -> None:
    shown = page(quiet(open_screen("region", lang=lang)))
    for scope_id in REGIONS:
        assert any(f"scope={scope_id}" in address for address in links(shown))


@pytest.mark.parametrize(
    "asked",
    ["province-140000", "place-140100", "class-key-regions", "nation", "nowhere", "<b>x</b>", "长" * 9000],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_another_scope_gets_a_sentence_and_the_three_regions(asked: str, lang: str) -> None:
    screen = open_screen("region", scope=asked, lang=lang)
    assert [error.message for error in screen.exception] == []
    assert len(warnings(screen)) == 1
    assert len(warnings(screen)[0]) < 200
    assert any(f"scope={FENWEI}" in address for address in links(page(screen)))


@pytest.mark.parametrize("scope_id", REGIONS)
def test_english_is_english(scope_id: str) -> None:
    shown = page(quiet(open_screen("region", scope=scope_id, lang="en")))
    for name in ("legend", "caveat", "notes"):
        for part in of_class(shown, name):
            for link in part.iter("a"):
                link.text = ""
            assert not CHINESE.search(text(part)), text(part)


def test_a_figure_to_strive_for_says_so_in_its_line() -> None:
    shown = page(quiet(open_screen("region", scope="taiyuan-basin")))
    lines = [text(one) for one in of_class(shown, "named-figures")[0].iter("li")]
    striving = [one for one in lines if "清洁运输比例" in one]
    assert len(striving) == 2
    assert all("（力争）" in one.split("文件与条款")[0] for one in striving)


def test_the_key_of_the_parks_says_which_clause_names_whom() -> None:
    key = text(of_class(page(quiet(open_screen("region", scope="taiyuan-basin"))), "area-map")[0])
    assert "点名太原市（24）；是否全市在内，文件未写" in key
    assert "工业园区（25）" in key


@pytest.mark.parametrize("scope_id", REGIONS)
def test_a_difference_between_two_bases_is_marked(atlas: Atlas, scope_id: str) -> None:
    marked = 0
    for place_id in members_of_key_regions(atlas.register)[scope_id]:
        verdict = attainment_of(atlas.register, place_id)
        base = verdict.target.figure.base if verdict.target else None
        marked += bool(
            verdict.margin is not None
            and base
            and verdict.observation
            and base.basis != verdict.observation.basis
        )
    shown = page(quiet(open_screen("region", scope=scope_id)))
    ranking = of_class(shown, "ranking")[0]
    assert len(of_class(ranking, "mixed")) == marked
    assert ("含口径差" in text(of_class(ranking, "caveat")[0])) == bool(marked)
    if scope_id == FENWEI:
        assert marked
