"""The layers that exist, by id, and how each is made from the atlas."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from layers.definition import ChoroplethLayer
from layers.indicator_layer import INDICATOR_PREFIX, indicator_layer, mapped_keys
from layers.judged_layers import (
    STANDARD_PREFIX,
    change_layer,
    change_percent_layer,
    path_layer,
    standard_layer,
    standard_members,
)
from layers.measure_count_layer import MEASURES_PREFIX, mapped_sectors, measure_count_layer
from layers.membership_layer import MEMBERSHIP_LAYER, membership_layer
from layers.pm25_layers import attainment_layer, gap_layer, key_region_layer, observed_layer, target_layer
from policy.register import Register
from translations import N_, Message


class UnknownLayerError(KeyError):
    """A layer id that the catalogue does not hold."""


@dataclass(frozen=True)
class LayerEntry:
    """A line of the catalogue."""

    layer_id: str
    group: Message
    title: Message
    has_years: bool
    build: Callable[[Register, int], ChoroplethLayer]


@dataclass(frozen=True)
class LayerFamily:
    """Layers that the tables decide on: `members` are the part of the id after `prefix`, in the order to offer."""

    prefix: str
    group: Message
    title: Message
    members: Callable[[Register], tuple[str, ...]]
    build: Callable[[Register, str, int], ChoroplethLayer]
    has_years: bool = False


def build_layer(register: Register, layer_id: str, year: int) -> ChoroplethLayer:
    """Make a layer for a year (ignored by layers without years).

    Raises
    ------
    UnknownLayerError
        When the catalogue has no such layer.
    """
    if layer_id in CATALOGUE:
        return CATALOGUE[layer_id].build(register, year)
    family = family_of(layer_id)
    if family is None:
        raise UnknownLayerError(layer_id)
    try:
        return family.build(register, layer_id.removeprefix(family.prefix), year)
    except KeyError as error:
        raise UnknownLayerError(layer_id) from error


def family_of(layer_id: str) -> LayerFamily | None:
    """The family that an id belongs to, whether or not it has such a member."""
    return next((family for prefix, family in FAMILIES.items() if layer_id.startswith(prefix)), None)


def layer_ids(register: Register) -> tuple[str, ...]:
    """Ids of all layers, those of the catalogue first."""
    members = [family.prefix + member for family in FAMILIES.values() for member in family.members(register)]
    return (*CATALOGUE, *members)


def is_of_policy(layer_id: str) -> bool:
    """Whether a layer belongs to a family of the policy, so that no year of PM2.5 stands beside it."""
    return layer_id not in CATALOGUE and not has_years(layer_id)


def has_years(layer_id: str) -> bool:
    """Whether a layer is another one in another year."""
    if layer_id in CATALOGUE:
        return CATALOGUE[layer_id].has_years
    family = family_of(layer_id)
    return family is not None and family.has_years


CATALOGUE: Final[dict[str, LayerEntry]] = {
    entry.layer_id: entry
    for entry in (
        LayerEntry("key_region", N_("政策"), N_("重点区域"), False, key_region_layer),
        LayerEntry(MEMBERSHIP_LAYER, N_("政策"), N_("2023 年名单变化"), False, membership_layer),
        LayerEntry("target_2025", N_("政策"), N_("2025 年目标"), False, target_layer),
        LayerEntry("observed", N_("空气"), N_("实测 PM2.5"), True, observed_layer),
        LayerEntry("gap", N_("空气"), N_("与目标的差距"), True, gap_layer),
        LayerEntry("attainment", N_("空气"), N_("是否达标"), True, attainment_layer),
        LayerEntry("change", N_("空气"), N_("比 2020 年变化"), True, change_layer),
        LayerEntry("change_percent", N_("空气"), N_("比 2020 年变化（%）"), True, change_percent_layer),
        LayerEntry("path", N_("空气"), N_("与匀速下降相比"), True, path_layer),
    )
}

FAMILIES: Final[dict[str, LayerFamily]] = {
    family.prefix: family
    for family in (
        LayerFamily(INDICATOR_PREFIX, N_("政策"), N_("各项指标"), mapped_keys, indicator_layer),
        LayerFamily(MEASURES_PREFIX, N_("政策"), N_("约束条款数"), mapped_sectors, measure_count_layer),
        LayerFamily(
            STANDARD_PREFIX, N_("空气"), N_("换一个标准看"), standard_members, standard_layer, has_years=True
        ),
    )
}
