"""One row of a table of points: its two angles, and what is wrong with it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from data.plain_number import plain_number
from geo.coordinate_text import read_angle
from importing.faults import ImportFault
from importing.point_columns import Which
from translations import N_, Message

Cell = str | float | int | None

A_LONGITUDE: Final = N_("-180 至 180 的经度，小数或度分秒")
A_LATITUDE: Final = N_("-90 至 90 的纬度，小数或度分秒")
EXCHANGED: Final = N_("各在自己列里的经度和纬度；这一行看来写反了")


def row_faults(
    name: str, headings: Sequence[str], places: tuple[int, int], number: int, cells: Sequence[Cell]
) -> list[ImportFault]:
    """What is wrong with a row.

    Parameters
    ----------
    headings
        Of all columns.
    places
        Positions of longitude and latitude.
    number
        Line in the file.
    """
    if len(cells) > len(headings) and has_content(cells[len(headings) :]):
        found = N_("{count} 列", count=len(cells))
        return [ImportFault(name, number, None, found, N_("{count} 列", count=len(headings)))]
    faults = []
    is_exchanged = looks_exchanged(cells, places)
    lon, lat = (cells[at] if at < len(cells) else None for at in places)
    for which, cell, at, expected in (
        ("lon", lon, places[0], A_LONGITUDE),
        ("lat", lat, places[1], A_LATITUDE),
    ):
        if degrees(cell, "lon" if which == "lon" else "lat") is None:
            faults.append(
                ImportFault(
                    name, number, headings[at], shown_cell(cell), EXCHANGED if is_exchanged else expected
                )
            )
    return faults


def looks_exchanged(cells: Sequence[Cell], places: tuple[int, int]) -> bool:
    """Whether the longitude of a row would be a latitude of China and the other way round."""
    lon, lat = (cells[at] if at < len(cells) else None for at in places)
    x = angle(lon, "lon")
    y = angle(lat, "lat")
    # What the column of latitudes holds may be written as a longitude when the two are exchanged: read it as either.
    x = angle(lon, "lat") if x is None else x
    y = angle(lat, "lon") if y is None else y
    return x is not None and y is not None and 3 <= x <= 54 and 73 <= y <= 136


def degrees(cell: Cell, which: Which) -> float | None:
    """The longitude or latitude of a cell; None for anything else and what is out of range."""
    value = angle(cell, which)
    return None if value is None or abs(value) > (180 if which == "lon" else 90) else value


def angle(cell: Cell, which: Which) -> float | None:
    """The degrees of a cell; None for anything else: empty, a formula, a word."""
    if cell is None:
        return None
    if not isinstance(cell, str):
        return float(cell) if math.isfinite(cell) else None
    text = cell.strip()
    value = plain_number(text)
    return read_angle(text, which) if value is None else value


def shown_cell(cell: Cell) -> str | Message:
    """A cell as a fault quotes it."""
    if isinstance(cell, str) and cell.lstrip().startswith("="):
        return N_("公式“{text}”", text=cell[:40])
    return "" if cell is None else str(cell)


def has_content(cells: Sequence[Cell]) -> bool:
    """Whether a row is more than blanks."""
    return any(cell is not None and str(cell).strip() for cell in cells)
