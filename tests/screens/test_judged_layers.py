"""Change, straight way and any standard on the map: findings, cards and lists made from the data."""

import re

import pytest

from layers.catalogue import build_layer
from policy.atlas import Atlas
from policy.judgement import flips, yardsticks
from tests.screen_harness import open_screen
from tests.screens.reading import address, integers, map_message, of_class, page, quiet, text

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def finding(**params: str) -> object:
    [found] = of_class(page(quiet(open_screen(**params))), "finding")
    return found


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("layer_id", ["change", "change_percent"])
@pytest.mark.parametrize("year", [2021, 2025])
def test_the_finding_of_a_change_counts_the_values(atlas: Atlas, layer_id: str, year: int, lang: str) -> None:
    layer = build_layer(atlas.register, layer_id, year)
    values = [cell.value for cell in layer.cells.values() if cell.value is not None]
    heading = finding(layer=layer_id, year=str(year), lang=lang).find("h1")
    expected = {
        year, 2020, len(values), sum(v < 0 for v in values), sum(v > 0 for v in values), sum(v == 0 for v in values)
    }  # fmt: skip
    assert set(integers(text(heading))) == expected


def test_the_base_year_has_nothing_to_compare_with() -> None:
    assert "2020 年是比较的起点" in text(finding(layer="change", year="2020").find("h1"))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("key", ["gb-3095-2026-2030", "gb-3095-2026", "who-guideline"])
def test_a_standard_lists_the_places_that_flip(atlas: Atlas, key: str, lang: str) -> None:
    found = finding(layer=f"standard.{key}", lang=lang)
    expected = flips(atlas.register, 2025, yardsticks(atlas.register)[key])
    listed = [link.get("href") for one in of_class(found, "flip") for link in one.iter("a")]
    assert sorted(re.search(r"place=(\d+)", href)[1] for href in listed) == [
        flip.place_id for flip in expected
    ]
    counted = sum(integers(text(summary))[0] for summary in found.iter("summary"))
    assert counted == len(expected)


def test_the_standard_in_force_flips_nobody() -> None:
    found = finding(layer="standard.gb-3095-2012", year="2025")
    assert of_class(found, "flip") == []
    assert "这就是 2025 年执行的标准" in text(found)


def test_choosing_a_standard_and_a_year_writes_both() -> None:
    screen = open_screen()
    quiet(screen.radio(key="layer").set_value("standard.").run())
    quiet(screen.selectbox(key="standard.").set_value("who-IT-3").run())
    quiet(screen.button_group(key="year").set_value(2022).run())
    assert address(screen) == {"layer": "standard.who-IT-3", "year": "2022"}
    assert "2022" in map_message(screen)["title"]


@pytest.mark.parametrize("layer_id", ["change", "change_percent", "path", "standard.gb-3095-2026"])
def test_the_english_words_are_english(layer_id: str) -> None:
    message = map_message(quiet(open_screen(layer=layer_id, lang="en")))
    labels = [entry["label"] for entry in message["legend"]] + list(message["note_labels"].values())
    assert [part for part in [message["title"], message["subtitle"], *labels] if CHINESE.search(part)] == []


def test_the_card_names_both_years_the_way_and_both_limits() -> None:
    change = map_message(quiet(open_screen(layer="change", place="620100")))["selected_lines"]
    assert [integers(line)[0] for line in change] == [2020, 2025]
    path = map_message(quiet(open_screen(layer="path", place="140100", year="2024")))["selected_lines"]
    assert "2020 年" in path[0]
    assert "2025 年" in path[2]
    standard = map_message(quiet(open_screen(layer="standard.gb-3095-2026", place="620100")))[
        "selected_lines"
    ]
    assert "GB 3095—2026" in standard[1]
    assert "GB 3095—2012" in standard[2]
