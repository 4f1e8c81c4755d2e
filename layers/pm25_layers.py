"""The PM2.5 layers of the catalogue: target, observed mean, gap and verdict; and the key regions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from string import ascii_lowercase
from typing import Final

from layers.classes import (
    attainment_classes,
    classes_without_verdict,
    concentration_classes,
    gap_classes,
    missing_classes,
    missing_code,
)
from layers.definition import Cell, ChoroplethLayer, LayerClass, LayerSource
from layers.palettes import CONCENTRATION_BREAKS, GAP_BREAKS, KEY_REGIONS, OTHER_PLACES, class_index
from policy.attainment import Attainment, Lack, attainment_of
from policy.effective import EffectiveTarget, effective_target
from policy.observed import best_observation, is_sufficient
from policy.records import Observation, Place
from policy.register import Register
from policy.scope import key_region_of
from translations import N_, Message

NATION_PLAN: Final = "state-council-2023-24"
UNIT: Final = "µg/m³"

TARGET_NOTES: Final = {
    "1": N_("本地目标（文件写明数值）"),
    "2": N_("本类城市目标（文件写明数值）"),
    "3": N_("指示值（由区域、省或全国的整体要求折算）"),
    "4": N_("折算值（文件只写明百分比，按实测基准折算）"),
}
BASIS_NOTES: Final = {
    "1": N_("官方公布"),
    "2": N_("实况数据"),
    "3": N_("实况数据，不足 324 天，不作判定"),
}
STATED_NOTES: Final = "12"
STATED_LABEL: Final = N_("粗线：文件写明数值；其余为折算或指示值")
UPPER_END: Final = N_("每级含上限，不含下限")
NEARER_ZERO: Final = N_("界值归入更接近零的一级")
NOTE_OF_STANDING: Final = {"place": "1", "class": "2", "indicative": "3"}
WORKED_OUT_NOTE: Final = "4"
SHORT_YEAR_NOTE: Final = "3"
"""Key in `BASIS_NOTES` of means of too few days."""


def key_region_layer(register: Register, _year: int) -> ChoroplethLayer:
    """Which of the three key regions lists a place, 国发〔2023〕24号 （二）."""
    code_of = {scope_id: ascii_lowercase[place] for place, scope_id in enumerate(KEY_REGIONS)}
    classes = tuple(
        LayerClass(code, scope_label(register, scope_id), KEY_REGIONS[scope_id])
        for scope_id, code in code_of.items()
    )
    other = LayerClass("d", N_("不在重点区域名单中"), OTHER_PLACES)

    def cell(place: Place) -> Cell:
        region = key_region_of(register, place.place_id)
        return Cell(code_of[region[0].scope_id] if region else other.code)

    return ChoroplethLayer(
        layer_id="key_region",
        title=N_("重点区域"),
        press_title=N_("《空气质量持续改善行动计划》的重点区域"),
        subtitle=N_("三个重点区域共 {count} 个地点", count=count_in_regions(register)),
        unit_symbol=None,
        decimals=0,
        classes=(*classes, other, *missing_classes("outside_plan")),
        cells=cells_of(register, cell),
        notes={},
        sources=(LayerSource(NATION_PLAN, "（二）"),),
        value_heading=N_("所属区域"),
    )


def target_layer(register: Register, _year: int) -> ChoroplethLayer:
    """The effective 2025 PM2.5 target in µg/m³, stated and indicative told apart by note."""

    def cell(place: Place) -> Cell:
        target = effective_target(register, place.place_id)
        if target is None or target.figure.value is None:
            return Cell(missing_code("no_target"))
        value = target.figure.value
        return Cell(concentration_code(value), value, note_of_target(target))

    return ChoroplethLayer(
        layer_id="target_2025",
        title=N_("2025 年 PM2.5 目标"),
        press_title=N_("2025 年 PM2.5 年均浓度目标"),
        subtitle=N_("微克/立方米；没有写明数值的由百分比或整体要求折算，只作指示"),
        unit_symbol=UNIT,
        decimals=1,
        classes=(*concentration_classes(), *missing_classes("no_target", "outside_plan")),
        cells=cells_of(register, cell),
        notes=TARGET_NOTES,
        legend_note=UPPER_END,
        marked_notes=STATED_NOTES,
        marked_label=STATED_LABEL,
        sources=target_sources(register),
        value_heading=N_("目标值"),
    )


def observed_layer(register: Register, year: int) -> ChoroplethLayer:
    """The observed annual PM2.5 mean of a year in µg/m³; short years are shown and marked."""

    def cell(place: Place) -> Cell:
        row = best_observation(register, place.place_id, year)
        if row is None:
            return Cell(missing_code("no_observation"))
        return Cell(concentration_code(row.value), row.value, basis_note(row))

    return ChoroplethLayer(
        layer_id="observed",
        title=N_("{year} 年 PM2.5 实测年均值", year=year),
        subtitle=N_("微克/立方米；官方数据优先，其余为实况数据（未扣除沙尘）"),
        unit_symbol=UNIT,
        decimals=1,
        classes=(*concentration_classes(), *missing_classes("no_observation", "outside_plan")),
        cells=cells_of(register, cell),
        notes=BASIS_NOTES,
        legend_note=UPPER_END,
        sources=observation_sources(register, year),
        year=year,
        value_heading=N_("年均值"),
    )


def gap_layer(register: Register, year: int) -> ChoroplethLayer:
    """Observed mean minus effective target, µg/m³; positive is above."""

    def cell(place: Place) -> Cell:
        verdict = attainment_of(register, place.place_id, year)
        if verdict.margin is None:
            return Cell(missing_of(verdict), note=note_of_verdict(verdict))
        code = ascii_lowercase[class_index(verdict.margin, GAP_BREAKS)]
        return Cell(code, verdict.margin, note_of_verdict(verdict))

    return ChoroplethLayer(
        layer_id="gap",
        title=N_("{year} 年 PM2.5 与 2025 年目标的差距", year=year),
        press_title=N_("{year} 年 PM2.5 年均值与 2025 年目标的差距", year=year),
        subtitle=N_("微克/立方米；正值为高于目标，中间一级为 ±3 以内"),
        unit_symbol=UNIT,
        decimals=1,
        classes=(
            *gap_classes(),
            *classes_without_verdict(lacks_of(register, year)),
        ),
        cells=cells_of(register, cell),
        notes=TARGET_NOTES,
        legend_note=NEARER_ZERO,
        marked_notes=STATED_NOTES,
        marked_label=STATED_LABEL,
        sources=tuple(dict.fromkeys((*observation_sources(register, year), *target_sources(register)))),
        year=year,
        value_heading=N_("差距"),
    )


def attainment_layer(register: Register, year: int) -> ChoroplethLayer:
    """The verdict of each place in a year, with the margin as its value."""
    code_of = {"met": ("a", "c"), "not_met": ("b", "d"), "undetermined": ("e", "e")}

    def cell(place: Place) -> Cell:
        verdict = attainment_of(register, place.place_id, year)
        if verdict.status not in code_of:
            return Cell(missing_of(verdict), note=note_of_verdict(verdict))
        return Cell(code_of[verdict.status][verdict.is_indicative], verdict.margin, note_of_verdict(verdict))

    return ChoroplethLayer(
        layer_id="attainment",
        title=N_("{year} 年是否达到 2025 年目标", year=year),
        press_title=N_("{year} 年 PM2.5 年均值是否达到 2025 年目标", year=year),
        subtitle=N_("数值为与目标的差距（微克/立方米）；折算或指示值不是文件写明的数值"),
        unit_symbol=UNIT,
        decimals=1,
        classes=(
            *attainment_classes(),
            *classes_without_verdict(lacks_of(register, year)),
        ),
        cells=cells_of(register, cell),
        notes=TARGET_NOTES,
        sources=tuple(dict.fromkeys((*observation_sources(register, year), *target_sources(register)))),
        year=year,
        value_heading=N_("差距"),
    )


def lacks_of(register: Register, year: int) -> frozenset[Lack | None]:
    """The reasons why places have no verdict in a year."""
    return frozenset(attainment_of(register, place_id, year).lack for place_id in register.places)


def cells_of(register: Register, cell: Callable[[Place], Cell]) -> dict[str, Cell]:
    """One cell a place; places outside the plan get their own key."""
    return {
        place_id: Cell(missing_code("outside_plan")) if place.outside_plan else cell(place)
        for place_id, place in register.places.items()
    }


def concentration_code(value: float) -> str:
    """The class letter of a concentration."""
    return ascii_lowercase[class_index(value, CONCENTRATION_BREAKS)]


def missing_of(verdict: Attainment) -> str:
    """The class letter of a verdict that could not be given."""
    return missing_code(verdict.status)  # type: ignore[arg-type]


def note_of_verdict(verdict: Attainment) -> str:
    """The note key of the target a verdict rests on."""
    return note_of_target(verdict.target) if verdict.target else "0"


def note_of_target(target: EffectiveTarget) -> str:
    """The note key of a target: printed, worked out from a stated percentage, or indicative."""
    if target.standing != "indicative" and not target.is_printed:
        return WORKED_OUT_NOTE
    return NOTE_OF_STANDING[target.standing]


def basis_note(row: Observation) -> str:
    """The note key of an observation."""
    if row.basis == "official":
        return "1"
    return "2" if is_sufficient(row) else SHORT_YEAR_NOTE


def scope_label(register: Register, scope_id: str) -> Message:
    """The name of a listed scope in both languages."""
    scope = register.listed_scopes[scope_id]
    return N_("{zh}", zh=scope.name_zh, en=scope.name_en)


def count_in_regions(register: Register) -> int:
    """Places in a key region."""
    return sum(key_region_of(register, place_id) is not None for place_id in register.places)


def target_sources(register: Register, place_ids: Collection[str] | None = None) -> tuple[LayerSource, ...]:
    """What the effective targets of all places, or of these, rest on: documents, then standards, then base years.

    Each kind with the most used first. A standard gives the figure of 达标, an observation that of a percentage.
    """
    documents: Counter[LayerSource] = Counter()
    standards: Counter[LayerSource] = Counter()
    bases: Counter[LayerSource] = Counter()
    for place_id in register.places if place_ids is None else place_ids:
        outside = register.places[place_id].outside_plan
        target = None if outside else effective_target(register, place_id)
        if target is None or target.figure.value is None:
            continue
        row, figure = target.statement.target, target.figure
        documents[LayerSource(row.document_id, row.clause)] += 1
        if figure.source_id is not None:
            standards[LayerSource(figure.source_id, figure.clause)] += 1
        if figure.base is not None:
            bases[LayerSource(figure.base.source_id, figure.base.clause)] += 1
    found = (source for counts in (documents, standards, bases) for source, _count in ordered(counts))
    return tuple(dict.fromkeys(found))


def ordered(counts: Counter[LayerSource]) -> list[tuple[LayerSource, int]]:
    """By count, then by id, so that the order never depends on chance."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0].document_id, item[0].clause or ""))


def observation_sources(
    register: Register, year: int, place_ids: Collection[str] | None = None
) -> tuple[LayerSource, ...]:
    """The data sources behind a year's figures of all places, or of these, the most used first."""
    wanted = register.places if place_ids is None else place_ids
    found = (best_observation(register, place_id, year) for place_id in wanted)
    counts = Counter(LayerSource(row.source_id, row.clause) for row in found if row is not None)
    return tuple(source for source, _count in ordered(counts))
