"""The headline of the home page, counted again from the tables."""

import re

from data.tables import Tables
from geo.store import Geometry
from layers.attainment_words import headline
from policy.atlas import Atlas
from policy.attainment import attainment_of
from policy.scope import members_of_key_regions
from translations import words_for


def test_headline_counts_only_what_lies_clearly_above(tables: Tables, built_geometry: Geometry) -> None:
    atlas = Atlas(tables, built_geometry)
    ids = {one for members in members_of_key_regions(atlas.register).values() for one in members}
    verdicts = [attainment_of(atlas.register, one) for one in ids]
    seen = [one.observation for one in verdicts if one.observation is not None]
    # The room of a real-time mean is 3 µg/m³; an official one has none.
    above = [row for row in seen if row.value > (35 if row.basis == "official" else 38)]
    over = [one for one in verdicts if one.status == "not_met"]
    for lang in ("zh", "en"):
        said = headline(atlas, words_for(lang), 2025)
        numbers = re.findall(r"\d+", said.replace("PM2.5", ""))
        assert {str(len(above)), str(len(over)), str(len(seen)), "35", "2025"} <= set(numbers)
    assert 0 < len(over) < len(above) < len(seen) < len(ids)
