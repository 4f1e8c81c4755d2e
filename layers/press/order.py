"""What is asked of a sheet besides its layer and frame, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from layers.press.frames import PressFrame
from layers.press.window import Box, MapWindow
from policy.register import Register
from translations import Message, Words

TITLE_LENGTH: Final = 120
NOTE_LENGTH: Final = 300
ADDRESS_LENGTH: Final = 400

TextAs = Literal["text", "paths"]


@dataclass(frozen=True)
class PressOrder:
    """What the sheet says and how large it is.

    Attributes
    ----------
    made_on
        ISO date printed on the sheet and written into the file; never today's by itself.
    data_version
        Version of the tables.
    address
        Address of the view; empty when it is not known, and then there is no QR code.
    size
        One of `layers.press.sizes.SIZES`.
    title, note
        In place of the layer's title, and below it; plain text, cut when too long.
    approval_number
        审图号; without one the sheet is stamped as a draft.
    finding
        The sentence that says what the figures show (`layers.press.main_finding`), in the order's language; none when
        empty.
    """

    lang: str
    made_on: str
    data_version: str
    address: str = ""
    size: str = "wide"
    title: str = ""
    note: str = ""
    approval_number: str | None = None
    finding: str = ""


@dataclass(frozen=True)
class MapNames:
    """Names on the map in one language, by id."""

    places: dict[str, str]
    provinces: dict[str, str]


def map_names(register: Register, words: Words) -> MapNames:
    """Short names of places and provinces."""
    return MapNames(
        {
            place_id: words.pick(place.short_name_zh, place.name_en.split(" (")[0])
            for place_id, place in register.places.items()
        },
        {
            province_id: words.pick(province.short_name_zh, province.name_en)
            for province_id, province in register.provinces.items()
        },
    )


@dataclass
class PressFigure:
    """A drawn sheet.

    Attributes
    ----------
    figure
        A matplotlib figure, one point of the sheet being 1/72 inch. Every artist has a gid: `place-140100`,
        `inset-place-460300`, `sea-line-3`, `inset-sea-line-3`, `label-140000`, `island-label-…`, `legend`, `inset-frame`,
        `locator-…`, `stamp`, `foot-1`, `title-1` …, of a family in `layers.press.families`; the map rules look at these.
    window, inset, locator
        How the maps lie on the sheet; None where there is none.
    boxes
        What is laid on the sheet besides the map, by name, in points.
    notices
        What the maker of the sheet ought to know, such as characters that could not be drawn.
    """

    figure: object
    frame: PressFrame
    order: PressOrder
    sheet: Box
    window: MapWindow
    inset: MapWindow | None = None
    locator: MapWindow | None = None
    boxes: dict[str, Box] = field(default_factory=dict)
    notices: list[Message] = field(default_factory=list)
