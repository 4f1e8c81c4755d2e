"""Counties and borders made ready to be asked for points."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from geo.border_strip import provincial_borders
from geo.line_distance import Floats, LineDistance, Nearest, Positions

NEARBY_DEGREES: Final = 1.0
"""Farther than this from all counties, no nearest one is named."""


class CountyRecord(NamedTuple):
    """A county without its shape."""

    county_id: str
    county_zh: str
    place_id: str
    province_id: str


class PointIndex:
    """Looks points up among counties and borders; made once, read-only, safe to share between threads.

    Parameters
    ----------
    counties
        EPSG:4326, unsimplified, index `county_id` ascending, with `county_zh`, `place_id` and `province_id`.
    borders
        From `adjacency.place_borders`.
    """

    def __init__(self, counties: gpd.GeoDataFrame, borders: gpd.GeoDataFrame) -> None:
        rows = counties[["county_zh", "place_id", "province_id"]].itertuples(name=None)
        self.county_records = [CountyRecord(*row) for row in rows]
        self.provincial = provincial_borders(borders).reset_index(drop=True)
        sides = self.provincial[["province_id", "neighbour_province_id"]]
        self.border_sides: list[tuple[str, ...]] = list(sides.itertuples(index=False, name=None))
        self._outlines = counties.geometry.to_numpy()
        self._borders = borders.geometry.to_numpy()
        self._tree = shapely.STRtree(self._outlines)
        self._of_province: dict[str, tuple[Positions, LineDistance]] = {}
        self._of_places: LineDistance | None = None

    def county_rows(self, lon: Floats, lat: Floats) -> Positions:
        """Position of the county each point is in, -1 outside all; on a shared edge the lowest code wins.

        Points in degrees (EPSG:4326), shape (n,).
        """
        point, county = self._tree.query(shapely.points(lon, lat), predicate="intersects")
        none = len(self.county_records)
        rows = np.full(len(lon), none, dtype=np.intp)
        np.minimum.at(rows, point, county)
        return np.where(rows == none, -1, rows)

    def outlines_within(self, window: Any) -> list[tuple[CountyRecord, Any]]:
        """Counties that touch a shape (EPSG:4326), with their outlines."""
        rows = np.sort(self._tree.query(window, predicate="intersects"))
        return [(self.county_records[row], self._outlines[row]) for row in rows.tolist()]

    def provincial_within(self, window: Any, province_id: str | None) -> NDArray[Any]:
        """Provincial borders (EPSG:4326) that touch a shape; of one province, or of all when None."""
        lines = self.provincial
        if province_id is not None:
            sides = lines[["province_id", "neighbour_province_id"]]
            lines = lines[sides.eq(province_id).any(axis=1)]
        shapes = lines.geometry.to_numpy()
        return shapes[shapely.intersects(shapes, window)]

    def warm(self) -> None:
        """Make ready what is otherwise made for the first point of each province."""
        self._places_distance()
        for province_id in sorted(
            set(self.provincial["province_id"]) | set(self.provincial["neighbour_province_id"])
        ):
            self._province_distance(province_id)

    def nearest_county(self, lon: float, lat: float) -> tuple[int, float] | None:
        """Position of the county nearest to a point outside all, and the km to its edge; None when far from all."""
        found = self._tree.query_nearest(
            shapely.Point(lon, lat), max_distance=NEARBY_DEGREES, all_matches=False
        )
        if not len(found):
            return None
        row = int(found[0])
        edge = LineDistance(shapely.boundary(self._outlines[[row]]))
        return row, float(edge.nearest(np.array([lon]), np.array([lat])).km[0])

    def place_border(self, lon: Floats, lat: Floats) -> Nearest:
        """Distance to the nearest border between two places."""
        return self._places_distance().nearest(lon, lat)

    def province_border(self, province_id: str, lon: Floats, lat: Floats) -> Nearest:
        """Distance to the nearest land border of one province; rows are positions in `provincial`."""
        own, lines = self._province_distance(province_id)
        found = lines.nearest(lon, lat)
        return Nearest(found.km, own[found.row] if len(own) else found.row)

    def _places_distance(self) -> LineDistance:
        if self._of_places is None:
            self._of_places = LineDistance(self._borders)
        return self._of_places

    def _province_distance(self, province_id: str) -> tuple[Positions, LineDistance]:
        known = self._of_province.get(province_id)
        if known is None:
            ids = self.provincial[["province_id", "neighbour_province_id"]]
            own = np.flatnonzero(ids.eq(province_id).any(axis=1))
            known = own, LineDistance(self.provincial.geometry.to_numpy()[own])
            self._of_province[province_id] = known
        return known
