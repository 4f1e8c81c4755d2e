"""A layer as a sheet shows it: a title that stands alone, sources a reader can follow, classes told without colour."""

from __future__ import annotations

import re
from dataclasses import replace
from string import ascii_uppercase
from typing import Final

from layers.clause_words import clause_meaning
from layers.definition import ChoroplethLayer, LayerSource
from layers.drawn import DrawnLayer, LegendEntry, SourceLine, document_citation, draw
from layers.measure_count_layer import MEASURES_PREFIX
from layers.palettes import OTHER_PLACES
from layers.pm25_layers import UNIT
from policy.records import Document
from policy.register import Register
from translations import Words

MINUS: Final = "−"
NOT_WHOLE: Final = "（未掌握全文）"
BARE_NUMBERS: Final = re.compile("[0-9]+(、[0-9]+)*")
RANGE: Final = re.compile(rf"({MINUS}?[0-9.]+) – ({MINUS}?[0-9.]+)")


def press_drawn(register: Register, layer: ChoroplethLayer, words: Words) -> DrawnLayer:
    """Draw a layer for a sheet in a language."""
    drawn = draw(register, layer, words)
    return replace(
        drawn,
        unit_symbol=words.gettext(" 微克/立方米").strip() if drawn.unit_symbol == UNIT else drawn.unit_symbol,
        title=words.render(layer.press_title) if layer.press_title else drawn.title,
        legend=tuple(replace(entry, label=_range(entry.label, words)) for entry in marked_legend(drawn)),
        sources=tuple(press_source(register, source, words) for source in layer.sources),
    )


def _range(label: str, words: Words) -> str:
    """A step of a scale with a word between its ends: a dash beside a minus is hard to read."""
    found = RANGE.fullmatch(label)
    return words.gettext("{low} 至 {high}", low=found[1], high=found[2]) if found else label


def press_source(register: Register, source: LayerSource, words: Words) -> SourceLine:
    """A source in few words of one language: title and number, with its clause when it is a document.

    Where in a data source a figure stands is told in the pack's table; the Chinese number stays, being a name.
    """
    document = register.documents[source.document_id]
    text = cited_on_sheet(document, source.clause, words)
    return SourceLine(source.document_id, source.clause, text, document.kind)


def cited_on_sheet(document: Document, clause: str | None, words: Words) -> str:
    """A document in few words: title in quotation marks, number and clause, or who published a source of data."""
    inner = document.title_zh.replace("《", "〈").replace("》", "〉")
    title = words.pick(f"《{inner}》", f'"{document.title_en or document.title_zh}"')
    if document.kind == "data_source":
        return title + _publisher(document, words)
    if words.lang == "zh":
        told = re.sub("[0-9]+", r"第\g<0>项", clause) if clause and BARE_NUMBERS.fullmatch(clause) else clause
        plain = document_citation(document, None, words).removesuffix(NOT_WHOLE).rstrip()
        plain = plain.replace(f"《{document.title_zh}》", title, 1)
        glue = "" if not told or told.startswith("（") or (told[0] == "第" and plain.endswith("》")) else " "
        whole = "" if document.kind != "policy" or document.held_in_full else NOT_WHOLE
        return plain + glue + (told or "") + whole
    plain = document_citation(document, None, words).replace(document.title_en or document.title_zh, title, 1)
    return f"{plain}, {clause_meaning(clause, words)}" if clause else plain


def _publisher(document: Document, words: Words) -> str:
    """Who published a source of data, where its title does not say so."""
    issuer = words.pick(document.issuer_zh or "", document.issuer_en or "")
    title = words.pick(document.title_zh, document.title_en)
    if not issuer:
        if words.pick("未记录", "not recorded") in title:
            return ""
        return words.gettext("（发布机关未记录）")
    issuer = issuer.replace("（", "，").replace(" (", ", ").rstrip("）)")
    return "" if issuer in title else words.gettext("（{issuer}）", issuer=issuer)


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
