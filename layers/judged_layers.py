"""Layers that look at an observed year another way: change since 2020, the straight way to the target, any standard."""

from __future__ import annotations

from dataclasses import replace
from string import ascii_lowercase
from typing import Final

from layers.classes import missing_classes, missing_code, scale_classes
from layers.definition import Cell, ChoroplethLayer, Hatch, LayerClass, LayerSource
from layers.palettes import (
    ATTAINMENT,
    CHANGE_BREAKS,
    CHANGE_PERCENT_BREAKS,
    GAP,
    PATH_BREAKS,
    class_index,
)
from layers.pm25_layers import NEARER_ZERO, UNIT, basis_note, cells_of, observation_sources, target_sources
from policy.change import BASE_YEAR, change_since_base
from policy.judgement import flips, judged, yardstick_name, yardsticks
from policy.observed import best_observation, is_sufficient
from policy.path import beside_path
from policy.records import Place
from policy.register import Register
from policy.standards import limit_for_year
from translations import N_

STANDARD_PREFIX: Final = "standard."
OWN_BASIS: Final = {
    "1": N_("两年都是官方数据"),
    "2": N_("两年都是实况数据"),
}
PATH_NOTES: Final = {
    "1": N_("两年都是官方数据"),
    "2": N_("两年都是实况数据，差距不超过 3 时不说明快慢"),
}
FLIP_NOTES: Final = {
    "1": N_("官方数据"),
    "2": N_("实况数据"),
    "3": N_("官方数据 · 与当年执行的标准判定不同"),
    "4": N_("实况数据 · 与当年执行的标准判定不同"),
}
FLIPPED: Final = "34"


def change_layer(register: Register, year: int) -> ChoroplethLayer:
    """The change of the annual mean since 2020 in µg/m³."""
    return drawn_change(register, year, percent=False)


def change_percent_layer(register: Register, year: int) -> ChoroplethLayer:
    """The change of the annual mean since 2020 in percent of that year's mean."""
    return drawn_change(register, year, percent=True)


def drawn_change(register: Register, year: int, *, percent: bool) -> ChoroplethLayer:
    """The change on one basis; two bases are never compared."""
    breaks = CHANGE_PERCENT_BREAKS if percent else CHANGE_BREAKS
    missing: dict[str, Hatch] = {
        "no_observation": "no_observation",
        "bases_differ": "bases_differ",
        "insufficient_data": "insufficient_data",
    }

    def cell(place: Place) -> Cell:
        change = change_since_base(register, place.place_id, year)
        value = change.percent if percent else change.amount
        if value is None or change.base is None:
            return Cell(missing_code(missing[change.status]))
        note = "1" if change.base.basis == "official" else "2"
        return Cell(ascii_lowercase[class_index(value, breaks)], value, note)

    return ChoroplethLayer(
        layer_id="change_percent" if percent else "change",
        title=N_("{year} 年 PM2.5 比 {base} 年的变化（%）", year=year, base=BASE_YEAR)
        if percent
        else N_("{year} 年 PM2.5 比 {base} 年的变化", year=year, base=BASE_YEAR),
        press_title=N_("{year} 年 PM2.5 年均值比 {base} 年的变化（%）", year=year, base=BASE_YEAR)
        if percent
        else N_("{year} 年 PM2.5 年均值比 {base} 年的变化", year=year, base=BASE_YEAR),
        subtitle=N_("百分比；负值为下降。只比较口径相同的两年")
        if percent
        else N_("微克/立方米；负值为下降。只比较口径相同的两年"),
        unit_symbol="%" if percent else UNIT,
        decimals=1,
        classes=(
            *scale_classes(breaks, GAP),
            *missing_of_two_years(
                missing_classes("no_observation", "bases_differ", "insufficient_data", "outside_plan")
            ),
        ),
        cells=cells_of(register, cell),
        notes=OWN_BASIS,
        legend_note=NEARER_ZERO,
        sources=tuple(
            dict.fromkeys((*observation_sources(register, year), *observation_sources(register, BASE_YEAR)))
        ),
        year=year,
        value_heading=N_("变化"),
    )


