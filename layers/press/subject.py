"""A layer as a sheet shows it: a title that stands alone, sources a reader can follow, classes told without colour."""

from __future__ import annotations

from dataclasses import replace
from string import ascii_uppercase
from typing import Final

from layers.clause_words import clause_meaning
from layers.definition import ChoroplethLayer, LayerSource
from layers.drawn import DrawnLayer, LegendEntry, SourceLine, draw, source_line
from layers.measure_count_layer import MEASURES_PREFIX
from layers.palettes import OTHER_PLACES
from policy.register import Register
from translations import Words

MINUS: Final = "−"


def press_drawn(register: Register, layer: ChoroplethLayer, words: Words) -> DrawnLayer:
    """Draw a layer for a sheet in a language."""
    drawn = draw(register, layer, words)
    return replace(
        drawn,
        title=words.render(layer.press_title) if layer.press_title else drawn.title,
        legend=marked_legend(drawn),
        sources=tuple(press_source(register, source, words) for source in layer.sources),
    )


def press_source(register: Register, source: LayerSource, words: Words) -> SourceLine:
    """A source in few words of one language: title and number, with its clause when it is a document.

    Where in a data source a figure stands is told in the pack's table; the Chinese number stays, being a name.
    """
    document = register.documents[source.document_id]
    if document.kind == "data_source":
        return replace(source_line(register, LayerSource(source.document_id), words), clause=source.clause)
    if words.lang == "zh" or not source.clause:
        return source_line(register, source, words)
    plain = source_line(register, LayerSource(source.document_id), words)
    return SourceLine(
        source.document_id, source.clause, f"{plain.text}, {clause_meaning(source.clause, words)}"
    )


def marked_legend(drawn: DrawnLayer) -> tuple[LegendEntry, ...]:
    """The legend with the marks of its classes.

    Signs on a scale about zero, whose ends are both dark in grey; letters where classes are words; none on a scale that
    runs from light to dark, for the hatches, and for the pale class of all other places.
    """
    marks = class_marks(drawn)
    return tuple(replace(entry, mark=marks.get(entry.code, "")) for entry in drawn.legend)


def class_marks(drawn: DrawnLayer) -> dict[str, str]:
    """Marks by class letter."""
    classes = [entry for entry in drawn.legend if not entry.hatch]
    if is_signed(drawn):
        middle = len(classes) // 2
        return {
            entry.code: MINUS if place < middle else "+" if place > middle else ""
            for place, entry in enumerate(classes)
        }
    if is_scale(drawn):
        return {}
    told = [entry for entry in classes if entry.colour != OTHER_PLACES]
    return {entry.code: letter for entry, letter in zip(told, ascii_uppercase, strict=False)}


def is_signed(drawn: DrawnLayer) -> bool:
    """Whether the classes lie on both sides of zero."""
    return any(entry.label.startswith(MINUS) for entry in drawn.legend)


def is_scale(drawn: DrawnLayer) -> bool:
    """Whether the classes are steps of one scale."""
    return drawn.layer_id.startswith(MEASURES_PREFIX) or any(
        entry.label[:1] in "≤<" for entry in drawn.legend
    )
