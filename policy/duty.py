"""The duty of clause （二十五） of 国发〔2023〕24号, derived from the observed 2020 mean.

Cities not attaining with PM2.5 under 40 µg/m³ in 2020 attain within 2021–2025; other cities not attaining set a
stage target; attaining cities hold. Attaining is read here on PM2.5 alone (the standard has six pollutants).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from policy.effective import EffectiveTarget
from policy.observed import REALTIME_MARGIN, best_observation, is_sufficient
from policy.records import Observation
from policy.register import Register
from policy.standards import limit_for_year
from translations import N_, Message

PLAN: Final = "state-council-2023-24"
DUTY_CLAUSE: Final = "（二十五）"
"""Where the classes are set."""
BASE_YEAR: Final = 2020
ENTRY_GATE: Final = 40.0
"""µg/m³, clause （二十五）."""

DutyStatus = Literal["attain", "stage_target", "hold", "cannot_be_determined", "outside_plan"]

CLASS_OF_STATUS: Final = {
    "attain": "class-pm25-below-40-not-attaining-2020",
    "stage_target": "class-other-not-attaining-2020",
    "hold": "class-attaining-2020",
}


@dataclass(frozen=True)
class Duty:
    """Which of the three classes a place falls in; always *derived*, never stated by the text for the place."""

    status: DutyStatus
    reason: Message
    observation: Observation | None
    is_close: bool
    """A real-time mean within 3 µg/m³ of the limit or of 40: another basis may decide otherwise."""

    @property
    def scope_id(self) -> str | None:
        """The class in scopes.csv."""
        return CLASS_OF_STATUS.get(self.status)


def duty_of(register: Register, place_id: str) -> Duty:
    """Derive the duty of a place from its 2020 mean."""
    if register.places[place_id].outside_plan:
        return Duty("outside_plan", N_("不在本计划范围内"), None, False)
    observation = best_observation(register, place_id, BASE_YEAR)
    if observation is None:
        return Duty("cannot_be_determined", N_("未收录 {year} 年实测值", year=BASE_YEAR), None, False)
    if not is_sufficient(observation):
        reason = N_("{year} 年只有 {days} 天数据", year=BASE_YEAR, days=observation.days_with_data)
        return Duty("cannot_be_determined", reason, observation, False)
    return decided(observation, limit_for_year(register, BASE_YEAR).limit)


def limit_beside(register: Register, place_id: str, target: EffectiveTarget) -> float | None:
    """The limit, µg/m³, that the class of a place is to attain by 2025 where its indicative figure lies above it.

    The order of targets stands (an area's percentage before a derived class); this only tells what else is asked.
    """
    if target.standing != "indicative" or duty_of(register, place_id).status != "attain":
        return None
    limit = limit_for_year(register, BASE_YEAR).limit
    return limit if target.figure.value is not None and target.figure.value > limit else None


def decided(observation: Observation, limit: float) -> Duty:
    """Compare the 2020 mean with the limit and with the gate of 40 µg/m³."""
    value = observation.value
    close = observation.basis == "realtime" and any(
        abs(value - edge) <= REALTIME_MARGIN for edge in (limit, ENTRY_GATE)
    )
    if value <= limit:
        reason = N_(
            "2020 年 {value:g} 微克/立方米，不高于二级标准 {limit:g}：巩固改善", value=value, limit=limit
        )
        return Duty("hold", reason, observation, close)
    if value < ENTRY_GATE:
        reason = N_("2020 年 {value:g} 微克/立方米，未达标而低于 40：2021—2025 年内达标", value=value)
        return Duty("attain", reason, observation, close)
    reason = N_("2020 年 {value:g} 微克/立方米，未达标且不低于 40：明确阶段目标", value=value)
    return Duty("stage_target", reason, observation, close)
