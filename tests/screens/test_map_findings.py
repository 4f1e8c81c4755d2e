"""What the map's finding and the lines of the key regions say is what the records of the places say."""

from collections import Counter

import pytest

from data.tables import Tables
from policy.atlas import Atlas
from policy.place_record import place_record
from tests.screen_harness import open_screen
from tests.screens.reading import integers, of_class, page, quiet, text
from translations import words_for

YEARS = (2020, 2023, 2025)
KEY_REGIONS = ("jing-jin-ji-and-surroundings", "yangtze-river-delta", "fenwei-plain")


def places_of_key_regions(tables: Tables) -> list[str]:
    regions = set(tables.scopes.loc[tables.scopes["kind"] == "key_region", "scope_id"])
    rows = tables.scope_members
    return sorted(rows.loc[rows["scope_id"].isin(regions) & (rows["member_kind"] == "place"), "member_id"])


def verdicts(atlas: Atlas, place_ids: list[str], year: int) -> tuple[Counter, Counter]:
    """Count statuses out of the records of the places: against a printed figure, and against any other."""
    printed, other = Counter(), Counter()
    for place_id in place_ids:
        record = place_record(atlas, place_id, year)
        target = record["effective_pm25_target"]
        is_printed = (
            target is not None
            and target["standing"] != "indicative"
            and target["figure_ug_m3"] is not None
            and target["base_value"] is None
        )
        (printed if is_printed else other)[record["attainment"]["status"]] += 1
    return printed, other


def lacks(atlas: Atlas, place_ids: list[str], year: int) -> list[int]:
    """Count out of the records why there is no verdict: close, no data, no figure, base year; without zeros."""
    found: Counter = Counter()
    for place_id in place_ids:
        record = place_record(atlas, place_id, year)
        status, target = record["attainment"]["status"], record["effective_pm25_target"]
        if status == "no_target":
            has_figure = target is not None and target["figure_ug_m3"] is not None
            found["base_year" if has_figure else "no_figure"] += 1
        elif status in ("undetermined", "insufficient_data", "no_observation"):
            found["close" if status == "undetermined" else "no_data"] += 1
    assert not found["base_year"] or year == 2020
    return [found[why] for why in ("close", "no_data", "no_figure", "base_year") if found[why]]


def decided(printed: Counter, other: Counter) -> list[int]:
    """Return met and not met of both, as the sentences say them, and how many that leaves."""
    said = [counts[status] for counts in (printed, other) for status in ("met", "not_met")]
    return [*said, printed.total() + other.total() - sum(said)]


@pytest.mark.parametrize("year", YEARS)
def test_the_finding_says_the_counts_of_the_records(atlas: Atlas, tables: Tables, year: int) -> None:
    place_ids = places_of_key_regions(tables)
    printed, other = verdicts(atlas, place_ids, year)
    header = of_class(page(quiet(open_screen(year=str(year)))), "finding")[0]
    assert integers(text(header.find("h1"))) == [year, len(place_ids), *decided(printed, other)]
    early = [] if year == 2025 else [2025, year]
    assert integers(text(header.find("p"))) == [
        *early, printed.total(), other.total(), *lacks(atlas, place_ids, year)
    ]  # fmt: skip
    english = of_class(page(quiet(open_screen(year=str(year), lang="en"))), "finding")[0]
    for zh, en in zip(header, english, strict=True):
        assert Counter(integers(text(zh))) == Counter(integers(text(en)))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("year", YEARS)
def test_a_line_a_key_region_says_its_counts(atlas: Atlas, tables: Tables, year: int, lang: str) -> None:
    lines = list(of_class(page(quiet(open_screen(year=str(year), lang=lang))), "counts")[0])
    assert len(lines) == len(KEY_REGIONS)
    members, words = tables.scope_members, words_for(lang)
    for region in KEY_REGIONS:
        scope = atlas.register.listed_scopes[region]
        [line] = [one for one in lines if text(one.find("b")) == words.pick(scope.name_zh, scope.name_en)]
        place_ids = list(members.loc[members["scope_id"] == region, "member_id"])
        printed, other = verdicts(atlas, place_ids, year)
        met, not_met, *worked_out, _rest = decided(printed, other)
        stated = [count for count in (met, not_met) if count]
        assert integers(text(line)) == [*stated, *worked_out, *lacks(atlas, place_ids, year)]
