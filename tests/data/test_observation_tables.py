"""What the observations hold, and what they must not make up."""

from collections import Counter

import pytest

from tests.data.policy_rows import only, rows


@pytest.fixture(scope="module")
def places():
    return {row["place_id"]: row for row in rows("places")}


class TestObservations:
    def test_counts(self):
        found = rows("observations")
        assert Counter(row["basis"] for row in found) == {"realtime": 2016, "official": 16}
        assert len({row["place_id"] for row in found}) == 339
        assert len(rows("region_observations")) == 23

    def test_days_belong_to_real_time_means_alone(self):
        for row in rows("observations"):
            assert bool(row["days_with_data"]) == (row["basis"] == "realtime"), row

    def test_places_without_a_station_series_have_no_figure_of_their_parent(self):
        with_figures = {row["place_id"] for row in rows("observations")}
        assert not {"130181", "130682", "419001", "610403", "610581"} & with_figures
        xiongan = {row["year"] for row in rows("observations") if row["place_id"] == "133100"}
        assert xiongan == {"2021", "2022", "2023", "2024", "2025"}

    def test_places_are_drawn(self, places):
        assert {row["place_id"] for row in rows("observations")} <= set(places)

    @pytest.mark.parametrize(
        ("place_id", "year", "days"),
        [("653200", "2020", 205), ("620900", "2025", 61), ("621100", "2025", 56), ("622900", "2025", 54)],
    )
    def test_thin_years_stay_with_their_days(self, place_id, year, days):
        row = only([r for r in rows("observations") if (r["place_id"], r["year"]) == (place_id, year)])
        assert int(row["days_with_data"]) == days

    def test_most_cities_lack_days_in_2023(self):
        short = [
            r for r in rows("observations") if r["year"] == "2023" and int(r["days_with_data"] or 366) < 324
        ]
        assert len(short) == 290

    def test_official_and_real_time_stand_side_by_side(self):
        found = {
            row["basis"]: row["value"]
            for row in rows("observations")
            if (row["place_id"], row["year"]) == ("110000", "2025")
        }
        assert found == {"realtime": "27.4", "official": "27.0"}

    def test_region_means_keep_their_definition(self):
        found = {
            (row["scope_id"], row["year"]): (row["definition_zh"], row["value"])
            for row in rows("region_observations")
        }
        assert found["jing-jin-ji-and-surroundings", "2020"] == ("2+26城市", "51")
        assert found["jing-jin-ji-and-surroundings", "2025"] == ("2+36城市", "37.3")
        assert found["fenwei-plain", "2020"] == ("11个城市", "48")
        assert found["fenwei-plain", "2025"] == ("13个城市", "33.7")
        assert found["nation", "2025"] == ("339个地级及以上城市", "28.0")


class TestFormerMembers:
    def test_counts_and_definitions(self):
        found = Counter((row["scope_id"], row["definition_zh"]) for row in rows("former_members"))
        assert found == {
            ("jing-jin-ji-and-surroundings", "2+26城市"): 28,
            ("yangtze-river-delta", "41个城市"): 41,
            ("fenwei-plain", "11个城市"): 11,
        }

    def test_no_place_was_in_two_regions(self):
        ids = [row["place_id"] for row in rows("former_members")]
        assert len(set(ids)) == len(ids) == 80

    def test_places_are_named_as_they_are_called(self, places):
        for row in rows("former_members"):
            assert row["named_as_zh"] == places[row["place_id"]]["name_zh"]
