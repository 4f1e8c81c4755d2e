"""How many clauses bind each place, of one sector or of all: a count of what was read, not of what exists."""

from __future__ import annotations

from string import ascii_lowercase
from typing import Final

from layers.classes import missing_classes, missing_code
from layers.definition import Cell, ChoroplethLayer, LayerClass, LayerSource
from layers.indicator_layer import spread
from layers.indicator_words import sector_names
from layers.palettes import DEMAND
from policy.measures import BindingMeasure, binding_measures
from policy.missing import documents_of_place
from policy.reach import CERTAIN
from policy.register import Register
from translations import LANGUAGES, N_, Message, words_for

MEASURES_PREFIX: Final = "measures."
ALL_SECTORS: Final = "all"
NATION_ALONE: Final = "1"
NOTES: Final = {
    NATION_ALONE: N_("只计国家文件，本地的省、市文件没有读全"),
    "2": N_("计国家和省级文件，市级文件没有读到"),
    "3": N_("计国家和市级文件，省级文件没有读全"),
    "4": N_("国家、省、市文件都已读全"),
}
NOTE_OF_READ: Final = {
    (False, False): NATION_ALONE,
    (True, False): "2",
    (False, True): "3",
    (True, True): "4",
}


def mapped_sectors(register: Register) -> tuple[str, ...]:
    """All sectors together, then those that have a measure, in their usual order."""
    used = {measure.sector for measure in register.measures.values()}
    return (ALL_SECTORS, *(sector for sector in sector_names(words_for("zh")) if sector in used))


def measure_count_layer(register: Register, sector: str, _year: int = 0) -> ChoroplethLayer:
    """The number of clauses that bind each place for certain, wholly or in part; each count is a class of its own.

    Only documents held in full give clauses, so places of other provinces count the nation's alone: a note says so.

    Raises
    ------
    KeyError
        When there is no such sector.
    """
    if sector not in mapped_sectors(register):
        raise KeyError(sector)
    counts = {
        place_id: sum(counts_in(row, sector) for row in binding_measures(register, place_id))
        for place_id, place in register.places.items()
        if not place.outside_plan
    }
    steps = count_steps(sorted(set(counts.values())))
    classes = [
        LayerClass(ascii_lowercase[place], step_label(low, high), colour)
        for place, ((low, high), colour) in enumerate(zip(steps, spread(DEMAND, len(steps)), strict=True))
    ]
    cells = {}
    for place_id in register.places:
        if place_id not in counts:
            cells[place_id] = Cell(missing_code("outside_plan"))
            continue
        count = counts[place_id]
        code = next(item.code for item, (_low, high) in zip(classes, steps, strict=True) if count <= high)
        cells[place_id] = Cell(code, float(count), note_of_read(register, place_id))
    return ChoroplethLayer(
        layer_id=MEASURES_PREFIX + sector,
        title=N_("{sector}：约束本地的条款数", sector=sector_title(sector)),
        press_title=N_("空气质量持续改善行动：约束各地的条款数（{sector}）", sector=sector_title(sector)),
        subtitle=N_("只计全文已读的文件；条数多表示读到的文件多，不表示要求更严"),
        unit_symbol=None,
        decimals=0,
        classes=(*classes, *missing_classes("outside_plan")),
        cells=cells,
        notes=NOTES,
        sources=tuple(
            LayerSource(document_id)
            for document_id in dict.fromkeys(row.document_id for row in register.measures.values())
            if register.documents[document_id].in_chain
        ),
        marked_notes="".join(NOTES).replace(NATION_ALONE, ""),
        marked_label=N_("粗线：计入了省级或市级文件"),
        value_heading=N_("条款数"),
    )


def note_of_read(register: Register, place_id: str) -> str:
    """The note key for which levels' documents were read in full, and so counted."""
    read = {
        document.level: document.held_in_full
        for document in documents_of_place(register, place_id)
        if document is not None
    }
    return NOTE_OF_READ[read.get("province", False), read.get("city", False)]


def counts_in(row: BindingMeasure, sector: str) -> bool:
    """Whether a measure is of the sector and binds for certain."""
    return row.reach.kind in CERTAIN and sector in (ALL_SECTORS, row.measure.sector)


def count_steps(found: list[int]) -> list[tuple[int, int]]:
    """Lowest and highest count of each class: every count its own, neighbours joined when there are too many."""
    size = -(-len(found) // len(DEMAND))
    groups = [found[start : start + size] for start in range(0, len(found), size)]
    return [(group[0], group[-1]) for group in groups]


def step_label(low: int, high: int) -> Message:
    """The counts of a class."""
    return N_("{count} 条", count=low) if low == high else N_("{low} – {high} 条", low=low, high=high)


def sector_title(sector: str) -> Message:
    """A sector's name in both languages."""
    if sector == ALL_SECTORS:
        return N_("全部领域")
    return N_("{zh}", **{lang: sector_names(words_for(lang))[sector] for lang in LANGUAGES})
