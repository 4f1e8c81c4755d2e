"""Layers of the whole policy: any indicator by the rung that binds a place, and the number of binding measures."""

from __future__ import annotations

from collections import Counter
from string import ascii_lowercase
from typing import Final

from layers.classes import missing_classes, missing_code, scale_classes
from layers.definition import Cell, ChoroplethLayer, LayerClass, LayerSource
from layers.indicator_words import indicator_text, sector_names
from layers.palettes import CONCENTRATION, class_index
from policy.indicators import BindingIndicator, ladder_of_key, most_specific
from policy.measures import binding_measures
from policy.records import Indicator
from policy.register import Register
from translations import N_, Message, words_for

INDICATOR_PREFIX: Final = "indicator."
MEASURES_PREFIX: Final = "measures."
ALL_SECTORS: Final = "all"
COUNT_BREAKS: Final = (5.0, 10.0, 20.0, 40.0, 60.0, 80.0, 100.0)
LARGEST_LEGEND: Final = 8
RUNG_NOTES: Final = {
    "1": N_("国家一级的要求"),
    "2": N_("省一级的要求"),
    "3": N_("市一级的要求"),
}
NOTE_OF_LEVEL: Final = {"nation": "1", "province": "2", "city": "3"}


def indicator_layer(register: Register, key: str) -> ChoroplethLayer:
    """What one kind of quantity binds each place to, and from which rung; hatched where no document speaks.

    Each distinct demand is a class of its own, in order of its value; the legend names the definitions.

    Raises
    ------
    KeyError
        When no indicator has this key.
    """
    known = [row for row in register.indicators.values() if row.comparable_key == key]
    if not known:
        raise KeyError(key)
    binding = {
        place_id: most_specific(register, ladder_of_key(register, place_id, key))
        for place_id, place in register.places.items()
        if not place.outside_plan
    }
    demands = distinct_demands([row.indicator for row in binding.values() if row is not None])
    classes = tuple(
        LayerClass(ascii_lowercase[place], label_of(demand), CONCENTRATION[colour_index(place, len(demands))])
        for place, demand in enumerate(demands)
    )
    code_of = {demand_of(demand): item.code for demand, item in zip(demands, classes, strict=True)}
    cells = {
        place_id: cell_of(register, binding.get(place_id), code_of)
        if place_id in binding
        else Cell(missing_code("outside_plan"))
        for place_id in register.places
    }
    sources = Counter(
        LayerSource(row.indicator.document_id, row.indicator.clause) for row in binding.values() if row
    )
    return ChoroplethLayer(
        layer_id=INDICATOR_PREFIX + key,
        title=N_("{zh}", zh=known[0].name_zh, en=known[0].name_en),
        subtitle=N_("对每个地点起约束作用的一级要求；没有文件提到的画斜线"),
        unit_symbol=known[0].unit_symbol,
        decimals=1,
        classes=(*classes, *missing_classes("no_target", "outside_plan")),
        cells=cells,
        notes=RUNG_NOTES,
        sources=tuple(source for source, _count in sources.most_common()),
        value_heading=N_("要求"),
    )


def distinct_demands(indicators: list[Indicator]) -> list[Indicator]:
    """One indicator for each distinct demand, in order of value, the most common kept when there are too many."""
    counts = Counter(demand_of(row) for row in indicators)
    kept = {demand for demand, _count in counts.most_common(LARGEST_LEGEND)}
    first = {demand_of(row): row for row in reversed(indicators) if demand_of(row) in kept}
    return sorted(first.values(), key=lambda row: (row.value is None, row.value or 0.0, row.indicator_id))


def demand_of(row: Indicator) -> tuple[str, float | None, str | None, str | None]:
    """What makes two demands the same: comparator, value, unit and whom they speak of."""
    return (row.comparator, row.value, row.unit_symbol, row.subject_zh)


def label_of(row: Indicator) -> Message:
    """What a demand asks and of whom, in both languages."""
    texts = {}
    for lang in ("zh", "en"):
        words = words_for(lang)
        subject = words.pick(row.subject_zh or "", row.subject_en)
        texts[lang] = " · ".join(part for part in (indicator_text(words, row), subject) if part)
    return N_("{zh}", **texts)


def colour_index(place: int, count: int) -> int:
    """Spread a short scale over the whole palette."""
    return round(place * (len(CONCENTRATION) - 1) / max(count - 1, 1))


def cell_of(register: Register, row: BindingIndicator | None, code_of: dict) -> Cell:
    """The cell of a place: the class of its demand, its value, and the rung."""
    if row is None or demand_of(row.indicator) not in code_of:
        return Cell(missing_code("no_target"))
    level = register.documents[row.indicator.document_id].level or ""
    return Cell(code_of[demand_of(row.indicator)], row.indicator.value, NOTE_OF_LEVEL.get(level, "0"))


def measures_layer(register: Register, sector: str) -> ChoroplethLayer:
    """The number of clauses that bind each place, of one sector or of all."""
    counts = {
        place_id: sum(
            row.reach.kind in ("whole", "part", "derived") and sector in (ALL_SECTORS, row.measure.sector)
            for row in binding_measures(register, place_id)
        )
        for place_id, place in register.places.items()
        if not place.outside_plan
    }
    cells = {
        place_id: Cell(ascii_lowercase[class_index(counts[place_id], COUNT_BREAKS)], float(counts[place_id]))
        if place_id in counts
        else Cell(missing_code("outside_plan"))
        for place_id in register.places
    }
    names = {lang: sector_names(words_for(lang)).get(sector, "") for lang in ("zh", "en")}
    return ChoroplethLayer(
        layer_id=MEASURES_PREFIX + sector,
        title=N_("适用的措施条数：{sector}", sector=N_("{zh}", **names) if names["zh"] else N_("全部领域")),
        subtitle=N_("国家、省、市三级文件中对本地适用或部分适用的条款；未掌握全文的文件不在内"),
        unit_symbol=None,
        decimals=0,
        classes=(*scale_classes(COUNT_BREAKS, CONCENTRATION), *missing_classes("outside_plan")),
        cells=cells,
        notes={},
        sources=tuple(
            LayerSource(document.document_id)
            for document in register.documents.values()
            if document.in_chain and document.held_in_full
        ),
        value_heading=N_("条数"),
    )
