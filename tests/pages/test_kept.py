"""Parts of screens are made once for all readers, as many as a bound says, and never with a reader's own figures."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from pages.map_parts import findings
from pages.shared import map_message, sources
from pages.shared.kept import Shelf, kept
from policy.atlas import Atlas
from translations import Words, words_for

SHELVES = (
    findings.layer_finding,
    findings.key_counts_html,
    findings.key_regions_html,
    sources.layer_sources_html,
    sources.boundary_html,
    map_message.whole_map_data,
)


def atlas(version: str = "one") -> Atlas:
    """As much of an atlas as tells it from others."""
    return cast("Atlas", SimpleNamespace(tables=SimpleNamespace(version=version)))


def test_a_part_is_made_once_for_each_question() -> None:
    made: list[tuple[Any, ...]] = []

    @kept(most=8)
    def part(of: Atlas, words: Words, year: int) -> str:
        made.append((of.tables.version, words.lang, year))
        return f"{words.lang} {year}"

    zh, en = words_for("zh"), words_for("en")
    for _ in range(2):
        assert [part(atlas(), zh, 2020), part(atlas(), en, 2020), part(atlas(), zh, 2021)] == [
            "zh 2020",
            "en 2020",
            "zh 2021",
        ]
    part(atlas("two"), zh, 2020)
    assert made == [("one", "zh", 2020), ("one", "en", 2020), ("one", "zh", 2021), ("two", "zh", 2020)]


def test_those_asked_for_last_stay() -> None:
    made: list[int] = []

    @kept(most=2)
    def part(_of: Atlas, _words: Words, year: int) -> int:
        made.append(year)
        return year

    for year in (1, 2, 1, 3, 1, 2):
        part(atlas(), words_for("zh"), year)
        assert len(part) <= 2
    assert made == [1, 2, 3, 2]


def test_own_figures_are_kept_nowhere() -> None:
    made: list[int] = []

    @kept(most=8)
    def part(_of: Atlas, _words: Words, year: int) -> int:
        made.append(year)
        return year

    for _ in range(2):
        part(atlas("one+own"), words_for("zh"), 2020)
    assert (made, len(part)) == ([2020, 2020], 0)


@pytest.mark.parametrize("shelf", SHELVES, ids=lambda shelf: shelf.make.__name__)
def test_every_shelf_of_the_map_has_a_bound(shelf: Shelf[Any]) -> None:
    assert 0 < shelf.most <= 512
