"""What is said of places and years that lack figures."""

import pytest

from layers.catalogue import build_layer
from layers.layer_findings import observed_heading
from layers.status_words import why_no_chart
from tests.policy.made_up import real_register
from translations import words_for


@pytest.mark.parametrize(
    ("name", "said"),
    [("台湾省", "不在本计划范围内"), ("辛集市", "不以上级城市"), ("仙桃市", "不以别处")],
)
def test_only_a_place_that_has_a_parent_city_speaks_of_it(name: str, said: str) -> None:
    [place] = [one for one in real_register().places.values() if one.name_zh == name]
    told = why_no_chart(words_for("zh"), place)
    assert said in told
    assert ("上级城市" in told) == (name == "辛集市")


def test_the_finding_of_a_year_says_how_many_means_are_of_too_few_days() -> None:
    register = real_register()
    short = [
        row.place_id
        for row in register.tables.observations.itertuples()
        if row.year == 2023 and row.basis == "realtime" and row.days_with_data < 324
    ]
    official = {
        row.place_id
        for row in register.tables.observations.itertuples()
        if row.year == 2023 and row.basis == "official"
    }
    count = len(set(short) - official)
    assert count > 200
    for lang, said in (("zh", f"{count} 个地点不足 324 天"), ("en", f"{count} of them have fewer than 324")):
        assert said in observed_heading(
            register, words_for(lang), build_layer(register, "observed", 2023), 2023
        )
