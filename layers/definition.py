"""What a choropleth layer is: values, explicit classes, colours, words and sources, in one frozen record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from translations import Message

Hatch = Literal[
    "no_target",
    "no_observation",
    "outside_plan",
    "insufficient_data",
    "undetermined",
    "not_read",
    "silent",
    "bases_differ",
    "no_path",
]


@dataclass(frozen=True)
class LayerClass:
    """One entry of the legend.

    Attributes
    ----------
    code
        One letter, used to send the classes of all places as a string.
    colour
        `#rrggbb`.
    hatch
        The pattern of a kind of missing data; None for a class of values.
    """

    code: str
    label: Message
    colour: str
    hatch: Hatch | None = None


@dataclass(frozen=True)
class Cell:
    """A place on a layer.

    Attributes
    ----------
    code
        The class it falls in.
    value
        In the layer's `unit_symbol`; None when the class is not numeric or data is missing.
    note
        Key into the layer's `notes`: basis, standing, days; `0` says nothing.
    """

    code: str
    value: float | None = None
    note: str = "0"


@dataclass(frozen=True)
class LayerSource:
    """Where a layer's figures come from: a document (or data source) and the place in it."""

    document_id: str
    clause: str | None = None


@dataclass(frozen=True)
class ChoroplethLayer:
    """A layer for one year, ready to be drawn.

    Attributes
    ----------
    year
        The year of the values; None for layers that have none.
    classes
        The whole legend in order; it does not depend on the year or on which classes occur.
    cells
        One cell a place, for every place.
    notes
        Words for the note keys, shown with a place.
    legend_note
        Which end of a class belongs to it.
    marked_notes, marked_label
        Note keys of the places that get a border of their own, and what the border says.
    press_title
        The title where no menu stands beside it, as in print: it names the pollutant and what it is held against.
    """

    layer_id: str
    title: Message
    subtitle: Message
    unit_symbol: str | None
    decimals: int
    classes: tuple[LayerClass, ...]
    cells: Mapping[str, Cell]
    notes: Mapping[str, Message]
    sources: tuple[LayerSource, ...]
    legend_note: Message | None = None
    marked_notes: str = ""
    marked_label: Message | None = None
    year: int | None = None
    value_heading: Message = field(default_factory=lambda: Message("数值"))
    press_title: Message | None = None
