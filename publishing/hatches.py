"""Hatches of the plain map: each reason why a place has no colour has marks of its own."""

from __future__ import annotations

from typing import Final

from layers.drawn import DrawnLayer, DrawnPlace

HATCH_GROUND: Final = "#f7f9fa"
HATCH_INK: Final = "#b4bfc9"
HATCH_MARKS: Final = {
    "no_target": "M.8 1.5H2.2M1.5 .8V2.2M3.8 4.5H5.2M4.5 3.8V5.2",
    "no_observation": "M-1 1L1 -1M0 6L6 0M5 7L7 5",
    "insufficient_data": "M0 3H3.6",
    "undetermined": "M-1 5L1 7M0 0L6 6M5 -1L7 1",
    "not_read": "M3 0V3.6",
    "bases_differ": "M0 0L6 6M6 0L0 6",
    "no_path": "M3 1.4V4.6M1.4 3H4.6",
    "silent": "M2.5 3H3.5",
    "outside_plan": "M0 3H6M3 0V6",
}
"""Marks on a tile of 6 by 6 for each reason why there is no colour; `layers/client/paint.js` draws the same ones."""
OTHER_MARKS: Final = "M0 6L6 0"
PIXELS: Final = 4
"""Steps of the grid that a pixel of the pattern takes."""


def fill_of(place: DrawnPlace) -> str:
    """A colour, or the hatch of a reason why there is none."""
    return f"url(#h-{place.hatch})" if place.hatch else place.colour


def hatches(drawn: DrawnLayer) -> str:
    """The hatches that a layer uses."""
    kinds = dict.fromkeys(entry.hatch for entry in drawn.legend if entry.hatch)
    return "".join(
        f'<pattern id="h-{kind}" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="scale({PIXELS})"><rect width="6" height="6" fill="{HATCH_GROUND}"/>'
        f'<path d="{HATCH_MARKS.get(kind, OTHER_MARKS)}" stroke="{HATCH_INK}" stroke-width="0.9"/></pattern>'
        for kind in kinds
    )
