"""Which places a reader's filters leave on the map and in the table."""

from __future__ import annotations

from dataclasses import dataclass

from layers.definition import ChoroplethLayer
from policy.attainment import attainment_of
from policy.records import Place
from policy.register import Register
from policy.scope import key_region_of

NO_REGION = "none"
"""The choice *in no key region*."""


@dataclass(frozen=True)
class PlaceFilter:
    """Filters combine: each that is set must hold; several choices of one filter are alternatives.

    Attributes
    ----------
    regions
        Scope ids of key regions, or `none`.
    provinces
        Six-digit codes.
    statuses
        Attainment statuses of the year looked at.
    low, high
        Bounds on the layer's value, in its unit, inclusive; a place without a value does not pass.
    name
        Part of a Chinese or English name, an alias or the code.
    """

    regions: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    name: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is filtered."""
        return self == PlaceFilter()

    @property
    def area(self) -> str:
        """The filters that say where, as one text; empty without any. Verdicts and values lie all over the country."""
        parts = (",".join(self.regions), ",".join(self.provinces), self.name)
        return "/".join(parts) if any(parts) else ""


def visible_places(
    register: Register, layer: ChoroplethLayer, wanted: PlaceFilter, year: int
) -> frozenset[str]:
    """Ids of the places that pass every filter."""
    if wanted.is_empty:
        return frozenset(register.places)
    return frozenset(
        place_id
        for place_id, place in register.places.items()
        if in_region(register, place, wanted)
        and (not wanted.provinces or place.province.province_id in wanted.provinces)
        and (not wanted.statuses or attainment_of(register, place_id, year).status in wanted.statuses)
        and in_range(layer.cells[place_id].value, wanted)
        and has_name(place, wanted.name)
    )


def in_region(register: Register, place: Place, wanted: PlaceFilter) -> bool:
    """Whether the place is in one of the wanted key regions."""
    if not wanted.regions:
        return True
    if place.outside_plan:
        return False
    region = key_region_of(register, place.place_id)
    return (region[0].scope_id if region else NO_REGION) in wanted.regions


def in_range(value: float | None, wanted: PlaceFilter) -> bool:
    """Whether a value lies within the bounds."""
    if wanted.low is None and wanted.high is None:
        return True
    if value is None:
        return False
    return (wanted.low is None or value >= wanted.low) and (wanted.high is None or value <= wanted.high)


def has_name(place: Place, part: str) -> bool:
    """Whether any name of the place contains the text, case ignored."""
    text = part.strip().casefold()
    names = (place.name_zh, place.name_en, place.place_id, *place.aliases)
    return not text or any(text in name.casefold() for name in names)
