"""A layer drawn: coloured places, legend with counts and source lines in one language. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final

from layers.clause_words import clause_label
from layers.definition import ChoroplethLayer, LayerSource
from policy.records import Document
from policy.register import Register
from translations import Words

UNTITLED: Final = "（所存文本未载标题）"
"""Behind our own name of a document whose text, as held, has no title (documents.csv)."""


@dataclass(frozen=True)
class LegendEntry:
    """A line of the legend; `count` is the number of places shown in it.

    `mark` is printed in its key and on its places, so that the class is told without its colour.
    """

    code: str
    label: str
    colour: str
    hatch: str | None
    count: int
    mark: str = ""


@dataclass(frozen=True)
class DrawnPlace:
    """A place as drawn: its class letter, value in the layer's unit, note key and colour."""

    place_id: str
    code: str
    value: float | None
    note_code: str
    colour: str
    hatch: str | None


@dataclass(frozen=True)
class SourceLine:
    """A source as a line of text, with the document it opens and its kind (`policy`, `data_source`, …)."""

    document_id: str
    clause: str | None
    text: str
    kind: str = ""


@dataclass(frozen=True)
class DrawnLayer:
    """Everything a renderer needs; places in ascending order of id."""

    layer_id: str
    title: str
    subtitle: str
    unit_symbol: str | None
    decimals: int
    year: int | None
    legend: tuple[LegendEntry, ...]
    places: tuple[DrawnPlace, ...]
    note_labels: dict[str, str]
    sources: tuple[SourceLine, ...]
    value_heading: str
    legend_note: str = ""
    marked_notes: str = ""
    marked_label: str = ""


def draw(
    register: Register, layer: ChoroplethLayer, words: Words, counted: Collection[str] | None = None
) -> DrawnLayer:
    """Draw a layer in a language.

    Parameters
    ----------
    counted
        Places the legend counts (those a filter leaves); all when None.
    """
    class_of = {item.code: item for item in layer.classes}
    ids = sorted(layer.cells)
    counts = Counter(layer.cells[place_id].code for place_id in (ids if counted is None else counted))
    return DrawnLayer(
        layer_id=layer.layer_id,
        title=words.render(layer.title),
        subtitle=words.render(layer.subtitle),
        unit_symbol=layer.unit_symbol,
        decimals=layer.decimals,
        year=layer.year,
        legend=tuple(
            LegendEntry(item.code, words.render(item.label), item.colour, item.hatch, counts[item.code])
            for item in layer.classes
        ),
        places=tuple(
            DrawnPlace(
                place_id,
                cell.code,
                cell.value,
                cell.note,
                class_of[cell.code].colour,
                class_of[cell.code].hatch,
            )
            for place_id, cell in ((place_id, layer.cells[place_id]) for place_id in ids)
        ),
        note_labels={key: words.render(note) for key, note in layer.notes.items()},
        sources=tuple(source_line(register, source, words) for source in layer.sources),
        value_heading=words.render(layer.value_heading),
        legend_note=words.render(layer.legend_note) if layer.legend_note else "",
        marked_notes=layer.marked_notes,
        marked_label=words.render(layer.marked_label) if layer.marked_label else "",
    )


def recounted(drawn: DrawnLayer, counted: Collection[str]) -> DrawnLayer:
    """The same layer with a legend that counts the places that a filter leaves."""
    counts = Counter(place.code for place in drawn.places if place.place_id in counted)
    return replace(drawn, legend=tuple(replace(entry, count=counts[entry.code]) for entry in drawn.legend))


def source_line(register: Register, source: LayerSource, words: Words) -> SourceLine:
    """A source in words: title, number, clause, and how much of it was read."""
    document = register.documents[source.document_id]
    text = document_citation(document, source.clause, words)
    return SourceLine(source.document_id, source.clause, text, document.kind)


def titled(document: Document, words: Words) -> str:
    """A title as such; what we call a document whose text holds no title is no title, so it takes no marks of one."""
    title = words.pick(document.title_zh, document.title_en)
    return title if UNTITLED in document.title_zh else words.gettext("《{title}》", title=title)


def document_citation(document: Document, clause: str | None, words: Words) -> str:
    """Cite a document: title, number and clause; a document not held in full says so."""
    parts = [titled(document, words)]
    if document.number_zh and document.kind != "data_source":
        parts.append(document.number_zh)
    if clause:
        parts.append(clause_label(clause, words))
    if document.kind == "policy" and not document.held_in_full:
        parts.append(words.gettext("（未掌握全文）"))
    return " ".join(parts)
