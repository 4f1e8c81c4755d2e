"""What a rule for maps looks at and what it finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from geo.geometry import Geometry
from layers.drawn import DrawnLayer, DrawnPlace
from layers.press.files import figure_of
from layers.press.insets import needs_south_sea
from layers.press.order import MapNames, PressFigure
from layers.press.reading_figure import SeenFigure, seen
from layers.press.sight import Picture, picture_of
from layers.press.south_sea import SANSHA
from layers.press.window import MapWindow, Shapes
from translations import Message, Words, words_for


@dataclass(frozen=True)
class Finding:
    """What a rule found: `ok`, or an error and the sentence that says it."""

    rule: str
    ok: bool
    message: Message


@dataclass(frozen=True)
class Looked:
    """All that the rules look at. Use it within `drawing()`.

    What ought to be there follows from `geometry`, `names`, `drawn`, and the frame and order of `made`; what is there,
    from the artists (`seen`) and the pixels (`picture`) of its figure.
    """

    made: PressFigure
    drawn: DrawnLayer
    geometry: Geometry
    names: MapNames

    @cached_property
    def seen(self) -> SeenFigure:
        """The artists."""
        return seen(figure_of(self.made))

    @cached_property
    def picture(self) -> Picture:
        """The pixels: the sheet is rendered once for all rules."""
        return picture_of(figure_of(self.made), [text.artist for text in self.seen.texts.values()])

    @cached_property
    def words(self) -> Words:
        """Of the language of the sheet."""
        return words_for(self.made.order.lang)

    @property
    def is_china(self) -> bool:
        """Whether the sheet is a map of the whole country."""
        return self.made.frame.kind == "china"

    @property
    def is_sansha(self) -> bool:
        """Whether the islands of the South China Sea are the main map."""
        return self.made.frame.chosen == SANSHA

    @property
    def is_card(self) -> bool:
        """Whether the sheet is the picture of a link, which says less."""
        return self.made.order.size == "card"

    @cached_property
    def wants_inset(self) -> bool:
        """Whether 南海诸岛 must stand beside the map."""
        return needs_south_sea(self.geometry, self.made.frame, self.made.window)

    @cached_property
    def wanted(self) -> dict[str, DrawnPlace]:
        """Places in focus as they must look, by id."""
        focus = set(self.made.frame.focus)
        return {place.place_id: place for place in self.drawn.places if place.place_id in focus}

    @cached_property
    def kept(self) -> dict[object, Any]:
        """What several rules need and one works out."""
        return {}

    @cached_property
    def whole(self) -> dict[str, DrawnPlace]:
        """Those of them that are coloured whole: of the others only counties are (`PressFrame.partial`)."""
        partial = self.made.frame.partial
        return {key: place for key, place in self.wanted.items() if key not in partial}

    def places_in(self, window: MapWindow) -> Shapes:
        """The built places in points of a window, in the order of `geometry.places`."""
        key = ("places", window)
        if key not in self.kept:
            self.kept[key] = window.to_sheet(self.geometry.places.geometry.to_numpy())
        placed: Shapes = self.kept[key]
        return placed


def verdict(rule: str, faults: Sequence[Message], fine: Message) -> list[Finding]:
    """One finding for each fault, or the one that all is well."""
    return [Finding(rule, False, fault) for fault in faults] or [Finding(rule, True, fine)]
