"""Has a place reached its effective PM2.5 target in a year: a status, a margin and the reason in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from policy.effective import TARGET_YEAR, EffectiveTarget, effective_target
from policy.observed import DAYS_NEEDED, REALTIME_MARGIN, best_observation, is_sufficient
from policy.records import Observation
from policy.register import Register
from policy.remembering import remembered
from translations import N_, Message

AttainmentStatus = Literal[
    "met", "not_met", "undetermined", "insufficient_data", "no_observation", "no_target", "outside_plan"
]

Lack = Literal["close", "no_data", "no_figure", "base_year"]
"""Why a place of the plan is not judged: too close to its figure, no sufficient data, no figure, or its base year."""

STATUSES: tuple[AttainmentStatus, ...] = (
    "met",
    "not_met",
    "undetermined",
    "insufficient_data",
    "no_observation",
    "no_target",
    "outside_plan",
)

LACKS: dict[AttainmentStatus, Lack] = {
    "undetermined": "close",
    "insufficient_data": "no_data",
    "no_observation": "no_data",
}


@dataclass(frozen=True)
class Attainment:
    """The verdict of a place and a year.

    Attributes
    ----------
    margin
        Observed minus target, µg/m³: positive is above. None where there is nothing to compare.
    is_indicative
        The figure compared with is printed in no document for this place: a percentage worked out on the place's
        own base, or a rule for a region, a province or the country as a whole.
    """

    year: int
    status: AttainmentStatus
    margin: float | None
    reason: Message
    observation: Observation | None = None
    target: EffectiveTarget | None = None

    @property
    def is_indicative(self) -> bool:
        """Whether the verdict rests on a figure that is worked out or indicative."""
        return self.target is not None and not self.target.is_printed

    @property
    def lack(self) -> Lack | None:
        """Why there is no verdict; None where there is one, and outside the plan."""
        if self.status == "no_target":
            has_figure = self.target is not None and self.target.figure.value is not None
            return "base_year" if has_figure else "no_figure"
        return LACKS.get(self.status)


@remembered
def attainment_of(register: Register, place_id: str, year: int = TARGET_YEAR) -> Attainment:
    """Judge a place in a year against its 2025 target."""
    if register.places[place_id].outside_plan:
        return Attainment(year, "outside_plan", None, N_("香港、澳门、台湾不在本计划范围内"))
    target = effective_target(register, place_id)
    observation = best_observation(register, place_id, year)
    if observation is None:
        return Attainment(year, "no_observation", None, N_("未收录 {year} 年实测值", year=year), None, target)
    if not is_sufficient(observation):
        reason = N_(
            "{year} 年数据不足（{days} 天，需要 {needed} 天），不作判定",
            year=year,
            days=observation.days_with_data,
            needed=DAYS_NEEDED,
        )
        return Attainment(year, "insufficient_data", None, reason, observation, target)
    if target is None:
        return Attainment(year, "no_target", None, N_("没有文件为本地写明目标"), observation)
    if target.figure.value is None:
        reason = N_("目标折算不出数值：{why}", why=target.figure.arithmetic)
        return Attainment(year, "no_target", None, reason, observation, target)
    if target.figure.base is not None and target.figure.base.year == year:
        reason = N_("{year} 年是折算的基准年，不作判定", year=year)
        return Attainment(year, "no_target", None, reason, observation, target)
    return compared(year, observation, target, target.figure.value)


def compared(year: int, observation: Observation, target: EffectiveTarget, figure: float) -> Attainment:
    """Compare value and target; a real-time mean within ±3 µg/m³ decides nothing."""
    margin = round(observation.value - figure, 2)
    if observation.basis == "realtime" and abs(margin) <= REALTIME_MARGIN:
        reason = N_(
            "{year} 年实况 {value:g}，与{kind} {figure:g} 相差不超过 3，在实况数据的误差之内，无法判定"
        )
        status: AttainmentStatus = "undetermined"
    elif reaches(observation.value, figure, target.statement.target.comparator):
        reason, status = N_("{year} 年{basis} {value:g}，不高于{kind} {figure:g}"), "met"
    else:
        reason, status = N_("{year} 年{basis} {value:g}，高于{kind} {figure:g}"), "not_met"
    params = {
        "year": year,
        "basis": basis_name(observation.basis),
        "value": observation.value,
        "kind": target.kind,
        "figure": figure,
    }
    return Attainment(year, status, margin, Message(reason.msgid, params), observation, target)


def reaches(value: float, figure: float, comparator: str) -> bool:
    """Whether a value is at the target: strictly below where the text says 低于 or 以下."""
    return value < figure if comparator == "<" else value <= figure


def basis_name(basis: str) -> Message:
    """实况 or 官方."""
    return N_("官方") if basis == "official" else N_("实况")
