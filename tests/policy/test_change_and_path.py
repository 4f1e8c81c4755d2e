"""Change since 2020 on one basis, and the straight way to the target."""

import csv
from itertools import pairwise

import pytest

from data.tables import DATA_FOLDER
from policy.change import change_since_base
from policy.effective import effective_target
from policy.observed import best_observation
from policy.path import behind_path, beside_path, required_path
from tests.policy.made_up import changed_register, real_register

TAIYUAN, XINJI, HUZHOU, LANZHOU, HONG_KONG, HOTAN = "140100", "130181", "330500", "620100", "810000", "653200"


def observed(year: int, value: float, basis: str = "realtime", days: int | None = 366) -> dict[str, object]:
    source = "realtime-quotsoft" if basis == "realtime" else "official-nation-2025"
    return {
        "place_id": XINJI, "year": year, "value": value, "basis": basis, "days_with_data": days,
        "source_id": source, "clause": "made up",
    }  # fmt: skip


def test_the_change_is_that_of_the_table() -> None:
    with (DATA_FOLDER / "observations.csv").open(encoding="utf-8", newline="") as stream:
        rows = {
            (row["place_id"], row["year"], row["basis"]): float(row["value"])
            for row in csv.DictReader(stream)
        }
    found = change_since_base(real_register(), LANZHOU, 2025)
    base, latest = rows[LANZHOU, "2020", "realtime"], rows[LANZHOU, "2025", "realtime"]
    assert (found.status, found.amount) == ("known", round(latest - base, 2))
    assert found.percent == round(100 * (latest - base) / base, 1)


def test_official_is_compared_with_official_before_real_time_with_real_time() -> None:
    both = [
        observed(2020, 60, "official"),
        observed(2025, 50, "official"),
        observed(2020, 62),
        observed(2025, 49),
    ]
    assert change_since_base(changed_register(observations=both), XINJI, 2025).amount == -10
    one = [observed(2020, 60, "official"), observed(2020, 62), observed(2025, 49)]
    assert change_since_base(changed_register(observations=one), XINJI, 2025).amount == -13


def test_two_bases_are_never_compared() -> None:
    register = changed_register(observations=[observed(2020, 60, "official"), observed(2025, 49)])
    found = change_since_base(register, XINJI, 2025)
    assert (found.status, found.amount, found.percent) == ("bases_differ", None, None)


def test_a_short_year_is_not_compared_but_another_basis_may_be() -> None:
    short = [observed(2020, 60, days=323), observed(2025, 49)]
    assert change_since_base(changed_register(observations=short), XINJI, 2025).status == "insufficient_data"
    official = [*short, observed(2020, 61, "official", None), observed(2025, 50, "official", None)]
    assert change_since_base(changed_register(observations=official), XINJI, 2025).amount == -11


def test_what_cannot_be_compared_says_why() -> None:
    register = real_register()
    assert change_since_base(register, XINJI, 2025).status == "no_observation"
    assert change_since_base(register, XINJI, 2025).lacking == (2020, 2025)
    assert change_since_base(register, "133100", 2025).lacking == (2020,)
    assert change_since_base(register, HONG_KONG, 2025).status == "outside_plan"
    assert change_since_base(register, HOTAN, 2025).status == "insufficient_data"
    assert change_since_base(register, HUZHOU, 2023).status == "insufficient_data"
    assert change_since_base(register, LANZHOU, 2020).amount == 0


def test_the_way_is_straight_from_2020_to_the_figure_and_level_after() -> None:
    register = real_register()
    path, base, target = (
        required_path(register, TAIYUAN),
        best_observation(register, TAIYUAN, 2020),
        effective_target(register, TAIYUAN),
    )
    assert path is not None
    assert base is not None
    assert target is not None
    figure = target.figure.value
    assert figure is not None
    points = [path.at(year) for year in range(2020, 2028)]
    assert points[0] == base.value
    assert points[5] == points[6] == points[7] == figure
    steps = [round(later - earlier, 2) for earlier, later in pairwise(points[:6])]
    assert max(steps) - min(steps) <= 0.02
    assert steps[0] == pytest.approx((figure - base.value) / 5, abs=0.01)


def test_in_2025_the_way_is_the_target_itself() -> None:
    register = real_register()
    for place_id in register.places:
        found = beside_path(register, place_id, 2025)
        if found is not None:
            path, row = found
            assert path.base.basis == row.basis
            assert behind_path(register, place_id, 2025) == round(row.value - path.figure, 2)


def test_the_way_and_the_mean_are_of_one_basis() -> None:
    """临汾: official in 2025 alone, real-time in both years."""
    found = beside_path(real_register(), "141000", 2025)
    assert found is not None
    assert (found[0].base.basis, found[1].basis, found[1].value) == ("realtime", "realtime", 36.7)
    register = changed_register(observations=[observed(2020, 60, "official"), observed(2025, 49)])
    assert beside_path(register, XINJI, 2025) is None


def test_a_place_at_its_target_in_2020_or_without_base_has_no_way() -> None:
    register = real_register()
    assert required_path(register, XINJI) is None
    assert required_path(register, HOTAN) is None
    assert required_path(register, HONG_KONG) is None
    for place_id, place in register.places.items():
        path = None if place.outside_plan else required_path(register, place_id)
        assert path is None or path.base.value > path.figure
