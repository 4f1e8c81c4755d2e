"""Which places an address asks to compare: read from codes or names, written as codes. Pure; every fault is kept."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from geo.lookup import PlaceNames, UnknownPlaceError
from policy.comparison import MOST_PLACES

PLACES: Final = "places"
ONLY: Final = "only"
DIFFERENCES: Final = "diff"
SEPARATORS: Final = re.compile(r"[,，、;；|]")
LONGEST_LIST: Final = 40
"""Names looked at; an address with more is no comparison."""


@dataclass(frozen=True)
class CompareView:
    """What the address of the comparison says.

    Attributes
    ----------
    place_ids
        Up to six, each once, in order.
    unknown
        What names no place, or several, with the fault.
    doubles
        Ids asked for more than once.
    left_out
        Ids beyond the sixth.
    only
        Whether only differences are shown.
    bad_only
        A value of `only` that means nothing.
    """

    place_ids: tuple[str, ...] = ()
    unknown: tuple[tuple[str, UnknownPlaceError], ...] = ()
    doubles: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    only: bool = False
    bad_only: str = ""


def read_compare_view(params: Mapping[str, str], names: PlaceNames) -> CompareView:
    """Read `places` (codes or names, separated by commas) and `only`."""
    found: dict[str, None] = {}
    unknown: list[tuple[str, UnknownPlaceError]] = []
    doubles: dict[str, None] = {}
    asked = [part.strip() for part in SEPARATORS.split(params.get(PLACES, "")) if part.strip()]
    for part in asked[:LONGEST_LIST]:
        try:
            place_id = names.find(part)
        except UnknownPlaceError as error:
            unknown.append((part, error))
            continue
        (doubles if place_id in found else found)[place_id] = None
    only = params.get(ONLY, "")
    return CompareView(
        tuple(found)[:MOST_PLACES],
        tuple(unknown),
        tuple(doubles),
        tuple(found)[MOST_PLACES:],
        only == DIFFERENCES,
        only if only not in ("", DIFFERENCES) else "",
    )


def compare_params(place_ids: Sequence[str], only: bool, lang: str) -> dict[str, str]:
    """The parameters that say a comparison, as short as can be."""
    params = {PLACES: ",".join(place_ids)} if place_ids else {}
    if only:
        params[ONLY] = DIFFERENCES
    return params | ({"lang": lang} if lang != "zh" else {})


def moved(place_ids: Sequence[str], place_id: str, by: int) -> tuple[str, ...]:
    """The places with one moved to the left or right; at the end it stays."""
    rest = [one for one in place_ids if one != place_id]
    at = max(0, min(list(place_ids).index(place_id) + by, len(rest)))
    return (*rest[:at], place_id, *rest[at:])
