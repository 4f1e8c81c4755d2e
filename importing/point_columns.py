"""The headings of a table of points: which column is which, what datum they name, and how long they may be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final, Literal

from geo.datum import Datum
from importing.faults import ImportFault
from translations import N_, Message

Which = Literal["lon", "lat"]

LON_NAMES: Final = ("lon", "lng", "long", "longitude", "经度", "东经")
LAT_NAMES: Final = ("lat", "latitude", "纬度", "北纬")
MOST_HEADING: Final = 200
MOST_HEADINGS: Final = 8_000
"""Characters of one heading and of all: GeoJSON repeats them with every point."""

_BRACKETS: Final = re.compile(r"[(\[（【].*")
_DATUM_WORDS: Final[tuple[tuple[Datum, tuple[str, ...]], ...]] = (
    ("bd09", ("bd09", "百度")),
    ("gcj02", ("gcj", "火星", "高德", "腾讯", "amap")),
    ("wgs84", ("wgs", "gps", "cgcs2000", "国家2000")),
)

ANSWER_COLUMNS: Final = (
    "datum",
    "county_id",
    "county_zh",
    "place_id",
    "place_zh",
    "province_zh",
    "key_region_zh",
    "geographies",
    "border_km",
    "in_border_strip",
    "border_strip",
    "opposite_province_zh",
    "uncertain",
    "measures",
    "measures_group",
    "missing_documents",
    "note",
)


def place_of(columns: Sequence[str], which: Which) -> int | tuple[Message, Message]:
    """Position of the column of longitudes or latitudes; else what was found and what is expected."""
    known = LON_NAMES if which == "lon" else LAT_NAMES
    at = [place for place, name in enumerate(columns) if heading_key(name) in known]
    if not at:
        return N_("没有 {which} 列", which=which), N_("{names} 之一作列名", names="、".join(known))
    if len(at) > 1:
        names = "、".join(columns[place] for place in at)
        return N_("{names} 几列都可作 {which}", names=names, which=which), N_("只有一列")
    return at[0]


def heading_faults(name: str, columns: Sequence[str]) -> Iterator[ImportFault]:
    """What is wrong with the headings beside the two that are looked for."""
    for column in columns:
        if len(column) > MOST_HEADING:
            found = N_("{count} 个字的列名", count=len(column))
            yield ImportFault(
                name, 1, column[:20], found, N_("不超过 {count} 个字的列名", count=MOST_HEADING)
            )
    letters = sum(map(len, columns))
    if letters > MOST_HEADINGS:
        found = N_("共 {count} 个字的列名", count=letters)
        yield ImportFault(name, 1, None, found, N_("合计不超过 {count} 个字的列名", count=MOST_HEADINGS))
    for column in dict.fromkeys(columns):
        if column and columns.count(column) > 1:
            yield ImportFault(
                name, 1, column, N_("重复的列名“{name}”", name=column[:40]), N_("各不相同的列名")
            )
        if column in ANSWER_COLUMNS:
            yield ImportFault(name, 1, column, N_("与答案的列重名"), N_("别的列名"))


def named_datum(*headings: str) -> Datum | None:
    """The datum that headings name, as `经度(GCJ-02)` does; None where they name none, or two."""
    found: set[Datum] = set()
    for heading in headings:
        plain = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", heading).casefold()))
        found |= {datum for datum, words in _DATUM_WORDS if any(word in plain for word in words)}
    return found.pop() if len(found) == 1 else None


def heading_key(name: str) -> str:
    """A heading without capitals, blanks and what stands in brackets: `Longitude (°)` is `longitude`."""
    plain = _BRACKETS.sub("", unicodedata.normalize("NFKC", name[:MOST_HEADING])).casefold()
    return "".join(character for character in plain if character.isalnum())
