"""The change of the lists of 2023 as a layer: every place against a count of the CSV by itself."""

import csv
from collections import Counter
from itertools import combinations

import pytest

from data.tables import DATA_FOLDER
from layers.catalogue import build_layer
from layers.drawn import draw
from layers.export_layer import csv_of_layer
from layers.membership_layer import MEMBERSHIP_LAYER
from policy.membership import membership_changes, membership_of_place
from policy.scope import members_of_key_regions
from tests.layers.test_palettes import CATEGORICAL_FLOOR, VISIONS, smallest
from tests.policy.made_up import real_register
from translations import words_for

SMALL = ("carve_out", "county_level_unit")


def rows_of(name: str) -> list[dict[str, str]]:
    """A table as text."""
    with (DATA_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def counted() -> dict[str, tuple[str, str, str]]:
    """What happened to each place, from the two lists as text: (kind, former region, present region)."""
    regions = {row["scope_id"] for row in rows_of("scopes") if row["kind"] == "key_region"}
    former = {row["place_id"]: row["scope_id"] for row in rows_of("former_members")}
    present = {
        row["member_id"]: row["scope_id"] for row in rows_of("scope_members") if row["scope_id"] in regions
    }
    found = {}
    for row in rows_of("places"):
        before, now = former.get(row["place_id"], ""), present.get(row["place_id"], "")
        if before and now:
            kind = "stayed" if before == now else "moved"
        elif now:
            kind = "named_apart" if row["kind"] in SMALL else "joined"
        else:
            kind = "left" if before else "never"
        found[row["place_id"]] = (kind, before, now)
    return found


def test_the_table_has_eighty_places_and_each_is_told_as_it_stands() -> None:
    register = real_register()
    wanted = counted()
    assert len(rows_of("former_members")) == 80
    assert len({row["place_id"] for row in rows_of("former_members")}) == 80
    for place_id, (kind, before, now) in wanted.items():
        found = membership_of_place(register, place_id)
        former = found.former.scope_id if found.former else ""
        present = found.present.scope_id if found.present else ""
        assert (found.kind, former, present) == (kind, before, now), place_id
    counts = Counter(kind for kind, _before, _now in wanted.values())
    assert counts["stayed"] + counts["moved"] + counts["left"] == 80
    assert counts["stayed"] + counts["moved"] + counts["joined"] + counts["named_apart"] == 88


def test_the_layer_agrees_with_the_table_and_with_the_region_pages() -> None:
    register = real_register()
    layer = build_layer(register, MEMBERSHIP_LAYER, 2025)
    drawn = draw(register, layer, words_for("zh"))
    counts = {entry.label: entry.count for entry in drawn.legend}
    kinds = Counter(counted().values())
    by_kind: Counter[str] = Counter()
    for (kind, _before, _now), count in kinds.items():
        by_kind[kind] += count
    assert counts == {
        "前后都在同一区域名单上": by_kind["stayed"],
        "由汾渭平原划入京津冀及周边地区": kinds["moved", "fenwei-plain", "jing-jin-ji-and-surroundings"],
        "由京津冀及周边地区划入汾渭平原": kinds["moved", "jing-jin-ji-and-surroundings", "fenwei-plain"],
        "新列入的城市": by_kind["joined"],
        "此前已包括在内，现单独列名": by_kind["named_apart"],
        "不再列入任何重点区域": by_kind["left"],
        "前后都不在名单上": by_kind["never"] - 3,
        "不在本计划范围内": 3,
    }
    changes = [membership_changes(register, scope_id) for scope_id in members_of_key_regions(register)]
    assert sum(len(one.stayed) for one in changes) == by_kind["stayed"]
    assert sum(len(one.moved_in) for one in changes) == by_kind["moved"]
    assert sum(len(one.joined) for one in changes) == by_kind["joined"]
    assert sum(len(one.named_apart) for one in changes) == by_kind["named_apart"]
    assert sum(len(one.left) for one in changes) == by_kind["left"]


def test_both_lists_are_its_sources() -> None:
    layer = build_layer(real_register(), MEMBERSHIP_LAYER, 2025)
    tables = ("former_members", "former_inclusions")
    former = {(row["document_id"], row["clause"]) for name in tables for row in rows_of(name)}
    assert {(row.document_id, row.clause) for row in layer.sources} == {
        ("state-council-2023-24", "（二）"),
        *former,
    }


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_csv_has_both_lists_for_every_place(lang: str) -> None:
    register, words = real_register(), words_for(lang)
    drawn = draw(register, build_layer(register, MEMBERSHIP_LAYER, 2025), words)
    content = csv_of_layer(register, drawn, set(register.places), 2025, words).decode("utf-8-sig")
    headings, *rows = csv.reader(content.splitlines())
    kind = headings.index(words.gettext("变化代码"))
    by_place = {row[0]: row for row in rows}
    assert len(by_place) == 375
    for place_id, (told, before, now) in counted().items():
        row = by_place[place_id]
        outside = register.places[place_id].outside_plan
        assert row[kind] == ("" if outside else told)
        assert bool(row[headings.index(words.gettext("原名单的来源"))]) == bool(before)
        assert bool(row[headings.index(words.gettext("现行名单的来源"))]) == bool(now)
    took_in = headings.index(words.gettext("此前包括它的文件"))
    assert {one for one, row in by_place.items() if row[took_in]} == {
        row["place_id"] for row in rows_of("former_inclusions")
    }
    assert by_place["410300"][headings.index(words.gettext("原名单的写法"))] == "洛阳市"


@pytest.mark.parametrize("vision", VISIONS)
def test_the_ways_of_changing_are_told_apart(vision: str) -> None:
    layer = build_layer(real_register(), MEMBERSHIP_LAYER, 2025)
    colours = [item.colour for item in layer.classes if item.hatch is None]
    assert smallest(combinations(colours, 2), vision) >= CATEGORICAL_FLOOR
