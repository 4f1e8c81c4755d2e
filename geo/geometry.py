"""The built shapes, opened for reading."""

from __future__ import annotations

import threading
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import pandas as pd

from geo.adjacency import adjacency
from geo.point_index import PointIndex

PLACES_FILE: Final = "places.parquet"
PROVINCES_FILE: Final = "provinces.parquet"
COUNTIES_FILE: Final = "counties.parquet"
BORDERS_FILE: Final = "borders.parquet"
STRIP_FILE: Final = "border_strip.parquet"


class Geometry:
    """Shapes of one build. Each frame is read when it is first asked for; none may be changed by its readers.

    Parameters
    ----------
    folder
        A finished, checked build.
    manifest
        Its manifest: `source_name`, `source_version`, `source_datum`, `builder_version`, `tolerances_m`,
        `place_tolerances_m` (of the places kept finer), `largest_area_change`, `counts`, `files` …
    """

    def __init__(self, folder: Path, manifest: dict[str, Any]) -> None:
        self.folder = folder
        self.manifest = manifest
        self._making = threading.Lock()
        self._point_index: PointIndex | None = None

    @cached_property
    def places(self) -> gpd.GeoDataFrame:
        """Places as drawn, EPSG:4326.

        Index `place_id` (ascending); `province_id`, `area_km2` (km², of the unsimplified shape), `label_lon` and
        `label_lat` (degrees, well inside the largest part), `strip_share` (share of the area in the border strip,
        0 to 1), `geometry` (simplified).
        """
        return self._read(PLACES_FILE)

    @cached_property
    def provinces(self) -> gpd.GeoDataFrame:
        """Provinces as drawn, EPSG:4326: index `province_id`; `name_zh`, `area_km2`, `geometry` (simplified)."""
        return self._read(PROVINCES_FILE)

    @cached_property
    def counties(self) -> gpd.GeoDataFrame:
        """Counties in full, EPSG:4326: index `county_id`; `county_zh`, `place_id`, `province_id`, `geometry`."""
        return self._read(COUNTIES_FILE)

    @cached_property
    def county_names(self) -> pd.DataFrame:
        """Counties without their shapes: `county_zh` and `place_id`, in the order of their codes."""
        return pd.read_parquet(self.folder / COUNTIES_FILE, columns=["county_zh", "place_id"])

    @cached_property
    def borders(self) -> gpd.GeoDataFrame:
        """Borders between places in full, as from `adjacency.place_borders`."""
        return self._read(BORDERS_FILE)

    @cached_property
    def adjacency(self) -> pd.DataFrame:
        """Neighbours in both directions: `place_id`, `neighbour_id`, `shared_km` (km on the ellipsoid)."""
        columns = ["place_id", "neighbour_id", "shared_km"]
        return adjacency(pd.read_parquet(self.folder / BORDERS_FILE, columns=columns))

    @cached_property
    def border_strip(self) -> gpd.GeoDataFrame:
        """The strip of 20 km as drawn, EPSG:4326: index `province_id`, one row per province that has a part in it."""
        return self._read(STRIP_FILE)

    @cached_property
    def strip_places(self) -> frozenset[str]:
        """Places with a part in the strip, however small."""
        return frozenset(place_id for place_id, share in self.strip_shares.items() if share > 0)

    @cached_property
    def strip_shares(self) -> dict[str, float]:
        """Share of each place's area in the strip, 0 to 1, by place id."""
        shares: dict[str, float] = self.places["strip_share"].astype(float).to_dict()
        return shares

    @property
    def topology_file(self) -> Path:
        """The TopoJSON of places, provinces and sea lines: `places.<hash>.json`."""
        return self.folder / str(self.manifest["topology_file"])

    @cached_property
    def topology(self) -> str:
        """The text of `topology_file`: what was read once outlives a cache that is cleared or rebuilt meanwhile."""
        return self.topology_file.read_text(encoding="utf-8")

    @property
    def point_index(self) -> PointIndex:
        """Counties and borders, ready to be asked for points; made once, also when two threads ask at the same time."""
        with self._making:
            if self._point_index is None:
                self._point_index = PointIndex(self.counties, self.borders)
            return self._point_index

    def _read(self, name: str) -> gpd.GeoDataFrame:
        return gpd.read_parquet(self.folder / name)
