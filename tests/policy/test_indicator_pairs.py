"""When two places' figures may be ordered: each rule with a case that fails when the rule is gone."""

from dataclasses import asdict, replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.indicator_pairs import (
    MIRRORED,
    ORDERED_BY_NUMBER,
    Asked,
    Pair,
    PairKind,
    asked_of_key,
    curated_verdict,
    definition_differences,
    pair_by_definition,
    pair_of,
)
from policy.indicators import BindingIndicator
from policy.reach import WHOLE
from policy.records import Indicator
from policy.register import Register
from policy.unread import unread_down_to
from tests.policy.made_up import changed_register, real_register
from tests.policy.names import place_id_of

NEVER_WITHOUT_A_VERDICT = ("stricter", "looser")


def pair(first: str, second: str, key: str, register: Register | None = None) -> Pair:
    """How the second place stands against the first."""
    register = register or real_register()
    asked = [asked_of_key(register, place_id_of(register, name), key) for name in (first, second)]
    return pair_of(register, *asked)


def indicator(indicator_id: str, **changed: object) -> Indicator:
    """A row of the table, changed."""
    return replace(real_register().indicators[indicator_id], **changed)


def straw(**changed: object) -> Indicator:
    """山西 18: straw use, not below 90 %."""
    rows = real_register().indicators.values()
    row = next(
        one for one in rows if (one.comparable_key, one.document_id) == ("straw_use_rate", "shanxi-2024")
    )
    return replace(row, **changed)


def test_one_row_of_one_clause_is_the_same() -> None:
    assert pair("太原", "晋中", "straw_use_rate") == Pair("same")


def test_one_row_that_reaches_further_here_than_there_is_no_order() -> None:
    key = "new_standalone_coking"
    assert pair("太原", "晋中", key).kind == "same"  # both in part
    members = [
        {"scope_id": "class-henan-geothermal-cities", "member_kind": kind, "member_id": member_id}
        for kind, member_id in (("place", "140100"), ("county", "140728"))
    ]
    row = asdict(real_register().indicators["shanxi-2024-new-standalone-coking"])
    wholly = changed_register(
        scope_members=members, indicators=[row | {"scope_id": "class-henan-geothermal-cities"}]
    )
    assert pair("太原", "晋中", key, wholly).kind == "reach_differs"


def test_a_curated_verdict_is_used_between_documents_of_one_chain() -> None:
    upper = asdict(real_register().indicators["state-council-2023-24-clean-transport-share-key-regions"])
    lower = asdict(real_register().indicators["shanxi-2024-clean-transport-share-2025"])
    of_every_city = changed_register(
        indicators=[
            upper | {"qualifier_zh": "建成区", "qualifier_en": "built-up areas"},
            lower | {"scope_id": "place-140100"},
        ]
    )
    assert pair("太原", "阳泉", "clean_transport_share").kind == "undetermined"
    found = pair("太原", "阳泉", "clean_transport_share", of_every_city)
    assert found.kind == "different_definition"
    assert found.comparison is not None
    assert (found.comparison.document_id, found.comparison.clause) == ("shanxi-2024", "24")


def test_a_verdict_seen_from_the_other_side_is_turned_round() -> None:
    register = real_register()
    nation = next(
        row
        for row in register.indicators.values()
        if (row.comparable_key, row.document_id) == ("straw_use_rate", "state-council-2023-24")
    )
    above = Asked("140700", BindingIndicator(nation, WHOLE), "whole")
    below = asked_of_key(register, "140100", "straw_use_rate")
    kinds = [pair_of(register, *sides).kind for sides in ((above, below), (below, above))]
    assert kinds == ["stricter", "looser"]


def test_a_verdict_on_another_clause_is_not_borrowed() -> None:
    register = real_register()
    below = asked_of_key(register, "140100", "straw_use_rate")
    assert below.binding is not None
    moved = replace(below.binding, indicator=replace(below.binding.indicator, clause="17"))
    nation = next(
        row
        for row in register.indicators.values()
        if (row.comparable_key, row.document_id) == ("straw_use_rate", "state-council-2023-24")
    )
    above = Asked("140700", BindingIndicator(nation, WHOLE), "whole")
    assert curated_verdict(register, above, replace(below, binding=moved)) is None