def missing_of_two_years(classes: tuple[LayerClass, ...]) -> tuple[LayerClass, ...]:
    """A change lacks one of two years: which one is told with each place."""
    first, *others = classes
    return replace(first, label=N_("缺一年或两年实测值")), *others


def path_layer(register: Register, year: int) -> ChoroplethLayer:
    """Observed minus the straight way from 2020 to the target, µg/m³; positive is behind."""

    def cell(place: Place) -> Cell:
        found = beside_path(register, place.place_id, year)
        if found is not None:
            path, row = found
            behind = round(row.value - path.at(year), 2)
            code = ascii_lowercase[class_index(behind, PATH_BREAKS)]
            return Cell(code, behind, "1" if row.basis == "official" else "2")
        observed = best_observation(register, place.place_id, year)
        if observed is None:
            return Cell(missing_code("no_observation"))
        return Cell(missing_code("no_path" if is_sufficient(observed) else "insufficient_data"))

    return ChoroplethLayer(
        layer_id="path",
        title=N_("{year} 年 PM2.5 与匀速下降路径相比", year=year),
        press_title=N_("{year} 年 PM2.5 年均值与匀速降到 2025 年目标的路径相比", year=year),
        subtitle=N_(
            "微克/立方米；正值为落后。路径由 2020 年实测到 2025 年目标或指示值取直线，文件没有这样要求"
        ),
        unit_symbol=UNIT,
        decimals=1,
        classes=(
            *scale_classes(PATH_BREAKS, GAP),
            *missing_classes("no_path", "no_observation", "insufficient_data", "outside_plan"),
        ),
        cells=cells_of(register, cell),
        notes=PATH_NOTES,
        legend_note=NEARER_ZERO,
        sources=tuple(
            dict.fromkeys(
                (
                    *observation_sources(register, year),
                    *observation_sources(register, BASE_YEAR),
                    *target_sources(register),
                )
            )
        ),
        year=year,
        value_heading=N_("与路径之差"),
    )


def standard_members(register: Register) -> tuple[str, ...]:
    """Ids of the limits that a year can be looked at under."""
    return tuple(yardsticks(register))


def standard_layer(register: Register, yardstick: str, year: int) -> ChoroplethLayer:
    """A year judged under any limit; places that flip against the standard in force get a border.

    Raises
    ------
    KeyError
        When there is no such limit.
    """
    limit, in_force = yardsticks(register)[yardstick], limit_for_year(register, year)
    flipped = {flip.place_id for flip in flips(register, year, limit)}
    codes = {"within": "a", "above": "b", "undetermined": "c"}

    def cell(place: Place) -> Cell:
        found = judged(register, place.place_id, year, limit)
        if found.status not in codes or found.observation is None:
            return Cell(missing_code(found.status))  # type: ignore[arg-type]
        official = basis_note(found.observation) == "1"
        note = ("3" if official else "4") if place.place_id in flipped else ("1" if official else "2")
        return Cell(codes[found.status], found.margin, note)

    return ChoroplethLayer(
        layer_id=STANDARD_PREFIX + yardstick,
        title=N_("{year} 年 PM2.5 按 {standard} 判定", year=year, standard=yardstick_name(limit)),
        press_title=N_("{year} 年 PM2.5 年均值按 {standard} 判定", year=year, standard=yardstick_name(limit)),
        subtitle=N_("数值为实测与限值之差（微克/立方米）；只看年均值，未计其他污染物"),
        unit_symbol=UNIT,
        decimals=1,
        classes=(
            LayerClass("a", N_("不高于限值"), ATTAINMENT["met"]),
            LayerClass("b", N_("高于限值"), ATTAINMENT["not_met"]),
            LayerClass("c", N_("接近，无法判定"), ATTAINMENT["undetermined"]),
            *missing_classes("no_observation", "insufficient_data", "outside_plan"),
        ),
        cells=cells_of(register, cell),
        notes=FLIP_NOTES,
        marked_notes=FLIPPED,
        marked_label=N_("粗线：与当年执行的标准判定不同"),
        sources=tuple(
            dict.fromkeys(
                (
                    *observation_sources(register, year),
                    LayerSource(limit.document_id, limit.clause),
                    LayerSource(in_force.document_id, in_force.clause),
                )
            )
        ),
        year=year,
        value_heading=N_("与限值之差"),
    )
