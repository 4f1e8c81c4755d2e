"""The page of a key region: members by province, who is above, the spread, and what names the region."""

import csv

import pytest

from data.tables import DATA_FOLDER
from policy.atlas import Atlas
from policy.attainment import attainment_of
from policy.scope import members_of_key_regions
from tests.screen_harness import open_screen
from tests.screens.reading import document_ids, links, of_class, page, quiet, text

REGIONS = ("jing-jin-ji-and-surroundings", "yangtze-river-delta", "fenwei-plain")
FENWEI = "fenwei-plain"


def rows_of(name: str) -> list[dict[str, str]]:
    """A table as text."""
    with (DATA_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("scope_id", REGIONS)
def test_members_by_province_are_those_of_the_list(scope_id: str) -> None:
    """42 + 31 + 15 places, by province, with who of the province is left out: counted from the tables as text."""
    shown = page(quiet(open_screen("region", scope=scope_id)))
    places = {row["place_id"]: row for row in rows_of("places")}
    listed = {row["member_id"] for row in rows_of("scope_members") if row["scope_id"] == scope_id}
    assert (
        len(listed)
        == {"jing-jin-ji-and-surroundings": 42, "yangtze-river-delta": 31, "fenwei-plain": 15}[scope_id]
    )
    told = [
        {link.partition("place=")[2] for link in links(item) if "city?" in link}
        for item in of_class(shown, "by-province")[0].findall("li")
    ]
    wanted: dict[str, set[str]] = {}
    for place_id in listed:
        wanted.setdefault(places[place_id]["province_id"], set()).add(place_id)
    assert told == [wanted[province] for province in sorted(wanted)]
    for item, province in zip(of_class(shown, "by-province")[0].findall("li"), sorted(wanted), strict=True):
        left = [
            row["short_name_zh"]
            for place_id, row in places.items()
            if row["province_id"] == province and place_id not in listed
        ]
        assert ("没有列入" in text(item)) == bool(left)
        assert all(name in text(item).partition("没有列入")[2] for name in left)


def test_a_province_named_as_a_whole_says_so_and_carve_outs_are_marked() -> None:
    delta = of_class(page(quiet(open_screen("region", scope=REGIONS[1]))), "by-province")[0]
    (jiangsu,) = [item for item in delta.findall("li") if "江苏省（13）" in text(item)]
    assert "文件整体列名“江苏省”" in text(jiangsu)
    others = [item for item in delta.findall("li") if item is not jiangsu]
    assert not any("整体列名" in text(item) for item in others)
    around = of_class(page(quiet(open_screen("region", scope=REGIONS[0]))), "by-province")[0]
    marked = [text(one).removesuffix("单列") for one in around.iter("span") if of_class(one, "badge")]
    assert [one for one in marked if one] == ["辛集", "定州", "雄安", "济源"]


@pytest.mark.parametrize("scope_id", REGIONS)
def test_who_is_above_stands_by_the_kind_of_figure(atlas: Atlas, scope_id: str) -> None:
    shown = page(quiet(open_screen("region", scope=scope_id)))
    ids = members_of_key_regions(atlas.register)[scope_id]
    verdicts = {one: attainment_of(atlas.register, one) for one in ids}
    wanted = {
        "高于文件写明的数值": [
            o for o, v in verdicts.items() if v.status == "not_met" and not v.is_indicative
        ],
        "与自己的数值接近，无法判定": [o for o, v in verdicts.items() if v.status == "undetermined"],
        "没有判定": [o for o, v in verdicts.items() if v.margin is None],
    }
    told = {
        text(item.find("b")).partition("（")[0]: {one.partition("place=")[2] for one in links(item)}
        for item in of_class(shown, "behind")[0].findall("li")
    }
    for name, found in wanted.items():
        assert told.get(name, set()) == set(found), name
    above = {o for o, v in verdicts.items() if v.status == "not_met"}
    assert set().union(*(found for name, found in told.items() if name.startswith("高于"))) == above
    assert above or "没有地点高于自己的数值" in told


@pytest.mark.parametrize("scope_id", REGIONS)
def test_every_place_with_a_mean_is_a_dot(atlas: Atlas, scope_id: str) -> None:
    shown = page(quiet(open_screen("region", scope=scope_id)))
    verdicts = [
        attainment_of(atlas.register, one) for one in members_of_key_regions(atlas.register)[scope_id]
    ]
    strips = of_class(shown, "strip")
    observed = [one for one in verdicts if one.observation is not None]
    judged = [one for one in verdicts if one.margin is not None]
    assert [len(links(strip)) for strip in strips] == [len(observed), len(judged)]
    squares = sum(one.observation is not None and one.observation.basis == "official" for one in observed)
    dots = [dot.get("class", "").split()[0] for dot in strips[0].iter("a")]
    assert dots.count("q") == squares
    assert all(
        "实况" in dot.get("title", "") or "官方" in dot.get("title", "") for dot in strips[0].iter("a")
    )


@pytest.mark.parametrize("scope_id", REGIONS)
def test_what_names_the_region_is_what_the_tables_say(scope_id: str) -> None:
    shown = page(quiet(open_screen("region", scope=scope_id)))
    part = of_class(shown, "mentions")[0]
    own = [
        row
        for row in rows_of("measures")
        if scope_id in row["singled_out"].split("|")
        and not set(REGIONS) <= set(row["singled_out"].split("|"))
    ]
    assert len(of_class(part, "named-clauses")[0].findall("li") if own else []) == len(own)
    figures = [
        row for name in ("targets", "indicators") for row in rows_of(name) if row["scope_id"] == scope_id
    ]
    assert len(of_class(part, "named-figures")[0].findall("li")) == len(figures)
    assert "state-council-2023-24" in document_ids(part)


def test_the_six_that_moved_can_be_compared() -> None:
    shown = page(quiet(open_screen("region", scope=FENWEI)))
    (address,) = [one for one in links(shown) if one.startswith("compare?")]
    ids = address.partition("places=")[2].replace("%2C", ",").split(",")
    assert sorted(ids) == ["140100", "140300", "140400", "140500", "410300", "411200"]
