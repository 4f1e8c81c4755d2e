"""A year's mean under any limit: the standard in force, one to come, or a WHO level; and who flips between two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from policy.observed import REALTIME_MARGIN, best_observation, is_sufficient
from policy.records import Limit, Observation
from policy.register import Register
from policy.standards import annual_limits, limit_for_year
from translations import N_, Message

JudgementStatus = Literal[
    "within", "above", "undetermined", "insufficient_data", "no_observation", "outside_plan"
]
DECIDED: Final = ("within", "undetermined", "above")
"""Statuses of a year that has data, the best first."""

STANDARD_NAMES: Final = {
    "gb-3095-2012": N_("GB 3095—2012 二级"),
    "gb-3095-2026": N_("GB 3095—2026 二级"),
    "who-aqg-2021": N_("世卫组织 2021"),
}
LEVEL_NAMES: Final = {
    "IT-1": N_("过渡目标 1"),
    "IT-2": N_("过渡目标 2"),
    "IT-3": N_("过渡目标 3"),
    "IT-4": N_("过渡目标 4"),
    "guideline": N_("准则值"),
}


@dataclass(frozen=True)
class Judgement:
    """A place's year under a limit.

    Attributes
    ----------
    margin
        Observed minus limit, µg/m³; None without a sufficient year.
    """

    year: int
    limit: Limit
    status: JudgementStatus
    margin: float | None = None
    observation: Observation | None = None


def yardsticks(register: Register) -> dict[str, Limit]:
    """Annual PM2.5 limits by id, such as `gb-3095-2012`, `gb-3095-2026-2030` (until then) and `who-IT-1`."""
    found = {}
    for limit in annual_limits(register):
        if limit.standard_id == "who-aqg-2021":
            found[f"who-{limit.level}"] = limit
        elif limit.standard_id == "gb-3095-2026" and limit.valid_to:
            found[f"gb-3095-2026-{limit.valid_to[:4]}"] = limit
        else:
            found[limit.standard_id] = limit
    return found


def yardstick_name(limit: Limit) -> Message:
    """A limit by standard, level or years, and figure in µg/m³."""
    standard = STANDARD_NAMES[limit.standard_id]
    if limit.level in LEVEL_NAMES:
        return N_(
            "{standard}{level}（{limit:g}）",
            standard=standard,
            level=LEVEL_NAMES[limit.level],
            limit=limit.limit,
        )
    if limit.valid_to is None:
        return N_(
            "{standard}，{year} 年起（{limit:g}）",
            standard=standard,
            year=limit.valid_from[:4],
            limit=limit.limit,
        )
    return N_(
        "{standard}，至 {year} 年（{limit:g}）", standard=standard, year=limit.valid_to[:4], limit=limit.limit
    )


def judged(register: Register, place_id: str, year: int, limit: Limit) -> Judgement:
    """Judge a year under a limit, whether or not it was in force then: a mean at the limit is within it.

    A real-time mean within ±3 µg/m³ decides nothing; a short year is not judged (HJ 663-2013).
    """
    if register.places[place_id].outside_plan:
        return Judgement(year, limit, "outside_plan")
    observation = best_observation(register, place_id, year)
    if observation is None:
        return Judgement(year, limit, "no_observation")
    return judged_mean(observation, limit)


def judged_mean(observation: Observation, limit: Limit) -> Judgement:
    """Judge a mean under a limit by the rules of `judged`."""
    year = observation.year
    if not is_sufficient(observation):
        return Judgement(year, limit, "insufficient_data", None, observation)
    margin = round(observation.value - limit.limit, 2)
    status: JudgementStatus = "within" if margin <= 0 else "above"
    if observation.basis == "realtime" and abs(margin) <= REALTIME_MARGIN:
        status = "undetermined"
    return Judgement(year, limit, status, margin, observation)


@dataclass(frozen=True)
class Flip:
    """A place whose verdict is another one under another limit."""

    place_id: str
    before: Judgement
    after: Judgement


def flips(register: Register, year: int, limit: Limit) -> tuple[Flip, ...]:
    """Places that a limit judges otherwise than the national standard in force that year, in order of id."""
    in_force = limit_for_year(register, year)
    found = []
    for place_id in register.places:
        before = judged(register, place_id, year, in_force)
        after = judged(register, place_id, year, limit)
        if before.status != after.status:
            found.append(Flip(place_id, before, after))
    return tuple(found)
