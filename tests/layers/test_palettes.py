"""Neighbouring classes can be told apart, also with a colour-vision deficiency.

Differences are CIEDE2000. Deficiencies are simulated after Machado, Oliveira and Fernandes (2009) at severity 1.0,
that is for the dichromat, in linear light. Floors:

- 8 between neighbours of the sequential scale (10 for normal vision). Eight classes of one scale leave less room
  than that to any scheme of its family: the eight-class YlOrBr of ColorBrewer, which is in wide use as safe for
  the colour-blind, comes to 5.7.
- 15 between neighbours of the diverging scale (seven-class PuOr of ColorBrewer: 7.1), and between any class below
  the target and any class above it.
- 15 between all pairs of categorical colours, where nothing but the colour tells the class.

Missing data is told by its hatch; its colour stays clear of all verdicts.
"""

from collections.abc import Iterable
from functools import cache
from itertools import combinations, pairwise, product

import pytest
from coloraide import Color

from layers.palettes import (
    ATTAINMENT,
    CONCENTRATION,
    CONCENTRATION_BREAKS,
    DEMAND,
    GAP,
    GAP_BREAKS,
    KEY_REGIONS,
    MEMBERSHIP,
    MISSING,
    MOVED,
    OTHER_DEMANDS,
    OTHER_PLACES,
    WORDED_DEMAND,
)

VISIONS = ("normal", "protan", "deutan", "tritan")
SEQUENTIAL_FLOOR = {"normal": 10.0, "protan": 8.0, "deutan": 8.0, "tritan": 8.0}
DIVERGING_FLOOR = 15.0
CATEGORICAL_FLOOR = 15.0
GREEN_HUES = (115, 190)
"""Degrees."""
YLORBR_8 = ("#ffffe5", "#fff7bc", "#fee391", "#fec44f", "#fe9929", "#ec7014", "#cc4c02", "#8c2d04")
PUOR_7 = ("#542788", "#998ec3", "#d8daeb", "#f7f7f7", "#fee0b6", "#f1a340", "#b35806")
ALL_COLOURS = {
    *CONCENTRATION,
    *DEMAND,
    *WORDED_DEMAND,
    OTHER_DEMANDS,
    *GAP,
    *KEY_REGIONS.values(),
    *MEMBERSHIP.values(),
    *MOVED.values(),
    OTHER_PLACES,
    *ATTAINMENT.values(),
    *MISSING.values(),
}


@cache
def seen(colour: str, vision: str) -> Color:
    """A colour as seen with a kind of vision."""
    if vision == "normal":
        return Color(colour)
    return Color(colour).filter(vision, 1, method="machado", space="srgb-linear").convert("srgb").clip()


def difference(one: str, other: str, vision: str) -> float:
    return float(seen(one, vision).delta_e(seen(other, vision), method="2000"))


def lightness(colour: str, vision: str) -> float:
    return float(seen(colour, vision).convert("lab-d65")["lightness"])


def smallest(pairs: Iterable[tuple[str, str]], vision: str) -> float:
    """The smallest difference among pairs of colours."""
    return min(difference(one, other, vision) for one, other in pairs)


@pytest.mark.parametrize("vision", VISIONS)
def test_neighbours_of_the_sequential_scale(vision: str) -> None:
    found = smallest(pairwise(CONCENTRATION), vision)
    assert found >= SEQUENTIAL_FLOOR[vision]
    assert found > smallest(pairwise(YLORBR_8), vision)


@pytest.mark.parametrize("vision", VISIONS)
def test_demands_with_and_without_a_number(vision: str) -> None:
    """Any number may stand beside any demand in words, so those two scales stay apart as a whole."""
    for scale in (DEMAND, WORDED_DEMAND):
        assert smallest(pairwise(scale), vision) >= SEQUENTIAL_FLOOR[vision]
        steps = [lightness(colour, vision) for colour in scale]
        assert steps == sorted(steps, reverse=True)
    assert smallest(product(DEMAND, WORDED_DEMAND), vision) >= CATEGORICAL_FLOOR
    assert smallest(product([OTHER_DEMANDS], [*DEMAND, *WORDED_DEMAND]), vision) >= SEQUENTIAL_FLOOR[vision]


@pytest.mark.parametrize("vision", VISIONS)
def test_neighbours_of_the_diverging_scale(vision: str) -> None:
    found = smallest(pairwise(GAP), vision)
    assert found >= DIVERGING_FLOOR
    assert found > smallest(pairwise(PUOR_7), vision)


@pytest.mark.parametrize("vision", VISIONS)
def test_below_the_target_is_never_taken_for_above(vision: str) -> None:
    middle = len(GAP) // 2
    assert smallest(product(GAP[:middle], GAP[middle + 1 :]), vision) >= DIVERGING_FLOOR


@pytest.mark.parametrize("vision", VISIONS)
def test_the_key_regions_and_all_other_places(vision: str) -> None:
    colours = [*KEY_REGIONS.values(), OTHER_PLACES]
    assert smallest(combinations(colours, 2), vision) >= CATEGORICAL_FLOOR


@pytest.mark.parametrize("vision", VISIONS)
def test_the_verdicts_and_missing_data(vision: str) -> None:
    colours = [*ATTAINMENT.values(), MISSING["no_target"]]
    assert smallest(combinations(colours, 2), vision) >= CATEGORICAL_FLOOR


@pytest.mark.parametrize("vision", VISIONS)
def test_the_sequential_scale_only_gets_darker(vision: str) -> None:
    steps = [lightness(colour, vision) for colour in CONCENTRATION]
    assert steps == sorted(steps, reverse=True)


@pytest.mark.parametrize("vision", VISIONS)
def test_the_diverging_scale_gets_darker_away_from_its_middle(vision: str) -> None:
    steps = [lightness(colour, vision) for colour in GAP]
    middle = len(GAP) // 2
    assert steps[: middle + 1] == sorted(steps[: middle + 1])
    assert steps[middle:] == sorted(steps[middle:], reverse=True)


def test_the_middle_of_the_diverging_scale_is_neutral() -> None:
    assert len(GAP) % 2 == 1
    assert Color(GAP[len(GAP) // 2]).convert("lch-d65")["chroma"] < 3


def test_there_is_one_colour_a_class() -> None:
    assert len(CONCENTRATION) == len(CONCENTRATION_BREAKS) + 1
    assert len(GAP) == len(GAP_BREAKS) + 1
    assert [-edge for edge in reversed(GAP_BREAKS)] == list(GAP_BREAKS)


def is_green(colour: str) -> bool:
    """Whether a colour that is not nearly grey has a green hue (CIELCh)."""
    hue = Color(colour).convert("lch-d65")
    low, high = GREEN_HUES
    return bool(hue["chroma"] >= 15 and low <= hue["hue"] <= high)


def test_nothing_is_green_so_that_nothing_is_red_against_green() -> None:
    assert [colour for colour in sorted(ALL_COLOURS) if is_green(colour)] == []
    assert is_green("#1a9850")
    assert is_green("#00e400")
