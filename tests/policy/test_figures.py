"""Figures, margins and verdicts, whatever the numbers are."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.attainment import compared, reaches
from policy.duty import decided
from policy.effective import EffectiveTarget, effective_target
from policy.figure import Figure, fall_arithmetic, figure_of
from policy.observed import DAYS_NEEDED, REALTIME_MARGIN, best_observation, is_sufficient
from policy.records import Observation
from tests.policy.made_up import changed_register, real_register
from translations import N_, words_for

WEINAN, PINGDINGSHAN = "610500", "410400"
ORDER = {"met": 0, "undetermined": 1, "not_met": 2}
MEANS = st.integers(10, 3000).map(lambda tenths: tenths / 10)
BASES = st.sampled_from(["realtime", "official"])
COMPARATORS = st.sampled_from(["<", "<=", "reach", "about", "=", "decrease_by", "attain"])


def observation(value: float, basis: str, days: int | None = 365) -> Observation:
    return Observation(WEINAN, 2025, value, basis, days, "realtime-quotsoft", None)


def target_with(comparator: str, figure: float, place_id: str = WEINAN) -> EffectiveTarget:
    found = effective_target(real_register(), place_id)
    assert found is not None
    changed = replace(found.statement.target, comparator=comparator)
    return EffectiveTarget(replace(found.statement, target=changed), Figure(figure, N_("文件原数")))


@settings(deadline=None)
@given(low=MEANS, high=MEANS, figure=MEANS, basis=BASES, comparator=COMPARATORS)
def test_a_higher_mean_is_never_nearer_to_attaining(
    low: float, high: float, figure: float, basis: str, comparator: str
) -> None:
    low, high = sorted((low, high))
    target = target_with(comparator, figure)
    verdicts = [compared(2025, observation(value, basis), target, figure) for value in (low, high)]
    assert ORDER[verdicts[0].status] <= ORDER[verdicts[1].status]


@settings(deadline=None)
@given(value=MEANS, figure=MEANS, basis=BASES, comparator=COMPARATORS)
def test_the_margin_is_the_mean_minus_the_figure(
    value: float, figure: float, basis: str, comparator: str
) -> None:
    verdict = compared(2025, observation(value, basis), target_with(comparator, figure), figure)
    assert verdict.margin is not None
    assert abs(verdict.margin - (value - figure)) < 0.006
    assert (verdict.status == "undetermined") == (
        basis == "realtime" and abs(round(value - figure, 2)) <= REALTIME_MARGIN
    )


@settings(deadline=None)
@given(value=MEANS, figure=MEANS, comparator=COMPARATORS)
def test_an_official_mean_always_decides(value: float, figure: float, comparator: str) -> None:
    verdict = compared(2025, observation(value, "official", None), target_with(comparator, figure), figure)
    assert verdict.status == ("met" if reaches(value, figure, comparator) else "not_met")
    if value != figure:
        assert (verdict.status == "met") == (value < figure)


@settings(deadline=None)
@given(figure=MEANS)
def test_exactly_the_figure_reaches_it_unless_less_is_asked_for(figure: float) -> None:
    assert not reaches(figure, figure, "<")
    assert all(reaches(figure, figure, comparator) for comparator in ("<=", "reach", "about", "=", "attain"))


@settings(deadline=None)
@given(base=MEANS, percent=st.integers(0, 1000).map(lambda tenths: tenths / 10))
def test_a_fall_by_a_percentage_lies_between_nothing_and_the_base(base: float, percent: float) -> None:
    register = changed_register(
        observations=[
            {"place_id": WEINAN, "year": 2020, "basis": "realtime", "value": base, "days_with_data": 366}
        ]
    )
    statement = effective_target(real_register(), WEINAN)
    assert statement is not None
    figure = figure_of(register, replace(statement.statement.target, value=percent), WEINAN)
    assert figure.value is not None
    assert 0 <= figure.value <= base
    assert abs(figure.value - base * (1 - percent / 100)) <= 0.005 + 1e-9
    assert figure.base is not None
    assert figure.base.value == base


@settings(deadline=None)
@given(days=st.integers(0, 366))
def test_a_year_counts_from_324_days_on(days: int) -> None:
    assert is_sufficient(observation(40, "realtime", days)) == (days >= DAYS_NEEDED)


@settings(deadline=None)
@given(official=MEANS, realtime=MEANS)
def test_the_official_mean_is_preferred_whichever_is_lower(official: float, realtime: float) -> None:
    register = changed_register(
        observations=[
            {"place_id": WEINAN, "year": 2025, "basis": "realtime", "value": realtime, "days_with_data": 365},
            {"place_id": WEINAN, "year": 2025, "basis": "official", "value": official},
        ]
    )
    found = best_observation(register, WEINAN, 2025)
    assert found is not None
    assert (found.basis, found.value) == ("official", official)


@settings(deadline=None)
@given(value=MEANS, basis=BASES)
def test_the_duty_follows_the_limit_and_the_gate(value: float, basis: str) -> None:
    duty = decided(observation(value, basis), 35.0)
    expected = "hold" if value <= 35 else "attain" if value < 40 else "stage_target"
    assert duty.status == expected
    assert duty.is_close == (basis == "realtime" and min(abs(value - 35), abs(value - 40)) <= REALTIME_MARGIN)


def test_a_percentage_without_a_base_year_gives_no_figure() -> None:
    found = effective_target(real_register(), WEINAN)
    assert found is not None
    figure = figure_of(real_register(), replace(found.statement.target, base_year=None), WEINAN)
    assert figure.value is None
    assert figure.arithmetic.msgid == "条款没有写明基准年"


def test_assigned_figures_are_no_figure() -> None:
    found = effective_target(real_register(), PINGDINGSHAN)
    assert found is not None
    assigned = replace(found.statement.target, comparator="complete_assigned", value=None)
    assert figure_of(real_register(), assigned, PINGDINGSHAN).value is None


@pytest.mark.parametrize(
    ("base", "percent", "value", "said"),
    [
        (43.3, 15, 36.8, "43.3 × (1 − 15%) ≈ 36.8"),
        (50.0, 20, 40.0, "50 × (1 − 20%) = 40"),
        (44.32, 12.8, 38.65, "44.32 × (1 − 12.8%) ≈ 38.65"),
    ],
)
def test_what_is_rounded_is_not_said_to_be_equal(
    base: float, percent: float, value: float, said: str
) -> None:
    assert words_for("zh").render(fall_arithmetic(base, percent, value)) == said
