"""Which clauses bind a place."""

from collections import Counter

import pytest

from policy.measures import binding_measures, places_bound
from policy.register import Register
from tests.policy.made_up import changed_register, real_register
from tests.policy.names import place_id_of

NATION, SHANXI, PINGDINGSHAN = "state-council-2023-24", "shanxi-2024", "pingdingshan-2024"
KEY_REGIONS = {"jing-jin-ji-and-surroundings", "yangtze-river-delta", "fenwei-plain"}
GEOGRAPHIES_WITHOUT_LIST = {"（十三）"}  # 北方地区: nobody can tell who is in it


def bound(name: str, register: Register | None = None) -> dict:
    """Document and clause to the measure as it stands for the place."""
    register = register or real_register()
    rows = binding_measures(register, place_id_of(register, name))
    return {(row.measure.document_id, row.measure.clause): row for row in rows}


def clauses(name: str, document_id: str) -> set[str]:
    return {clause for document, clause in bound(name) if document == document_id}


def every_clause(document_id: str) -> set[str]:
    return {row.clause for row in real_register().measures.values() if row.document_id == document_id}


def singled_out(name: str) -> Counter:
    return Counter(scope_id for row in bound(name).values() for scope_id in row.singled_out)


def test_taiyuan_nation_shanxi_and_the_basin() -> None:
    assert clauses("太原", NATION) == every_clause(NATION)
    assert clauses("太原", SHANXI) == every_clause(SHANXI)
    assert clauses("太原", PINGDINGSHAN) == set()
    found = bound("太原")
    partly = [row for row in found.values() if row.reach.kind != "whole"]
    assert all(row.reach.kind == "part" and row.measure.qualifier_zh for row in partly)
    assert found[SHANXI, "26"].singled_out == ("class-not-attaining-cities", "place-140100")
    assert found[SHANXI, "25"].singled_out == ("county-140121",)


def test_taiyuan_is_singled_out_in_the_fenwei_plain_and_in_no_other_region() -> None:
    special = singled_out("太原")
    assert KEY_REGIONS & set(special) == {"fenwei-plain"}
    assert special["fenwei-plain"] == sum(
        "fenwei-plain" in row.singled_out
        for row in real_register().measures.values()
        if row.document_id == NATION
    )
    assert special["class-shanxi-key-region"] == 5


def test_datong_has_neither_key_region_nor_basin() -> None:
    assert every_clause(NATION) - clauses("大同", NATION) == {"（二）"}
    assert every_clause(SHANXI) - clauses("大同", SHANXI) == {"24", "25"}
    special = set(singled_out("大同"))
    assert not special & (KEY_REGIONS | {"class-shanxi-key-region", "taiyuan-basin"})
    assert {"place-140200", "class-outside-key-regions"} <= special


@pytest.mark.parametrize("name", ["晋中", "吕梁"])
def test_a_city_with_named_parks_is_bound_in_part(name: str) -> None:
    found = bound(name)
    assert {found[SHANXI, "24"].reach.kind, found[SHANXI, "25"].reach.kind} == {"part"}


def test_pingdingshan_nation_and_its_own_and_nothing_of_shanxi() -> None:
    found = bound("平顶山")
    assert Counter(document for document, _ in found) == {NATION: 39, PINGDINGSHAN: 41}
    assert KEY_REGIONS & set(singled_out("平顶山")) == {"jing-jin-ji-and-surroundings"}


def test_nothing_of_pingdingshan_binds_anyone_else() -> None:
    register = real_register()
    for measure in register.measures.values():
        if measure.document_id == PINGDINGSHAN:
            assert set(places_bound(register, measure)) == {"410400"}


def test_hangzhou_the_nation_alone_singled_out_in_the_delta() -> None:
    assert {document for document, _ in bound("杭州")} == {NATION}
    assert clauses("杭州", NATION) == every_clause(NATION)
    assert KEY_REGIONS & set(singled_out("杭州")) == {"yangtze-river-delta"}
    assert set(singled_out("杭州")) == {
        "yangtze-river-delta",
        "class-attaining-2020",
        "class-key-region-capitals-and-municipalities",
        "class-prefecture-level-and-above-cities",
    }


@pytest.mark.parametrize("name", ["香港", "澳门", "台湾省"])
def test_outside_the_plan_nothing_binds(name: str) -> None:
    assert bound(name) == {}


def test_what_cannot_be_told_is_kept_apart() -> None:
    row = bound("大同")[SHANXI, "27"]
    assert "place-140200" not in row.singled_out
    assert {"datong-basin", "fen-river-valley"} <= set(row.undetermined)


def test_clauses_come_in_the_order_of_the_document_nation_first() -> None:
    labels = [
        (row.measure.document_id, row.measure.clause) for row in binding_measures(real_register(), "140100")
    ]
    assert [label for _, label in labels[:3]] == ["（一）", "（二）", "（三）"]
    assert [label for _, label in labels[39:44]] == ["一", "二（一）", "二（二）", "1", "2"]
    assert labels[-1] == (SHANXI, "38")


def test_the_key_region_list_binds_its_88_places() -> None:
    register = real_register()
    assert len(places_bound(register, register.measures[f"{NATION}-2"])) == 88
    assert len(places_bound(register, register.measures[f"{NATION}-1"])) == 375 - 3
    assert len(places_bound(register, register.measures["shanxi-2024-1"])) == 11


def test_a_document_outside_the_chain_binds_nobody() -> None:
    made_up = {"measure_id": "tangshan-2025-attainment-1", "document_id": "tangshan-2025-attainment"}
    register = changed_register(measures=[made_up | {"clause": "1", "scope_id": "place-130200"}])
    assert "tangshan-2025-attainment" not in {document for document, _ in bound("唐山", register)}


def test_a_qualifier_or_a_named_park_makes_a_part_of_the_whole() -> None:
    found = bound("晋中")
    assert found[SHANXI, "24"].reach.kind == "part"
    extents = Counter(row.reach.kind for row in bound("太原").values())
    assert extents == {"whole": 64, "part": 16}
    assert {row.reach.kind for row in bound("太原").values() if row.measure.qualifier_zh} == {"part"}


def test_a_clause_without_a_list_reaches_whom_it_names_in_part() -> None:
    """（十三） is for 北方地区, of which there is no list; its sentence on 重点区域 reaches 太原, nothing in it 大同."""
    assert {name: bound(name)[NATION, "（十三）"].reach.kind for name in ("太原", "平顶山", "大同")} == {
        "太原": "part", "平顶山": "part", "大同": "undetermined",
    }  # fmt: skip
