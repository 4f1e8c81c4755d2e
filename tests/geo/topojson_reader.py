"""Reads our TopoJSON back into shapes, independently of the library that made it."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import shapely


def read_shapes(topology: dict[str, Any], name: str) -> gpd.GeoSeries:
    """Shapes of an object, EPSG:4326, by id."""
    scale, translate = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + translate for arc in topology["arcs"]]

    def ring(numbers: list[int]) -> np.ndarray:
        pieces = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in numbers]
        return np.vstack([pieces[0], *(piece[1:] for piece in pieces[1:])])

    def polygon(rings: list[list[int]]) -> shapely.Polygon:
        return shapely.Polygon(ring(rings[0]), [ring(numbers) for numbers in rings[1:]])

    shapes = {}
    for shape in topology["objects"][name]["geometries"]:
        parts = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        shapes[shape["id"]] = shapely.MultiPolygon([polygon(rings) for rings in parts])
    return gpd.GeoSeries(shapes, crs="EPSG:4326")
