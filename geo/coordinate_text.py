"""Coordinates as people paste them: decimal degrees or degrees, minutes and seconds, in either order, or a map link."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import unquote

from geo.datum import CHINA_RECTANGLE
from geo.errors import GeometryError, shortened
from translations import N_

Order = Literal["lon_lat", "lat_lon", "named"]
Pair = tuple[float, float]

MOST_TEXT: Final = 500
_ODD_MARKS: Final = str.maketrans(
    {"º": "°", "˚": "°", "″": '"', "“": '"', "”": '"', "′": "'", "‘": "'", "’": "'"}
)
"""What stands for degree, minute and second; before NFKC, which makes letters and pairs of some of them."""

_NUMBER: Final = r"(?:\d+(?:\.\d*)?|\.\d+)"
_NAMES: Final = r"东经|西经|北纬|南纬|经度|纬度|longitude|latitude|long|lon|lng|lat|经|纬|[EWNSewns](?![a-z])"
_ANGLE: Final = re.compile(
    rf"(?:(?P<before>{_NAMES})\s*[:=]?\s*)?(?P<sign>[+-])?"
    rf"(?P<degrees>{_NUMBER})\s*"
    rf"(?:(?:°|度|d)\s*(?:(?P<minutes>{_NUMBER})\s*(?:'(?!')|分|m)\s*"
    rf"(?:(?P<seconds>{_NUMBER})\s*(?:\"|''|秒|s)?\s*)?)?)?"
    r"(?(before)|(?P<after>[EWNS](?![A-Z]))?)",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(r"[\s,;、/|()\[\]{}]*")
_LINK: Final = re.compile(r"https?://\S+", re.IGNORECASE)
_LINK_PAIRS: Final = (
    re.compile(r"[?&#](?:position|center|coord|latlng|location|ll|q|query|marker|at)=(?:coord:)?"
               r"(?P<one>-?\d+\.\d+),(?P<two>-?\d+\.\d+)"),
    re.compile(r"@(?P<one>-?\d+\.\d+),(?P<two>-?\d+\.\d+)"),
    re.compile(r"#map=\d+(?:\.\d+)?/(?P<one>-?\d+\.\d+)/(?P<two>-?\d+\.\d+)"),
    re.compile(r"[?&]mlat=(?P<one>-?\d+\.\d+)&mlon=(?P<two>-?\d+\.\d+)"),
)  # fmt: skip
_WHICH: Final = {"e": "lon", "w": "lon", "东": "lon", "西": "lon", "经": "lon", "l": "lon"} | {
    "n": "lat", "s": "lat", "北": "lat", "南": "lat", "纬": "lat",
}  # fmt: skip
_NEGATIVE: Final = ("w", "s", "西", "南")

EXPECTED: Final = N_("经度,纬度，如 112.549,37.870 或 112°32′56″E 37°52′12″N，也可以是地点或县（市、区）名")


class CoordinateTextError(GeometryError):
    """Text that is no coordinate; the sentence says what was found and what is expected."""


@dataclass(frozen=True)
class CoordinateReading:
    """What a text says, degrees of whatever datum its writer used.

    Attributes
    ----------
    lon, lat
        The position.
    order
        `lon_lat` or `lat_lon` as the numbers stand; `named` where the text says which is which.
    other
        The position read the other way round, where the order cannot be told: the reader must be asked.
    """

    lon: float
    lat: float
    order: Order
    other: Pair | None = None


def read_coordinate(text: str) -> CoordinateReading:
    """Read a position.

    Two bare numbers are longitude and latitude in the order in which they lie in China; where neither order does, in
    the order that lies on Earth; where both do, `other` holds the second reading.

    Parameters
    ----------
    text
        Decimal degrees or degrees, minutes and seconds, full-width characters too; letters N, E, S, W or Chinese
        names before or after; an address of a map.

    Raises
    ------
    CoordinateTextError
        When it is no position: one sentence with what was found and what is expected.
    """
    link = _LINK.search(text[:MOST_TEXT])
    angles = _angles_of_link(text, link.group()) if link else _angles(text)
    (first, first_is), (second, second_is) = angles
    if first_is or second_is:
        return _named(text, angles)
    if _in_china(first, second):
        return CoordinateReading(first, second, "lon_lat")
    if _in_china(second, first):
        return CoordinateReading(second, first, "lat_lon")
    ways = [pair for pair in ((first, second), (second, first)) if _on_earth(*pair)]
    if not ways:
        raise _out_of_range(text)
    if len(ways) == 2 and first != second:
        return CoordinateReading(*ways[0], "lon_lat", other=ways[1])
    return CoordinateReading(*ways[0], "lon_lat" if ways[0] == (first, second) else "lat_lon")


def read_angle(text: str, which: Literal["lon", "lat"]) -> float | None:
    """One longitude or latitude of a table's cell, decimal or in degrees, minutes and seconds.

    None when it is none, or when it calls itself the other one.
    """
    match = _ANGLE.fullmatch(_plain(text))
    if match is None or _named_as(match) not in ("", which):
        return None
    return _degrees(match)


def looks_like_numbers(text: str) -> bool:
    """Whether someone meant a coordinate rather than a name."""
    return any(character.isdigit() for character in unicodedata.normalize("NFKC", text[:MOST_TEXT]))


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text[:MOST_TEXT].translate(_ODD_MARKS)).replace("−", "-")
    return folded.strip()


def _angles(text: str) -> list[tuple[float, str]]:
    """The two angles of a text, each with `lon`, `lat` or nothing for what the text calls it."""
    plain = _plain(text)
    found: list[tuple[float, str]] = []
    place = _BETWEEN.match(plain).end()  # type: ignore[union-attr]
    while place < len(plain):
        match = _ANGLE.match(plain, place)
        value = match and _degrees(match)
        if match is None or value is None:
            raise _not_understood(text)
        found.append((value, _named_as(match)))
        place = _BETWEEN.match(plain, match.end()).end()  # type: ignore[union-attr]
    if len(found) != 2:
        raise CoordinateTextError(
            N_("“{text}”里有 {count} 个数，应为两个：{expected}。", text=shortened(text), count=len(found), expected=EXPECTED)
        )  # fmt: skip
    return found


def _angles_of_link(text: str, address: str) -> list[tuple[float, str]]:
    """The pair in the address of a map."""
    plain = unquote(address)
    for pattern in _LINK_PAIRS:
        match = pattern.search(plain)
        if match:
            return [(float(match["one"]), ""), (float(match["two"]), "")]
    raise CoordinateTextError(
        N_("链接“{text}”里没有读到坐标，应为：{expected}。", text=shortened(text), expected=EXPECTED)
    )


def _degrees(match: re.Match[str]) -> float | None:
    """The value of an angle; None when minutes or seconds are out of range or it is negative twice."""
    minutes, seconds = float(match["minutes"] or 0), float(match["seconds"] or 0)
    if minutes >= 60 or seconds >= 60 or (match["minutes"] and not float(match["degrees"]).is_integer()):
        return None
    marks = [mark.casefold()[0] for mark in (match["before"], match["after"]) if mark]
    value = float(match["degrees"]) + minutes / 60 + seconds / 3600
    negative = match["sign"] == "-"
    if any(mark in _NEGATIVE for mark in marks):
        if negative:
            return None
        negative = True
    return -value if negative else value


def _kind(name: str) -> str:
    folded = name.casefold()
    return "lat" if folded in ("lat", "latitude") else _WHICH[folded[0]]


def _named_as(match: re.Match[str]) -> str:
    name = match["before"] or match["after"]
    return _kind(name) if name else ""


def _named(text: str, angles: list[tuple[float, str]]) -> CoordinateReading:
    (first, first_is), (second, second_is) = angles
    if first_is == second_is:
        raise _not_understood(text)
    swapped = first_is == "lat" or second_is == "lon"
    lon, lat = (second, first) if swapped else (first, second)
    if not _on_earth(lon, lat):
        raise _out_of_range(text)
    return CoordinateReading(lon, lat, "named")


def _in_china(lon: float, lat: float) -> bool:
    west, south, east, north = CHINA_RECTANGLE
    return west <= lon <= east and south <= lat <= north


def _on_earth(lon: float, lat: float) -> bool:
    return abs(lon) <= 180 and abs(lat) <= 90


def _not_understood(text: str) -> CoordinateTextError:
    return CoordinateTextError(
        N_("“{text}”不是坐标，应为：{expected}。", text=shortened(text), expected=EXPECTED)
    )


def _out_of_range(text: str) -> CoordinateTextError:
    return CoordinateTextError(
        N_("“{text}”超出范围：经度应在 -180 与 180 之间，纬度应在 -90 与 90 之间。", text=shortened(text))
    )
