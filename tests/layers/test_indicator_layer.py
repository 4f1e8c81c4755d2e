"""Indicator layers: every key drawn whole, each place from its nearest rung, silence told from what was not read."""

from collections import Counter
from dataclasses import replace
from functools import cache

import pytest

from layers.catalogue import FAMILIES, UnknownLayerError, build_layer, has_years, layer_ids
from layers.definition import ChoroplethLayer
from layers.indicator_layer import (
    INDICATOR_PREFIX,
    OTHER_CODE,
    demand_at,
    demand_classes,
    indicator_summary,
    mapped_keys,
    spread,
)
from layers.judged_layers import STANDARD_PREFIX
from layers.measure_count_layer import MEASURES_PREFIX, count_steps, mapped_sectors
from layers.palettes import DEMAND, WORDED_DEMAND
from policy.measures import binding_measures
from tests.policy.made_up import changed_register, real_register
from translations import words_for

KEYS = mapped_keys(real_register())
SECTORS = mapped_sectors(real_register())
FAMILY_LAYERS = [*(INDICATOR_PREFIX + key for key in KEYS), *(MEASURES_PREFIX + sector for sector in SECTORS)]
TAIYUAN, DATONG, PINGDINGSHAN, HANGZHOU, NANJING, LANZHOU = (
    "140100", "140200", "410400", "330100", "320100", "620100"
)  # fmt: skip


@cache
def layer_of(layer_id: str) -> ChoroplethLayer:
    return build_layer(real_register(), layer_id, 2025)


def said_at(key: str, place_id: str) -> tuple[str, str]:
    """Class label and note of a place on an indicator layer, in Chinese."""
    layer, words = layer_of(INDICATOR_PREFIX + key), words_for("zh")
    cell = layer.cells[place_id]
    label = next(item.label for item in layer.classes if item.code == cell.code)
    return words.render(label), words.render(layer.notes[cell.note]) if cell.note != "0" else ""


def test_every_key_of_the_chain_has_a_layer() -> None:
    register = real_register()
    in_chain = {
        row.comparable_key
        for row in register.indicators.values()
        if register.documents[row.document_id].in_chain
    }
    assert set(KEYS) == in_chain
    assert len(KEYS) == len(in_chain) > 100
    assert set(FAMILY_LAYERS) < set(layer_ids(register))
    assert not any(has_years(layer_id) for layer_id in FAMILY_LAYERS)


@pytest.mark.parametrize("layer_id", FAMILY_LAYERS)
def test_a_layer_is_whole(layer_id: str) -> None:
    register, layer = real_register(), layer_of(layer_id)
    assert layer.layer_id == layer_id
    assert set(layer.cells) == set(register.places)
    classes = {item.code: item for item in layer.classes}
    assert len(classes) == len(layer.classes)
    assert {cell.code for cell in layer.cells.values()} <= set(classes)
    assert {cell.note for cell in layer.cells.values()} <= {"0", *layer.notes}
    for lang in ("zh", "en"):
        labels = [words_for(lang).render(item.label) for item in layer.classes]
        assert len(set(labels)) == len(labels)
        assert all(labels)
    plain = [item.colour for item in layer.classes if not item.hatch]
    assert len(set(plain)) == len(plain)
    hatches = [item.hatch for item in layer.classes if item.hatch]
    assert len(set(hatches)) == len(hatches)
    assert layer.sources
    assert {source.document_id for source in layer.sources} <= set(register.documents)
    outside = {place_id for place_id, place in register.places.items() if place.outside_plan}
    assert outside == {key for key, cell in layer.cells.items() if classes[cell.code].hatch == "outside_plan"}
    for cell in layer.cells.values():
        if classes[cell.code].hatch:
            assert (cell.value, cell.note) == (None, "0")
    assert set(layer.marked_notes) <= set(layer.notes)


@pytest.mark.parametrize(
    ("key", "place_id", "label", "note"),
    [
        (
            "short_process_steel_share",
            TAIYUAN,
            "不低于 5%（力争） · 全省炼钢",
            "省级文件 · 山西省 · 整体要求，本地参考 · 与国家相比：更宽",
        ),
        (
            "short_process_steel_share",
            NANJING,
            "不低于 20%（力争） · 全省炼钢",
            "省级文件 · 江苏省 · 未掌握全文 · 整体要求，本地参考 · 与国家相比：更严",
        ),
        (
            "short_process_steel_share",
            PINGDINGSHAN,
            "不低于 15% · 全省炼钢",
            "省级文件 · 河南省 · 未掌握全文 · 整体要求，本地参考 · 与国家相比：一致",
        ),
        ("short_process_steel_share", LANZHOU, "达到 15% · 全国炼钢", "国家文件 · 全国 · 整体要求，本地参考"),
        (
            "electricity_final_energy_share",
            HANGZHOU,
            "40% 左右 · 全省终端能源消费",
            "省级文件 · 浙江省 · 未掌握全文 · 整体要求，本地参考 · 与国家相比：更严",
        ),
        (
            "clean_transport_share",
            PINGDINGSHAN,
            "达到 80%（力争） · 铁矿石、焦炭等大宗物料",
            "市级文件 · 平顶山市 · 与国家相比：口径不同",
        ),
    ],
)
def test_a_place_shows_its_nearest_rung(key: str, place_id: str, label: str, note: str) -> None:
    assert said_at(key, place_id) == (label, note)