def test_a_verdict_against_the_rule_of_another_region_is_not_borrowed() -> None:
    # 山西's coal verdict is against the rule for 汾渭; 京津冀's 10 % is another rule of the same clause.
    register = real_register()
    taiyuan = asked_of_key(register, "140100", "coal_consumption_change")
    langfang_rule = next(
        row
        for row in register.indicators.values()
        if row.comparable_key == "coal_consumption_change" and row.scope_id == "jing-jin-ji-and-surroundings"
    )
    other = Asked("110000", BindingIndicator(langfang_rule, WHOLE), "whole")
    assert curated_verdict(register, taiyuan, other) is None
    by_definition = pair_by_definition(langfang_rule, taiyuan.binding.indicator)  # type: ignore[union-attr]
    assert by_definition.kind == "different_definition"
    assert {"comparator", "subject"} <= set(by_definition.differs)


@pytest.mark.parametrize(
    ("first", "second", "key"),
    [
        ("平顶山", "许昌", "straw_use_rate"),
        ("平顶山", "许昌", "nonfossil_energy_share"),
        ("许昌", "平顶山", "straw_use_rate"),
        ("太原", "渭南", "straw_use_rate"),
        ("渭南", "太原", "straw_use_rate"),
        ("平顶山", "太原", "straw_use_rate"),
    ],
)
def test_a_document_that_was_not_read_is_never_looser(first: str, second: str, key: str) -> None:
    found = pair(first, second, key)
    assert found.kind == "not_read"
    assert found.unread is not None


def test_who_is_asked_nothing_is_judged_by_what_was_read() -> None:
    key = "coal_consumption_change"
    assert pair("太原", "忻州", key).kind == "outside_scope"
    assert pair("忻州", "太原", key).kind == "only_here"
    found = pair("平顶山", "驻马店", key)
    assert (found.kind, found.unread and found.unread.scope.name_zh) == ("not_read", "河南省")


def test_silence_of_a_document_read_in_full_is_absence() -> None:
    # Only 河南 speaks of the size of brick works; 山西's plan was read in full and does not.
    assert pair("许昌", "太原", "brick_line_phase_out_capacity").kind == "absent"
    assert pair("太原", "许昌", "brick_line_phase_out_capacity").kind == "only_here"


def test_of_which_nobody_can_tell_for_either_is_no_difference() -> None:
    found = pair("太原", "晋中", "border_strip_width")
    assert found.kind == "doubtful_alike"
    assert not found.is_difference


def test_two_bands_of_one_clause_are_ordered_as_numbers_only() -> None:
    found = pair("太原", "忻州", "fast_charging_coverage")
    assert (found.kind, found.differs) == ("number_lower", ())
    assert pair("忻州", "太原", "fast_charging_coverage").kind == "number_higher"


@pytest.mark.parametrize(
    ("changed", "aspect"),
    [
        ({"comparator": "about"}, "comparator"),
        ({"unit_symbol": "t/h"}, "unit"),
        ({"base_year": 2020}, "base_year"),
        ({"deadline": "2025"}, "deadline"),
        ({"subject_zh": "全省水稻秸秆"}, "subject"),
        ({"qualifier_zh": "平原地区"}, "qualifier"),
        ({"applies_to": "each"}, "applies_to"),
    ],
)
def test_numbers_of_two_definitions_are_not_ordered(changed: dict[str, object], aspect: str) -> None:
    found = pair_by_definition(straw(value=95.0, **changed), straw())
    assert found.kind == "different_definition"
    assert found.differs == (aspect, "number")


def test_the_same_definition_orders_numbers_and_names_another_word_of_commitment() -> None:
    assert pair_by_definition(straw(value=95.0), straw()).kind == "number_higher"
    assert pair_by_definition(straw(value=85.0), straw()).kind == "number_lower"
    assert pair_by_definition(straw(), straw()) == Pair("equal")
    assert pair_by_definition(straw(strength="力争"), straw()) == Pair("number_equal", ("strength",))
    assert pair_by_definition(straw(strength="力争", value=95.0), straw()).differs == ("strength",)


