"""Legends: the classes of each scale, with the ≤ rule said in the labels."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from itertools import pairwise
from string import ascii_lowercase

from layers.definition import Hatch, LayerClass
from layers.palettes import ATTAINMENT, CONCENTRATION, CONCENTRATION_BREAKS, GAP, GAP_BREAKS, MISSING
from policy.attainment import Lack
from translations import N_, Message

MISSING_LABELS: dict[Hatch, tuple[str, Message]] = {
    "undetermined": ("t", N_("没有名单或数据，无法确定是否适用")),
    "not_read": ("u", N_("已读的文件没有对本地提出，其余文件未读到")),
    "silent": ("v", N_("各级文件都没有提到")),
    "bases_differ": ("r", N_("两年口径不同，不作比较")),
    "no_path": ("s", N_("不画下降路径：2020 年已不高于目标，或缺 2020 年均值或目标")),
    "no_target": ("w", N_("没有可用的目标值")),
    "no_observation": ("x", N_("未收录实测值")),
    "insufficient_data": ("y", N_("数据不足 324 天")),
    "outside_plan": ("z", N_("不在本计划范围内")),
}

BASE_YEAR_LABEL = N_("基准年，不作判定")


def classes_without_verdict(lacks: Collection[Lack | None]) -> tuple[LayerClass, ...]:
    """The keys of places without a verdict: in the base year of the figures these are not for want of a target."""
    kinds = missing_classes("no_target", "no_observation", "insufficient_data", "outside_plan")
    if "base_year" not in lacks:
        return kinds
    label = N_("没有可用的目标值，或在基准年") if "no_figure" in lacks else BASE_YEAR_LABEL
    return (replace(kinds[0], label=label), *kinds[1:])


def missing_classes(*kinds: Hatch) -> tuple[LayerClass, ...]:
    """The keys for missing data, each with its own pattern."""
    return tuple(
        LayerClass(MISSING_LABELS[kind][0], MISSING_LABELS[kind][1], MISSING[kind], kind) for kind in kinds
    )


def missing_code(kind: Hatch) -> str:
    """The class letter of a kind of missing data."""
    return MISSING_LABELS[kind][0]


def concentration_classes() -> tuple[LayerClass, ...]:
    """Eight classes of µg/m³ at 5/10/15/25/30/35/40."""
    return scale_classes(CONCENTRATION_BREAKS, CONCENTRATION)


def gap_classes() -> tuple[LayerClass, ...]:
    """Seven classes of µg/m³ above or below the target."""
    return scale_classes(GAP_BREAKS, GAP)


def scale_classes(breaks: tuple[float, ...], colours: tuple[str, ...]) -> tuple[LayerClass, ...]:
    """Classes between breaks; a value on a break belongs to the class nearer to zero.

    So the first class is ≤ its break on a scale of concentrations and < its break on a scale of gaps.
    """
    edges = [f"{edge:g}".replace("-", "−") for edge in breaks]
    labels = [N_("≤ {high}", high=edges[0]) if breaks[0] > 0 else N_("< {high}", high=edges[0])]
    labels += [N_("{low} – {high}", low=low, high=high) for low, high in pairwise(edges)]
    labels.append(N_("> {low}", low=edges[-1]))
    return tuple(
        LayerClass(ascii_lowercase[place], label, colour)
        for place, (label, colour) in enumerate(zip(labels, colours, strict=True))
    )


def attainment_classes() -> tuple[LayerClass, ...]:
    """Verdicts against a stated target strong, against an indicative one pale."""
    return (
        LayerClass("a", N_("已到写明的目标值"), ATTAINMENT["met"]),
        LayerClass("b", N_("高于写明的目标值"), ATTAINMENT["not_met"]),
        LayerClass("c", N_("低于折算或指示值"), ATTAINMENT["met_indicative"]),
        LayerClass("d", N_("高于折算或指示值"), ATTAINMENT["not_met_indicative"]),
        LayerClass("e", N_("接近，无法判定"), ATTAINMENT["undetermined"]),
    )
