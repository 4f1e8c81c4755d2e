"""What a target means in µg/m³ for one place, with the arithmetic that leads there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from policy.observed import best_observation, is_sufficient
from policy.records import Observation, Target
from policy.register import Register
from policy.rounding import exact
from policy.standards import national_limit
from translations import N_, Message

PLAIN_COMPARATORS = frozenset({"<", "<=", "=", "reach", "about"})
FALL_COMPARATORS = frozenset({"decrease_by", "decrease_by_at_least"})


@dataclass(frozen=True)
class Figure:
    """A target in µg/m³.

    Attributes
    ----------
    value
        µg/m³, one decimal; None when it cannot be worked out.
    arithmetic
        How it was worked out, or why it could not be.
    base
        The observation a percentage was taken of.
    source_id, clause
        Where a figure of a standard comes from, when the target itself prints none.
    """

    value: float | None
    arithmetic: Message
    base: Observation | None = None
    source_id: str | None = None
    clause: str | None = None


def figure_of(register: Register, target: Target, place_id: str) -> Figure:
    """Work a target on annual PM2.5 out for a place.

    A number is taken as printed; a percentage is taken of the place's own observed base year (indicative: the
    official base is not always the published mean); 达标 is the class II limit of the standard in force when
    the target was set.
    """
    if target.comparator in PLAIN_COMPARATORS and target.value is not None:
        return Figure(target.value, N_("文件原数"))
    if target.comparator in FALL_COMPARATORS and target.value is not None:
        return figure_of_fall(register, target, place_id)
    if target.comparator == "attain":
        return figure_of_attainment(register, target)
    return Figure(None, N_("文件没有给出数值"))


def figure_of_fall(register: Register, target: Target, place_id: str) -> Figure:
    """Base × (1 − p %), rounded to 0.01 µg/m³."""
    if target.base_year is None or target.value is None:
        return Figure(None, N_("条款没有写明基准年"))
    base = best_observation(register, place_id, target.base_year)
    if base is None:
        return Figure(None, N_("未收录 {year} 年实测值，无法折算", year=target.base_year))
    if not is_sufficient(base):
        return Figure(
            None,
            N_(
                "{year} 年只有 {days} 天数据，不足以作基准",
                year=target.base_year,
                days=base.days_with_data,
            ),
            base,
        )
    value = round(base.value * (1 - target.value / 100), 2)
    return Figure(value, fall_arithmetic(base.value, target.value, value), base)


def fall_arithmetic(base: float, percent: float, value: float) -> Message:
    """Base × (1 − p %) and what comes of it: `≈` where the value shown is rounded."""
    whole = exact(base * (1 - percent / 100))
    if f"{value:.5g}" == f"{whole:.9g}" and f"{base:.5g}" == f"{base:.9g}":
        told = N_("{base:.5g} × (1 − {percent:g}%) = {value:.5g}", base=base, percent=percent, value=value)
    else:
        told = N_("{base:.5g} × (1 − {percent:g}%) ≈ {value:.5g}", base=base, percent=percent, value=value)
    return told


def figure_of_attainment(register: Register, target: Target) -> Figure:
    """The annual class II limit in force when the target's document was issued."""
    issued = register.documents[target.document_id].issued_on or f"{target.target_year}-12-31"
    limit = national_limit(
        register, date.fromisoformat(issued) if len(issued) == 10 else date(int(issued[:4]), 7, 1)
    )
    return Figure(
        limit.limit,
        N_("达标按文件印发时的国家二级标准 {limit:g} 微克/立方米理解", limit=limit.limit),
        None,
        limit.document_id,
        limit.clause,
    )
