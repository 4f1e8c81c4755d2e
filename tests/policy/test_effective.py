"""Which target a place is held against; what is ambiguous raises."""

from typing import Any

import pytest

from policy.effective import AmbiguousTargetError, effective_target
from policy.register import Register
from tests.policy.made_up import changed_register, real_register, without_rows

DATONG, WUHAI, TAIYUAN = "140200", "150300", "140100"


def target(
    target_id: str, scope_id: str, comparator: str, value: float | None, **other: Any
) -> dict[str, Any]:
    return {
        "target_id": target_id,
        "scope_id": scope_id,
        "comparator": comparator,
        "value": value,
        "base_year": 2020 if comparator.startswith("decrease") else None,
    } | other


def member(scope_id: str, place_id: str) -> dict[str, str]:
    return {"scope_id": scope_id, "member_kind": "place", "member_id": place_id, "named_as_zh": "made up"}


def test_two_different_targets_on_one_rung_are_ambiguous() -> None:
    register = changed_register(targets=[target("second", f"place-{DATONG}", "<", 26)])
    with pytest.raises(AmbiguousTargetError) as caught:
        effective_target(register, DATONG)
    assert caught.value.place_id == DATONG
    assert "second: < 26" in str(caught.value)
    assert "shanxi-2024-140200-pm25-annual-mean-2025: < 25" in str(caught.value)


@pytest.mark.parametrize("position", ["aaa", "zzz"])
def test_ambiguity_does_not_depend_on_the_order_of_rows(position: str) -> None:
    register = changed_register(targets=[target(position, f"place-{DATONG}", "<=", 25)])
    with pytest.raises(AmbiguousTargetError):
        effective_target(register, DATONG)


def test_the_same_target_twice_is_not_ambiguous() -> None:
    register = changed_register(targets=[target("again", f"place-{DATONG}", "<", 25)])
    found = effective_target(register, DATONG)
    assert found is not None
    assert found.figure.value == 25


def test_two_geographies_with_different_percentages_are_ambiguous() -> None:
    register = changed_register(
        targets=[target("basin", "datong-basin", "decrease_by", 11, unit_symbol="%")],
        scope_members=[member("datong-basin", WUHAI)],
    )
    with pytest.raises(AmbiguousTargetError, match="basin: decrease_by 11"):
        effective_target(register, WUHAI)


def test_two_geographies_that_say_the_same_are_not_ambiguous() -> None:
    register = changed_register(
        targets=[target("basin", "datong-basin", "decrease_by", 12.6, unit_symbol="%")],
        scope_members=[member("datong-basin", WUHAI)],
    )
    found = effective_target(register, WUHAI)
    assert found is not None
    assert found.statement.target.value == 12.6


def test_one_percentage_of_two_base_years_is_ambiguous() -> None:
    register = changed_register(
        targets=[target("again", "province-150000", "decrease_by", 7.1, base_year=2021, unit_symbol="%")]
    )
    with pytest.raises(AmbiguousTargetError):
        effective_target(register, "150100")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"target_year": 2027}, 25),
        ({"metric": "pm10_annual_mean"}, 25),
        ({"document_id": "shanghai-2023"}, 25),
        ({"comparator": "complete_assigned", "value": None}, 25),
    ],
    ids=["another year", "another metric", "a document outside the chain", "no figure"],
)
def test_what_is_not_the_target_is_passed_over(change: dict[str, Any], expected: float) -> None:
    register = changed_register(targets=[target("second", f"place-{DATONG}", "<", 26) | change])
    found = effective_target(register, DATONG)
    assert found is not None
    assert found.figure.value == expected


def test_the_place_is_heard_before_its_class_and_its_class_before_its_region() -> None:
    by_class = target("class", "province-140000", "<=", 33, applies_to="each")
    register = changed_register(targets=[by_class])
    assert standing_and_figure(register, DATONG) == ("place", 25)
    without = without_rows("targets", "document_id", "shanxi-2024")
    assert standing_and_figure(without, TAIYUAN) == ("indicative", 46.24)
    rows = [by_class, target("shanxi-2024-140100-pm25-annual-mean-2025", "place-140100", "<", None)]
    assert standing_and_figure(changed_register(targets=rows), TAIYUAN) == ("class", 33)


def standing_and_figure(register: Register, place_id: str) -> tuple[str, float | None]:
    found = effective_target(register, place_id)
    assert found is not None
    return found.standing, found.figure.value


def test_a_class_of_cities_does_not_mean_an_autonomous_prefecture() -> None:
    """延边朝鲜族自治州 is no 设区的市."""
    register = changed_register(targets=[target("each", "province-220000", "<=", 20, applies_to="each")])
    assert standing_and_figure(register, "220100") == ("class", 20)
    assert standing_and_figure(register, "222400")[0] == "indicative"


def test_a_mean_of_an_area_is_never_handed_down() -> None:
    register = real_register()
    handed_down = {
        found.statement.target.comparator
        for place_id, place in register.places.items()
        if not place.outside_plan
        and (found := effective_target(register, place_id)) is not None
        and found.standing == "indicative"
    }
    assert handed_down == {"attain", "decrease_by"}


def test_every_place_of_the_plan_has_one_effective_target_and_nothing_is_ambiguous() -> None:
    register = real_register()
    without = [
        place_id
        for place_id, place in register.places.items()
        if not place.outside_plan and effective_target(register, place_id) is None
    ]
    assert without == []
    assert all(
        effective_target(register, place_id) is None
        for place_id, place in register.places.items()
        if place.outside_plan
    )
