"""The map of whom a measure binds: wholly, in part, by a class it is derived to be in, undetermined, or not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from layers.definition import Cell, ChoroplethLayer, LayerClass, LayerSource
from layers.measure_index import REACH_CODES, scope_names
from policy.atlas import Atlas
from policy.measures import places_bound
from policy.reach import NONE, Reach, reach_of
from policy.records import Measure
from translations import N_, Message, Words

LAYER_PREFIX: Final = "measure."
OUTSIDE_PLAN: Final = N_("计划范围外")
CERTAIN: Final = ("whole", "part", "derived")
CLASSES: Final = (
    LayerClass(REACH_CODES["whole"], N_("全部适用"), "#2f7fb8"),
    LayerClass(REACH_CODES["part"], N_("部分适用"), "#9cc9ec"),
    LayerClass(REACH_CODES["derived"], N_("推算适用"), "#e3b23c"),
    LayerClass(REACH_CODES["undetermined"], N_("无法确定"), "#f5f6f7", "no_observation"),
    LayerClass(REACH_CODES["none"], N_("不适用"), "#e9ecef"),
)


def measure_layer(atlas: Atlas, measure: Measure, words: Words) -> ChoroplethLayer:
    """Draw whom a measure binds; places that it says something special for get a border and a note.

    Parameters
    ----------
    words
        Names of scopes inside the notes are rendered at once: they stand in the tables in both languages.
    """
    bound = places_bound(atlas.register, measure)
    names = singled_out_names(atlas, measure, words)
    notes: dict[tuple[str, bool], str] = {}
    cells = {}
    for place_id, place in atlas.register.places.items():
        reach = bound.get(place_id, NONE)
        special = [] if reach.kind == "none" else names(place_id)
        label = words.render(OUTSIDE_PLAN) if place.outside_plan else note_of(reach, special, words)
        # Code "0" says nothing; the others follow as they come up.
        note = notes.setdefault((label, bool(special)), chr(ord("1") + len(notes))) if label else "0"
        cells[place_id] = Cell(REACH_CODES[reach.kind], None, note)
    marked = "".join(code for (_label, special), code in notes.items() if special)
    return ChoroplethLayer(
        layer_id=LAYER_PREFIX + measure.measure_id,
        title=N_("约束哪些地点"),
        subtitle=plain(words.pick(measure.title_zh, measure.title_en)),
        unit_symbol=None,
        decimals=0,
        classes=CLASSES,
        cells=cells,
        notes={code: plain(label) for (label, _special), code in notes.items()},
        sources=(LayerSource(measure.document_id, measure.clause),),
        marked_notes=marked,
        marked_label=N_("条款另有规定") if marked else None,
        value_heading=N_("是否适用"),
    )


def singled_out_names(atlas: Atlas, measure: Measure, words: Words) -> Callable[[str], list[str]]:
    """Names of the scopes that the clause singles out and that reach a place for certain."""
    named = [(scope_id, scope_names(atlas, scope_id)[words.lang]) for scope_id in measure.singled_out]

    def names(place_id: str) -> list[str]:
        return [
            name for scope_id, name in named if reach_of(atlas.register, scope_id, place_id).kind in CERTAIN
        ]

    return names


def note_of(reach: Reach, special: list[str], words: Words) -> str:
    """Why a place is bound only in part or perhaps, and as what the clause singles it out."""
    parts = []
    if reach.kind not in ("whole", "none"):
        parts.append(words.render(reach.reason))
    if special:
        parts.append(words.gettext("另有规定：{names}", names=words.join(special)))
    return words.gettext("；").join(parts)


def plain(text: str) -> Message:
    """A text that is in the reader's language already."""
    return N_("{zh}", zh=text, en=text)
