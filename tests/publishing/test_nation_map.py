"""The plain map of China shows what a map of China must show (自然资规〔2023〕2号)."""

import re

import pytest

from geo.store import Geometry
from layers.press.south_sea import NAMED_ISLANDS, SOUTH_SEA_PARTS
from layers.press.window import Box
from policy.register import Register
from publishing.hatches import HATCH_MARKS, OTHER_MARKS, hatches
from publishing.nation_map import BELOW, HEIGHT, SEA, SIDES, WIDTH, NationShapes, nation_shapes, sea_svg
from tests.policy.made_up import real_register

MOST_BYTES = 90_000


@pytest.fixture(scope="module")
def shapes(built_geometry: Geometry) -> NationShapes:
    return nation_shapes(built_geometry, list(real_register().places))


def corners(path: str) -> list[tuple[float, float]]:
    """Return all corners of a `d` in quarters of a pixel."""
    found = []
    for start, steps in re.findall(r"M(-?\d+ -?\d+)l([^Mz]*)", path):
        x, y = map(int, start.split())
        found.append((x, y))
        numbers = [int(text) for text in re.findall(r"-?\d+", steps)]
        for across, down in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + across, y + down
            found.append((x, y))
    return found


def test_every_place_is_drawn(shapes: NationShapes) -> None:
    register: Register = real_register()
    assert set(shapes.places) | set(shapes.inset) == set(register.places)
    assert {
        place.place_id for place in register.places.values() if place.province.province_id == "710000"
    } <= set(shapes.places)


def test_all_lines_of_the_south_sea_are_in_the_inset(shapes: NationShapes) -> None:
    assert shapes.inset_sea_lines.count("M") == SOUTH_SEA_PARTS


def test_named_islands_lie_on_the_picture(shapes: NationShapes) -> None:
    marks = (*shapes.islands, *shapes.inset_islands)
    assert {mark.island.name_zh for mark in marks} == {island.name_zh for island in NAMED_ISLANDS}
    for mark in marks:
        assert 0 < mark.x < WIDTH
        assert 0 < mark.y < HEIGHT


def test_names_stand_where_an_island_lets_them() -> None:
    sides = {island.name_zh: island.sides for island in NAMED_ISLANDS}
    assert all(side in sides[name] for name, side in SIDES.items())
    assert all((0, -1) in sides[name] for name in BELOW)


def test_inset_lies_over_nothing(shapes: NationShapes) -> None:
    box = shapes.inset_box
    covered = [
        place_id
        for place_id, path in shapes.places.items()
        for x, y in corners(path)
        if box.left < x / 4 < box.right and box.bottom < y / 4 < box.top
    ]
    assert covered == []


def test_shapes_stay_small(shapes: NationShapes) -> None:
    written = [*shapes.places.values(), shapes.borders, *shapes.inset.values(), shapes.inset_borders]
    assert sum(map(len, written)) < MOST_BYTES


def test_a_layer_without_gaps_needs_no_hatch() -> None:
    class Nothing:
        legend = ()

    assert hatches(Nothing()) == ""


def test_each_reason_for_no_colour_has_marks_of_its_own() -> None:
    drawn = [frozenset(re.findall(r"M[^M]+", marks)) for marks in (*HATCH_MARKS.values(), OTHER_MARKS)]
    assert len(drawn) == len(set(drawn))


def test_inset_is_drawn_again_for_narrow_screens() -> None:
    second = sea_svg(Box(4, 426, 124, 616), "南海诸岛")
    assert f'<use href="#{SEA}"/>' in second
    assert 'viewBox="3.0 425.0 122.0 192.0"' in second
    assert 'aria-label="南海诸岛"' in second
