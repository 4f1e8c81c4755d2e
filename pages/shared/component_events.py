"""What a component reports, read into checked values: whatever is no known id and no known shape is ignored.

A component runs in the browser, so what it reports may be anything that JSON can say.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

LONGEST_TEXT: Final = 200
LONGEST_ADDRESS: Final = 8_000
LAST_TURN: Final = 2**31
FILE_KINDS: Final = ("csv", "xlsx")


@dataclass(frozen=True)
class MapEvent:
    """What the reader did on the map since the last run.

    Attributes
    ----------
    select
        The place selected, `""` when the selection was taken away, None when it was left alone.
    open
        The place whose page was asked for.
    point
        Longitude and latitude of a point chosen, degrees on WGS 84.
    export
        Whether images of the map were asked for.
    """

    select: str | None
    open: str | None
    point: tuple[float, float] | None = None
    export: bool = False


@dataclass(frozen=True)
class SearchEvent:
    """What the reader did in the search box: chose a place, or asked for a text that no place matches."""

    open: str | None
    ask: str | None


@dataclass(frozen=True)
class FileAsked:
    """A file of measures: its kind, the measures, each once and in this order, and the place to say their reach for."""

    kind: str
    measures: tuple[str, ...]
    place: str | None


@dataclass(frozen=True)
class MeasureRequest:
    """What the list of measures asked of the server: its own address then, the turn to answer, a file."""

    address: str | None = None
    turn: int | None = None
    file: FileAsked | None = None


def shortened(value: object) -> object:
    """A text cut to what a sentence can quote: a search for too much is answered, not ignored."""
    return value[:LONGEST_TEXT] if isinstance(value, str) else value


def read_map_event(events: Mapping[str, Any], places: Collection[str]) -> MapEvent:
    """Read `select`, `open`, `point` and `export` of the map."""
    select = events.get("select")
    return MapEvent(
        select="" if select == "" else known_id(select, places),
        open=known_id(events.get("open"), places),
        point=position(events.get("point")),
        export=events.get("export") is True,
    )


def position(value: object) -> tuple[float, float] | None:
    """Longitude and latitude, where the value is two numbers that are a position on Earth."""
    if not isinstance(value, list) or len(value) != 2:
        return None
    if any(isinstance(number, bool) or not isinstance(number, int | float) for number in value):
        return None
    lon, lat = value
    return (float(lon), float(lat)) if abs(lon) <= 180 and abs(lat) <= 90 else None


def read_search_event(events: Mapping[str, Any], places: Collection[str]) -> SearchEvent:
    """Read `open` and `ask` of the search box."""
    return SearchEvent(
        open=known_id(events.get("open"), places), ask=plain_text(shortened(events.get("ask")), LONGEST_TEXT)
    )


def read_measure_request(
    events: object, measures: Collection[str], places: Collection[str]
) -> MeasureRequest:
    """Read `select` and `download` of the list of measures."""
    if not isinstance(events, Mapping):
        return MeasureRequest()
    for name in ("select", "download"):
        asked = events.get(name)
        if not isinstance(asked, Mapping):
            continue
        address, turn = plain_text(asked.get("address"), LONGEST_ADDRESS), asked.get("turn")
        if address is not None and type(turn) is int and 0 < turn < LAST_TURN:
            file = read_file_asked(asked, measures, places) if name == "download" else None
            return MeasureRequest(address, turn, file)
    return MeasureRequest()


def read_file_asked(
    asked: Mapping[str, Any], measures: Collection[str], places: Collection[str]
) -> FileAsked | None:
    """Read which file is asked for; None when there is no such kind of file."""
    kind, listed = asked.get("kind"), asked.get("measures")
    if kind not in FILE_KINDS or not isinstance(listed, list):
        return None
    known = dict.fromkeys(name for entry in listed if (name := known_id(entry, measures)) is not None)
    return FileAsked(str(kind), tuple(known), known_id(asked.get("place"), places))


def known_id(value: object, known: Collection[str]) -> str | None:
    """The value where it is one of the known ids."""
    return value if isinstance(value, str) and value in known else None


def plain_text(value: object, longest: int) -> str | None:
    """The value where it is text that can be written as UTF-8, and not longer than it may be."""
    if not isinstance(value, str) or len(value) > longest:
        return None
    try:
        value.encode()
    except UnicodeEncodeError:
        return None
    return value
