"""The carve-outs of carve_outs.csv as the geometry package wants them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.planning_units import CarveOut

if TYPE_CHECKING:
    from data.tables import Tables


def carve_outs_of(tables: Tables) -> tuple[CarveOut, ...]:
    """One record per place that is cut out of its parent, with the counties it is made of."""
    return tuple(
        CarveOut(
            place_id=str(place_id),
            parent_place_id=str(rows["parent_place_id"].iloc[0]),
            county_ids=tuple(sorted(str(code) for code in rows["county_id"])),
        )
        for place_id, rows in tables.carve_outs.groupby("place_id", sort=True)
    )
