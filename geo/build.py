"""Builds all shapes into a folder, from the boundaries to the files the atlas reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import pandas as pd
import shapely

from geo.adjacency import place_borders
from geo.border_strip import clipped_strip, strip_share, widened_borders
from geo.boundaries import BoundarySource
from geo.coverage import (
    TOLERANCES,
    area_faults,
    coverage_faults,
    new_holes,
    require_sound,
    simplify_counties,
    unite,
)
from geo.geometry import BORDERS_FILE, COUNTIES_FILE, PLACES_FILE, PROVINCES_FILE, STRIP_FILE
from geo.planning_units import CarveOut, assign_places
from geo.projections import ALBERS_CHINA, LONLAT
from geo.topology import build_topology, write_topology

OnProgress = Callable[[str, float], None]
"""Told the key of the step that begins and how much of the whole is done, 0 to 1."""

BUILDER_VERSION: Final = 2
"""Raised whenever the built files change their content or form."""

LABEL_TOLERANCE_M: Final = 500.0


def build(
    folder: Path,
    source: BoundarySource,
    carve_outs: Sequence[CarveOut],
    on_progress: OnProgress,
    faults_file: Path,
) -> dict[str, Any]:
    """Build every file.

    Parameters
    ----------
    folder
        An empty folder.
    source
        Where counties and sea lines come from.
    carve_outs
        Places to cut out of their parents.
    on_progress
        Called with `read`, `carve`, `simplify`, `check`, `strip`, `write` as they begin, from the calling thread.
    faults_file
        Where faults of the shapes are written as GeoJSON.

    Returns
    -------
    dict
        What the manifest says of the build: counts, tolerances, largest change of area, name of the TopoJSON file.

    Raises
    ------
    BoundaryDataMissingError, CarveOutError, CoverageFaultError
        When the boundaries are missing, do not fit the carve-outs or are no coverage.
    """
    on_progress("read", 0.0)
    counties = source.counties()
    south_sea_lines = source.south_sea_lines()
    on_progress("carve", 0.24)
    counties = assign_places(counties, carve_outs)
    province_names = counties.groupby("province_id")["province_zh"].first()
    counties = counties.drop(columns="province_zh")
    province_of_place = counties.groupby("place_id")["province_id"].first()
    # What needs the full shapes alone goes on beside the simplification: shapely works without the interpreter lock.
    with ThreadPoolExecutor(max_workers=1) as beside:
        full = beside.submit(_from_full_shapes, counties, faults_file)
        on_progress("simplify", 0.26)
        pieces = simplify_counties(counties, on_step=lambda done: on_progress("simplify", 0.26 + 0.5 * done))
        pieces["province_id"] = pieces["place_id"].map(province_of_place)
        places, provinces = unite(pieces, "place_id"), unite(pieces, "province_id")
        borders, areas, widened = full.result()
    on_progress("check", 0.8)
    change = _require_faithful(counties, areas, places, provinces, faults_file)
    on_progress("strip", 0.85)
    strip = clipped_strip(widened, provinces)
    place_frame = _place_frame(places, province_of_place, areas)
    place_frame.insert(4, "strip_share", strip_share(strip, place_frame))
    province_areas = areas.groupby(province_of_place).sum()
    province_frame = gpd.GeoDataFrame(
        {"name_zh": province_names, "area_km2": province_areas}, geometry=provinces, crs=LONLAT
    ).rename_axis("province_id")
    on_progress("write", 0.9)
    _write(counties, folder / COUNTIES_FILE)
    _write(borders, folder / BORDERS_FILE)
    _write(strip, folder / STRIP_FILE)
    _write(province_frame, folder / PROVINCES_FILE)
    _write(place_frame, folder / PLACES_FILE)
    topology_file = write_topology(build_topology(places, provinces, south_sea_lines), folder)
    tolerance = pieces.groupby("place_id")["tolerance_m"].first()
    return {
        "topology_file": topology_file.name,
        "counts": {"counties": len(counties), "places": len(places), "provinces": len(provinces)},
        "place_tolerances_m": tolerance[tolerance < max(TOLERANCES)].to_dict(),
        "largest_area_change": {"place_id": str(change.idxmax()), "share": round(float(change.max()), 6)},
    }


def _from_full_shapes(
    counties: gpd.GeoDataFrame, faults_file: Path
) -> tuple[gpd.GeoDataFrame, pd.Series, gpd.GeoSeries]:
    """Check the full shapes; return the borders, the area of each place in km², and the widened borders."""
    require_sound([coverage_faults(counties.geometry)], [], faults_file)
    borders = place_borders(counties)
    areas = _square_km(counties.geometry).groupby(counties["place_id"]).sum()
    return borders, areas, widened_borders(borders)


def _require_faithful(
    counties: gpd.GeoDataFrame,
    areas: pd.Series,
    places: gpd.GeoSeries,
    provinces: gpd.GeoSeries,
    faults_file: Path,
) -> pd.Series:
    """Stop unless the simplified shapes are coverages of the same area; return the change of area by place."""
    simplified = _square_km(places)
    require_sound(
        [coverage_faults(places), coverage_faults(provinces), new_holes(counties.geometry, places)],
        area_faults(areas, simplified),
        faults_file,
    )
    change: pd.Series = (simplified / areas - 1).abs()
    return change


def _square_km(shapes: gpd.GeoSeries) -> pd.Series:
    return shapes.to_crs(ALBERS_CHINA).area / 1e6


def _place_frame(places: gpd.GeoSeries, provinces: pd.Series, areas: pd.Series) -> gpd.GeoDataFrame:
    labels = _label_points(places)
    columns = {
        "province_id": provinces,
        "area_km2": areas,
        "label_lon": labels.x,
        "label_lat": labels.y,
    }
    return gpd.GeoDataFrame(columns, geometry=places, crs=LONLAT).rename_axis("place_id")


def _label_points(places: gpd.GeoSeries) -> gpd.GeoSeries:
    """Centre of the largest circle that fits into the largest part of each place, in degrees."""
    parts = places.to_crs(ALBERS_CHINA).explode().to_frame("geometry").set_geometry("geometry")
    parts["area"] = parts.area
    largest = parts.sort_values("area").groupby(level=0).tail(1).sort_index()
    radius = shapely.maximum_inscribed_circle(largest.geometry.to_numpy(), tolerance=LABEL_TOLERANCE_M)
    centres = gpd.GeoSeries(shapely.get_point(radius, 0), index=largest.index, crs=ALBERS_CHINA)
    return centres.to_crs(LONLAT)


def _write(frame: gpd.GeoDataFrame, path: Path) -> None:
    # Neighbours repeat each other's edges: a search as long as level 9 makes finds them and saves a quarter.
    frame.to_parquet(path, compression="zstd", compression_level=9, geometry_encoding="WKB")
