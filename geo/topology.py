"""Places, provinces and sea lines as one TopoJSON file, in which neighbours share their arcs.

The arcs are found by the library `topojson`. Coordinates are put on a grid before that, the same for all shapes:
rounding each polygon for itself would open gaps.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import shapely
from topojson.core.topology import Topology

QUANTISATION: Final = 100_000
"""Grid lines across the extent, both ways: cells of about 60 m."""

HASH_LENGTH: Final = 16


def build_topology(
    places: gpd.GeoSeries, provinces: gpd.GeoSeries, south_sea_lines: shapely.MultiLineString
) -> dict[str, Any]:
    """Make the TopoJSON object.

    Parameters
    ----------
    places, provinces
        EPSG:4326, simplified, index the ids; provinces are unions of the places.
    south_sea_lines
        EPSG:4326.

    Returns
    -------
    dict
        TopoJSON with the objects `places`, `provinces` and `south_sea_lines`, each a geometry collection. Each
        geometry of the first two has its `id`, in ascending order, and nothing else but `type` and `arcs`.
        Polygons smaller than a cell of the grid are left out.
    """
    areas = {"places": places.sort_index(), "provinces": provinces.sort_index()}
    frames = [gpd.GeoDataFrame(geometry=shapes.to_numpy(), crs=shapes.crs) for shapes in areas.values()]
    frames.append(gpd.GeoDataFrame(geometry=[south_sea_lines], crs=places.crs))
    names = [*areas, "south_sea_lines"]
    made = Topology(frames, object_name=names, prequantize=QUANTISATION).to_dict()
    ids: dict[str, list[str]] = {name: shapes.index.tolist() for name, shapes in areas.items()}
    return {
        "type": "Topology",
        "transform": {
            key: [float(number) for number in made["transform"][key]] for key in ("scale", "translate")
        },
        "objects": {name: _collection(made["objects"][name], ids.get(name)) for name in names},
        "arcs": made["arcs"],
    }


def write_topology(topology: dict[str, Any], folder: Path) -> Path:
    """Write as `places.<hash>.json`, so that a browser may keep the file for good.

    Parameters
    ----------
    topology
        From `build_topology`.
    folder
        An existing folder.
    """
    content = json.dumps(topology, ensure_ascii=True, separators=(",", ":")).encode()
    path = folder / f"places.{hashlib.sha256(content).hexdigest()[:HASH_LENGTH]}.json"
    path.write_bytes(content)
    return path


def _collection(collection: dict[str, Any], ids: list[str] | None) -> dict[str, Any]:
    geometries = [{"type": shape["type"], "arcs": shape["arcs"]} for shape in collection["geometries"]]
    if ids is not None:
        geometries = [shape | {"id": name} for shape, name in zip(geometries, ids, strict=True)]
    return {"type": "GeometryCollection", "geometries": geometries}