def test_silence_is_told_from_what_was_not_read_and_from_a_class_without_a_list() -> None:
    """煤炭消费量 concerns 大同 at no rung that was read; a plan of its own or what 甘肃 asks was not."""
    not_read = ("已读的文件没有对本地提出，其余文件未读到", "")
    assert (
        said_at("coal_consumption_change", DATONG) == said_at("coal_consumption_change", LANZHOU) == not_read
    )
    assert said_at("rail_share_coal_and_coke", DATONG)[0] == "没有名单或数据，无法确定是否适用"


def test_silence_is_said_where_every_document_was_read() -> None:
    """With a made-up plan of 大同 held in full, silence on coal is silence at every rung."""
    plan = vars(real_register().documents["pingdingshan-2024"])
    register = changed_register(
        documents=[plan | {"document_id": "datong-made-up", "scope_id": f"place-{DATONG}"}]
    )
    found = demand_at(register, DATONG, "coal_consumption_change")
    assert (found.binding, found.missing) == (None, "silent")
    assert demand_at(register, LANZHOU, "coal_consumption_change").missing == "not_read"


def test_lower_rungs_get_a_border_and_the_nation_none() -> None:
    layer = layer_of(INDICATOR_PREFIX + "short_process_steel_share")
    marked = {key for key, cell in layer.cells.items() if cell.note in layer.marked_notes}
    assert {TAIYUAN, NANJING, PINGDINGSHAN} <= marked
    assert LANZHOU not in marked


@pytest.mark.parametrize("key", KEYS)
def test_the_summary_counts_the_cells(key: str) -> None:
    layer, summary = layer_of(INDICATOR_PREFIX + key), indicator_summary(real_register(), key)
    hatch_of = {item.code: item.hatch for item in layer.classes}
    kinds = Counter(hatch_of[cell.code] or "bound" for cell in layer.cells.values())
    assert summary.levels.total() == kinds["bound"]
    assert summary.missing == {
        kind: kinds[kind] for kind in ("undetermined", "not_read", "silent") if kinds[kind]
    }
    below = sum(cell.note in layer.marked_notes for cell in layer.cells.values() if cell.note != "0")
    assert summary.verdicts.total() == below == summary.levels.total() - summary.levels["nation"]


@pytest.mark.parametrize("sector", SECTORS)
def test_clauses_are_counted_where_they_bind_for_certain(sector: str) -> None:
    register, layer = real_register(), layer_of(MEASURES_PREFIX + sector)
    for place_id in (TAIYUAN, DATONG, PINGDINGSHAN, HANGZHOU, LANZHOU):
        rows = binding_measures(register, place_id)
        expected = [
            row
            for row in rows
            if row.reach.kind in ("whole", "derived", "part") and sector in ("all", row.measure.sector)
        ]
        assert layer.cells[place_id].value == len(expected)
    words = words_for("zh")
    for cell in layer.cells.values():
        if cell.value is not None:
            label = next(words.render(item.label) for item in layer.classes if item.code == cell.code)
            low, _, high = label.removesuffix(" 条").partition(" – ")
            assert int(low) <= cell.value <= int(high or low)


def test_a_count_says_which_levels_were_read() -> None:
    layer = layer_of(MEASURES_PREFIX + "all")
    notes = [layer.cells[place_id].note for place_id in (TAIYUAN, DATONG, PINGDINGSHAN, HANGZHOU)]
    assert notes == ["2", "2", "3", "1"]
    assert sum(cell.note in layer.marked_notes for cell in layer.cells.values() if cell.note != "0") == 12


@pytest.mark.parametrize(
    "layer_id", ["indicator.", "indicator.no_such_key", "measures.", "measures.moon", "moon"]
)
def test_an_unknown_member_is_no_layer(layer_id: str) -> None:
    with pytest.raises(UnknownLayerError, match=layer_id):
        build_layer(real_register(), layer_id, 2025)


def test_every_family_offers_its_members() -> None:
    for prefix, family in FAMILIES.items():
        assert family.has_years is (prefix == STANDARD_PREFIX)
        members = family.members(real_register())
        assert members
        assert layer_of(prefix + members[0]).layer_id == prefix + members[0]


def test_more_demands_than_colours_share_a_class_and_are_never_hatched() -> None:
    register = real_register()
    example = next(row for row in register.indicators.values() if row.value is not None)
    many = [replace(example, value=float(number)) for number in range(12) for _ in range(12 - number)]
    classes, code_of = demand_classes(many)
    assert len(code_of) == 12
    assert [item.code for item in classes][-1] == OTHER_CODE
    assert sum(code == OTHER_CODE for code in code_of.values()) == 12 - len(DEMAND)
    assert not any(item.hatch for item in classes)


@pytest.mark.parametrize("palette", [DEMAND, WORDED_DEMAND])
def test_colours_spread_over_a_palette_in_order(palette: tuple[str, ...]) -> None:
    for count in range(1, len(palette) + 1):
        found = spread(palette, count)
        assert len(set(found)) == count
        assert [palette.index(colour) for colour in found] == sorted(
            palette.index(colour) for colour in found
        )


def test_counts_are_joined_only_when_there_are_more_than_colours() -> None:
    assert count_steps([3, 5, 9]) == [(3, 3), (5, 5), (9, 9)]
    assert count_steps(list(range(10))) == [(0, 1), (2, 3), (4, 5), (6, 7), (8, 9)]
