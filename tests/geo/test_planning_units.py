"""Counties to places, and what carve-outs may not be."""

import pytest

from geo.errors import CarveOutError
from geo.planning_units import CarveOut, assign_places, carve_outs_hash
from tests.toy_country import CARVE_OUT, PLACES, toy_counties


def test_places_of_the_toy_country():
    counties = assign_places(toy_counties(), [CARVE_OUT])
    assert tuple(sorted(set(counties["place_id"]))) == PLACES
    assert counties.index.is_monotonic_increasing
    assert counties.at["910103", "place_id"] == "910181"
    assert counties.at["910103", "province_id"] == "910000"


def test_a_province_with_one_prefecture_is_the_place():
    counties = assign_places(toy_counties(), [])
    assert set(counties.loc[["930101", "930102"], "place_id"]) == {"930000"}


@pytest.mark.parametrize(
    ("carve_outs", "said"),
    [
        ([CarveOut("910181", "910100", ("999999",))], "910181 的区县 999999 不在边界数据中"),
        ([CarveOut("910181", "990000", ("910103",))], "910181 的上级 990000 不在边界数据中"),
        ([CarveOut("910181", "910200", ("910103",))], "910181 的区县 910103 属于 910100，不属于 910200"),
        ([CarveOut("910200", "910100", ("910103",))], "910200 的代码与已有地点相同"),
        ([CarveOut("910181", "910100", ())], "910181 没有区县"),
        ([CarveOut("910181", "910100", ("910101", "910102", "910103"))], "910100 的区县全部被拆出"),
        ([CARVE_OUT, CarveOut("910182", "910100", ("910103",))], "区县 910103 被拆分 2 次"),
        ([CARVE_OUT, CarveOut("910181", "910100", ("910102",))], "910181 出现 2 次"),
    ],
)
def test_a_carve_out_that_does_not_fit_is_named(carve_outs, said):
    with pytest.raises(CarveOutError) as caught:
        assign_places(toy_counties(), carve_outs)
    assert list(caught.value.faults) == [said]
    assert said in str(caught.value)


def test_all_faults_are_named_at_once():
    with pytest.raises(CarveOutError) as caught:
        assign_places(toy_counties(), [CarveOut("910181", "910200", ("910103", "999999"))])
    assert len(caught.value.faults) == 2


def test_hash_does_not_depend_on_order():
    other = CarveOut("920181", "920100", ("920102", "920101"))
    same = CarveOut("920181", "920100", ("920101", "920102"))
    assert carve_outs_hash([CARVE_OUT, other]) == carve_outs_hash([same, CARVE_OUT])
    assert carve_outs_hash([CARVE_OUT]) != carve_outs_hash([])
