"""The cards of a place's page: what is asked where no figure comes of it, bases that differ, and what else is asked."""

import pytest

from data.tables import Tables
from geo.store import Geometry
from policy.atlas import Atlas
from policy.attainment import attainment_of
from publishing.addresses import PageKey
from publishing.cites import Figure, Line
from publishing.page import PageMaker
from publishing.place_head import cards, former_list, outside_figures
from publishing.place_ladders import main_ladder
from publishing.site import Site, SiteOptions

Cards = dict[str, tuple[Figure, str]]
CLAUSE = "（二十五）"


@pytest.fixture(scope="module")
def site(tables: Tables, built_geometry: Geometry) -> Site:
    return Site(Atlas(tables, built_geometry), SiteOptions("https://atlas.example", None, None), {})


def cards_of(site: Site, place_id: str) -> Cards:
    page = PageMaker(site, PageKey("place", "zh", place_id))
    verdict = attainment_of(site.atlas.register, place_id)
    return {name: (shown, note) for name, shown, note in cards(page, verdict)}


def words_of(lines: list[Line]) -> str:
    return " ".join(f"{line.text}{line.cite.text if line.cite else ''}" for line in lines)


@pytest.mark.parametrize(
    ("place_id", "percent"),
    [("419001", 20), ("610581", 15), ("460300", 10), ("469001", 10), ("133100", 20)],
)
def test_a_percentage_without_a_base_is_shown_and_says_which_year_lacks(
    site: Site, place_id: str, percent: int
) -> None:
    shown, note = cards_of(site, place_id)["2025 年要求"]
    assert shown.shown == f"比 2020 年下降 {percent}%"
    assert "目标无法折算" in note
    assert "未收录 2020 年实测值，无法折算" in words_of(list(shown.lines))
    assert "2025 年实测值" not in note + words_of(list(shown.lines))


@pytest.mark.parametrize(("place_id", "mixed"), [("610100", True), ("320900", True), ("211200", False)])
def test_a_gap_between_two_bases_says_so(site: Site, place_id: str, mixed: bool) -> None:
    gap, _note = cards_of(site, place_id)["差距"]
    assert (gap.mark == "含口径差") == mixed
    assert ("口径不同，差距只供参考" in words_of(list(gap.lines))) == mixed


@pytest.mark.parametrize(
    ("place_id", "asked"),
    [("211200", True), ("220400", True), ("430300", True), ("511500", True), ("610100", False)],
)
def test_an_indicative_figure_above_the_limit_names_the_class_that_is_to_attain(
    site: Site, place_id: str, asked: bool
) -> None:
    shown, note = cards_of(site, place_id)["2025 年指示值"]
    assert ("另有条款要求同期达标" in note) == asked
    assert ("2021—2025 年内达标，即 35" in words_of(list(shown.lines))) == asked
    assert (CLAUSE in words_of(list(shown.lines))) == asked


def test_a_sentence_on_cities_is_not_said_of_a_county(site: Site) -> None:
    unfit = "本地为省（自治区）直辖县级单位"
    assert unfit in cards_of(site, "469001")["2025 年要求"][1]
    assert unfit not in cards_of(site, "460300")["2025 年要求"][1]


@pytest.mark.parametrize(("place_id", "below"), [("429004", True), ("130682", True), ("131000", False)])
def test_a_ladder_says_that_a_place_below_the_rank_of_a_sentence_is_not_among_its_cities(
    site: Site, place_id: str, below: bool
) -> None:
    nation = main_ladder(PageMaker(site, PageKey("place", "zh", place_id)))[0]
    assert ("本地不是地级城市，不在其列，只作参考" in nation.reason) == below
    subject = next(line.text for line in nation.said[0].lines if line.name == "针对")
    assert subject == "全国地级及以上城市" + ("（本地不是地级城市，不在其列）" if below else "")


@pytest.mark.parametrize(("place_id", "apart"), [("410400", False), ("133100", True)])
def test_a_city_not_on_the_former_list_is_told_so_with_the_list(
    site: Site, place_id: str, apart: bool
) -> None:
    found = former_list(PageMaker(site, PageKey("place", "zh", place_id)))
    assert found is not None
    line = next(line for line in found.lines if line.name == "原名单")
    assert (line.text == "按城市列出，没有单独列出这里") == apart
    assert (line.cite is None) == apart


@pytest.mark.parametrize(
    ("place_id", "zh", "en"),
    [
        ("320300", "不高于 40 µg/m³（力争）", "strive"),
        ("340400", "达到 38 µg/m³（力争）", "strive"),
        ("310000", "低于 30 µg/m³（稳定控制）", "stead"),
    ],
)
def test_a_figure_outside_the_chain_keeps_its_word_of_strength(
    site: Site, place_id: str, zh: str, en: str
) -> None:
    [chinese] = outside_figures(PageMaker(site, PageKey("place", "zh", place_id)))
    [english] = outside_figures(PageMaker(site, PageKey("place", "en", place_id)))
    assert chinese.shown == zh
    assert en in english.shown.lower()