def test_up_to_35_is_not_below_35() -> None:
    size = {"comparator": "phase_out", "value": 35.0, "unit_symbol": "t/h"}
    upto, below = straw(comparator_zh="35及以下", **size), straw(comparator_zh="35以下", **size)
    assert definition_differences(upto, below) == ("comparator",)
    assert definition_differences(upto, upto) == ()


@pytest.mark.parametrize("comparator", ["phase_out", "ban", "every", "range", "all"])
def test_sizes_and_frequencies_are_never_ordered(comparator: str) -> None:
    sides = [straw(comparator=comparator, value=value, comparator_zh="") for value in (30.0, 40.0)]
    assert pair_by_definition(*sides).kind == "different_definition"


VALUES = st.one_of(st.none(), st.floats(1, 100))
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "comparator": st.sampled_from([*ORDERED_BY_NUMBER, "phase_out", "promote"]),
        "value": VALUES,
        "unit_symbol": st.sampled_from(["%", "t/h"]),
        "base_year": st.sampled_from([None, 2020, 2022]),
        "deadline": st.sampled_from([None, "2025", "2025-12"]),
        "subject_zh": st.sampled_from(["全省秸秆", "全市秸秆"]),
        "strength": st.sampled_from(["none", "力争"]),
    },
)


@given(CHANGES, CHANGES)
def test_an_order_by_number_needs_one_definition_and_turns_round(
    one: dict[str, object], other: dict[str, object]
) -> None:
    sides = straw(**one), straw(**other)
    found, back = pair_by_definition(*sides), pair_by_definition(*reversed(sides))
    assert found.kind not in NEVER_WITHOUT_A_VERDICT
    opposite: dict[PairKind, PairKind] = {"number_higher": "number_lower", "number_lower": "number_higher"}
    assert back.kind == opposite.get(found.kind, found.kind)
    if found.kind in opposite:
        assert definition_differences(*sides) == ()
        assert (sides[0].value > sides[1].value) == (found.kind == "number_higher")  # type: ignore[operator]


def test_every_pair_of_neighbours_says_stricter_only_with_a_verdict_and_turns_round() -> None:
    register = real_register()
    places = [
        place_id_of(register, name)
        for name in ("太原", "大同", "忻州", "平顶山", "许昌", "信阳", "西安", "北京")
    ]
    keys = dict.fromkeys(row.comparable_key for row in register.indicators.values())
    asked = {(place, key): asked_of_key(register, place, key) for place, key in product(places, keys)}
    seen = set()
    for key, (one, other) in product(keys, product(places, places)):
        found = pair_of(register, asked[one, key], asked[other, key])
        back = pair_of(register, asked[other, key], asked[one, key])
        seen.add(found.kind)
        if found.kind in NEVER_WITHOUT_A_VERDICT:
            assert found.comparison is not None
            assert back.kind == MIRRORED[found.kind]
        assert (found.kind == "not_read") == (back.kind == "not_read")
    assert {"same", "not_read", "different_definition", "number_lower", "outside_scope"} <= seen


def test_reading_a_province_in_full_ends_the_not_read() -> None:
    row = real_register().tables.documents
    henan = row[row["document_id"] == "henan-2024-12"].to_dict("records")[0] | {"completeness": "full_text"}
    read = changed_register(documents=[henan])
    xuchang = place_id_of(read, "许昌")
    assert unread_down_to(real_register(), xuchang, 1) is not None
    assert unread_down_to(read, xuchang, 1) is None
    assert unread_down_to(read, xuchang, 2) is not None
    assert pair("太原", "许昌", "straw_use_rate", read).kind != "not_read"


def test_a_municipality_has_one_rung_below_the_nation() -> None:
    found = unread_down_to(real_register(), "110000", 2)
    assert found is None or found.scope.scope_id == "place-110000"
